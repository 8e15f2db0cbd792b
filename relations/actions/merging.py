"""Merge two contacts, or two institutions, that are one; ``unmerging`` undoes it at any time."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations import access
from relations.actions import pairing, records
from relations.actions.absorbing import (
    KEPT_APART,
    UNLIKE,
    Moving,
    references,
    says_nothing,
    tighter,
    write,
)
from relations.actions.given import LEVEL
from relations.history.acting import act
from relations.history.merges import NOUNS
from relations.models import (
    AccountParticipant,
    Contact,
    ContactName,
    Institution,
    InstitutionName,
    NameKind,
    SuccessionPredecessor,
)

MAY_MERGE = "relations.merge_records"
KEEP, DROP, BOTH = "keep", "drop", "both"
CHOICES = (KEEP, DROP, BOTH)
NAMES: Mapping[type[models.Model], Any] = {Contact: ContactName, Institution: InstitutionName}
HIDDEN = _(
    "Something that rests on these two stands in the way. "
    "Somebody who reads all of it can say what, and merge the two."
)
ITSELF = _("Choose two different records.")
ABOVE = _("One of these stands under the other: a body and its unit are two.")
FOLLOWS = _("One of these followed the other: by that they are two.")
AGAINST = _("One of these acts towards the other in {what}: by that they are two.")
LEVELS_DIFFER = _("Both are closed, to different people: choose whose level holds.")

RecordT = TypeVar("RecordT", Contact, Institution)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of two records that may be one: what each says, and what is taken unasked."""

    name: str
    label: str
    keep: Any
    drop: Any
    usual: str
    may_join: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a merge, as far as the user may see it."""

    record: Any
    moved: Mapping[str, int]
    combined: Mapping[str, int]
    differences: tuple[Any, ...]


def merge_contacts(
    *,
    keep: Contact,
    drop: Contact,
    user: Any,
    choices: Mapping[str, str] | None = None,
    check: Callable[[], None] | None = None,
) -> Merged:
    """Make one contact of two; raises ``ValidationError`` by field, and changes nothing then.

    All that points at ``drop`` points at ``keep`` afterwards. ``choices`` say by field which of
    the two is right, or that both are; ``check`` may refuse once both are locked.
    """
    return _merge(keep, drop, choices or {}, user, check)


def merge_institutions(
    *,
    keep: Institution,
    drop: Institution,
    user: Any,
    choices: Mapping[str, str] | None = None,
    check: Callable[[], None] | None = None,
) -> Merged:
    """Make one institution of two, as ``merge_contacts`` does.

    A body and its unit, or a body and its successor, are two and stay so.
    """
    return _merge(keep, drop, choices or {}, user, check)


def tried(keep: Any, drop: Any, *, choices: Mapping[str, str], user: Any) -> Merged:
    """Tell what a merge would do, by doing it and taking it back; the same errors are raised."""
    with act(f"try to merge {keep._meta.model_name}s", user), transaction.atomic():
        found = _merge(keep, drop, choices, user, None)
        transaction.set_rollback(True)
    return found


def fields_of(keep: Any, drop: Any) -> list[Field]:
    """List what can be chosen between two records; the level is one choice of three columns."""
    return list(_fields(keep, drop))


def _fields(keep: Any, drop: Any) -> Iterator[Field]:
    for field in keep._meta.concrete_fields:
        if field.name in KEPT_APART and field.name != LEVEL[0]:
            continue
        here, there = getattr(keep, field.name), getattr(drop, field.name)
        if field.name == LEVEL[0]:
            here, there = level_of(keep), level_of(drop)
        may_join = isinstance(field, ArrayField | models.BooleanField)
        joined = may_join and field.name != "by_mention"
        usual = BOTH if joined else KEEP
        if field.name == LEVEL[0]:
            usual = DROP if _is_closer(drop, keep) else KEEP
        elif not joined and says_nothing(field, here) and not says_nothing(field, there):
            usual = DROP
        elif field.name == "by_mention" and not there:
            usual = DROP  # known by more than a mention through one of them
        yield Field(field.name, str(field.verbose_name), here, there, usual, may_join)


def level_of(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in LEVEL}


def _is_closer(one: Any, other: Any) -> bool:
    order = (access.PUBLIC, access.INTERNAL, access.RESTRICTED)
    return order.index(one.confidentiality) > order.index(other.confidentiality)


def _merge(
    keep: RecordT,
    drop: RecordT,
    choices: Mapping[str, str],
    user: Any,
    check: Callable[[], None] | None,
) -> Merged:
    model = type(keep)
    if not user.has_perm(MAY_MERGE):
        raise PermissionDenied
    if keep.pk == drop.pk:
        raise ValidationError(ITSELF)
    with act(f"merge {model._meta.model_name}s", user), records.refusing(model):
        keep, drop = _both(model, keep, drop, user)
        if check:
            check()
        _refuse_circles(keep, drop, user)
        values = _chosen(keep, drop, choices, user)
        moving = Moving(_seen(keep, drop, user))
        pair = pairing.taken(keep, drop)
        # The first entry of the ledger, and below the last: whatever stands between is the merge's.
        model.objects.filter(pk=drop.pk).update(deleted_at=timezone.now())
        pairing.move(keep, drop)
        try:
            moving.take_in(keep, drop)
        except ValidationError as error:
            raise ValidationError(_told(error, user)) from error
        _take_values(keep, drop, values)
        pairing.rewrite_views(keep, drop)
        pairing.close(keep, drop, pair)
    keep.refresh_from_db()
    return Merged(keep, dict(+moving.moved), dict(+moving.combined), tuple(moving.differences))


def _both(model: type[RecordT], keep: RecordT, drop: RecordT, user: Any) -> list[RecordT]:
    """Lock both, in the order of their ids, so that two merges of one pair cannot wait in a ring.

    What comes to point at either waits until this is done.
    """
    rows = model.objects.visible_to(user).filter(pk__in=[keep.pk, drop.pk])
    held = {row.pk: row for row in rows.order_by("pk").select_for_update(of=("self",))}
    if len(held) < len({keep.pk, drop.pk}):
        raise ObjectDoesNotExist
    return [held[keep.pk], held[drop.pk]]


def _chosen(keep: Any, drop: Any, choices: Mapping[str, str], user: Any) -> dict[str, Any]:
    """Give the values of the one record by the choices made, with names of columns."""
    known = {field.name: field for field in fields_of(keep, drop)}
    faults: dict[str, Any] = {}
    for name, choice in choices.items():
        if name not in known:
            faults[name] = [_("There is no such field to choose.")]
        elif choice not in CHOICES or (choice == BOTH and not known[name].may_join):
            faults[name] = [_("Choose keep or drop, or both where the values can be joined.")]
    if faults:
        raise ValidationError(faults)
    level = known.pop(LEVEL[0])
    values = {name: _value(field, choices.get(name, field.usual)) for name, field in known.items()}
    values |= _unseen(known.values(), user)
    return {**values, **_level(keep, drop, choices.get(level.name))}


def _unseen(fields: Iterable[Field], user: Any) -> dict[str, Any]:
    """Give the links that lead to what the user may not see: they hold, whatever was chosen.

    Beside another link somebody has to choose who sees both.
    """
    found = {}
    for field in fields:
        links = [one for one in (field.keep, field.drop) if isinstance(one, models.Model)]
        if any(is_hidden(one, user) for one in links):
            if len(set(links)) > 1:
                raise ValidationError(HIDDEN)
            found[field.name] = links[0]
    return found


def is_hidden(record: models.Model, user: Any) -> bool:
    rows: Any = type(record)._default_manager  # noqa: SLF001
    if not hasattr(rows, "visible_to"):
        return False
    return not rows.visible_to(user).filter(pk=record.pk).exists()


def _value(field: Field, choice: str) -> Any:
    if choice != BOTH:
        return field.drop if choice == DROP else field.keep
    if isinstance(field.keep, list):
        return [*field.keep, *(one for one in field.drop if one not in field.keep)]
    return field.keep or field.drop


def _level(keep: Any, drop: Any, choice: str | None) -> dict[str, Any]:
    """Take the closer level, unless one is chosen."""
    if choice:
        return level_of(drop if choice == DROP else keep)
    closed = keep.confidentiality == drop.confidentiality == access.RESTRICTED
    if closed and level_of(keep) != level_of(drop):
        raise ValidationError({LEVEL[0]: [LEVELS_DIFFER]})
    return tighter(keep, drop)


def _take_values(keep: Any, drop: Any, values: dict[str, Any]) -> None:
    """Write what was chosen; the display name that was not stays as a further name."""
    known = {keep.display_name, drop.display_name} - {values["display_name"]}
    if values["key"] == drop.key and drop.key is not None:
        write(drop, {"key": None})  # one record at a time may have it
    write(keep, values)
    names = NAMES[type(keep)]
    back = NOUNS[type(keep)]
    held = set(names.objects.filter(**{back: keep}).values_list("text", flat=True))
    for text in sorted(known - held):
        names.objects.create(**{back: keep}, text=text, kind=NameKind.ALIAS)


def _seen(keep: Any, drop: Any, user: Any) -> dict[type[models.Model], set[Any]]:
    """Find the rows that point at two records and can be seen by the user, while both stand."""
    found: dict[type[models.Model], set[Any]] = {}
    for field in references(type(keep)):
        rows: Any = field.model._default_manager  # noqa: SLF001
        asked = rows.visible_to(user).filter(**{f"{field.name}__in": [keep, drop]})
        ids = asked.values_list("pk", flat=True)
        found.setdefault(field.model, set()).update(ids)
    return found


def _told(error: ValidationError, user: Any) -> str:
    """Say why rows cannot be made one only to whoever reads them all."""
    closed = str(UNLIKE)
    return closed if user.is_superuser and closed in error.messages else str(HIDDEN)


def _refuse_circles(keep: Any, drop: Any, user: Any) -> None:
    for sentence, rows in _against(keep, drop):
        if rows.exists():
            seen = rows.model.objects.visible_to(user).filter(pk__in=rows.values("pk"))
            raise ValidationError(sentence if seen.exists() else HIDDEN)


def _against(keep: Any, drop: Any) -> Iterator[tuple[Any, models.QuerySet]]:
    """Give the rows by which two records are not one, each with what to say of them."""
    model = type(keep)
    if model is Institution:
        for upper, lower in ((keep, drop), (drop, keep)):
            under = Institution.objects.filter(pk=lower.pk)
            yield ABOVE, under if _is_above(upper, lower) else under.none()
        either = Q(institution=keep, succession__successor=drop)
        either |= Q(institution=drop, succession__successor=keep)
        yield FOLLOWS, SuccessionPredecessor.objects.filter(either)
    else:
        either = Q(reads_for=keep, participation__contact=drop)
        either |= Q(reads_for=drop, participation__contact=keep)
        rows = AccountParticipant.objects.filter(either)
        yield AGAINST.format(what=rows.model._meta.verbose_name), rows
    by_model: dict[Any, list[str]] = {}
    for field in references(model):
        by_model.setdefault(field.model, []).append(field.name)
    for pointing, names in by_model.items():
        if len(names) > 1:
            first = Q.create([(name, keep) for name in names], connector=Q.OR)
            second = Q.create([(name, drop) for name in names], connector=Q.OR)
            rows = pointing._base_manager.filter(first, second)  # noqa: SLF001
            yield AGAINST.format(what=pointing._meta.verbose_name), rows


def _is_above(upper: Institution, lower: Institution) -> bool:
    """Walk up from one institution; a query a level, of which there are few."""
    parent = lower.parent_id
    while parent is not None and parent != upper.pk:
        parent = Institution.objects.values_list("parent_id", flat=True).get(pk=parent)
    return parent is not None
