"""Places of the world by UN M49, and the topics talked about."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from relations.geography import city_name
from relations.models.base import Named, VisibleQuerySet, one_of


class PlaceKind(models.TextChoices):
    WORLD = "world", _("world")
    REGION = "region", _("region")
    COUNTRY = "country", _("country")


class TreeQuerySet(VisibleQuerySet):
    def and_below(self) -> models.QuerySet:
        """Take the chosen rows and all that stands under them.

        Walks the tree level by level inside the database: one recursive query, whatever the
        depth.
        """
        table = self.model._meta.db_table
        start = list(self.values_list("pk", flat=True))
        sql = (
            f"WITH RECURSIVE below(id) AS (SELECT unnest(%s::uuid[]) UNION "  # noqa: S608
            f"SELECT t.id FROM {table} t JOIN below ON t.parent_id = below.id) "
            "SELECT id FROM below"
        )
        below = models.expressions.RawSQL(sql, [start])  # noqa: S611 - the table is a model's
        return self.model._default_manager.filter(pk__in=below)  # noqa: SLF001 - its public API


class PlaceQuerySet(TreeQuerySet):
    def get_by_natural_key(self, value: str) -> Any:
        """Find a place by its ISO 3166-1 alpha-2 code or its M49 code."""
        return self.get(models.Q(alpha2=value) | models.Q(m49=value))


class Place(Named):
    """A country, region or the world (Popolo Area; ISO 3166-1, UN M49; names by CLDR).

    Loaded by a migration from library data, not typed in. The tree is that of M49, so
    Central Asia (143) holds its five countries.
    """

    m49 = models.CharField(max_length=3, null=True, unique=True)
    alpha2 = models.CharField(max_length=2, null=True, unique=True)
    alpha3 = models.CharField(max_length=3, null=True, unique=True)
    kind = models.CharField(max_length=8, choices=PlaceKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )

    objects = PlaceQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["name_en", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(m49__isnull=False) | models.Q(alpha2__isnull=False),
                name="place_has_a_code",
            ),
            one_of("kind", PlaceKind, "place"),
        ]

    def natural_key(self) -> tuple[str]:
        return (self.alpha2 or self.m49 or "",)


class Topic(Named):
    """What is talked about (SKOS Concept; schema.org DefinedTerm; iCalendar CATEGORIES)."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="narrower"
    )

    natural: ClassVar[str] = "name_en"
    objects = TreeQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["name_en", "pk"]
        constraints = [models.UniqueConstraint(fields=["name_en"], name="topic_once")]

    def natural_key(self) -> tuple[str]:
        return (self.name_en,)


def city_of(row: Any) -> str:
    """Name the city that a row has beside its country in the language of the screen."""
    country = (row.country.alpha2 or "") if row.country else ""
    return city_name(row.city or "", country, (get_language() or "en")[:2])
