"""The project around the app: settings, addresses, health, and the way to the database.

``config`` stands above everything; ``relations`` never imports it. ``server`` is the database
backend for a PostgreSQL that somebody else runs, ``embedded`` the one that starts its own.
"""
