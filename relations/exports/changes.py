"""What changed, in one order over all nouns, as one reader may see it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import BooleanField, F, Func, Model, Value

from relations import access
from relations.exports.nouns import MODELS
from relations.history.merges import NOUNS, heirs
from relations.models import Journal, Membership, ProbablySame
from relations.models.base import Confidential, Row

WINDOW = 1000
"""Entries of the journal that are looked through for one page."""

State = Mapping[str, Any]
Position = tuple[int, int]
START: Position = (0, 0)


class Kind(StrEnum):
    CREATED = "created"  # or opened to the reader
    UPDATED = "updated"
    DELETED = "deleted"
    MERGED = "merged"  # into another, which is told
    WITHDRAWN = "withdrawn"  # closed to the reader
    ACCESS = "access"  # the reader's own teams have changed


SEEN = (Kind.CREATED, Kind.UPDATED)


@dataclass(frozen=True, slots=True)
class Change:
    kind: Kind
    noun: str = ""
    id: UUID | None = None
    at: datetime | None = None
    into: UUID | None = None


@dataclass(frozen=True, slots=True)
class Page:
    changes: list[Change]
    position: Position
    more: bool


class Horizon(Func):
    """The oldest transaction still under way in this database: all before it have ended.

    Transactions known to run in another database of the same server are left out; any other one,
    also one that nothing is known of yet, holds the feed back until it has ended.
    """

    template = """(
SELECT coalesce(min(xid), pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
FROM (SELECT x::text::bigint FROM pg_snapshot_xip(pg_current_snapshot()) x) running (xid)
WHERE NOT EXISTS (
  SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
  WHERE locktype = 'transactionid' AND mode = 'ExclusiveLock' AND granted
  AND transactionid::text::bigint = xid & 4294967295 AND datname <> current_database()))"""


class Beyond(Func):
    """One pair of columns behind another, compared as a row so that an index finds the place."""

    arity = 4
    template = "(%(expressions)s)"
    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        sides = [compiler.compile(one) for one in self.source_expressions]
        (a, _), (b, _), (c, _), (d, _) = sides
        return f"({a}, {b}) > ({c}, {d})", [one for _, inner in sides for one in inner]


def now() -> Position:
    """Give the position behind all that is told so far."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {Horizon.template}")
        return cursor.fetchone()[0] - 1, 2**63 - 1


def read(user: Any, after: Position, *, nouns: Iterable[str], size: int) -> Page:
    """Read on from a position.

    Entries stand in the order of their transactions, of which only those before the oldest one
    still under way are told: whatever commits late stands behind every position given out. The
    rows of a page are looked up by a few queries a table, however many there are.
    """
    beyond = Beyond(F("transaction"), F("id"), Value(after[0]), Value(after[1]))
    entries = Journal.objects.filter(beyond, transaction__lt=Horizon()).order_by(
        "transaction", "id"
    )
    found = list(entries[: WINDOW + 1])
    window, more = found[:WINDOW], len(found) > WINDOW
    wanted, told = set(nouns), set()
    changes: list[Change] = []
    position = after
    for entry, change in _told(user, window):
        mark = (entry.transaction, change and change.noun, change and change.id)
        repeated = change is not None and change.kind is Kind.UPDATED and mark in told
        if change is not None and change.noun in wanted and not repeated:
            if len(changes) == size:
                return Page(changes, position, more=True)
            changes.append(change)
            told.add(mark)
        position = (entry.transaction, entry.pk)
    return Page(changes, position, more)


def _told(user: Any, entries: list[Journal]) -> Iterator[tuple[Journal, Change | None]]:
    seen = _Seen(user, entries)
    for entry in entries:
        model = tracked().get(entry.table)
        if model is Membership:
            mine = (entry.after or entry.before)["user_id"] == user.pk
            yield entry, Change(Kind.ACCESS, at=entry.at) if mine else None
        elif model is None:
            yield entry, None
        elif noun := nouns_of().get(model):
            yield entry, _of_record(seen, entry, model, noun)
        else:
            yield entry, _of_part(seen, entry, model)


def _of_record(seen: "_Seen", entry: Journal, model: type[Row], noun: str) -> Change | None:
    """Tell what happened to a record, by what could be read of it before and after."""
    was, is_ = (readable(model, state, seen.user) for state in (entry.before, entry.after))
    if is_ and seen.row(model, entry.record):
        return Change(Kind.UPDATED if was else Kind.CREATED, noun, entry.record, entry.at)
    if was and not is_ and seen.guards(model, entry.before):
        gone = entry.after is None or entry.after["deleted_at"] is not None
        if gone and (into := seen.heirs.get(entry.record)):
            return Change(Kind.MERGED, noun, entry.record, into=into)
        return Change(Kind.DELETED if gone else Kind.WITHDRAWN, noun, entry.record)
    return None


