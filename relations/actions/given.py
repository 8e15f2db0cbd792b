"""What is to stand in a record and its parts, in the terms of the actions that write it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from relations.access import RESTRICTED, team_ids
from relations.models.base import Confidential
from relations.names.folding import folded

ITSELF = "record"
"""What an error of a whole record is named by."""
LEVEL = ("confidentiality", "teams", "readers")
LOST = _("You could not read this record yourself any more.")


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


def missing(asked: object) -> str:
    """Say that nothing is known by what was asked; what is hidden is as what is not there."""
    return _("There is no such record: {asked}.").format(asked=str(asked)[:100])


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
        yield from walk(new.given, way(path, word, "create"))
    for name, part in given.parts.items():
        for place, row in enumerate(part.rows):
            yield from walk(row, way(path, name, str(place)))


def forget(given: Given) -> None:
    """Take the new records of a record for not made: what made them was rolled back."""
    for _path, one in walk(given):
        for new in one.news.values():
            new.record = None


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
            told[way(path, word) or ITSELF] = faults
        raise ValidationError(told) from error


def way(*steps: str) -> str:
    return ".".join(step for step in steps if step)


def implied_level(record: Any, values: Mapping[str, Any], user: Any) -> dict[str, Any]:
    """Close a record to its writer and their teams where nobody else is named."""
    closed = values.get("confidentiality") == RESTRICTED
    named = any(values.get(name) or getattr(record, name, None) for name in ("teams", "readers"))
    if not closed or named:
        return {}
    return {"readers": [user.pk], "teams": team_ids(user)}


def close(given: Given, values: Mapping[str, Any]) -> None:
    """Close what is made with a closed record as the record: it would tell who was met."""
    if values.get("confidentiality") != RESTRICTED:
        return
    level = {name: values[name] for name in LEVEL if name in values}
    for _path, one in walk(given):
        for new in one.news.values():
            if issubclass(new.model, Confidential):
                new.level = level


def alike(row: Any, name: str, value: Any) -> bool:
    if isinstance(value, str):
        return folded(getattr(row, name) or "") == folded(value)
    return same(row, name, value)


def same(record: Any, name: str, value: Any) -> bool:
    held = getattr(record, record._meta.get_field(name).attname)
    return bool(held == (value.pk if isinstance(value, models.Model) else value))
