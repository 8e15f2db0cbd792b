"""What can be attached to many kinds of record: identifiers, citations, notes, documents."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from relations.models.agreements import Agreement
from relations.models.base import Confidential, Record, Row, exactly_one, one_of
from relations.models.commitments import Commitment, Statement
from relations.models.contacts import Contact, ContactName, Post
from relations.models.events import Event
from relations.models.figures import Figure, Relation
from relations.models.institutions import Institution, InstitutionName
from relations.models.sides import Participation
from relations.models.sources import Source


class Identifier(Row):
    """An identifier of another registry (Popolo identifiers): scheme and value.

    Schemes: ``ror``, ``wikidata``, ``isni``, ``orcid`` and what the house adds.
    """

    scheme = models.SlugField(max_length=30)
    value = models.CharField(max_length=200)
    institution = models.ForeignKey(
        Institution, models.CASCADE, null=True, blank=True, related_name="identifiers"
    )
    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, blank=True, related_name="identifiers"
    )
    event = models.ForeignKey(
        Event, models.CASCADE, null=True, blank=True, related_name="identifiers"
    )

    guarded_by: ClassVar[tuple[str, ...]] = ("institution", "contact", "event")

    class Meta:
        ordering = ["scheme", "value", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="identifier_once"),
            exactly_one("identifier", "institution", "contact", "event"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


CITED = (
    "institution",
    "institution_name",
    "contact",
    "contact_name",
    "post",
    "event",
    "participation",
    "statement",
    "commitment",
    "agreement",
    "figure",
    "relation",
)
"""The records a citation may belong to: one of them."""


class Citation(Row):
    """Where a record, or one field of it, is known from (schema.org citation)."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    field = models.CharField(max_length=60, blank=True)
    quotation = models.CharField(max_length=300, blank=True)
    order = models.PositiveIntegerField(default=0)
    institution = models.ForeignKey(
        Institution, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    institution_name = models.ForeignKey(
        InstitutionName, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    contact_name = models.ForeignKey(
        ContactName, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    post = models.ForeignKey(Post, models.CASCADE, null=True, blank=True, related_name="citations")
    event = models.ForeignKey(
        Event, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    participation = models.ForeignKey(
        Participation, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    statement = models.ForeignKey(
        Statement, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    commitment = models.ForeignKey(
        Commitment, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    figure = models.ForeignKey(
        Figure, models.CASCADE, null=True, blank=True, related_name="citations"
    )
    relation = models.ForeignKey(
        Relation, models.CASCADE, null=True, blank=True, related_name="citations"
    )

    ARCS: ClassVar[tuple[str, ...]] = CITED
    guarded_by: ClassVar[tuple[str, ...]] = ("source", *CITED)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [exactly_one("citation", *CITED)]

    def __str__(self) -> str:
        return str(self.source)


class Note(Confidential):
    """A note with a level of its own: a meeting may be known and its minutes closed."""

    text = models.TextField()
    institution = models.ForeignKey(
        Institution, models.CASCADE, null=True, blank=True, related_name="notes"
    )
    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, blank=True, related_name="notes"
    )
    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="notes")
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, null=True, blank=True, related_name="notes"
    )

    guarded_by: ClassVar[tuple[str, ...]] = ("institution", "contact", "event", "agreement")

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [
            *Confidential.Meta.constraints,
            exactly_one("note", "institution", "contact", "event", "agreement"),
        ]
        indexes = [
            models.Index(
                models.F("created_at").desc(nulls_last=True),
                models.F("id").desc(),
                name="note_by_creation",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


def document_path(document: "Document", _filename: str) -> str:
    """Name a stored file by its id alone: what a person called it stays in the title."""
    return f"documents/{document.pk}"


class Document(Confidential):
    """A file of one record (schema.org DigitalDocument), served only through the access rules."""

    title = models.CharField(max_length=300)
    file = models.FileField(upload_to=document_path)
    file_name = models.CharField(max_length=255, blank=True)
    content_type = models.CharField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=20, blank=True)
    event = models.ForeignKey(
        Event, models.CASCADE, null=True, blank=True, related_name="documents"
    )
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, null=True, blank=True, related_name="documents"
    )
    institution = models.ForeignKey(
        Institution, models.CASCADE, null=True, blank=True, related_name="documents"
    )
    contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, blank=True, related_name="documents"
    )

    guarded_by: ClassVar[tuple[str, ...]] = ("event", "agreement", "institution", "contact")

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            *Confidential.Meta.constraints,
            exactly_one("document", "event", "agreement", "institution", "contact"),
        ]
        indexes = [models.Index(fields=["title", "id"], name="document_by_title")]

    def __str__(self) -> str:
        return self.title


class SameState(models.TextChoices):
    OPEN = "open", _("open")
    SAME = "same", _("the same")
    DIFFERENT = "different", _("different")


class ProbablySame(Record):
    """Two records that may be one; judged different, they are never asked about again."""

    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="+")
    other_event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Contact, models.CASCADE, null=True, blank=True, related_name="+")
    other_contact = models.ForeignKey(
        Contact, models.CASCADE, null=True, blank=True, related_name="+"
    )
    institution = models.ForeignKey(
        Institution, models.CASCADE, null=True, blank=True, related_name="+"
    )
    other_institution = models.ForeignKey(
        Institution, models.CASCADE, null=True, blank=True, related_name="+"
    )
    why = models.TextField(blank=True)
    state = models.CharField(max_length=9, choices=SameState, default=SameState.OPEN)

    guarded_by: ClassVar[tuple[str, ...]] = (
        "event",
        "other_event",
        "contact",
        "other_contact",
        "institution",
        "other_institution",
    )

    class Meta:
        ordering = ["state", "pk"]
        verbose_name_plural = _("probably the same")
        constraints = [
            one_of("state", SameState, "probablysame"),
            exactly_one("probablysame", "event", "contact", "institution"),
            exactly_one("probablysame_other", "other_event", "other_contact", "other_institution"),
            *(
                models.CheckConstraint(
                    # The smaller id stands first, so that a pair can be held only once.
                    # Both are asked for, since a comparison with nothing passes a check.
                    condition=models.Q(**{f"{noun}__isnull": True, f"other_{noun}__isnull": True})
                    | models.Q(
                        **{
                            f"{noun}__isnull": False,
                            f"other_{noun}__isnull": False,
                            f"{noun}__lt": models.F(f"other_{noun}"),
                        }
                    ),
                    name=f"probablysame_{noun}_pair",
                )
                for noun in ("event", "contact", "institution")
            ),
            *(
                models.UniqueConstraint(
                    fields=[noun, f"other_{noun}"], name=f"probablysame_{noun}_once"
                )
                for noun in ("event", "contact", "institution")
            ),
        ]

    def __str__(self) -> str:
        one = self.event or self.contact or self.institution
        other = self.other_event or self.other_contact or self.other_institution
        return f"{one} / {other}"
