"""Verbs on a record together with its parts: one transaction, and errors by the way to them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from relations.access import RESTRICTED, team_ids
from relations.actions import records
from relations.actions.resting import blocked
from relations.history.acting import act
from relations.models.base import Confidential
from relations.names.folding import folded

ITSELF = "record"
"""What an error of a whole record is named by."""
MISSING = _("There is no such record.")
LEVEL = ("confidentiality", "teams", "readers")
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

    @property
    def news(self) -> dict[str, "New"]:
        """The columns that name records which do not stand yet, by their words."""
        return {
            self.words.get(name, name): value
            for name, value in self.values.items()
            if isinstance(value, New)
        }


Implied = Callable[[Any, Mapping[str, Any]], Mapping[str, Any]]
"""From what a row hangs on, and what is said of the row, to what else is true of it."""


@dataclass(frozen=True, slots=True)
class Part:
    """All rows of one part of a record; ``back`` is their key to it."""

    model: type[models.Model]
    back: str
    rows: list[Given]
    implied: Implied = lambda _owner, _said: {}


@dataclass(eq=False, slots=True)
class New:
    """A record named where another speaks of it, and made just before that one.

    Named in several places it is made once. One that is ``own`` is a post of whoever sits in the
    seat it is named in; one that says what a post of theirs says already is that post.
    """

    model: type[models.Model]
    given: Given
    own: bool = False
    level: Mapping[str, Any] = field(default_factory=dict)
    record: models.Model | None = None


def walk(given: Given, path: str = "") -> Iterator[tuple[str, Given]]:
    """Yield all that is to be written with a record, each with the way to it."""
    yield path, given
    for word, new in given.news.items():
        yield from walk(new.given, _way(path, word, "create"))
    for name, part in given.parts.items():
        for place, row in enumerate(part.rows):
            yield from walk(row, _way(path, name, str(place)))


def forget(given: Given) -> None:
    """Take the new records of a record for not made: what made them was rolled back."""
    for _path, one in walk(given):
        for new in one.news.values():
            new.record = None


def create(record: models.Model, given: Given, *, user: Any, path: str = "") -> models.Model:
    """Save a new record with its parts; raises ``ValidationError`` by the way to what is wrong."""
    with act(f"create {record._meta.concrete_model._meta.verbose_name_raw}", user):  # type: ignore[union-attr]
        implied = _implied(record, given.values, user)
        _close(given, {**given.values, **implied})
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


def _close(given: Given, values: Mapping[str, Any]) -> None:
    """Close what is made with a closed record as the record: it would tell who was met."""
    if values.get("confidentiality") != RESTRICTED:
        return
    level = {name: values[name] for name in LEVEL if name in values}
    for _path, one in walk(given):
        for new in one.news.values():
            if issubclass(new.model, Confidential):
                new.level = level


def _settled(given: Given, user: Any, path: str, owner: Any = None) -> Given:
    """Make the new records that a record names, and put them in their places."""
    made = {
        name: _made(value, user, _way(path, given.words.get(name, name), "create"), owner)
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
    same = (post for post in held if all(_alike(post, *said) for said in given.values.items()))
    return next(same, None)


def _alike(row: Any, name: str, value: Any) -> bool:
    if isinstance(value, str):
        return folded(getattr(row, name) or "") == folded(value)
    return _same(row, name, value)


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
