"""What goes without saying of the parts of an event that is logged whole."""

from collections.abc import Mapping
from typing import Any

from relations.dates.edtf import DateError, parse
from relations.models import Delegation, Event, Precision

PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}
Said = Mapping[str, Any]


def account(event: Event, said: Said) -> dict[str, Any]:
    """Let a source tell of an event what the event says itself, where nothing else is known.

    A year that had to be found out makes the date an inferred one.
    """
    printed = "printed" if said.get("date_text") else ""
    date = str(said.get("date", event.date))
    return {
        "event": event,
        "kind_id": event.kind_id,
        "name": event.title,
        "name_language": event.title_language,
        "name_as_printed": "name" in said,
        "date": date,
        "date_basis": "inferred" if said.get("year_evidence") else printed,
        "precision": precision(date),
        "level": event.level,
        "status": event.status,
        "format": event.format,
    }


def seated(side: Delegation, _said: Said) -> dict[str, Any]:
    return {"event": side.event}


def statement(side: Delegation, _said: Said) -> dict[str, Any]:
    """Put words into the mouth of a side, as the first source has them; costs a query."""
    first = side.event.accounts.order_by("order", "pk").first()
    return {"event": side.event, "speaker": side.name, "account": first}


def figure(told: Any, _said: Said) -> dict[str, Any]:
    return {"source_id": told.source_id}


def agreement(event: Event, _said: Said) -> dict[str, Any]:
    return {"event": event, "state": "signed"}


def signing(signed: Any, _said: Said) -> dict[str, Any]:
    return {"event": signed.event, "date": signed.event.date}


def precision(date: str) -> str:
    """Name the precision of a date as accounts keep it."""
    try:
        parse(date)
    except DateError:
        return Precision.UNKNOWN
    if "/" in date:
        return Precision.RANGE
    return PRECISIONS.get(len(date.rstrip("~?%")), Precision.UNKNOWN)
