"""Columns of agreements."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from relations.exports.base import LEVEL, Column, Kind, bring, seen
from relations.exports.cells import Cell, Cells, Form, Joined, several
from relations.exports.events import places
from relations.models import (
    Agreement,
    AgreementKind,
    AgreementParty,
    AgreementStatus,
    AgreementTopic,
    EventPlace,
    OutcomeState,
    Renewal,
    Topic,
)


def parties(row: Any) -> list[Any]:
    return [party.institution or party.place for party in row.parties.all()]


def topics(agreement: Agreement) -> list[Topic]:
    return [link.topic for link in agreement.topic_links.all()]


def bring_parties(user: Any) -> Prefetch:
    return seen("parties", AgreementParty, user, "institution", "place")


def bring_topics(_user: Any) -> Prefetch:
    return Prefetch("topic_links", queryset=AgreementTopic.objects.select_related("topic"))


def parties_of(model: Any, back: str) -> Cells:
    """Tell the visible institutions and countries that a model ties to this row by ``back``."""

    def told(name: str, user: Any) -> list[Cell]:
        rows = model.objects.visible_below(user, back).order_by("order", "pk")
        called = Coalesce("institution__display_name", "place__name_en")
        return [several(name, back, rows, called)]

    return told


def topics_told(name: str, _user: Any) -> list[Cell]:
    return [several(name, "agreement", AgreementTopic.objects.order_by("pk"), "topic__name_en")]


def made_in(agreement: Agreement) -> list[str]:
    return places(agreement.event) if agreement.event else []


def bring_places(_user: Any) -> Prefetch:
    """Bring the places of the event, which guards the agreement and is as open as they are."""
    rows = EventPlace.objects.select_related("country")
    return Prefetch("event__places", queryset=rows)


def places_told(name: str, _user: Any) -> list[Cell]:
    rows = EventPlace.objects.filter(event=OuterRef("event")).order_by("order", "pk")
    told = rows.annotate(told=Joined("city", "country__name_en")).values("told")
    return [Cell(name, ArraySubquery(told), Form.LIST, free=True)]


# The event guards the row; what it amends or replaces does not.
AGREEMENT_COLUMNS = (
    Column("title", _("Title"), kind=Kind.NAME, sort="title"),
    Column("kind", _("Kind"), kind=Kind.CHOICE, sort="kind", choices=AgreementKind),
    Column(
        "parties",
        _("Parties"),
        parties,
        Kind.RECORDS,
        brought=bring_parties,
        cells=parties_of(AgreementParty, "agreement"),
    ),
    Column("date", _("Date"), "event__date", Kind.DATE, "event__date_span", joined=("event",)),
    Column("places", _("Place"), made_in, Kind.WORDS, brought=bring_places, cells=places_told),
    Column("state", _("As told"), kind=Kind.CHOICE, sort="state", choices=OutcomeState),
    Column("in_force", _("In force"), kind=Kind.DATE, sort="in_force_span", listed=False),
    Column("until", _("Until"), kind=Kind.DATE, sort="until_span"),
    Column("event", _("Made at"), kind=Kind.RECORD, sort="event__title", joined=("event",)),
    Column(
        "status",
        _("Status"),
        kind=Kind.CHOICE,
        sort="status",
        choices=AgreementStatus,
        listed=False,
    ),
    Column("renewal", _("Renewal"), kind=Kind.CHOICE, choices=Renewal, listed=False),
    Column("notice_days", _("Days of notice"), kind=Kind.NUMBER, listed=False),
    Column("due", _("Due"), kind=Kind.DATE, sort="due_span", listed=False),
    Column("due_text", _("Due as told"), listed=False),
    Column(
        "amends", _("Amends"), kind=Kind.RECORD, brought=bring("amends", Agreement), listed=False
    ),
    Column(
        "replaces",
        _("Replaces"),
        kind=Kind.RECORD,
        brought=bring("replaces", Agreement),
        listed=False,
    ),
    Column(
        "topics",
        _("Topics"),
        topics,
        Kind.RECORDS,
        brought=bring_topics,
        listed=False,
        cells=topics_told,
    ),
    LEVEL,
)
