"""Where a page of a list begins: behind the last row of the one before."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Field, Func, Value
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
