"""Which records a page of the admin may name: the visible ones, each with its label at no cost."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from relations.actions.resting import rows
from relations.models import Post

LABELS: dict[type[models.Model], str] = {Post: "{0.contact}: {0}"}


def labelled(model: type[models.Model], user: Any) -> models.QuerySet:
    """Return visible rows together with what their labels name.

    A label names nothing but the records that guard the row, so none of them can be hidden.
    """
    guards = getattr(model, "guarded_by", ())
    return rows(model, user).select_related(*guards) if guards else rows(model, user)


def label(record: models.Model) -> str:
    return LABELS.get(type(record), "{0}").format(record)


def links(model: type[models.Model], names: Iterable[Any], user: Any) -> Iterator[models.Prefetch]:
    """Fetch the records that some fields point to, one query a field; hidden ones become None."""
    for name in names:
        try:
            field: Any = model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if field.many_to_one or field.many_to_many:
            yield models.Prefetch(name, queryset=labelled(field.related_model, user))


def may_name_readers(user: Any) -> bool:
    """Say whether the user sees who may read a record: from the manager upwards."""
    allowed: bool = user.has_perm("relations.change_team")
    return allowed
