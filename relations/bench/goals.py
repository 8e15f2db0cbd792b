"""What the export is to reach, beside what it reached: a goal that is missed says so."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

MANY: Final = 1_000_000
SMALL: Final = 100_000
"""With fewer rows a comparison measures how processes start."""
MISSED: Final = "MISSED"


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure and its bound, which is the most it may be, or the least."""

    name: str
    value: float
    bound: float
    most: bool = True

    @property
    def met(self) -> bool:
        return self.value <= self.bound if self.most else self.value >= self.bound


def goals(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Compare the sizes large enough for it, the last of them in any case."""
    sizes = [size for size in found["sizes"][:-1] if size["contacts"] >= SMALL]
    told = [goal for size in [*sizes, found["sizes"][-1]] for goal in _of_size(size)]
    told += [Goal(f"growth, {name}", value, 1.1) for name, value in found["growth"].items()]
    told.append(Goal("peak memory, last less first, MB", found["peak memory"], 16))
    return judged(told)


def judged(told: Iterable[Goal]) -> list[dict[str, Any]]:
    """Say of each goal whether it is met."""
    return [{**asdict(goal), "met": goal.met} for goal in told]


def _of_size(size: dict[str, Any]) -> Iterator[Goal]:
    head = f"{size['contacts']:,}: "
    yield from _of_files(head, size["ways"], 0.85 if size["contacts"] >= MANY else 0.7)
    for name, figures in size["begun"].items():
        yield Goal(f"{head}first byte ms, {name}", figures["first byte ms"], 300)
    yield from _of_pages(head, size["pages"])


def _of_files(head: str, ways: dict[str, Any], share: float) -> Iterator[Goal]:
    for name, figures in ways.items():
        least = {"of its COPY": share, "of the plain COPY": 0.6, "of xlsxwriter": 4}
        for said, bound in {**least, "of usual pages": 20}.items():
            if said in figures:
                yield Goal(f"{head}{name} {said}", figures[said], bound, most=False)


def _of_pages(head: str, pages: dict[str, Any]) -> Iterator[Goal]:
    for name, figures in pages.items():
        if "of bare SQL" in figures:
            yield Goal(f"{head}{name}, queries", figures["queries"], 6)
            yield Goal(f"{head}{name}, of bare SQL", figures["of bare SQL"], 4)
        if name.endswith(", deep"):
            first = pages[name.replace(", deep", ", first")]
            ratio = round(figures["ms"] / first["ms"], 2)
            yield Goal(f"{head}{name}, of the first", ratio, 1.2)
    for name, ms in pages["count"].items():
        yield Goal(f"{head}count, {name}", ms, 2)


def lines(told: list[dict[str, Any]]) -> list[str]:
    """Say each goal in a line, the missed ones so that nobody overlooks them."""
    return [
        f"  {'' if goal['met'] else MISSED:7} {goal['name']:62} {goal['value']:>9}"
        f"  goal {'≤' if goal['most'] else '≥'} {goal['bound']}"
        for goal in told
    ]
