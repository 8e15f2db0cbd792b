"""The journal: what happened to every row, written by the database alone."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class JournalQuerySet(models.QuerySet):
    def of(self, record: models.Model) -> Self:
        """Keep the entries of one record."""
        return self.filter(table=record._meta.db_table, record=record.pk)


class Journal(models.Model):
    """One change of one row: actor, act, request, transaction, before and after.

    Filled by a trigger on every domain table (migration 0003); nobody can write, change or
    remove an entry through the program, whose database role may only read this table.
    ``transaction`` is PostgreSQL's 64-bit transaction id, the ground of the change feed.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    transaction = models.BigIntegerField()
    actor = models.ForeignKey(
        "relations.User",
        models.DO_NOTHING,
        null=True,
        related_name="+",
        db_constraint=False,
    )
    act = models.CharField(max_length=80)
    request_id = models.CharField(max_length=64)
    table = models.CharField(max_length=80)
    record = models.UUIDField()
    operation = models.CharField(
        max_length=6,
        choices=[("insert", _("insert")), ("update", _("update")), ("delete", _("delete"))],
    )
    before: Any = models.JSONField(null=True)
    after: Any = models.JSONField(null=True)

    guarded_by: ClassVar[tuple[str, ...]] = ()
    objects = JournalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = _("journal")
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["table", "record", "id"], name="journal_record"),
            models.Index(fields=["transaction", "id"], name="journal_transaction"),
        ]

    def __str__(self) -> str:
        return f"{self.operation} {self.table} {self.record}"
