"""What gunicorn is told to do while it serves the demo."""

from typing import Any

from django.db import connection


def when_ready(_arbiter: Any) -> None:
    """Hold on to the embedded database server in the process that ends last.

    Whoever used it last stops it, and a visit may end before any worker has asked for a row.
    """
    connection.ensure_connection()
    connection.close()
