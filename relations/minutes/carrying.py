"""What an earlier event gives to one that follows it, as lines that one may edit.

A line that is left as it stands means the very records it was made from; one that was edited is
read like any other, with the names of the earlier event known beforehand.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import get_language

from relations.dates.edtf import parse
from relations.dates.words import say
from relations.exports.base import seen
from relations.intake.shapes import tidy
from relations.minutes.standing import Standing, standings
from relations.models import (
    Delegation,
    DelegationCountry,
    DelegationInstitution,
    Event,
    EventSeries,
    LinkKind,
    Participation,
    ParticipationPost,
    Post,
    SideRole,
)
from relations.models.search import SearchKind

WAYS: Final = (LinkKind.CONTINUES, LinkKind.NEXT_EDITION)
Given = dict[tuple[str, str], UUID]


@dataclass(frozen=True, slots=True)
class CarriedPerson:
    """Somebody of the earlier event as a line, and where they stand on the new day."""

    line: str
    contact: Any
    standing: Standing


@dataclass(slots=True)
class CarriedSide:
    """A side of the earlier event: the text of its box, and the records that text means."""

    text: str
    name: str
    role: str
    codes: tuple[str, ...] = ()
    bodies: tuple[tuple[UUID, str], ...] = ()
    people: list[CarriedPerson] = field(default_factory=list)


@dataclass(slots=True)
class Carried:
    """All that is carried over; empty for an event that follows none."""

    event: Event | None = None
    way: str = LinkKind.CONTINUES
    sides: list[CarriedSide] = field(default_factory=list)
    topics: tuple[str, ...] = ()
    link: str = ""
    series: EventSeries | None = None
    given: Given = field(default_factory=dict)

    @property
    def people(self) -> dict[str, CarriedPerson]:
        """Find people by their lines; a line that two have means neither."""
        everyone = [one for side in self.sides for one in side.people]
        count = Counter(one.line for one in everyone)
        return {one.line: one for one in everyone if count[one.line] == 1}

    @property
    def standings(self) -> dict[UUID, CarriedPerson]:
        return {one.contact.pk: one for side in self.sides for one in side.people}

    def side(self, text: str) -> CarriedSide | None:
        return next((side for side in self.sides if side.text == text), None)

    @property
    def typed(self) -> dict[str, str]:
        """Give what stands in the boxes of the form before anybody types."""
        assert self.event is not None  # noqa: S101 - asked of what follows an event alone
        next_one = self.way == LinkKind.NEXT_EDITION
        series = self.series.name if self.series else ""
        if series and next_one and self.event.edition:
            series = f"{series}, {self.event.edition + 1}"
        boxes = {
            "kind": self.event.kind.code,
            "title": (self.series.name if self.series else self.event.title) if next_one else "",
            "topics": ", ".join(self.topics),
            "continues": self.link,
            "series": series,
            "confidentiality": self.event.confidentiality,
            "carried": f"{self.way}:{self.event.pk}",
            "sides": str(len(self.sides)),
        }
        for place, side in enumerate(self.sides):
            boxes[f"side-{place}-name"] = side.text
            boxes[f"side-{place}-role"] = side.role
            boxes[f"side-{place}-people"] = "\n".join(one.line for one in side.people)
        return boxes


def find(user: Any, asked: str, date: str) -> Carried | None:
    """Read what an event gives to the next, as ``asked``: "continues:<id>"; some ten queries.

    ``date`` is the new day, on which posts are held; today where none is known yet. Nothing where
    the user sees no such event.
    """
    event = event_of(user, asked)
    if event is None:
        return None
    way = LinkKind(asked.partition(":")[0])
    carried = Carried(event, way, topics=tuple(str(one.topic) for one in event.topic_links.all()))
    carried.series = series_of(user, event)
    carried.link = _link(event)
    _read_sides(user, carried, date)
    carried.given = _given(carried)
    return carried


def series_of(user: Any, event: Event) -> EventSeries | None:
    """Return the series of an event where the user may see it."""
    if event.series_id is None:
        return None
    return EventSeries.objects.visible_to(user).filter(pk=event.series_id).first()


def event_of(user: Any, asked: str) -> Event | None:
    """Find the event that is asked for by "continues:<id>", if the user may see it."""
    way, _colon, key = asked.partition(":")
    try:
        pk = UUID(key)
    except ValueError:
        return None
    if way not in WAYS:
        return None
    rows = Event.objects.visible_to(user).select_related("kind")
    return rows.prefetch_related("topic_links__topic", "places").filter(pk=pk).first()


def _link(event: Event) -> str:
    """Write an event as one mentions it: "Expert forum, December 2023, Tashkent"."""
    when = say(parse(event.date), get_language() or "en") if event.date else ""
    city = next((place.city for place in event.places.all() if place.city), "")
    return ", ".join(part for part in (event.title, when, city if when else "") if part)


def _read_sides(user: Any, carried: Carried, date: str) -> None:
    """Read the sides; lines are those of today, which were shown before any day was typed."""
    event = carried.event
    today = timezone.localdate().isoformat()
    rows = Delegation.objects.filter(event=event).prefetch_related(
        Prefetch("country_links", DelegationCountry.objects.select_related("place")),
        seen("institution_links", DelegationInstitution, user, "institution"),
    )
    sides = {
        row.pk: side_of(row, row.country_links.all(), row.institution_links.all()) for row in rows
    }
    nowhere = CarriedSide("", "", SideRole.PARTY)
    people = Participation.objects.visible_to(user).filter(event=event).select_related("contact")
    posts = seen("post_links", ParticipationPost, user, "post__institution")
    there = list(people.prefetch_related(posts).order_by("order", "pk"))
    then = {one.contact_id: _held(one) for one in there}
    shown = standings(user, then, parse(today))
    found = standings(user, then, parse(date)) if date else shown
    for one in there:
        line = _line(one.contact, shown[one.contact_id].now)
        person = CarriedPerson(line, one.contact, found[one.contact_id])
        side = sides.get(one.delegation_id, nowhere) if one.delegation_id else nowhere
        side.people.append(person)
    carried.sides = [*sides.values(), *([nowhere] if nowhere.people else [])]


def _held(one: Participation) -> list[Post]:
    return [link.post for link in one.post_links.all() if not link.former]


def side_of(row: Any, countries: Iterable[Any], links: Iterable[Any]) -> CarriedSide:
    """Write a side as its box has it: "Korean side: KIEP; KINU"."""
    bodies = [link.institution for link in links]
    text = f"{row.name}: {'; '.join(map(str, bodies))}" if bodies else row.name
    return CarriedSide(
        " ".join(text.split()),
        row.name,
        row.role,
        tuple(link.place.alpha2 for link in countries if link.place.alpha2),
        tuple((body.pk, str(body)) for body in bodies),
    )


def _line(contact: Any, posts: Iterable[Post]) -> str:
    told = "; ".join(map(str, posts))
    return tidy(" ".join((f"{contact} — {told}" if told else str(contact)).split()))


def _given(carried: Carried) -> Given:
    """List the names that mean records of the earlier event; one that means two means none."""
    told: list[tuple[tuple[str, str], UUID]] = []
    for side in carried.sides:
        told += [((SearchKind.INSTITUTION, name), pk) for pk, name in side.bodies]
        for one in side.people:
            told.append(((SearchKind.CONTACT, str(one.contact)), one.contact.pk))
            told += [
                ((SearchKind.INSTITUTION, str(post.institution)), post.institution_id)
                for post in (*one.standing.now, *one.standing.over)
                if post.institution_id
            ]
    event = carried.event
    assert event is not None  # noqa: S101 - asked of what follows an event alone
    told += [((SearchKind.EVENT, text), event.pk) for text in (event.title, carried.link)]
    if carried.series:
        told.append(((SearchKind.SERIES, carried.series.name), carried.series.pk))
    return unambiguous(told)


def unambiguous(told: Iterable[tuple[tuple[str, str], UUID]]) -> Given:
    found: dict[tuple[str, str], set[UUID]] = {}
    for key, pk in told:
        found.setdefault(key, set()).add(pk)
    return {key: next(iter(pks)) for key, pks in found.items() if len(pks) == 1}
