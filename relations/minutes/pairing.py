"""Tell which line was rewritten into which: the record behind it is then changed, not made anew."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any, Final

ALIKE: Final = 0.6


def pairs(gone: Iterable[tuple[str, Any]], fresh: list[str]) -> list[tuple[int, Any]]:
    """Pair each new line with the row of the gone line that it is most like, if it is like any.

    Gives places in ``fresh`` with rows; a line and a row are taken once.
    """
    found = []
    for order, (text, row) in enumerate(gone):
        matcher = SequenceMatcher(None, "", text, autojunk=False)
        for place, line in enumerate(fresh):
            matcher.set_seq1(line)
            if matcher.quick_ratio() >= ALIKE and (share := matcher.ratio()) >= ALIKE:
                found.append((-share, place, order, row))
    lines: set[int] = set()
    rows: set[int] = set()
    chosen = []
    for _share, place, order, row in sorted(found, key=lambda one: one[:3]):
        if place not in lines and order not in rows:
            lines.add(place)
            rows.add(order)
            chosen.append((place, row))
    return sorted(chosen, key=lambda one: one[0])
