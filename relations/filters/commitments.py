"""Filters of what was said and promised."""

from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Exists, OuterRef, Q

from relations.filters.asking import Choice, Flag, Number, Record, Staff, Text
from relations.filters.base import NounFilters
from relations.filters.dating import LAST_YEAR, Dates, in_year, today
from relations.filters.reach import (
    Institutions,
    Places,
    Topics,
    in_places,
    party_places,
    posts_then,
    sides_of,
)
from relations.filters.searching import Saying
from relations.filters.trees import Ids
from relations.models import (
    Account,
    Agreement,
    CommitmentKind,
    CommitmentParty,
    CommitmentRole,
    CommitmentStatus,
    Confidentiality,
    Contact,
    Delegation,
    DelegationInstitution,
    Direction,
    Event,
    OutcomeState,
    SideRole,
    Statement,
    StatementKind,
)
from relations.models.commitments import OPEN_STATUSES


def said_for(filters: NounFilters, institutions: Ids) -> Q:
    """Find what was said by a side of the institution or by somebody who then held a post there."""
    sides = filters.visible(DelegationInstitution).filter(institution__in=institutions)
    posts = posts_then(filters, Q(institution__in=institutions)).filter(
        participation__event=OuterRef("event"), participation__contact=OuterRef("contact")
    )
    return Q(delegation__in=sides.values("delegation")) | Q(Exists(posts))


class StatementFilters(NounFilters):
    q = Saying("statement")
    kind = Choice("kind", StatementKind, blank=True)
    event = Record("event", Event)
    account = Record("account", Account, blank=True)
    delegation = Record("delegation", Delegation, blank=True)
    side = Text("delegation__name")
    side_role = Choice("delegation__role", SideRole)
    speaker = Text("speaker")
    contact = Record("contact", Contact, blank=True)
    topic = Topics("topic", links=lambda asker: asker.visible(Statement).values_list("pk", "topic"))
    country = Places(sides_of, about="of the side that spoke")
    institution = Institutions(said_for, about="of the side, or of the post held then")
    units = Flag(about="0 leaves the units of an institution out")
    date = Dates("event__date_span")
    year = Number(in_year("event__date_span"), least=1, most=LAST_YEAR)
    confidentiality = Choice("confidentiality", Confidentiality)


def is_overdue(_filters: NounFilters, wanted: bool) -> Q:
    """Find what is still open though the last day it can be due on is past."""
    found = Q(status__in=OPEN_STATUSES, due_span__fully_lt=DateRange(today(), None))
    return found if wanted else ~found


def is_open(_filters: NounFilters, wanted: bool) -> Q:
    found = Q(status__in=OPEN_STATUSES)
    return found if wanted else ~found


def between(*roles: CommitmentRole) -> Callable[[NounFilters, Ids], Q]:
    """Make a question for the institutions among those who owe, are owed, or are party."""

    def asks(filters: NounFilters, institutions: Ids) -> Q:
        return filters.through(
            CommitmentParty, "commitment", institution__in=institutions, role__in=roles
        )

    return asks


def with_country(filters: NounFilters, places: Ids) -> Q:
    institutions = in_places(filters, places)
    either = Q(place__in=places) | Q(institution__in=institutions)
    return filters.through(CommitmentParty, "commitment", either)


def with_person(filters: NounFilters, contacts: list[Any]) -> Q:
    return filters.through(CommitmentParty, "commitment", contact__in=contacts)


class CommitmentFilters(NounFilters):
    q = Saying("commitment")
    kind = Choice("kind", CommitmentKind)
    direction = Choice("direction", Direction, blank=True)
    status = Choice("status", CommitmentStatus)
    state = Choice("state", OutcomeState, blank=True)
    open = Flag(is_open)
    overdue = Flag(is_overdue)
    due = Dates("due_span")
    fulfilled = Dates("fulfilled_span")
    fulfilled_by = Record("fulfilled_by", Event, blank=True)
    institution = Institutions(between(*CommitmentRole))
    owes = Institutions(between(CommitmentRole.OWES))
    owed = Institutions(between(CommitmentRole.OWED))
    units = Flag(about="0 leaves the units of an institution out")
    country = Places(
        with_country,
        links=party_places(CommitmentParty, "commitment"),
        about="a party itself, or where a party is",
    )
    region = Places(with_country, about="a party itself, or where a party is")
    contact = Record(with_person, Contact)
    event = Record("event", Event, blank=True)
    agreement = Record("agreement", Agreement, blank=True)
    account = Record("account", Account, blank=True)
    statement = Record("statement", Statement, blank=True)
    date = Dates("event__date_span", about="of the event it was made at")
    owner = Staff("owner", blank=True)
    confidentiality = Choice("confidentiality", Confidentiality)
