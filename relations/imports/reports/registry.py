"""The registries of a file: bodies, people with names and posts, series with editions."""

from collections.abc import Mapping, Sequence
from typing import Any

from relations.imports.reports.batch import Batch
from relations.imports.reports.held import Held, post_mark
from relations.imports.reports.vocabulary import INSTITUTION_KINDS
from relations.models import (
    Citation,
    Contact,
    ContactName,
    EventSeries,
    Institution,
    InstitutionName,
    Post,
    PostSighting,
    Succession,
    SuccessionPredecessor,
)

Entry = Mapping[str, Any]


class Registry:
    """Write what the registries add to what is held; what stands already stays as it is."""

    def __init__(
        self, held: Held, batch: Batch, level: str, told_on: Mapping[str, str | None]
    ) -> None:
        self.held = held
        self.batch = batch
        self.level = level
        self.told_on = told_on
        self.sides: dict[Any, Any] = {}
        self.ours: set[str] = set()

    def whose(self, home: str) -> None:
        """Learn which keys mean the house: its own and its country's."""
        body = self.held.institutions.get(home)
        if body is not None:
            self.ours = {home}
            if body.country and body.country.alpha2:
                self.ours.add(body.country.alpha2)

    def institutions(self, entries: Sequence[Entry]) -> None:
        for position, entry in enumerate(entries):
            body = self.mentioned_institution(entry["key"], f"institutions[{position}]")
            if body.by_mention:
                self.batch.set(
                    body,
                    display_name=entry["preferred"],
                    kind=INSTITUTION_KINDS.get(entry["type"], entry["type"]),
                    country=self.held.countries.get(entry["country"]),
                    by_mention=False,
                )
        for position, entry in enumerate(entries):
            body = self.held.institutions[entry["key"]]
            if entry["parent"] and body.parent_id is None:
                self.batch.set(body, parent_id=self.held.institutions[entry["parent"]].pk)
            self._institution_names(body, entry["names"], f"institutions[{position}]")

    def _institution_names(self, body: Institution, names: Sequence[Entry], path: str) -> None:
        for place, told in enumerate(names):
            mark = (body.pk, told["text"], told["language"])
            name = self.held.institution_names.get(mark)
            if name is None:
                name = InstitutionName(
                    institution=body,
                    text=told["text"],
                    language=told["language"],
                    script=told["script"],
                    kind="as_printed",
                    order=place,
                )
                self.held.institution_names[mark] = self.batch.add(name, f"{path}.names[{place}]")
            self._cite("institution_name", name, told["reports"], f"{path}.names[{place}].reports")

    def people(self, entries: Sequence[Entry]) -> None:
        for position, entry in enumerate(entries):
            path = f"people[{position}]"
            person = self.held.people.get(entry["key"])
            if person is None:
                person = self.batch.add(
                    Contact(
                        key=entry["key"],
                        display_name=entry["preferred"],
                        confidentiality=self.level,
                    ),
                    path,
                )
                self.held.people[entry["key"]] = person
            for place, told in enumerate(entry["names"]):
                self._contact_name(person, told, place, f"{path}.names[{place}]")
            for place, told in enumerate(entry["posts"]):
                self._sighted(person, told, place, f"{path}.posts[{place}]")

    def _contact_name(self, person: Contact, told: Entry, place: int, path: str) -> None:
        mark = (person.pk, told["text"], told["language"], told["kind"])
        name = self.held.contact_names.get(mark)
        if name is None:
            name = ContactName(
                contact=person,
                text=told["text"],
                language=told["language"],
                script=told["script"],
                kind=told["kind"],
                order=place,
            )
            self.held.contact_names[mark] = self.batch.add(name, path)
        self._cite("contact_name", name, told["reports"], f"{path}.reports")

    def _cite(self, arc: str, record: Any, reports: Sequence[str], path: str) -> None:
        cited = {
            citation.source_id
            for citation in getattr(record, "_prefetched_objects_cache", {}).get("citations", ())
        }
        for order, key in enumerate(reports):
            source = self.held.sources[key]
            if source.pk not in cited:
                self.batch.add(
                    Citation(source=source, order=order, **{arc: record}), f"{path}[{order}]"
                )

    def post(self, person: Contact, told: Entry, path: str) -> Post:
        """Return the post a text gives a person; its seat is the unit where one is named."""
        seat = self.held.institutions.get(told["unit"] or told["institution"] or "")
        post = Post(contact=person, institution=seat, title=told["title"], acting=told["acting"])
        known = self.held.posts.get(post_mark(post))
        if known is None:
            post.order = len([mark for mark in self.held.posts if mark[0] == person.pk])
            self.held.posts[post_mark(post)] = known = self.batch.add(post, path)
        return known

    def within(self, told: Entry) -> Institution | None:
        """Return the whole body where a text names it together with the unit."""
        return self.held.institutions[told["institution"]] if _both(told) else None

    def _sighted(self, person: Contact, told: Entry, place: int, path: str) -> None:
        post = self.post(person, told, path)
        within = self.within(told)
        view = (told["former"], within.pk if within else None, told["unit"] is not None)
        sightings = self.held.sightings.setdefault(post.pk, [])
        same = [s for s in sightings if (s.former, s.within_id, s.as_unit) == view]
        keys = {s.source.key for s in same if s.source}
        dates = {s.seen for s in same}
        new = paired(
            [key for key in told["reports"] if key not in keys],
            [seen for seen in told["seen"] if seen not in dates],
            self.told_on,
        )
        for key, seen, order in new:
            sighting = PostSighting(
                post=post,
                source=self.held.sources[key] if key else None,
                seen=seen,
                former=told["former"],
                within=within,
                as_unit=told["unit"] is not None,
                order=place * 1000 + len(same) + order,
            )
            sightings.append(self.batch.add(sighting, path))

    def links(self, entries: Sequence[Entry]) -> None:
        for position, entry in enumerate(entries):
            path = f"institution_links[{position}]"
            successor = self.held.institutions[entry["to"]]
            told = (entry["kind"], entry["date"] or "", tuple(entry["from"]))
            if told in held_successions(successor):
                continue
            succession = self.batch.add(
                Succession(
                    successor=successor,
                    kind=entry["kind"],
                    date=entry["date"] or "",
                    order=position,
                ),
                path,
            )
            for order, key in enumerate(entry["from"]):
                where = f"{path}.from[{order}]"
                gone = self.mentioned_institution(key, where)
                self.batch.add(
                    SuccessionPredecessor(succession=succession, institution=gone, order=order),
                    where,
                )

    def mentioned_institution(self, key: str, path: str) -> Institution:
        """Return the body of a key; one the registry leaves out is kept under its key alone."""
        body = self.held.institutions.get(key)
        if body is None:
            body = Institution(
                key=key, display_name=key, by_mention=True, confidentiality=self.level
            )
            self.held.institutions[key] = self.batch.add(body, path)
        return body

    def mentioned_series(self, key: str, path: str, name: str = "") -> EventSeries:
        """Return the series of a key; one the registry leaves out is called as its edition is."""
        series = self.held.series.get(key)
        if series is None:
            series = EventSeries(
                key=key, name=name or key, by_mention=True, confidentiality=self.level
            )
            self.held.series[key] = self.batch.add(series, path)
        return series


def held_successions(body: Institution) -> list[tuple[str, str, tuple[str | None, ...]]]:
    """List the successions into a body as the format tells them; asks the database twice."""
    if body._state.adding:  # noqa: SLF001
        return []
    return [
        (link.kind, link.date, tuple(part.institution.key for part in link.from_links.all()))
        for link in body.successions_in.prefetch_related("from_links__institution")
    ]


def _both(told: Entry) -> bool:
    return told["unit"] is not None and told["institution"] is not None


def paired(
    reports: Sequence[str], dates: Sequence[str], told_on: Mapping[str, str | None]
) -> list[tuple[str | None, str, int]]:
    """Put each date beside the reports that tell of that day, with its place in the list.

    The format lists reports and dates apart; a pair is made only where a report's own event
    bears the date. What finds no partner stands alone.
    """
    rows: list[tuple[str | None, str, int]] = []
    alone = list(reports)
    for place, seen in enumerate(dates):
        telling = [key for key in alone if told_on.get(key) == seen]
        rows.extend((key, seen, place) for key in telling)
        if not telling:
            rows.append((None, seen, place))
        alone = [key for key in alone if key not in telling]
    rows.extend((key, "", len(dates)) for key in alone)
    return rows
