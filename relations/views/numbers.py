"""Numbers that open the rows they count: counted by the filters of the list they lead to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from relations.exports.base import Label
from relations.filters import FILTERS
from relations.filters.placed import by_place
from relations.models import Place
from relations.views.blocks import rows_of

Asked = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Number:
    """A number, what it counts, and the address of just those rows."""

    label: Any  # words, or the place or topic that is counted
    number: int
    href: str


def address_of(noun: str, asked: Asked) -> str:
    query = {name: code_of(value) for name, value in asked.items()}
    return f"{reverse(f'site:{noun}-list')}?{urlencode(query)}"


def code_of(value: Any) -> str:
    """Write a value as a filter reads it: a place by its code, another record by its id."""
    if isinstance(value, Place):
        return value.alpha2 or value.m49 or ""
    return str(value.pk if isinstance(value, Model) else value)


def filtered(request: HttpRequest, noun: str, asked: Asked) -> QuerySet:
    """Take the rows of a list by the filters that the list itself uses."""
    rows: QuerySet = FILTERS[noun](
        data=asked, queryset=rows_of(noun, request.user), request=request
    ).qs
    return rows.order_by()


def number(request: HttpRequest, label: Label, noun: str, asked: Asked) -> Number:
    return Number(label, filtered(request, noun, asked).count(), address_of(noun, asked))


def numbers(
    request: HttpRequest, noun: str, shared: Asked, each: Sequence[tuple[Any, Asked]]
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


def numbers_by_place(
    request: HttpRequest, noun: str, shared: Asked, places: Sequence[Place]
) -> list[Number]:
    """Count one list in each of some places in one query, whatever their number."""
    rows = rows_of(noun, request.user)
    filters: Any = FILTERS[noun](data=shared, queryset=rows, request=request)
    counted = by_place(filters, "country", codes=[code_of(place) for place in places])
    return [
        Number(
            place,
            counted.get(code_of(place), 0),
            address_of(noun, {**shared, "country": place}),
        )
        for place in places
    ]


def _condition(request: HttpRequest, noun: str, asked: Asked) -> Q:
    """Join the conditions of some parameters of a filter set that asks each by itself.

    A record at hand stands for itself, where its code would be looked up.
    """
    records = {name: value for name, value in asked.items() if isinstance(value, Model)}
    words = {name: value for name, value in asked.items() if name not in records}
    rows = rows_of(noun, request.user)
    filters: Any = FILTERS[noun](data=words, queryset=rows, request=request)
    filters.given.full_clean()
    filters.given.cleaned_data.update(records)
    found = Q()
    for name, value in filters.given.cleaned_data.items():
        found &= filters.filters[name].condition(filters, value)
    return found
