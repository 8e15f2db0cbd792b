"""The pages of places and topics."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from relations.models import Place, Topic
from relations.views.detail import NounDetail


class PlaceDetail(NounDetail):
    """A country or region with all that lies in it."""

    noun = "places"
    template_name = "relations/place.html"
    related = (
        (_("Institutions"), "institutions", "country"),
        (_("Events"), "events", "country"),
        (_("Agreements"), "agreements", "country"),
        (_("Relations"), "relations", "country"),
        (_("Figures"), "figures", "country"),
    )

    def own(self, record: Place) -> dict[str, Any]:
        return {"below": list(record.children.all())}


class TopicDetail(NounDetail):
    noun = "topics"
    template_name = "relations/place.html"
    related = (
        (_("Events"), "events", "topic"),
        (_("Statements"), "statements", "topic"),
        (_("Agreements"), "agreements", "topic"),
        (_("Contacts"), "contacts", "topic"),
        (_("Institutions"), "institutions", "topic"),
    )

    def own(self, record: Topic) -> dict[str, Any]:
        return {"below": list(record.narrower.all())}
