"""Who took part in what, on which side and in which posts."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from relations.api.base import NounViewSet
from relations.api.contacts import PostThen
from relations.api.shapes import EventRef, Guarded, PlaceRef, Ref, Refs, flag, line, lines, number
from relations.api.sources import CitationShape
from relations.api.telling import Told
from relations.api.trees import chains
from relations.exports.base import seen
from relations.models import Citation, ParticipationPost


class SideRef(Told):
    id = serializers.UUIDField()
    name = line()
    role = line()


class ParticipationRow(Guarded):
    kind_of = "participation"

    event = EventRef()
    contact = Ref()
    side = SideRef(source="delegation", allow_null=True)
    name_printed = line()
    capacity_printed = line()
    roles = lines()
    attendance = line()
    posts = PostThen(many=True, source="post_links")


class ParticipationWhole(ParticipationRow):
    citations = CitationShape(many=True)


class ParticipationViewSet(NounViewSet):
    noun, row, whole, order = "participations", ParticipationRow, ParticipationWhole, "-date"

    @classmethod
    def for_rows(cls, rows: QuerySet, user: Any) -> QuerySet:
        return rows.select_related("event", "contact", "delegation").prefetch_related(
            seen("post_links", ParticipationPost, user, "post__institution")
        )

    @classmethod
    def for_whole(cls, rows: QuerySet, user: Any) -> QuerySet:
        cited = seen("citations", Citation, user, "source")
        return cls.for_rows(rows, user).prefetch_related(cited)

    def beside_rows(self, rows: list[Any]) -> dict[str, Any]:
        return {"chains": chains_of(self.request.user, rows)}


def chains_of(user: Any, participations: Any) -> Any:
    """Bring the bodies above every institution of the posts held then."""
    return chains(
        user,
        [link.post.institution for taken in participations for link in taken.post_links.all()],
    )


class Participant(Told):
    """A person of a side."""

    id = serializers.UUIDField()
    contact = Ref()
    name_printed = line()
    capacity_printed = line()
    roles = lines()
    attendance = line()
    posts = PostThen(many=True, source="post_links")


class Unnamed(Told):
    """People a side had without their names."""

    count = number(source="unnamed_count")
    qualifier = line(source="unnamed_qualifier")
    text = line(source="unnamed_text")


class Side(SideRef):
    countries = Refs(source="country_links", through="place", child=PlaceRef())
    institutions = Refs(source="institution_links", through="institution")
    participants = Participant(many=True, source="seated")
    unnamed = Unnamed(source="*")
    list_incomplete = flag()
