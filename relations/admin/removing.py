"""What goes with a record that is removed: shown as far as visible, refused where it is not."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import NestedObjects
from django.db import models
from django.utils.text import capfirst

from relations.admin.visible import label, labelled, rows
from relations.models import User

LISTED = 50
OPERATOR = User(is_superuser=True)
"""Sees all that is not deleted; stands for nobody and is never saved."""

UNSEEN = "Records you may not see rest on this one, so it cannot be removed."
RESTS = "Other records rest on it, so it cannot be removed."

Group = dict[type[models.Model], set[Any]]


def consequences(
    objs: Iterable[models.Model], user: Any
) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
    """Return what Django's pages of removal ask: what goes, how many, rights wanting, hindrances.

    A record that hidden rows hang on is not removed, and none of them is named. Rows already
    deleted softly count neither way.
    """
    gone, kept = collected(objs)
    lines: list[Any] = []
    counts: dict[str, int] = {}
    for model, pks in gone.items():
        names = _names(model, pks, user)
        if names:
            counts[str(model._meta.verbose_name_plural)] = len(names)
            lines += _listed(names)
    wanting = {
        str(model._meta.verbose_name)
        for model in gone
        if not user.has_perm(f"{model._meta.app_label}.delete_{model._meta.model_name}")
    }
    hindrances = [line for model, pks in kept.items() for line in _listed(_names(model, pks, user))]
    if any(_unseen(model, pks, user) for model, pks in (*gone.items(), *kept.items())):
        hindrances = [*hindrances, UNSEEN]
    return lines, counts, wanting, hindrances


def blocked(record: models.Model, user: Any) -> str:
    """Say why a row cannot go, or nothing; names no record."""
    gone, kept = collected([record])
    if any(_unseen(model, pks, user) for model, pks in (*gone.items(), *kept.items())):
        return UNSEEN
    return RESTS if any(_alive(model, pks) for model, pks in kept.items()) else ""


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


def _alive(model: type[models.Model], pks: set[Any]) -> set[Any]:
    return set(rows(model, OPERATOR).filter(pk__in=pks).values_list("pk", flat=True))


def _unseen(model: type[models.Model], pks: set[Any], user: Any) -> bool:
    seen = set(rows(model, user).filter(pk__in=pks).values_list("pk", flat=True))
    return seen != pks and bool(_alive(model, pks) - seen)


def _names(model: type[models.Model], pks: set[Any], user: Any) -> list[str]:
    kind = capfirst(str(model._meta.verbose_name))
    return [f"{kind}: {label(row)}" for row in labelled(model, user).filter(pk__in=pks)]


def _listed(names: list[str]) -> list[str]:
    rest = len(names) - LISTED
    return [*names[:LISTED], f"… and {rest} more"] if rest > 0 else names
