"""The pages of sources, figures, relations, documents and notes."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from relations.models import (
    Account,
    Citation,
    ContactName,
    EventMention,
    InstitutionName,
    Note,
    Source,
)
from relations.views.detail import NounDetail


def cited(citation: Citation) -> Model:
    """Return the one record a citation stands at, of a name its bearer; all of them guard it."""
    arcs = (getattr(citation, arc) for arc in Citation.ARCS)
    record: Model = next(record for record in arcs if record is not None)
    if isinstance(record, InstitutionName):
        return record.institution
    return record.contact if isinstance(record, ContactName) else record


class SourceDetail(NounDetail):
    """A source and what it tells: of which events, with which figures."""

    noun = "sources"
    template_name = "relations/source.html"
    related = (
        (_("Figures"), "figures", "source"),
        (_("Relations"), "relations", "source"),
    )

    def own(self, record: Source) -> dict[str, Any]:
        accounts = self.seen(Account).filter(source=record)
        mentions = (
            self.seen(EventMention)
            .filter(account__source=record)
            .select_related("event")
            .order_by("account", "order")
        )
        citations = (
            self.seen(Citation)
            .filter(source=record)
            .select_related(
                *Citation.ARCS, "institution_name__institution", "contact_name__contact"
            )
        )
        return {
            "accounts": list(accounts.select_related("event")),
            "mentions": list({mention.event_id: mention for mention in mentions}.values()),
            "cited": list(dict.fromkeys(cited(citation) for citation in citations)),
        }


class FigureDetail(NounDetail):
    noun = "figures"

    def heading(self, record: Any) -> str:
        return str(record.indicator)


class RelationDetail(NounDetail):
    noun = "relations"


class DocumentDetail(NounDetail):
    noun = "documents"
    template_name = "relations/document.html"


class NoteDetail(NounDetail):
    noun = "notes"
    template_name = "relations/statement.html"

    def heading(self, record: Any) -> str:
        return str(self.words.one)

    def own(self, record: Note) -> dict[str, Any]:
        return {"whole": record.text, "citations": []}
