"""Undo a merge at any later time, by its ledger: the entries it left in the journal."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext_lazy as _
from psycopg import sql

from relations import access
from relations.actions import records
from relations.actions.merging import MAY_MERGE
from relations.history.acting import act
from relations.history.merges import Merge, merge_of
from relations.models import Journal

STAMPS = {"version", "changed_at", "changed_by_id"}
GONE = _("There is no such merge, or it is undone already.")
LATER = _("The record was merged into another since; undo that first.")
TOLD = ("before", "merged", "now")
ROW = ""
"""The field of a clash that is about a whole row."""

State = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Clash:
    """A field changed since the merge: what it was before, after, and what it is now."""

    model: type[models.Model]
    record: UUID
    field: str
    before: Any
    merged: Any
    now: Any

    @property
    def row(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def column(self) -> models.Field | None:
        """Return the field, or nothing where the row itself is gone or back."""
        return self.model._meta.get_field(self.field) if self.field else None  # type: ignore[return-value]

    def values(self) -> dict[str, Any]:
        """Tell the three values; of a link none, since what it leads to may be hidden."""
        bare = self.column is not None and not self.column.is_relation
        return {name: getattr(self, name) if bare else None for name in TOLD}


class ClashError(Exception):
    """Rows were changed since the merge; nothing is undone until somebody says to keep that."""

    def __init__(self, clashes: list[Clash]) -> None:
        super().__init__("what was merged was changed since")
        self.clashes = clashes


def shown(clashes: list[Clash], user: Any) -> list[Clash]:
    """Keep the clashes of rows the user may see; a query a table."""
    seen: dict[Any, set[UUID]] = {}
    for clash in clashes:
        seen.setdefault(clash.model, set()).add(clash.record)
    for model, ids in seen.items():
        rows: Any = model._default_manager  # noqa: SLF001
        seen[model] = set(rows.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    return [clash for clash in clashes if clash.record in seen[clash.model]]


@dataclass(frozen=True, slots=True)
class Unmerged:
    """Both records as they stand again, and what was left as it was found."""

    keep: Any
    drop: Any
    clashes: tuple[Clash, ...]


def undo_merge(
    drop: models.Model,
    *,
    user: Any,
    keep_changes: bool = False,
    check: Callable[[], None] | None = None,
) -> Unmerged:
    """Put back every row a merge touched as it stood before, its stamps included.

    Versions alone count on, so that a form that was opened while the two were one stays stale.
    What was changed since is not overwritten: raises ``ClashError`` with all of it, or with
    ``keep_changes`` undoes the rest. What was added to the kept record since stays with it.
    """
    model = type(drop)
    if not user.has_perm(MAY_MERGE):
        raise PermissionDenied
    with act(f"undo merge of {model._meta.model_name}s", user), records.refusing(model):
        merge = _found(drop, user)
        if check:
            check()
        undo = _Undo(merge)
        undo.run()
        if undo.clashes and not keep_changes:
            raise ClashError(undo.clashes)
    merge.keep.refresh_from_db()
    drop.refresh_from_db()
    return Unmerged(merge.keep, drop, tuple(undo.clashes))


def _found(drop: models.Model, user: Any) -> Merge:
    """Read the merge again with both records locked, as far as the user may see both."""
    rows: Any = type(drop)._base_manager  # noqa: SLF001
    could_see = rows.filter(access.within_reach(user), pk=drop.pk)
    merge = merge_of(could_see.select_for_update(of=("self",)).get())
    if merge is None or merge.keep is None:
        raise ValidationError(GONE)
    ids = [merge.keep.pk, merge.drop.pk]
    held = {
        row.pk: row
        for row in rows.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",))
    }
    if not type(drop).objects.visible_to(user).filter(pk=merge.keep.pk).exists():  # type: ignore[attr-defined]
        if held[merge.keep.pk].deleted_at is not None:
            raise ValidationError(LATER)
        raise ObjectDoesNotExist
    return merge


class _Undo:
    """The way back: each entry of the ledger turned round, the last first.

    Every step leads to a state that stood on the way there, so that no rule of the database is
    broken in between. A row changed since is left out of it, but for the fields nobody touched.
    """

    def __init__(self, merge: Merge) -> None:
        self.merge = merge
        self.entries = list(merge.entries())
        self.first: dict[UUID, Journal] = {}
        self.last: dict[UUID, Journal] = {}
        for entry in self.entries:
            self.first.setdefault(entry.record, entry)
            self.last[entry.record] = entry
        self.now = self._standing()
        self.changed = {
            record
            for record, entry in self.last.items()
            if _told(entry.after, _model(entry.table))
            != _told(self.now[record], _model(entry.table))
        }
        self.clashes = [clash for record in self.changed for clash in self._clashes(record)]

    def _standing(self) -> dict[UUID, State | None]:
        """Read the rows of the ledger as they stand, as the journal would write them."""
        found: dict[UUID, State | None] = dict.fromkeys(self.last)
        by_table: dict[str, list[UUID]] = {}
        for record, entry in self.last.items():
            by_table.setdefault(entry.table, []).append(record)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'")
            for table, ids in by_table.items():
                asked = sql.SQL(
                    "SELECT id, to_jsonb(held) FROM {} held WHERE id = ANY(%s) FOR UPDATE"
                )
                cursor.execute(asked.format(sql.Identifier(table)), [ids])
                found |= {record: json.loads(state) for record, state in cursor.fetchall()}
        return found

    def _clashes(self, record: UUID) -> Iterator[Clash]:
        before, merged = self.first[record].before, self.last[record].after
        now, model = self.now[record], _model(self.last[record].table)
        if before is None or merged is None or now is None:
            yield Clash(model, record, ROW, before, merged, now)
            return
        for name in _columns(model) - STAMPS:
            if before[name] != merged[name] and now[name] not in (before[name], merged[name]):
                yield Clash(model, record, name, before[name], merged[name], now[name])

    def run(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('muloqot.undone', %s, true)", [str(self.merge.transaction)]
            )
            for entry in reversed(self.entries):
                if entry.record in self.changed:
                    continue
                if entry.before is None:
                    self._take_away(cursor, entry)
                else:
                    _put(cursor, entry.table, entry.record, entry.before, new=not entry.after)
            for record in self.changed:
                self._put_partly(cursor, record)
            cursor.execute("SELECT set_config('muloqot.undone', '', true)")

    def _take_away(self, cursor: Any, entry: Journal) -> None:
        """Take away a row the merge added; one that something rests on by now is a clash."""
        try:
            with transaction.atomic():
                _put(cursor, entry.table, entry.record, None, new=False)
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        except IntegrityError:
            model, now = _model(entry.table), self.now[entry.record]
            self.clashes.append(Clash(model, entry.record, ROW, None, entry.after, now))

    def _put_partly(self, cursor: Any, record: UUID) -> None:
        """Put back the fields the merge changed and nobody since; what cannot be is a clash."""
        before, merged = self.first[record].before, self.last[record].after
        now, table = self.now[record], self.last[record].table
        if before is None or merged is None or now is None:
            return
        columns = _columns(_model(table)) - STAMPS
        back = {
            name: before[name]
            for name in columns
            if before[name] != merged[name] and now[name] == merged[name]
        }
        try:
            with transaction.atomic():
                if back:
                    _put(cursor, table, record, {**now, **back}, new=False)
        except IntegrityError:
            for name, value in back.items():
                told = Clash(_model(table), record, name, value, merged[name], now[name])
                self.clashes.append(told)


def _model(table: str) -> type[models.Model]:
    return next(
        model
        for model in apps.get_app_config("relations").get_models()
        if model._meta.db_table == table and not model._meta.proxy
    )


def _columns(model: type[models.Model]) -> set[str]:
    return {str(field.column) for field in model._meta.concrete_fields if not field.generated}


def _told(state: State | None, model: type[models.Model]) -> State | None:
    """Give a state without what the database derives, or merely counts on at another undo."""
    return state and {name: state[name] for name in _columns(model) - {"version"}}


def _put(cursor: Any, table: str, record: UUID, state: State | None, *, new: bool) -> None:
    """Let one row stand as the journal says: changed, added again, or gone."""
    name = sql.Identifier(table)
    if state is None:
        cursor.execute(sql.SQL("DELETE FROM {} WHERE id = %s").format(name), [record])
        return
    columns = sql.SQL(", ").join(map(sql.Identifier, sorted(_columns(_model(table)))))
    given = sql.SQL("SELECT {} FROM jsonb_populate_record(NULL::{}, %s::jsonb)").format(
        columns, name
    )
    if new:
        asked = sql.SQL("INSERT INTO {} ({}) {}").format(name, columns, given)
        cursor.execute(asked, [json.dumps(state)])
    else:
        asked = sql.SQL("UPDATE {} SET ({}) = ({}) WHERE id = %s").format(name, columns, given)
        cursor.execute(asked, [json.dumps(state), record])
