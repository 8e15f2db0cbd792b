"""How many rows a list has, as far as counting them is cheap and tells of nothing hidden."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.db.models import QuerySet

from relations import access

MOST: Final = 10_000
"""A list is counted no further than this unless all of it is asked for."""


class Kind(StrEnum):
    """What the number of a count is."""

    EXACT = "exact"
    ESTIMATE = "estimate"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True)
class Count:
    number: int
    kind: Kind = Kind.EXACT

    @property
    def more(self) -> bool:
        """Whether there are more than were counted."""
        return self.kind is not Kind.EXACT


def counted(rows: QuerySet, most: int | None = None) -> Count:
    """Count rows up to a bound, so that a long list is not read through for its number."""
    most = most or MOST
    return up_to(most, rows.order_by()[: most + 1].count())


def up_to(most: int, number: int) -> Count:
    """Tell a number that was counted up to a bound and one more."""
    return Count(number) if number <= most else Count(most, Kind.AT_LEAST)


def estimated(rows: QuerySet, user: Any) -> Count:
    """Count up to a bound, and take the planner's word beyond where nothing is hidden from a user.

    The planner knows all rows: what it makes of a filter, beside the exact number that can be had
    as well, tells how many of the hidden rows fit it.
    """
    found = counted(rows)
    if not (found.more and access.sees_all(user)):
        return found
    plan = json.loads(rows.order_by().explain(format="json"))
    return Count(max(found.number + 1, int(plan[0]["Plan"]["Plan Rows"])), Kind.ESTIMATE)
