"""The world a newcomer meets: real reports, an account for each role, and something closed.

``world`` makes it once and whole; ``cast`` (who may come in) and ``closed`` (what only some may
see) are its parts. ``guide`` says where to look, ``serving`` serves it to this machine alone and
``wiping`` takes it away.
"""
