"""What a draft names that stands already: looked up at once, as far as the user may see it."""

import dataclasses
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Lower

from relations.actions.drafts import (
    BodyDraft,
    LinkDraft,
    MeetingDraft,
    PersonDraft,
    PlaceDraft,
    SeriesDraft,
    SourceDraft,
)
from relations.models import (
    Contact,
    Event,
    EventKind,
    EventSeries,
    Institution,
    Place,
    Post,
    Source,
    Topic,
)
from relations.models.gathering import at_once
from relations.names.folding import folded

BY_ID: dict[Any, Any] = {
    BodyDraft: Institution,
    PersonDraft: Contact,
    LinkDraft: Event,
    SeriesDraft: EventSeries,
    SourceDraft: Source,
}


class References:
    """The ids of what a draft names: by id, by code, by name or by address. One round trip."""

    def __init__(self, user: Any, draft: MeetingDraft) -> None:
        self.found: dict[tuple[str, str], UUID] = {}
        self.posts: dict[UUID, list[Post]] = {}
        parts = list(walk(draft))
        asked = [*_by_id(user, parts), *_by_word(user, draft, parts)]
        people = {one.id for one in parts if isinstance(one, PersonDraft) and one.id}
        held = Post.objects.visible_to(user).filter(contact__in=people, entered_in_error=False)
        rows, posts = at_once(
            asked[0].union(*asked[1:], all=True), held.select_related("institution")
        )
        for what, key, pk in rows:
            self.found.setdefault((what, str(key)), pk)
        for post in posts:
            self.posts.setdefault(post.contact_id, []).append(post)

    def knows(self, what: str, key: Any) -> UUID | None:
        return self.found.get((what, str(key)))

    def post(self, contact: UUID, title: str, body: UUID | None) -> UUID | None:
        """Find the post of a known person that says the same."""
        same = (
            post.pk
            for post in self.posts.get(contact, ())
            if post.institution_id == body and folded(post.title or "") == folded(title)
        )
        return next(same, None)


def walk(part: Any) -> Iterator[Any]:
    """Yield a draft and all drafts in it."""
    yield part
    for column in dataclasses.fields(part):
        value = getattr(part, column.name)
        for one in value if isinstance(value, tuple) else (value,):
            if dataclasses.is_dataclass(one):
                yield from walk(one)


def _rows(found: QuerySet, what: str, key: Any) -> QuerySet:
    named = found.order_by().annotate(what=Value(what, CharField()), word=Cast(key, CharField()))
    return named.values_list("what", "word", "pk")


def _by_id(user: Any, parts: list[Any]) -> Iterator[QuerySet]:
    for draft, model in BY_ID.items():
        ids = {part.id for part in parts if isinstance(part, draft) and part.id}
        if ids:
            rows = model.objects.visible_to(user).filter(pk__in=ids)
            yield _rows(rows, draft.__name__, F("pk"))


def _by_word(user: Any, draft: MeetingDraft, parts: list[Any]) -> Iterator[QuerySet]:
    kinds = {draft.kind, *(one.event_kind for one in draft.links)}
    yield _rows(EventKind.objects.filter(code__in=kinds), "kind", F("code"))
    codes = {one.country for one in parts if isinstance(one, BodyDraft | PlaceDraft)}
    codes |= {code for side in draft.sides for code in side.countries}
    yield _rows(Place.objects.filter(alpha2__in=codes - {""}), "country", F("alpha2"))
    topics = {topic.casefold() for topic in topics_of(draft)}
    if topics:
        named = Topic.objects.annotate(lower=Lower("name_en")).filter(lower__in=topics)
        yield _rows(named, "topic", F("lower"))
    urls = {one.url for one in draft.sources if one.url and not one.id}
    if urls:
        yield _rows(Source.objects.visible_to(user).filter(url__in=urls), "url", F("url"))


def topics_of(draft: MeetingDraft) -> list[str]:
    """List the topics of an event and of what was said there, each once."""
    spoken = [*(one for side in draft.sides for one in side.statements), *draft.statements]
    said = [one.topic for one in spoken if one.topic]
    by_word: dict[str, str] = {}
    for topic in [*draft.topics, *said]:
        by_word.setdefault(topic.casefold(), topic)
    return list(by_word.values())
