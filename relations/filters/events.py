"""Filters of events, meetings and forums, and of their kinds, series and links."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, TextChoices

from relations.filters.asking import (
    Choice,
    Flag,
    Number,
    Question,
    Record,
    Staff,
    Text,
    Words,
    holding,
)
from relations.filters.base import NounFilters
from relations.filters.dating import LAST_YEAR, Dates, in_year
from relations.filters.reach import (
    CITY,
    TOOK_PART,
    TOPIC_NAMES,
    Institutions,
    Kinds,
    Places,
    Topics,
    event_places,
    event_topics,
    events_about,
    events_in,
    events_sided,
    events_with,
    in_city,
    speaks,
)
from relations.filters.searching import Named
from relations.filters.trees import Ids
from relations.models import (
    Account,
    Agreement,
    Citation,
    Commitment,
    Confidentiality,
    Contact,
    Delegation,
    Event,
    EventFamily,
    EventFormat,
    EventInstitution,
    EventLevel,
    EventLink,
    EventPlace,
    EventSeries,
    EventStatus,
    InstitutionRole,
    LinkBasis,
    LinkKind,
    OutcomeState,
    Participation,
    Precision,
    SideRole,
    Source,
)
from relations.models.search import SearchKind

MOST = 10_000


class DatePrecision(TextChoices):
    """How exactly a date is known, told by the shape of its EDTF text."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"
    OPEN = "open"
    UNKNOWN = "unknown"


SHAPES = {
    DatePrecision.DAY: r"^\d{4}-\d{2}-\d{2}[?~%]?$",
    DatePrecision.MONTH: r"^\d{4}-\d{2}[?~%]?$",
    DatePrecision.YEAR: r"^\d{4}[?~%]?$",
    DatePrecision.DECADE: r"^\d{3}X[?~%]?$",
    DatePrecision.CENTURY: r"^\d{2}XX[?~%]?$",
    DatePrecision.RANGE: r"^[^.]+/[^.]+$",
    DatePrecision.OPEN: r"\.\.",
    DatePrecision.UNKNOWN: r"^$",
}

Asks = Callable[[NounFilters, Any], Q]


def precise_to(_filters: NounFilters, values: list[str]) -> Q:
    found = Q(pk__in=[])
    for value in values:
        found |= Q(date__regex=SHAPES[DatePrecision(value)])
    return found


def told_to(filters: NounFilters, values: list[str]) -> Q:
    return filters.through(Account, "event", precision__in=values)


def in_place(filters: NounFilters, places: Ids) -> Q:
    return filters.through(EventPlace, "event", country__in=places)


def held_in_city(filters: NounFilters, city: str) -> Q:
    return filters.through(EventPlace, "event", in_city(city))


def with_side(filters: NounFilters, roles: list[str]) -> Q:
    return filters.through(Delegation, "event", role__in=roles)


def with_unnamed_side(filters: NounFilters, roles: list[str]) -> Q:
    """Find events with a side of which the reader sees nobody by name."""
    named = filters.visible(Participation).filter(delegation=OuterRef("pk"))
    return filters.through(Delegation, "event", Q(~Exists(named)), role__in=roles)


def carried(role: InstitutionRole) -> Asks:
    def asks(filters: NounFilters, institutions: Ids) -> Q:
        return filters.through(EventInstitution, "event", institution__in=institutions, role=role)

    return asks


def with_contact(filters: NounFilters, contacts: list[Any]) -> Q:
    return filters.through(Participation, "event", contact__in=contacts)


def attended_by(filters: NounFilters, contacts: list[Any]) -> Q:
    return filters.through(Participation, "event", TOOK_PART, contact__in=contacts)


def continuing(filters: NounFilters, events: list[Any]) -> Q:
    links = {"kind": LinkKind.CONTINUES, "to_event__in": events}
    return filters.through(EventLink, "from_event", **links)


def continued_by(filters: NounFilters, events: list[Any]) -> Q:
    links = {"kind": LinkKind.CONTINUES, "from_event__in": events}
    return filters.through(EventLink, "to_event", **links)


def linked(filters: NounFilters, events: list[Any]) -> Q:
    out = filters.through(EventLink, "from_event", to_event__in=events)
    return out | filters.through(EventLink, "to_event", from_event__in=events)


