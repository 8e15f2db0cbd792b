"""One report: its source, its telling of an event, and everything it says came of it."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from relations.imports.reports.batch import Batch
from relations.imports.reports.held import Held
from relations.imports.reports.outcomes import Outcomes
from relations.imports.reports.registry import Registry
from relations.imports.reports.series import unnumbered
from relations.imports.reports.sides import Sides
from relations.imports.reports.vocabulary import LINKS
from relations.models import (
    Account,
    AccountInstitution,
    AccountName,
    AccountPlace,
    AccountRemark,
    AccountTopic,
    Collection,
    Event,
    EventLink,
    EventMention,
    Source,
    Topic,
    Transition,
)

Entry = Mapping[str, Any]
UNTOLD_KIND = "event"
ROLES = {"hosts": "host", "co_organisers": "co_organizer", "supporters": "supporter"}


def source_of(report: Entry, *, collection: Collection, level: str) -> Source:
    told = report["source"]
    day, _, hour = (told["published"] or "").partition("T")
    return Source(
        key=report["id"],
        title=told["title"],
        publisher=told["publisher"],
        url=told["url"],
        language=told["language"],
        published=day,
        published_time=hour or None,
        published_basis=told["published_basis"],
        reported_from=told["reported_from"],
        stored_copy=told["stored_copy"],
        collection=collection,
        confidentiality=level,
    )


def date_told(told: Entry) -> dict[str, Any]:
    """Map a date of the format to the fields of ``DateTold``."""
    return {
        "date_text": told["text"],
        "date": told["edtf"] or "",
        "precision": told["precision"],
        "date_basis": told["basis"],
        "earliest": _day(told["start"]),
        "latest": _day(told["end"]),
        "start_time": _hour(told["start_time"]),
        "end_time": _hour(told["end_time"]),
        "time_zone": told["time_zone"],
        "date_conflict": told["conflict"],
    }


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _hour(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


class Telling:
    """Write one report that is not held yet."""

    def __init__(self, report: Entry, path: str, registry: Registry) -> None:
        self.report = report
        self.path = path
        self.registry = registry
        self.held: Held = registry.held
        self.batch: Batch = registry.batch
        self.level = registry.level

    def write(self, order: int) -> Account:
        told = self.report["event"]
        event = self.event(told["key"], told["name"]["text"], self.path)
        series = told["series"] or {"key": None, "edition": None, "edition_text": None}
        count = told["attendance"] or {"count": None, "qualifier": None, "text": None}
        self.account = Account(
            key=self.report["id"],
            event=event,
            source=self.held.sources[self.report["id"]],
            tense=self.report["tense"],
            year_evidence=self.report["year_evidence"],
            kind=self.held.kinds[told["kind"]],
            name=told["name"]["text"],
            name_language=told["name"]["language"],
            name_as_printed=told["name"]["as_printed"],
            theme=told["theme"],
            series=self.registry.mentioned_series(
                series["key"],
                f"{self.path}.event.series",
                unnumbered(told["name"]["text"], series["edition_text"]),
            )
            if told["series"]
            else None,
            edition=series["edition"],
            edition_text=series["edition_text"],
            level=told["level"],
            status=told["status"],
            format=told["mode"],
            languages=told["languages"],
            head_count=count["count"],
            head_count_qualifier=count["qualifier"],
            head_count_text=count["text"],
            order=order,
            confidentiality=self.level,
            **date_told(told["date"]),
        )
        self.batch.add(self.account, f"{self.path}.event")
        self._header(told)
        self._beside()
        sides = Sides(self.account, self.report, self.path, self.registry)
        sides.write()
        Outcomes(self.account, self.report, self.path, self.registry).write(sides.by_name)
        self._changes()
        return self.account

    def event(self, key: str, name: str, path: str) -> Event:
        """Return the event of a key; one never heard of begins with the name told."""
        event = self.held.events.get(key)
        if event is None:
            event = Event(
                key=key,
                title=name,
                kind=self.held.kinds[UNTOLD_KIND],
                confidentiality=self.level,
            )
            self.held.events[key] = self.batch.add(event, path)
        return event

    def topic(self, text: str, path: str) -> Topic:
        topic = self.held.topics.get(text)
        if topic is None:
            topic = self.batch.add(Topic(name_en=text), path)
            self.held.topics[text] = topic
        return topic

    def _header(self, told: Entry) -> None:
        path = f"{self.path}.event"
        for order, name in enumerate(told["other_names"]):
            self.batch.add(
                AccountName(account=self.account, order=order, **name),
                f"{path}.other_names[{order}]",
            )
        for order, place in enumerate(told["places"]):
            self.batch.add(
                AccountPlace(
                    account=self.account,
                    order=order,
                    venue=place["venue"],
                    city=place["city"],
                    country=self.held.countries.get(place["country"]),
                    basis=place["basis"],
                ),
                f"{path}.places[{order}]",
            )
        for field, role in ROLES.items():
            for order, body in enumerate(told[field]):
                self.batch.add(
                    AccountInstitution(
                        account=self.account,
                        order=order,
                        institution=self.held.institutions[body["key"]],
                        role=role,
                        printed=body["printed"],
                    ),
                    f"{path}.{field}[{order}]",
                )
        for order, text in enumerate(self.report["topics"]):
            where = f"{self.path}.topics[{order}]"
            topic = self.topic(text, where)
            self.batch.add(AccountTopic(account=self.account, order=order, topic=topic), where)
        for order, note in enumerate(self.report["notes"]):
            self.batch.add(
                AccountRemark(account=self.account, order=order, **note),
                f"{self.path}.notes[{order}]",
            )

    def _beside(self) -> None:
        for order, told in enumerate(self.report["other_events"]):
            path = f"{self.path}.other_events[{order}]"
            event = self.event(told["key"], told["name"]["text"], path)
            mention = EventMention(
                account=self.account,
                event=event,
                listed="beside",
                order=order,
                relation=told["relation"],
                kind=self.held.kinds[told["kind"]],
                name=told["name"]["text"],
                name_language=told["name"]["language"],
                name_as_printed=told["name"]["as_printed"],
                city=told["city"],
                country=self.held.countries.get(told["country"]),
                note=told["note"],
                **date_told(told["date"]),
            )
            self.batch.add(mention, path)
            self._link(mention, "printed", path)
        for order, told in enumerate(self.report["continues"]):
            path = f"{self.path}.continues[{order}]"
            event = self.event(told["event"], told["name"], path)
            mention = EventMention(
                account=self.account,
                event=event,
                listed="continued",
                order=order,
                relation=told["relation"],
                name=told["name"],
                date=told["edtf"] or "",
                city=told["city"],
                basis=told["basis"],
            )
            self.batch.add(mention, path)
            self._link(mention, told["basis"], path)

    def _link(self, mention: EventMention, basis: str, path: str) -> None:
        kind, from_told = LINKS[mention.relation]
        ends = (mention.event, self.account.event)
        start, end = ends if from_told else (ends[1], ends[0])
        mark = (start.pk, end.pk, kind.value)
        link = self.held.links.get(mark)
        if link is None:
            link = EventLink(from_event=start, to_event=end, kind=kind.value, basis=basis)
            self.held.links[mark] = self.batch.add(link, path)
        elif basis == "printed":
            self.batch.set(link, basis=basis)

    def _changes(self) -> None:
        for order, told in enumerate(self.report["changes"]):
            path = f"{self.path}.changes[{order}]"
            person = None if told["kind"] == "merged" else self.held.people.get(told["subject"])
            body = None if person else self.held.institutions.get(told["subject"])
            self.batch.add(
                Transition(
                    account=self.account,
                    order=order,
                    kind=told["kind"],
                    contact=person or (None if body else self.held.people[told["subject"]]),
                    subject=body,
                    what=told["what"],
                    date=told["date"] or "",
                    institution=self.held.institutions.get(told.get("institution", "")),
                    result=self.held.institutions.get(told.get("result", "")),
                ),
                path,
            )
