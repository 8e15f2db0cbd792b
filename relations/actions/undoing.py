"""Undo a change of several records as a whole, by the entries it left in the journal."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from relations.actions.given import LEVEL, LOST
from relations.actions.records import clean, refusing
from relations.actions.several import TOPICS, Plan, fields_of, right_to_change, topics_of
from relations.history.acting import act
from relations.history.past import State, might_read
from relations.models import Journal, Topic

SEVERAL: Final = re.compile(r"change [0-9]+ [a-z]+")
NOTHING: Final = gettext_lazy(
    "There is no such change of several records, or it is undone already."
)


class ChangedSinceError(Exception):
    """Some of the records were changed since; nothing is undone. ``plans`` say which, and how."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        super().__init__("what was changed for several records was changed since")
        self.plans = plans


@dataclass(slots=True)
class _Written:
    """What the change wrote of one record: its row before and after, and its topics."""

    before: State = None
    after: State = None
    added: list[UUID] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class _Way:
    """The way back for one record: what is set, which links go and which come again."""

    plan: Plan
    values: dict[str, Any] = field(default_factory=dict)
    gone: list[UUID] = field(default_factory=list)
    back: list[dict[str, Any]] = field(default_factory=list)


def is_several(name: str) -> bool:
    """Tell whether an act of the journal changed several records at once."""
    return SEVERAL.fullmatch(name) is not None


def plan_undo(rows: models.QuerySet, *, transaction: int, user: Any) -> list[Plan]:
    """Say for each of the rows what undoing a change of several would put back.

    Left out is what the user could not have read before or after it. ``why`` names what was
    changed since. Three queries, however many records.
    """
    return [way.plan for way in _ways(rows, transaction, user)]


def undo_several(rows: models.QuerySet, *, transaction: int, user: Any) -> list[Any]:
    """Put back what a change of several records wrote of the rows: one act, one transaction.

    Returns the records. Raises ``ChangedSinceError`` where some of it was changed since, and
    ``ValidationError`` where nothing is left to undo or a rule forbids it; nothing is written then.
    """
    model = rows.model
    if not user.has_perm(right_to_change(model)):
        raise PermissionDenied
    concrete = model._meta.concrete_model or model
    with act(f"undo change of {model._meta.model_name}s", user), refusing(concrete):
        locked = rows.order_by("pk").select_for_update(of=("self",))
        ways = [way for way in _ways(locked, transaction, user) if way.plan.changes]
        if not ways:
            raise ValidationError(str(NOTHING))
        if clashing := [way.plan for way in ways if way.plan.why]:
            raise ChangedSinceError(clashing)
        for way in ways:
            _put_back(way)
        _put_topics_back(model, ways)
        done = [way.plan.record for way in ways]
        if rows.filter(pk__in=[one.pk for one in done]).count() != len(done):
            raise ValidationError(str(LOST))
    return done


def _ways(rows: models.QuerySet, transaction: int, user: Any) -> Iterator[_Way]:
    written = _written(rows.model, transaction, user)
    records = list(rows.filter(pk__in=written))
    known = _linked(rows.model, written.values())
    for record in records:
        yield _way(record, written[record.pk], known)


def _written(model: Any, transaction: int, user: Any) -> dict[UUID, _Written]:
    """Read the journal of the change, record by record; nothing where it was no such change."""
    entries = Journal.objects.filter(transaction=transaction).order_by("pk")
    found: dict[UUID, _Written] = defaultdict(_Written)
    hidden: set[UUID] = set()
    link, owner = topics_of(model) or (None, "")
    for entry in entries.filter(table__in=[one._meta.db_table for one in (model, link) if one]):
        if not is_several(entry.act):
            continue
        if entry.table == model._meta.db_table:
            one = found[entry.record]
            one.before, one.after = one.before or entry.before, entry.after
            if not (might_read(entry.before, user) and might_read(entry.after, user)):
                hidden.add(entry.record)
        elif entry.operation == "insert":
            found[UUID(entry.after[f"{owner}_id"])].added.append(entry.record)
        else:
            found[UUID(entry.before[f"{owner}_id"])].taken.append(entry.before)
    return {pk: one for pk, one in found.items() if pk not in hidden}


