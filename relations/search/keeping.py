"""Keep the index: at the end of an act, for what it touched."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection

from relations.names.keys import VERSION
from relations.search import documents
from relations.search.documents import Draft
from relations.search.sources import DEPENDENTS, SIDES, TOUCHES

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
# A conflict that would be mended by an update locks the row, even where nothing is to be mended:
# two acts would wait for each other over any common word. So what stands is looked for first.
_WORDS = """
WITH new AS MATERIALIZED (
  SELECT word, public, near::int[] FROM unnest(%s::text[], %s::bool[], %s::text[])
    AS new (word, public, near)),
opened AS (
  UPDATE relations_searchword held SET public = true FROM new
  WHERE held.word = new.word AND new.public AND NOT held.public)
INSERT INTO relations_searchword (word, public, near)
SELECT word, public, near FROM new ON CONFLICT (word) DO NOTHING"""


def keep_touched() -> None:
    """Bring the index up to what the present transaction has written.

    One query to know; where something was touched that is searched for, one to read each kind of
    it and two to write them all.
    """
    found = touched()
    for kind, statement in DEPENDENTS.items():
        if ids := found.get(kind):
            with connection.cursor() as cursor:
                cursor.execute(statement, {"ids": list(ids)})
                for dependent, record in cursor.fetchall():
                    found[dependent].add(record)
    _keep_all(found)


def _keep_all(found: Touched) -> None:
    """Write anew what was touched: all kinds at once, unless there is more than a batch of it."""
    if sum(map(len, found.values())) > BATCH:
        for kind, ids in found.items():
            keep(kind, sorted(ids))
        return
    drafts = [one for kind, ids in found.items() for one in documents.read(kind, sorted(ids))]
    write(drafts)
    _forget({record for ids in found.values() for record in ids} - {one.id for one in drafts})


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
        _forget(set(part) - {one.id for one in drafts})
    return kept


def _forget(gone: Collection[Any]) -> None:
    if gone:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM relations_searchdocument WHERE id = ANY(%s)", [list(gone)])


def write(drafts: Sequence[Draft]) -> None:
    if not drafts:
        return
    with connection.cursor() as cursor:
        cursor.executemany(_WRITE, [columns(one) for one in drafts])
        words = documents.dictionary(drafts)
        if words:
            near = [
                "{" + ",".join(map(str, documents.hashes(word))) + "}" for word in sorted(words)
            ]
            cursor.execute(_WORDS, [sorted(words), [words[word] for word in sorted(words)], near])


def columns(one: Draft) -> tuple[Any, ...]:
    """Give what is written of a draft, in the order of the columns."""
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
