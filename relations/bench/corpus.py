"""The rows of a measurement: a corpus of names, multiplied if more are asked for.

A line of the corpus is a JSON object: ``id``, ``t`` (person or org), ``name``, and where known
``native``, ``aka``, ``c``, ``email``, ``phone``.
"""

import gzip
import json
import random
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path
from typing import Any, Final

from django.db import connection

from relations.models.search import SearchKind
from relations.names.keys import VERSION
from relations.search import documents
from relations.search.documents import Draft

SPACE: Final = uuid.UUID("6f3f9e2a-3f0e-5c43-9a27-0a7d6d5b8f11")
PROCESSES: Final = 2
# For the making of indexes alone; the rest of the measurement has the server's defaults.
BUILDING: Final = "512MB"
_SEED: Final = 20231215
_GIVEN: Final = (
    "Karim Jasur Nodira Sevara Timur Aziz Dilshod Malika Sung-hoon Ji-eun Min-jung Jae-won Anna"
    " Sergei Olga Dmitry Elena Thomas Marie Hans Yuki Kenji Wei Ling Fatima Omar Nikos Sofia"
).split()
_FAMILY: Final = (
    "Karimov Yusupov Rahimov Tursunov Saidov Kim Lee Park Choi Jung Kang Ivanov Petrov Sidorov"
    " Tokayev Nazarov Mueller Schmidt Dubois Rossi Tanaka Suzuki Wang Chen Hassan Papadopoulos"
).split()


@dataclass(frozen=True, slots=True)
class Row:
    """A record to be: its key in the corpus, its id, what it is, its names and points."""

    key: str
    id: uuid.UUID
    kind: str
    names: tuple[str, ...]
    email: str
    phone: str


def id_of(key: str) -> uuid.UUID:
    return uuid.uuid5(SPACE, key)


def read(path: Path | None, contacts: int | None) -> list[Row]:
    """Read a corpus, or make one up where there is none, and fill it up to so many rows."""
    rows = [_row(line) for line in _lines(path)] if path else list(_made_up(contacts or 20_000))
    wanted = contacts or len(rows)
    return [*rows, *_recombined(rows, wanted - len(rows))]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open() as lines:
        yield from map(json.loads, lines)


def _row(line: dict[str, Any]) -> Row:
    return Row(
        key=line["id"],
        id=id_of(line["id"]),
        kind=SearchKind.CONTACT if line["t"] == "person" else SearchKind.INSTITUTION,
        names=tuple(filter(None, (line["name"], line.get("native"), *line.get("aka", ())))),
        email=line.get("email", ""),
        phone="".join(sign for sign in line.get("phone", "") if sign.isdigit()),
    )


def _made_up(count: int) -> Iterator[Row]:
    chance = random.Random(_SEED)  # noqa: S311 - rows of a measurement
    for number in range(min(count, len(_GIVEN) * len(_FAMILY))):
        name = f"{_GIVEN[number % len(_GIVEN)]} {_FAMILY[number // len(_GIVEN)]}"
        key = f"made:{number}"
        phone = f"998{chance.randrange(10**8, 10**9)}"
        yield Row(key, id_of(key), SearchKind.CONTACT, (name,), f"c{number}@isrs.example", phone)


def _recombined(rows: list[Row], count: int) -> Iterator[Row]:
    """Put parts of real names together anew: the same sounds and lengths, other people."""
    if count <= 0:
        return
    chance = random.Random(_SEED)  # noqa: S311 - rows of a measurement
    names = [row.names[0].split() for row in rows if row.kind == SearchKind.CONTACT]
    names = [parts for parts in names if len(parts) > 1]
    for number in range(count):
        first, last = chance.choice(names), chance.choice(names)
        key = f"again:{number}"
        name = " ".join([*first[:-1], last[-1]])
        yield Row(key, id_of(key), SearchKind.CONTACT, (name,), "", "")


def draft(row: Row) -> Draft:
    """Draft the row of the index as the program does for a record just read."""
    points = [f"email {row.email}"] * bool(row.email) + [f"phone {row.phone}"] * bool(row.phone)
    return documents.draft(row.kind, row.id, "internal", [], [], list(row.names), points, [])


