"""Verbs on a record together with its parts: one transaction, and errors by the way to them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from relations.access import RESTRICTED, team_ids
from relations.actions import records
from relations.actions.resting import blocked
from relations.history.acting import act

ITSELF = "record"
"""What an error of a whole record is named by."""
MISSING = _("There is no such record.")
LOST = _("You could not read this record yourself any more.")


class RestedOnError(Exception):
    """Something rests on a record, so that it cannot go."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is to stand in one record: its columns, its parts, and its id where it is a known part.

    ``words`` say how its writer names each column.
    """

    values: Mapping[str, Any]
    parts: Mapping[str, "Part"] = field(default_factory=dict)
    id: UUID | None = None
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """All rows of one part of a record; ``back`` is their key to it."""

    model: type[models.Model]
    back: str
    rows: list[Given]


def create(record: models.Model, given: Given, *, user: Any, path: str = "") -> models.Model:
    """Save a new record with its parts; raises ``ValidationError`` by the way to what is wrong."""
    with act(f"create {record._meta.concrete_model._meta.verbose_name_raw}", user):  # type: ignore[union-attr]
        for name, value in {**given.values, **_implied(record, given.values, user)}.items():
            setattr(record, name, value)
        with placed(path, given.words):
            records.create(record, user=user)
        _still_seen(record, user, path)
        _write_parts(record, given, user, path)
    return record


def change(record: models.Model, given: Given, *, user: Any, check: Callable[[], None]) -> None:
    """Change a record and its parts, if ``check`` raises nothing once the record is locked."""
    with act(f"change {record._meta.concrete_model._meta.verbose_name_raw}", user):  # type: ignore[union-attr]
        current = records.lock(record)
        check()
        values = {**given.values, **_implied(current, given.values, user)}
        _set(current, values, user, placed("", given.words))
        _still_seen(current, user, "")
        _write_parts(current, given, user, "")


def remove(record: models.Model, *, user: Any, check: Callable[[], None]) -> None:
    """Take a record away; raises ``RestedOnError`` where something, seen or not, rests on it."""
    with act(f"remove {record._meta.concrete_model._meta.verbose_name_raw}", user):  # type: ignore[union-attr]
        records.lock(record)
        check()
        if why := blocked(record, user):
            raise RestedOnError(why)
        records.remove(record, user=user)


@contextmanager
def placed(path: str, words: Mapping[str, str]) -> Iterator[None]:
    """Name an error by the way to it: ``names.1.text``."""
    try:
        yield
    except ValidationError as error:
        by_field = getattr(error, "error_dict", {NON_FIELD_ERRORS: error})
        told = {}
        for name, faults in by_field.items():
            word = "" if name == NON_FIELD_ERRORS else words.get(name, name)
            told[_way(path, word) or ITSELF] = faults
        raise ValidationError(told) from error


def _way(*steps: str) -> str:
    return ".".join(step for step in steps if step)


def _implied(record: Any, values: Mapping[str, Any], user: Any) -> dict[str, Any]:
    """Close a record to its writer and their teams where nobody else is named."""
    closed = values.get("confidentiality") == RESTRICTED
    named = any(values.get(name) or getattr(record, name, None) for name in ("teams", "readers"))
    if not closed or named:
        return {}
    return {"readers": [user.pk], "teams": team_ids(user)}


def _still_seen(record: Any, user: Any, path: str) -> None:
    """Refuse what would take the record out of its writer's sight."""
    if not type(record).objects.visible_to(user).filter(pk=record.pk).exists():
        raise ValidationError({_way(path, "confidentiality"): [LOST]})


def _set(record: Any, values: Mapping[str, Any], user: Any, place: Any) -> bool:
    """Set what differs. A link whose record is hidden is kept when it is given as empty."""
    differing = {
        name: value
        for name, value in values.items()
        if not _same(record, name, value) and not (value is None and _hidden(record, name, user))
    }
    if differing:
        with place:
            records.change(record, values=differing, user=user)
    return bool(differing)


def _same(record: Any, name: str, value: Any) -> bool:
    held = getattr(record, record._meta.get_field(name).attname)
    return bool(held == (value.pk if isinstance(value, models.Model) else value))


def _hidden(record: Any, name: str, user: Any) -> bool:
    column = record._meta.get_field(name)
    visible_to = getattr(column.related_model and column.related_model.objects, "visible_to", None)
    if visible_to is None:
        return False
    return not visible_to(user).filter(pk=getattr(record, column.attname)).exists()


def _write_parts(record: models.Model, given: Given, user: Any, path: str) -> None:
    for name, part in given.parts.items():
        _write_part(record, part, user, _way(path, name))


def _write_part(record: models.Model, part: Part, user: Any, path: str) -> None:
    """Make the visible rows of a part those given: remove, change and add, in this order.

    A row is known again by its id, else by all it says. Hidden rows stay as they are.
    """
    rows: Any = part.model
    standing = list(rows.objects.visible_to(user).filter(**{part.back: record}))
    known = _recognized(standing, part.rows, path)
    kept = {row.pk for row in known.values()}
    for row in standing:
        if row.pk not in kept:
            with placed(path, {}):
                _remove(row, user)
    ordered = any(column.name == "order" for column in part.model._meta.concrete_fields)
    for place, given in enumerate(part.rows):
        here = f"{path}.{place}"
        values = {**given.values, **({"order": place} if ordered else {})}
        if place in known:
            row = known[place]
            _set(row, values, user, placed(here, given.words))
        else:
            row = part.model(**{part.back: record}, **values)
            with placed(here, given.words):
                records.create(row, user=user)
        _write_parts(row, given, user, here)


def _remove(row: models.Model, user: Any) -> None:
    if row._meta.related_objects and (why := blocked(row, user)):
        raise ValidationError(why)
    records.remove(row, user=user)


def _recognized(standing: list[Any], rows: list[Given], path: str) -> dict[int, Any]:
    """Tell which given row is which standing one."""
    left = {row.pk: row for row in standing}
    known: dict[int, Any] = {}
    for place, given in enumerate(rows):
        if given.id is not None:
            if given.id not in left:
                raise ValidationError({f"{path}.{place}.id": [MISSING]})
            known[place] = left.pop(given.id)
    for place, given in enumerate(rows):
        if given.id is None:
            same = (row for row in left.values() if _says(row, given))
            if row := next(same, None):
                known[place] = left.pop(row.pk)
    return known


def _says(row: Any, given: Given) -> bool:
    return all(_same(row, name, value) for name, value in given.values.items())
