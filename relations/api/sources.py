"""Sources, and what points at them from other records."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from relations.api.base import NounViewSet
from relations.api.shapes import Date, EventRef, Guarded, Ref, line
from relations.api.telling import Told
from relations.exports.base import seen
from relations.models import Account, Citation


class SourceBrief(Told):
    id = serializers.UUIDField()
    title = line()
    publisher = line()
    language = line()
    published = Date()
    address = line(source="url")


class CitationShape(Told):
    """Where a record, or one field of it, is known from."""

    source = Ref()  # type: ignore[assignment]
    field = line()
    quotation = line()


class IdentifierShape(Told):
    """An identifier of another registry."""

    scheme = line()
    value = line()


class SourceRow(Guarded):
    kind_of = "source"

    title = line()
    publisher = line()
    address = line(source="url")
    language = line()
    kind = line()
    published = Date()
    published_time = line()
    published_basis = line()
    reported_from = line()
    retrieved_on = serializers.DateField(read_only=True, allow_null=True)
    stored_copy = line()
    collection = line(source="collection.name")


class Telling(Told):
    id = serializers.UUIDField()
    name = line()
    event = EventRef()


class Cited(Told):
    """A record that cites a source, if it is one with an address."""

    institution = Ref()
    contact = Ref()
    event = EventRef()
    post = Ref()
    agreement = Ref()
    commitment = Ref()
    field = line()
    quotation = line()


class SourceWhole(SourceRow):
    accounts = Telling(many=True)
    citations = Cited(many=True)


class SourceViewSet(NounViewSet):
    noun, row, whole, order = "sources", SourceRow, SourceWhole, "-published,title"

    @classmethod
    def for_rows(cls, rows: QuerySet, _user: Any) -> QuerySet:
        return rows.select_related("collection")

    @classmethod
    def for_whole(cls, rows: QuerySet, user: Any) -> QuerySet:
        cited = ("institution", "contact", "event", "post", "agreement", "commitment")
        return cls.for_rows(rows, user).prefetch_related(
            seen("accounts", Account, user, "event"), seen("citations", Citation, user, *cited)
        )
