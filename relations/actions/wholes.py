"""Verbs on a record together with its parts: one transaction, and errors by the way to them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from relations.actions import records
from relations.actions.at_once import created_at_once
from relations.actions.given import (
    LOST,
    Given,
    New,
    Part,
    alike,
    close,
    implied_level,
    missing,
    placed,
    same,
    way,
)
from relations.actions.resting import blocked
from relations.history.acting import act
from relations.models.base import Confidential


class RestedOnError(Exception):
    """Something rests on a record, so that it cannot go."""


def create(record: models.Model, given: Given, *, user: Any, path: str = "") -> models.Model:
    """Save a new record with its parts; raises ``ValidationError`` by the way to what is wrong."""
    with act(f"create {record._meta.concrete_model._meta.verbose_name_raw}", user) as actor:  # type: ignore[union-attr]
        if given.parts and created_at_once(record, given, user, actor):
            return record
        implied = implied_level(record, given.values, user)
        close(given, {**given.values, **implied})
        given = _settled(given, user, path)
        for name, value in {**given.values, **implied}.items():
            setattr(record, name, value)
        with placed(path, given.words):
            records.create(record, user=user)
        if isinstance(record, Confidential):
            _still_seen(record, user, path)
        _write_parts(record, given, user, path)
    return record


def change(record: models.Model, given: Given, *, user: Any, check: Callable[[], None]) -> None:
    """Change a record and its parts, if ``check`` raises nothing once the record is locked."""
    with act(f"change {record._meta.concrete_model._meta.verbose_name_raw}", user):  # type: ignore[union-attr]
        current = records.lock(record)
        check()
        given = _settled(given, user, "")
        values = {**given.values, **implied_level(current, given.values, user)}
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


def _settled(given: Given, user: Any, path: str, owner: Any = None) -> Given:
    """Make the new records that a record names, and put them in their places."""
    made = {
        name: _made(value, user, way(path, given.words.get(name, name), "create"), owner)
        for name, value in given.values.items()
        if isinstance(value, New)
    }
    return replace(given, values={**given.values, **made}) if made else given


def _made(new: New, user: Any, path: str, owner: Any) -> models.Model:
    if new.record is None:
        said = {**new.level, **new.given.values}
        given = replace(new.given, values=said)
        if new.own:
            given = replace(given, values={**said, "contact": owner.contact})
            given = _settled(given, user, path)
            new.record = _held(owner.contact, given, user)
        new.record = new.record or create(new.model(), given, user=user, path=path)
    return new.record


def _held(contact: Any, given: Given, user: Any) -> models.Model | None:
    """Find the post of a person that says the same."""
    held = contact.posts.visible_to(user).filter(entered_in_error=False)
    alikes = (post for post in held if all(alike(post, *said) for said in given.values.items()))
    return next(alikes, None)


def _still_seen(record: Any, user: Any, path: str) -> None:
    """Refuse what would take the record out of its writer's sight."""
    if not type(record).objects.visible_to(user).filter(pk=record.pk).exists():
        raise ValidationError({way(path, "confidentiality"): [LOST]})


def _set(record: Any, values: Mapping[str, Any], user: Any, place: Any) -> bool:
    """Set what differs. A link whose record is hidden is kept when it is given as empty."""
    differing = {
        name: value
        for name, value in values.items()
        if not same(record, name, value) and not (value is None and _hidden(record, name, user))
    }
    if differing:
        with place:
            records.change(record, values=differing, user=user)
    return bool(differing)


def _hidden(record: Any, name: str, user: Any) -> bool:
    column = record._meta.get_field(name)
    visible_to = getattr(column.related_model and column.related_model.objects, "visible_to", None)
    if visible_to is None:
        return False
    return not visible_to(user).filter(pk=getattr(record, column.attname)).exists()


def _write_parts(record: models.Model, given: Given, user: Any, path: str) -> None:
    for name, part in given.parts.items():
        _write_part(record, part, user, way(path, name))


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
        row = _settled(given, user, here, record)
        if ordered:
            row = replace(row, values={**row.values, "order": place})
        if place in known:
            _set(known[place], row.values, user, placed(here, row.words))
            _write_parts(known[place], row, user, here)
        else:
            values = {part.back: record, **part.implied(record, row.values), **row.values}
            create(part.model(), replace(row, values=values), user=user, path=here)


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
                raise ValidationError({f"{path}.{place}.id": [missing(given.id)]})
            known[place] = left.pop(given.id)
    for place, given in enumerate(rows):
        if given.id is None:
            same = (row for row in left.values() if _says(row, given))
            if row := next(same, None):
                known[place] = left.pop(row.pk)
    return known


def _says(row: Any, given: Given) -> bool:
    return all(same(row, name, value) for name, value in given.values.items())
