"""Filters of sources."""

from typing import Any

from django.db.models import Q

from relations.filters.asking import Choice, Coded, Question, Record, Text, Words, holding
from relations.filters.base import NounFilters
from relations.filters.dating import Dates
from relations.models import Account, Citation, Collection, Confidentiality, Event, SourceKind


def titled(_filters: NounFilters, word: str) -> Q:
    return holding(word, ["title", "publisher"])


def telling_of(filters: NounFilters, events: list[Any]) -> Q:
    told = filters.through(Account, "source", event__in=events)
    return told | filters.through(Citation, "source", event__in=events)


class SourceFilters(NounFilters):
    q = Words(titled, about="words of the title or the publisher")
    kind = Choice("kind", SourceKind)
    publisher = Text("publisher")
    language = Question("language", about="BCP 47")
    url = Question("url")
    published = Dates("published_span")
    collection = Coded("collection", Collection, names=("name",))
    event = Record(telling_of, Event)
    confidentiality = Choice("confidentiality", Confidentiality)
