"""What rests on a record: whether it may go, judged without naming anything hidden."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import NestedObjects
from django.db import models
from django.utils.translation import gettext_lazy as _

from relations.access import OPERATOR

UNSEEN = _("Records you may not see rest on this one, so it cannot be removed.")
RESTS = _("Other records rest on it, so it cannot be removed.")

Group = dict[type[models.Model], set[Any]]


def rows(model: type[models.Model], user: Any) -> models.QuerySet:
    """Return the rows of a model that the user may read; of users, those still at work."""
    manager: Any = model._default_manager  # noqa: SLF001
    if hasattr(manager, "visible_to"):
        visible: models.QuerySet = manager.visible_to(user)
        return visible
    working: models.QuerySet = manager.filter(is_active=True)
    return working


def blocked(record: models.Model, user: Any) -> str:
    """Say why a row cannot go, or nothing; names no record."""
    gone, kept = collected([record])
    if any(unseen(model, pks, user) for model, pks in (*gone.items(), *kept.items())):
        return str(UNSEEN)
    return str(RESTS) if any(_alive(model, pks) for model, pks in kept.items()) else ""


def collected(objs: Iterable[models.Model]) -> tuple[Group, Group]:
    """Return the rows that would go with some records, and those that stand in the way."""
    objs = list(objs)
    collector: Any = NestedObjects(using="default", origin=objs)
    collector.collect(objs)
    gone: Group = {
        model: {row.pk for row in found} for model, found in collector.model_objs.items()
    }
    kept: Group = {}
    for row in collector.protected:
        kept.setdefault(type(row), set()).add(row.pk)
    return gone, kept


def unseen(model: type[models.Model], pks: set[Any], user: Any) -> bool:
    """Tell whether rows that stand are hidden; those already deleted softly do not count."""
    seen = set(rows(model, user).filter(pk__in=pks).values_list("pk", flat=True))
    return seen != pks and bool(_alive(model, pks) - seen)


def _alive(model: type[models.Model], pks: set[Any]) -> set[Any]:
    return set(rows(model, OPERATOR).filter(pk__in=pks).values_list("pk", flat=True))
