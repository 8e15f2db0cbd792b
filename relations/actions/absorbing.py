"""Let one row take in another: all that points at the second comes to point at the first.

What points at a row is read from the models, so that no later one can be forgotten.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations import access
from relations.actions.given import LEVEL
from relations.models import Post, ProbablySame
from relations.models.base import Confidential, Record

UNLIKE = _(
    "Records that rest on these two are closed to different people, and cannot be made one. "
    "Somebody who reads them all can merge the two."
)
LEVELS = (access.PUBLIC, access.INTERNAL, access.RESTRICTED)
KEPT_APART = {
    *(field.name for field in Record._meta.fields),
    *LEVEL,
    *("id", "order", "deleted_at"),
}
"""What a row does not take over from another: ids, stamps, place in a list, level."""
EITHER = {"do_not_use", "do_not_contact", "deceased"}
"""Warnings that hold if one of two rows gives them."""
TWINS: Mapping[type[models.Model], tuple[str, ...]] = {
    Post: ("institution_id", "title", "acting", "since", "until", "entered_in_error"),
}
"""What makes two rows one where no rule of the database says so."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two rows were made one that said different things; the ledger keeps what is not shown."""

    row: str
    field: str
    kept: Any
    left: Any


def references(model: type[models.Model]) -> list[models.ForeignKey]:
    """List every foreign key to a model; pairs that may be the same have a way of their own."""
    found = {
        relation.field
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel) and relation.field.model is not ProbablySame
    }
    return sorted(found, key=lambda field: (field.model._meta.label, field.name))


def says_nothing(field: models.Field, value: Any) -> bool:
    return value in (None, "", []) or (bool(field.choices) and value == field.get_default())


def tighter(one: Any, other: Any) -> dict[str, Any]:
    """Return the closer of two levels: what two rows say is open to no one who read but one."""
    levels = [LEVELS.index(row.confidentiality) for row in (one, other)]
    if levels[0] != levels[1] or one.confidentiality != access.RESTRICTED:
        closer = one if levels[0] >= levels[1] else other
        return {name: getattr(closer, name) for name in LEVEL}
    teams = [team for team in one.teams if team in other.teams]
    readers = [reader for reader in one.readers if reader in other.readers]
    if not teams and not readers:
        raise ValidationError(UNLIKE)
    return {"confidentiality": access.RESTRICTED, "teams": teams, "readers": readers}


class Moving:
    """One move of all that rests on a record, and what came of it.

    ``seen`` are the rows the user may see; the others are moved like them, since left behind they
    would be lost to those who may read them, but neither counted nor named.
    """

    def __init__(self, seen: Mapping[type[models.Model], set[Any]]) -> None:
        self.seen = seen
        self.moved: Counter[str] = Counter()
        self.combined: Counter[str] = Counter()
        self.differences: list[Difference] = []

    def take_in(self, keep: models.Model, drop: models.Model) -> None:
        for field in references(type(keep)):
            self._move(field, keep, drop)

    def _move(self, field: models.ForeignKey, keep: models.Model, drop: models.Model) -> None:
        rows: Any = field.model._base_manager  # noqa: SLF001
        coming = list(rows.filter(**{field.name: drop}).order_by("pk"))
        if not coming:
            return
        standing = list(rows.filter(**{field.name: keep}).order_by("pk"))
        name = str(field.model._meta.verbose_name)
        left = []
        for row in coming:
            seen = self.seen.get(field.model, set())
            if twin := _twin(field, row, standing):
                # beside a hidden row an open one has merely moved, as far as the user can tell
                shown = {row.pk, twin.pk} <= seen
                self.combined[name] += shown
                self.moved[name] += row.pk in seen and not shown
                self._combine(field, twin, row, shown=shown)
                left += [row] if row.pk else []
            else:
                self.moved[name] += row.pk in seen
                _lower_flags(field, row, standing)
                left.append(row)
        rows.filter(pk__in=[row.pk for row in left]).update(**{field.name: keep})

    def _combine(
        self, field: models.ForeignKey, kept: models.Model, left: models.Model, *, shown: bool
    ) -> None:
        """Make one row of two: what one leaves open the other fills, what rests on either stays."""
        values: dict[str, Any] = {}
        apart = {*KEPT_APART, *_flags(field), field.name}
        for own in kept._meta.concrete_fields:
            if own.name in apart or own.generated:
                continue
            here, there = getattr(kept, own.attname), getattr(left, own.attname)
            joined = _joined(own, here, there)
            if joined != here:
                values[own.attname] = joined
            elif shown and joined != there and not says_nothing(own, there):
                told = Difference(str(kept), str(own.verbose_name), here, there)
                self.differences.append(told)
        if isinstance(kept, Confidential):
            values |= tighter(kept, left)
        self.take_in(kept, left)
        flags = [flag for flag in _flags(field) if getattr(left, flag)]
        rows: Any = type(kept)._base_manager  # noqa: SLF001
        if isinstance(left, Confidential):
            rows.filter(pk=left.pk).update(deleted_at=timezone.now())
        else:
            rows.filter(pk=left.pk).delete()
            left.pk = None
        write(kept, values)
        _raise_flags(field, kept, flags)


