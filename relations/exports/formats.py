"""The formats a list can be had in, and how each turns batches of rows into a file."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from relations.exports import calendars, cards
from relations.exports.cells import Cell
from relations.exports.sheets import sheets
from relations.exports.snapshots import Snapshot
from relations.exports.statements import Selection

Pieces = Iterator[tuple[bytes, int]]
"""Pieces of a file, each with the number of rows that end in it."""
BOM = b"\xef\xbb\xbf"
EVENTS = frozenset({"events", "meetings", "forums"})


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name in ``?format=``.

    ``own`` gives the cells of a format that has its own; ``nouns`` are those it is for, or empty
    for all.
    """

    name: str
    media_type: str
    extension: str
    write: Callable[[Snapshot, Selection], Pieces]
    ended: Callable[[int], bytes] = lambda _rows: b""
    own: Callable[[str, Any], list[Cell]] | None = None
    nouns: frozenset[str] = frozenset()


def csv(snapshot: Snapshot, selection: Selection) -> Pieces:
    yield (",".join(selection.names) + "\n").encode(), 0
    yield from snapshot.batches(selection.csv())


def ndjson(snapshot: Snapshot, selection: Selection) -> Pieces:
    return snapshot.batches(selection.json())


def json_stream(snapshot: Snapshot, selection: Selection) -> Pieces:
    """Put commas between the rows: JSON written in a line has no other line ends."""
    yield b'{"results":[\n', 0
    comma = b""
    for data, number in snapshot.batches(selection.json()):
        yield comma + data[:-1].replace(b"\n", b",\n"), number
        comma = b",\n"


def xlsx(snapshot: Snapshot, selection: Selection) -> Pieces:
    return sheets(snapshot.batches(selection.sheet()), selection.cells)


def vcf(snapshot: Snapshot, selection: Selection) -> Pieces:
    return _each(snapshot, selection, cards.card)


def ics(snapshot: Snapshot, selection: Selection) -> Pieces:
    yield calendars.BEGIN, 0
    yield from _each(snapshot, selection, calendars.entry)


def _each(snapshot: Snapshot, selection: Selection, told: Callable[[Any], bytes]) -> Pieces:
    for data, number in snapshot.batches(selection.json()):
        yield b"".join(told(json.loads(line)) for line in data.splitlines()), number


def _ended_ndjson(rows: int) -> bytes:
    return b'{"_end": {"rows": %d}}\n' % rows


def _ended_json(rows: int) -> bytes:
    return b'\n],"rows":%d}\n' % rows


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format("csv", "text/csv", "csv", csv),
        Format(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "xlsx",
            xlsx,
        ),
        Format("json-stream", "application/stream+json", "json", json_stream, _ended_json),
        Format("ndjson", "application/x-ndjson", "ndjson", ndjson, _ended_ndjson),
        Format(
            "vcf",
            "text/vcard",
            "vcf",
            vcf,
            own=lambda _noun, user: cards.cells(user),
            nouns=frozenset({"contacts"}),
        ),
        Format(
            "ics",
            "text/calendar",
            "ics",
            ics,
            lambda _rows: calendars.END,
            own=calendars.cells,
            nouns=EVENTS,
        ),
    )
}


def formats_of(noun: str) -> list[Format]:
    return [each for each in FORMATS.values() if not each.nouns or noun in each.nouns]
