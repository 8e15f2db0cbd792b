"""Walk a tree inside the database, over the rows a reader may see and no others."""

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

Ids = RawSQL | QuerySet | list


def below(rows: QuerySet, start: QuerySet) -> Ids:
    """Give the ids of ``start`` and of all that stands under it among ``rows``.

    One recursive query within the one that uses it. A branch under a hidden row is not entered:
    its place in the tree is hidden with it.
    """
    return _walk(rows, start, step="rows.parent_id = found.id", to="rows.id")


def above(rows: QuerySet, start: QuerySet) -> Ids:
    """Give the ids of ``start`` and of all it stands under among ``rows``."""
    return _walk(rows, start, step="rows.id = found.id", to="rows.parent_id")


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
