"""From the lines under a side to its people, with what each line was taken for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from relations.actions.drafts import BodyDraft, NameDraft, PersonDraft, PostDraft, SideDraft
from relations.intake.people import ReadLead, ReadOthers, ReadPerson, ReadText, read
from relations.intake.shapes import ReadLine, tidy
from relations.intake.words import kind_of
from relations.minutes import lines
from relations.minutes.carrying import Carried, CarriedPerson
from relations.minutes.matching import TEXT, Matcher, Question, said
from relations.minutes.places import Countries
from relations.models import Attendance, Role
from relations.models.gathering import at_once
from relations.models.search import SearchKind
from relations.names.families import FAMILIES
from relations.names.folding import folded
from relations.names.scripts import script_of

_LANGUAGES = {"Hang": "ko"}


@dataclass(slots=True)
class Chip:
    """A word on a line: ``known``, ``new``, ``ask`` or ``text``; and what it speaks of."""

    state: str
    what: str
    label: str


@dataclass(slots=True)
class LineTold:
    """One line of a list as it was understood, for the person who typed it."""

    text: str
    chips: list[Chip] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


@dataclass(slots=True)
class SideTold:
    """A side as it was understood: what will be kept, and line by line why."""

    draft: SideDraft
    lines: list[LineTold] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SideTyped:
    """What was typed of one side."""

    name: str
    role: str
    people: str
    said: str


class SideReader:
    """Reads the sides of one event; ``date`` is the day posts are held on, if it is known.

    ``carried`` holds what came from an earlier event: what is left of it stands as it is.
    """

    def __init__(
        self, matcher: Matcher, countries: Countries, date: str, carried: Carried | None = None
    ) -> None:
        self.matcher = matcher
        self.countries = countries
        self.date = date
        self.carried = carried or Carried()
        self.lines = self.carried.people
        self.standings = self.carried.standings
        self.parsed: dict[str, list[ReadLine | CarriedPerson]] = {}

    def learn(self, sides: Iterable[SideTyped], beside: Iterable[tuple[str, str]]) -> None:
        """Look up all that the sides name, and what is asked for beside, before any is read.

        Five round trips for all of it; one more for all units of known units.
        """
        people: list[str] = []
        chains: list[Sequence[str]] = []
        for typed in sides:
            if not self.carried.side(typed.name):
                chains += [(text,) for text in _named(typed.name)[1]]
            for one in self.each(typed.people):
                if isinstance(one, ReadPerson):
                    people.append(one.name)
                    chains += [post.bodies for post in one.posts if post.bodies]
        contacts = [(SearchKind.CONTACT, name) for name in people]
        bodies = [(SearchKind.INSTITUTION, chain[-1]) for chain in chains]
        self.matcher.learn([*contacts, *bodies, *beside])
        met = {found for key in contacts if (found := self.matcher.find(*key)[0])}
        inner = [(found, chain[:-1]) for chain in chains if (found := self._whole(chain))]
        self._learn_beside({found for found, rest in inner if rest}, met - self.standings.keys())
        while inner := [
            (found, rest[:-1])
            for whole, rest in inner
            if len(rest) > 1 and (found := self.matcher.unit(rest[-1], whole))
        ]:
            wholes = {found for found, _rest in inner}
            self.matcher.take(wholes, (), self.matcher.beside(wholes, (), "")[0], ())

    def _whole(self, chain: Sequence[str]) -> UUID | None:
        return self.matcher.find(SearchKind.INSTITUTION, chain[-1])[0]

    def _learn_beside(self, wholes: set[UUID], people: set[UUID]) -> None:
        asked = self.matcher.beside(wholes, people, self.date)
        countries, units, posts = at_once(self.countries.asked, *asked)
        self.countries.take(countries)
        self.matcher.take(wholes, people, units, posts)

    def read(self, typed: SideTyped) -> SideTold:
        name, codes, country = self.named(typed)
        told = SideTold(SideDraft(name=name[:200], role=typed.role))
        bodies = self.bodies(typed, country, told)
        people: list[PersonDraft] = []
        others: list[ReadOthers] = []
        for one in self.each(typed.people):
            line = LineTold(one.line if isinstance(one, CarriedPerson) else one.text)
            told.lines.append(line)
            if isinstance(one, CarriedPerson):
                people.append(self.carried_person(one, line))
            elif isinstance(one, ReadPerson):
                people.append(_marked(one, self.person(one, country, line), line))
            elif isinstance(one, ReadOthers):
                others.append(one)
                line.chips.append(Chip("known", "others", str(one.count or "")))
            else:
                people += self.not_read(one, line)
        told.draft = replace(
            told.draft,
            countries=codes,
            bodies=tuple(_distinct(bodies or _outermost(people))),
            people=tuple(people),
            statements=tuple(lines.statements(typed.said)),
            list_incomplete=bool(others),
            unnamed_count=next((one.count for one in others if one.count), None),
            unnamed_qualifier=_qualifier(others),
            unnamed_text="; ".join(one.text for one in others),
        )
        return told

    def named(self, typed: SideTyped) -> tuple[str, tuple[str, ...], str]:
        """Return a side's name, the codes of its countries, and the one its new bodies are of."""
        name, _bodies = _named(typed.name)
        codes = self.countries.meant(name) or self.countries.meant(typed.name)
        if kept := self.carried.side(typed.name):
            name, codes = kept.name, kept.codes
        return name, codes, codes[0] if len(codes) == 1 else ""

    def bodies(self, typed: SideTyped, country: str, told: SideTold) -> list[BodyDraft]:
        found: list[BodyDraft] = []
        if kept := self.carried.side(typed.name):
            for pk, body in kept.bodies:
                told.lines.append(LineTold(body, [Chip("known", "institution", body)]))
                found.append(BodyDraft(id=pk))
            return found
        for text in _named(typed.name)[1]:
            line = LineTold(text)
            found.append(self.body((text,), country, line))
            told.lines.append(line)
        return found

    def each(self, people: str) -> list[ReadLine | CarriedPerson]:
        """List line by line who is carried over as they stand, and what else is read."""
        if people not in self.parsed:
            self.parsed[people] = list(self._each(people))
        return self.parsed[people]

    def _each(self, people: str) -> Iterator[ReadLine | CarriedPerson]:
        block: list[str] = []
        for line in tidy(people).split("\n"):
            carried = self.lines.get(line)
            if carried is None:
                block.append(line)
                continue
            yield from read("\n".join(block))
            block = []
            yield carried
        yield from read("\n".join(block))

    def carried_person(self, one: CarriedPerson, line: LineTold) -> PersonDraft:
        """Take somebody over with the posts of the new day, or who holds the post by now."""
        name = str(one.contact)
        line.chips.append(Chip("known", "person", name))
        line.chips += [Chip("known", "held", said(post)) for post in one.standing.now]
        if other := self.passed_on(one, line):
            return other
        posts = tuple(PostDraft(id=post.pk) for post in one.standing.now)
        return PersonDraft(id=one.contact.pk, printed=name[:300], posts=posts)

    def passed_on(self, one: CarriedPerson, line: LineTold) -> PersonDraft | None:
        """Flag what is over by the new day; the successor's draft where that is the answer."""
        person, standing = one.contact, one.standing
        line.chips += [Chip("text", "over", said(post)) for post in standing.over]
        line.chips += [Chip("text", "deceased", "")] if person.deceased else []
        line.chips += [Chip("text", "uncontacted", "")] if person.do_not_contact else []
        question = self.matcher.successor(str(person), standing.successors)
        if question is None:
            return None
        line.questions.append(question)
        for post in standing.successors:
            if question.answer == str(post.contact_id):
                printed = str(post.contact)[:300]
                posts = (PostDraft(id=post.pk),)
                return PersonDraft(id=post.contact_id, printed=printed, posts=posts)
        return None

    def not_read(self, one: ReadLead | ReadText, line: LineTold) -> list[PersonDraft]:
        """Keep a line nobody understood with the side, marked; a heading says nothing."""
        if isinstance(one, ReadLead):
            line.chips.append(Chip("text", "lead", ""))
            return []
        line.chips.append(Chip("text", "text", ""))
        return [PersonDraft(text=one.text)]

    def person(self, one: ReadPerson, country: str, line: LineTold) -> PersonDraft:
        contact, question = self.matcher.find(SearchKind.CONTACT, one.name)
        if question and question.answer == TEXT:
            line.questions.append(question)
            line.chips.append(Chip("text", "text", ""))
            return PersonDraft(text=one.text)
        self._tell("person", one.name, contact, question, line)
        posts = tuple(
            PostDraft(
                title=post.title[:300],
                body=self.body(post.bodies, country, line) if post.bodies else None,
                acting=post.acting,
                former=post.former,
            )
            for post in one.posts
        )
        if contact in self.standings:
            known = self.standings[contact]
            posts = posts or tuple(PostDraft(id=post.pk) for post in known.standing.now)
            line.chips += [Chip("known", "held", said(post)) for post in known.standing.now]
            other = self.passed_on(known, line)
            return other or PersonDraft(id=contact, printed=one.name, posts=posts)
        if contact:
            held = self.matcher.held(contact, self.date)
            posts = posts or tuple(PostDraft(id=post.pk) for post in held)
            line.chips += [Chip("known", "held", said(post)) for post in held]
            return PersonDraft(id=contact, printed=one.name, posts=posts)
        line.chips += [Chip("new", "post", post.title) for post in posts if post.title]
        family, given, order = parts(one.name)
        return PersonDraft(
            name=one.name,
            printed=one.name,
            family_name=family,
            given_name=given,
            name_order=order,
            names=tuple(_names((one.name, *one.also))) if one.also else (),
            posts=posts,
        )

    def body(self, chain: Sequence[str], country: str, line: LineTold) -> BodyDraft:
        """Read a unit inside its whole, the outermost first; each is known or new."""
        whole: BodyDraft | None = None
        for name in reversed(chain):
            if whole and whole.id:
                found, question = self.matcher.unit(name, whole.id), None
            elif whole:
                found, question = None, None
            else:
                found, question = self.matcher.find(SearchKind.INSTITUTION, name)
            self._tell("institution", name, found, question, line)
            short = name[:300]
            whole = (
                BodyDraft(id=found)
                if found
                else BodyDraft(name=short, inside=whole, country=country)
            )
        assert whole is not None  # noqa: S101 - a chain has a link
        return whole

    def _tell(
        self, what: str, label: str, found: Any, question: Question | None, line: LineTold
    ) -> None:
        state = "known" if found else "new"
        if question:
            line.questions.append(question)
            state = state if question.answer else "ask"
        line.chips.append(Chip(state, what, label))


