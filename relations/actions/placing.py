"""Posts of one person outside of any meeting, and the institutions they are held in."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max

from relations.access import RESTRICTED
from relations.actions import records
from relations.actions.drafts import BodyDraft
from relations.actions.given import LEVEL, missing
from relations.models import Contact, Institution, InstitutionKind, Post
from relations.names.folding import folded


def level_of(contact: Contact) -> dict[str, Any]:
    """Close what is made for a closed contact as that is closed: it would else tell of them."""
    if contact.confidentiality != RESTRICTED:
        return {}
    return {name: getattr(contact, name) for name in LEVEL}


def body_of(draft: BodyDraft, contact: Contact, *, user: Any, field: str) -> UUID:
    """Return the institution a draft means; a new one is made, a unit inside its whole.

    Raises ``ValidationError`` under the name of the field that speaks of it.
    """
    if draft.id:
        seen = Institution.objects.visible_to(user).filter(pk=draft.id)
        if not seen.exists():
            raise ValidationError({field: [missing(draft.id)]})
        return draft.id
    parent = body_of(draft.inside, contact, user=user, field=field) if draft.inside else None
    row = Institution(
        display_name=draft.name,
        kind=InstitutionKind.UNIT if parent else InstitutionKind.OTHER,
        parent_id=parent,
        **level_of(contact),
    )
    try:
        return UUID(str(records.create(row, user=user).pk))
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from error


def standing_post(contact: Contact, title: str, body: UUID | None, *, user: Any) -> Post | None:
    """Find the post somebody holds already that says the same and has not ended."""
    held = Post.objects.visible_to(user).filter(
        contact=contact, institution=body, until="", entered_in_error=False
    )
    return next((post for post in held if folded(post.title or "") == folded(title)), None)


def last_place(contact: Contact) -> int:
    """Return the place of a new post: after all others, hidden ones among them."""
    last = Post.objects.filter(contact=contact).aggregate(last=Max("order"))["last"]
    return 0 if last is None else last + 1