def _columns(model: Any) -> list[models.Field]:
    names = {*fields_of(model), *LEVEL}
    return [column for column in model._meta.concrete_fields if column.name in names]


def _value(column: Any, state: Any) -> Any:
    """Read a column of a state of the journal as a record holds it."""
    value = state[column.column]
    if value is None:
        return None
    if isinstance(column, ArrayField):
        return [column.base_field.to_python(one) for one in value]
    return (column.target_field if column.is_relation else column).to_python(value)


def _linked(model: Any, written: Iterable[_Written]) -> dict[str, dict[Any, Any]]:
    """Read what the changed links led to, and the topics: a query for each of them."""
    written = list(written)
    known: dict[str, dict[Any, Any]] = {}
    for column in _columns(model):
        if column.is_relation:
            ids = {_value(column, one.before) for one in written if one.before} - {None}
            target: Any = column.related_model
            known[column.name] = target._base_manager.in_bulk(ids) if ids else {}  # noqa: SLF001
    topics = {UUID(state["topic_id"]) for one in written for state in one.taken}
    known[TOPICS] = Topic.objects.in_bulk(topics) if topics else {}
    return known


def _way(record: Any, written: _Written, known: dict[str, dict[Any, Any]]) -> _Way:
    way = _Way(Plan(record, ()))
    changes: list[tuple[str, Any, Any]] = []
    changed: list[str] = []
    for column in _columns(type(record)) if written.before else ():
        before, after = (_value(column, one) for one in (written.before, written.after))
        now = getattr(record, column.attname)
        if before in (after, now):
            continue
        old = known[column.name].get(before) if column.is_relation and before else before
        changes.append((column.name, getattr(record, column.name), old))
        way.values[column.attname] = before
        if now != after or (before and old is None):
            changed.append(capfirst(str(column.verbose_name)))
    if written.added or written.taken:
        _topics_back(record, written, known[TOPICS], way, changes, changed)
    why = _("Changed since: {fields}.").format(fields=", ".join(changed)) if changed else ""
    way.plan = Plan(record, changes, why or ("" if changes else _("It is so already.")))
    return way


def _topics_back(
    record: Any,
    written: _Written,
    topics: dict[Any, Any],
    way: _Way,
    changes: list[Any],
    changed: list[str],
) -> None:
    """Take away the links the change made, and make again those it took away."""
    links = list(record.topic_links.all())
    way.gone = [link.pk for link in links if link.pk in written.added]
    stay = [link.topic for link in links if link.pk not in written.added]
    held = {topic.pk for topic in stay}
    way.back = [state for state in written.taken if UUID(state["topic_id"]) not in held]
    again = [topics.get(UUID(state["topic_id"])) for state in way.back]
    if way.gone or way.back:
        then = [*stay, *(topic for topic in again if topic)]
        changes.append((TOPICS, [link.topic for link in links], then))
    if None in again:
        changed.append(_("Topics"))


def _put_back(way: _Way) -> None:
    """Set the fields of one record again."""
    record = way.plan.record
    for name, value in way.values.items():
        setattr(record, name, value)
    if way.values:
        clean(record)
        record.save(update_fields=list(way.values))


def _put_topics_back(model: Any, ways: Iterable[_Way]) -> None:
    """Unlink and link the topics of all records; two statements."""
    link, _owner = topics_of(model) or (None, "")
    if link is None:
        return
    ways = list(ways)
    link.objects.filter(pk__in=[pk for way in ways for pk in way.gone]).delete()
    columns = [column for column in link._meta.concrete_fields if not column.generated]
    link.objects.bulk_create(
        link(**{column.attname: _value(column, state) for column in columns})
        for way in ways
        for state in way.back
    )
