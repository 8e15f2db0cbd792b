"""A database backend for PostgreSQL 15 or newer with two roles: one owns, one works.

The program connects as a role that owns nothing. ``connection.as_owner()`` connects again as the
owner of the tables for as long as a ``with`` block lasts: migrations, and the making and flushing
of test databases. Whatever the owner makes, the program's role may read and write (default
privileges); a migration that takes some of it back finds that role's name in a session setting::

    nullif(current_setting('muloqot.app_role', true), '')

which is NULL where one role does both. ``base`` stands above ``creation`` and ``operations``.
"""
