"""Other records whole in place of their names, and records of another noun below each row."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied

from relations.actions import tokens
from relations.api.problems import BadParameters
from relations.api.shapes import STAMPS, EventRef, KindRef, PlaceRef, Ref, Refs
from relations.exports.nouns import MODELS
from relations.models import Token

OF_EVENT = dict.fromkeys(
    ("participations", "statements", "commitments", "agreements", "accounts", "notes"), "event"
)
BELOW: dict[str, dict[str, str]] = {
    "institutions": {"posts": "institution", "series": "organizer"},
    "contacts": {"posts": "contact", "participations": "contact", "statements": "contact"},
    "events": OF_EVENT,
    "meetings": OF_EVENT,
    "forums": OF_EVENT,
    "series": {"events": "series"},
    "agreements": {"commitments": "agreement"},
    "sources": {"accounts": "source", "figures": "source", "relations": "source"},
}
"""Nouns that can be asked for below another, and their key to it."""
REFERENCES = (Ref, EventRef, PlaceRef, KindRef, Refs)
BEHIND = (*STAMPS, "teams", "readers", "deleted_at")
"""What every record has, or every one with a level; a list of many tells little of it."""
MOST = 6
_HOLDERS = (dict, list)


def read(noun: str, views: dict[str, Any], text: str) -> list[str]:
    """Read ``posts,institution``; a later name may be of what an earlier one brings."""
    names = list(dict.fromkeys(text.split(",")))
    known = {*BELOW.get(noun, {}), *references(views[noun].row())}
    for name in names[:MOST]:
        if name in BELOW.get(noun, {}):
            known |= references(views[name].row())
    if unknown := [name for name in names if name not in known] or names[MOST:]:
        told = ", ".join(sorted(known))
        raise BadParameters({"expand": [f"Give up to {MOST} of: {told}; not {unknown[0][:40]}."]})
    return names


def references(shape: Any) -> set[str]:
    """Give the names under which a shape speaks of other records."""
    found: set[str] = set()
    for name, field in shape.fields.items():
        inner = getattr(field, "child", field)
        if isinstance(field, REFERENCES):
            found.add(name)
        elif isinstance(inner, serializers.Serializer):
            found |= references(inner)
    return found


class Expander:
    """Bring whole rows into the results of one list; a few queries for each name asked."""

    def __init__(self, request: Any, base: str, views: dict[str, Any]) -> None:
        self.request = request
        self.base = base
        self.views = views

    def expand(
        self, noun: str, names: list[str], rows: list[Any], results: list[dict[str, Any]]
    ) -> None:
        for name in names:
            if name in BELOW.get(noun, {}):
                self.below(name, BELOW[noun][name], rows, results)
            else:
                self.replace(name, results)

    def below(self, noun: str, key: str, rows: list[Any], results: list[dict[str, Any]]) -> None:
        found: dict[UUID, list[Any]] = defaultdict(list)
        ids = [row.pk for row in rows]
        records = list(self.seen(noun, **{f"{key}__in": ids}))
        for record, told in zip(records, self.shaped(noun, records), strict=True):
            found[getattr(record, f"{key}_id")].append(told)
        for row, result in zip(rows, results, strict=True):
            result[noun] = found[row.pk]

    def replace(self, name: str, results: list[dict[str, Any]]) -> None:
        held = held_in(results, name)
        wanted: dict[str, dict[UUID, str]] = defaultdict(dict)
        for url in dict.fromkeys(holder[place]["url"] for holder, place in held):
            noun, pk = self.named(url)
            wanted[noun][pk] = url
        whole = {}
        for noun, ids in wanted.items():
            records = list(self.seen(noun, pk__in=ids))
            for record, told in zip(records, self.shaped(noun, records), strict=True):
                whole[ids[record.pk]] = told
        for holder, place in held:
            holder[place] = whole[holder[place]["url"]]

    def named(self, url: str) -> tuple[str, UUID]:
        noun, pk = url.removeprefix(self.base).rstrip("/").split("/")
        return noun, UUID(pk)

    def seen(self, noun: str, **of: Any) -> Any:
        """Return the rows of a noun the reader, and the reader's token, may see."""
        auth = self.request.auth
        if isinstance(auth, Token) and not tokens.allows(auth, noun, writing=False):
            raise PermissionDenied
        model: Any = MODELS[noun]
        rows = model.objects.visible_to(self.request.user).filter(**of)
        view = self.views[noun]
        return lean(view.for_rows(rows, self.request.user), view.row)

    def shaped(self, noun: str, records: list[Any]) -> Any:
        view = self.views[noun](request=self.request)
        told = {"user": self.request.user, "base": self.base, **view.beside_rows(records)}
        return view.row(records, many=True, context=told).data


def lean(rows: Any, shape: Any, keys: Iterable[str] = ()) -> Any:
    """Leave out what stands behind each record, where a shape or an order does not read it."""
    told = {*_read_by(shape), *keys}
    held = {field.name for field in rows.model._meta.concrete_fields}
    return rows.defer(*(name for name in BEHIND if name in held and name not in told))


@cache
def _read_by(shape: Any) -> frozenset[str]:
    """Name the fields of a row that a shape reads; to make one costs a copy of each of its own."""
    return frozenset(str(field.source).partition(".")[0] for field in shape().fields.values())


def held_in(value: Any, name: str) -> list[tuple[Any, Any]]:
    """Find the places where records are spoken of under a name: what holds them, and where."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        held = waiting.pop()
        if isinstance(held, dict):
            inner = held.get(name)
            if _is_reference(inner):
                found.append((held, name))
            elif isinstance(inner, list):
                found += [(inner, place) for place, one in enumerate(inner) if _is_reference(one)]
            held = held.values()
        waiting += [
            below for below in held if isinstance(below, _HOLDERS) and not _is_reference(below)
        ]
    return found


def _is_reference(value: Any) -> bool:
    return isinstance(value, dict) and "url" in value and "version" not in value
