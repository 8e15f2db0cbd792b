"""Filters of sources."""

from typing import Any

from django.db.models import Q

from relations.filters.asking import Choice, Coded, Question, Record, Text
from relations.filters.base import NounFilters
from relations.filters.dating import Dates
from relations.filters.searching import Named
from relations.models import Account, Citation, Collection, Confidentiality, Event, SourceKind
from relations.models.search import SearchKind


def telling_of(filters: NounFilters, events: list[Any]) -> Q:
    told = filters.through(Account, "source", event__in=events)
    return told | filters.through(Citation, "source", event__in=events)


class SourceFilters(NounFilters):
    q = Named(SearchKind.SOURCE)
    kind = Choice("kind", SourceKind)
    publisher = Text("publisher")
    language = Question("language", about="BCP 47")
    url = Question("url")
    published = Dates("published_span")
    collection = Coded("collection", Collection, names=("name",))
    event = Record(telling_of, Event)
    confidentiality = Choice("confidentiality", Confidentiality)
