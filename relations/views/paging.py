"""Cut a list into pages by the last row seen, so that any page costs as much as the first."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from relations.exports.base import may_be_empty
from relations.exports.ordering import past, stretches, take
from relations.filters.base import NounFilters
from relations.filters.counting import Count, up_to

PAGE = 50
MOST_COUNTED = 2000
"""To tell 10,000 rows from more takes a fifth of a second where each is guarded by others."""


@dataclass(frozen=True, slots=True)
class Order:
    """A way to order a list: by one path, then by id; what is empty stands last."""

    path: str
    descending: bool = False

    def applied(self, rows: QuerySet, *, backward: bool = False) -> QuerySet:
        down = self.descending is not backward
        empty = {"nulls_first": True} if backward else {"nulls_last": True}
        by = F(self.path)
        return rows.order_by(by.desc(**empty) if down else by.asc(**empty), "-pk" if down else "pk")

    def beyond(self, value: Any, key: uuid.UUID, *, backward: bool) -> Q:
        """Say which rows stand behind the one with this value and id, or before it."""
        side = "lt" if self.descending is not backward else "gt"
        empty = Q(**{f"{self.path}__isnull": True})
        further = Q(**{f"pk__{side}": key})
        if value is None:
            return (~empty if backward else Q(pk__in=[])) | (empty & further)
        behind = Q(**{f"{self.path}__{side}": value}) | (Q(**{self.path: value}) & further)
        return behind if backward else behind | empty

    def past(self, value: Any, key: uuid.UUID, *, backward: bool) -> Any:
        """Say the same where nothing is empty."""
        down = self.descending is not backward
        return past([self.path, "pk"], [value, key], descending=down)

    def behind(
        self, rows: QuerySet, value: Any, key: uuid.UUID, *, backward: bool
    ) -> list[QuerySet]:
        """Divide the rows behind the one with this value and id, or before it, into stretches."""
        empties = may_be_empty(rows.model, self.path)
        beyond = self.beyond if empties else self.past
        rows = rows.filter(beyond(value, key, backward=backward))
        if not empties and "__" not in self.path:
            return [rows]
        parts = stretches(
            self.path, value, descending=self.descending, empties=empties, backward=backward
        )
        return [rows.filter(part) for part in parts]


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and the cursors that lead on and back ("" where nothing is)."""

    rows: list[Model]
    next: str = ""
    previous: str = ""


def cut(
    rows: QuerySet,
    order: Order,
    cursor: str,
    *,
    among: QuerySet,
    brought: Callable[[QuerySet], QuerySet] = QuerySet.all,
) -> Page:
    """Take the page behind a cursor: the id of the last row seen, with "-" before it to go back.

    ``among`` are all rows the reader may see, in which the cursor's row is looked up: it may have
    left the filter since. Costs that one query more. Raises ``Http404`` where it is gone.
    """
    backward = cursor.startswith("-")
    parts = [rows]
    if cursor:
        key = _key(cursor.removeprefix("-"))
        found = among.filter(pk=key).order_by().values_list(order.path, flat=True)[:1]
        if not found:
            raise Http404(_("This page of the list is gone."))
        parts = order.behind(rows, found[0], key, backward=backward)
    ordered = [order.applied(part, backward=backward) for part in parts]
    taken, more = first(ordered, PAGE, among=among, brought=brought)
    if backward:
        taken.reverse()
    if not taken:
        return Page([])
    return Page(
        taken,
        next=str(taken[-1].pk) if more or backward else "",
        previous=f"-{taken[0].pk}" if (more if backward else cursor) else "",
    )


def first(
    ordered: Sequence[QuerySet],
    most: int,
    *,
    among: QuerySet,
    brought: Callable[[QuerySet], QuerySet],
) -> tuple[list[Model], bool]:
    """Take the first rows of some in order, part by part, and say whether there are more.

    Their ids are found first, then ``brought`` brings those of them that stand ``among`` what the
    reader may see, with all they show: to put whole rows in order, with what they are joined to,
    takes two or three times as long.
    """
    keys = take((part.values_list("pk", flat=True) for part in ordered), most + 1)
    found = among.filter(pk__in=keys[:most])
    rows = {row.pk: row for row in brought(found)} if keys else {}
    return [rows[key] for key in keys if key in rows], len(keys) > most


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404(_("This page of the list is gone.")) from None


def taken(filters: NounFilters) -> Count:
    """Count what filters find, and keep the ids of few rows for whatever asks for them next."""
    return up_to(MOST_COUNTED, filters.take(MOST_COUNTED))
