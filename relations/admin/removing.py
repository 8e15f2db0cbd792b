"""What goes with a record that is removed: shown as far as visible, refused where it is not."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from relations.actions.resting import UNSEEN, collected, unseen
from relations.admin.visible import label, labelled

LISTED = 50


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
    if any(unseen(model, pks, user) for model, pks in (*gone.items(), *kept.items())):
        hindrances = [*hindrances, str(UNSEEN)]
    return lines, counts, wanting, hindrances


def _names(model: type[models.Model], pks: set[Any], user: Any) -> list[str]:
    kind = capfirst(str(model._meta.verbose_name))
    return [f"{kind}: {label(row)}" for row in labelled(model, user).filter(pk__in=pks)]


def _listed(names: list[str]) -> list[str]:
    rest = len(names) - LISTED
    return [*names[:LISTED], _("… and {number} more").format(number=rest)] if rest > 0 else names
