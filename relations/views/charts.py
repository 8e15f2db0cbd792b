"""Charts as SVG made here: bars whose numbers stand beside them, so that no color is needed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from relations.exports.base import Label
from relations.views.numbers import Asked, Number, filtered, numbers

HEIGHT = 110
STEP = 44
BAR = 26
HEAD, FOOT = 18, 20
HELD = {"status__in": "held,ongoing"}
MOST_YEARS = 12
BAR_LENGTH, LEAST = 400, 4


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its number above and its name below; all in the units of the picture."""

    number: Number
    x: int
    y: int
    height: int
    middle: int
    above: int
    below: int


@dataclass(frozen=True, slots=True)
class Chart:
    title: Label
    named: Label
    bars: Sequence[Bar]
    width: int
    height: int
    base: int

    @property
    def some(self) -> bool:
        return any(bar.number.number for bar in self.bars)


def columns(title: Label, named: Label, numbers: Sequence[Number]) -> Chart:
    """Draw columns beside each other, the highest as high as there is room."""
    most = max((one.number for one in numbers), default=0) or 1
    base = HEAD + HEIGHT
    bars = []
    for place, one in enumerate(numbers):
        high = max(round(HEIGHT * one.number / most), 2 if one.number else 0)
        x = place * STEP + (STEP - BAR) // 2
        bars.append(Bar(one, x, base - high, high, x + BAR // 2, base - high - 5, base + 15))
    return Chart(title, named, bars, max(len(numbers), 1) * STEP, base + FOOT, base)


def events_by_year(request: HttpRequest, of: Asked) -> Chart:
    """Draw the events held, in the last years there were any in; two queries."""
    here = {**of, **HELD}
    events = filtered(request, "events", here).filter(date_span__startswith__isnull=False)
    known = set(events.values_list("date_span__startswith__year", flat=True).distinct())
    last = max(known, default=0)
    first = max(min(known, default=0), last - MOST_YEARS + 1)
    each = [(str(year), {"year": str(year)}) for year in range(first, last + 1) if known]
    counted = numbers(request, "events", here, each) if each else []
    return columns(_("Events by year"), _("Year"), counted)


@dataclass(frozen=True, slots=True)
class Term:
    """A post on the time bar of a person: what is known of its time, and when it was seen.

    ``sure`` says that its beginning is known; else the bar only joins the days it was seen.
    """

    x: int
    width: int
    sure: bool
    seen: Sequence[int]
    first: int
    last: int


def terms(posts: Sequence[Any], now: Collection[Any], today: date) -> dict[Any, Term]:
    """Put the posts of a person on one bar of time, from the first known day to today.

    A post of which no day is known has no place on it.
    """
    known: dict[Any, tuple[date | None, list[date]]] = {}
    for post in posts:
        seen = [one.seen_span.lower for one in post.sightings.all() if one.seen_span]
        days = sorted(day for day in seen if day)
        began = post.since_span.lower if post.since_span else None
        if began or days:
            known[post.pk] = (began, days)
    every = [day for began, days in known.values() for day in (began, *days) if day]
    first = min(every, default=today)
    length = max((today - first).days, 1)

    def at(day: date) -> int:
        return min(max(round(BAR_LENGTH * (day - first).days / length), 0), BAR_LENGTH)

    found = {}
    for post in posts:
        if post.pk not in known:
            continue
        began, days = known[post.pk]
        over = post.held_span.upper if post.held_span else None
        end = over or (today if post.pk in now and began else None) or max([*days, began or first])
        x = at(began or days[0])
        width = max(at(end) - x, LEAST)
        dots = [at(day) for day in days]
        found[post.pk] = Term(x, width, bool(began), dots, first.year, today.year)
    return found
