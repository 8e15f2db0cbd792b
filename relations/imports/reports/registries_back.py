"""Write the whole file back: reports, and the registries they rest on."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from django.db.models import Prefetch

from relations.imports.reports.vocabulary import FORMAT, INSTITUTION_TYPES
from relations.imports.reports.writing_back import Entry, Keys, accounts, post_entry, report
from relations.models import (
    Citation,
    Collection,
    Contact,
    ContactName,
    Edition,
    EditionSource,
    EventSeries,
    Institution,
    InstitutionName,
    PostSighting,
    Succession,
    SuccessionPredecessor,
)


def dump(user: Any, collection: str | None = None) -> Entry:
    """Return everything a user may read in the format of reports.

    With a collection only its reports are given, and of the registries what they name.
    """
    keys = Keys()
    tellings = accounts(user)
    if collection is not None:
        tellings = tellings.filter(source__collection__name=collection)
    reports = [report(account, keys) for account in tellings]
    ids = {entry["id"] for entry in reports}
    scope = _Scope(ids, user, keys, whole=collection is None)
    named = set(_strings(reports))
    people = scope.people(named)
    named |= set(_strings(people))
    series = scope.series(named)
    links = scope.links(named)
    named |= set(_strings([series, links]))
    return {
        "format": FORMAT,
        **_header(collection),
        "reports": reports,
        "people": people,
        "institutions": scope.institutions(named),
        "institution_links": links,
        "series": series,
    }


def _header(collection: str | None) -> Entry:
    held = Collection.objects.filter(**({"name": collection} if collection else {}))
    first = held.order_by("created_at", "pk").first()
    return {
        "set": first.name if first else "dev",
        "collected": first.collected if first else "",
    }


class _Scope:
    """What of the registries belongs to a set of reports."""

    def __init__(self, ids: set[str], user: Any, keys: Keys, *, whole: bool) -> None:
        self.ids = ids
        self.user = user
        self.keys = keys
        self.whole = whole

    def people(self, named: set[str]) -> list[Entry]:
        user = self.user
        contacts = Contact.objects.visible_to(user).prefetch_related(
            Prefetch("names", queryset=ContactName.objects.visible_to(user)),
            Prefetch(
                "names__citations",
                queryset=Citation.objects.visible_to(user).select_related("source"),
            ),
            Prefetch(
                "posts__sightings",
                queryset=PostSighting.objects.visible_to(user).select_related(
                    "source", "within", "post__institution"
                ),
            ),
        )
        entries = []
        for contact in contacts:
            key = self.keys.of(contact)
            if key in named or (self.whole and contact.key):
                sightings = list(chain(*(post.sightings.all() for post in contact.posts.all())))
                entries.append(
                    {
                        "key": key,
                        "preferred": contact.display_name,
                        "names": [
                            {**self._name(name), "kind": _printed_kind(name.kind)}
                            for name in self._cited(contact.names.all())
                        ],
                        "posts": self._posts(sightings),
                    }
                )
        return sorted(entries, key=lambda entry: entry["key"])

    def _cited(self, names: Iterable[Any]) -> list[Any]:
        """Keep the names a report prints; a whole export gives the house's own too."""
        return [name for name in names if self._reports(name) or self.whole]

    def _reports(self, name: Any) -> list[str]:
        return [
            citation.source.key
            for citation in name.citations.all()
            if citation.source.key in self.ids
        ]

    def _name(self, name: Any) -> Entry:
        return {
            "text": name.text,
            "script": name.script,
            "language": name.language,
            "reports": self._reports(name),
        }

    def _posts(self, sightings: Sequence[PostSighting]) -> list[Entry]:
        views: dict[tuple[Any, ...], list[PostSighting]] = {}
        for sighting in sorted(sightings, key=lambda row: (row.order, row.pk)):
            mark = (sighting.post_id, sighting.within_id, sighting.as_unit, sighting.former)
            views.setdefault(mark, []).append(sighting)
        entries = []
        for rows in views.values():
            reports = sorted(
                {row.source.key for row in rows if row.source and row.source.key in self.ids}
            )
            if reports or self.whole:
                seen = dict.fromkeys(row.seen for row in rows if row.seen)
                entry = post_entry(rows[0], self.keys)
                entries.append({**entry, "reports": reports, "seen": list(seen)})
        return entries

    def institutions(self, named: set[str]) -> list[Entry]:
        user = self.user
        bodies = {
            self.keys.of(body): body
            for body in Institution.objects.visible_to(user)
            .select_related("country")
            .prefetch_related(
                Prefetch("parent", queryset=Institution.objects.visible_to(user)),
                Prefetch("names", queryset=InstitutionName.objects.visible_to(user)),
                Prefetch(
                    "names__citations",
                    queryset=Citation.objects.visible_to(user).select_related("source"),
                ),
            )
        }
        wanted = {
            key
            for key, body in bodies.items()
            if not body.by_mention and (key in named or (self.whole and body.key))
        }
        waiting = list(wanted)
        while waiting:
            parent = bodies[waiting.pop()].parent
            key = self.keys.of_any(parent)
            if key and key not in wanted:
                wanted.add(key)
                waiting.append(key)
        return [self._institution(key, bodies[key]) for key in sorted(wanted)]

    def _institution(self, key: str, body: Institution) -> Entry:
        return {
            "key": key,
            "preferred": body.display_name,
            "type": INSTITUTION_TYPES.get(body.kind, body.kind),
            "country": body.country.alpha2 if body.country else None,
            "parent": self.keys.of_any(body.parent),
            "names": [self._name(name) for name in self._cited(body.names.all())],
        }

    def links(self, named: set[str]) -> list[Entry]:
        links = (
            Succession.objects.visible_to(self.user)
            .select_related("successor")
            .prefetch_related(
                Prefetch(
                    "from_links",
                    queryset=SuccessionPredecessor.objects.visible_to(self.user).select_related(
                        "institution"
                    ),
                )
            )
        )
        entries = [
            {
                "from": [self.keys.of(part.institution) for part in link.from_links.all()],
                "to": self.keys.of(link.successor),
                "kind": link.kind,
                "date": link.date or None,
            }
            for link in links
        ]
        return [entry for entry in entries if self.whole or entry["to"] in named]

    def series(self, named: set[str]) -> list[Entry]:
        user = self.user
        found = (
            EventSeries.objects.visible_to(user)
            .prefetch_related(
                Prefetch("organizer", queryset=Institution.objects.visible_to(user)),
                Prefetch(
                    "editions",
                    queryset=Edition.objects.visible_to(user).select_related("event", "country"),
                ),
                Prefetch(
                    "editions__source_links",
                    queryset=EditionSource.objects.visible_to(user).select_related("source"),
                ),
            )
            .order_by("created_at", "pk")
        )
        return [
            {
                "key": self.keys.of(series),
                "name": series.name,
                "organiser": self.keys.of_any(series.organizer) or series.organizer_text,
                "editions": [self._edition(edition) for edition in series.editions.all()],
            }
            for series in found
            if not series.by_mention
            and (self.keys.of(series) in named or (self.whole and series.key))
        ]

    def _edition(self, edition: Edition) -> Entry:
        return {
            "number": edition.number,
            "edtf": edition.date or None,
            "city": edition.city,
            "country": edition.country.alpha2 if edition.country else None,
            "host": edition.host,
            "level": edition.level,
            "status": edition.status,
            "event": self.keys.of_any(edition.event),
            "sources": [
                link.source.key or link.source.url or link.source.title
                for link in edition.source_links.all()
            ],
            "note": edition.note,
        }


def _printed_kind(kind: str) -> str:
    """Say a kind of name in the three words of the format."""
    return kind if kind in {"as_printed", "also_printed", "inflected"} else "also_printed"


def _strings(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
