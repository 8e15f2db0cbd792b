"""A database of its own for a measurement, in the server the program uses."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connection
from psycopg.sql import SQL, Identifier

EXISTS = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = %s)"


@contextmanager
def scratch(
    name: str, *, keep: bool = False, fill: Callable[[], object] | None = None
) -> Iterator[float | None]:
    """Connect to a scratch database; tell the seconds it took to fill, or None: it was there.

    It is dropped at the end, and before the beginning, unless it is to be kept: then only one that
    could not be filled is dropped, whatever goes wrong in what is measured. One that was kept is
    migrated. Its name tells which database it stands beside, so that two programs on one server
    keep apart.
    """
    database: Any = connection
    usual = database.settings_dict["NAME"]
    name = f"{name}_{usual}"
    there = _make(database, name, keep=keep)
    database.settings_dict["NAME"] = name
    whole = there
    try:
        call_command("migrate", verbosity=0)
        begun = time.perf_counter()
        if fill and not there:
            fill()
        whole = True
        yield None if there else time.perf_counter() - begun
    finally:
        database.close()
        database.settings_dict["NAME"] = usual
        if not (keep and whole):
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
