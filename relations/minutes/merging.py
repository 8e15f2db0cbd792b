"""Bring together what two people made of the same lines: three ways, line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """The lines of both; where they clash the lines are those that were typed."""

    lines: Lines
    clash: bool = False


def merge(was: Lines, now: Lines, typed: Lines) -> Merged:
    """Merge what stands now with what was typed, both made from what was.

    Lines that both added at one place are all kept. They clash where both changed or took away
    the same lines, and not in the same way.
    """
    found: list[str] = []
    clash = False
    for base, theirs, mine in _chunks(was, now, typed):
        if theirs in (base, mine):
            found += mine
        elif mine == base:
            found += theirs
        elif not base:
            found += [*theirs, *(line for line in mine if line not in theirs)]
        else:
            clash = True
            found += mine
    return Merged(tuple(found), clash)


def choose(was: Lines, now: Lines, typed: Lines) -> Merged:
    """Merge what holds one value: whoever changed it is right, unless both did."""
    if typed == was:
        return Merged(now)
    return Merged(typed, clash=now not in (was, typed))


def _chunks(was: Lines, now: Lines, typed: Lines) -> Iterator[tuple[Lines, Lines, Lines]]:
    """Part the three texts at the lines that none of them changed."""
    in_now, in_typed = _places(was, now), _places(was, typed)
    start = (0, 0, 0)
    for place in range(len(was)):
        if place not in in_now or place not in in_typed:
            continue
        here = (place, in_now[place], in_typed[place])
        yield was[start[0] : here[0]], now[start[1] : here[1]], typed[start[2] : here[2]]
        same = (was[place],)
        yield same, same, same
        start = (here[0] + 1, here[1] + 1, here[2] + 1)
    yield was[start[0] :], now[start[1] :], typed[start[2] :]


def _places(was: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Tell where the lines of one text stand in another that was made from it."""
    blocks = SequenceMatcher(None, was, other, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}
