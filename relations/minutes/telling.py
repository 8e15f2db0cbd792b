"""An event as lines that somebody may edit, and the row that each of them was made from.

Tells only what the user may see; what is hidden has no line, and so no edit touches it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import QuerySet

from relations.intake import marks
from relations.intake.shapes import tidy
from relations.minutes import writing
from relations.minutes.carrying import (
    Carried,
    CarriedSide,
    Given,
    side_of,
    unambiguous,
)
from relations.minutes.merging import Lines
from relations.models import (
    Account,
    Agreement,
    Commitment,
    Delegation,
    DelegationCountry,
    DelegationInstitution,
    Document,
    Event,
    EventKind,
    EventLink,
    EventSeries,
    Figure,
    Note,
    Participation,
    ParticipationPost,
    Statement,
)
from relations.models.gathering import at_once
from relations.models.search import SearchKind

# What came of the event: one line a record.
OUTCOMES = ("promises", "agreements", "figures")
# The boxes of the event itself; those of a side are named by its id: "<id>:people".
SINGLE = ("date", "title", "kind", "series", "printed")
LISTS = ("place", "topics", "continues", "said", *OUTCOMES, "source", "notes", "documents")
OF_SIDE = ("name", "role", "people", "said")
SALT = "relations.minutes.telling"
Rows = list[Any]


@dataclass(slots=True)
class Told:
    """The boxes of an event, each as its lines, and what they were made from.

    ``kinds`` are those an event may be of, and ``links`` lead to the posts held, by the row of who
    held them.
    """

    event: Event
    boxes: dict[str, Lines] = field(default_factory=dict)
    rows: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)
    sides: list[CarriedSide] = field(default_factory=list)
    ids: list[UUID] = field(default_factory=list)
    given: Given = field(default_factory=dict)
    accounts: list[Account] = field(default_factory=list)
    kinds: list[EventKind] = field(default_factory=list)
    links: dict[UUID, list[ParticipationPost]] = field(default_factory=dict)

    @property
    def carried(self) -> Carried:
        """Let what is read anew know the names that stand in the event already."""
        return Carried(sides=self.sides, given=self.given)

    def seal(self) -> str:
        """Write the boxes so that they come back as they were shown."""
        return signing.dumps(self.boxes, salt=f"{SALT}:{self.event.pk}", compress=True)


def unsealed(event: Event, sealed: str) -> dict[str, Lines] | None:
    """Read the boxes as they were shown; nothing where that was not made here."""
    try:
        boxes = signing.loads(sealed, salt=f"{SALT}:{event.pk}")
    except signing.BadSignature:
        return None
    return {name: tuple(lines) for name, lines in boxes.items()}


def tell(user: Any, event: Event) -> Told:
    """Tell an event as a user sees it: one round trip, however many took part."""
    told = Told(event)
    links = EventLink.objects.visible_to(user).filter(from_event=event)
    series, places, topics, linked, told.kinds, *rest = at_once(
        EventSeries.objects.visible_to(user).filter(events=event),
        event.places.select_related("country"),
        event.topic_links.select_related("topic"),
        links.select_related("to_event"),
        EventKind.objects.order_by("-family", "name_en"),
        *_of_sides(user, event),
        *_of_outcomes(user, event),
    )
    edition = [_edition(one, event) for one in series]
    told.boxes = {
        "date": _lines([event.date]),
        "title": _lines([event.title]),
        "kind": (event.kind.code,),
        "series": _lines(edition),
    }
    _put(told, "place", [(_place(row), row) for row in places])
    _put(told, "topics", [(str(row.topic), row) for row in topics])
    _put(told, "continues", [(_mention(row.to_event), row) for row in linked])
    known = [((SearchKind.EVENT.value, _mention(row.to_event)), row.to_event_id) for row in linked]
    known += [((SearchKind.SERIES.value, one.name), one.pk) for one in series]
    told.given = unambiguous([*known, *_put_sides(told, *rest[:5])])
    _put_outcomes(told, *rest[5:])
    return told


def _put(told: Told, box: str, pairs: Iterable[tuple[str, Any]]) -> None:
    told.rows[box] = [(line, row) for text, row in pairs for line in _lines([text])]
    told.boxes[box] = tuple(line for line, _row in told.rows[box])


def _of_outcomes(user: Any, event: Event) -> Iterator[QuerySet]:
    """Ask for what was promised, signed, counted and said, the sources, notes and documents."""
    said = Statement.objects.visible_to(user).select_related("topic", "contact")
    own = (
        Commitment.objects.visible_to(user),
        Agreement.objects.visible_to(user),
        Account.objects.visible_to(user).select_related("source"),
        said,
    )
    yield from (rows.filter(event=event).order_by("order", "pk") for rows in own)
    figures = Figure.objects.visible_to(user).filter(account__event=event)
    yield figures.order_by("order", "pk")
    yield Note.objects.visible_to(user).filter(event=event).order_by("created_at", "pk")
    yield Document.objects.visible_to(user).filter(event=event).order_by("title", "pk")


def _put_outcomes(
    told: Told, promises: Rows, agreements: Rows, accounts: Rows, *rest: Rows
) -> None:
    said, figures, notes, documents = rest
    told.accounts = accounts
    _put(told, "promises", [(writing.promise(row), row) for row in promises])
    _put(told, "agreements", [(writing.agreement(row), row) for row in agreements])
    _put(told, "figures", [(writing.figure(row), row) for row in figures])
    _put(told, "source", [(writing.source(row), row) for row in accounts])
    told.boxes["printed"] = _lines([writing.printed(row) for row in accounts[:1]])
    _put(told, "notes", [(writing.note(row), row) for row in notes])
    level = told.event.confidentiality
    _put(told, "documents", [(writing.document(row, level), row) for row in documents])
    for key in (None, *told.ids):
        own = [(writing.statement(row), row) for row in said if row.delegation_id == key]
        _put(told, f"{key}:said" if key else "said", own)


def _lines(texts: Iterable[str]) -> Lines:
    """Bring each text into one line, and leave out those that say nothing."""
    return tuple(line for text in texts if (line := tidy(" ".join(text.split()))))


def _edition(series: EventSeries, event: Event) -> str:
    return f"{series.name}, {event.edition}" if event.edition else series.name


def _place(row: Any) -> str:
    return ", ".join(part for part in (row.venue, row.city, str(row.country or "")) if part)


def _mention(event: Event) -> str:
    return f"{event.title}, {event.date}" if event.date else event.title


def _of_sides(user: Any, event: Event) -> Iterator[QuerySet]:
    """Ask for the sides, their countries and institutions, who was there, and the posts held."""
    yield Delegation.objects.filter(event=event)
    countries = DelegationCountry.objects.filter(delegation__event=event)
    yield countries.select_related("place")
    bodies = DelegationInstitution.objects.visible_to(user).filter(delegation__event=event)
    yield bodies.select_related("institution")
    people = Participation.objects.visible_to(user).filter(event=event)
    yield people.select_related("contact").order_by("order", "pk")
    posts = ParticipationPost.objects.visible_to(user).filter(participation__event=event)
    yield posts.select_related("post__institution")


def _put_sides(told: Told, rows: Rows, *of_rows: Rows) -> list[tuple[tuple[str, str], UUID]]:
    known: list[tuple[tuple[str, str], UUID]] = []
    countries, bodies, there, posts = of_rows
    for row in rows:
        of_places = [one for one in countries if one.delegation_id == row.pk]
        of_bodies = [one for one in bodies if one.delegation_id == row.pk]
        side = side_of(row, of_places, of_bodies)
        told.sides.append(side)
        told.ids.append(row.pk)
        told.boxes[f"{row.pk}:name"] = (side.text,)
        told.boxes[f"{row.pk}:role"] = (row.role,)
        known += [((SearchKind.INSTITUTION.value, name), pk) for pk, name in side.bodies]
    for link in posts:
        told.links.setdefault(link.participation_id, []).append(link)
        body = link.post.institution
        known += [((SearchKind.INSTITUTION.value, str(body)), body.pk)] if body else []
    for row in rows:
        own = [one for one in there if one.delegation_id == row.pk]
        lines = [(_person(one, told.links.get(one.pk, ())), one) for one in own]
        _put(told, f"{row.pk}:people", [*lines, (others_of(row), None)])
    known += [((SearchKind.CONTACT.value, str(one.contact)), one.contact_id) for one in there]
    return known


def others_of(row: Delegation) -> str:
    """Write the line that says that there were others."""
    if row.unnamed_text:
        return row.unnamed_text
    if row.unnamed_count:
        return f"+ {row.unnamed_count}"
    return "and others" if row.list_incomplete else ""


def _person(one: Participation, held: Iterable[ParticipationPost]) -> str:
    """Write somebody with the posts held then, or what was printed, and their part in it."""
    told = "; ".join(str(link.post) for link in held) or one.capacity_printed
    part = marks.written(tuple(one.roles), one.attendance)
    whole = f"{one.contact} — {told}" if told else str(one.contact)
    return f"{whole} ({part})" if part else whole
