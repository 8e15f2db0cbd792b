"""Keep the index: at the end of an act, for what it touched."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import connection

from relations.models.search import SearchDocument
from relations.names.keys import VERSION
from relations.search import documents
from relations.search.documents import Draft
from relations.search.sources import DEPENDENTS, SIDES, TOUCHES

BATCH = 1000
COLUMNS = tuple(field.attname for field in SearchDocument._meta.concrete_fields)
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
# All rows in one statement, read from JSON, which costs less to write and to plan than ten values
# a row; what stands as it should is left as it is.
_ROWS = """
INSERT INTO relations_searchdocument AS held
  (id, kind, names, hints, signature, keys, confidentiality, teams, readers, version)
SELECT id, kind, names, hints, signature, array_to_tsvector(keys), confidentiality, teams, readers,
  version
FROM json_to_recordset(%s) AS new (id uuid, kind text, names text, hints text, signature bit(192),
  keys text[], confidentiality text, teams uuid[], readers bigint[], version smallint)
ON CONFLICT (id) DO UPDATE SET names = excluded.names, hints = excluded.hints,
  signature = excluded.signature, keys = excluded.keys,
  confidentiality = excluded.confidentiality, teams = excluded.teams,
  readers = excluded.readers, version = excluded.version
WHERE held IS DISTINCT FROM excluded"""
# A conflict that would be mended by an update locks the row, even where nothing is to be mended:
# two acts would wait for each other over any common word. So what is to be opened is looked for.
_OPENED = "UPDATE relations_searchword SET public = true WHERE word = ANY(%s) AND NOT public"
_WORDS = """
INSERT INTO relations_searchword (word, public, near)
SELECT word, public, near::int[] FROM unnest(%s::text[], %s::bool[], %s::text[])
  AS new (word, public, near) ON CONFLICT (word) DO NOTHING"""


def keep_touched() -> None:
    """Bring the index up to what the present transaction has written.

    One query to know; where something was touched that is searched for, one to read each kind of
    it and one to write them all.
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
    """Write anew what was touched: all kinds at once, unless there is more than a batch of it.

    Rows by kind and id, after them words by letter: acts that write the same ones may wait for
    each other, but never in a circle. So the words of all batches come at the end.
    """
    waiting: list[Draft] = []
    words: dict[str, bool] = {}
    gone: set[Any] = set()
    for kind in sorted(found):
        for part in _batches(sorted(found[kind])):
            drafts = list(documents.read(kind, part))
            gone |= set(part) - {one.id for one in drafts}
            if len(waiting) + len(drafts) > BATCH:
                write(waiting, {})
                waiting = []
            waiting += drafts
            _add(words, documents.dictionary(drafts))
    write(waiting, words)
    _forget(gone)


def _batches(ids: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def _add(words: dict[str, bool], more: dict[str, bool]) -> None:
    for word, public in more.items():
        words[word] = public or words.get(word, False)


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
    for part in _batches(ids):
        drafts = list(documents.read(kind, part))
        write(drafts, documents.dictionary(drafts))
        kept += len(drafts)
        _forget(set(part) - {one.id for one in drafts})
    return kept


def _forget(gone: Collection[Any]) -> None:
    if gone:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM relations_searchdocument WHERE id = ANY(%s)", [list(gone)])


def write(drafts: Sequence[Draft], words: dict[str, bool]) -> None:
    """Write rows of the index and words of the dictionary, in one round trip."""
    statements: list[str] = []
    values: list[Any] = []
    if drafts:
        statements.append(_ROWS)
        values.append(_json(drafts))
    if opened := sorted(word for word, public in words.items() if public):
        statements.append(_OPENED)
        values.append(opened)
    if words:
        names = sorted(words)
        statements.append(_WORDS)
        values += [names, [words[word] for word in names], [_near(word) for word in names]]
    if statements:
        with connection.cursor() as cursor:
            cursor.execute(";".join(statements), values)


def _near(word: str) -> str:
    return "{" + ",".join(map(str, documents.hashes(word))) + "}"


def _json(drafts: Sequence[Draft]) -> str:
    rows = [dict(zip(COLUMNS, columns(one), strict=True)) for one in drafts]
    return json.dumps(rows, ensure_ascii=False, default=str)


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
