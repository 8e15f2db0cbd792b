"""The search boxes of the admin: the search of the house, in its order, within visible rows."""

from collections.abc import Mapping
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.http import HttpRequest

from relations import models as m
from relations.admin.lists import words_in
from relations.models.search import SearchKind
from relations.search.finding import MOST, NEAR, find

KINDS: Final[Mapping[type[models.Model], str]] = {
    m.Contact: SearchKind.CONTACT,
    m.Institution: SearchKind.INSTITUTION,
    m.Event: SearchKind.EVENT,
    m.Meeting: SearchKind.EVENT,
    m.Forum: SearchKind.EVENT,
    m.EventSeries: SearchKind.SERIES,
    m.Agreement: SearchKind.AGREEMENT,
    m.Topic: SearchKind.TOPIC,
    m.Source: SearchKind.SOURCE,
}
LONGEST: Final = 200
OFFERED: Final = 60
"""How many rows are offered at most while one types: three pages of the box."""


def search(
    request: HttpRequest, rows: models.QuerySet, fields: tuple[str, ...], text: str
) -> models.QuerySet:
    """Keep the rows that a text finds; those of a searched noun stand in the order of the search.

    An order chosen by the head of a column holds. While a link is typed only the first round of
    the search runs. Rows of other nouns are found by their own ``fields``, in which every word
    must stand, or by the record they are linked with: a post by any spelling of its holder.
    """
    text = text.replace("\0", " ")[:LONGEST].strip()
    if not text:
        return rows
    kind = KINDS.get(rows.model)
    if kind is None:
        if is_typing(request) and _searched(rows.model, fields):
            return _typed(request, rows, fields, text)
        return rows.filter(
            words_in(rows.model, fields, text) | _linked(request, rows.model, fields, text)
        )
    if "://" in text:
        return rows.filter(words_in(rows.model, fields, text))
    found = _find(request, text, {kind})[kind]
    kept = rows.filter(pk__in=found)
    return kept if "o" in request.GET else kept.order_by(_rank(found), "pk")


def is_typing(request: Any) -> bool:
    return bool(request.resolver_match.url_name == "autocomplete")


def _find(request: Any, text: str, kinds: set[str]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {kind: [] for kind in kinds}
    for one in find(request.user, text, kinds=kinds, limit=MOST, typing=is_typing(request)):
        if one.score >= NEAR:
            found[one.kind].append(one.id)
    return found


def _rank(found: list[Any]) -> Func:
    ids = Value(found, output_field=ArrayField(models.UUIDField()))
    return Func(ids, F("pk"), function="array_position", output_field=models.IntegerField())


def _searched(model: type[models.Model], fields: tuple[str, ...]) -> dict[str, str]:
    """Name the links that search fields go through to records of the search, with their kinds."""
    kinds: dict[str, str] = {}
    for path in fields:
        name, dunder, _rest = path.partition("__")
        target: Any = model._meta.get_field(name).related_model if dunder else None
        if target in KINDS:
            kinds[name] = KINDS[target]
    return kinds


def _typed(
    request: HttpRequest, rows: models.QuerySet, fields: tuple[str, ...], text: str
) -> models.QuerySet:
    """Offer few rows while one types: by what they are linked with, then by words of their own.

    Only what neither finds is looked for in every field of every row.
    """
    links = _searched(rows.model, fields)
    own = tuple(path for path in fields if path.partition("__")[0] not in links)
    bare = rows.order_by()
    found = set(bare.filter(_linked(request, rows.model, fields, text)).values_list("pk")[:OFFERED])
    if own and len(found) < OFFERED:
        found |= set(bare.filter(words_in(rows.model, own, text)).values_list("pk")[:OFFERED])
    if found or " " not in text:
        return rows.filter(pk__in=[pk for (pk,) in found])
    return rows.filter(words_in(rows.model, fields, text))


def _linked(
    request: HttpRequest, model: type[models.Model], fields: tuple[str, ...], text: str
) -> Q:
    """Ask for rows by the searched records that their search fields go through; one search."""
    kinds = _searched(model, fields)
    if not kinds:
        return Q(pk__in=[])
    found = _find(request, text, set(kinds.values()))
    asked = Q(pk__in=[])
    for name, kind in kinds.items():
        asked |= Q(**{f"{name}__in": found[kind]})
    return asked
