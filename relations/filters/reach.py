"""How one noun is reached from another; each question asks over visible rows only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from relations.filters import dating
from relations.filters.asking import Coded, Question, Text, Tree, Where, holding
from relations.filters.base import NounFilters
from relations.filters.trees import Ids, below, few
from relations.geography import city_names
from relations.models import (
    Attendance,
    DelegationCountry,
    DelegationInstitution,
    EventInstitution,
    EventKind,
    EventPlace,
    EventStatus,
    EventTopic,
    Institution,
    InstitutionRole,
    ParticipationPost,
    Place,
    Post,
    PostSighting,
    Role,
    Topic,
)
from relations.models.base import Row

TOPIC_NAMES = ("name_en", "name_ru", "name_uz", "name_ko")
CITY = "part of the name of a city as it is written, or its name in another language"
HAPPENED = (EventStatus.HELD, EventStatus.ONGOING)
NEVER_CAME = (
    Attendance.INVITED,
    Attendance.ACCEPTED,
    Attendance.DECLINED,
    Attendance.PLANNED,
    Attendance.ABSENT,
)
# A participation that is more than a name in somebody's speech or on a list of guests.
TOOK_PART = ~Q(attendance__in=NEVER_CAME) & ~Q(roles=[Role.MENTIONED])


@dataclass(frozen=True, slots=True)
class Links:
    """What leads from rows to places: pairs of a row and a place, or of a row and an institution.

    Each is a queryset of visible rows; together they say what the question asks.
    """

    places: Sequence[QuerySet] = ()
    bodies: Sequence[QuerySet] = ()


class Places(Tree):
    """A place by ISO 3166 code, M49 code or id, with all that lies in it.

    ``links`` gives the same the other way round, so that all places can be counted at once; it
    may give nothing where what else is asked stands against it.
    """

    about = "ISO 3166 or M49 code, or id; a region holds its countries"
    names = ("alpha2__iexact", "m49", "alpha3__iexact")

    def __init__(
        self, where: Where, *, links: Callable[[Any], Links | None] | None = None, **extra: Any
    ) -> None:
        super().__init__(where, Place, **extra)
        self.links = links


class Institutions(Tree):
    """An institution with its units, unless `units=0` leaves them out."""

    about = "id of an institution; with its units unless units=0"

    def __init__(self, where: Where, **extra: Any) -> None:
        super().__init__(where, Institution, **extra)

    def ids(self, asker: Any, chosen: list[Any]) -> Ids:
        return chosen if asker.asked("units") is False else super().ids(asker, chosen)


class Topics(Tree):
    """A topic by exact name or id, with the narrower ones.

    ``links`` gives pairs of a row and a topic, so that all topics can be counted at once.
    """

    about = "exact name or id of a topic; with the narrower ones"
    names = tuple(f"{name}__iexact" for name in TOPIC_NAMES)

    def __init__(self, where: Where, *, links: Callable[[Any], QuerySet] | None = None) -> None:
        super().__init__(where, Topic)
        self.links = links

    def family(self) -> dict[str, Question]:
        return {**super().family(), "__contains": TopicText(self)}


class TopicText(Text):
    """Topics with a text in one of their names, and the narrower ones."""

    about = "text in the name of a topic; with the narrower ones"

    def __init__(self, topics: Topics) -> None:
        super().__init__()
        self.topics = topics

    def condition(self, asker: Any, value: Any) -> Q:
        rows = self.topics.rows(asker)
        chosen = rows.filter(holding(value, TOPIC_NAMES)).values("pk")
        return self.topics.at(asker, few(asker, below(rows, chosen)))


class Kinds(Coded):
    def __init__(self, where: str) -> None:
        super().__init__(where, EventKind, names=("code",))


def in_city(text: str) -> Q:
    """Find what stands in a city, by a part of its name or by its name in another language."""
    found = Q()
    for name in city_names(text):
        found |= Q(city__icontains=name)
    return found


def in_places(filters: NounFilters, places: Ids) -> Ids:
    """Give the ids of institutions there; a unit without a country stands where its body does."""
    rows = filters.visible(Institution)
    there = rows.filter(country__in=places).values("pk")
    return few(filters, below(rows.filter(country__isnull=True), there))


def speaks(_filters: NounFilters, language: str) -> Q:
    return Q(languages__contains=[language])


def current_posts(filters: NounFilters) -> QuerySet:
    """Give the posts held today: neither ended, nor yet to come, nor seen in print as former."""
    former = filters.visible(PostSighting).filter(post=OuterRef("pk"), former=True)
    return filters.visible(Post).filter(
        ~Exists(former), entered_in_error=False, held_span__contains=dating.today()
    )


def posts_then(filters: NounFilters, *conditions: Q) -> QuerySet:
    """Give the visible posts of that sort which somebody held on the day of an event."""
    posts = filters.visible(Post).filter(*conditions, entered_in_error=False)
    return filters.visible(ParticipationPost).filter(former=False, post__in=posts)


def events_held_or_sided(filters: NounFilters, institutions: Ids) -> Q:
    """Find events an institution held or sent a side to."""
    held = filters.through(
        EventInstitution,
        "event",
        institution__in=institutions,
        role__in=(InstitutionRole.HOST, InstitutionRole.CO_ORGANIZER),
    )
    sides = filters.through(
        DelegationInstitution, "delegation__event", institution__in=institutions
    )
    return held | sides


def events_with(filters: NounFilters, institutions: Ids) -> Q:
    """Find those events and the ones where somebody came from the institution."""
    posts = posts_then(filters, Q(institution__in=institutions))
    return events_held_or_sided(filters, institutions) | Q(
        pk__in=posts.values("participation__event")
    )


def events_in(filters: NounFilters, places: Ids) -> Q:
    """Find events held in a place or with a side that stands for it."""
    return filters.through(EventPlace, "event", country__in=places) | events_sided(filters, places)


def events_sided(filters: NounFilters, places: Ids) -> Q:
    return filters.through(DelegationCountry, "delegation__event", place__in=places)


def event_places(filters: NounFilters) -> Links:
    held = filters.told_of(EventPlace, "event").values_list("event", "country")
    sides = filters.visible(DelegationCountry).values_list("delegation__event", "place")
    return Links(places=(held, sides))


def party_places(model: type[Row], back: str) -> Callable[[NounFilters], Links]:
    """Lead from a row to the places among its parties, and to where the others of them stand."""

    def leads(filters: NounFilters) -> Links:
        rows = filters.told_of(model, back)
        return Links((rows.values_list(back, "place"),), (rows.values_list(back, "institution"),))

    return leads


def own_places(model: type[Row], back: str) -> Callable[[NounFilters], Links]:
    """Lead from a row to the places among what it is about, and to no others."""
    return lambda filters: Links((filters.told_of(model, back).values_list(back, "place"),))


def events_about(filters: NounFilters, topics: Ids) -> Q:
    return filters.through(EventTopic, "event", topic__in=topics)


def event_topics(filters: NounFilters) -> QuerySet:
    return filters.told_of(EventTopic, "event").values_list("event", "topic")


def sides_of(filters: NounFilters, places: Ids) -> Q:
    """Find what belongs to a side that stands for a place."""
    rows = filters.visible(DelegationCountry).filter(place__in=places)
    return Q(delegation__in=rows.values("delegation"))
