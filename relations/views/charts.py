"""Charts as SVG made here: bars whose numbers stand beside them, so that no color is needed."""

from collections.abc import Sequence
from dataclasses import dataclass

from relations.exports.base import Label
from relations.views.numbers import Number

HEIGHT = 110
STEP = 44
BAR = 26
HEAD, FOOT = 18, 20


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
