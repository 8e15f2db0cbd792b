"""The history of one record: each change with what stood before and after, where one may know."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from relations.actions.several import right_to_change
from relations.actions.undoing import is_several
from relations.admin.fields import NOTHING, said
from relations.admin.visible import label, labelled, may_name_readers
from relations.dates.fields import EdtfField
from relations.exports.nouns import noun_of
from relations.history.past import State, might_read
from relations.models import Journal, Team, User

STAMPS = {"id", "version", "created_at", "created_by", "changed_at", "changed_by"}
FOR_MANAGERS = {"key", "teams", "readers"}


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


# What the journal calls an act; the name of the record stands after the verb.
_VERBS = {
    "create": gettext_lazy("create {noun}"),
    "change": gettext_lazy("change {noun}"),
    "remove": gettext_lazy("remove {noun}"),
}
_ACTS = {
    "choose language": gettext_lazy("choose language"),
    "close calendar": gettext_lazy("close calendar"),
    "import reports": gettext_lazy("import reports"),
    "issue token": gettext_lazy("issue token"),
    "keep view": gettext_lazy("keep view"),
    "log meeting": gettext_lazy("log meeting"),
    "make the demo": gettext_lazy("make the demo"),
    "open calendar": gettext_lazy("open calendar"),
    "revoke token": gettext_lazy("revoke token"),
    "send digest": gettext_lazy("send digest"),
}


def act_in_words(act: str) -> str:
    """Say what was done, which the journal keeps in English."""
    verb, _space, noun = act.partition(" ")
    if verb in _VERBS and act not in _ACTS:
        return str(_VERBS[verb]).format(noun=_(noun))
    return str(_ACTS.get(act, act))


@dataclass
class Entry:
    """One line of a history."""

    journal: Journal
    act: str
    changes: list[Change] = field(default_factory=list)
    undo: str = ""


def entries(model: type[models.Model], journal: Iterable[Journal], user: Any) -> list[Entry]:
    """Put entries of one model into words, but none of a time when the user might not read it.

    Linked records are named where they are visible, one query for each kind of record.
    """
    readable = [
        one for one in journal if might_read(one.before, user) and might_read(one.after, user)
    ]
    names = _names(model, readable, user)
    columns = [column for column in model._meta.concrete_fields if _shown(column, user)]
    return [
        Entry(
            one,
            act_in_words(one.act),
            [change for column in columns if (change := _change(column, one, names))],
            _undo(model, one, user),
        )
        for one in readable
    ]


def _undo(model: type[models.Model], one: Journal, user: Any) -> str:
    """Lead to the undoing of a change of several records, for who may write them."""
    noun = noun_of((model._meta.concrete_model or model)())
    if not noun or not is_several(one.act) or not user.has_perm(right_to_change(model)):
        return ""
    return reverse(f"site:{noun}-bulk-undo", args=[one.transaction])


def _shown(column: models.Field, user: Any) -> bool:
    if isinstance(column, models.GeneratedField) or column.name in STAMPS:
        return False
    return column.name not in FOR_MANAGERS or may_name_readers(user)


def _names(
    model: type[models.Model], journal: list[Journal], user: Any
) -> dict[str, dict[str, str]]:
    """Return for each link of a model the labels of the visible records by id."""
    found = {}
    for column in model._meta.concrete_fields:
        if not column.is_relation or column.name in STAMPS:
            continue
        ids = {
            state[column.attname] for one in journal for state in (one.before, one.after) if state
        }
        linked: Any = column.related_model
        seen = labelled(linked, user).filter(pk__in=[one for one in ids if one is not None])
        found[column.name] = {str(row.pk): label(row) for row in seen}
    for name, kind in (("teams", Team), ("readers", User)):
        if any(column.name == name for column in model._meta.concrete_fields):
            found[name] = {str(row.pk): str(row) for row in labelled(kind, user)}
    return found


def _change(column: models.Field, one: Journal, names: dict[str, dict[str, str]]) -> Change | None:
    before, after = (_said(column, state, names) for state in (one.before, one.after))
    if before == after:
        return None
    return Change(capfirst(str(column.verbose_name)), before, after)


def _said(column: models.Field, state: State, names: dict[str, dict[str, str]]) -> str:
    value = (state or {}).get(column.attname)
    if value in (None, "", []):
        return NOTHING
    if column.is_relation:
        return names[column.name].get(str(value), NOTHING)
    if isinstance(column, EdtfField):
        return said(value) or str(value)
    if isinstance(column, ArrayField):
        choices: dict[str, Any] = names.get(column.name) or dict(column.base_field.choices or ())
        return ", ".join(str(choices.get(str(one), one)) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str({str(key): text for key, text in column.flatchoices}.get(str(value), value))
