"""Whom a briefing is about: the partners behind an event, a person, an institution or a country."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery

from relations.exports.base import seen
from relations.filters.events import EventFilters, attended_by
from relations.filters.reach import HAPPENED, TOOK_PART, events_sided, events_with, in_places
from relations.filters.trees import Ids, below
from relations.models import (
    AccountParticipant,
    Contact,
    Delegation,
    DelegationCountry,
    DelegationInstitution,
    Event,
    EventLink,
    Institution,
    Participation,
    Place,
    Post,
    SideRole,
)
from relations.models.events import ORDERING_KINDS

Subject = Event | Contact | Institution | Place


def readable(model: Any, user: Any) -> QuerySet:
    """Return the rows of a model the reader may see, if they may read such rows at all."""
    may = user.has_perm(f"relations.view_{model._meta.model_name}")
    rows: QuerySet = model.objects.visible_to(user)
    return rows if may else rows.none()


@dataclass(slots=True)
class Scope:
    """The partners of a briefing; ids stand as lists or as questions to the database."""

    user: Any
    subject: Subject
    institutions: Ids = field(default_factory=list)
    contacts: Sequence[Any] = ()
    places: Ids = field(default_factory=list)
    sides: Sequence[Any] = ()
    people: Sequence[Any] = ()
    shown: Event | None = None
    """The event whose sides stand here: the subject, or the one it follows."""

    @property
    def asker(self) -> EventFilters:
        """Return what the questions of the filters ask by: the reader, and no parameter."""
        return EventFilters(None, None, request=SimpleNamespace(user=self.user))

    @property
    def event(self) -> Event | None:
        return self.subject if isinstance(self.subject, Event) else None

    def talks(self) -> Q:
        """Find the events with these partners, and those the event at hand is linked with."""
        found = attended_by(self.asker, list(self.contacts))
        if self.institutions:
            found |= events_with(self.asker, self.institutions)
        if isinstance(self.subject, Place):
            found |= events_sided(self.asker, self.places)
        if self.event:
            links = self.asker.visible(EventLink)
            found |= Q(pk__in=links.filter(from_event=self.event).values("to_event"))
            found |= Q(pk__in=links.filter(to_event=self.event).values("from_event"))
        return found


def scope_of(user: Any, subject: Subject) -> Scope:
    if isinstance(subject, Event):
        return _of_event(user, subject)
    scope = Scope(user, subject)
    rows = scope.asker.visible(Institution)
    if isinstance(subject, Contact):
        scope.contacts = [subject.pk]
        posts = scope.asker.visible(Post).filter(contact=subject, entered_in_error=False)
        held = posts.filter(institution__isnull=False).order_by()
        scope.institutions = list(held.values_list("institution", flat=True).distinct())
    elif isinstance(subject, Institution):
        scope.institutions = below(rows, rows.filter(pk=subject.pk).values("pk"))
    else:
        places = Place.objects.order_by()
        scope.places = below(places, places.filter(pk=subject.pk).values("pk"))
        scope.institutions = in_places(scope.asker, scope.places)
    return scope


def _of_event(user: Any, event: Event) -> Scope:
    """Read the sides of an event; of one that has none yet, those of the event it follows."""
    scope = Scope(user, event, shown=event)
    _read_sides(scope, event)
    if not scope.sides and not scope.people:
        links = scope.asker.visible(EventLink).filter(from_event=event, kind__in=ORDERING_KINDS)
        earlier = links.select_related("to_event__kind").order_by("-to_event__date_span").first()
        if earlier:
            scope.shown = earlier.to_event
            _read_sides(scope, earlier.to_event)
    theirs = [side for side in scope.sides if not is_ours(side, scope.sides)]
    keys = {side.pk for side in theirs}
    guests = [one for one in scope.people if one.delegation_id in keys or not keys]
    bodies = {link.institution_id for side in theirs for link in side.institution_links.all()}
    rows = scope.asker.visible(Institution)
    scope.institutions = below(rows, rows.filter(pk__in=bodies).values("pk"))
    scope.contacts = [one.contact_id for one in guests]
    scope.places = [place for side in theirs for place in side.states]
    return scope


def _read_sides(scope: Scope, event: Event) -> None:
    """Read the sides and who was there, with the tellings that name them; three queries."""
    countries = scope.asker.visible(DelegationCountry).filter(delegation=OuterRef("pk"))
    sides = readable(Delegation, scope.user).filter(event=event).order_by("order", "pk")
    scope.sides = list(
        sides.annotate(states=ArraySubquery(countries.values("place"))).prefetch_related(
            seen("institution_links", DelegationInstitution, scope.user, "institution")
        )
    )
    told = scope.asker.visible(AccountParticipant).filter(participation=OuterRef("pk"))
    people = readable(Participation, scope.user).filter(event=event).select_related("contact")
    people = people.annotate(
        told=ArraySubquery(told.order_by("pk").values("side__account__source")),
        last_met=last_met(scope, OuterRef("contact"), before=event),
    )
    scope.people = list(people.order_by("order", "pk"))


def last_met(scope: Scope, contact: Any, before: Event | None = None) -> Subquery:
    """Give the date of the last talks somebody took part in, before those at hand."""
    rows = scope.asker.visible(Participation).filter(TOOK_PART, contact=contact)
    rows = rows.filter(event__status__in=HAPPENED, event__date_span__isnull=False)
    if before:
        rows = rows.exclude(event=before)
        if before.date_span:
            rows = rows.filter(event__date_span__lt=before.date_span)
    return Subquery(rows.order_by("-event__date_span", "pk").values("event__date")[:1])


def is_ours(side: Delegation, sides: Sequence[Delegation]) -> bool:
    """Tell our own side: the one with the house's institution, else the host's."""
    home = settings.HOME_INSTITUTION
    if home and any(_has(one, home) for one in sides):
        return _has(side, home)
    return side.role == SideRole.HOST


def _has(side: Delegation, key: str) -> bool:
    return any(link.institution.key == key for link in side.institution_links.all())
