"""Who holds which post on a day, which posts are over by then, and who holds those now."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from relations.dates.edtf import EdtfDate, parse
from relations.dates.lookups import overlapping
from relations.models import Post, PostSighting
from relations.names.folding import folded


@dataclass(slots=True)
class Standing:
    """What a person holds on the day, what is over by then, and who came after."""

    now: list[Post] = field(default_factory=list)
    over: list[Post] = field(default_factory=list)
    successors: list[Post] = field(default_factory=list)


def held_on(user: Any, day: EdtfDate) -> QuerySet:
    """Find the posts that may be held on a day: not over by then, nor seen in print as former."""
    known = Q(seen_span__isnull=True) | Q(seen_span__startswith__lte=day.upper or date.max)
    former = PostSighting.objects.visible_to(user).filter(known, post=OuterRef("pk"), former=True)
    posts = Post.objects.visible_to(user).filter(
        ~Exists(former), overlapping("held_span", day), entered_in_error=False
    )
    return posts.select_related("institution", "contact").order_by("order", "pk")


def standings(
    user: Any, then: Mapping[UUID, Collection[Post]], day: EdtfDate
) -> dict[UUID, Standing]:
    """Compare what people held then with what they hold on a day; two queries for all of them."""
    found = {contact: Standing() for contact in then}
    for post in held_on(user, day).filter(contact__in=list(then)):
        found[post.contact_id].now.append(post)
    for contact, posts in then.items():
        kept = {post.pk for post in found[contact].now}
        found[contact].over = [post for post in posts if post.pk not in kept]
    over = [post for standing in found.values() for post in standing.over]
    followers = list(_holders(user, over, day))
    for standing in found.values():
        later = [one for post in standing.over for one in followers if _follows(one, post)]
        by_person = {one.contact_id: one for one in reversed(later)}
        standing.successors = list(reversed(by_person.values()))
    return found


def _holders(user: Any, over: Iterable[Post], day: EdtfDate) -> Iterable[Post]:
    bodies = {post.institution_id for post in over if post.institution_id and post.title}
    return held_on(user, day).filter(institution__in=bodies) if bodies else ()


def _follows(one: Post, post: Post) -> bool:
    """Tell whether somebody else holds the same post, and is not known to have held it beside."""
    same = one.institution_id == post.institution_id and one.contact_id != post.contact_id
    if not same or folded(one.title or "") != folded(post.title or ""):
        return False
    begun = parse(one.since).upper if one.since else None
    ended = parse(post.until).lower if post.until else None
    return begun is None or ended is None or begun >= ended
