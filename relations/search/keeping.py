"""Keep the index: at the end of an act, for what it touched."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection

from relations.models.search import SearchDocument
from relations.names.keys import VERSION
from relations.search import documents
from relations.search.documents import Draft
from relations.search.sources import DEPENDENTS, SIDES, TOUCHES

BATCH = 1000
# Made once: for one row the making took as long as the writing.
_encoded = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=str).encode
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
_KEEP = """
SELECT relations_keep_documents(%s::json, %s::text[], %s::text[], %s::boolean[], %s::text[])"""


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
    if not drafts and not words:
        return
    names = sorted(words)
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP,
            [
                _json(drafts) if drafts else None,
                [word for word in names if words[word]],
                names,
                [words[word] for word in names],
                [_near(word) for word in names],
            ],
        )


@lru_cache(maxsize=100_000)
def _near(word: str) -> str:
    return "{" + ",".join(map(str, documents.hashes(word))) + "}"


def _json(drafts: Sequence[Draft]) -> str:
    return _encoded([dict(zip(COLUMNS, columns(one), strict=True)) for one in drafts])


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
