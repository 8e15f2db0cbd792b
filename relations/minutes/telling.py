"""An event as lines that somebody may edit, and the row that each of them was made from.

Tells only what the user may see; what is hidden has no line, and so no edit touches it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import Prefetch

from relations.exports.base import seen
from relations.intake import marks
from relations.intake.shapes import tidy
from relations.minutes import writing
from relations.minutes.carrying import (
    Carried,
    CarriedSide,
    Given,
    series_of,
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
    Event,
    EventLink,
    EventSeries,
    Figure,
    Note,
    Participation,
    ParticipationPost,
    Statement,
)
from relations.models.search import SearchKind

# What came of the event: one line a record.
OUTCOMES = ("promises", "agreements", "figures")
# The boxes of the event itself; those of a side are named by its id: "<id>:people".
SINGLE = ("date", "title", "kind", "series", "printed")
LISTS = ("place", "topics", "continues", "said", *OUTCOMES, "source", "notes")
OF_SIDE = ("name", "role", "people", "said")
SALT = "relations.minutes.telling"


@dataclass(slots=True)
class Told:
    """The boxes of an event, each as its lines, and what they were made from."""

    event: Event
    boxes: dict[str, Lines] = field(default_factory=dict)
    rows: dict[str, list[tuple[str, Any]]] = field(default_factory=dict)
    sides: list[CarriedSide] = field(default_factory=list)
    ids: list[UUID] = field(default_factory=list)
    given: Given = field(default_factory=dict)
    accounts: list[Account] = field(default_factory=list)

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
    """Tell an event as a user sees it; sixteen queries, however many took part."""
    told = Told(event)
    series = series_of(user, event)
    told.boxes = {
        "date": _lines([event.date]),
        "title": _lines([event.title]),
        "kind": (event.kind.code,),
        "series": _lines([_edition(series, event)]) if series else (),
    }
    _put(told, "place", [(_place(row), row) for row in event.places.all()])
    topics = event.topic_links.select_related("topic")
    _put(told, "topics", [(str(row.topic), row) for row in topics])
    links = EventLink.objects.visible_to(user).filter(from_event=event).select_related("to_event")
    _put(told, "continues", [(_mention(row.to_event), row) for row in links])
    known = [((SearchKind.EVENT.value, _mention(row.to_event)), row.to_event_id) for row in links]
    if series:
        known.append(((SearchKind.SERIES.value, series.name), series.pk))
    told.given = unambiguous([*known, *_read_sides(told, user)])
    _read_outcomes(told, user)
    return told


def _put(told: Told, box: str, pairs: Iterable[tuple[str, Any]]) -> None:
    told.rows[box] = [(line, row) for text, row in pairs for line in _lines([text])]
    told.boxes[box] = tuple(line for line, _row in told.rows[box])


def _read_outcomes(told: Told, user: Any) -> None:
    """Read what was said, promised, signed and counted, its sources and the notes; six queries."""
    event = told.event
    of_event: dict[str, tuple[Any, Any]] = {
        "promises": (Commitment, writing.promise),
        "agreements": (Agreement, writing.agreement),
    }
    for box, (model, write) in of_event.items():
        rows = model.objects.visible_to(user).filter(event=event).order_by("order", "pk")
        _put(told, box, [(write(row), row) for row in rows])
    figures = Figure.objects.visible_to(user).filter(account__event=event)
    _put(told, "figures", [(writing.figure(row), row) for row in figures.order_by("order", "pk")])
    accounts = Account.objects.visible_to(user).filter(event=event).select_related("source")
    told.accounts = list(accounts.order_by("order", "pk"))
    _put(told, "source", [(writing.source(row), row) for row in told.accounts])
    told.boxes["printed"] = _lines([writing.printed(row) for row in told.accounts[:1]])
    notes = Note.objects.visible_to(user).filter(event=event).order_by("created_at", "pk")
    _put(told, "notes", [(writing.note(row), row) for row in notes])
    said = Statement.objects.visible_to(user).filter(event=event).order_by("order", "pk")
    there = list(said.select_related("topic", "contact"))
    for key in (None, *told.ids):
        own = [(writing.statement(row), row) for row in there if row.delegation_id == key]
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


def _read_sides(told: Told, user: Any) -> list[tuple[tuple[str, str], UUID]]:
    known: list[tuple[tuple[str, str], UUID]] = []
    rows = Delegation.objects.filter(event=told.event).prefetch_related(
        Prefetch("country_links", DelegationCountry.objects.select_related("place")),
        seen("institution_links", DelegationInstitution, user, "institution"),
    )
    people = Participation.objects.visible_to(user).filter(event=told.event)
    posts = seen("post_links", ParticipationPost, user, "post__institution")
    there = list(people.select_related("contact").prefetch_related(posts).order_by("order", "pk"))
    for row in rows:
        side = side_of(row)
        told.sides.append(side)
        told.ids.append(row.pk)
        told.boxes[f"{row.pk}:name"] = (side.text,)
        told.boxes[f"{row.pk}:role"] = (row.role,)
        known += [((SearchKind.INSTITUTION.value, name), pk) for pk, name in side.bodies]
        own = [one for one in there if one.delegation_id == row.pk]
        others = [(others_of(row), None)]
        _put(told, f"{row.pk}:people", [*((_person(one), one) for one in own), *others])
    for one in there:
        known.append(((SearchKind.CONTACT.value, str(one.contact)), one.contact_id))
        known += [
            ((SearchKind.INSTITUTION.value, str(link.post.institution)), link.post.institution_id)
            for link in one.post_links.all()
            if link.post.institution_id
        ]
    return known


def others_of(row: Delegation) -> str:
    """Write the line that says that there were others."""
    if row.unnamed_text:
        return row.unnamed_text
    if row.unnamed_count:
        return f"+ {row.unnamed_count}"
    return "and others" if row.list_incomplete else ""


def _person(one: Participation) -> str:
    """Write somebody with the posts held then, or what was printed, and their part in it."""
    held = [link.post for link in one.post_links.all()]
    told = "; ".join(map(str, held)) or one.capacity_printed
    part = marks.written(tuple(one.roles), one.attendance)
    whole = f"{one.contact} — {told}" if told else str(one.contact)
    return f"{whole} ({part})" if part else whole
