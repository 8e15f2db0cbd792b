"""What each source told of an event, kept apart from the house's own judgement.

Empty and absent differ here: ``None`` means the source said nothing.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from relations.dates.fields import EdtfField
from relations.models.base import Confidential, Keyed, Row, date_span, exactly_one, one_of
from relations.models.contacts import Contact, Post
from relations.models.events import (
    Event,
    EventFormat,
    EventKind,
    EventLevel,
    EventSeries,
    EventStatus,
    InstitutionRole,
    LinkBasis,
)
from relations.models.institutions import Institution
from relations.models.places import Place, Topic
from relations.models.sides import (
    Attendance,
    Delegation,
    Participation,
    SideRole,
    UnnamedMembers,
    roles_field,
    roles_known,
)
from relations.models.sources import Source


class Precision(models.TextChoices):
    DATETIME = "datetime", _("to the minute")
    DAY = "day", _("day")
    RANGE = "range", _("range")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    UNKNOWN = "unknown", _("unknown")


class DateTold(models.Model):
    """A date as one source gives it, with the bounds its reader drew from the context.

    ``earliest`` and ``latest`` may be narrower than ``date``: "in August", told on the 24th of
    a meeting to come, starts on the 24th.
    """

    date_text = models.CharField(max_length=600, null=True, blank=True)
    date = EdtfField()
    date_span = date_span("date")
    precision = models.CharField(max_length=8, choices=Precision, default=Precision.UNKNOWN)
    date_basis = models.CharField(max_length=600, blank=True)
    earliest = models.DateField(null=True, blank=True)
    latest = models.DateField(null=True, blank=True)
    start_time = models.TimeField(null=True, blank=True)
    end_time = models.TimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=60, null=True, blank=True)
    date_conflict = models.CharField(max_length=600, null=True, blank=True)

    class Meta:
        abstract = True


class Tense(models.TextChoices):
    BEFORE = "before", _("announced")
    DURING = "during", _("during")
    AFTER = "after", _("held")
    SPEECH = "speech", _("speech")
    NOTICE = "notice", _("notice")


class Account(DateTold, Keyed):
    """One source's telling of an event: its name for it, date, head count, sides, remarks.

    Several tellings stay apart, since they differ; ``key`` is the number of the report.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="accounts")
    source = models.ForeignKey(Source, models.PROTECT, related_name="accounts")
    tense = models.CharField(max_length=6, choices=Tense, default=Tense.AFTER)
    year_evidence = models.TextField(null=True, blank=True)
    kind = models.ForeignKey(EventKind, models.PROTECT, related_name="+")
    name = models.CharField(max_length=600)
    name_language = models.CharField(max_length=20, blank=True, help_text=_("BCP 47"))
    name_as_printed = models.BooleanField(default=True)
    theme = models.CharField(max_length=1000, null=True, blank=True)
    series = models.ForeignKey(EventSeries, models.PROTECT, null=True, blank=True, related_name="+")
    edition = models.PositiveSmallIntegerField(null=True, blank=True)
    edition_text = models.CharField(max_length=200, null=True, blank=True)
    level = models.CharField(max_length=20, choices=EventLevel, blank=True)
    status = models.CharField(max_length=10, choices=EventStatus, default=EventStatus.HELD)
    format = models.CharField(max_length=14, choices=EventFormat, default=EventFormat.UNKNOWN)
    languages = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    head_count = models.PositiveIntegerField(null=True, blank=True)
    head_count_qualifier = models.CharField(max_length=60, null=True, blank=True)
    head_count_text = models.CharField(max_length=600, null=True, blank=True)
    order = models.PositiveIntegerField(default=0)
    topics = models.ManyToManyField(Topic, through="AccountTopic", related_name="+", blank=True)

    guarded_by: ClassVar[tuple[str, ...]] = ("event", "source")

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            *Confidential.Meta.constraints,
            models.UniqueConstraint(
                fields=["event", "source"],
                condition=models.Q(deleted_at__isnull=True),
                name="account_once",
            ),
            one_of("tense", Tense, "account"),
            one_of("precision", Precision, "account"),
            one_of("level", EventLevel, "account", or_empty=True),
            one_of("status", EventStatus, "account"),
            one_of("format", EventFormat, "account"),
        ]

    def __str__(self) -> str:
        return self.name


class AccountPart(Row):
    """An ordered part of a telling, as open as the telling itself."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="%(class)ss")
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("account",)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]


class AccountName(AccountPart):
    """A further name the source gives the event."""

    text = models.CharField(max_length=600)
    language = models.CharField(max_length=20, blank=True)
    as_printed = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.text


class AccountPlace(AccountPart):
    """A place the source names."""

    venue = models.CharField(max_length=300, null=True, blank=True)
    city = models.CharField(max_length=200, null=True, blank=True)
    country = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    basis = models.CharField(max_length=600, blank=True)

    def __str__(self) -> str:
        return ", ".join(part for part in (self.venue, self.city, str(self.country or "")) if part)


class AccountInstitution(AccountPart):
    """An institution the source names as host, co-organizer or supporter, as printed."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="account_links")
    role = models.CharField(max_length=12, choices=InstitutionRole)
    printed = models.CharField(max_length=300, null=True, blank=True)

    guarded_by: ClassVar[tuple[str, ...]] = ("account", "institution")

    class Meta(AccountPart.Meta):
        constraints = [one_of("role", InstitutionRole, "accountinstitution")]

    def __str__(self) -> str:
        return self.printed or str(self.institution)


