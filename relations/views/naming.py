"""A record that a filter asks for: typed by its name, kept in the address by its id."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import QueryDict

from relations.filters.asking import Many, Record
from relations.filters.base import NounFilters
from relations.models import (
    Agreement,
    Contact,
    Event,
    EventSeries,
    Institution,
    Source,
    Topic,
)
from relations.models.search import SearchKind
from relations.names.folding import LONGEST, folded
from relations.search.finding import NEAR, find
from relations.views.search import kinds_for

KINDS: Final[Mapping[type[Model], str]] = {
    Agreement: SearchKind.AGREEMENT,
    Contact: SearchKind.CONTACT,
    Event: SearchKind.EVENT,
    EventSeries: SearchKind.SERIES,
    Institution: SearchKind.INSTITUTION,
    Source: SearchKind.SOURCE,
    Topic: SearchKind.TOPIC,
}
MOST: Final = 20

Doubts = dict[str, Sequence[tuple[str, str]]]


def by_name(filters: NounFilters, query: QueryDict) -> tuple[QueryDict, Doubts]:
    """Put ids in the place of names that mean one record; tell what the other names may mean.

    Only what is no id is looked for: one to four queries a name.
    """
    told, doubts = query.copy(), Doubts()
    for name in filters.errors:
        question: Any = filters.filters.get(name)
        one = question.one if isinstance(question, Many) else question
        if not isinstance(one, Record) or one.related not in KINDS:
            continue
        given = ",".join(map(str, query.getlist(name)))
        texts = [given] if one is question else given.split(",")
        meant = [_meant(filters, one, text.strip()) for text in texts if text.strip()]
        if all(len(found) == 1 for found in meant):
            told[name] = ",".join(found[0][0] for found in meant)
        else:
            doubts[name] = next(found for found in meant if len(found) != 1)
    return told, doubts


def _meant(filters: NounFilters, question: Record, text: str) -> list[tuple[str, str]]:
    """Find the records a text may mean, by id and name: one where it is called just so."""
    try:
        return [(str(question.make_field(filters).clean(text).pk), text)]
    except ValidationError:
        kind = KINDS[question.related]
    if kind not in kinds_for(filters.user) or not folded(text[:LONGEST]):
        return []
    found = find(filters.user, text[:LONGEST], kinds=[kind], limit=MOST)
    near = [one for one in found if one.score >= NEAR]
    just = [one for one in near if folded(one.matched) == folded(text)]
    for few in (just, near):
        if len(few) == 1:
            found = few
    return [(str(one.id), f"{one.name} ({one.hint})" if one.hint else one.name) for one in found]
