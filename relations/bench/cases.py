"""What was asked, what should come, and how often it did."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

# A group's figure is the mean of its kinds; the starred groups are the core of the work.
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "hangul query*": ("xs-hang", "xs-hang-ko"),
    "Korean, other romanization*": ("ko-variant",),
    "Korean, spacing and order*": ("ko-join",),
    "hangul of foreigners": ("xs-hang-foreign", "xs-hang-sino"),
    "Cyrillic query*": ("xs-cyrl", "tok-cyrl"),
    "Arabic, Hebrew": ("xs-arab", "tok-arab", "xs-hebr"),
    "Han": ("xs-hani", "tok-hani"),
    "kana, kanji": ("xs-kana", "tok-kana"),
    "Greek, Indic, Caucasus": ("xs-grek", "xs-other"),
    "Latin query, stored otherwise": ("xs-to-latn",),
    "Uzbek orthographies*": ("uz-",),
    "Latin variants*": ("latn-variant", "latn-form", "same-"),
    "typos*": ("typo1", "typo2", "org-typo"),
    "prefix as typed*": ("prefix-", "org-prefixes"),
    "order, initial, diacritics*": ("order", "initial", "ascii"),
    "institution, acronym*": ("org-acronym-",),
    "institution, alias and words*": ("org-alias", "org-words", "org-native-words"),
    "e-mail, phone*": ("email", "email-", "phone", "phone-"),
    "seed": ("seed-",),
}
TOP: Final = 10


@dataclass(frozen=True, slots=True)
class Case:
    query: str
    kind: str
    targets: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares of cases found first, among ten, and the mean of one over the rank."""

    first: float
    ten: float
    reciprocal: float
    cases: int = 0


def read(path: Path, *, a_kind: int | None = None) -> list[Case]:
    """Read cases, all or the first so many of each kind."""
    by_kind: dict[str, list[Case]] = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for line in map(json.loads, lines):
            case = Case(line["q"], line["kind"], frozenset(line["targets"]))
            by_kind[case.kind].append(case)
    return [case for kind in sorted(by_kind) for case in by_kind[kind][:a_kind]]


def group_of(kind: str) -> str:
    """Name the group of a kind; a kind of no group is one of its own."""
    for group, kinds in GROUPS.items():
        if any(kind == one or (one.endswith("-") and kind.startswith(one)) for one in kinds):
            return group
    return kind


def rank(case: Case, found: Sequence[str]) -> int:
    """Return the place of the first target, from 1; 0 if there is none."""
    return next((place for place, key in enumerate(found, 1) if key in case.targets), 0)


def quality(ranks: Sequence[int]) -> Quality:
    count = len(ranks)
    return Quality(
        sum(place == 1 for place in ranks) / count,
        sum(0 < place <= TOP for place in ranks) / count,
        sum(1 / place for place in ranks if 0 < place <= TOP) / count,
        count,
    )


def mean(parts: Iterable[Quality]) -> Quality:
    of = list(parts)
    return Quality(
        sum(one.first for one in of) / len(of),
        sum(one.ten for one in of) / len(of),
        sum(one.reciprocal for one in of) / len(of),
        sum(one.cases for one in of),
    )


def summary(ranks: dict[str, list[int]]) -> dict[str, dict[str, Quality]]:
    """Sum up ranks by kind, by group, and as means of all groups and of the core ones."""
    kinds = {kind: quality(places) for kind, places in sorted(ranks.items())}
    members: dict[str, list[Quality]] = defaultdict(list)
    for kind, figure in kinds.items():
        members[group_of(kind)].append(figure)
    groups = {group: mean(members[group]) for group in (*GROUPS, *members) if group in members}
    core = [figure for group, figure in groups.items() if group.endswith("*")]
    whole = {"macro": mean(groups.values())}
    if core:
        whole["core"] = mean(core)
    return {"kinds": kinds, "groups": groups, "means": whole}


def percentiles(times: Sequence[float]) -> dict[str, float]:
    """Return p50, p95 and p99 of seconds, in milliseconds."""
    ordered = sorted(times)
    last = len(ordered) - 1
    return {
        f"p{part}": round(1000 * ordered[min(int(len(ordered) * part / 100), last)], 2)
        for part in (50, 95, 99)
    }


def plain(figures: Any) -> Any:
    """Turn figures into what JSON knows."""
    if isinstance(figures, Quality):
        return {
            "recall@1": round(figures.first, 4),
            "recall@10": round(figures.ten, 4),
            "mrr": round(figures.reciprocal, 4),
            "cases": figures.cases,
        }
    return (
        {key: plain(value) for key, value in figures.items()}
        if isinstance(figures, dict)
        else figures
    )
