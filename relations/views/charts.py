"""Charts as SVG made here: bars whose numbers stand beside them, so that no color is needed."""

from collections.abc import Sequence
from dataclasses import dataclass

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
