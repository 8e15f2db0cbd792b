"""Make the index anew while everybody works on, or compare it with the records it comes from."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db import connection, transaction
from django.db.models import Func, TextField

from relations.models.search import SearchDocument, SearchKind
from relations.names.keys import VERSION
from relations.search import documents
from relations.search.documents import LONGEST_WORD, SHORTEST_WORD, Draft
from relations.search.keeping import BATCH, COLUMNS, columns, keep
from relations.search.sources import TABLES

# Whoever saves a record of the batch meanwhile waits for the end of it and then writes over it;
# what was saved before is read, since the reading begins when nobody writes any more.
_LOCK: Final = "SELECT FROM relations_searchdocument WHERE id = ANY(%s) ORDER BY id FOR UPDATE"
_LISTED: Final = Func("keys", function="tsvector_to_array", output_field=ArrayField(TextField()))
_PATIENT: Final = (
    "SELECT set_config('lock_timeout', '0', true), set_config('statement_timeout', '0', true)"
)
_OF_NO_RECORD: Final = " OR ".join(
    f"d.kind = '{kind}' AND NOT EXISTS (SELECT FROM {table} r WHERE r.id = d.id)"
    for kind, table in TABLES.items()
)
_STRAYS: Final = f"SELECT d.kind, d.id FROM relations_searchdocument d WHERE {_OF_NO_RECORD}"  # noqa: S608
_DROP_STRAYS: Final = f"DELETE FROM relations_searchdocument d WHERE {_OF_NO_RECORD}"  # noqa: S608
# The words the dictionary ought to have, and whether all may know of them.
_WORDS: Final = f"""
SELECT substr(lexeme, 2) AS word, bool_or(d.confidentiality = 'public') AS public
FROM relations_searchdocument d, unnest(tsvector_to_array(d.keys)) AS lexeme
WHERE d.confidentiality <> 'restricted' AND lexeme LIKE 'l%%'
  AND length(lexeme) BETWEEN {SHORTEST_WORD + 1} AND {LONGEST_WORD + 1}
GROUP BY 1"""  # noqa: S608
_DROP_WORDS: Final = f"""
WITH used AS MATERIALIZED ({_WORDS})
DELETE FROM relations_searchword w WHERE NOT EXISTS (
  SELECT FROM used WHERE used.word = w.word AND used.public = w.public)"""  # noqa: S608
# Words may stand longer than their records, and open to more readers: that is no fault.
_WANTED: Final = f"""
SELECT used.word, w.word IS NULL FROM ({_WORDS}) used
LEFT JOIN relations_searchword w ON w.word = used.word
WHERE w.word IS NULL OR used.public AND NOT w.public ORDER BY 1"""  # noqa: S608


def rebuild() -> int:
    """Write the whole index anew, a batch a transaction; return how many records it holds.

    Readers wait for nothing and find all the time; who saves a record waits for one batch at most.
    What no record has any more is taken out: rows, and words of the dictionary.
    """
    _run(_DROP_STRAYS)
    # before the records, so that a word is known again when its record has been written
    _run(_DROP_WORDS)
    kept = 0
    for kind in SearchKind.values:
        for ids in ids_of(kind):
            with transaction.atomic():
                _wait_for(ids)
                kept += keep(kind, ids)
    return kept


def _run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PATIENT)
        cursor.execute(statement)


def _wait_for(ids: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_PATIENT)
        cursor.execute(_LOCK, [list(ids)])


def ids_of(kind: str) -> Iterator[list[Any]]:
    """List the ids of all records of a kind, a batch at a time."""
    last = None
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM {TABLES[SearchKind(kind)]} WHERE %s::uuid IS NULL OR id > %s "  # noqa: S608
                "ORDER BY id LIMIT %s",
                [last, last, BATCH],
            )
            found = [row[0] for row in cursor.fetchall()]
        if not found:
            return
        yield found
        last = found[-1]


def faults() -> Iterator[str]:
    """Compare the index with the records, and name what is missing, false or too much.

    Reads only. What is saved at the same moment may look false.
    """
    for kind in SearchKind.values:
        for ids in ids_of(kind):
            yield from _faults(kind, ids)
    for kind, record in _rows(_STRAYS):
        yield f"{kind} {record}: no such record"
    for word, missing in _rows(_WANTED):
        yield f"word {word}: {'missing' if missing else 'not open to all'}"


def _rows(statement: str) -> list[Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PATIENT)
        cursor.execute(statement)
        return cursor.fetchall()


def _faults(kind: str, ids: Sequence[Any]) -> Iterator[str]:
    rows = SearchDocument.objects.filter(pk__in=ids).annotate(listed=_LISTED)
    held = {one.pk: one for one in rows}
    for draft in documents.read(kind, ids):
        row = held.pop(draft.id, None)
        if row is None:
            yield f"{kind} {draft.id}: missing"
        elif row.version != VERSION:
            yield f"{kind} {draft.id}: written by version {row.version} of the keys, not {VERSION}"
        elif wrong := _wrong(row, draft):
            yield f"{kind} {draft.id}: does not stand as the record does ({', '.join(wrong)})"
    for record in held:
        yield f"{kind} {record}: should be gone"


def _wrong(row: Any, draft: Draft) -> list[str]:
    """Name the columns in which a row differs from what would be written now."""
    now = dict(zip(COLUMNS, columns(draft), strict=True))
    then = {name: getattr(row, name) for name in COLUMNS}
    now["keys"], then["keys"] = sorted(draft.keys), sorted(row.listed)
    return [name for name in COLUMNS if then[name] != now[name]]
