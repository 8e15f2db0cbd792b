"""From a draft to the rows it comes to; every fault is told by the path of what is wrong."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from relations.access import RESTRICTED
from relations.actions import outcomes, records, telling
from relations.actions.bodies import Bodies
from relations.actions.drafts import (
    LinkDraft,
    MeetingDraft,
    PersonDraft,
    PlaceDraft,
    Plan,
    SideDraft,
    SourceDraft,
    StatementDraft,
)
from relations.actions.given import missing
from relations.actions.references import References, topics_of
from relations.models import (
    Account,
    Citation,
    Contact,
    ContactName,
    Delegation,
    DelegationCountry,
    DelegationInstitution,
    Event,
    EventInstitution,
    EventLink,
    EventPlace,
    EventSeries,
    EventTopic,
    InstitutionRole,
    Participation,
    ParticipationPost,
    Source,
    Statement,
    Topic,
)
from relations.names.folding import folded


class Planner:
    """Goes through a draft once; ``faults`` gathers all that is wrong, so that all is told."""

    def __init__(self, user: Any, draft: MeetingDraft) -> None:
        self.draft = draft
        self.known = References(user, draft)
        self.faults: dict[str, list[str]] = {}
        self.level = {
            "confidentiality": draft.confidentiality,
            "teams": list(draft.teams),
            "readers": list(draft.readers),
        }
        # who is met in secret is not told by a new contact that all may read
        self.made_level = self.level if draft.confidentiality == RESTRICTED else {}
        self.event = Event()
        self.out = Plan(event=self.event.pk)
        self.bodies = Bodies(self)
        self.people: dict[str, Contact] = {}
        self.met: set[UUID] = set()
        self.topics: dict[str, UUID] = {}
        self.account: Account | None = None

    def fault(self, path: str, sentence: str) -> None:
        self.faults.setdefault(path, []).append(sentence)

    def add(self, row: Any, path: str) -> Any:
        """Take a row into the plan, its own fields checked."""
        try:
            records.clean(row)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                place = path if name == NON_FIELD_ERRORS else f"{path}.{name}".lstrip(".")
                self.faults.setdefault(place, []).extend(messages)
        self.out.rows.append(row)
        return row

    def known_id(self, what: str, key: Any, path: str) -> UUID | None:
        found = self.known.knows(what, key)
        if found is None:
            self.fault(path, missing(key))
        return found

    def country(self, code: str, path: str) -> UUID | None:
        return self.known_id("country", code, path) if code else None

    def plan(self) -> Plan:
        self.of_event()
        self.of_topics()
        for place, host in enumerate(self.draft.hosts):
            self.host(self.bodies.id_of(host, f"hosts.{place}"), place)
        for place, source in enumerate(self.draft.sources):
            self.of_source(source, place)
        for place, side in enumerate(self.draft.sides):
            self.of_side(side, place)
        self.of_statements(None, self.draft.statements, "")
        self.of_links()
        outcomes.take(self, self.draft)
        if self.faults:
            raise ValidationError(self.faults)
        return self.out

    def of_event(self) -> None:
        draft, event = self.draft, self.event
        event.title, event.title_language = draft.title, draft.language
        event.kind_id = self.known_id("kind", draft.kind, "kind")  # type: ignore[assignment]
        for name in ("date", "status", "format", "level", "theme", "summary"):
            setattr(event, name, getattr(draft, name))
        for name, value in self.level.items():
            setattr(event, name, value)
        if draft.series:
            event.series_id = self.series()
            event.edition = draft.series.edition
        self.add(event, "")
        for order, place in enumerate(draft.places):
            self.place(self.event, place, order, f"places.{order}")

    def series(self) -> UUID | None:
        series = self.draft.series
        assert series is not None  # noqa: S101 - asked by the caller
        if series.id:
            return self.known_id("SeriesDraft", series.id, "series")
        row = self.add(EventSeries(name=series.name, **self.made_level), "series")
        return UUID(str(row.pk))

    def place(self, event: Event, place: PlaceDraft, order: int, path: str) -> None:
        country = self.country(place.country, f"{path}.country")
        row = EventPlace(event_id=event.pk, venue=place.venue, city=place.city, order=order)
        row.country_id = country
        self.add(row, path)

    def of_topics(self) -> None:
        for order, name in enumerate(topics_of(self.draft)):
            found = self.known.knows("topic", name.casefold())
            pk = found or self.add(Topic(name_en=name), f"topics.{order}").pk
            self.topics[name.casefold()] = pk
            row = EventTopic(event_id=self.event.pk, topic_id=pk, order=order)
            self.add(row, f"topics.{order}")

    def host(self, body: UUID | None, order: int) -> None:
        row = EventInstitution(event_id=self.event.pk, role=InstitutionRole.HOST, order=order)
        row.institution_id = body  # type: ignore[assignment]
        self.out.rows.append(row)

    def of_source(self, draft: SourceDraft, order: int) -> None:
        """Cite a source, and keep how it tells of the event."""
        path = f"sources.{order}"
        if draft.id:
            source = self.known_id("SourceDraft", draft.id, path)
        else:
            source = self.known.knows("url", draft.url) if draft.url else None
            source = source or self.new_source(draft, path)
        said = {"date_text": draft.date_text or None, "year_evidence": draft.year_evidence or None}
        told = Account(
            **telling.account(self.event, said),
            **said,
            order=order,
            **self.level,
        )
        told.name_language = draft.language
        told.source_id = source  # type: ignore[assignment]
        self.account = self.account or told
        self.add(told, path)
        self.out.rows.append(
            Citation(source_id=told.source_id, event_id=self.event.pk, order=order)
        )

    def new_source(self, draft: SourceDraft, path: str) -> UUID:
        row = Source(
            title=draft.title or self.draft.title[:300],
            publisher=draft.publisher,
            url=draft.url,
            language=draft.language,
            published=draft.published,
            **self.made_level,
        )
        return UUID(str(self.add(row, path).pk))

    def of_side(self, draft: SideDraft, order: int) -> None:
        path = f"sides.{order}"
        texts = [person.text for person in draft.people if person.text]
        unnamed = "; ".join(filter(None, [*texts, draft.unnamed_text]))
        side = Delegation(
            event_id=self.event.pk,
            name=draft.name,
            role=draft.role,
            order=order,
            list_incomplete=draft.list_incomplete,
            unnamed_count=draft.unnamed_count,
            unnamed_qualifier=draft.unnamed_qualifier or None,
            unnamed_text=unnamed or None,
        )
        self.add(side, path)
        for place, code in enumerate(dict.fromkeys(draft.countries)):
            country = self.country(code, f"{path}.countries.{place}")
            row = DelegationCountry(delegation_id=side.pk, order=place)
            row.place_id = country  # type: ignore[assignment]
            self.out.rows.append(row)
        bodies = [
            self.bodies.id_of(body, f"{path}.bodies.{place}")
            for place, body in enumerate(draft.bodies)
        ]
        for place, body_id in enumerate(dict.fromkeys(bodies)):
            link = DelegationInstitution(delegation_id=side.pk, order=place)
            link.institution_id = body_id  # type: ignore[assignment]
            self.out.rows.append(link)
        for place, person in enumerate(draft.people):
            if not person.text:
                self.of_person(side, person, place, f"{path}.people.{place}")
        self.of_statements(side, draft.statements, f"{path}.")

    def of_person(self, side: Delegation, draft: PersonDraft, order: int, path: str) -> None:
        contact = self.contact(draft, path)
        if contact is None or contact in self.met:
            if contact:
                self.fault(path, _("This person stands in the list already."))
            return
        self.met.add(contact)
        row = Participation(
            event_id=self.event.pk,
            delegation_id=side.pk,
            contact_id=contact,
            name_printed=draft.printed or draft.name,
            roles=list(draft.roles),
            attendance=draft.attendance,
            order=order,
            **self.level,
        )
        self.add(row, path)
        held = [
            (self.bodies.post(draft, contact, post, f"{path}.posts.{place}", place), post.former)
            for place, post in enumerate(draft.posts)
        ]
        for place, (post_id, former) in enumerate(dict.fromkeys(held)):
            link = ParticipationPost(participation_id=row.pk, former=former, order=place)
            link.post_id = post_id  # type: ignore[assignment]
            self.out.rows.append(link)

    def contact(self, draft: PersonDraft, path: str) -> UUID | None:
        if draft.id:
            return self.known_id("PersonDraft", draft.id, path)
        word = folded(draft.name)
        if word in self.people:
            return UUID(str(self.people[word].pk))
        row = Contact(
            display_name=draft.name,
            family_name=draft.family_name,
            given_name=draft.given_name,
            name_order=draft.name_order,
            **self.made_level,
        )
        self.people[word] = self.add(row, path)
        for order, name in enumerate(draft.names):
            further = ContactName(
                contact_id=row.pk,
                text=name.text,
                language=name.language,
                script=name.script or None,
                kind="as_printed",
                order=order,
            )
            self.add(further, f"{path}.names.{order}")
        return UUID(str(row.pk))

    def of_statements(
        self, side: Delegation | None, drafts: Iterable[StatementDraft], path: str
    ) -> None:
        for place, said in enumerate(drafts):
            row = Statement(
                event_id=self.event.pk,
                account_id=self.account.pk if self.account else None,
                delegation_id=side.pk if side else None,
                speaker=side.name if side else said.speaker,
                text=said.text,
                kind=said.kind,
                topic_id=self.topics.get(said.topic.casefold()),
                order=place,
                **self.level,
            )
            self.add(row, f"{path}statements.{place}")

    def of_links(self) -> None:
        for order, draft in enumerate(self.draft.links):
            path = f"links.{order}"
            target = self.linked(draft, path)
            row = EventLink(from_event_id=self.event.pk, kind=draft.kind, basis=draft.basis)
            row.to_event_id = target  # type: ignore[assignment]
            self.add(row, path)

    def linked(self, draft: LinkDraft, path: str) -> UUID | None:
        if draft.id:
            return self.known_id("LinkDraft", draft.id, path)
        event = Event(title=draft.title, date=draft.date, **self.made_level)
        event.kind_id = self.known_id("kind", draft.event_kind, f"{path}.event_kind")  # type: ignore[assignment]
        self.add(event, path)
        if draft.place:
            self.place(event, draft.place, 0, f"{path}.place")
        return UUID(str(event.pk))
