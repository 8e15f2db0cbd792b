"""The server the tests run on, reached as the owner of its tables, whichever server it is."""

import os
from typing import Any
from urllib.parse import quote

from django.db import connection
from psycopg.conninfo import conninfo_to_dict


def owner_of_tables() -> dict[str, Any]:
    """Return what connects to the server as the owner: host, user and password."""
    server = getattr(connection, "server", None)
    if server is not None:
        server.attach()
        return {
            "host": str(server.folders.socket),
            "user": "relations_owner",
            "password": server.passwords["relations_owner"],
        }
    told = conninfo_to_dict(os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"])
    return {name: told[name] for name in ("host", "port", "user", "password") if name in told}


def owner_url(database: str) -> str:
    """Write the address of a database on the server, as the owner reaches it."""
    told = owner_of_tables()
    secret = f":{quote(told['password'], safe='')}" if told.get("password") else ""
    port = f":{told['port']}" if told.get("port") else ""
    return f"postgresql://{told['user']}{secret}@{quote(told['host'], safe='')}{port}/{database}"
