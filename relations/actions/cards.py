"""Keep what a card tells: somebody new, or what of it is not known yet of somebody known."""

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from relations.actions import placing, records, submissions
from relations.actions.drafts import PersonDraft
from relations.actions.given import missing
from relations.history.acting import act
from relations.models import Contact, ContactName, ContactPoint, Post

Points = tuple[tuple[str, str], ...]


def keep(
    *, user: Any, person: PersonDraft, points: Points, key: str = "", digest: str = ""
) -> UUID:
    """Make the contact of a card, or add its posts and points to a known one; return its id.

    ``points`` are kinds and values, phones in E.164. With a ``key`` the same sent twice is one
    contact. Raises ``ValidationError`` by ``card``; nothing is written then.
    """
    new = Contact(
        display_name=person.name,
        family_name=person.family_name,
        given_name=person.given_name,
        name_order=person.name_order,
    )
    with act("add contact from a card", user):
        if key:
            digest = digest or submissions.digest_of((person, points))
            answer = json.dumps({"contact": str(person.id or new.pk)})
            first = submissions.claim(user, key, digest=digest, answer=answer)
            if first is not None:
                return UUID(first["contact"])
        try:
            contact = _known(person.id, user) if person.id else _made(new, person, user)
            _add_posts(contact, person, user)
            _add_points(contact, points, user)
        except ValidationError as error:
            raise ValidationError({"card": error.messages}) from error
    return UUID(str(contact.pk))


def _known(pk: UUID, user: Any) -> Contact:
    contact = Contact.objects.visible_to(user).select_for_update(of=("self",)).filter(pk=pk).first()
    if contact is None:
        raise ValidationError(missing(pk))
    return contact


def _made(new: Contact, person: PersonDraft, user: Any) -> Contact:
    records.create(new, user=user)
    for order, name in enumerate(person.names):
        further = ContactName(
            contact=new,
            text=name.text,
            language=name.language,
            script=name.script or None,
            kind="as_printed",
            order=order,
        )
        records.create(further, user=user)
    return new


def _add_posts(contact: Contact, person: PersonDraft, user: Any) -> None:
    for draft in person.posts:
        body = placing.body_of(draft.body, contact, user=user, field="card") if draft.body else None
        if draft.id or placing.standing_post(contact, draft.title, body, user=user):
            continue
        post = Post(
            contact=contact,
            title=draft.title or None,
            acting=draft.acting,
            order=placing.last_place(contact),
        )
        post.institution_id = body
        records.create(post, user=user)


def _add_points(contact: Contact, points: Points, user: Any) -> None:
    held = set(contact.points.values_list("kind", "value"))
    for place, (kind, value) in enumerate(points, len(held)):
        if (kind, value) not in held:
            point = ContactPoint(contact=contact, kind=kind, value=value, order=place)
            records.create(point, user=user)