def _of_part(seen: "_Seen", entry: Journal, model: type[Row]) -> Change | None:
    """Tell that the record a part belongs to has changed, if both can be seen."""
    state = entry.after or entry.before
    open_ = seen.guards(model, state) and (entry.after is None or seen.row(model, entry.record))
    owner = seen.owners.get(entry.record) if open_ else None
    if owner is None or not seen.row(*owner):
        return None
    return Change(Kind.UPDATED, nouns_of()[owner[0]], owner[1], entry.at)


def readable(model: type[Row], state: State | None, user: Any) -> bool:
    """Tell whether the user may read a record in a state that the journal holds.

    Judges the record by itself; what it belongs to is asked for apart.
    """
    if state is None:
        return False
    if not issubclass(model, Confidential):
        return True
    if state["deleted_at"] is not None:
        return False
    if user.is_superuser or state["confidentiality"] in access.levels(user):
        return True
    if state["confidentiality"] != access.RESTRICTED or not user.has_perm(access.READ_RESTRICTED):
        return False
    teams = {str(team) for team in access.team_ids(user)}
    return user.pk in state["readers"] or bool(teams & set(state["teams"]))


class _Seen:
    """Which of the rows that some entries speak of the reader may see now."""

    def __init__(self, user: Any, entries: list[Journal]) -> None:
        self.user = user
        self.owners: dict[UUID, tuple[type[Row], UUID]] = {}
        asked: dict[type[Row], set[Any]] = defaultdict(set)
        steps: dict[tuple[type[Row], str], dict[UUID, Any]] = defaultdict(dict)
        for entry in entries:
            model = tracked().get(entry.table)
            if model is None or model is Membership:
                continue
            asked[model].add(entry.record)
            for state in filter(None, (entry.before, entry.after)):
                for name, target in _guards(model):
                    asked[target].add(UUID(state[f"{name}_id"]) if state[f"{name}_id"] else None)
                if model not in nouns_of():
                    self._step(steps, model, entry.record, state)
        self._follow(steps, asked)
        self.heirs = self._heirs(entries)
        self.rows = {
            model: set(
                _rows(model).visible_to(user).filter(pk__in=ids).values_list("pk", flat=True)
            )
            for model, ids in asked.items()
        }

    def _heirs(self, entries: list[Journal]) -> dict[UUID, UUID]:
        """Find what records were merged into that some entries took away."""
        found: dict[UUID, UUID] = {}
        for model in NOUNS:
            gone = {
                entry.record
                for entry in entries
                if entry.table == model._meta.db_table and (entry.after or {}).get("deleted_at")
            }
            found |= heirs(model, gone, self.user) if gone else {}
        return found

    def _step(self, steps: Any, model: type[Row], record: UUID, state: State) -> None:
        for way in ways(model):
            if first := state[f"{way[0]}_id"]:
                steps[model, "__".join(way)][record] = UUID(first)

    def _follow(self, steps: Any, asked: dict[type[Row], set[Any]]) -> None:
        """Find the records that parts belong to, also where a part stands under a part."""
        for (model, path), firsts in steps.items():
            first, *rest = path.split("__")
            target = _target(model, first)
            owners = {pk: pk for pk in firsts.values()}
            if rest:
                found = _rows(target).filter(pk__in=owners).values_list("pk", "__".join(rest))
                owners = dict(found)
            for name in rest:
                target = _target(target, name)
            for record, pk in firsts.items():
                if owner := owners.get(pk):
                    self.owners[record] = (target, owner)
                    asked[target].add(owner)

    def row(self, model: type[Row], pk: UUID) -> bool:
        return pk in self.rows[model]

    def guards(self, model: type[Row], state: State) -> bool:
        """Tell whether all that guards a row, in a state it had, can be seen now."""
        return all(
            state[f"{name}_id"] is None or self.row(target, UUID(state[f"{name}_id"]))
            for name, target in _guards(model)
        )


@cache
def tracked() -> dict[str, type[Row]]:
    """Give the models whose changes are told, by table."""
    found: dict[str, type[Row]] = {Membership._meta.db_table: Membership}
    for model in apps.get_app_config("relations").get_models():
        if model in nouns_of() or (issubclass(model, Row) and ways(model)):
            found[model._meta.db_table] = model  # type: ignore[assignment]
    return found


@cache
def nouns_of() -> dict[type[Model], str]:
    return {model: noun for noun, model in MODELS.items() if not model._meta.proxy}


@cache
def ways(model: type[Row]) -> tuple[tuple[str, ...], ...]:
    """Give the ways from a part to the records it may belong to, and none for what is no part."""
    if model is ProbablySame or not model.guarded_by:
        return ()
    first = model._meta.get_field(model.guarded_by[0])
    names = getattr(model, "ARCS", ()) or (model.guarded_by if first.null else (first.name,))
    return tuple(
        (name, *rest)
        for name in names
        for rest in ([()] if _target(model, name) in nouns_of() else ways(_target(model, name)))
    )


def _guards(model: type[Row]) -> list[tuple[str, type[Row]]]:
    return [(name, _target(model, name)) for name in model.guarded_by]


def _target(model: type[Row], name: str) -> type[Row]:
    target: Any = model._meta.get_field(name).related_model
    return target


def _rows(model: type[Row]) -> Any:
    return model.objects
