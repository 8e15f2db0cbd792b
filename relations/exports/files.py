"""A file on its way to a reader: from one snapshot, counted, and never ended well if cut off."""

import logging
import time
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from threading import BoundedSemaphore
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from relations.access import sees_all
from relations.exports import flat, statements
from relations.exports.asking import Asked
from relations.exports.formats import BOM
from relations.exports.snapshots import COUNTED, Snapshot
from relations.exports.statements import Selection, select

SOON: Final = 10
"""Seconds after which a reader may ask again, whom there was no room for."""
MOST: Final = 3
"""A file of a third of all rows asks what is below them all at once."""
log = logging.getLogger(__name__)


class FullError(Exception):
    """As many files are on their way as there is room for in this process."""


@cache
def room() -> BoundedSemaphore:
    """Hold a place for each file: it has a thread and a connection as long as its reader reads."""
    return BoundedSemaphore(settings.FILES_AT_ONCE)


class File:
    """The pieces of one file; ``close`` gives everything back, whether it was read or not."""

    def __init__(self, asked: Asked, rows: QuerySet, user: Any) -> None:
        self.asked, self.user = asked, user
        self.rows = 0
        self.whole = False
        self.begun = time.monotonic()
        self.snapshot = Snapshot(user, f"export {asked.noun}")
        try:
            found = flat.joined(asked.noun, rows)
            self.selection = select(found, asked.cells, self.snapshot.connection)
            self.estimate = self.snapshot.estimate(self.selection)
            if self.estimate > statements.BEGINNING:
                each = self.selection
                self.selection = each.beginning(lambda: self._rest(found, each))
        except BaseException:
            self.snapshot.close()
            raise
        self.pieces = self._pieces()

    def _rest(self, found: QuerySet, each: Selection) -> Selection:
        """Choose how what comes after the beginning is read."""
        kept = self.snapshot.kept(found.model._meta.db_table)
        if self.estimate * MOST < kept:
            return each
        return select(found, self.asked.cells, self.snapshot.connection, at_once=True)

    def foretold(self) -> dict[str, str]:
        """Say how many rows will come; of many the planner knows also those that are hidden."""
        if self.estimate <= COUNTED or sees_all(self.user):
            return {"X-Row-Estimate": str(self.estimate)}
        return {"X-Row-Least": str(COUNTED)}

    def __iter__(self) -> "File":
        return self

    def __next__(self) -> bytes:
        return next(self.pieces)

    def _pieces(self) -> Iterator[bytes]:
        if self.asked.bom:
            yield BOM
        # Closed with us, so that a reader who goes away ends the statement at once.
        with closing(self.asked.format.write(self.snapshot, self.selection)) as written:  # type: ignore[type-var]
            for data, number in written:
                self.rows += number
                if data:
                    yield data
        if end := self.asked.format.ended(self.rows):
            yield end
        if self.asked.trailer:
            yield b"# rows=%d\n" % self.rows
        self.whole = True

    def close(self) -> None:
        """End the statement and give the connection back; say in the log what was taken."""
        self.pieces.close()  # type: ignore[attr-defined]
        self.snapshot.close()
        log.info(
            "export noun=%s format=%s user=%s rows=%d whole=%s seconds=%.2f",
            self.asked.noun,
            self.asked.format.name,
            self.user.pk,
            self.rows,
            self.whole,
            time.monotonic() - self.begun,
        )


class SentFile(File):
    """A file on its way over the network, which takes up one of the places there are."""

    def __init__(self, asked: Asked, rows: QuerySet, user: Any) -> None:
        if not room().acquire(blocking=False):
            raise FullError
        self.left = False
        try:
            super().__init__(asked, rows, user)
        except BaseException:
            room().release()
            raise

    def close(self) -> None:
        if self.left:
            return
        self.left = True
        try:
            super().close()
        finally:
            room().release()


def answer(asked: Asked, rows: QuerySet, request: Any) -> HttpResponseBase:
    """Answer a request with a file; one who asks for the head alone gets no more.

    Raises ``snapshots.TooManyError`` and ``FullError``. The number of rows is not known before the
    last of them, so the head has what is ``foretold``, and the end of the file says how many there
    were.
    """
    file = SentFile(asked, rows, request.user)
    name = f"{asked.noun}-{timezone.localdate():%Y-%m-%d}.{asked.format.extension}"
    headers = {
        "Content-Type": asked.format.media_type,
        "Content-Disposition": f'attachment; filename="{name}"',
        **file.foretold(),
        # A proxy that waits for the whole would undo what streaming is for.
        "X-Accel-Buffering": "no",
        "Vary": "Accept",
    }
    if asked.format.media_type.startswith("text/"):
        headers["Content-Type"] += "; charset=utf-8"
    if request.method == "HEAD":
        file.close()
        return HttpResponse(headers=headers)
    return StreamingHttpResponse(file, headers=headers)