def write(row: models.Model, values: Mapping[str, Any]) -> None:
    """Set the values that differ; a row that has all of them is not written."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    if differing:
        for name, value in differing.items():
            setattr(row, name, value)
        row.save(update_fields=[row._meta.get_field(name).name for name in differing])


def _joined(field: models.Field, here: Any, there: Any) -> Any:
    if isinstance(field, ArrayField):
        return [*here, *(one for one in there if one not in here)]
    if field.name in EITHER:
        return here or there
    return there if says_nothing(field, here) else here


def _rules(field: models.ForeignKey) -> Iterator[tuple[models.UniqueConstraint, str]]:
    """Give the unique rules a foreign key is part of, and the mark each allows only once."""
    for rule in field.model._meta.constraints:
        if isinstance(rule, models.UniqueConstraint) and field.name in rule.fields:
            asked: Any = rule.condition.children if rule.condition else ()
            marks = [name for name, value in asked if value is True and "__" not in name]
            yield rule, marks[0] if marks else ""


def _flags(field: models.ForeignKey) -> list[str]:
    return [mark for _, mark in _rules(field) if mark]


def _twin(
    field: models.ForeignKey, row: models.Model, standing: list[models.Model]
) -> models.Model | None:
    """Find the row that cannot stand beside this one, or says just the same."""
    for rule, mark in _rules(field):
        others = [] if mark else _holders(field, rule, row, standing)
        if others and _under(rule, row):
            return others[0]
    says = _says(field)
    alike = (other for other in standing if says and _alike(says, row, other))
    return next(alike, None)


def _says(field: models.ForeignKey) -> list[str]:
    """Name all that a row says, where two that say the same are one; nothing where they are not."""
    model = field.model
    if model in TWINS:
        return list(TWINS[model])
    if issubclass(model, Confidential) or references(model):
        return []
    return [
        own.attname
        for own in model._meta.concrete_fields
        if own.name not in KEPT_APART and own is not field and not own.generated
    ]


def _alike(names: list[str], one: models.Model, other: models.Model) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _under(rule: models.UniqueConstraint, row: models.Model) -> bool:
    """Tell whether a rule looks at a row at all."""
    rows: Any = type(row)._base_manager  # noqa: SLF001
    return rule.condition is None or bool(rows.filter(rule.condition, pk=row.pk).exists())


def _lower_flags(field: models.ForeignKey, row: models.Model, standing: list[models.Model]) -> None:
    """Take a mark from a row that comes where another has it already, as the only one may."""
    for rule, mark in _rules(field):
        if mark and _under(rule, row) and _holders(field, rule, row, standing):
            write(row, {mark: False})


def _raise_flags(field: models.ForeignKey, kept: models.Model, flags: list[str]) -> None:
    """Give a row the mark of the one it took in, where no other has it."""
    rows: Any = type(kept)._base_manager  # noqa: SLF001
    standing = list(rows.filter(**{field.name: getattr(kept, field.attname)}))
    for rule, mark in _rules(field):
        if mark in flags and not _holders(field, rule, kept, standing):
            write(kept, {mark: True})


def _holders(
    field: models.ForeignKey,
    rule: models.UniqueConstraint,
    row: models.Model,
    standing: list[models.Model],
) -> list[models.Model]:
    """Find the rows that would break a rule together with this one; a gap breaks none."""
    asked: list[Any] = [field.model._meta.get_field(name) for name in rule.fields]
    names = [one.attname for one in asked]
    names.remove(field.attname)
    said = [getattr(row, name) for name in names]
    alike = [other for other in standing if None not in said and _alike(names, row, other)]
    return [other for other in alike if _under(rule, other)]
