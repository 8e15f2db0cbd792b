"""Columns of what was said and what was promised."""

from typing import Any

from django.db.models import BooleanField, Case, Prefetch, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations.dates.edtf import parse
from relations.exports.base import Column, Kind, bring, seen
from relations.exports.cells import Cell, Cells, Form, several
from relations.models import (
    Commitment,
    CommitmentKind,
    CommitmentParty,
    CommitmentRole,
    CommitmentStatus,
    Direction,
    Event,
    OutcomeState,
    StatementKind,
)
from relations.models.commitments import OPEN_STATUSES


def overdue(commitment: Commitment) -> bool:
    """Tell whether it is still open though the last day it may be due on is past."""
    last = parse(commitment.due).upper if commitment.due else None
    return commitment.status in OPEN_STATUSES and last is not None and last < timezone.localdate()


def parties_as(role: CommitmentRole) -> Any:
    def of(commitment: Commitment) -> list[Any]:
        return [
            party.institution or party.place or party.contact or party.user
            for party in commitment.parties.all()
            if party.role == role
        ]

    return of


def bring_parties(user: Any) -> Prefetch:
    return seen("parties", CommitmentParty, user, "institution", "place", "contact", "user")


def overdue_told(name: str, _user: Any) -> list[Cell]:
    # The upper bound is the day after the last.
    late = Q(status__in=OPEN_STATUSES, due_span__endswith__lte=timezone.localdate())
    told = Case(When(late, then=Value(True)), default=Value(False), output_field=BooleanField())
    return [Cell(name, told, Form.FLAG)]


def parties_told(role: CommitmentRole) -> Cells:
    def told(name: str, user: Any) -> list[Cell]:
        rows = CommitmentParty.objects.visible_below(user, "commitment").filter(role=role)
        called = Coalesce(
            "institution__display_name",
            "place__name_en",
            "contact__display_name",
            "user__username",
        )
        return [several(name, "commitment", rows.order_by("order", "pk"), called)]

    return told


# Event, agreement and contact guard these rows; the event that kept a promise does not.
STATEMENT_COLUMNS = (
    Column("text", _("What was said"), kind=Kind.NAME),
    Column("kind", _("Kind"), kind=Kind.CHOICE, sort="kind", choices=StatementKind, listed=False),
    Column("speaker", _("Speaker"), sort="speaker"),
    Column(
        "contact", _("Contact"), kind=Kind.RECORD, sort="contact__display_name", joined=("contact",)
    ),
    Column(
        "topic",
        _("Topic"),
        kind=Kind.RECORD,
        sort="topic__name_en",
        joined=("topic",),
        listed=False,
    ),
    Column("event", _("Event"), kind=Kind.RECORD, sort="event__title", joined=("event",)),
    Column("date", _("Date"), "event__date", Kind.DATE, "event__date_span", joined=("event",)),
)

COMMITMENT_COLUMNS = (
    Column("what", _("What"), kind=Kind.NAME),
    Column("kind", _("Kind"), kind=Kind.CHOICE, sort="kind", choices=CommitmentKind, listed=False),
    Column("direction", _("Whose"), kind=Kind.CHOICE, sort="direction", choices=Direction),
    Column("due", _("Due"), kind=Kind.DATE, sort="due_span"),
    Column("status", _("Status"), kind=Kind.CHOICE, sort="status", choices=CommitmentStatus),
    Column("overdue", _("Overdue"), overdue, Kind.FLAG, cells=overdue_told),
    Column("event", _("Made at"), kind=Kind.RECORD, sort="event__title", joined=("event",)),
    Column("agreement", _("Made in"), kind=Kind.RECORD, joined=("agreement",), listed=False),
    Column("state", _("As told"), kind=Kind.CHOICE, choices=OutcomeState, listed=False),
    Column(
        "parties",
        _("Between"),
        parties_as(CommitmentRole.PARTY),
        Kind.RECORDS,
        brought=bring_parties,
        cells=parties_told(CommitmentRole.PARTY),
        listed=False,
    ),
    Column(
        "owes",
        _("Who owes it"),
        parties_as(CommitmentRole.OWES),
        Kind.RECORDS,
        brought=bring_parties,
        cells=parties_told(CommitmentRole.OWES),
        listed=False,
    ),
    Column(
        "owed",
        _("To whom"),
        parties_as(CommitmentRole.OWED),
        Kind.RECORDS,
        brought=bring_parties,
        cells=parties_told(CommitmentRole.OWED),
        listed=False,
    ),
    Column("due_text", _("Due as told"), listed=False),
    Column("fulfilled_on", _("Done"), kind=Kind.DATE, sort="fulfilled_span", listed=False),
    Column(
        "fulfilled_by",
        _("Done by"),
        kind=Kind.RECORD,
        brought=bring("fulfilled_by", Event),
        listed=False,
    ),
    Column("evidence", _("Evidence"), kind=Kind.LONG, listed=False),
    Column(
        "owner",
        _("Our colleague in charge"),
        kind=Kind.RECORD,
        sort="owner__username",
        joined=("owner",),
    ),
)
