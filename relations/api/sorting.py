"""The order of a list: keys a reader may ask for, and the id last, so that no two rows tie."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy

from relations.api.problems import BadParameters
from relations.exports import COLUMNS
from relations.exports.base import may_be_empty
from relations.exports.nouns import MODELS
from relations.exports.ordering import past, stretches

MOST_KEYS = 4


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an order. What is empty stands last, whichever way the rest goes."""

    path: str
    descending: bool = False
    empties: bool = False

    def order(self, *, backward: bool) -> OrderBy:
        empty: dict[str, Any] = {"nulls_first": True} if backward else {"nulls_last": True}
        by = F(self.path)
        return by.desc(**empty) if self.descending is not backward else by.asc(**empty)

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.path}__isnull": True}) if value is None else Q(**{self.path: value})

    def beyond(self, value: Any, *, backward: bool) -> Q:
        """Say which rows stand behind a value, or with ``backward`` before it."""
        empty = Q(**{f"{self.path}__isnull": True})
        if value is None:
            return ~empty if backward else Q(pk__in=[])
        side = "lt" if self.descending is not backward else "gt"
        behind = Q(**{f"{self.path}__{side}": value})
        return behind if backward else behind | empty

    def value(self, row: Model) -> Any:
        value: Any = row
        for step in self.path.split("__"):
            value = getattr(value, step)
            if value is None:
                break
        return value


@dataclass(frozen=True, slots=True)
class Sort:
    """An order as it was asked for, and its keys."""

    text: str
    keys: tuple[Key, ...]

    def applied(self, rows: QuerySet, *, backward: bool = False) -> QuerySet:
        related = [key.path.rpartition("__")[0] for key in self.keys if "__" in key.path]
        rows = rows.select_related(*related) if related else rows
        return rows.order_by(*(key.order(backward=backward) for key in self.keys))

    def behind(self, rows: QuerySet, values: list[Any], *, backward: bool) -> list[QuerySet]:
        """Divide the rows behind the row with these values, or before it, into stretches."""
        rows = rows.filter(self.beyond(values, backward=backward))
        if self.whole and not any("__" in key.path for key in self.keys):
            return [rows]
        key = self.keys[0]
        parts = stretches(
            key.path,
            values[0],
            descending=key.descending,
            empties=key.empties,
            backward=backward,
        )
        return [rows.filter(part) for part in parts]

    def beyond(self, values: list[Any], *, backward: bool) -> Any:
        """Say which rows stand behind the row with these values, or before it."""
        if self.whole:
            down = self.keys[0].descending is not backward
            return past([key.path for key in self.keys], values, descending=down)
        condition, before = Q(pk__in=[]), Q()
        for key, value in zip(self.keys, values, strict=True):
            condition |= before & key.beyond(value, backward=backward)
            before &= key.same(value)
        return condition

    @property
    def whole(self) -> bool:
        """Whether one comparison of whole keys tells the order."""
        alike = len({key.descending for key in self.keys}) == 1
        return alike and not any(key.empties for key in self.keys)

    def values(self, row: Model) -> list[Any]:
        return [key.value(row) for key in self.keys]


def sortable(noun: str) -> dict[str, str]:
    """Give the paths a list can be ordered by, under their names."""
    paths = {column.name: column.sort for column in COLUMNS[noun] if column.sort}
    fields = {field.name for field in MODELS[noun]._meta.get_fields()}
    stamps = [name for name in ("created_at", "changed_at") if name in fields]
    return {**paths, **{name: name for name in stamps}, "id": "pk"}


def read_sort(noun: str, text: str) -> Sort:
    """Read `-date,title`; raises BadParameters for what the noun cannot be ordered by."""
    allowed = sortable(noun)
    keys: dict[str, Key] = {}
    for part in text.split(","):
        name = part.removeprefix("-")
        if name not in allowed or name in keys or len(keys) == MOST_KEYS:
            known = ", ".join(allowed)
            raise BadParameters({"sort": [f"Give up to {MOST_KEYS} of these, once each: {known}."]})
        path = allowed[name]
        empties = may_be_empty(MODELS[noun], path)
        keys[name] = Key(path, descending=part.startswith("-"), empties=empties)
    last = next(reversed(keys.values())).descending
    keys.setdefault("id", Key("pk", descending=last))
    return Sort(text, tuple(keys.values()))
