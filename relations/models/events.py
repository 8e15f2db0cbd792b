"""Meetings and forums: their kinds, series, editions, places, institutions and links."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from relations.dates.fields import EdtfField
from relations.models.base import (
    Confidential,
    Keyed,
    Name,
    Named,
    Record,
    Row,
    VisibleQuerySet,
    date_span,
    level_index,
    one_of,
    span_index,
)
from relations.models.institutions import Institution
from relations.models.places import Place, Topic
from relations.models.sources import Source


class EventFamily(models.TextChoices):
    MEETING = "meeting", _("meeting")
    FORUM = "forum", _("forum")


class EventKind(Named):
    """A kind of event: a vocabulary that staff may extend."""

    natural: ClassVar[str] = "code"

    code = models.SlugField(max_length=40, unique=True)
    family = models.CharField(max_length=7, choices=EventFamily)

    class Meta:
        ordering = ["name_en", "pk"]
        constraints = [one_of("family", EventFamily, "eventkind")]

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class EventLevel(models.TextChoices):
    HEAD_OF_STATE = "head_of_state", _("heads of state")
    MINISTERIAL = "ministerial", _("ministers")
    VICE_MINISTERIAL = "vice_ministerial", _("vice ministers")
    AMBASSADOR = "ambassador", _("ambassadors")
    INSTITUTE_HEAD = "institute_head", _("heads of institute")
    EXPERT = "expert", _("experts")


class EventStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    ONGOING = "ongoing", _("ongoing")
    HELD = "held", _("held")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")


class EventFormat(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("hybrid")
    CORRESPONDENCE = "correspondence", _("correspondence")
    RECORDED = "recorded", _("recorded")
    UNKNOWN = "unknown", _("unknown")


class EventSeries(Keyed):
    """A series of events (schema.org EventSeries); its editions are numbered, gaps visible."""

    name = models.CharField(max_length=300)
    organizer = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="series"
    )
    organizer_text = models.CharField(max_length=300, null=True, blank=True)
    by_mention = models.BooleanField(
        default=False, help_text=_("Named by a source in passing; its editions are not listed")
    )
    cadence = models.CharField(max_length=80, blank=True)
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = _("event series")
        constraints = [*Confidential.Meta.constraints]

    def __str__(self) -> str:
        return self.name


class SeriesName(Name):
    """A further name of a series."""

    series = models.ForeignKey(EventSeries, models.CASCADE, related_name="names")

    guarded_by: ClassVar[tuple[str, ...]] = ("series",)


class Event(Keyed):
    """A meeting or forum (Popolo Event; iCalendar VEVENT; schema.org Event).

    What stands here is the house's own judgement; what each source told stands in its
    accounts. A title and a month are enough. Hours are wall-clock time with the name of a
    time zone (iCalendar DTSTART;TZID) and need a date known to the day.
    """

    title = models.CharField(max_length=600)
    title_language = models.CharField(max_length=20, blank=True, help_text=_("BCP 47"))
    kind = models.ForeignKey(EventKind, models.PROTECT, related_name="events")
    date = EdtfField()
    date_span = date_span("date")
    start_time = models.TimeField(null=True, blank=True)
    end_time = models.TimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=60, blank=True, help_text=_("IANA name"))
    format = models.CharField(max_length=14, choices=EventFormat, default=EventFormat.UNKNOWN)
    level = models.CharField(max_length=20, choices=EventLevel, blank=True)
    status = models.CharField(max_length=10, choices=EventStatus, default=EventStatus.HELD)
    languages = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, help_text=_("BCP 47")
    )
    theme = models.CharField(max_length=1000, blank=True)
    summary = models.TextField(blank=True)
    series = models.ForeignKey(
        EventSeries, models.PROTECT, null=True, blank=True, related_name="events"
    )
    edition = models.PositiveSmallIntegerField(null=True, blank=True)
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    topics = models.ManyToManyField(Topic, through="EventTopic", related_name="events", blank=True)

    class Meta:
        ordering = [F("date_span").desc(nulls_last=True), "title", "pk"]
        constraints = [
            *Confidential.Meta.constraints,
            one_of("format", EventFormat, "event"),
            one_of("level", EventLevel, "event", or_empty=True),
            one_of("status", EventStatus, "event"),
            models.CheckConstraint(
                condition=Q(start_time__isnull=True, end_time__isnull=True)
                | Q(date__regex=r"^\d{4}-\d{2}-\d{2}"),
                name="event_hours_need_a_day",
            ),
            models.CheckConstraint(
                condition=Q(start_time__isnull=True, end_time__isnull=True) | ~Q(time_zone=""),
                name="event_hours_need_a_zone",
            ),
            models.CheckConstraint(
                condition=Q(edition__isnull=True) | Q(series__isnull=False),
                name="event_edition_needs_a_series",
            ),
        ]
        indexes = [
            span_index("event"),
            # the order of their list, in which what has no date stands last
            models.Index(models.F("date_span").desc(nulls_last=True), name="event_by_date"),
            level_index("event"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.date})" if self.date else self.title


class MeetingManager(models.Manager.from_queryset(VisibleQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(kind__family=EventFamily.MEETING)


class ForumManager(models.Manager.from_queryset(VisibleQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> Any:
        return super().get_queryset().filter(kind__family=EventFamily.FORUM)


class Meeting(Event):
    """An event of the family of meetings: talks, visits, calls, consultations, signings."""

    objects = MeetingManager()  # type: ignore[misc]

    class Meta:
        proxy = True


class Forum(Event):
    """An event of the family of forums: conferences, round tables, sessions, summits."""

    objects = ForumManager()  # type: ignore[misc]

    class Meta:
        proxy = True


class EventName(Name):
    """A further name of an event, in any language."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="names")

    guarded_by: ClassVar[tuple[str, ...]] = ("event",)

    class Meta(Name.Meta):
        constraints = [
            *Name.Meta.constraints,
            models.UniqueConstraint(fields=["event", "text", "language"], name="eventname_once"),
        ]


