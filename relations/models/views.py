"""Saved views: a list with its filters, columns and order, under a name."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from relations import access
from relations.models.base import Record, VisibleQuerySet, one_of
from relations.models.users import Team


class Sharing(models.TextChoices):
    MINE = "mine", _("only me")
    TEAM = "team", _("my team")
    ALL = "all", _("everybody")


class SavedViewQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> "SavedViewQuerySet":
        """Keep one's own views, those shared with one's teams, and those shared with all."""
        pk = user.pk
        if pk is None or not access.may_read_at_all(user):
            return self.none()
        return self.filter(
            models.Q(owner=pk)
            | models.Q(shared=Sharing.ALL)
            | models.Q(shared=Sharing.TEAM, team__in=Team.objects.filter(memberships__user=pk))
        )


class SavedView(Record):
    """A filtered list somebody keeps; its slug works in the API too (``?view=``)."""

    natural: ClassVar[str] = "slug"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    noun = models.CharField(max_length=30)
    query = models.TextField(blank=True, help_text=_("The query string of the list"))
    columns = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    sort = models.CharField(max_length=200, blank=True)
    shared = models.CharField(max_length=4, choices=Sharing, default=Sharing.MINE)
    team = models.ForeignKey(
        Team, models.CASCADE, null=True, blank=True, related_name="saved_views"
    )

    objects = SavedViewQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            one_of("shared", Sharing, "savedview"),
            models.CheckConstraint(
                condition=~models.Q(shared=Sharing.TEAM) | models.Q(team__isnull=False),
                name="savedview_team_named",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)
