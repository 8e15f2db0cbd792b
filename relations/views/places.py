"""The pages of places and topics."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from relations.exports.base import Label
from relations.models import Place, Topic
from relations.views import charts
from relations.views.detail import NounDetail
from relations.views.numbers import Number, code_of, numbers_by_place


@dataclass(frozen=True, slots=True)
class Counted:
    """One noun counted in a place and in each part of it."""

    label: Label
    here: Number
    parts: Sequence[Number]


class PlaceDetail(NounDetail):
    """A country or region with all that lies in it; a region sums its parts, each row once."""

    noun = "places"
    template_name = "relations/place.html"
    related = (
        (gettext_lazy("Events"), "events", "country"),
        (gettext_lazy("Open promises"), "commitments", "country"),
        (gettext_lazy("Agreements"), "agreements", "country"),
        (gettext_lazy("Institutions"), "institutions", "country"),
        (gettext_lazy("Contacts"), "contacts", "country"),
        (gettext_lazy("Relations"), "relations", "country"),
        (gettext_lazy("Figures"), "figures", "country"),
    )
    narrowed = {"commitments": {"open": "1"}}
    most = 5

    def own(self, record: Place) -> dict[str, Any]:
        parts = sorted(record.children.all(), key=lambda one: one.name_en)
        counted = self.counted(record, parts)
        return {
            "counted": counted,
            "parts": [
                (part, [one.parts[row] for one in counted]) for row, part in enumerate(parts)
            ],
            "years": charts.events_by_year(self.request, {"country": code_of(record)}),
        }

    def counted(self, place: Place, parts: Sequence[Place]) -> list[Counted]:
        """Count a place and its parts as the filters of five lists do; one query a list."""
        asked: tuple[tuple[Label, str, dict[str, str]], ...] = (
            (_("Institutions"), "institutions", {}),
            (_("People"), "contacts", {}),
            (_("Events held"), "events", charts.HELD),
            (_("Agreements"), "agreements", {}),
            (_("Open promises"), "commitments", {"open": "1"}),
        )
        found = []
        for label, noun, shared in asked:
            here, *below = numbers_by_place(self.request, noun, shared, (place, *parts))
            found.append(Counted(label, here, below))
        return found


class TopicDetail(NounDetail):
    noun = "topics"
    template_name = "relations/topic.html"
    related = (
        (gettext_lazy("Events"), "events", "topic"),
        (gettext_lazy("Statements"), "statements", "topic"),
        (gettext_lazy("Agreements"), "agreements", "topic"),
        (gettext_lazy("Contacts"), "contacts", "topic"),
        (gettext_lazy("Institutions"), "institutions", "topic"),
    )

    def own(self, record: Topic) -> dict[str, Any]:
        return {"below": list(record.narrower.all())}
