"""The posts of those whose lines stand, where the event is moved to another day."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from relations.actions.rewriting import Redated
from relations.dates.edtf import parse
from relations.minutes.matching import said
from relations.minutes.sides import Chip, LineTold
from relations.minutes.standing import held_on
from relations.minutes.telling import Told
from relations.models import Participation, Post
from relations.models.gathering import at_once


def redated(user: Any, told: Told, stay: Collection[Participation], date: str) -> list[Redated]:
    """Say whose posts are others on the new day; one round trip for all.

    Who held a post on the old day and not on the new one loses it, and gets what was not yet or no
    longer theirs on the old one. What they held on both and nobody told of them stays untold.
    """
    if not date or date == told.event.date or not stay:
        return []
    people = {row.contact_id for row in stay}
    old = told.event.date
    held = Post.objects.visible_to(user).filter(contact__in=people, entered_in_error=False)
    on_old = held_on(user, parse(old)).filter(contact__in=people) if old else held
    on_new = held_on(user, parse(date)).filter(contact__in=people)
    now, before = at_once(on_new, on_old)
    by_person: dict[UUID, list[Post]] = defaultdict(list)
    for post in now:
        by_person[post.contact_id].append(post)
    known = {post.pk for post in before}
    found = [_of_person(row, told, by_person[row.contact_id], known) for row in stay]
    return [one for one in found if one.come or one.gone]


def _of_person(row: Participation, told: Told, now: list[Post], known: set[UUID]) -> Redated:
    # who is told of as a former holder is one on every day
    then = [link.post for link in told.links.get(row.pk, ()) if not link.former]
    gone = [post for post in then if post not in now]
    come = [post for post in now if post.pk not in known and post not in then]
    stay = [post for post in then if post in now]
    return Redated(row, tuple(stay), tuple(come), tuple(gone))


def line_of(one: Redated) -> LineTold:
    """Tell somebody's posts of the new day, and which are none of it."""
    line = LineTold(str(one.row.contact))
    line.chips += [Chip("known", "held", said(post)) for post in (*one.stay, *one.come)]
    line.chips += [Chip("text", "elsewhen", said(post)) for post in one.gone]
    return line
