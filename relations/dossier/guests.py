"""Who comes, or whom we know there: the posts held then and now, and when we last met."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from relations.dossier.briefing import Group, Line, Section, Shelf, named, post, said, together
from relations.dossier.scope import Scope, is_ours, last_met, readable
from relations.exports.contacts import current
from relations.filters.reach import HAPPENED
from relations.models import (
    Contact,
    Event,
    Institution,
    ParticipationPost,
    Post,
    PostSighting,
)

MOST = 12


def guests(scope: Scope, shelf: Shelf) -> Section:
    """Tell who comes to an event, side by side; of other subjects whom we know there."""
    if scope.shown:
        return _of_event(scope, scope.shown, shelf)
    people = list(_known(scope)[:MOST])
    held = _posts(scope, [person.pk for person in people])
    lines = [
        _line(person, held.get(person.pk, []), person.last_met, shelf, scope) for person in people
    ]
    groups = [Group(lines)] if lines else []
    return Section("people", _("People"), groups, _("Nobody there is known by name."))


def _of_event(scope: Scope, shown: Event, shelf: Shelf) -> Section:
    """Tell the sides of the event, the guests first; two queries however many come."""
    carried = shown != scope.subject
    people = scope.people
    held = _posts(scope, [one.contact_id for one in people], at=shown)
    groups = []
    for side in sorted(scope.sides, key=lambda one: is_ours(one, scope.sides)):
        members = [one for one in people if one.delegation_id == side.pk]
        groups.append(_side(side, members, held, shelf, scope))
    rest = [one for one in people if one.delegation_id is None]
    if rest:
        groups.append(Group(_members(rest, held, shelf, scope)))
    title = _("Who comes")
    if carried:
        title = _("Nobody is named yet: who came to the talks before")
    elif shown.status in HAPPENED:
        title = _("Who came")
    return Section("people", title, groups, _("Nobody is named yet."))


def _side(
    side: Any, members: Sequence[Any], held: dict[Any, list[Post]], shelf: Shelf, scope: Scope
) -> Group:
    lines = _members(members, held, shelf, scope)
    others = side.unnamed_text or (_("and others") if side.list_incomplete else "")
    if side.unnamed_count and not side.unnamed_text:
        others = _("and {number} more").format(number=side.unnamed_count)
    if len(members) > MOST:
        others = together(
            [_("and {number} more by name").format(number=len(members) - MOST), others]
        )
    if others:
        lines.append(Line(others))
    elif not members:
        lines.append(Line(_("Nobody is named.")))
    bodies = [named(link.institution) for link in side.institution_links.all()]
    return Group(lines, side.name, together(bodies))


def _members(
    members: Iterable[Any], held: dict[Any, list[Post]], shelf: Shelf, scope: Scope
) -> list[Line]:
    return [
        _line(one.contact, held.get(one.contact_id, []), one.last_met, shelf, scope, one)
        for one in list(members)[:MOST]
    ]


def _line(
    person: Contact,
    posts: list[Any],
    met: str | None,
    shelf: Shelf,
    scope: Scope,
    there: Any = None,
) -> Line:
    """Say a person with the posts held then; what is held now is said where it differs."""
    then = [one for one in posts if one.then]
    now = [one for one in posts if one.now]
    shown = then or now
    fresh = [one for one in now if then and not one.then]
    ended = [one for one in then if not one.now]
    text = _several(shown) or (there.capacity_printed if there else "")
    before = _("last met {date}") if scope.event is None else _("met before, {date}")
    under = [
        _("now: {posts}").format(posts=_several(fresh)) if fresh else "",
        _("no longer: {posts}").format(posts=_several(ended)) if ended else "",
        before.format(date=said(met)) if met else "",
    ]
    sources = [
        *(there.told if there else []),
        *(one for held in shown + fresh for one in held.told),
    ]
    return Line(text, str(person), together(under), shelf.sign(*sources), person)


def _several(posts: Iterable[Post]) -> str:
    return "; ".join(post(one) for one in posts)


def _posts(scope: Scope, people: Sequence[Any], at: Event | None = None) -> dict[Any, list[Post]]:
    """Bring the posts of people that are held today or were at an event; one query."""
    posts = readable(Post, scope.user).filter(contact__in=people, entered_in_error=False)
    links = scope.asker.visible(ParticipationPost).filter(post=OuterRef("pk"), former=False)
    then = links.filter(participation__event=at) if at else links.none()
    now = current(scope.asker.visible(Post), scope.user).filter(pk=OuterRef("pk"))
    seen = scope.asker.visible(PostSighting).filter(post=OuterRef("pk"), source__isnull=False)
    rows = posts.annotate(
        then=Exists(then), now=Exists(now), told=ArraySubquery(seen.order_by("pk").values("source"))
    ).filter(Q(then=True) | Q(now=True))
    found: dict[Any, list[Post]] = {}
    for row in rows.select_related("institution").order_by("order", "pk"):
        found.setdefault(row.contact_id, []).append(row)
    return found


def _known(scope: Scope) -> QuerySet:
    """Find whom we know there: by rank at an institution, by the last talks in a country."""
    people = readable(Contact, scope.user)
    if isinstance(scope.subject, Contact):
        people = people.filter(pk=scope.subject.pk)
    else:
        held = current(scope.asker.visible(Post), scope.user)
        at = held.filter(institution__in=scope.institutions)
        people = people.filter(pk__in=at.values("contact"), deceased=False)
        rank = at.filter(contact=OuterRef("pk")).order_by(F("rank").asc(nulls_last=True), "pk")
        people = people.annotate(rank=Subquery(rank.values("rank")[:1]))
    people = people.annotate(
        last_met=last_met(scope, OuterRef("pk")),
    )
    lately = F("last_met").desc(nulls_last=True)
    if isinstance(scope.subject, Institution):
        return people.order_by(F("rank").asc(nulls_last=True), lately, "display_name", "pk")
    return people.order_by(lately, "display_name", "pk")
