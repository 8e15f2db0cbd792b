"""Take the demo's world away: its database, and the files of its documents."""

import shutil
from pathlib import Path
from typing import Any, Final

from django.db.utils import OperationalError
from psycopg.sql import SQL, Identifier

EMBEDDED: Final = "config.embedded"


class InUseError(Exception):
    """Another process has the database open."""


def is_embedded(database: Any) -> bool:
    return bool(database.settings_dict["ENGINE"] == EMBEDDED)


def wipe(database: Any, *, media: Path) -> None:
    """Make the embedded database anew and empty, and remove the stored documents.

    Raises ``InUseError`` and removes nothing while another process is connected.
    """
    name = Identifier(database.settings_dict["NAME"])
    with database.as_owner(), database._nodb_cursor() as cursor:  # noqa: SLF001
        try:
            cursor.execute(SQL("DROP DATABASE {name}").format(name=name))
        except OperationalError as error:
            raise InUseError(str(error)) from error
        cursor.execute(SQL("CREATE DATABASE {name}").format(name=name))
    shutil.rmtree(media / "documents", ignore_errors=True)
