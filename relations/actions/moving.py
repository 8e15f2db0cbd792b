"""Move somebody to a new post on a day: one post ends and the next begins, in one act."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from relations.actions import placing, records, submissions
from relations.actions.drafts import BodyDraft
from relations.actions.given import missing
from relations.actions.records import StaleError
from relations.dates.edtf import parse
from relations.dates.words import say
from relations.history.acting import act
from relations.models import Contact, Post

CHANGED = _("Somebody changed this post after the page was opened. Look at it again.")


@dataclass(frozen=True, slots=True)
class Move:
    """Who moves on which day to what; ``leaves`` is the post that ends, ``None`` for none.

    ``version`` is that of the post left, as it was when it was shown.
    """

    contact: UUID
    day: str
    title: str = ""
    body: BodyDraft | None = None
    leaves: UUID | None = None
    version: int | None = None


def move(*, user: Any, move: Move, key: str = "", digest: str = "") -> UUID:
    """End one post of a contact on a day and begin the next on it; return the new post's id.

    With a ``key`` the same sent twice is one move. Raises ``ValidationError`` by field: ``day``,
    ``leaves``, ``title`` or ``institution``; nothing is written then.
    """
    if not move.day or "/" in move.day:
        raise ValidationError({"day": [_("Give one day, one month or one year.")]})
    new = Post(title=move.title or None, since=move.day)
    with act("move contact", user):
        if key:
            digest = digest or submissions.digest_of(move)
            answer = json.dumps({"post": str(new.pk)})
            first = submissions.claim(user, key, digest=digest, answer=answer)
            if first is not None:
                return UUID(first["post"])
        contact = Contact.objects.visible_to(user).select_for_update(of=("self",))
        new.contact = contact.get(pk=move.contact)
        if move.leaves:
            new.primary = _leave(move, user).primary
        _begin(new, move, user)
    return UUID(str(new.pk))


def _leave(move: Move, user: Any) -> Post:
    """End a post on the day of the move."""
    held = Post.objects.visible_to(user).filter(contact=move.contact, entered_in_error=False)
    post = held.filter(pk=str(move.leaves)).first()
    if post is None:
        raise ValidationError({"leaves": [missing(move.leaves)]})
    if post.until:
        raise ValidationError({"leaves": [_("This post has ended already.")]})
    if post.since and (first := parse(post.since).lower) and _last(move.day) < first:
        began = say(parse(post.since), "en")
        raise ValidationError(
            {"day": [_("This is before the post began ({day}).").format(day=began)]}
        )
    try:
        return records.change(post, values={"until": move.day}, user=user, version=move.version)
    except StaleError as error:
        raise ValidationError({"leaves": [CHANGED]}) from error


def _last(day: str) -> Any:
    return parse(day).upper


def _begin(new: Post, move: Move, user: Any) -> None:
    if move.body:
        new.institution_id = placing.body_of(move.body, new.contact, user=user, field="institution")
    if not new.title and not new.institution_id:
        raise ValidationError({"title": [_("A post needs a title or an institution.")]})
    if placing.standing_post(new.contact, move.title, new.institution_id, user=user):
        raise ValidationError({"title": [_("They hold this post already.")]})
    new.order = placing.last_place(new.contact)
    records.create(new, user=user)
