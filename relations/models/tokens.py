"""Personal tokens: what a program shows in place of a person's password."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from relations import access
from relations.models.base import Row, VisibleQuerySet


class TokenQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> "TokenQuerySet":
        """Keep one's own tokens, and all of them for an administrator."""
        if user.pk is None or not access.may_read_at_all(user):
            return self.none()
        return self.all() if user.is_superuser else self.filter(user=user.pk)


class Token(Row):
    """A secret of one person for one program; of the secret itself only a digest is kept.

    The digest is SHA-256 without a salt: the secret is 256 bits of chance, which nobody tries
    out. ``hint`` is how the secret begins, to tell one's tokens apart by.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    hint = models.CharField(max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(models.CharField(max_length=40))
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = TokenQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"

    @property
    def works(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()


class Tally(models.Model):
    """How many requests somebody made in one minute; counted here for all workers together."""

    who = models.CharField(max_length=60)
    minute = models.BigIntegerField()
    count = models.PositiveIntegerField(default=1)

    guarded_by: tuple[str, ...] = ()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["who", "minute"], name="tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.count}"
