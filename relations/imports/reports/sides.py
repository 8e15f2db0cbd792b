"""The sides of a report, and how they join the sides the house knows the event by."""

from collections.abc import Mapping
from typing import Any

from relations.imports.reports.batch import Batch
from relations.imports.reports.registry import Registry
from relations.models import (
    Account,
    AccountParticipant,
    AccountSide,
    Contact,
    Delegation,
    DelegationCountry,
    DelegationInstitution,
    ParticipantPost,
    Participation,
    ParticipationPost,
    SideCountry,
    SideInstitution,
)
from relations.models.sides import Attendance

Entry = Mapping[str, Any]

# The firmest telling wins: one that saw somebody there outweighs one that expected him.
FIRMNESS = (
    Attendance.IN_PERSON,
    Attendance.ONLINE,
    Attendance.VIDEO_MESSAGE,
    Attendance.PROXY,
    Attendance.PLANNED,
    Attendance.NOT_STATED,
)


class EventSides:
    """The sides of one event as the house knows them, held and new; one per event and file."""

    def __init__(self, event: Any) -> None:
        self.delegations: list[Delegation] = []
        self.countries: dict[Any, set[Any]] = {}
        self.institutions: dict[Any, set[Any]] = {}
        self.people: dict[Any, Participation] = {}
        self.posts: dict[Any, set[Any]] = {}
        if not event._state.adding:  # noqa: SLF001
            self._read(event)

    def _read(self, event: Any) -> None:
        for side in event.delegations.prefetch_related("country_links", "institution_links"):
            self.delegations.append(side)
            self.countries[side.pk] = {link.place_id for link in side.country_links.all()}
            self.institutions[side.pk] = {
                link.institution_id for link in side.institution_links.all()
            }
        for person in event.participations.prefetch_related("post_links"):
            self.people[person.contact_id] = person
            self.posts[person.pk] = {link.post_id for link in person.post_links.all()}

    def match(self, name: str, countries: set[Any], taken: set[Any]) -> Delegation | None:
        """Find the side a telling means: the same name, else the same states.

        Two sides of one telling never fall together.
        """
        free = [side for side in self.delegations if side.pk not in taken]
        for side in free:
            if side.name == name:
                return side
        for side in free:
            if countries and self.countries[side.pk] == countries:
                return side
        return None

    def free_name(self, name: str) -> str:
        names = {side.name for side in self.delegations}
        number, candidate = 2, name
        while candidate in names:
            candidate, number = f"{name} ({number})", number + 1
        return candidate


