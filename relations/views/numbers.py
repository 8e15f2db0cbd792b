"""Numbers that open the rows they count: counted by the filters of the list they lead to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from relations.exports.base import Label
from relations.filters import FILTERS
from relations.views.blocks import rows_of

Asked = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Number:
    """A number, what it counts, and the address of just those rows."""

    label: Any  # words, or the place or topic that is counted
    number: int
    href: str


def address_of(noun: str, asked: Asked) -> str:
    return f"{reverse(f'site:{noun}-list')}?{urlencode(asked)}"


def filtered(request: HttpRequest, noun: str, asked: Asked) -> QuerySet:
    """Take the rows of a list by the filters that the list itself uses."""
    rows: QuerySet = FILTERS[noun](
        data=asked, queryset=rows_of(noun, request.user), request=request
    ).qs
    return rows.order_by()


def number(request: HttpRequest, label: Label, noun: str, asked: Asked) -> Number:
    return Number(label, filtered(request, noun, asked).count(), address_of(noun, asked))


def numbers(
    request: HttpRequest, noun: str, shared: Asked, each: Sequence[tuple[Label, Asked]]
) -> list[Number]:
    """Count one list by several further filters in one query."""
    rows = filtered(request, noun, shared)
    counted = rows.aggregate(
        **{
            f"n{place}": Count("pk", filter=_condition(request, noun, asked))
            for place, (_label, asked) in enumerate(each)
        }
    )
    return [
        Number(label, counted[f"n{place}"], address_of(noun, {**shared, **asked}))
        for place, (label, asked) in enumerate(each)
    ]


def _condition(request: HttpRequest, noun: str, asked: Asked) -> Q:
    """Join the conditions of some parameters of a filter set; no such parameter means all rows."""
    filters: Any = FILTERS[noun](data=asked, queryset=rows_of(noun, request.user), request=request)
    # what a filter adds to all rows is what it asks of each
    return Q(pk__in=filters.qs.order_by().values("pk"))
