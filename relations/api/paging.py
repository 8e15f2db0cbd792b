"""Pages cut by the last row seen (keyset), so that page 20,000 costs what page 1 costs."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model, QuerySet

from relations.api.problems import BadParameters
from relations.api.sorting import Sort
from relations.exports.ordering import take
from relations.filters.counting import Count, estimated

USUAL, MOST = 50, 1000
# Without a time in it, so that the same list gives the same answer.
SIGNER = signing.Signer(salt="relations.api.paging")


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Model]
    next: str | None
    previous: str | None


def read_size(text: str) -> int:
    if text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= MOST:
        return int(text[:9])
    raise BadParameters({"page_size": [f"Give a number from 1 to {MOST}."]})


def cut(rows: QuerySet, sort: Sort, *, cursor: str, size: int) -> Page:
    """Take the page that a cursor stands for.

    A cursor holds the values of the row at the edge of a page, not its id: the list goes on even
    when that row has gone in the meantime. It is signed, so that none but ours reach the database.
    """
    backward, values = _opened(cursor, sort) if cursor else (False, None)
    parts = [rows] if values is None else sort.behind(rows, values, backward=backward)
    found = take((sort.applied(part, backward=backward) for part in parts), size + 1)
    more = len(found) > size
    found = found[:size]
    if backward:
        found.reverse()
    if not found:
        return Page([], None, None)
    onward = more or backward
    back = more if backward else bool(cursor)
    return Page(
        found,
        next=_sealed(sort, found[-1], backward=False) if onward else None,
        previous=_sealed(sort, found[0], backward=True) if back else None,
    )


def count(rows: QuerySet, user: Any, *, exact: bool) -> dict[str, Any]:
    """Say how many rows there are, and what that number is."""
    found = Count(rows.order_by().count()) if exact else estimated(rows, user)
    return {"count": found.number, "count_is": found.kind.value}


def _sealed(sort: Sort, row: Model, *, backward: bool) -> str:
    values = [_packed(value) for value in sort.values(row)]
    return SIGNER.sign_object([sort.text, backward, values], compress=True)


def _opened(cursor: str, sort: Sort) -> tuple[bool, list[Any]]:
    try:
        text, backward, values = SIGNER.unsign_object(cursor)
    except signing.BadSignature:
        raise BadParameters({"cursor": ["This is no cursor of ours."]}) from None
    if text != sort.text:
        raise BadParameters({"cursor": ["This cursor is of a list in another order."]})
    return backward, [_unpacked(value) for value in values]


def _packed(value: Any) -> Any:
    """Put a value into what JSON has, with a letter for its kind where it has no such kind."""
    match value:
        case DateRange():
            return ["r", *(end and end.isoformat() for end in (value.lower, value.upper))]
        case datetime():
            return ["t", value.isoformat()]
        case date():
            return ["d", value.isoformat()]
        case Decimal():
            return ["n", str(value)]
        case UUID():
            return ["u", str(value)]
    return value


def _unpacked(value: Any) -> Any:
    match value:
        case ["r", lower, upper]:
            return DateRange(*(end and date.fromisoformat(end) for end in (lower, upper)))
        case ["t", text]:
            return datetime.fromisoformat(text)
        case ["d", text]:
            return date.fromisoformat(text)
        case ["n", text]:
            return Decimal(text)
        case ["u", text]:
            return UUID(text)
    return value
