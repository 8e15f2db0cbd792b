"""A few rows of a list inside another page, taken by the filters that the list itself uses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from relations.exports import COLUMNS
from relations.exports.base import Label, fetch
from relations.exports.nouns import MODELS, may_open
from relations.filters import FILTERS
from relations.views.nouns import NOUNS
from relations.views.paging import Order, first
from relations.views.tables import Table, table

MOST = 10
# The columns for which there is room inside another page.
BRIEF: Mapping[str, Sequence[str]] = {
    "institutions": ("name", "kind", "parent"),
    "contacts": ("name", "names", "posts"),
    "events": ("date", "title", "kind", "places"),
    "statements": ("text", "speaker", "event"),
    "commitments": ("what", "due", "status", "event"),
    "agreements": ("title", "kind", "until", "event"),
    "figures": ("indicator", "amount", "period", "source"),
    "relations": ("status", "parties", "since", "source"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """The first rows of a list; ``href`` leads to the list, ``more`` says that it is longer."""

    title: Label
    table: Table
    href: str
    more: bool


def block(  # noqa: PLR0913 - a list, and how it is to stand on a page
    request: HttpRequest,
    title: Label,
    noun: str,
    asked: Mapping[str, str],
    *,
    order: str = "",
    names: Sequence[str] = (),
    most: int = MOST,
) -> Block:
    """Take the first rows of a list under the columns named, else under those of ``BRIEF``."""
    order, names = order or NOUNS[noun].order, names or BRIEF[noun]
    seen = rows_of(noun, request.user)
    rows = FILTERS[noun](data=asked, queryset=seen, request=request).qs
    columns = [column for column in COLUMNS[noun] if column.name in names]
    taken, more = first(
        [ordered(noun, order).applied(rows)],
        most,
        among=seen,
        brought=lambda few: fetch(columns, few, request.user),
    )
    address = reverse(f"site:{noun}-list")
    query = urlencode({**asked, "sort": order} if order != NOUNS[noun].order else asked)
    return Block(title, table(columns, taken), f"{address}?{query}", more)


def rows_of(noun: str, user: Any) -> QuerySet:
    """Return the rows of a noun the reader may see, if they may read that noun at all."""
    model: Any = MODELS[noun]
    rows: QuerySet = model.objects.visible_to(user)
    return rows if may_open(user, noun) else rows.none()


def ordered(noun: str, asked: str) -> Order:
    """Read an order such as "-date"; raises ``KeyError`` where the noun cannot be put so."""
    paths = {column.name: column.sort for column in COLUMNS[noun] if column.sort}
    return Order(paths[asked.removeprefix("-")], descending=asked.startswith("-"))
