"""Places and topics."""

from typing import Any

from django.db.models import QuerySet

from relations.api.base import NounViewSet
from relations.api.shapes import PlaceRef, Ref, Refs, Shape, line
from relations.exports.base import seen
from relations.models import Place, Topic


class Named(Shape):
    name = line(source="name_en")
    name_ru = line()
    name_uz = line()
    name_ko = line()


class PlaceRow(Named):
    kind_of = "place"

    kind = line()
    alpha2 = line()
    alpha3 = line()
    m49 = line()
    parent = PlaceRef()  # type: ignore[assignment]


class PlaceWhole(PlaceRow):
    children = Refs(child=PlaceRef())


class PlaceViewSet(NounViewSet):
    noun, row, whole, order = "places", PlaceRow, PlaceWhole, "name"

    @classmethod
    def for_rows(cls, rows: QuerySet, _user: Any) -> QuerySet:
        return rows.select_related("parent")

    @classmethod
    def for_whole(cls, rows: QuerySet, user: Any) -> QuerySet:
        return cls.for_rows(rows, user).prefetch_related(seen("children", Place, user))


class TopicRow(Named):
    kind_of = "topic"

    parent = Ref()  # type: ignore[assignment]


class TopicWhole(TopicRow):
    narrower = Refs()


class TopicViewSet(NounViewSet):
    noun, row, whole, order = "topics", TopicRow, TopicWhole, "name"

    @classmethod
    def for_rows(cls, rows: QuerySet, _user: Any) -> QuerySet:
        return rows.select_related("parent")

    @classmethod
    def for_whole(cls, rows: QuerySet, user: Any) -> QuerySet:
        return cls.for_rows(rows, user).prefetch_related(seen("narrower", Topic, user))