class AccountTopic(AccountPart):
    """A topic in the source's own wording and order."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="account_links")

    def __str__(self) -> str:
        return str(self.topic)


class AccountRemark(AccountPart):
    """An awkward point of the telling: a code to look for and a sentence."""

    code = models.SlugField(max_length=60)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"


class AccountSide(UnnamedMembers, AccountPart):
    """A side as the source draws it; ``delegation`` is the house's side it belongs to."""

    delegation = models.ForeignKey(Delegation, models.PROTECT, related_name="tellings")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=11, choices=SideRole)

    class Meta(AccountPart.Meta):
        constraints = [one_of("role", SideRole, "accountside")]

    def __str__(self) -> str:
        return self.name


class SideCountry(Row):
    """A country the source counts to a side."""

    side = models.ForeignKey(AccountSide, models.CASCADE, related_name="countries")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("side",)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.place)


class SideInstitution(Row):
    """An institution the source counts to a side, as printed."""

    side = models.ForeignKey(AccountSide, models.CASCADE, related_name="institutions")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    printed = models.CharField(max_length=300, null=True, blank=True)
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("side", "institution")

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.printed or str(self.institution)


class AccountParticipant(Row):
    """A person as the source prints them: name, script, roles, attendance.

    ``reads_for`` is the person whose message was read out.
    """

    side = models.ForeignKey(AccountSide, models.CASCADE, related_name="participants")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="tellings")
    name = models.CharField(max_length=300)
    script = models.CharField(max_length=40, null=True, blank=True, help_text=_("ISO 15924"))
    also_printed = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    roles = roles_field()
    attendance = models.CharField(max_length=13, choices=Attendance, default=Attendance.NOT_STATED)
    note = models.TextField(null=True, blank=True)
    reads_for = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("side", "participation")

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            one_of("attendance", Attendance, "accountparticipant"),
            roles_known("accountparticipant"),
        ]

    def __str__(self) -> str:
        return self.name


class ParticipantPost(Row):
    """A post the source gives a person; ``within`` is the whole body where both are named."""

    participant = models.ForeignKey(AccountParticipant, models.CASCADE, related_name="posts")
    post = models.ForeignKey(Post, models.PROTECT, related_name="tellings")
    former = models.BooleanField(default=False)
    within = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="+")
    as_unit = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("participant", "post", "within")

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.post)


class MentionList(models.TextChoices):
    BESIDE = "beside", _("beside, inside, before or after it")
    CONTINUED = "continued", _("continued by it")


class EventMention(DateTold, AccountPart):
    """Another event the source speaks of: 42 of 100 events are known by mention alone.

    ``relation`` is the telling's own word for how the two belong together.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="mentions")
    listed = models.CharField(max_length=9, choices=MentionList)
    relation = models.CharField(max_length=20)
    kind = models.ForeignKey(EventKind, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=600)
    name_language = models.CharField(max_length=20, blank=True)
    name_as_printed = models.BooleanField(default=True)
    city = models.CharField(max_length=200, null=True, blank=True)
    country = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(null=True, blank=True)
    basis = models.CharField(max_length=8, choices=LinkBasis, blank=True)

    guarded_by: ClassVar[tuple[str, ...]] = ("account", "event")

    class Meta(AccountPart.Meta):
        constraints = [
            one_of("listed", MentionList, "eventmention"),
            one_of("precision", Precision, "eventmention"),
            one_of("basis", LinkBasis, "eventmention", or_empty=True),
        ]

    def __str__(self) -> str:
        return self.name


class TransitionKind(models.TextChoices):
    APPOINTED = "appointed", _("appointed")
    LEFT = "left", _("left")
    MERGED = "merged", _("merged")


class Transition(AccountPart):
    """A person entering or leaving a post, or a body merging (W3C ORG ChangeEvent)."""

    kind = models.CharField(max_length=9, choices=TransitionKind)
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="transitions"
    )
    subject = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="transitions"
    )
    what = models.CharField(max_length=600)
    date = EdtfField()
    date_span = date_span("date")
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+"
    )
    result = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="+")

    guarded_by: ClassVar[tuple[str, ...]] = (
        "account",
        "contact",
        "subject",
        "institution",
        "result",
    )

    class Meta(AccountPart.Meta):
        constraints = [
            one_of("kind", TransitionKind, "transition"),
            exactly_one("transition", "contact", "subject"),
        ]

    def __str__(self) -> str:
        return self.what
