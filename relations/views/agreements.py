"""The page of an agreement."""

from typing import Any

from django.db.models import Q

from relations.exports.base import seen
from relations.models import Agreement, Citation, Commitment, Document, Note, Signatory, Signing
from relations.views.detail import NounDetail


class AgreementDetail(NounDetail):
    noun = "agreements"
    template_name = "relations/agreement.html"

    def own(self, record: Agreement) -> dict[str, Any]:
        signatories = seen(
            "signatories", Signatory, self.request.user, "contact", "post", "institution"
        )
        return {
            "signings": list(
                self.seen(Signing)
                .filter(agreement=record)
                .select_related("country", "event")
                .prefetch_related(signatories)
            ),
            "commitments": list(self.seen(Commitment).filter(agreement=record)),
            "later": list(self.seen().filter(Q(amends=record) | Q(replaces=record))),
            "documents": list(self.seen(Document).filter(agreement=record)),
            "notes": list(self.seen(Note).filter(agreement=record)),
            "citations": list(
                self.seen(Citation).filter(agreement=record).select_related("source")
            ),
        }
