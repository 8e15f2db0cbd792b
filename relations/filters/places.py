"""Filters of places and topics."""

from django.db.models import Q

from relations.filters.asking import Choice, Coded, Question, Words, holding
from relations.filters.base import NounFilters
from relations.filters.reach import TOPIC_NAMES, Places, Topics
from relations.filters.searching import Named
from relations.models import Place, PlaceKind, Topic
from relations.models.search import SearchKind


def in_four_languages(_filters: NounFilters, word: str) -> Q:
    return holding(word, TOPIC_NAMES)


class PlaceFilters(NounFilters):
    q = Words(in_four_languages)
    kind = Choice("kind", PlaceKind)
    region = Places("pk")
    parent = Coded("parent", Place, names=Places.names, blank=True)
    alpha2 = Question("alpha2__iexact")
    m49 = Question("m49")


class TopicFilters(NounFilters):
    q = Named(SearchKind.TOPIC)
    topic = Topics("pk")
    parent = Coded("parent", Topic, names=Topics.names, blank=True)
