"""Where a page of a list begins: behind the last row of the one before."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, Field, Func, Q, QuerySet, Value
from django.db.models.lookups import GreaterThan, LessThan


def past(paths: Sequence[str], values: Sequence[Any], *, descending: bool) -> Any:
    """Say which rows stand behind some values, in an order of paths none of which may be empty.

    One comparison of whole keys, at which an index begins to be read: by an OR of its keys it
    is read from its beginning, or at least through all rows that have the first key in common.
    """
    keys = (
        Func(*each, function="ROW", output_field=Field())
        for each in (
            [F(path) for path in paths],
            [Value(value) for value in values],
        )
    )
    return (LessThan if descending else GreaterThan)(*keys)


def stretches(path: str, value: Any, *, descending: bool, empties: bool, backward: bool) -> list[Q]:
    """Divide what may stand behind a value, or before it, into stretches in the order of a path.

    Each says of that path alone where it begins, so that an index of it is read from there even
    where the whole comparison also asks another table, or what is empty stands at the end. Only
    there: an index of whole keys begins at the comparison itself, and of both together the planner
    expects a tenth of the rows, and sorts them all.
    """
    empty = Q(**{f"{path}__isnull": True})
    if value is None:
        return [empty, ~empty] if backward else [empty]
    side = "lte" if descending is not backward else "gte"
    known = Q(**{f"{path}__{side}": value})
    return [known, empty] if empties and not backward else [known]


def take(parts: Iterable[QuerySet], most: int) -> list[Any]:
    """Take the first rows of some parts in turn; one is asked only where those before ran out."""
    found: list[Any] = []
    for part in parts:
        if len(found) < most:
            found += part[: most - len(found)]
    return found
