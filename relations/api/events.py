"""Events, meetings and forums: in a list by what they are, and one by one whole."""

from collections import defaultdict
from typing import Any

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers

from relations.api.accounts import AccountRow, AccountViewSet
from relations.api.agreements import AgreementRow, AgreementViewSet
from relations.api.attachments import DocumentRow, NoteRow
from relations.api.base import NounViewSet
from relations.api.commitments import (
    CommitmentRow,
    CommitmentViewSet,
    StatementRow,
    StatementViewSet,
)
from relations.api.figures import FigureRow, FigureViewSet, RelationRow, RelationViewSet
from relations.api.shapes import (
    Beside,
    Date,
    EventRef,
    Guarded,
    KindRef,
    NameShape,
    PlaceRef,
    Ref,
    Refs,
    UserRef,
    line,
    lines,
    number,
)
from relations.api.sides import Participant, ParticipationViewSet, Side, chains_of
from relations.api.sources import CitationShape, IdentifierShape
from relations.api.telling import Told
from relations.exports.base import seen
from relations.models import (
    Account,
    Agreement,
    Citation,
    Commitment,
    Delegation,
    DelegationCountry,
    DelegationInstitution,
    Document,
    Event,
    EventInstitution,
    EventLink,
    EventName,
    EventPlace,
    EventSeries,
    EventTopic,
    Figure,
    Identifier,
    Note,
    Participation,
    Relation,
    Statement,
)


class Where(Told):
    venue = line()
    city = line()
    country = PlaceRef()


class Body(Told):
    """An institution that held or carried an event, and how."""

    institution = Ref()
    role = line()


class EventRow(Guarded):
    kind_of = "event"

    title = line()
    title_language = line()
    kind = KindRef()
    date = Date()
    status = line()
    level = line()
    format = line()
    languages = lines()
    theme = line()
    places = Where(many=True)
    institutions = Body(many=True, source="institution_links")
    topics = Refs(source="topic_links", through="topic")
    series = Ref()
    edition = number()
    part_of = EventRef()
    owner = UserRef()

    def get_type(self, record: Event) -> str:
        return record.kind.family

    def get_url(self, record: Event) -> str:
        return f"{self.context['base']}events/{record.pk}/"


class LinkOut(Told):
    """An event this one is linked to, and how."""

    event = EventRef(source="to_event")
    kind = line()
    basis = line()


class LinkIn(Told):
    """An event that is linked to this one, and how."""

    event = EventRef(source="from_event")
    kind = line()
    basis = line()


class EventWhole(EventRow):
    names = NameShape(many=True)
    start_time = serializers.TimeField(allow_null=True)
    end_time = serializers.TimeField(allow_null=True)
    time_zone = line()
    summary = line()
    sides = Side(many=True, source="delegations")
    participants = Participant(many=True, source="seated", help_text="Those of no side")
    statements = StatementRow(many=True)
    commitments = CommitmentRow(many=True)
    agreements = AgreementRow(many=True)
    accounts = AccountRow(many=True)
    figures = Beside(child=FigureRow(), source="*")
    relations = Beside(child=RelationRow(), source="*")
    links_out = LinkOut(many=True)
    links_in = LinkIn(many=True)
    parts = Refs(child=EventRef())
    notes = NoteRow(many=True)
    documents = DocumentRow(many=True)
    identifiers = IdentifierShape(many=True)
    citations = CitationShape(many=True)


class EventViewSet(NounViewSet):
    noun, row, whole, order = "events", EventRow, EventWhole, "-date,title"

    @classmethod
    def for_rows(cls, rows: QuerySet, user: Any) -> QuerySet:
        return rows.select_related("kind", "owner").prefetch_related(
            seen("places", EventPlace, user, "country"),
            seen("institution_links", EventInstitution, user, "institution"),
            seen("topic_links", EventTopic, user, "topic"),
            seen("series", EventSeries, user),
            seen("part_of", Event, user),
        )

    @classmethod
    def for_whole(cls, rows: QuerySet, user: Any) -> QuerySet:
        shaped = (
            ("participations", ParticipationViewSet, Participation),
            ("statements", StatementViewSet, Statement),
            ("commitments", CommitmentViewSet, Commitment),
            ("agreements", AgreementViewSet, Agreement),
            ("accounts", AccountViewSet, Account),
        )
        return cls.for_rows(rows, user).prefetch_related(
            *(
                Prefetch(path, view.for_rows(model.objects.visible_to(user), user))
                for path, view, model in shaped
            ),
            seen("names", EventName, user),
            seen("delegations", Delegation, user),
            seen("delegations__country_links", DelegationCountry, user, "place"),
            seen("delegations__institution_links", DelegationInstitution, user, "institution"),
            seen("links_out", EventLink, user, "to_event"),
            seen("links_in", EventLink, user, "from_event"),
            seen("parts", Event, user),
            seen("notes", Note, user, "created_by"),
            seen("documents", Document, user, "created_by"),
            seen("identifiers", Identifier, user),
            seen("citations", Citation, user, "source"),
        )

    def beside(self, record: Any) -> dict[str, Any]:
        """Seat everybody on their side, and bring what its sources counted and called."""
        user = self.request.user
        sides: dict[Any, list[Participation]] = defaultdict(list)
        for taken in record.participations.all():
            sides[taken.delegation_id].append(taken)
        record.seated = sides[None]
        for side in record.delegations.all():
            side.seated = sides[side.pk]
        figures = Figure.objects.visible_to(user).filter(account__event=record)
        relations = Relation.objects.visible_to(user).filter(account__event=record)
        return {
            "chains": chains_of(user, record.participations.all()),
            "figures": FigureViewSet.for_rows(figures, user),
            "relations": RelationViewSet.for_rows(relations, user),
        }


class MeetingViewSet(EventViewSet):
    noun = "meetings"


class ForumViewSet(EventViewSet):
    noun = "forums"
