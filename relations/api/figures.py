"""Figures, and how parties name their relation."""

from typing import Any

from django.db.models import QuerySet

from relations.api.agreements import Party
from relations.api.base import NounViewSet
from relations.api.shapes import AmountPiece, Date, Guarded, Ref, line
from relations.api.sources import CitationShape
from relations.exports.base import seen
from relations.models import Citation, FigureSubject, RelationParty


class FigureRow(Guarded):
    kind_of = "figure"

    indicator = line()
    qualifier = line()
    sign = line(source="get_qualifier_display")
    value = AmountPiece()
    unit = line()
    period = Date()
    subjects = Party(many=True)
    source = Ref()  # type: ignore[assignment]
    baseline_value = AmountPiece()
    baseline_period = Date()
    note = line()


class FigureWhole(FigureRow):
    account = Ref()
    citations = CitationShape(many=True)


class FigureViewSet(NounViewSet):
    noun, row, whole, order = "figures", FigureRow, FigureWhole, "indicator"

    @classmethod
    def for_rows(cls, rows: QuerySet, user: Any) -> QuerySet:
        parties = seen("subjects", FigureSubject, user, "institution", "place")
        return rows.select_related("source", "account").prefetch_related(parties)

    @classmethod
    def for_whole(cls, rows: QuerySet, user: Any) -> QuerySet:
        cited = seen("citations", Citation, user, "source")
        return cls.for_rows(rows, user).prefetch_related(cited)


class RelationRow(Guarded):
    kind_of = "relation"

    kind = line()
    status = line()
    parties = Party(many=True)
    since = Date()
    until = Date()
    source = Ref()  # type: ignore[assignment]


class RelationWhole(RelationRow):
    account = Ref()
    citations = CitationShape(many=True)


class RelationViewSet(NounViewSet):
    noun, row, whole, order = "relations", RelationRow, RelationWhole, "status"

    @classmethod
    def for_rows(cls, rows: QuerySet, user: Any) -> QuerySet:
        parties = seen("parties", RelationParty, user, "institution", "place")
        return rows.select_related("source", "account").prefetch_related(parties)

    @classmethod
    def for_whole(cls, rows: QuerySet, user: Any) -> QuerySet:
        cited = seen("citations", Citation, user, "source")
        return cls.for_rows(rows, user).prefetch_related(cited)
