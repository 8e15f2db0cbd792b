"""Agreements, their parties and signings, and what all outcomes of an event share."""

from typing import ClassVar

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from relations.dates.fields import EdtfField
from relations.models.accounts import Account
from relations.models.base import Confidential, Row, date_span, exactly_one, one_of
from relations.models.contacts import Contact, Post
from relations.models.events import Event
from relations.models.institutions import Institution
from relations.models.places import Place, Topic


class OutcomeState(models.TextChoices):
    SIGNED = "signed", _("signed")
    ADOPTED = "adopted", _("adopted")
    AGREED = "agreed", _("agreed")
    DISCUSSED = "discussed", _("discussed")
    PROPOSED = "proposed", _("proposed")
    REQUESTED = "requested", _("requested")
    PLEDGED = "pledged", _("pledged")
    EXPRESSED = "expressed", _("expressed")
    PLANNED = "planned", _("planned")


class Outcome(Confidential):
    """What came of an event, in the state and order its telling gives it.

    ``due_text`` is ``None`` where the telling speaks of no date at all.
    """

    account = models.ForeignKey(
        Account, models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )
    state = models.CharField(max_length=9, choices=OutcomeState, blank=True)
    due = EdtfField()
    due_span = date_span("due")
    due_text = models.CharField(max_length=600, null=True, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta(Confidential.Meta):
        abstract = True


class AgreementKind(models.TextChoices):
    MEMORANDUM = "memorandum", _("memorandum")
    AGREEMENT = "agreement", _("agreement")
    PROGRAM = "program", _("program")
    ROAD_MAP = "road_map", _("road map")
    ACTION_PLAN = "action_plan", _("action plan")
    WORK_PLAN = "work_plan", _("work plan")
    JOINT_STATEMENT = "joint_statement", _("joint statement")
    RULES = "rules", _("rules")
    OTHER = "other", _("other")


class AgreementStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    SIGNED = "signed", _("signed")
    IN_FORCE = "in_force", _("in force")
    EXPIRED = "expired", _("expired")
    TERMINATED = "terminated", _("terminated")
    REPLACED = "replaced", _("replaced")


class Renewal(models.TextChoices):
    NONE = "none", _("none")
    TACIT = "tacit", _("tacit")
    ON_REQUEST = "on_request", _("on request")


class Agreement(Outcome):
    """A memorandum, agreement, plan or joint statement between any number of parties.

    ``status`` stays empty where it follows from the dates.
    """

    title = models.CharField(max_length=400)
    kind = models.CharField(max_length=15, choices=AgreementKind, default=AgreementKind.MEMORANDUM)
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    in_force = EdtfField()
    in_force_span = date_span("in_force")
    until = EdtfField()
    until_span = date_span("until")
    renewal = models.CharField(max_length=10, choices=Renewal, blank=True)
    notice_days = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=AgreementStatus, blank=True)
    amends = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replacements"
    )
    topics = models.ManyToManyField(
        Topic, through="AgreementTopic", related_name="agreements", blank=True
    )

    guarded_by: ClassVar[tuple[str, ...]] = ("event", "account")

    class Meta(Outcome.Meta):
        ordering = [F("until_span").asc(nulls_last=True), "title", "pk"]
        constraints = [
            *Confidential.Meta.constraints,
            one_of("state", OutcomeState, "agreement", or_empty=True),
            one_of("kind", AgreementKind, "agreement"),
            one_of("status", AgreementStatus, "agreement", or_empty=True),
            one_of("renewal", Renewal, "agreement", or_empty=True),
        ]
        indexes = [models.Index(fields=["until_span", "id"], name="agreement_by_until")]

    def __str__(self) -> str:
        return self.title


class AgreementParty(Row):
    """A party: an institution or a country."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties")
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="agreement_links"
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="agreement_links"
    )
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("agreement", "institution")

    class Meta:
        ordering = ["order", "pk"]
        verbose_name_plural = _("agreement parties")
        constraints = [exactly_one("agreementparty", "institution", "place")]

    def __str__(self) -> str:
        return str(self.institution or self.place)


class AgreementTopic(Row):
    """What an agreement is about."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")

    guarded_by: ClassVar[tuple[str, ...]] = ("agreement",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "topic"], name="agreementtopic_once"),
        ]

    def __str__(self) -> str:
        return str(self.topic)


class SigningMode(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    BY_CIRCULATION = "by_circulation", _("by circulation")
    ONLINE = "online", _("online")
    UNKNOWN = "unknown", _("unknown")


class Signing(Row):
    """One act of signing an agreement: when, where, how, at which event."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signings")
    date = EdtfField()
    date_span = date_span("date")
    city = models.CharField(max_length=120, blank=True)
    country = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    mode = models.CharField(max_length=14, choices=SigningMode, default=SigningMode.UNKNOWN)
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="signings")
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("agreement", "event")

    class Meta:
        ordering = ["order", "pk"]
        constraints = [one_of("mode", SigningMode, "signing")]

    def __str__(self) -> str:
        return f"{self.agreement} ({self.date})"


class Signatory(Row):
    """Who signed, for whom, in which post."""

    signing = models.ForeignKey(Signing, models.CASCADE, related_name="signatories")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="signatures")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+"
    )
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("signing", "contact", "post", "institution")

    class Meta:
        ordering = ["order", "pk"]
        verbose_name_plural = _("signatories")

    def __str__(self) -> str:
        return str(self.contact)
