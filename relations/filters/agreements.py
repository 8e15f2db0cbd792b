"""Filters of agreements, and the status that follows from their dates."""

from datetime import timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import (
    Case,
    CharField,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from relations.dates.edtf import EdtfDate
from relations.filters.asking import Choice, Flag, Number, Question, Record
from relations.filters.base import NounFilters
from relations.filters.dating import Dates, OneDate, since, today, until
from relations.filters.reach import (
    CITY,
    Institutions,
    Places,
    Topics,
    in_city,
    in_places,
    party_places,
)
from relations.filters.searching import Named
from relations.filters.trees import Ids
from relations.models import (
    Account,
    Agreement,
    AgreementKind,
    AgreementParty,
    AgreementStatus,
    AgreementTopic,
    Confidentiality,
    Event,
    EventPlace,
    OutcomeState,
    Renewal,
    Signing,
)
from relations.models.search import SearchKind

MOST_DAYS = 36_500
ENDED = (AgreementStatus.EXPIRED, AgreementStatus.TERMINATED, AgreementStatus.REPLACED)


def status_today(signings: QuerySet) -> Case:
    """Give the status as set, or else as it follows from the dates and the signings to be seen.

    An agreement that renews itself tacitly does not expire by its date.
    """
    day = today()
    over = Q(until_span__fully_lt=DateRange(day, None)) & ~Q(renewal=Renewal.TACIT)
    begun = Q(in_force_span__overlap=DateRange(None, day + timedelta(days=1)))
    signed = Exists(signings.filter(agreement=OuterRef("pk")))
    return Case(
        When(~Q(status=""), then=F("status")),
        When(over, then=Value(AgreementStatus.EXPIRED.value)),
        When(begun, then=Value(AgreementStatus.IN_FORCE.value)),
        When(signed | Q(state=OutcomeState.SIGNED), then=Value(AgreementStatus.SIGNED.value)),
        default=Value(AgreementStatus.DRAFT.value),
        output_field=CharField(),
    )


def having_status(filters: NounFilters, statuses: list[str]) -> Q:
    rows = filters.visible(Agreement).alias(today=status_today(filters.visible(Signing)))
    return Q(pk__in=rows.filter(today__in=statuses).values("pk"))


def expiring(filters: NounFilters, days: int) -> Q:
    """Find what ends from today to that many days from now, by the last day it can end on."""
    last = today() + timedelta(days=days + 1)
    ends = Q(until_span__endswith__gt=today(), until_span__endswith__lte=last)
    return ends & ~having_status(filters, list(ENDED))


def noticed(filters: NounFilters, days: int) -> Q:
    """Find what notice can be given of from today on, and must be within that many days."""
    notice = ExpressionWrapper(F("notice_days") + Value(today()), DateField())
    first = Q(until_span__endswith__gt=notice)
    last = ExpressionWrapper(F("notice_days") + Value(today() + timedelta(days + 1)), DateField())
    return first & Q(until_span__endswith__lte=last) & ~having_status(filters, list(ENDED))


def in_force_on(_filters: NounFilters, value: EdtfDate) -> Q:
    ends = Q(until_span__isnull=True) | Q(until_span__overlap=since(value))
    return Q(in_force_span__overlap=until(value)) & ends


def between(filters: NounFilters, institutions: Ids) -> Q:
    return filters.through(AgreementParty, "agreement", institution__in=institutions)


def with_country(filters: NounFilters, places: Ids) -> Q:
    either = Q(place__in=places) | Q(institution__in=in_places(filters, places))
    return filters.through(AgreementParty, "agreement", either)


def made_at(filters: NounFilters, events: list[Any]) -> Q:
    return Q(event__in=events) | filters.through(Signing, "agreement", event__in=events)


def signed(filters: NounFilters, condition: Q) -> Q:
    return filters.through(Signing, "agreement", condition)


def made_in(filters: NounFilters, condition: Q) -> Q:
    """Find what was agreed at an event in a place, or signed there."""
    events = filters.through(EventPlace, "event", condition)
    at = filters.visible(Event).filter(events).values("pk")
    return Q(event__in=at) | signed(filters, condition | Q(event__in=at))


def made_in_country(filters: NounFilters, places: Ids) -> Q:
    return made_in(filters, Q(country__in=places))


def made_in_city(filters: NounFilters, city: str) -> Q:
    return made_in(filters, in_city(city))


def about(filters: NounFilters, topics: Ids) -> Q:
    return filters.through(AgreementTopic, "agreement", topic__in=topics)


class AgreementFilters(NounFilters):
    q = Named(SearchKind.AGREEMENT)
    kind = Choice("kind", AgreementKind)
    state = Choice("state", OutcomeState, blank=True)
    status = Choice(having_status, AgreementStatus, about="as set, or as it follows from the dates")
    institution = Institutions(between)
    party = Institutions(between)
    units = Flag(about="0 leaves the units of an institution out")
    country = Places(
        with_country,
        links=party_places(AgreementParty, "agreement"),
        about="a party itself, or where a party is",
    )
    region = Places(with_country, about="a party itself, or where a party is")
    place_country = Places(made_in_country, about="where it was agreed or signed")
    city = Question(made_in_city, about=CITY)
    event = Record(made_at, Event, about="agreed or signed there")
    account = Record("account", Account, blank=True)
    topic = Topics(about)
    signed = Dates(signed, span="date_span")
    due = Dates("due_span")
    in_force = Dates("in_force_span", about="in force since")
    until = Dates("until_span", about="in force until")
    in_force_on = OneDate(in_force_on, about="can have been in force then")
    expires_within = Number(expiring, most=MOST_DAYS, about="days from today")
    notice_within = Number(
        noticed, most=MOST_DAYS, about="the last day to give notice is within days from today"
    )
    renewal = Choice("renewal", Renewal, blank=True)
    amends = Record("amends", Agreement, blank=True)
    replaces = Record("replaces", Agreement, blank=True)
    confidentiality = Choice("confidentiality", Confidentiality)
