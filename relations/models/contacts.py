"""Contacts in their public function, their names, and the posts they hold or held."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from relations.dates.edtf import DateError, parse
from relations.dates.fields import EdtfField
from relations.models.base import (
    Confidential,
    Keyed,
    Name,
    Record,
    Row,
    SpanBetween,
    date_span,
    level_index,
    one_of,
    span_index,
)
from relations.models.institutions import Institution
from relations.models.places import Topic
from relations.models.sources import Source


class NameOrder(models.TextChoices):
    FAMILY_FIRST = "family_first", _("family name first")
    GIVEN_FIRST = "given_first", _("given name first")


class Contact(Keyed):
    """A person in their public function (Popolo Person; vCard FN and N).

    ``display_name`` stands as the house writes it, in the person's own order, and is never
    re-ordered by a setting.
    """

    display_name = models.CharField(max_length=300)
    family_name = models.CharField(max_length=150, blank=True)
    given_name = models.CharField(max_length=150, blank=True)
    name_order = models.CharField(max_length=12, choices=NameOrder, blank=True)
    languages = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, help_text=_("BCP 47")
    )
    biography = models.TextField(blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    deceased = models.BooleanField(default=False)
    do_not_contact = models.BooleanField(default=False)
    topics = models.ManyToManyField(
        Topic, through="ContactTopic", related_name="contacts", blank=True
    )

    class Meta:
        ordering = ["display_name", "pk"]
        constraints = [
            *Confidential.Meta.constraints,
            one_of("name_order", NameOrder, "contact", or_empty=True),
        ]
        indexes = [
            # the order of their list: a page, and the first rows of a file, are read from it
            models.Index(fields=["display_name", "id"], name="contact_by_name"),
            level_index("contact"),
        ]

    def __str__(self) -> str:
        return self.display_name


class ContactName(Name):
    """A further name of a contact (Popolo other_names; vCard N with ALTID and LANGUAGE)."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="names")

    guarded_by: ClassVar[tuple[str, ...]] = ("contact",)

    class Meta(Name.Meta):
        constraints = [
            *Name.Meta.constraints,
            models.UniqueConstraint(
                fields=["contact", "text", "language", "kind"], name="contactname_once"
            ),
        ]


class AddressForm(Row):
    """How to address a contact in one language: honorific before the name, and salutation."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="address_forms")
    language = models.CharField(max_length=20)
    honorific = models.CharField(max_length=60, blank=True)
    salutation = models.CharField(max_length=200, blank=True)

    guarded_by: ClassVar[tuple[str, ...]] = ("contact",)

    class Meta:
        ordering = ["language", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contact", "language"], name="addressform_once"),
        ]

    def __str__(self) -> str:
        return self.salutation or self.honorific


class ContactPointKind(models.TextChoices):
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("phone")
    ADDRESS = "address", _("address")
    MESSENGER = "messenger", _("messenger")


class ContactPoint(Row):
    """A way to reach a contact (vCard EMAIL, TEL, ADR, IMPP); phones stand in E.164."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="points")
    kind = models.CharField(max_length=10, choices=ContactPointKind)
    value = models.CharField(max_length=300)
    label = models.CharField(max_length=60, blank=True)
    preferred = models.BooleanField(default=False)
    do_not_use = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("contact",)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contact", "kind", "value"], name="contactpoint_once"),
            models.UniqueConstraint(
                fields=["contact", "kind"],
                condition=Q(preferred=True),
                name="contactpoint_one_preferred",
            ),
            one_of("kind", ContactPointKind, "contactpoint"),
            models.CheckConstraint(
                condition=~Q(kind=ContactPointKind.PHONE) | Q(value__regex=r"^\+[1-9][0-9]{4,14}$"),
                name="contactpoint_phone_is_e164",
            ),
        ]

    def __str__(self) -> str:
        return self.value


class ContactTopic(Row):
    """What a contact is expert in."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")

    guarded_by: ClassVar[tuple[str, ...]] = ("contact",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "topic"], name="contacttopic_once"),
        ]

    def __str__(self) -> str:
        return f"{self.contact}: {self.topic}"


class Post(Record):
    """A post a contact holds or held (Popolo Membership; vCard TITLE and ORG).

    Any number at once. ``held_span`` runs from the first possible day of ``since`` to the
    last possible day of ``until`` and is open where nothing is known; the post held on a day
    is found by overlap. ``entered_in_error`` is not an end: such a post was never held.
    """

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="posts")
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="posts"
    )
    title = models.CharField(max_length=300, null=True, blank=True)
    title_ru = models.CharField(max_length=300, blank=True)
    title_uz = models.CharField(max_length=300, blank=True)
    title_ko = models.CharField(max_length=300, blank=True)
    acting = models.BooleanField(default=False)
    since = EdtfField()
    since_span = date_span("since")
    until = EdtfField()
    held_span = models.GeneratedField(
        expression=SpanBetween("since", "until"), output_field=DateRangeField(), db_persist=True
    )
    primary = models.BooleanField(default=False)
    rank = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text=_("Protocol order: 1 stands first")
    )
    entered_in_error = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("contact", "institution")

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(title__isnull=False) | Q(institution__isnull=False),
                name="post_says_something",
            ),
            # A range refuses to end two days too early; one day too early makes it empty.
            models.CheckConstraint(
                condition=Q(held_span__isempty=False), name="post_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["contact"],
                condition=Q(primary=True, until="", entered_in_error=False),
                name="post_one_current_primary",
            ),
        ]
        indexes = [span_index("post", "since_span"), span_index("post", "held_span")]

    def clean(self) -> None:
        """Refuse an end before the beginning, as the database does, but by the field's name."""
        try:
            since, until = parse(str(self.since)), parse(str(self.until))
        except DateError:  # nothing is known, or the field itself has complained
            return
        if since.lower and until.upper and until.upper < since.lower:
            raise ValidationError({"until": _("This comes before the beginning.")})

    def __str__(self) -> str:
        acting = _("acting {title}") if self.acting else "{title}"
        parts = [acting.format(title=self.title or "").strip(), str(self.institution or "")]
        return ", ".join(part for part in parts if part)


class PostSighting(Row):
    """Where and when a post was seen in print: a source, a date, or both.

    ``within`` is the whole body when the source named it together with the unit; ``former``
    says the source called the post past.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="sightings")
    source = models.ForeignKey(
        Source, models.CASCADE, null=True, blank=True, related_name="post_sightings"
    )
    seen = EdtfField()
    seen_span = date_span("seen")
    former = models.BooleanField(default=False)
    within = models.ForeignKey(Institution, models.PROTECT, null=True, blank=True, related_name="+")
    as_unit = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("post", "source", "within")

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.post} ({self.seen})"
