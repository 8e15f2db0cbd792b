"""One moment of the database for one file, on a connection of its own, and its rows in batches."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db import connection as usual
from django.db import transaction

from relations.exports.statements import Bound, Selection

BATCH: Final = 64 * 1024
"""One answer a row would halve the rate."""
MOST_AT_ONCE: Final = 3
LONGEST: Final = "30min"
COUNTED: Final = 10_000
SIZE: Final = "SELECT reltuples FROM pg_class WHERE oid = %s::regclass"
CLASS: Final = 0x45585054
"""The first half of an advisory lock's number; the second is the reader's."""


class TooManyError(Exception):
    """The reader has as many files running as one may."""


class Snapshot:
    """A read-only transaction that sees one moment, open until ``close``.

    The body of an answer is sent after the request's own transaction, and by then others may use
    the request's connection: hence one of its own, which goes when the file ends or its reader
    does. Inside a transaction (a test's, say) it is that transaction, which has its moment already.
    """

    def __init__(self, user: Any, act: str) -> None:
        # Rows come as fast as they are read, and compiling the statement first would delay the
        # first of them by more than it gains.
        self.local = {
            "statement_timeout": LONGEST,
            "TimeZone": "UTC",
            "DateStyle": "ISO, YMD",
            "jit": "off",
            "muloqot.actor": str(user.pk or ""),
            "muloqot.act": act,
        }
        self.own = not usual.in_atomic_block
        self.connection: Any = usual.copy() if self.own else usual
        if self.own:
            try:
                self._open(user)
            except BaseException:
                self.close()
                raise

    def _open(self, user: Any) -> None:
        self.connection.inc_thread_sharing()  # begun by who works, read by the reader's own thread
        self.connection.set_autocommit(False)
        with self.connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            self._set(cursor)
            if user.pk is not None:
                self._take_turn(cursor, user.pk)

    def _set(self, cursor: Any) -> None:
        calls = ", ".join(["set_config(%s, %s, true)"] * len(self.local))
        cursor.execute(f"SELECT {calls}", [text for pair in self.local.items() for text in pair])

    def _take_turn(self, cursor: Any, key: int) -> None:
        for turn in range(MOST_AT_ONCE):
            number = (key * MOST_AT_ONCE + turn) % 2**31
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [CLASS, number])
            if cursor.fetchone()[0]:
                return
        raise TooManyError

    def estimate(self, selection: Selection) -> int:
        """Count up to 10,000 rows, and take the planner's word for more.

        An estimate of few rows is made from all rows, also those the reader may not see.
        """
        number = self._first(selection.counted(COUNTED + 1))
        if number is None or number <= COUNTED:
            return number or 0
        plan = self._first(selection.explained())
        plan = json.loads(plan) if isinstance(plan, str) else plan
        return max(number, int(plan[0]["Plan"]["Plan Rows"]))

    def _first(self, bound: Bound | None) -> Any:
        if bound is None:
            return None
        with self.connection.cursor() as cursor:
            cursor.execute(*bound)
            return cursor.fetchone()[0]

    def kept(self, table: str) -> int:
        """Take the planner's word for the rows of a table."""
        return int(self._first((SIZE, (table,))))

    def batches(self, bounds: Iterable[Bound]) -> Iterator[tuple[bytes, int]]:
        """Give what COPY writes, one after another, in pieces of many rows with their number."""
        if self.own:
            for bound in bounds:
                yield from self._copied(bound)
            return
        with transaction.atomic():
            with self.connection.cursor() as cursor:
                self._set(cursor)
            for bound in bounds:
                yield from self._copied(bound)
            transaction.set_rollback(True)  # takes the settings back

    def _copied(self, bound: Bound) -> Iterator[tuple[bytes, int]]:
        held: list[bytes] = []
        size = 0
        with self.connection.cursor() as cursor:
            # Bound beforehand: Django's cursor for debugging copies no parameters.
            statement = cursor.mogrify(*bound)
            with cursor.copy(statement) as copy:
                for row in copy:
                    held.append(row)
                    size += len(row)
                    if size >= BATCH:
                        yield b"".join(held), len(held)
                        held, size = [], 0
        if held:
            yield b"".join(held), len(held)

    def close(self) -> None:
        if self.own:
            self.connection.close()
