"""Filters of notes and documents."""

from django.db.models import Q

from relations.filters.asking import Choice, Question, Record, Words, holding
from relations.filters.base import NounFilters
from relations.filters.searching import Saying
from relations.models import Agreement, Confidentiality, Contact, Event, Institution


def titled(_filters: NounFilters, word: str) -> Q:
    return holding(word, ["title", "file_name"])


class NoteFilters(NounFilters):
    """Filters of notes; a note keeps its own level, so its text is asked of visible ones only."""

    q = Saying("note")
    event = Record("event", Event, blank=True)
    institution = Record("institution", Institution, blank=True)
    contact = Record("contact", Contact, blank=True)
    agreement = Record("agreement", Agreement, blank=True)
    confidentiality = Choice("confidentiality", Confidentiality)


class DocumentFilters(NounFilters):
    q = Words(titled, about="words of the title")
    event = Record("event", Event, blank=True)
    institution = Record("institution", Institution, blank=True)
    contact = Record("contact", Contact, blank=True)
    agreement = Record("agreement", Agreement, blank=True)
    language = Question("language", about="BCP 47")
    content_type = Question("content_type")
    confidentiality = Choice("confidentiality", Confidentiality)
