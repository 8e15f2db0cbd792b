"""Filters of who took part in what."""

from typing import Any

from django.db.models import Count, Q

from relations.filters.asking import Choice, Flag, Number, Record, Words
from relations.filters.base import NounFilters
from relations.filters.dating import LAST_YEAR, Dates, in_year
from relations.filters.reach import (
    TOOK_PART,
    Institutions,
    Kinds,
    Places,
    Topics,
    in_places,
    posts_then,
    sides_of,
)
from relations.filters.trees import Ids
from relations.models import (
    Attendance,
    Confidentiality,
    Contact,
    ContactName,
    Delegation,
    Event,
    EventFamily,
    EventSeries,
    EventStatus,
    EventTopic,
    ParticipationPost,
    Post,
    Role,
    SideRole,
)

MOST_POSTS = 100


def person_named(filters: NounFilters, word: str) -> Q:
    names = filters.visible(ContactName).filter(text__icontains=word)
    return (
        Q(contact__display_name__icontains=word)
        | Q(name_printed__icontains=word)
        | Q(contact__in=names.values("contact"))
    )


def from_institution(filters: NounFilters, institutions: Ids) -> Q:
    held = posts_then(filters, Q(institution__in=institutions))
    return Q(pk__in=held.values("participation"))


def from_country(filters: NounFilters, places: Ids) -> Q:
    """Find those of a side of the country and those whose post then was there."""
    return sides_of(filters, places) | from_institution(filters, in_places(filters, places))


def in_post(filters: NounFilters, posts: list[Any]) -> Q:
    return filters.through(ParticipationPost, "participation", post__in=posts)


def in_posts(filters: NounFilters, least: int) -> Q:
    """Find those with that many posts at once, former ones not counted."""
    held = posts_then(filters).values("participation").annotate(posts=Count("pk"))
    return Q(pk__in=held.filter(posts__gte=least).values("participation"))


def took_part(_filters: NounFilters, wanted: bool) -> Q:
    return TOOK_PART if wanted else ~TOOK_PART


def on_topics(filters: NounFilters, topics: Ids) -> Q:
    rows = filters.visible(EventTopic).filter(topic__in=topics)
    return Q(event__in=rows.values("event"))


class ParticipationFilters(NounFilters):
    q = Words(person_named)
    event = Record("event", Event)
    contact = Record("contact", Contact)
    delegation = Record("delegation", Delegation, blank=True)
    institution = Institutions(from_institution, about="of the post held then")
    units = Flag(about="0 leaves the units of an institution out")
    country = Places(from_country, about="of the side, or of the post held then")
    region = Places(from_country, about="of the side, or of the post held then")
    side_country = Places(sides_of)
    side_role = Choice("delegation__role", SideRole)
    post = Record(in_post, Post)
    posts__min = Number(in_posts, least=1, most=MOST_POSTS, about="posts held then at least")
    role = Choice("roles", Role, array=True)
    attendance = Choice("attendance", Attendance)
    took_part = Flag(took_part, about="1 leaves out who was only invited or mentioned")
    date = Dates("event__date_span")
    year = Number(in_year("event__date_span"), least=1, most=LAST_YEAR)
    event_kind = Kinds("event__kind")
    event_status = Choice("event__status", EventStatus)
    family = Choice("event__kind__family", EventFamily)
    series = Record("event__series", EventSeries)
    topic = Topics(on_topics)
    confidentiality = Choice("confidentiality", Confidentiality)
