"""Columns of events, which meetings and forums share; of series, kinds and links."""

from typing import Any

from django.db.models import F, OuterRef, Prefetch, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from relations.exports.base import CHANGED, LEVEL, OWNER, Column, Kind, bring
from relations.exports.cells import Cell, Form, Joined, counted, dated, several
from relations.models import (
    Event,
    EventFamily,
    EventFormat,
    EventLevel,
    EventPlace,
    EventSeries,
    EventStatus,
    EventTopic,
    Institution,
    LinkBasis,
    LinkKind,
    Topic,
)
from relations.models.places import city_of


def places(event: Event) -> list[str]:
    return [
        ", ".join(part for part in (city_of(place), str(place.country or "")) if part)
        for place in event.places.all()
    ]


def topics(row: Any) -> list[Topic]:
    return [link.topic for link in row.topic_links.all()]


def bring_places(_user: Any) -> Prefetch:
    """Bring the places of an event, which are as open as the event."""
    return Prefetch("places", queryset=EventPlace.objects.select_related("country"))


def bring_topics(_user: Any) -> Prefetch:
    return Prefetch("topic_links", queryset=EventTopic.objects.select_related("topic"))


def places_told(name: str, _user: Any) -> list[Cell]:
    rows = EventPlace.objects.order_by("order", "pk")
    return [several(name, "event", rows, Joined("city", "country__name_en"))]


def topics_told(name: str, _user: Any) -> list[Cell]:
    rows = EventTopic.objects.order_by("order", "pk")
    return [several(name, "event", rows, "topic__name_en")]


def held(user: Any) -> QuerySet:
    """Give the events that took place and that the reader may see, the last first."""
    rows = Event.objects.visible_to(user).filter(status__in=(EventStatus.HELD, EventStatus.ONGOING))
    return rows.order_by(F("date_span").desc(nulls_last=True), "-edition", "pk")


def bring_held(user: Any) -> Prefetch:
    rows = held(user).only("series", "edition", "date")
    return Prefetch("events", queryset=rows, to_attr="held_events")


def editions_held(series: Any) -> int:
    """Count each number once: an edition may be several events; one without a number is its own."""
    return len({event.edition or event.pk for event in series.held_events})


def last_held(series: Any) -> str:
    return series.held_events[0].date if series.held_events else ""


def last_edition(series: Any) -> int | None:
    return series.held_events[0].edition if series.held_events else None


def editions_told(name: str, user: Any) -> list[Cell]:
    each = Coalesce(Cast("edition", TextField()), Cast("pk", TextField()))
    return [counted(name, "series", held(user), each)]


def of_the_last(user: Any, field: str) -> Subquery:
    return Subquery(held(user).filter(series=OuterRef("pk")).values(field)[:1])


def last_told(name: str, user: Any) -> list[Cell]:
    text = Coalesce(of_the_last(user, "date"), Value(""))
    return dated(name, text, of_the_last(user, "date_span"))


def last_number_told(name: str, user: Any) -> list[Cell]:
    return [Cell(name, of_the_last(user, "edition"), Form.NUMBER)]


EVENT_COLUMNS = (
    Column("date", _("Date"), kind=Kind.DATE, sort="date_span"),
    Column("title", _("Title"), kind=Kind.NAME, sort="title"),
    Column("kind", _("Kind"), kind=Kind.RECORD, sort="kind__name_en", joined=("kind",)),
    Column("places", _("Place"), places, Kind.WORDS, brought=bring_places, cells=places_told),
    Column("status", _("Status"), kind=Kind.CHOICE, sort="status", choices=EventStatus),
    Column("level", _("Level"), kind=Kind.CHOICE, choices=EventLevel, listed=False),
    Column("format", _("Format"), kind=Kind.CHOICE, choices=EventFormat, listed=False),
    Column("languages", _("Languages"), kind=Kind.TONGUES, listed=False),
    Column("theme", _("Theme"), listed=False),
    Column(
        "series", _("Series"), kind=Kind.RECORD, brought=bring("series", EventSeries), listed=False
    ),
    Column("edition", _("Edition"), kind=Kind.NUMBER, sort="edition", listed=False),
    Column(
        "part_of", _("Part of"), kind=Kind.RECORD, brought=bring("part_of", Event), listed=False
    ),
    Column(
        "topics",
        _("Topics"),
        topics,
        Kind.RECORDS,
        brought=bring_topics,
        listed=False,
        cells=topics_told,
    ),
    OWNER,
    LEVEL,
    CHANGED,
)

SERIES_COLUMNS = (
    Column("name", _("Name"), kind=Kind.NAME, sort="name"),
    Column("organizer", _("Organizer"), kind=Kind.RECORD, brought=bring("organizer", Institution)),
    Column(
        "editions_held",
        _("Editions known"),
        editions_held,
        Kind.NUMBER,
        brought=bring_held,
        cells=editions_told,
    ),
    Column("last_held", _("Last held"), last_held, Kind.DATE, brought=bring_held, cells=last_told),
    Column(
        "last_edition",
        _("Number of the last"),
        last_edition,
        Kind.NUMBER,
        brought=bring_held,
        cells=last_number_told,
    ),
    Column("organizer_text", _("Organizer as told"), listed=False),
    Column("cadence", _("How often"), sort="cadence", listed=False),
    Column("first_year", _("First year"), kind=Kind.NUMBER, sort="first_year", listed=False),
)

KIND_COLUMNS = (
    Column("name", _("Name"), "name_en", Kind.NAME, "name_en"),
    Column("family", _("Family"), kind=Kind.CHOICE, sort="family", choices=EventFamily),
    Column("code", _("Code"), sort="code"),
    Column("name_ru", _("In Russian"), sort="name_ru"),
    Column("name_uz", _("In Uzbek"), sort="name_uz"),
    Column("name_ko", _("In Korean"), sort="name_ko"),
)

LINK_COLUMNS = (
    Column(
        "from_event", _("Event"), kind=Kind.RECORD, sort="from_event__title", joined=("from_event",)
    ),
    Column("kind", _("Link"), kind=Kind.CHOICE, sort="kind", choices=LinkKind),
    Column(
        "to_event", _("Other event"), kind=Kind.RECORD, sort="to_event__title", joined=("to_event",)
    ),
    Column("basis", _("Basis"), kind=Kind.CHOICE, sort="basis", choices=LinkBasis),
)
