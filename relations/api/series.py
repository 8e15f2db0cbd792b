"""Kinds, series and links of events."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from relations.api.base import NounViewSet
from relations.api.places import Named
from relations.api.shapes import (
    Date,
    EventRef,
    Guarded,
    NameShape,
    PlaceRef,
    Ref,
    Refs,
    Shape,
    line,
    number,
    told,
)
from relations.api.telling import Told
from relations.exports.base import seen
from relations.exports.events import bring_held, editions_held, last_edition, last_held
from relations.models import Edition, EditionSource, Institution, SeriesName


class KindRow(Named):
    kind_of = "kind"

    code = line()
    family = line()


class KindViewSet(NounViewSet):
    noun, row, whole, order = "kinds", KindRow, KindRow, "name"


class LastHeld(Date):
    """The date of the last event of a series that took place."""

    def to_representation(self, value: Any) -> dict[str, Any] | None:
        return told(last_held(value))


class SeriesRow(Guarded):
    kind_of = "series"

    name = line()
    names = NameShape(many=True)
    organizer = Ref()
    organizer_text = line()
    cadence = line()
    first_year = number()
    editions_held = serializers.SerializerMethodField(help_text="How many are known to be held")
    last_held = LastHeld(source="*")
    last_edition = serializers.SerializerMethodField(help_text="The number of the last one held")

    def get_editions_held(self, series: Any) -> int:
        return editions_held(series)

    def get_last_edition(self, series: Any) -> int | None:
        return last_edition(series)


class EditionShape(Told):
    """One edition, known or missing."""

    number = serializers.IntegerField(allow_null=True)
    event = EventRef()
    date = Date()
    city = line()
    country = PlaceRef()
    host = line()
    level = line()
    status = line()
    note = line()
    sources = Refs(source="source_links", through="source")


class SeriesWhole(SeriesRow):
    editions = EditionShape(many=True)


class SeriesViewSet(NounViewSet):
    noun, row, whole, order = "series", SeriesRow, SeriesWhole, "name"

    @classmethod
    def for_rows(cls, rows: QuerySet, user: Any) -> QuerySet:
        return rows.prefetch_related(
            seen("organizer", Institution, user), seen("names", SeriesName, user), bring_held(user)
        )

    @classmethod
    def for_whole(cls, rows: QuerySet, user: Any) -> QuerySet:
        return cls.for_rows(rows, user).prefetch_related(
            seen("editions", Edition, user, "event", "country"),
            seen("editions__source_links", EditionSource, user, "source"),
        )


class LinkRow(Shape):
    kind_of = "link"

    from_event = EventRef()
    to_event = EventRef()
    kind = line()
    basis = line()


class LinkViewSet(NounViewSet):
    noun, row, whole, order = "links", LinkRow, LinkRow, "kind"

    @classmethod
    def for_rows(cls, rows: QuerySet, _user: Any) -> QuerySet:
        return rows.select_related("from_event", "to_event")
