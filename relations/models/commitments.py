"""What was said and what was promised, both ways."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from relations.dates.fields import EdtfField
from relations.models.accounts import Account
from relations.models.agreements import Agreement, Outcome, OutcomeState
from relations.models.base import Confidential, Row, date_span, exactly_one, one_of
from relations.models.contacts import Contact
from relations.models.events import Event
from relations.models.institutions import Institution
from relations.models.places import Place, Topic
from relations.models.sides import Delegation


class StatementKind(models.TextChoices):
    INFORMED = "informed", _("informed")
    POSITION = "position", _("position")
    PROPOSAL = "proposal", _("proposal")
    REQUEST = "request", _("request")
    INTEREST = "interest", _("interest")
    ASSESSMENT = "assessment", _("assessment")
    COMMITMENT = "commitment", _("commitment")


class Statement(Confidential):
    """What a side or a person said at an event, in our words; minutes are built of these.

    ``speaker`` is the side as told, which may be none of the event's own ("both sides").
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="statements")
    account = models.ForeignKey(
        Account, models.CASCADE, null=True, blank=True, related_name="statements"
    )
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="statements"
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="statements"
    )
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="statements"
    )
    kind = models.CharField(max_length=10, choices=StatementKind, blank=True)
    speaker = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("event", "account", "contact")

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            *Confidential.Meta.constraints,
            one_of("kind", StatementKind, "statement", or_empty=True),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class CommitmentKind(models.TextChoices):
    PLEDGE = "pledge", _("pledge")
    PLANNED_EVENT = "planned_event", _("planned event")
    COOPERATION_AGREED = "cooperation_agreed", _("cooperation agreed")
    AGREEMENT_TO_HOLD = "agreement_to_hold", _("agreement to hold")
    NEXT_EDITION = "decision_on_next_edition", _("decision on the next edition")
    DECISION = "decision", _("decision")
    APPOINTMENT = "appointment_approved", _("appointment approved")
    BODY_ESTABLISHED = "body_established", _("body established")
    PROPOSAL = "proposal", _("proposal")
    REQUEST = "request", _("request")
    RECOMMENDATION = "recommendation", _("recommendation")
    INTEREST = "interest_expressed", _("interest expressed")
    FOLLOW_UP = "follow_up", _("follow-up")


class Direction(models.TextChoices):
    OURS = "ours", _("ours")
    THEIRS = "theirs", _("theirs")
    JOINT = "joint", _("joint")
    OTHERS = "others", _("between others")


class CommitmentStatus(models.TextChoices):
    OPEN = "open", _("open")
    IN_PROGRESS = "in_progress", _("in progress")
    FULFILLED = "fulfilled", _("fulfilled")
    FULFILLED_OTHERWISE = "fulfilled_otherwise", _("fulfilled otherwise")
    POSTPONED = "postponed", _("postponed")
    LAPSED = "lapsed", _("lapsed")
    DROPPED = "dropped", _("dropped")
    UNKNOWN = "unknown", _("unknown")


OPEN_STATUSES = (
    CommitmentStatus.OPEN,
    CommitmentStatus.IN_PROGRESS,
    CommitmentStatus.POSTPONED,
)


class Commitment(Outcome):
    """What was promised, planned, asked or decided (schema.org PlanAction; iCalendar VTODO).

    ``direction`` is seen from the house: ours, theirs, joint, or between others. Overdue is
    computed: still open though the last possible day of ``due`` is past.
    """

    what = models.TextField()
    kind = models.CharField(max_length=24, choices=CommitmentKind, default=CommitmentKind.FOLLOW_UP)
    direction = models.CharField(max_length=6, choices=Direction, blank=True)
    status = models.CharField(
        max_length=19, choices=CommitmentStatus, default=CommitmentStatus.OPEN
    )
    event = models.ForeignKey(
        Event, models.CASCADE, null=True, blank=True, related_name="commitments"
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    statement = models.ForeignKey(
        Statement, models.SET_NULL, null=True, blank=True, related_name="commitments"
    )
    fulfilled_on = EdtfField()
    fulfilled_span = date_span("fulfilled_on")
    fulfilled_by = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="fulfilments"
    )
    evidence = models.TextField(blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    remind_on = models.DateField(null=True, blank=True)

    guarded_by: ClassVar[tuple[str, ...]] = ("event", "account", "agreement")

    class Meta(Outcome.Meta):
        ordering = ["due_span", "order", "pk"]
        constraints = [
            *Confidential.Meta.constraints,
            one_of("kind", CommitmentKind, "commitment"),
            one_of("direction", Direction, "commitment", or_empty=True),
            one_of("state", OutcomeState, "commitment", or_empty=True),
            one_of("status", CommitmentStatus, "commitment"),
        ]
        indexes = [models.Index(fields=["due_span", "id"], name="commitment_by_due")]

    def __str__(self) -> str:
        return self.what[:80]


class CommitmentRole(models.TextChoices):
    PARTY = "party", _("party")
    OWES = "owes", _("owes")
    OWED = "owed", _("is owed")


class CommitmentParty(Row):
    """Who owes a commitment, or to whom: an institution, a country, a contact or one of us."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="parties")
    role = models.CharField(max_length=5, choices=CommitmentRole, default=CommitmentRole.PARTY)
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="commitment_links"
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="commitment_links"
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="commitment_links"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("commitment", "institution", "contact")

    class Meta:
        ordering = ["order", "pk"]
        verbose_name_plural = _("commitment parties")
        constraints = [
            exactly_one("commitmentparty", "institution", "place", "contact", "user"),
            one_of("role", CommitmentRole, "commitmentparty"),
        ]

    def __str__(self) -> str:
        return str(self.institution or self.place or self.contact or self.user)
