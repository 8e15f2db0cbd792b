"""What was sent once already: the keys of submissions, and what was answered."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Submission(models.Model):
    """One request under a key of its sender's, kept with its effect in one transaction."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    answer: Any = models.JSONField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    guarded_by: ClassVar[tuple[str, ...]] = ()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="submission_once"),
        ]

    def __str__(self) -> str:
        return self.key
