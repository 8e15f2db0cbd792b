"""The pages of contacts and posts."""

from itertools import groupby
from typing import Any

from django.db.models import F
from django.utils import timezone

from relations.exports.base import seen
from relations.exports.contacts import current
from relations.models import (
    Citation,
    Contact,
    Document,
    Note,
    Participation,
    ParticipationPost,
    Post,
    PostSighting,
    Signatory,
    Statement,
    Transition,
)
from relations.views import charts
from relations.views.detail import NounDetail

MOST_STATEMENTS = 20
MOST_EVENTS = 100


class ContactDetail(NounDetail):
    """A person in their public function: names by script, posts, and when we met."""

    noun = "contacts"
    mergeable = True
    template_name = "relations/contact.html"
    apart = ("names", "posts", "deceased", "do_not_contact")

    def own(self, record: Contact) -> dict[str, Any]:
        names = sorted(record.names.all(), key=lambda name: name.script or "")
        return {
            **self.posts(record),
            "names": [
                (script, list(group))
                for script, group in groupby(names, key=lambda name: name.script or "")
            ],
            "points": list(record.points.all()),
            "address_forms": list(record.address_forms.all()),
            "topics": [link.topic for link in record.topic_links.select_related("topic")],
            "participations": self.participations(record),
            "statements": list(
                self.seen(Statement)
                .filter(contact=record)
                .select_related("event", "topic")
                .order_by(F("event__date_span").desc(nulls_last=True), "order")[:MOST_STATEMENTS]
            ),
            "signatures": list(
                self.seen(Signatory)
                .filter(contact=record)
                .select_related("signing__agreement", "post", "institution")
            ),
            "transitions": list(
                self.seen(Transition).filter(contact=record).select_related("account__source")
            ),
            "documents": list(self.seen(Document).filter(contact=record)),
            "notes": list(self.seen(Note).filter(contact=record)),
            "citations": list(self.seen(Citation).filter(contact=record).select_related("source")),
        }

    def posts(self, contact: Contact) -> dict[str, Any]:
        """Part the posts into those that may be held today and those that are over."""
        posts = self.seen(Post).filter(contact=contact, entered_in_error=False)
        now = set(current(posts, self.request.user).values_list("pk", flat=True))
        known = list(
            posts.select_related("institution").prefetch_related(
                seen("sightings", PostSighting, self.request.user, "source")
            )
        )
        bars = charts.terms(known, now, timezone.localdate())
        for post in known:
            post.bar = bars.get(post.pk)
        return {
            "posts_now": [post for post in known if post.pk in now],
            "posts_then": [post for post in known if post.pk not in now],
        }

    def participations(self, contact: Contact) -> list[Participation]:
        posts = seen("post_links", ParticipationPost, self.request.user, "post__institution")
        rows = self.seen(Participation).filter(contact=contact)
        rows = rows.select_related("event__kind", "delegation").prefetch_related(posts)
        latest = F("event__date_span").desc(nulls_last=True)
        return list(rows.order_by(latest, "pk")[:MOST_EVENTS])


class PostDetail(NounDetail):
    noun = "posts"
    template_name = "relations/post.html"
    apart = ("seen",)

    def own(self, record: Post) -> dict[str, Any]:
        in_order = F("seen_span").asc(nulls_last=True)
        sightings = self.seen(PostSighting).filter(post=record).order_by(in_order, "order", "pk")
        return {"sightings": list(sightings.select_related("source", "within"))}
