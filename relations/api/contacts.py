"""Contacts and the posts they hold or held."""

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from rest_framework import serializers

from relations.api import within
from relations.api.base import NounViewSet
from relations.api.merging import Merging
from relations.api.shapes import (
    Chain,
    Date,
    Days,
    EventRef,
    Guarded,
    NamedRef,
    NameShape,
    Ref,
    Refs,
    Shape,
    UserRef,
    flag,
    line,
    lines,
    number,
)
from relations.api.sources import CitationShape, IdentifierShape
from relations.api.telling import Told
from relations.api.trees import chains
from relations.exports.base import seen
from relations.exports.contacts import current
from relations.models import (
    AddressForm,
    Citation,
    ContactName,
    ContactPoint,
    ContactTopic,
    Identifier,
    Institution,
    Participation,
    ParticipationPost,
    Post,
    PostSighting,
    Statement,
)


class PostRow(Shape):
    kind_of = "post"

    title = line()
    title_ru = line()
    title_uz = line()
    title_ko = line()
    contact = NamedRef("contacts", "contact")
    institution = NamedRef("institutions", "institution")
    since = Date()
    until = Date()
    held = Days(source="held_span")
    acting = flag()
    primary = flag()
    rank = number()
    entered_in_error = flag()


class Sighting(Told):
    """Where and when a post was seen in print."""

    source = Ref()  # type: ignore[assignment]
    seen = Date()
    former = flag()
    within = Ref()


class PostWhole(PostRow):
    contact = Ref()  # type: ignore[assignment]
    institution = Ref()  # type: ignore[assignment]
    chain = Chain(source="institution")
    sightings = Sighting(many=True)
    citations = CitationShape(many=True)


class PostViewSet(NounViewSet):
    noun, row, whole, order = "posts", PostRow, PostWhole, "contact"

    @classmethod
    def for_rows(cls, rows: QuerySet, _user: Any) -> QuerySet:
        # no post is more open than these two
        names = {f"{key}_name": F(f"{key}__display_name") for key in ("contact", "institution")}
        return rows.annotate(**names)

    @classmethod
    def for_whole(cls, rows: QuerySet, user: Any) -> QuerySet:
        return rows.select_related("contact", "institution").prefetch_related(
            seen("sightings", PostSighting, user, "source", "within"),
            seen("citations", Citation, user, "source"),
        )

    def beside(self, record: Post) -> dict[str, Any]:
        return {"chains": chains(self.request.user, [record.institution])}


class PostNow(Told):
    id = serializers.UUIDField()
    title = line()
    institution = Ref()
    acting = flag()


class ContactRow(Guarded):
    kind_of = "contact"

    name = line(source="display_name")
    family_name = line()
    given_name = line()
    name_order = line()
    names = NameShape(many=True, source="names_told")
    languages = lines()
    posts_now = PostNow(many=True)
    owner = UserRef()
    deceased = flag()
    do_not_contact = flag()


class PostHeld(PostWhole):
    """A post of a contact, who need not be named again."""

    contact = None  # type: ignore[assignment]
    citations = None  # type: ignore[assignment]
    current = serializers.SerializerMethodField()

    def get_current(self, post: Post) -> bool:
        return post.pk in self.context["current"]


class PostThen(Told):
    """A post held on the day of an event."""

    id = serializers.UUIDField(source="post_id")
    title = line(source="post.title")
    institution = Ref(source="post.institution")
    chain = Chain(source="post.institution")
    acting = flag(source="post.acting")
    former = flag()


class AddressShape(Told):
    language = line()
    honorific = line()
    salutation = line()


class PointShape(Told):
    """A way to reach a contact."""

    kind = line()
    value = line()
    label = line()  # type: ignore[assignment]
    preferred = flag()
    do_not_use = flag()


class Taken(Told):
    """One event of a contact, and the posts held then."""

    id = serializers.UUIDField()
    event = EventRef()
    side = line(source="delegation.name")
    roles = lines()
    attendance = line()
    name_printed = line()
    capacity_printed = line()
    posts = PostThen(many=True, source="post_links")


class Said(Told):
    id = serializers.UUIDField()
    event = EventRef()
    topic = Ref()
    kind = line()
    text = line()


class ContactWhole(ContactRow):
    biography = line()
    address_forms = AddressShape(many=True)
    points = PointShape(many=True)
    topics = Refs(source="topic_links", through="topic")
    posts = PostHeld(many=True)
    participations = Taken(many=True)
    statements = Said(many=True)
    identifiers = IdentifierShape(many=True)
    citations = CitationShape(many=True)


class ContactViewSet(Merging, NounViewSet):
    noun, row, whole, order = "contacts", ContactRow, ContactWhole, "name"

    @classmethod
    def for_rows(cls, rows: QuerySet, user: Any) -> QuerySet:
        return rows.select_related("owner").annotate(
            names_told=within.names(ContactName.objects.visible_to(user), "contact"),
            posts_now=within.parts(
                current(Post.objects.visible_to(user), user),
                "contact",
                id="id",
                title="title",
                acting="acting",
                # no post is more open than its institution
                institution=within.named("institutions", "institution", "display_name"),
            ),
        )

    @classmethod
    def for_whole(cls, rows: QuerySet, user: Any) -> QuerySet:
        return cls.for_rows(rows, user).prefetch_related(
            seen("address_forms", AddressForm, user),
            seen("points", ContactPoint, user),
            seen("topic_links", ContactTopic, user, "topic"),
            seen("posts", Post, user, "institution"),
            seen("posts__sightings", PostSighting, user, "source", "within"),
            seen("participations", Participation, user, "event", "delegation"),
            seen("participations__post_links", ParticipationPost, user, "post__institution"),
            seen("statements", Statement, user, "event", "topic"),
            seen("identifiers", Identifier, user),
            seen("citations", Citation, user, "source"),
        )

    def beside(self, record: Any) -> dict[str, Any]:
        bodies: list[Institution | None] = [post.institution for post in record.posts.all()]
        return {
            "chains": chains(self.request.user, bodies),
            "current": {UUID(post["id"]) for post in record.posts_now},
        }
