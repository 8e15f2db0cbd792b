"""A database of its own for a measurement, in the server the program uses."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connection
from psycopg.sql import SQL, Identifier

EXISTS = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = %s)"


@contextmanager
def scratch(name: str, *, keep: bool = False) -> Iterator[bool]:
    """Connect to a scratch database; tell whether it was there already.

    It is dropped at the end, and before the beginning, unless it is to be kept. Its name tells
    which database it stands beside, so that two programs on one server keep apart.
    """
    database: Any = connection
    usual = database.settings_dict["NAME"]
    name = f"{name}_{usual}"
    there = _make(database, name, keep=keep)
    database.settings_dict["NAME"] = name
    try:
        if not there:
            call_command("migrate", verbosity=0)
        yield there
    except BaseException:
        keep = False
        raise
    finally:
        database.close()
        database.settings_dict["NAME"] = usual
        if not keep:
            with database.as_owner(), database._nodb_cursor() as cursor:  # noqa: SLF001
                cursor.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(name)))


def _make(database: Any, name: str, *, keep: bool) -> bool:
    with database.as_owner(), database._nodb_cursor() as cursor:  # noqa: SLF001
        cursor.execute(EXISTS, [name])
        there = bool(cursor.fetchone()[0])
        if there and not keep:
            cursor.execute(SQL("DROP DATABASE {}").format(Identifier(name)))
            there = False
        if not there:
            cursor.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
    return there
