"""Verbs for a page that saves a record and its rows at once."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from relations.actions import records


def link(
    record: models.Model,
    name: str,
    *,
    added: Iterable[models.Model],
    removed: Iterable[models.Model],
    user: Any = None,
) -> None:
    """Add and remove links of a record behind one of its many-to-many fields.

    Links that are in neither list stay as they are, the hidden ones among them. New ones stand
    last. Raises ``ValidationError``.
    """
    field: Any = type(record)._meta.get_field(name)
    through = field.remote_field.through
    owner, target = field.m2m_field_name(), field.m2m_reverse_field_name()
    standing = through.objects.filter(**{owner: record.pk})
    for row in standing.filter(**{f"{target}__in": [one.pk for one in removed]}):
        records.remove(row, user=user)
    ordered = any(column.name == "order" for column in through._meta.concrete_fields)
    last = standing.order_by("-order").values_list("order", flat=True).first() if ordered else None
    for place, one in enumerate(added, 0 if last is None else last + 1):
        row = through(**{f"{owner}_id": record.pk, target: one})
        if ordered:
            row.order = place
        records.create(row, user=user)
