"""The house's own judgement of an event, drawn from all that is told of it.

The tellings stay as they are; what stands on the event is the firmest and most exact of them,
and never overwrites what a person has set since.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from relations.dates.edtf import Precision, parse
from relations.imports.reports.batch import Batch
from relations.imports.reports.telling import UNTOLD_KIND
from relations.models import (
    Account,
    AccountInstitution,
    AccountName,
    AccountPlace,
    AccountTopic,
    Edition,
    Event,
    EventInstitution,
    EventMention,
    EventName,
    EventPlace,
    EventTopic,
)

FIRMEST = ("held", "cancelled", "postponed", "ongoing", "planned")
# Relations in which another event looks back on one that is over.
PAST = frozenset({"continues", "continuation", "follows", "follow_up", "next_edition", "result_of"})
EXACTNESS = (Precision.DAY, Precision.RANGE, Precision.MONTH, Precision.OPEN, Precision.YEAR)


class Dated(Protocol):
    date: str


def most_exact(tellings: Sequence[Dated]) -> Any:
    """Return the telling with the most exact date; of equals the first told."""
    dated = [telling for telling in tellings if telling.date]
    return min(dated, key=lambda telling: _exactness(telling.date), default=None)


def _exactness(text: str) -> int:
    precision = parse(text).precision
    return EXACTNESS.index(precision) if precision in EXACTNESS else len(EXACTNESS)


class Told:
    """Everything told of one event: full tellings, mentions, and editions of its series."""

    def __init__(self) -> None:
        self.accounts: list[Account] = []
        self.mentions: list[Any] = []
        self.editions: list[Edition] = []
        self.names: list[tuple[str, str, bool]] = []
        self.places: list[Any] = []
        self.bodies: list[Any] = []
        self.topics: list[Any] = []


class Gathered:
    """What a batch tells anew of each event, on top of what was told before."""

    def __init__(self) -> None:
        self.events: dict[Any, Event] = {}
        self.told: dict[Any, Told] = {}

    def of(self, event: Event) -> Told:
        if event.pk not in self.told:
            self.events[event.pk] = event
            self.told[event.pk] = _told_before(event)
        return self.told[event.pk]

    def account(self, row: Account) -> None:
        known = self.of(row.event)
        known.accounts.append(row)
        known.names.insert(len(known.accounts) - 1, _name(row))

    def mention(self, row: EventMention) -> None:
        known = self.of(row.event)
        known.mentions.append(row)
        known.names.append(_name(row))

    def name(self, row: AccountName) -> None:
        self.of(row.account.event).names.append((row.text, row.language, row.as_printed))

    def place(self, row: AccountPlace) -> None:
        """Keep the places of the first telling that names any: later ones repeat them."""
        places = self.of(row.account.event).places
        if not places or places[0].account is row.account:
            places.append(row)

    def body(self, row: AccountInstitution) -> None:
        self.of(row.account.event).bodies.append(row)

    def topic(self, row: AccountTopic) -> None:
        self.of(row.account.event).topics.append(row.topic)


def judge_all(batch: Batch, editions: Sequence[Edition]) -> None:
    """Judge every event something new is told of."""
    gathered = Gathered()
    takers: dict[type, Any] = {
        Account: gathered.account,
        EventMention: gathered.mention,
        AccountName: gathered.name,
        AccountPlace: gathered.place,
        AccountInstitution: gathered.body,
        AccountTopic: gathered.topic,
    }
    for row in list(batch.rows):
        if taker := takers.get(type(row)):
            taker(row)
    for edition in editions:
        if edition.event is not None:
            gathered.of(edition.event).editions.append(edition)
    for key, told in gathered.told.items():
        if not told.places:
            beside = (*told.mentions, *told.editions)
            told.places = [part for part in beside if part.city or part.country][:1]
        judge(gathered.events[key], told, batch)


def _name(row: Account | EventMention) -> tuple[str, str, bool]:
    return (row.name, row.name_language, row.name_as_printed and bool(row.name_language))


def _told_before(event: Event) -> Told:
    told = Told()
    if not event._state.adding:  # noqa: SLF001
        told.accounts = list(event.accounts.select_related("kind"))
        told.mentions = list(event.mentions.select_related("kind"))
        told.editions = list(event.editions.all())
        told.names = [_name(row) for row in (*told.accounts, *told.mentions)]
    return told


def judge(event: Event, told: Told, batch: Batch) -> None:
    """Set what the tellings agree on, or the best of them, on an event."""
    values: dict[str, Any] = {}
    title, language = _title(event, told)
    values |= {"title": title, "title_language": language}
    kinds = [telling.kind for telling in (*told.accounts, *told.mentions) if telling.kind]
    if kinds and event.kind.code == UNTOLD_KIND:
        values["kind_id"] = kinds[0].pk
    dated = most_exact(told.accounts) or most_exact(told.mentions) or most_exact(told.editions)
    if dated is not None:
        values["date"] = dated.date
        if getattr(dated, "start_time", None) and dated.time_zone:
            values |= {
                "start_time": dated.start_time,
                "end_time": dated.end_time,
                "time_zone": dated.time_zone,
            }
    values["status"] = _status(told)
    if told.accounts:
        values |= _header(told.accounts)
    elif told.editions:
        values |= {"series_id": told.editions[0].series_id, "edition": told.editions[0].number}
    batch.set(event, **values)
    _parts(event, told, batch)


def _title(event: Event, told: Told) -> tuple[str, str]:
    """Choose English before other languages, what is printed before what is described."""
    if not told.names:
        return event.title, event.title_language
    best = min(told.names, key=lambda name: (name[1] != "en", not name[2]))
    return best[0], best[1]


def _status(told: Told) -> str:
    seen = {account.status for account in told.accounts}
    if not seen:
        seen = {
            "planned" if edition.status in {"planned", "announced"} else "held"
            for edition in told.editions
        }
    if not seen:
        seen = {
            "planned" if mention.relation == "prepares" else "held" for mention in told.mentions
        }
    if seen == {"ongoing"} and any(mention.relation in PAST for mention in told.mentions):
        return "held"
    return next((status for status in FIRMEST if status in seen), "held")


def _header(accounts: Sequence[Account]) -> dict[str, Any]:
    first: dict[str, Any] = {}
    for account in accounts:
        for field, value in (
            ("level", account.level),
            ("format", "" if account.format == "unknown" else account.format),
            ("theme", account.theme or ""),
            ("series_id", account.series_id),
            ("languages", account.languages),
        ):
            if value and field not in first:
                first[field] = value
        if account.edition is not None and account.series_id:
            first.setdefault("edition", account.edition)
    return first


def _parts(event: Event, told: Told, batch: Batch) -> None:
    held, path = _held_parts(event), f"event {event.key}"
    names = {(event.title, event.title_language), *held["names"]}
    for order, (text, language, printed) in enumerate(told.names):
        if (text, language) not in names:
            names.add((text, language))
            kind = "as_printed" if printed else "alias"
            name = EventName(event=event, text=text, language=language, kind=kind, order=order)
            batch.add(name, path)
    for order, place in enumerate([] if held["places"] else told.places):
        venue = getattr(place, "venue", None) or ""
        row = EventPlace(event=event, venue=venue, city=place.city or "", order=order)
        row.country = place.country
        batch.add(row, path)
    for body in told.bodies:
        if (body.institution_id, body.role) not in held["bodies"]:
            held["bodies"].add((body.institution_id, body.role))
            link = EventInstitution(event=event, role=body.role, order=len(held["bodies"]))
            link.institution = body.institution
            batch.add(link, path)
    for topic in told.topics:
        if topic.pk not in held["topics"]:
            held["topics"].add(topic.pk)
            batch.add(EventTopic(event=event, topic=topic, order=len(held["topics"])), path)


def _held_parts(event: Event) -> dict[str, Any]:
    if event._state.adding:  # noqa: SLF001
        return {"names": set(), "places": False, "bodies": set(), "topics": set()}
    return {
        "names": set(event.names.values_list("text", "language")),
        "places": event.places.exists(),
        "bodies": set(event.institution_links.values_list("institution_id", "role")),
        "topics": set(event.topic_links.values_list("topic_id", flat=True)),
    }