class EventPlace(Row):
    """One of the places of an event, in the order it moved (iCalendar LOCATION)."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="places")
    venue = models.CharField(max_length=300, blank=True)
    city = models.CharField(max_length=200, blank=True)
    country = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="event_places"
    )
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("event",)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.venue, self.city, str(self.country or "")) if part)


class InstitutionRole(models.TextChoices):
    HOST = "host", _("host")
    CO_ORGANIZER = "co_organizer", _("co-organizer")
    SUPPORTER = "supporter", _("supporter")
    VENUE = "venue", _("venue")
    SPONSOR = "sponsor", _("sponsor")
    INVITED = "invited", _("invited")


class EventInstitution(Row):
    """An institution that holds or carries an event (schema.org organizer, sponsor)."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="institution_links")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="event_links")
    role = models.CharField(max_length=12, choices=InstitutionRole)
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("event", "institution")

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "institution", "role"], name="eventinstitution_once"
            ),
            one_of("role", InstitutionRole, "eventinstitution"),
        ]

    def __str__(self) -> str:
        return f"{self.institution} ({self.get_role_display()})"


class EventTopic(Row):
    """What an event was about (schema.org about)."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="event_links")
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("event",)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "topic"], name="eventtopic_once"),
        ]

    def __str__(self) -> str:
        return str(self.topic)


class LinkKind(models.TextChoices):
    CONTINUES = "continues", _("continues")
    FOLLOWS_UP = "follows_up", _("follows up")
    NEXT_EDITION = "next_edition", _("is the next edition of")
    RESULT_OF = "result_of", _("is a result of")
    IMPLEMENTS = "implements", _("implements")
    PREPARES = "prepares", _("prepares")
    SAME_VISIT = "same_visit", _("belongs to the same visit as")
    ON_SIDELINES = "on_sidelines", _("is held on the sidelines of")
    PART_OF = "part_of", _("is part of")
    REPLACES = "replaces", _("replaces")


# An event cannot stand before itself in time: a database trigger refuses circles among these.
ORDERING_KINDS = (
    LinkKind.CONTINUES,
    LinkKind.FOLLOWS_UP,
    LinkKind.NEXT_EDITION,
    LinkKind.RESULT_OF,
    LinkKind.IMPLEMENTS,
    LinkKind.REPLACES,
)


class LinkBasis(models.TextChoices):
    PRINTED = "printed", _("printed")
    INFERRED = "inferred", _("inferred")


class EventLink(Record):
    """A directed link between two events (iCalendar RELATED-TO; Wikidata follows)."""

    from_event = models.ForeignKey(Event, models.CASCADE, related_name="links_out")
    to_event = models.ForeignKey(Event, models.CASCADE, related_name="links_in")
    kind = models.CharField(max_length=12, choices=LinkKind)
    basis = models.CharField(max_length=8, choices=LinkBasis, default=LinkBasis.PRINTED)

    guarded_by: ClassVar[tuple[str, ...]] = ("from_event", "to_event")

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_event", "to_event", "kind"], name="eventlink_once"
            ),
            models.CheckConstraint(
                condition=~Q(from_event=F("to_event")), name="eventlink_not_to_itself"
            ),
            one_of("kind", LinkKind, "eventlink"),
            one_of("basis", LinkBasis, "eventlink"),
        ]

    def __str__(self) -> str:
        return f"{self.from_event} {self.get_kind_display()} {self.to_event}"


class Edition(Record):
    """One edition of a series as its history tells, known or missing (schema.org subEvent).

    A gap in the numbering is an edition without an event.
    """

    series = models.ForeignKey(EventSeries, models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="editions")
    date = EdtfField()
    date_span = date_span("date")
    city = models.CharField(max_length=200, null=True, blank=True)
    country = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="editions"
    )
    host = models.CharField(max_length=300, null=True, blank=True)
    level = models.CharField(max_length=80, null=True, blank=True)
    status = models.CharField(max_length=200)
    note = models.TextField(null=True, blank=True)
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("series", "event")

    class Meta:
        ordering = ["series", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.series} {self.number or ''}".strip()


class EditionSource(Row):
    """A source for an edition."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="source_links")
    source = models.ForeignKey(Source, models.PROTECT, related_name="edition_links")
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("edition", "source")

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return str(self.source)
