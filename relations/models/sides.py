"""Who stood on which side of an event, and in which capacity."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from relations.models.base import Confidential, Record, Row, one_of
from relations.models.contacts import Contact, Post
from relations.models.events import Event
from relations.models.institutions import Institution
from relations.models.places import Place


class SideRole(models.TextChoices):
    HOST = "host", _("host")
    GUEST = "guest", _("guest")
    PARTY = "party", _("party")
    THIRD_PARTY = "third_party", _("third party")


class UnnamedMembers(models.Model):
    """People a side had without their names: "and others", "four staff"."""

    unnamed_count = models.PositiveIntegerField(null=True, blank=True)
    unnamed_qualifier = models.CharField(max_length=60, null=True, blank=True)
    unnamed_text = models.CharField(max_length=600, null=True, blank=True)

    class Meta:
        abstract = True


class Delegation(UnnamedMembers, Record):
    """A side of an event: host, guest, party or third party, of any number (Popolo on_behalf_of).

    A side may stand for no state, and may have no named person. ``list_incomplete`` says the
    list of its members ends in "and others".
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="delegations")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=11, choices=SideRole)
    order = models.PositiveIntegerField(default=0)
    list_incomplete = models.BooleanField(default=False)
    countries = models.ManyToManyField(
        Place, through="DelegationCountry", related_name="delegations", blank=True
    )
    institutions = models.ManyToManyField(
        Institution, through="DelegationInstitution", related_name="delegations", blank=True
    )

    guarded_by: ClassVar[tuple[str, ...]] = ("event",)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "name"], name="delegation_name_once"),
            # Composite foreign keys of participations and statements point here (migration 0002).
            models.UniqueConstraint(fields=["id", "event"], name="delegation_of_event"),
            one_of("role", SideRole, "delegation"),
        ]

    def __str__(self) -> str:
        return self.name


class DelegationCountry(Row):
    """A country a side stands for."""

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="country_links")
    place = models.ForeignKey(Place, models.PROTECT, related_name="delegation_links")
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("delegation",)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["delegation", "place"], name="delegationcountry_once"),
        ]

    def __str__(self) -> str:
        return str(self.place)


class DelegationInstitution(Row):
    """An institution a side is made of."""

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="institution_links")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="delegation_links")
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("delegation", "institution")

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "institution"], name="delegationinstitution_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.institution)


class Role(models.TextChoices):
    """What a person did at an event; several at once are normal."""

    HEAD_OF_DELEGATION = "head_of_delegation", _("head of delegation")
    DELEGATION_MEMBER = "delegation_member", _("delegation member")
    HOST = "host", _("host")
    CHAIR = "chair", _("chair")
    MODERATOR = "moderator", _("moderator")
    OPENING_SPEAKER = "opening_speaker", _("opening speaker")
    WELCOME_SPEAKER = "welcome_speaker", _("welcome speaker")
    KEYNOTE_SPEAKER = "keynote_speaker", _("keynote speaker")
    CONGRATULATORY_SPEAKER = "congratulatory_speaker", _("congratulatory speaker")
    SPEAKER = "speaker", _("speaker")
    PRESENTER = "presenter", _("presenter")
    DISCUSSANT = "discussant", _("discussant")
    SIGNATORY = "signatory", _("signatory")
    GUEST = "guest", _("guest")
    VISITOR = "visitor", _("visitor")
    ACCOMPANYING = "accompanying", _("accompanying")
    MESSAGE_READ_BY_PROXY = "message_read_by_proxy", _("message read by proxy")
    PROXY_READER = "proxy_reader", _("reads another's message")
    INCOMING = "incoming", _("incoming")
    OUTGOING = "outgoing", _("outgoing")
    APPOINTED = "appointed", _("appointed")
    DECIDED = "decided", _("decided")
    MENTIONED = "mentioned", _("mentioned")
    PARTICIPANT = "participant", _("participant")
    INTERPRETER = "interpreter", _("interpreter")
    NOTE_TAKER = "note_taker", _("note-taker")
    OBSERVER = "observer", _("observer")


class Attendance(models.TextChoices):
    INVITED = "invited", _("invited")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    PLANNED = "planned", _("planned")
    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    VIDEO_MESSAGE = "video_message", _("by video message")
    PROXY = "proxy", _("read by proxy")
    ABSENT = "absent", _("absent")
    NOT_STATED = "not_stated", _("not stated")


def roles_field() -> ArrayField:
    return ArrayField(models.CharField(max_length=30, choices=Role), default=list, blank=True)


def roles_known(model: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(roles__contained_by=list(Role.values)), name=f"{model}_roles_known"
    )


class Participation(Confidential):
    """One contact at one event (iCalendar ATTENDEE with ROLE; schema.org attendee).

    A contact stands once in an event. ``name_printed`` and the posts held then stay though
    the posts later end; attendance and roles are the house's judgement over all tellings.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="participations")
    delegation = models.ForeignKey(
        Delegation, models.PROTECT, null=True, blank=True, related_name="participations"
    )
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="participations")
    name_printed = models.CharField(max_length=300, blank=True)
    capacity_printed = models.CharField(max_length=600, blank=True)
    roles = roles_field()
    attendance = models.CharField(max_length=13, choices=Attendance, default=Attendance.NOT_STATED)
    order = models.PositiveIntegerField(default=0)
    posts = models.ManyToManyField(
        Post, through="ParticipationPost", related_name="participations", blank=True
    )

    guarded_by: ClassVar[tuple[str, ...]] = ("event", "contact")

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            *Confidential.Meta.constraints,
            # What was removed does not bar the way for entering the same person again.
            models.UniqueConstraint(
                fields=["event", "contact"],
                condition=Q(deleted_at__isnull=True),
                name="participation_contact_once",
            ),
            one_of("attendance", Attendance, "participation"),
            roles_known("participation"),
        ]

    def __str__(self) -> str:
        names = {"contact": self.contact, "event": self.event}
        return str(_("%(contact)s at %(event)s") % names)


class ParticipationPost(Row):
    """A post held on the day of an event; a trigger demands that it is the contact's own."""

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="post_links")
    post = models.ForeignKey(Post, models.PROTECT, related_name="participation_links")
    former = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("participation", "post")

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participation", "post"], name="participationpost_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.post)
