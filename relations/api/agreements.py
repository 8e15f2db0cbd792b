"""Agreements."""

from typing import Any

from django.db.models import QuerySet

from relations.api.base import NounViewSet
from relations.api.shapes import Date, EventRef, Guarded, PlaceRef, Ref, Refs, line, number
from relations.api.sources import CitationShape
from relations.api.telling import Told
from relations.exports.base import seen
from relations.filters.agreements import status_today
from relations.models import (
    Agreement,
    AgreementParty,
    AgreementTopic,
    Citation,
    Commitment,
    Document,
    Signatory,
    Signing,
)


class Party(Told):
    """An institution or a place."""

    institution = Ref()
    place = PlaceRef()


class AgreementRow(Guarded):
    kind_of = "agreement"

    title = line()
    kind = line()
    state = line()
    status = line(source="status_now", help_text="As set, or as it follows from the dates")
    parties = Party(many=True)
    event = EventRef()
    in_force = Date()
    until = Date()
    renewal = line()
    notice_days = number()
    due = Date()
    due_text = line()


class SignatoryShape(Told):
    contact = Ref()
    post = line(source="post.title")
    institution = Ref()


class SigningShape(Told):
    date = Date()
    city = line()
    country = PlaceRef()
    mode = line()
    event = EventRef()
    signatories = SignatoryShape(many=True)


class AgreementWhole(AgreementRow):
    account = Ref()
    signings = SigningShape(many=True)
    amends = Ref()
    replaces = Ref()
    amendments = Refs()
    replacements = Refs()
    topics = Refs(source="topic_links", through="topic")
    commitments = Refs()
    documents = Refs()
    citations = CitationShape(many=True)


class AgreementViewSet(NounViewSet):
    noun, row, whole, order = "agreements", AgreementRow, AgreementWhole, "until,title"

    @classmethod
    def for_rows(cls, rows: QuerySet, user: Any) -> QuerySet:
        status = status_today(Signing.objects.visible_to(user))
        return (
            rows.annotate(status_now=status)
            .select_related("event", "account")
            .prefetch_related(seen("parties", AgreementParty, user, "institution", "place"))
        )

    @classmethod
    def for_whole(cls, rows: QuerySet, user: Any) -> QuerySet:
        signed_by = ("contact", "post", "institution")
        return cls.for_rows(rows, user).prefetch_related(
            seen("signings", Signing, user, "event", "country"),
            seen("signings__signatories", Signatory, user, *signed_by),
            seen("amends", Agreement, user),
            seen("replaces", Agreement, user),
            seen("amendments", Agreement, user),
            seen("replacements", Agreement, user),
            seen("topic_links", AgreementTopic, user, "topic"),
            seen("commitments", Commitment, user),
            seen("documents", Document, user),
            seen("citations", Citation, user, "source"),
        )
