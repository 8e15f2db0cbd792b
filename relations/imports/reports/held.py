"""What the database holds already, by the keys of the format."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import F

from relations.imports.reports.checking import Known
from relations.models import (
    Collection,
    Contact,
    ContactName,
    Edition,
    Event,
    EventKind,
    EventLink,
    EventSeries,
    Institution,
    InstitutionName,
    Place,
    Post,
    PostSighting,
    Source,
    Topic,
)
from relations.models.events import ORDERING_KINDS

PostMark = tuple[Any, str | None, Any, bool]


class Held:
    """Records by key, read once for a whole file: some twenty queries, whatever its size.

    Only what the file can mean is read: every text in it is taken for a possible key.
    """

    def __init__(self, document: Any) -> None:
        texts = list(set(_texts(document)))
        self.countries = _by_code(Place.objects.exclude(alpha2=None))
        self.kinds = {kind.code: kind for kind in EventKind.objects.all()}
        self.topics = {topic.name_en: topic for topic in Topic.objects.filter(name_en__in=texts)}
        self.people = _by_key(Contact.objects.filter(key__in=texts))
        self.institutions = _by_key(Institution.objects.filter(key__in=texts))
        self.series = _by_key(EventSeries.objects.filter(key__in=texts))
        self.sources = _by_key(Source.objects.filter(key__in=texts))
        self.collections = {item.name: item for item in Collection.objects.all()}
        self.pages = {
            source.url: source for source in Source.objects.filter(key=None, url__in=texts)
        }
        self.events = _by_key(Event.objects.filter(key__in=texts).prefetch_related("accounts"))
        self.links = {
            (link.from_event_id, link.to_event_id, link.kind): link
            for link in EventLink.objects.filter(from_event__key__in=texts)
        }
        self.contact_names = {
            (name.contact_id, name.text, name.language, name.kind): name
            for name in ContactName.objects.filter(contact__key__in=texts).prefetch_related(
                "citations__source"
            )
        }
        self.institution_names = {
            (name.institution_id, name.text, name.language): name
            for name in InstitutionName.objects.filter(institution__key__in=texts).prefetch_related(
                "citations__source"
            )
        }
        self.posts: dict[PostMark, Post] = {
            post_mark(post): post for post in Post.objects.filter(contact__key__in=texts)
        }
        self.sightings: dict[Any, list[PostSighting]] = {}
        for sighting in PostSighting.objects.filter(post__contact__key__in=texts).select_related(
            "source"
        ):
            self.sightings.setdefault(sighting.post_id, []).append(sighting)
        self.editions: dict[tuple[Any, ...], Edition] = {
            edition_mark(edition): edition
            for edition in Edition.objects.filter(series__key__in=texts).select_related("event")
        }

    def known(self) -> Known:
        return Known(
            people=set(self.people),
            institutions=set(self.institutions),
            reports=set(self.sources),
            countries=set(self.countries),
            links=_key_pairs(EventLink.objects.filter(kind__in=ORDERING_KINDS)),
            parts=_key_pairs(EventLink.objects.filter(kind="part_of")),
        )


def post_mark(post: Post) -> PostMark:
    """Tell posts apart: one person, one title, one body, acting or not."""
    return (post.contact_id, post.title, post.institution_id, post.acting)


def edition_mark(edition: Edition) -> tuple[Any, ...]:
    """Tell editions of a series apart: a number may come twice, put off and then held."""
    event = edition.event.key if edition.event else None
    return (edition.series_id, edition.number, edition.date, edition.city, event)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _by_code(places: Iterable[Place]) -> dict[str, Place]:
    return {place.alpha2: place for place in places if place.alpha2}


def _by_key(records: Iterable[Any]) -> dict[str, Any]:
    return {record.key: record for record in records if record.key}


def _key_pairs(links: Any) -> set[tuple[str, str]]:
    pairs = links.values_list(F("from_event__key"), F("to_event__key"))
    return {(start, end) for start, end in pairs if start and end}
