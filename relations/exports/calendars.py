"""Events as iCalendar (RFC 5545), no day more exact than it is known."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import icalendar

from relations.dates.edtf import EdtfDate, Precision, parse
from relations.exports.cells import Cell
from relations.exports.flat import cells_for
from relations.models import EventStatus

FIELDS: Final = [
    *("title", "date", "hours", "kind", "status", "places", "topics", "summary", "changed_at"),
]
BEGIN: Final = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Muloqot//Export//EN\r\nCALSCALE:GREGORIAN\r\n"
)
END: Final = b"END:VCALENDAR\r\n"
STATUS: Final = {EventStatus.CANCELLED: "CANCELLED", EventStatus.PLANNED: "TENTATIVE"}
DAY = timedelta(days=1)


def cells(noun: str, user: Any) -> list[Cell]:
    return cells_for(noun, user, FIELDS)


def entry(row: Mapping[str, Any]) -> bytes:
    """Write one event, from the cells of a file or from what else has a day and a title.

    A day stands as a day, with its hours if they are told. What is known less exactly spans all
    days it can mean, takes up nobody's time, and says how exact it is; an event without any date
    is a note of the calendar, since an event of a calendar must begin.
    """
    known = parse(row["date"]) if row["date"] else None
    told: Any = icalendar.Event() if known else icalendar.Journal()
    told.add("uid", row["id"])
    told.add("dtstamp", datetime.fromisoformat(row["changed_at"]))
    told.add("summary", row["title"])
    if known:
        _when(told, known, row)
    _what(told, row)
    return bytes(told.to_ical())


def _when(told: Any, known: EdtfDate, row: Mapping[str, Any]) -> None:
    first = known.lower or known.upper
    last = known.upper or known.lower
    told.add("x-muloqot-edtf", known.text)
    if row.get("start_time") and first:
        _hours(told, first, last, row)
        return
    told.add("dtstart", first)
    if last != date.max:
        told.add("dtend", last + DAY)  # type: ignore[operator]  # a date has at least one end
    if known.precision is not Precision.DAY or known.approximate or known.uncertain:
        told.add("x-muloqot-precision", str(known.precision))
        told.add("transp", "TRANSPARENT")


def _hours(told: Any, first: date, last: Any, row: Mapping[str, Any]) -> None:
    zone = ZoneInfo(row["time_zone"])
    told.add("dtstart", _moment(first, row["start_time"], zone))
    if row["end_time"]:
        told.add("dtend", _moment(last, row["end_time"], zone))


def _moment(day: date, hour: str, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.fromisoformat(hour), zone).astimezone(UTC)


def _what(told: Any, row: Mapping[str, Any]) -> None:
    if not isinstance(told, icalendar.Journal):
        if row.get("status"):
            told.add("status", STATUS.get(row["status"], "CONFIRMED"))
        if row.get("places"):
            told.add("location", "; ".join(row["places"]))
    if row.get("summary"):
        told.add("description", row["summary"])
    if row.get("kind"):
        told.add("categories", [row["kind"], *(row["topics"] or ())])
    if row.get("url"):
        told.add("url", row["url"])
