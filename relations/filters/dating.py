"""Questions about dates that are known to the day, the month or less."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils import timezone

from relations.dates.edtf import EdtfDate, parse
from relations.dates.lookups import overlapping, span
from relations.filters import fields
from relations.filters.asking import Empty, Question, Where

LAST_YEAR = 9999


class Dates(Question):
    """A date with its precision: a family of five parameters.

    `date` finds what can have been at that time, `date__from` then or later, `date__until` then
    or earlier, `date__within` what certainly was; `date__isnull` what has no date. ``where`` is
    the path of the column of days, or a function that gets the condition on ``span``.
    """

    field_class = fields.DateField
    about = "can have been at that time (EDTF, or as people write dates)"

    ENDS = {
        "__from": "can have been then or later",
        "__until": "can have been then or earlier",
        "__within": "certainly was at that time",
    }

    def __init__(self, where: Where, *, span: str = "", end: str = "", about: str = "") -> None:
        super().__init__(where, about=about)
        self.span = where if isinstance(where, str) else span
        self.end = end

    def condition(self, asker: Any, value: EdtfDate) -> Q:
        lookup = "contained_by" if self.end == "__within" else "overlap"
        condition = Q(**{f"{self.span}__{lookup}": self.days(value)})
        return self.where(asker, condition) if callable(self.where) else condition

    def days(self, value: EdtfDate) -> DateRange:
        if self.end == "__from":
            return since(value)
        return until(value) if self.end == "__until" else span(value)

    def family(self) -> dict[str, Question]:
        found: dict[str, Question] = {
            end: Dates(self.where, span=self.span, end=end, about=about)
            for end, about in self.ENDS.items()
        }
        if not callable(self.where):
            found["__isnull"] = Empty(self)
        return found

    def emptiness(self, asker: Any) -> Q:
        return Q(**{f"{self.span}__isnull": True})

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "example": "2023-12"}


class OneDate(Question):
    """A date that means what ``where`` makes of it."""

    field_class = fields.DateField
    about = "EDTF, or as people write dates"

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "example": "2023-12"}


def in_year(path: str) -> Callable[[Any, int], Q]:
    """Make a question for what can have been in a year."""

    def asks(_filters: Any, year: int) -> Q:
        return overlapping(path, parse(f"{year:04}"))

    return asks


def since(value: EdtfDate) -> DateRange:
    """Give all days from the first one a date can mean."""
    return DateRange(value.lower, None)


def until(value: EdtfDate) -> DateRange:
    """Give all days to the last one a date can mean."""
    return DateRange(None, span(value).upper)


def today() -> date:
    return timezone.localdate()


def past(days: int) -> DateRange:
    """Give the last days up to today."""
    return DateRange(today() - timedelta(days=days), today() + timedelta(days=1))
