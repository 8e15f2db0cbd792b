"""From what a record is found by to its row in the index."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django.db import connection

from relations.models.search import SearchKind
from relations.names import keys
from relations.names.folding import words
from relations.names.readings import readings
from relations.search.sources import STATEMENTS

FORMER = "\t"
LONGEST_WORD = 60
SHORTEST_WORD = 4
# In bytes; PostgreSQL refuses one above 2,046, and a query of a megabyte.
LONGEST_KEY = 300
# In letters, of which one takes four bytes at most.
SAFE_KEY = LONGEST_KEY // 4
_MOST_HINT_WORDS = 60
_HALF = 1 << 31


@dataclass(frozen=True, slots=True)
class Draft:
    """A row of the index before it is written, and the words it brings to the dictionary."""

    id: Any
    kind: str
    names: tuple[str, ...]
    hints: tuple[str, ...]
    level: str
    teams: list[Any]
    readers: list[int]
    keys: list[str]
    signature: str


def read(kind: str, ids: Sequence[Any]) -> Iterator[Draft]:
    """Read records of one kind, and draft the row of each that is still there."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENTS[SearchKind(kind)], [list(ids)])
        rows = cursor.fetchall()
    for row in rows:
        yield draft(kind, *row)


def draft(  # noqa: PLR0913, PLR0917 - the columns of a statement
    kind: str,
    record: Any,
    level: str,
    teams: list[Any],
    readers: list[int],
    names: list[str],
    points: list[str],
    hints: list[str],
) -> Draft:
    kept = tuple(dict.fromkeys(_one_line(name) for name in names if name.strip()))
    told = tuple(dict.fromkeys(" ".join(hint.split()) for hint in hints if hint[1:].strip()))
    found: set[str] = set()
    of_one = keys.of_name if kind == SearchKind.CONTACT else keys.of_title
    for name in kept:
        found |= of_one(name)
    for point in points:
        what, _, value = point.partition(" ")
        found |= keys.of_email(value) if what == "email" else keys.of_phone(value)
    found.update(_hinted(told))
    short = sorted(key for key in found if len(key) <= SAFE_KEY or len(key.encode()) <= LONGEST_KEY)
    return Draft(record, kind, kept, told, level, teams, readers, short, keys.signature(kept))


def _one_line(name: str) -> str:
    former = FORMER if name.startswith(FORMER) else ""
    return former + " ".join(name.split())


def _hinted(hints: Iterable[str]) -> Iterator[str]:
    """Key the words of hints: ``p`` for those all may see, ``n`` for those of internal records."""
    for hint in hints:
        kind = "p" if hint[0] == "p" else "n"
        for word in words(hint[1:])[:_MOST_HINT_WORDS]:
            for reading in readings(word):
                yield f"{kind}{reading[:LONGEST_WORD]}"


def hashes(word: str) -> list[int]:
    """Hash a word and all it is with one letter less, as 32-bit integers."""
    return [crc32(near.encode()) - _HALF for near in (word, *keys.one_less(word))]


def dictionary(drafts: Iterable[Draft]) -> dict[str, bool]:
    """Collect the words of drafts that are not restricted; say of each whether all may see it."""
    found: dict[str, bool] = {}
    for one in drafts:
        if one.level != "restricted":
            for key in one.keys:
                if key[0] == "l" and SHORTEST_WORD < len(key) <= LONGEST_WORD:
                    found[key[1:]] = found.get(key[1:], False) or one.level == "public"
    return found
