"""Walk a tree inside the database, over the rows a reader may see and no others."""

from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

Ids = RawSQL | QuerySet | list
FEW: Final = 500


def below(rows: QuerySet, start: QuerySet) -> Ids:
    """Give the ids of ``start`` and of all that stands under it among ``rows``.

    One recursive query within the one that uses it. A branch under a hidden row is not entered:
    its place in the tree is hidden with it.
    """
    return _walk(rows, start, step="rows.parent_id = found.id", to="rows.id")


def above(rows: QuerySet, start: QuerySet) -> Ids:
    """Give the ids of ``start`` and of all it stands under among ``rows``."""
    return _walk(rows, start, step="rows.id = found.id", to="rows.parent_id")


def few(asker: Any, walk: Ids) -> Ids:
    """Read the ids of a walk at once where they are few; each walk once a request.

    As a query within another the database takes any walk for a half of its tree, and joins tables
    whole for the eight institutions of a country.
    """
    if not isinstance(walk, RawSQL) or asker.request is None:
        return walk
    known: dict[str, Ids] = asker.request.__dict__.setdefault("_walks", {})
    key = f"{walk.sql} {walk.params}"
    if key not in known:
        with connection.cursor() as cursor:
            cursor.execute(f"{walk.sql} LIMIT {FEW + 1}", walk.params)
            ids = [row[0] for row in cursor]
        known[key] = ids if len(ids) <= FEW else walk
    return known[key]


def _walk(rows: QuerySet, start: QuerySet, *, step: str, to: str) -> Ids:
    try:
        first, first_params = start.order_by().query.sql_with_params()
        tree, params = rows.order_by().values("pk", "parent").query.sql_with_params()
    except EmptyResultSet:
        return []
    sql = (
        f"WITH RECURSIVE rows(id, parent_id) AS ({tree}), found(id) AS ({first} "  # noqa: S608
        f"UNION SELECT {to} FROM rows JOIN found ON {step}) "
        "SELECT id FROM found WHERE id IS NOT NULL"
    )
    return RawSQL(sql, [*params, *first_params])  # noqa: S611 - both parts are compiled querysets
