"""Filters of institutions."""

from django.db.models import Q, QuerySet

from relations.filters.asking import Choice, Flag, Number, Question, Record, Staff
from relations.filters.base import NounFilters
from relations.filters.dating import LAST_YEAR, in_year, past
from relations.filters.reach import (
    CITY,
    HAPPENED,
    Institutions,
    Links,
    Places,
    Topics,
    in_city,
    in_places,
)
from relations.filters.searching import Named
from relations.filters.trees import Ids, above
from relations.models import (
    CommitmentParty,
    Confidentiality,
    DelegationInstitution,
    Event,
    EventInstitution,
    Identifier,
    Institution,
    InstitutionKind,
    InstitutionRole,
    InstitutionStatus,
    InstitutionTopic,
    ParticipationPost,
)
from relations.models.commitments import OPEN_STATUSES
from relations.models.search import SearchKind

LONGEST_QUIET = 36_500


def settled(_filters: NounFilters, city: str) -> Q:
    return in_city(city)


def located(filters: NounFilters, places: Ids) -> Q:
    return Q(pk__in=in_places(filters, places))


def standing(filters: NounFilters) -> Links:
    return Links(bodies=(filters.visible(Institution).values_list("pk", "pk"),))


def about(filters: NounFilters, topics: Ids) -> Q:
    return filters.through(InstitutionTopic, "institution", topic__in=topics)


def identified(filters: NounFilters, text: str) -> Q:
    scheme, _, value = text.partition(":")
    return filters.through(Identifier, "institution", scheme=scheme, value=value)


def owing(filters: NounFilters, wanted: bool) -> Q:
    found = filters.through(CommitmentParty, "institution", commitment__status__in=OPEN_STATUSES)
    return found if wanted else ~found


def quiet(filters: NounFilters, days: int) -> Q:
    """Find partners we met before, but certainly not in the last days.

    An event with a unit counts for all it is a unit of. A partner never met is not quiet but new.
    """
    events = filters.visible(Event).filter(status__in=HAPPENED)
    lately = events.filter(date_span__overlap=past(days))
    return Q(pk__in=met_at(filters, events)) & ~Q(pk__in=met_at(filters, lately))


def met_in(filters: NounFilters, year: int) -> Q:
    """Find partners who were at an event that took place in a year; a unit counts for all above."""
    events = filters.visible(Event).filter(in_year("date_span")(filters, year))
    return Q(pk__in=met_at(filters, events.filter(status__in=HAPPENED)))


def met_at(filters: NounFilters, events: QuerySet) -> Ids:
    held = filters.visible(EventInstitution).filter(
        event__in=events, role__in=(InstitutionRole.HOST, InstitutionRole.CO_ORGANIZER)
    )
    sides = filters.visible(DelegationInstitution).filter(delegation__event__in=events)
    posts = filters.visible(ParticipationPost).filter(
        participation__event__in=events, former=False, post__entered_in_error=False
    )
    rows = filters.visible(Institution)
    met = rows.filter(
        Q(pk__in=held.values("institution"))
        | Q(pk__in=sides.values("institution"))
        | Q(pk__in=posts.values("post__institution"))
    )
    return above(rows, met.values("pk"))


class InstitutionFilters(NounFilters):
    q = Named(SearchKind.INSTITUTION)
    kind = Choice("kind", InstitutionKind)
    status = Choice("status", InstitutionStatus)
    confidentiality = Choice("confidentiality", Confidentiality)
    country = Places(located, links=standing)
    region = Places(located)
    city = Question(settled, about=CITY)
    parent = Record("parent", Institution, blank=True)
    institution = Institutions("pk")
    units = Flag(about="0 leaves the units of an institution out")
    owner = Staff("owner", blank=True)
    topic = Topics(about)
    identifier = Question(identified, about="scheme:value, such as ror:02x1a2b33")
    quiet_for = Number(
        quiet, most=LONGEST_QUIET, least=1, about="days since the last event with it"
    )
    met_year = Number(met_in, most=LAST_YEAR, least=1, about="at an event of that year")
    has_open_commitments = Flag(owing)
