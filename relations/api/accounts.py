"""What sources told of events."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers

from relations.api.base import NounViewSet
from relations.api.figures import FigureRow, FigureViewSet, RelationRow, RelationViewSet
from relations.api.shapes import (
    Date,
    EventRef,
    Guarded,
    KindRef,
    PlaceRef,
    Ref,
    Refs,
    line,
    lines,
    number,
)
from relations.api.sources import SourceBrief
from relations.api.telling import Told
from relations.exports.base import seen
from relations.models import (
    AccountInstitution,
    AccountName,
    AccountParticipant,
    AccountPlace,
    AccountRemark,
    AccountSide,
    AccountTopic,
    EventMention,
    EventSeries,
    Figure,
    Relation,
    Statement,
)


class DateTold(Told):
    """A date in a source's words, as it was read, and how."""

    text = line(source="date_text")
    date = Date()
    precision = line()
    basis = line(source="date_basis")
    earliest = serializers.DateField(allow_null=True)
    latest = serializers.DateField(allow_null=True)
    start_time = serializers.TimeField(allow_null=True)
    end_time = serializers.TimeField(allow_null=True)
    time_zone = line()
    conflict = line(source="date_conflict")


class HeadCount(Told):
    count = number(source="head_count")
    qualifier = line(source="head_count_qualifier")
    text = line(source="head_count_text")


class Remark(Told):
    code = line()
    text = line()


class AccountRow(Guarded):
    kind_of = "account"

    event = EventRef()
    source = SourceBrief()  # type: ignore[assignment]
    name = line()
    name_language = line()
    kind = KindRef()
    status = line()
    tense = line()
    told = DateTold(source="*")
    head_count = HeadCount(source="*")
    year_evidence = line()
    remarks = Remark(many=True, source="accountremarks")


class NameTold(Told):
    text = line()
    language = line()


class PlaceTold(Told):
    venue = line()
    city = line()
    country = PlaceRef()
    basis = line()


class BodyTold(Told):
    institution = Ref()
    role = line()
    printed = line()


class PersonTold(Told):
    """A person as the source prints them."""

    contact = Ref(source="participation.contact")
    name = line()
    script = line()
    also_printed = lines()
    roles = lines()
    attendance = line()
    note = line()


class SideTold(Told):
    name = line()
    role = line()
    participants = PersonTold(many=True)


class Mention(Told):
    """Another event the source speaks of."""

    event = EventRef()
    listed = line()
    relation = line()
    name = line()
    date = Date()
    basis = line()


class AccountWhole(AccountRow):
    names = NameTold(many=True, source="accountnames")
    places = PlaceTold(many=True, source="accountplaces")
    institutions = BodyTold(many=True, source="accountinstitutions")
    topics = Refs(source="accounttopics", through="topic")
    theme = line()
    series = Ref()
    edition = number()
    edition_text = line()
    level = line()
    format = line()
    languages = lines()
    sides = SideTold(many=True, source="accountsides")
    mentions = Mention(many=True, source="eventmentions")
    statements = Refs()
    figures = FigureRow(many=True)
    relations = RelationRow(many=True)


class AccountViewSet(NounViewSet):
    noun, row, whole, order = "accounts", AccountRow, AccountWhole, "-date"

    @classmethod
    def for_rows(cls, rows: QuerySet, user: Any) -> QuerySet:
        return rows.select_related("event", "source", "kind").prefetch_related(
            seen("accountremarks", AccountRemark, user)
        )

    @classmethod
    def for_whole(cls, rows: QuerySet, user: Any) -> QuerySet:
        figures = FigureViewSet.for_rows(Figure.objects.visible_to(user), user)
        relations = RelationViewSet.for_rows(Relation.objects.visible_to(user), user)
        return cls.for_rows(rows, user).prefetch_related(
            seen("accountnames", AccountName, user),
            seen("accountplaces", AccountPlace, user, "country"),
            seen("accountinstitutions", AccountInstitution, user, "institution"),
            seen("accounttopics", AccountTopic, user, "topic"),
            seen("series", EventSeries, user),
            seen("accountsides", AccountSide, user),
            seen("accountsides__participants", AccountParticipant, user, "participation__contact"),
            seen("eventmentions", EventMention, user, "event"),
            seen("statements", Statement, user),
            Prefetch("figures", figures),
            Prefetch("relations", relations),
        )
