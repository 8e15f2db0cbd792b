"""What was said and promised."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from relations.api.base import NounViewSet
from relations.api.shapes import Date, EventRef, Guarded, PlaceRef, Ref, Refs, UserRef, line
from relations.api.sources import CitationShape
from relations.api.telling import Told
from relations.exports.base import seen
from relations.exports.commitments import overdue
from relations.models import Citation, Commitment, CommitmentParty, Event, Statement


class StatementRow(Guarded):
    kind_of = "statement"

    event = EventRef()
    side = line(source="delegation.name")
    speaker = line()
    contact = Ref()
    topic = Ref()
    kind = line()
    text = line()


class StatementWhole(StatementRow):
    account = Ref()
    commitments = Refs()
    citations = CitationShape(many=True)


class StatementViewSet(NounViewSet):
    noun, row, whole, order = "statements", StatementRow, StatementWhole, "-date"

    @classmethod
    def for_rows(cls, rows: QuerySet, _user: Any) -> QuerySet:
        return rows.select_related("event", "delegation", "contact", "topic", "account")

    @classmethod
    def for_whole(cls, rows: QuerySet, user: Any) -> QuerySet:
        return cls.for_rows(rows, user).prefetch_related(
            seen("commitments", Commitment, user), seen("citations", Citation, user, "source")
        )


class CommitmentPartyShape(Told):
    """Who owes it, to whom, or between whom: one of the four."""

    role = line()
    institution = Ref()
    place = PlaceRef()
    contact = Ref()
    colleague = UserRef(source="user")


class CommitmentRow(Guarded):
    kind_of = "commitment"

    what = line()
    kind = line()
    direction = line()
    status = line()
    state = line()
    due = Date()
    due_text = line()
    overdue = serializers.SerializerMethodField()
    event = EventRef()
    agreement = Ref()
    parties = CommitmentPartyShape(many=True)
    owner = UserRef()

    def get_overdue(self, record: Commitment) -> bool:
        return overdue(record)


class CommitmentWhole(CommitmentRow):
    account = Ref()
    statement = Ref()
    fulfilled_on = Date()
    fulfilled_by = EventRef()
    evidence = line()
    remind_on = serializers.DateField(read_only=True, allow_null=True)
    citations = CitationShape(many=True)


class CommitmentViewSet(NounViewSet):
    noun, row, whole, order = "commitments", CommitmentRow, CommitmentWhole, "due"

    @classmethod
    def for_rows(cls, rows: QuerySet, user: Any) -> QuerySet:
        parties = ("institution", "place", "contact", "user")
        return rows.select_related("event", "agreement", "account", "owner").prefetch_related(
            seen("parties", CommitmentParty, user, *parties)
        )

    @classmethod
    def for_whole(cls, rows: QuerySet, user: Any) -> QuerySet:
        return cls.for_rows(rows, user).prefetch_related(
            seen("statement", Statement, user),
            seen("fulfilled_by", Event, user),
            seen("citations", Citation, user, "source"),
        )
