"""Series and their editions, known and missing."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from relations.imports.reports.held import edition_mark
from relations.imports.reports.registry import Registry
from relations.models import Edition, EditionSource, Event, EventSeries, Source
from relations.models.base import Confidentiality

Entry = Mapping[str, Any]
YEAR = re.compile(r"[\s\N{EN DASH}-]+(19|20)\d\d$")
UNTOLD_KIND = "event"


def unnumbered(title: str, edition: str | None) -> str:
    """Call a series as its edition is called, without the number and the year of that one.

    Says nothing where the title does not tell the number.
    """
    number = re.compile(rf"(?<!\w){re.escape(edition)}(?!\w)") if edition else None
    if number is None or not number.search(title):
        return ""
    return YEAR.sub("", " ".join(number.sub(" ", title, count=1).split()))


def write_series(entries: Sequence[Entry], registry: Registry) -> list[Edition]:
    """Write series and the editions that are not held yet; return the new editions."""
    new: list[Edition] = []
    for position, entry in enumerate(entries):
        path = f"series[{position}]"
        series = registry.mentioned_series(entry["key"], path)
        if series.by_mention:
            organizer = registry.held.institutions.get(entry["organiser"] or "")
            registry.batch.set(
                series,
                name=entry["name"],
                organizer=organizer,
                organizer_text=None if organizer else entry["organiser"],
                by_mention=False,
            )
        for place, told in enumerate(entry["editions"]):
            edition = _edition(series, told, registry, place)
            mark = edition_mark(edition)
            if mark not in registry.held.editions:
                registry.held.editions[mark] = edition
                _add(edition, told, registry, f"{path}.editions[{place}]")
                new.append(edition)
    return new


def _edition(series: EventSeries, told: Entry, registry: Registry, place: int) -> Edition:
    return Edition(
        series=series,
        number=told["number"],
        event=_event(series, told, registry),
        date=told["edtf"] or "",
        city=told["city"],
        country=registry.held.countries.get(told["country"]),
        host=told["host"],
        level=told["level"],
        status=told["status"],
        note=told["note"],
        order=place,
    )


def _add(edition: Edition, told: Entry, registry: Registry, path: str) -> None:
    if edition.event is not None and edition.event.key not in registry.held.events:
        registry.held.events[edition.event.key or ""] = registry.batch.add(edition.event, path)
    registry.batch.add(edition, path)
    for order, name in enumerate(told["sources"]):
        registry.batch.add(
            EditionSource(edition=edition, source=_source(name, registry, path), order=order),
            f"{path}.sources[{order}]",
        )


def _event(series: EventSeries, told: Entry, registry: Registry) -> Event | None:
    """Return the edition's event; one that no report tells of is named after its series."""
    if told["event"] is None:
        return None
    number = f" {told['number']}" if told["number"] is not None else ""
    return registry.held.events.get(told["event"]) or Event(
        key=told["event"],
        title=f"{series.name}{number}",
        kind=registry.held.kinds[UNTOLD_KIND],
        confidentiality=registry.level,
    )


def _source(name: str, registry: Registry, path: str) -> Source:
    """Return a report by its number, or a page by its address."""
    known = registry.held.sources.get(name) or registry.held.pages.get(name)
    if known is None:
        known = registry.batch.add(
            Source(
                title=name[:300],
                url=name if "://" in name else "",
                confidentiality=Confidentiality.PUBLIC,
            ),
            path,
        )
        registry.held.pages[name] = known
    return known
