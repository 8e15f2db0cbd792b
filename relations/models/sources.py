"""Where a fact comes from: sources and the collections they arrived in."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from relations.dates.fields import EdtfField
from relations.models.base import Confidential, Keyed, Record, date_span, one_of


class Collection(Record):
    """A body of sources that was gathered and handed over together (an import batch)."""

    natural: ClassVar[str] = "name"

    name = models.CharField(max_length=80, unique=True)
    collected = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.name,)


class SourceKind(models.TextChoices):
    NEWS = "news", _("news report")
    OFFICIAL = "official", _("official site")
    MINUTES = "minutes", _("minutes")
    EMAIL = "email", _("e-mail")
    INTERVIEW = "interview", _("interview")
    OTHER = "other", _("other")


class Source(Keyed):
    """Where facts were read or heard (schema.org CreativeWork; Popolo source).

    ``key`` is the number of the report in a collection. ``stored_copy`` says how much of the
    page could be read: what is not recorded may stand further down.
    """

    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=300, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    language = models.CharField(max_length=20, blank=True, help_text=_("BCP 47"))
    kind = models.CharField(max_length=10, choices=SourceKind, default=SourceKind.NEWS)
    published = EdtfField()
    published_span = date_span("published")
    published_time = models.CharField(max_length=8, null=True, blank=True)
    published_basis = models.CharField(max_length=40, null=True, blank=True)
    reported_from = models.CharField(max_length=600, null=True, blank=True)
    retrieved_on = models.DateField(null=True, blank=True)
    stored_copy = models.CharField(max_length=600, blank=True)
    collection = models.ForeignKey(
        Collection, models.PROTECT, null=True, blank=True, related_name="sources"
    )

    class Meta:
        ordering = [F("published_span").desc(nulls_last=True), "title", "pk"]
        constraints = [*Confidential.Meta.constraints, one_of("kind", SourceKind, "source")]
        indexes = [
            models.Index(fields=["url"], name="source_url", condition=~Q(url="")),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher})" if self.publisher else self.title
