"""Filters of figures and of relations between parties."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from relations.filters.asking import Amount, Choice, Flag, Question, Record, Text, Words, holding
from relations.filters.base import NounFilters
from relations.filters.dating import Dates
from relations.filters.fields import EitherField
from relations.filters.reach import Institutions, Places, own_places
from relations.filters.searching import Saying
from relations.filters.trees import Ids
from relations.models import (
    Account,
    Confidentiality,
    Event,
    FigureSubject,
    Institution,
    Qualifier,
    RelationKind,
    RelationParty,
    Source,
)
from relations.models.base import Row


class About(Question):
    """A place by its code or an institution by its id, each with what stands under it."""

    field_class = EitherField
    about = "code of a place, or id of an institution"

    def __init__(self, place: Places, institution: Institutions) -> None:
        super().__init__()
        self.place = place
        self.institution = institution

    def facts(self, asker: Any) -> dict[str, Any]:
        return {"either": (self.place.make_field(asker), self.institution.make_field(asker))}

    def condition(self, asker: Any, value: Any) -> Q:
        other = self.institution if isinstance(value, Institution) else self.place
        return other.condition(asker, value)


def linked(model: type[Row], back: str, arc: str) -> Callable[[NounFilters, Ids], Q]:
    """Make a question for the rows with a part that points at a place or an institution."""

    def asks(filters: NounFilters, ids: Ids) -> Q:
        return filters.through(model, back, **{f"{arc}__in": ids})

    return asks


class FigureFilters(NounFilters):
    q = Saying("figure")
    indicator = Text("indicator")
    country = Places(
        linked(FigureSubject, "figure", "place"), links=own_places(FigureSubject, "figure")
    )
    institution = Institutions(linked(FigureSubject, "figure", "institution"))
    about = About(country, institution)
    units = Flag(about="0 leaves the units of an institution out")
    unit = Question("unit__iexact")
    qualifier = Choice("qualifier", Qualifier)
    value__min = Amount("value__gte")
    value__max = Amount("value__lte")
    period = Dates("period_span")
    source = Record("source", Source, blank=True)
    account = Record("account", Account, blank=True)
    event = Record("account__event", Event)
    confidentiality = Choice("confidentiality", Confidentiality)


def called(_filters: NounFilters, word: str) -> Q:
    return holding(word, ["status"])


class RelationFilters(NounFilters):
    q = Words(called, about="words of the status")
    kind = Choice("kind", RelationKind)
    status = Text("status")
    country = Places(
        linked(RelationParty, "relation", "place"), links=own_places(RelationParty, "relation")
    )
    institution = Institutions(linked(RelationParty, "relation", "institution"))
    about = About(country, institution)
    units = Flag(about="0 leaves the units of an institution out")
    since = Dates("since_span")
    until = Dates("until_span")
    source = Record("source", Source, blank=True)
    account = Record("account", Account, blank=True)
    event = Record("account__event", Event)
    confidentiality = Choice("confidentiality", Confidentiality)