class Sides:
    """Write the sides of one report."""

    def __init__(self, account: Account, report: Entry, path: str, registry: Registry) -> None:
        self.account = account
        self.report = report
        self.path = path
        self.registry = registry
        self.batch: Batch = registry.batch
        self.known = registry.sides.setdefault(account.event.pk, EventSides(account.event))
        self.by_name: dict[str, Delegation] = {}

    def write(self) -> None:
        taken: set[Any] = set()
        for order, told in enumerate(self.report["sides"]):
            path = f"{self.path}.sides[{order}]"
            delegation = self._delegation(told, path, taken)
            taken.add(delegation.pk)
            self.by_name.setdefault(told["name"], delegation)
            unnamed = told["unnamed"] or {"count": None, "qualifier": None, "text": None}
            side = self.batch.add(
                AccountSide(
                    account=self.account,
                    delegation=delegation,
                    name=told["name"],
                    role=told["role"],
                    order=order,
                    unnamed_count=unnamed["count"],
                    unnamed_qualifier=unnamed["qualifier"],
                    unnamed_text=unnamed["text"],
                ),
                path,
            )
            self._members(side, delegation, told, path)
            for place, person in enumerate(told["participants"]):
                where = f"{path}.participants[{place}]"
                self._participant(side, delegation, person, place, where)

    def _delegation(self, told: Entry, path: str, taken: set[Any]) -> Delegation:
        countries = {self.registry.held.countries[code].pk for code in told["countries"]}
        side = self.known.match(told["name"], countries, taken)
        unnamed = told["unnamed"]
        if side is None:
            side = Delegation(
                event=self.account.event,
                name=self.known.free_name(told["name"]),
                role=told["role"],
                order=len(self.known.delegations),
            )
            if unnamed:
                side.unnamed_count = unnamed["count"]
                side.unnamed_qualifier = unnamed["qualifier"]
                side.unnamed_text = unnamed["text"]
            self.known.delegations.append(self.batch.add(side, path))
            self.known.countries[side.pk] = set()
            self.known.institutions[side.pk] = set()
        if unnamed and unnamed["qualifier"] != "unstated":
            self.batch.set(side, list_incomplete=True)
        return side

    def _members(self, side: AccountSide, delegation: Delegation, told: Entry, path: str) -> None:
        held, known = self.registry.held, self.known
        for order, code in enumerate(told["countries"]):
            place = held.countries[code]
            where = f"{path}.countries[{order}]"
            self.batch.add(SideCountry(side=side, place=place, order=order), where)
            if place.pk not in known.countries[delegation.pk]:
                known.countries[delegation.pk].add(place.pk)
                self.batch.add(
                    DelegationCountry(
                        delegation=delegation,
                        place=place,
                        order=len(known.countries[delegation.pk]),
                    ),
                    where,
                )
        for order, told_body in enumerate(told["institutions"]):
            body = held.institutions[told_body["key"]]
            where = f"{path}.institutions[{order}]"
            self.batch.add(
                SideInstitution(
                    side=side, institution=body, printed=told_body["printed"], order=order
                ),
                where,
            )
            if body.pk not in known.institutions[delegation.pk]:
                known.institutions[delegation.pk].add(body.pk)
                self.batch.add(
                    DelegationInstitution(
                        delegation=delegation,
                        institution=body,
                        order=len(known.institutions[delegation.pk]),
                    ),
                    where,
                )

    def _participant(
        self, side: AccountSide, delegation: Delegation, told: Entry, place: int, path: str
    ) -> None:
        person = self.registry.held.people[told["person"]]
        participation = self._participation(person, delegation, told, path)
        participant = self.batch.add(
            AccountParticipant(
                side=side,
                participation=participation,
                name=told["name"],
                script=told["script"],
                also_printed=told["also_printed"],
                roles=told["roles"],
                attendance=told["attendance"],
                note=told.get("note"),
                reads_for=self.registry.held.people.get(told.get("reads_for", "")),
                order=place,
            ),
            path,
        )
        for order, post_told in enumerate(told["posts"]):
            where = f"{path}.posts[{order}]"
            post = self.registry.post(person, post_told, where)
            self.batch.add(
                ParticipantPost(
                    participant=participant,
                    post=post,
                    former=post_told["former"],
                    within=self.registry.within(post_told),
                    as_unit=post_told["unit"] is not None,
                    order=order,
                ),
                where,
            )
            held_then = self.known.posts.setdefault(participation.pk, set())
            if post.pk not in held_then:
                held_then.add(post.pk)
                self.batch.add(
                    ParticipationPost(
                        participation=participation,
                        post=post,
                        former=post_told["former"],
                        order=len(held_then),
                    ),
                    where,
                )

    def _participation(
        self, person: Contact, delegation: Delegation, told: Entry, path: str
    ) -> Participation:
        known = self.known.people.get(person.pk)
        if known is None:
            known = self.batch.add(
                Participation(
                    event=self.account.event,
                    delegation=delegation,
                    contact=person,
                    name_printed=told["name"],
                    capacity_printed=_capacity(told, self.registry),
                    roles=list(dict.fromkeys(told["roles"])),
                    attendance=told["attendance"],
                    order=len(self.known.people),
                    confidentiality=self.registry.level,
                ),
                path,
            )
            self.known.people[person.pk] = known
            return known
        roles = list(dict.fromkeys([*known.roles, *told["roles"]]))
        firmest = min(known.attendance, told["attendance"], key=_firmness)
        self.batch.set(known, roles=roles, attendance=firmest)
        return known


def _firmness(attendance: str) -> int:
    return FIRMNESS.index(attendance) if attendance in FIRMNESS else -1


def _capacity(told: Entry, registry: Registry) -> str:
    """Write the posts of a telling as one line, in its order."""
    parts = []
    for post in told["posts"]:
        bodies = [
            registry.held.institutions[key].display_name
            for key in (post["unit"], post["institution"])
            if key
        ]
        past = "former " if post["former"] else ""
        acting = "acting " if post["acting"] else ""
        title = f"{past}{acting}{post['title'] or ''}".strip()
        parts.append(", ".join(part for part in (title, *bodies) if part))
    return "; ".join(parts)[:600]