def _marked(one: ReadPerson, draft: PersonDraft, line: LineTold) -> PersonDraft:
    """Give somebody the part in the event that the line says, and tell it."""
    if draft.text:
        return draft
    line.chips += [Chip("known", "part", str(Role(code).label)) for code in one.roles]
    if one.attendance:
        line.chips.append(Chip("known", "part", str(Attendance(one.attendance).label)))
    attendance = one.attendance or Attendance.NOT_STATED.value
    return replace(draft, roles=one.roles, attendance=attendance)


def _named(text: str) -> tuple[str, list[str]]:
    """Part "Uzbek side: ISRS; KIEP" into the side's name and its institutions."""
    name, colon, rest = text.partition(":")
    if colon:
        return name.strip(), [part.strip() for part in rest.split(";") if part.strip()]
    is_body = any(kind_of(word) == "body" for word in text.split())
    return text.strip(), [text.strip()] if is_body else []


def _distinct(bodies: Iterable[BodyDraft]) -> list[BodyDraft]:
    return list(dict.fromkeys(bodies))


def _outermost(people: Iterable[PersonDraft]) -> list[BodyDraft]:
    found = []
    for person in people:
        for post in person.posts:
            body = post.body
            while body and body.inside:
                body = body.inside
            found += [body] if body else []
    return found


def _qualifier(others: Sequence[ReadOthers]) -> str:
    if not others:
        return ""
    return "exact" if any(one.count for one in others) else "at_least_1"


def _names(texts: Iterable[str]) -> Iterable[NameDraft]:
    for text in texts:
        script = script_of(text)
        yield NameDraft(text, _LANGUAGES.get(script, ""), script)


def parts(name: str) -> tuple[str, str, str]:
    """Part a Korean name into family and given name, where it is built as one: Hyun Seung-soo."""
    words = name.split()
    if len(words) == 1 or folded(words[0]) not in FAMILIES:
        return "", "", ""
    given = words[1:]
    whole = len(given) == 1 and "-" in given[0]
    if whole or (len(given) == 2 and folded(given[1]) not in FAMILIES):  # noqa: PLR2004
        return words[0], " ".join(given), "family_first"
    return "", "", ""