COPIES: Final = {
    "relations_contact": "id, display_name, family_name, given_name, name_order, languages,"
    " biography, deceased, do_not_contact, confidentiality, teams, readers",
    "relations_institution": "id, display_name, kind, city, website, status, by_mention, founded,"
    " ended, confidentiality, teams, readers",
    "relations_contactname": 'contact_id, text, language, kind, since, until, "order"',
    "relations_institutionname": 'institution_id, text, language, kind, since, until, "order"',
    "relations_contactpoint": 'contact_id, kind, value, label, preferred, do_not_use, "order"',
}


def records(rows: Iterable[Row], table: str) -> Iterator[tuple[Any, ...]]:
    """Give the rows of one table for a copy into it."""
    person = table.startswith("relations_contact")
    for row in rows:
        if (row.kind == SearchKind.CONTACT) == person:
            yield from _SHAPES[table](row)


def _contact(row: Row) -> Iterator[tuple[Any, ...]]:
    yield (row.id, row.names[0][:300], "", "", "", [], "", False, False, "internal", [], [])


def _institution(row: Row) -> Iterator[tuple[Any, ...]]:
    name = row.names[0][:300]
    yield (row.id, name, "other", "", "", "active", False, "", "", "internal", [], [])


def _names(row: Row) -> Iterator[tuple[Any, ...]]:
    for place, name in enumerate(dict.fromkeys(row.names[1:])):
        yield (row.id, name[:600], "", "alias", "", "", place)


def _points(row: Row) -> Iterator[tuple[Any, ...]]:
    if row.email:
        yield (row.id, "email", row.email, "", False, False, 0)
    if row.phone:
        yield (row.id, "phone", f"+{row.phone}", "", False, False, 1)


_SHAPES: Final[dict[str, Callable[[Row], Iterator[tuple[Any, ...]]]]] = {
    "relations_contact": _contact,
    "relations_institution": _institution,
    "relations_contactname": _names,
    "relations_institutionname": _names,
    "relations_contactpoint": _points,
}


def load(rows: list[Row]) -> None:
    """Copy records and their index in, as a restored backup would: no journal, no stamps."""
    database: Any = connection
    with database.as_owner(), connection.cursor() as cursor:
        for table, columns in COPIES.items():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for values in records(rows, table):
                    copy.write_row(values)
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        _load_index(cursor, rows)
        cursor.execute("VACUUM ANALYZE")


def _load_index(cursor: Any, rows: list[Row]) -> None:
    cursor.execute(
        "CREATE TEMP TABLE incoming (id uuid, kind text, names text, hints text, signature text,"
        " keys text[], level text, version int)"
    )
    cursor.execute("CREATE TEMP TABLE words (word text, near int[])")
    seen: set[str] = set()
    with Pool(PROCESSES) as pool, cursor.copy("COPY incoming FROM STDIN") as copy:
        for values, words in pool.imap_unordered(_drafted, rows, chunksize=1000):
            copy.write_row(values)
            seen.update(words)
    with cursor.copy("COPY words FROM STDIN") as copy:
        for word in sorted(seen):
            copy.write_row((word, documents.hashes(word)))
    _build(cursor)


def _drafted(row: Row) -> tuple[tuple[Any, ...], list[str]]:
    one = draft(row)
    values = (one.id, one.kind, "\n".join(one.names), "", one.signature, one.keys, one.level)
    return (*values, VERSION), list(documents.dictionary([one]))


def _build(cursor: Any) -> None:
    """Fill the two tables and then make their indexes, which is far quicker than row by row."""
    definitions = []
    for index in ("searchdocument_keys", "searchword_near"):
        cursor.execute("SELECT pg_get_indexdef(%s::regclass)", [index])
        definitions.append(cursor.fetchone()[0])
        cursor.execute(f"DROP INDEX {index}")
    cursor.execute(
        "INSERT INTO relations_searchdocument (id, kind, names, hints, signature, keys,"
        " confidentiality, teams, readers, version) SELECT id, kind, names, hints,"
        " signature::bit(192), array_to_tsvector(keys), level, '{}', '{}', version FROM incoming"
    )
    cursor.execute(
        "INSERT INTO relations_searchword (word, public, near) SELECT word, false, near FROM words"
    )
    cursor.execute("DROP TABLE incoming, words")
    cursor.execute(f"SET maintenance_work_mem = '{BUILDING}'")
    for definition in definitions:
        cursor.execute(definition)
    cursor.execute("RESET maintenance_work_mem")
