"""Filters of what sources told of events."""

from typing import Any

from django.db.models import Q

from relations.filters.asking import Choice, Number, Question, Record, Text, Words
from relations.filters.base import NounFilters
from relations.filters.dating import Dates
from relations.filters.reach import Kinds
from relations.filters.searching import Saying
from relations.models import (
    AccountName,
    AccountRemark,
    Confidentiality,
    Event,
    EventFamily,
    EventFormat,
    EventLevel,
    EventStatus,
    Precision,
    Source,
    Tense,
)
from relations.search.texts import saying

MOST = 10_000_000


class Told(Words):
    """Accounts by words of a name the source gives the event, or of what it says beside."""

    about = f"words of a name the source gives the event, or: {Saying.about}"

    def condition(self, asker: Any, value: Any) -> Q:
        text = " ".join(value)
        remarks = asker.through(AccountRemark, "account", saying("remark", text))
        return super().condition(asker, value) | saying("account", text) | remarks


def by_name(filters: NounFilters, word: str) -> Q:
    return filters.named(word, ["name"], AccountName, "account")


def remarked(filters: NounFilters, code: str) -> Q:
    return filters.through(AccountRemark, "account", code=code)


class AccountFilters(NounFilters):
    q = Told(by_name)
    event = Record("event", Event)
    source = Record("source", Source)
    kind = Kinds("kind")
    family = Choice("kind__family", EventFamily)
    status = Choice("status", EventStatus)
    tense = Choice("tense", Tense)
    precision = Choice("precision", Precision)
    level = Choice("level", EventLevel, blank=True)
    mode = Choice("format", EventFormat)
    date = Dates("date_span")
    language = Question("source__language", about="of the source, BCP 47")
    publisher = Text("source__publisher")
    head_count__min = Number("head_count__gte", most=MOST)
    remark = Question(remarked, about="code of a remark")
    confidentiality = Choice("confidentiality", Confidentiality)
