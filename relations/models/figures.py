"""Figures with their qualifier and source, and how parties name their relation."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from relations.dates.fields import EdtfField
from relations.models.accounts import Account
from relations.models.base import Confidential, Row, date_span, exactly_one, one_of
from relations.models.institutions import Institution
from relations.models.places import Place
from relations.models.sources import Source


def number(value: Decimal | None) -> int | float | None:
    """Give a number as JSON writes it: whole numbers whole, others as they were."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


class Qualifier(models.TextChoices):
    EXACT = "exact", _("=")
    ABOUT = "about", _("≈")
    MORE_THAN = "more_than", _(">")
    AT_LEAST = "at_least", _("≥")
    LESS_THAN = "less_than", _("<")
    UP_TO = "up_to", _("≤")
    ALMOST = "almost", _("almost")


class Sourced(Confidential):
    """A fact that stands or falls with its source; ``account`` is the telling it came in."""

    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="%(class)ss"
    )
    account = models.ForeignKey(
        Account, models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("source", "account")

    class Meta(Confidential.Meta):
        abstract = True


class Figure(Sourced):
    """A figure somebody gave (schema.org Observation): two sources may disagree, both stand.

    "More than $10 billion in 2023" keeps its qualifier and is not 10 billion.
    """

    indicator = models.CharField(max_length=600)
    value = models.DecimalField(max_digits=40, decimal_places=10)
    qualifier = models.CharField(max_length=9, choices=Qualifier, default=Qualifier.EXACT)
    unit = models.CharField(max_length=120)
    period = EdtfField()
    period_span = date_span("period")
    has_baseline = models.BooleanField(default=False)
    baseline_value = models.DecimalField(max_digits=40, decimal_places=10, null=True, blank=True)
    baseline_period = EdtfField()
    note = models.TextField(null=True, blank=True)

    class Meta(Sourced.Meta):
        ordering = ["indicator", "order", "pk"]
        constraints = [
            *Confidential.Meta.constraints,
            one_of("qualifier", Qualifier, "figure"),
        ]

    def __str__(self) -> str:
        amount = f"{self.value.normalize():f}"
        return f"{self.indicator}: {self.get_qualifier_display()} {amount} {self.unit}"


class FigureSubject(Row):
    """Whom a figure is about."""

    figure = models.ForeignKey(Figure, models.CASCADE, related_name="subjects")
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="figure_links"
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="figure_links"
    )
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("figure", "institution")

    class Meta:
        ordering = ["order", "pk"]
        constraints = [exactly_one("figuresubject", "institution", "place")]

    def __str__(self) -> str:
        return str(self.institution or self.place)


class RelationKind(models.TextChoices):
    STATUS = "relation_status", _("status of relations")
    DIPLOMATIC = "diplomatic_relations", _("diplomatic relations")
    INSTITUTIONAL = "institutional_relation", _("relation of institutions")


class Relation(Sourced):
    """How parties name their relation, since when: "Special Strategic Partnership"."""

    kind = models.CharField(max_length=22, choices=RelationKind, default=RelationKind.STATUS)
    status = models.CharField(max_length=300)
    since = EdtfField()
    since_span = date_span("since")
    until = EdtfField()
    until_span = date_span("until")

    class Meta(Sourced.Meta):
        ordering = ["status", "order", "pk"]
        constraints = [
            *Confidential.Meta.constraints,
            one_of("kind", RelationKind, "relation"),
        ]

    def __str__(self) -> str:
        return self.status


class RelationParty(Row):
    """A party to a relation."""

    relation = models.ForeignKey(Relation, models.CASCADE, related_name="parties")
    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="relation_links"
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="relation_links"
    )
    order = models.PositiveIntegerField(default=0)

    guarded_by: ClassVar[tuple[str, ...]] = ("relation", "institution")

    class Meta:
        ordering = ["order", "pk"]
        verbose_name_plural = _("relation parties")
        constraints = [exactly_one("relationparty", "institution", "place")]

    def __str__(self) -> str:
        return str(self.institution or self.place)
