"""Small parts of a row brought within the row's own query, as the plain values they are told by."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import JSONObject

NAME = ("text", "language", "script", "kind", "since", "until")


def parts(rows: QuerySet, back: str, **columns: Any) -> ArraySubquery:
    """Bring the visible parts of each row, in their own order, as a list of their columns."""
    own = rows.filter(**{back: OuterRef("pk")}).order_by(*rows.model._meta.ordering)
    return ArraySubquery(own.values(told=JSONObject(**columns)))


def names(rows: QuerySet, back: str) -> ArraySubquery:
    return parts(rows, back, **{column: F(column) for column in NAME})


def named(noun: str, key: str, name: str) -> Case:
    """Tell the record a key leads to by what a reference says of it."""
    told = JSONObject(noun=Value(noun), id=F(key), name=F(f"{key}__{name}"))
    return Case(When(**{f"{key}__isnull": False}, then=told))


def other(rows: QuerySet, key: str, noun: str, name: str) -> Subquery:
    """Bring the record a key leads to, if it is visible, by what a reference says of it."""
    one = rows.filter(pk=OuterRef(key)).order_by()
    return Subquery(one.values(told=JSONObject(noun=Value(noun), id=F("pk"), name=F(name))))
