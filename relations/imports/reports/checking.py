"""Check what a schema cannot say: keys that must exist, dates that must be, circles, twins."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import chain, pairwise
from typing import Any, Final
from zoneinfo import ZoneInfo

from relations.dates.edtf import DateError, parse
from relations.imports.reports.faults import Fault, join
from relations.imports.reports.vocabulary import LINKS
from relations.models import LinkKind
from relations.models.events import ORDERING_KINDS

Document = Mapping[str, Any]
Path = tuple[str | int, ...]
Found = Iterator[tuple[Path, Any]]


@dataclass(slots=True)
class Known:
    """What a file may refer to: keys by registry, country codes, and links held already."""

    people: set[str]
    institutions: set[str]
    reports: set[str]
    countries: set[str]
    links: set[tuple[str, str]]
    parts: set[tuple[str, str]]

    def and_of(self, document: Document) -> "Known":
        """Add the keys the file itself brings."""
        return replace(
            self,
            people=self.people | {person["key"] for person in document["people"]},
            institutions=self.institutions | {body["key"] for body in document["institutions"]},
            reports=self.reports | {report["id"] for report in document["reports"]},
        )

    def person(self, key: str) -> str:
        return "" if key in self.people else f"unknown person “{key}”"

    def institution(self, key: str) -> str:
        return "" if key in self.institutions else f"unknown institution “{key}”"

    def country(self, code: str) -> str:
        known = code in self.countries
        return "" if known else f"unknown country “{code}” (ISO 3166-1 alpha-2)"

    def party(self, key: str) -> str:
        known = key in self.countries or key in self.institutions
        return "" if known else f"unknown institution or country “{key}”"

    def subject(self, key: str) -> str:
        known = key in self.people or key in self.institutions
        return "" if known else f"unknown person or institution “{key}”"

    def report(self, key: str) -> str:
        return "" if key in self.reports else f"unknown report “{key}”"


def edtf(text: str) -> str:
    try:
        parse(text)
    except DateError as error:
        return str(error)
    return ""


def published(text: str) -> str:
    day, _, clock = text.partition("T")
    return edtf(day) or (hour(clock) if clock else "")


def day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        return f"“{text}” is no day: {error}"
    return ""


def hour(text: str) -> str:
    try:
        time.fromisoformat(text)
    except ValueError:
        return f"“{text}” is no time of day"
    return ""


def zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return f"unknown time zone “{name}”"
    return ""


# Where in a document what must hold; a value that is null or absent is left alone.
POST_PLACES: Final = ("people[].posts[]", "reports[].sides[].participants[].posts[]")
DATE_PLACES: Final = ("reports[].event.date", "reports[].other_events[].date")
REFERENCES: Final[tuple[tuple[str, Callable[[Known, str], str]], ...]] = (
    *(
        (f"{place}.{field}", Known.institution)
        for place in POST_PLACES
        for field in ("institution", "unit")
    ),
    ("people[].posts[].reports[]", Known.report),
    ("people[].names[].reports[]", Known.report),
    ("institutions[].parent", Known.institution),
    ("institutions[].country", Known.country),
    ("institutions[].names[].reports[]", Known.report),
    ("institution_links[].to", Known.institution),
    ("series[].editions[].country", Known.country),
    ("reports[].event.places[].country", Known.country),
    ("reports[].event.hosts[].key", Known.institution),
    ("reports[].event.co_organisers[].key", Known.institution),
    ("reports[].event.supporters[].key", Known.institution),
    ("reports[].other_events[].country", Known.country),
    ("reports[].sides[].countries[]", Known.country),
    ("reports[].sides[].institutions[].key", Known.institution),
    ("reports[].sides[].participants[].person", Known.person),
    ("reports[].sides[].participants[].reads_for", Known.person),
    ("reports[].points[].by", Known.person),
    ("reports[].outcomes[].who[]", Known.party),
    ("reports[].figures[].about[]", Known.party),
    ("reports[].relations[].between[]", Known.party),
    ("reports[].changes[].subject", Known.subject),
    ("reports[].changes[].institution", Known.institution),
    ("reports[].changes[].result", Known.institution),
)
FORMS: Final[tuple[tuple[str, Callable[[str], str]], ...]] = (
    ("people[].posts[].seen[]", edtf),
    ("institution_links[].date", edtf),
    ("series[].editions[].edtf", edtf),
    ("reports[].source.published", published),
    ("reports[].continues[].edtf", edtf),
    ("reports[].outcomes[].due.edtf", edtf),
    ("reports[].figures[].period", edtf),
    ("reports[].figures[].baseline.period", edtf),
    ("reports[].relations[].since", edtf),
    ("reports[].changes[].date", edtf),
    *((f"{place}.edtf", edtf) for place in DATE_PLACES),
    *((f"{place}.{field}", day) for place in DATE_PLACES for field in ("start", "end")),
    *((f"{place}.{field}", hour) for place in DATE_PLACES for field in ("start_time", "end_time")),
    *((f"{place}.time_zone", zone) for place in DATE_PLACES),
)


def meaning_faults(document: Document, known: Known) -> Iterator[Fault]:
    """Yield every fault of a document that fits the schema, against what is known already."""
    yield from _twins(document)
    for pattern, check in FORMS:
        for path, value in each(document, pattern):
            if message := check(value):
                yield Fault(join(path), message)
    for pattern, lookup in REFERENCES:
        for path, value in each(document, pattern):
            if message := lookup(known, value):
                yield Fault(join(path), message)
    yield from _wholes(document)
    yield from _circles(document, known)


def each(document: Any, pattern: str) -> Found:
    """Yield path and value of every place a pattern such as ``people[].posts[]`` names."""
    yield from _walk(document, _steps(pattern), ())


@cache
def _steps(pattern: str) -> tuple[str, ...]:
    return tuple(pattern.replace("[]", ".[]").split("."))


def _walk(value: Any, steps: tuple[str, ...], path: Path) -> Found:
    if value is None:
        return
    if not steps:
        yield path, value
    elif steps[0] == "[]":
        for position, inner in enumerate(value):
            yield from _walk(inner, steps[1:], (*path, position))
    else:
        yield from _walk(value.get(steps[0]), steps[1:], (*path, steps[0]))


def _twins(document: Document) -> Iterator[Fault]:
    for pattern in ("reports[].id", "people[].key", "institutions[].key", "series[].key"):
        yield from _twice(each(document, pattern))
    for registry in ("people", "institutions"):
        for position, entry in enumerate(document[registry]):
            marks = (
                (
                    (registry, position, "names", place),
                    (name["text"], name["language"], name.get("kind")),
                )
                for place, name in enumerate(entry["names"])
            )
            yield from _twice(marks)


def _twice(found: Iterable[tuple[Path, Any]]) -> Iterator[Fault]:
    seen: Counter[Any] = Counter()
    for path, mark in found:
        seen[mark] += 1
        if seen[mark] > 1:
            text = mark[0] if isinstance(mark, tuple) else mark
            yield Fault(join(path), f"“{text}” stands twice")


def _wholes(document: Document) -> Iterator[Fault]:
    """Check what only several fields together say."""
    for path, post in chain(*(each(document, pattern) for pattern in POST_PLACES)):
        if post["title"] is post["institution"] is post["unit"] is None:
            yield Fault(join(path), "a post needs a title or an institution")
    for path, told in chain(*(each(document, pattern) for pattern in DATE_PLACES)):
        if told["start"] and told["end"] and told["end"] < told["start"]:
            yield Fault(join((*path, "end")), "stands before the start")
    for pattern in ("reports[].other_events[].key", "reports[].continues[].event"):
        for path, key in each(document, pattern):
            if key == document["reports"][path[1]]["event"]["key"]:
                yield Fault(join(path), "an event cannot stand beside itself")


def _circles(document: Document, known: Known) -> Iterator[Fault]:
    units = [
        (f"institutions[{position}].parent", body["key"], body["parent"])
        for position, body in enumerate(document["institutions"])
        if body["parent"]
    ]
    yield from _circle(units, (), "closes a circle of units")
    steps = list(_links(document, ORDERING_KINDS))
    yield from _circle(steps, known.links, "closes a circle of events")
    parts = list(_links(document, (LinkKind.PART_OF,)))
    yield from _circle(parts, known.parts, "closes a circle of events")


def _circle(
    told: Iterable[tuple[str, str, str]], held: Iterable[tuple[str, str]], message: str
) -> Iterator[Fault]:
    """Find one circle of edges, and name each told edge that lies on it."""
    told = list(told)
    graph: TopologicalSorter[str] = TopologicalSorter()
    for start, end in (*held, *((start, end) for _, start, end in told)):
        graph.add(start, end)
    try:
        graph.prepare()
    except CycleError as error:
        ring = error.args[1]
        edges = {frozenset(pair) for pair in pairwise(ring)}
        for path, start, end in told:
            if frozenset((start, end)) in edges:
                yield Fault(path, message)


def _links(document: Document, kinds: Iterable[LinkKind]) -> Iterator[tuple[str, str, str]]:
    for position, report in enumerate(document["reports"]):
        here = report["event"]["key"]
        for field, key in (("other_events", "key"), ("continues", "event")):
            for place, told in enumerate(report[field]):
                kind, from_told = LINKS[told["relation"]]
                if kind in kinds:
                    path = f"reports[{position}].{field}[{place}].{key}"
                    yield (path, told[key], here) if from_told else (path, here, told[key])
