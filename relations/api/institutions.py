"""Institutions."""

from typing import Any

from django.db.models import F, QuerySet
from rest_framework import serializers

from relations.api import within
from relations.api.base import NounViewSet
from relations.api.merging import Merging
from relations.api.shapes import (
    Beside,
    Chain,
    Date,
    EventRef,
    Guarded,
    NamedPlace,
    NameShape,
    Ref,
    Refs,
    UserRef,
    flag,
    line,
)
from relations.api.sources import CitationShape, IdentifierShape
from relations.api.telling import Told
from relations.api.trees import chains
from relations.exports.base import seen
from relations.exports.contacts import current
from relations.filters import EventFilters
from relations.models import (
    Citation,
    Event,
    EventSeries,
    Identifier,
    Institution,
    InstitutionName,
    InstitutionTopic,
    Post,
    Succession,
    SuccessionPredecessor,
)

LATEST = 50


class InstitutionRow(Guarded):
    kind_of = "institution"

    name = line(source="display_name")
    names = NameShape(many=True, source="names_told")
    kind = line()
    parent = Ref(source="parent_told")  # type: ignore[assignment]
    country = NamedPlace()
    city = line()
    website = line()
    status = line()
    founded = Date()
    ended = Date()
    owner = UserRef()


class Holder(Told):
    """Who holds or held a post there."""

    id = serializers.UUIDField()
    contact = Ref()
    title = line()
    acting = flag()
    since = Date()
    until = Date()
    current = serializers.SerializerMethodField()

    def get_current(self, post: Post) -> bool:
        return post.pk in self.context["current"]


class SuccessionShape(Told):
    """One body following others."""

    kind = line()
    date = Date()
    predecessors = Refs(source="from_links", through="institution")


class InstitutionWhole(InstitutionRow):
    chain = Chain(source="*")
    units = Refs()
    topics = Refs(source="topic_links", through="topic")
    posts = Holder(many=True)
    events = Beside(child=EventRef(), source="*", help_text="The latest, its units' included")
    events_url = serializers.SerializerMethodField(help_text="All events with it")
    series = Refs()
    follows = SuccessionShape(many=True, source="successions_in")
    followed_by = Refs(source="successions_out", through="successor")
    identifiers = IdentifierShape(many=True)
    citations = CitationShape(many=True)

    def get_events_url(self, record: Institution) -> str:
        return f"{self.context['base']}events/?institution={record.pk}"


class InstitutionViewSet(Merging, NounViewSet):
    noun, row, whole, order = "institutions", InstitutionRow, InstitutionWhole, "name"

    @classmethod
    def for_rows(cls, rows: QuerySet, user: Any) -> QuerySet:
        country = {
            f"country_{name}": F(f"country__{name}") for name in ("alpha2", "m49", "name_en")
        }
        return rows.select_related("owner").annotate(
            **country,
            names_told=within.names(InstitutionName.objects.visible_to(user), "institution"),
            parent_told=within.other(
                Institution.objects.visible_to(user), "parent", "institutions", "display_name"
            ),
        )

    @classmethod
    def for_whole(cls, rows: QuerySet, user: Any) -> QuerySet:
        return cls.for_rows(rows, user).prefetch_related(
            seen("units", Institution, user),
            seen("topic_links", InstitutionTopic, user, "topic"),
            seen("posts", Post, user, "contact"),
            seen("series", EventSeries, user),
            seen("successions_in", Succession, user),
            seen("successions_in__from_links", SuccessionPredecessor, user, "institution"),
            seen("successions_out", Succession, user, "successor"),
            seen("identifiers", Identifier, user),
            seen("citations", Citation, user, "source"),
        )

    def beside(self, record: Any) -> dict[str, Any]:
        """Bring its bodies, the latest of the events its list finds, and who is there now."""
        user = self.request.user
        events = EventFilters(
            {"institution": str(record.pk)}, Event.objects.visible_to(user), request=self.request
        )
        posts = current(Post.objects.visible_to(user), user).filter(institution=record)
        return {
            "chains": chains(user, [record]),
            "events": events.qs[:LATEST],
            "current": set(posts.values_list("pk", flat=True)),
        }
