"""The pages of statements and commitments."""

from typing import Any

from relations.models import Citation, Commitment, Statement
from relations.views.detail import NounDetail


class StatementDetail(NounDetail):
    noun = "statements"
    template_name = "relations/statement.html"

    def heading(self, record: Any) -> str:
        return str(self.words.one)

    def own(self, record: Statement) -> dict[str, Any]:
        citations = self.seen(Citation).filter(statement=record)
        return {"whole": record.text, "citations": list(citations.select_related("source"))}


class CommitmentDetail(NounDetail):
    noun = "commitments"
    template_name = "relations/statement.html"

    def heading(self, record: Any) -> str:
        return str(self.words.one)

    def own(self, record: Commitment) -> dict[str, Any]:
        citations = self.seen(Citation).filter(commitment=record)
        return {"whole": record.what, "citations": list(citations.select_related("source"))}