def told_by(filters: NounFilters, sources: list[Any]) -> Q:
    told = filters.through(Account, "event", source__in=sources)
    return told | filters.through(Citation, "event", source__in=sources)


def told_often(filters: NounFilters, least: int) -> Q:
    accounts = filters.visible(Account).values("event").annotate(told=Count("pk"))
    return Q(pk__in=accounts.filter(told__gte=least).values("event"))


def with_outcome(filters: NounFilters, states: list[str]) -> Q:
    promised = filters.through(Commitment, "event", state__in=states)
    return promised | filters.through(Agreement, "event", state__in=states)


class EventFilters(NounFilters):
    """Filters of events; those of meetings and forums too.

    ``format`` is how an answer is asked for; so the format of an event is asked for as `mode`, and
    `format` is read as `mode` where its value can only mean that.
    """

    q = Named(SearchKind.EVENT)
    kind = Kinds("kind")
    family = Choice("kind__family", EventFamily)
    status = Choice("status", EventStatus)
    level = Choice("level", EventLevel, blank=True)
    mode = Choice("format", EventFormat, about="in person, online, ...; `format` is read so too")
    confidentiality = Choice("confidentiality", Confidentiality)
    date = Dates("date_span")
    year = Number(in_year("date_span"), least=1, most=LAST_YEAR)
    date_precision = Choice(precise_to, DatePrecision)
    told_precision = Choice(told_to, Precision)
    country = Places(events_in, links=event_places, about="of a place or of a side")
    region = Places(events_in, about="of a place or of a side")
    place_country = Places(in_place)
    side_country = Places(events_sided)
    city = Question(held_in_city, about=CITY)
    side_role = Choice(with_side, SideRole)
    unnamed_side = Choice(with_unnamed_side, SideRole, about="role of a side with nobody named")
    institution = Institutions(events_with, about="host, co-organizer, side, or post held then")
    units = Flag(about="0 leaves the units of an institution out")
    host = Institutions(carried(InstitutionRole.HOST))
    co_organizer = Institutions(carried(InstitutionRole.CO_ORGANIZER))
    supporter = Institutions(carried(InstitutionRole.SUPPORTER))
    sponsor = Institutions(carried(InstitutionRole.SPONSOR))
    contact = Record(with_contact, Contact, about="on its list, whether they came or not")
    attended_by = Record(attended_by, Contact, about="took part, not only invited or mentioned")
    series = Record("series", EventSeries, blank=True)
    edition = Number("edition", most=MOST)
    topic = Topics(events_about, links=event_topics)
    language = Question(speaks, about="BCP 47")
    part_of = Record("part_of", Event, blank=True)
    continues = Record(continuing, Event)
    continued_by = Record(continued_by, Event)
    linked_to = Record(linked, Event)
    source = Record(told_by, Source)
    sources__min = Number(told_often, least=1, most=MOST, about="number of accounts at least")
    outcome_state = Choice(with_outcome, OutcomeState)
    owner = Staff("owner", blank=True)

    @classmethod
    def read(cls, data: Any) -> Any:
        read = super().read(data)
        if read is None or "mode" in read or read.get("format") not in EventFormat.values:
            return read
        renamed = read.copy()
        renamed.setlist("mode", renamed.pop("format"))
        return renamed


def kind_named(_filters: NounFilters, word: str) -> Q:
    return holding(word, (*TOPIC_NAMES, "code"))


class KindFilters(NounFilters):
    q = Words(kind_named)
    code = Text("code")
    family = Choice("family", EventFamily)


class SeriesFilters(NounFilters):
    q = Named(SearchKind.SERIES)
    organizer = Institutions("organizer", blank=True)
    units = Flag(about="0 leaves the units of an institution out")
    first_year = Number("first_year", least=1, most=LAST_YEAR)
    confidentiality = Choice("confidentiality", Confidentiality)


def either_end(_filters: NounFilters, events: list[Any]) -> Q:
    return Q(from_event__in=events) | Q(to_event__in=events)


class LinkFilters(NounFilters):
    event = Record(either_end, Event, about="at either end")
    from_event = Record("from_event", Event)
    to_event = Record("to_event", Event)
    kind = Choice("kind", LinkKind)
    basis = Choice("basis", LinkBasis)
