"""The people who use the program, and the teams that restricted records name."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from relations.models.base import Record, Row


class User(AbstractUser):
    """A member of staff with an account; what they may do is given by roles (groups)."""

    language = models.CharField(max_length=10, blank=True)
    calendar_hash = models.CharField(
        max_length=64,
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text=_("SHA-256 of the secret in the address of the private calendar"),
    )
    digested_on = models.DateField(
        null=True, blank=True, editable=False, help_text="Day of the last mail on what is due"
    )

    class Meta(AbstractUser.Meta):
        permissions = [
            ("read_internal", "May read internal records"),
            ("read_restricted", "May read restricted records that name them or their team"),
            ("read_journal", "May read the history of what they may see"),
            ("merge_records", "May merge records and undo a merge"),
            ("import_records", "May import and undo an import"),
        ]


class Team(Record):
    """People who share what is restricted to them (vCard KIND:group)."""

    natural: ClassVar[str] = "name"

    name = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.name,)


class Membership(Row):
    """One person in one team."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")

    class Meta:
        ordering = ["team__name", "user__username", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["team", "user"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return str(_("%(user)s in %(team)s") % {"user": self.user, "team": self.team})
