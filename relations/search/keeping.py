"""Keep the index: at the end of an act for what it touched, or for all records anew."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection, transaction

from relations.models.search import SearchDocument, SearchKind
from relations.names.keys import VERSION
from relations.search import documents
from relations.search.documents import Draft
from relations.search.sources import DEPENDENTS, SIDES, TABLES, TOUCHES

BATCH = 1000
Touched = dict[str, set[Any]]

# The journal holds what the transaction wrote, whoever wrote it and by what means; what an
# earlier act of the same transaction wrote has been seen to.
_TOUCHED = f"""
WITH own AS MATERIALIZED (
  SELECT * FROM relations_journal WHERE transaction = pg_current_xact_id()::text::bigint
  AND id > coalesce(nullif(current_setting('muloqot.indexed', true), ''), '0')::bigint),
seen AS MATERIALIZED (
  SELECT set_config('muloqot.indexed', max(id)::text, true) FROM own HAVING max(id) > 0)
SELECT DISTINCT t.kind, owner::uuid FROM own
JOIN unnest(%s::text[], %s::text[], %s::text[]) AS t (name, kind, reference) ON t.name = own."table"
CROSS JOIN LATERAL (SELECT after->>t.reference UNION SELECT before->>t.reference) o (owner)
WHERE owner IS NOT NULL AND EXISTS (SELECT FROM seen)
UNION SELECT 'event', d.event_id FROM own
JOIN relations_delegation d ON d.id::text IN (after->>'delegation_id', before->>'delegation_id')
WHERE own."table" IN {SIDES}"""  # noqa: S608
_WRITE = """
INSERT INTO relations_searchdocument AS held
  (id, kind, names, hints, signature, keys, confidentiality, teams, readers, version)
VALUES (%s, %s, %s, %s, %s::bit(192), array_to_tsvector(%s), %s, %s, %s, %s)
ON CONFLICT (id) DO UPDATE SET names = excluded.names, hints = excluded.hints,
  signature = excluded.signature, keys = excluded.keys,
  confidentiality = excluded.confidentiality, teams = excluded.teams,
  readers = excluded.readers, version = excluded.version
WHERE held IS DISTINCT FROM excluded"""
_WORDS = """
INSERT INTO relations_searchword AS held (word, public, near)
SELECT word, public, near::int[] FROM unnest(%s::text[], %s::bool[], %s::text[])
  AS new (word, public, near)
ON CONFLICT (word) DO UPDATE SET public = true WHERE excluded.public AND NOT held.public"""


def keep_touched() -> None:
    """Bring the index up to what the present transaction has written.

    One query to know, and four where something was touched that is searched for.
    """
    found = touched()
    for kind, statement in DEPENDENTS.items():
        if ids := found.get(kind):
            with connection.cursor() as cursor:
                cursor.execute(statement, {"ids": list(ids)})
                for dependent, record in cursor.fetchall():
                    found[dependent].add(record)
    for kind, ids in found.items():
        keep(kind, sorted(ids))


def touched() -> Touched:
    tables, kinds, references = zip(*TOUCHES, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_TOUCHED, [list(tables), [str(kind) for kind in kinds], list(references)])
        rows = cursor.fetchall()
    found: Touched = defaultdict(set)
    for kind, record in rows:
        found[kind].add(record)
    return found


def keep(kind: str, ids: Sequence[Any]) -> int:
    """Write the rows of some records of one kind anew; return how many there are."""
    kept = 0
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        drafts = list(documents.read(kind, part))
        write(drafts)
        kept += len(drafts)
        if gone := set(part) - {one.id for one in drafts}:
            with connection.cursor() as cursor:
                cursor.execute(
                    "DELETE FROM relations_searchdocument WHERE id = ANY(%s)", [list(gone)]
                )
    return kept


def write(drafts: Sequence[Draft]) -> None:
    if not drafts:
        return
    with connection.cursor() as cursor:
        cursor.executemany(_WRITE, [_columns(one) for one in drafts])
        words = documents.dictionary(drafts)
        if words:
            near = [
                "{" + ",".join(map(str, documents.hashes(word))) + "}" for word in sorted(words)
            ]
            cursor.execute(_WORDS, [sorted(words), [words[word] for word in sorted(words)], near])


def _columns(one: Draft) -> tuple[Any, ...]:
    return (
        one.id,
        one.kind,
        "\n".join(one.names),
        "\n".join(one.hints),
        one.signature,
        one.keys,
        one.level,
        one.teams,
        one.readers,
        VERSION,
    )


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


def rebuild() -> int:
    """Write the whole index anew, a batch a transaction: nobody waits, nothing is empty meanwhile.

    Words that no record has any more are taken out of the dictionary at the end.
    """
    kept = 0
    for kind in SearchKind.values:
        for ids in ids_of(kind):
            with transaction.atomic():
                kept += keep(kind, ids)
    with connection.cursor() as cursor:
        cursor.execute(_STRAYS)
        cursor.execute(_UNUSED)
    return kept


_LIVING = " UNION ALL ".join(f"SELECT id FROM {table}" for table in TABLES.values())  # noqa: S608
_STRAYS = f"DELETE FROM relations_searchdocument WHERE id NOT IN ({_LIVING})"  # noqa: S608
_UNUSED = """
DELETE FROM relations_searchword WHERE word NOT IN (
  SELECT substr(lexeme, 2) FROM relations_searchdocument, unnest(tsvector_to_array(keys)) AS lexeme
  WHERE confidentiality <> 'restricted' AND lexeme LIKE 'l%%')"""


def faults() -> Iterable[str]:
    """Compare the index with the records, and name each row that is missing, false or too many."""
    for kind in SearchKind.values:
        for ids in ids_of(kind):
            yield from _faults(kind, ids)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT kind, id FROM relations_searchdocument WHERE id NOT IN ({_LIVING})"  # noqa: S608
        )
        for kind, record in cursor.fetchall():
            yield f"{kind} {record}: no such record"


def _faults(kind: str, ids: Sequence[Any]) -> Iterator[str]:
    held = {one.pk: one for one in SearchDocument.objects.filter(pk__in=ids)}
    for draft in documents.read(kind, ids):
        row = held.pop(draft.id, None)
        if row is None:
            yield f"{kind} {draft.id}: missing"
        elif _is_other(row, draft):
            yield f"{kind} {draft.id}: does not stand as the record does"
    for record in held:
        yield f"{kind} {record}: should be gone"


def _is_other(row: SearchDocument, draft: Draft) -> bool:
    held = sorted(key.strip("'").replace("''", "'") for key in str(row.keys).split())
    mine = (*_columns(draft)[1:5], *_columns(draft)[6:])
    return held != draft.keys or mine != (
        row.kind,
        row.names,
        row.hints,
        row.signature,
        row.confidentiality,
        row.teams,
        row.readers,
        row.version,
    )
