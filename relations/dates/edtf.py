import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import total_ordering

LONGEST = 23  # "2024-05-16~/2024-05-18~"
OPEN = ".."

_END = re.compile(
    r"(?:([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?|([0-9]{3})X|([0-9]{2})XX)([?~%]?)", re.ASCII
)
_SHOWN = 40


def gettext_noop(message: str) -> str:
    """Mark a message for translation; the form field looks its translation up."""
    return message


class DateError(ValueError):
    """Say what is wrong with a text that is no date.

    `message` is the untranslated sentence with `%(name)s` places, `params` fills them.
    """

    def __init__(self, message: str, *, code: str, **params: object) -> None:
        self.message = message
        self.code = code
        self.params = params
        super().__init__(message % params)


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"
    OPEN = "open"


_RANK = {precision: rank for rank, precision in enumerate(Precision)}


@total_ordering
@dataclass(frozen=True, slots=True)
class EdtfDate:
    """Hold a date as exactly as it is known; made by `parse`, equal by its text.

    `lower` and `upper` are the first and the last day it can mean, both inclusive, None where open.
    The order is that of PostgreSQL's ranges (lower, then upper bound), so that a list sorted here
    and one sorted by the database agree: of dates that begin together the more precise comes first.
    """

    text: str
    lower: date | None = field(compare=False)
    upper: date | None = field(compare=False)
    precision: Precision = field(compare=False)
    approximate: bool = field(default=False, compare=False)
    uncertain: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return self.text

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, EdtfDate):
            return NotImplemented
        return self._order() < other._order()

    def overlaps(self, other: "EdtfDate") -> bool:
        mine, theirs = self.day_numbers(), other.day_numbers()
        return mine[0] <= theirs[1] and theirs[0] <= mine[1]

    def certainly_within(self, other: "EdtfDate") -> bool:
        """Tell whether every day this date can mean lies in the other."""
        mine, theirs = self.day_numbers(), other.day_numbers()
        return theirs[0] <= mine[0] and mine[1] <= theirs[1]

    def day_numbers(self) -> tuple[int, int]:
        """Give both bounds as ordinals: an open start is 0, an open end the last day there is."""
        return (
            self.lower.toordinal() if self.lower else 0,
            (self.upper or date.max).toordinal(),
        )

    def _order(self) -> tuple[int, int, int, str]:
        return (*self.day_numbers(), _RANK[self.precision], self.text)


def parse(text: str) -> EdtfDate:
    """Parse the kept subset of EDTF (ISO 8601-2, levels 0 and 1), raising DateError.

    Years, months, days, decades and centuries (`199X`, `19XX`), each with at most one of `?`, `~`
    and `%`, intervals of two of them, and intervals open at one end. An interval whose two ends
    are the same text is that one date.
    """
    first, slash, last = text[: LONGEST + 1].partition("/")
    if len(text) > LONGEST:
        raise _malformed(text)
    if not slash or first == last:
        return _end(first, text)
    if first == OPEN:
        return _half_open(text, _end(last, text))
    if last == OPEN:
        return _half_open(text, _end(first, text))
    return _interval(text, _end(first, text), _end(last, text))


def shown(text: str) -> str:
    """Shorten what somebody typed so that a message can repeat it."""
    short = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return "".join(char if char.isprintable() else "�" for char in short)


def _end(text: str, whole: str) -> EdtfDate:
    match = _END.fullmatch(text)
    if match is None:
        raise _malformed(whole)
    year, month, day, decade, century, mark = match.groups()
    if decade:
        lower, upper, precision = _years(f"{decade}0", f"{decade}9", Precision.DECADE)
    elif century:
        lower, upper, precision = _years(f"{century}00", f"{century}99", Precision.CENTURY)
    elif not month:
        lower, upper, precision = _years(year, year, Precision.YEAR)
    else:
        lower, upper, precision = _days_of(year, month, day)
    return EdtfDate(text, lower, upper, precision, mark in {"~", "%"}, mark in {"?", "%"})


def _years(first: str, last: str, precision: Precision) -> tuple[date, date, Precision]:
    return date(_year(first), 1, 1), date(int(last), 12, 31), precision


def _days_of(year: str, month: str, day: str | None) -> tuple[date, date, Precision]:
    number = _year(year)
    if not 1 <= int(month) <= 12:  # noqa: PLR2004 - months of a year
        raise DateError(gettext_noop("There is no month %(month)s."), code="month", month=month)
    last = monthrange(number, int(month))[1]
    if day is None:
        return date(number, int(month), 1), date(number, int(month), last), Precision.MONTH
    if not 1 <= int(day) <= last:
        raise DateError(
            gettext_noop("%(month)s has no day %(day)s."),
            code="day",
            month=f"{year}-{month}",
            day=day,
        )
    exact = date(number, int(month), int(day))
    return exact, exact, Precision.DAY


def _year(digits: str) -> int:
    number = int(digits)
    if not number:
        raise DateError(gettext_noop("Years run from 0001 to 9999."), code="year")
    return number


def _half_open(text: str, known: EdtfDate) -> EdtfDate:
    from_known = text.endswith(OPEN)
    return EdtfDate(
        text,
        known.lower if from_known else None,
        None if from_known else known.upper,
        Precision.OPEN,
        known.approximate,
        known.uncertain,
    )


def _interval(text: str, start: EdtfDate, end: EdtfDate) -> EdtfDate:
    if end.day_numbers()[1] < start.day_numbers()[0]:
        raise DateError(
            gettext_noop("%(end)s comes before %(start)s."), code="order", start=start, end=end
        )
    return EdtfDate(
        text,
        start.lower,
        end.upper,
        Precision.RANGE,
        start.approximate or end.approximate,
        start.uncertain or end.uncertain,
    )


def _malformed(text: str) -> DateError:
    return DateError(
        gettext_noop(
            "“%(text)s” is no date. Write it like 2024, 2023-12, 2024-05-16, 199X, 2023-12~, "
            "2024-06-11/2024-06-13, 2019/.. or ../2024-05."
        ),
        code="malformed",
        text=shown(text),
    )
