"""Who and what of a line is known already: found for sure, asked back, or new."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language

from relations.dates.edtf import parse
from relations.dates.lookups import overlapping
from relations.dates.words import say
from relations.models import Event, Institution, Post
from relations.models.gathering import at_once
from relations.models.search import SearchKind
from relations.names.likeness import Reason
from relations.search.finding import Found
from relations.search.matching import SAME, match_each

NEW: Final = "new"
TEXT: Final = "text"
STAY: Final = "stay"
_SURE: Final = frozenset({Reason.EXACT, Reason.ORDER})
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to "one of these?": its value, the name, and what tells namesakes apart."""

    value: str
    name: str
    hint: str = ""


@dataclass(slots=True)
class Question:
    """What is asked back about a name: the answer's field, the options, the answer.

    ``about`` is ``same`` where it asks for one record, ``successor`` where it asks who comes.
    """

    name: str
    text: str
    options: list[Option] = field(default_factory=list)
    answer: str = ""
    about: str = "same"

    @property
    def known(self) -> list[Option]:
        """List the options that are records."""
        return [one for one in self.options if one.value not in {NEW, TEXT, STAY}]


def field_of(kind: str, text: str) -> str:
    """Name the field of an answer by what it is about: it outlives lines moved or added."""
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:12]}"


class Matcher:
    """Looks names up as the user may see them, and heeds what the user has answered.

    ``given`` are names whose records are known beforehand, by their kind.
    """

    def __init__(
        self,
        user: Any,
        answers: Mapping[str, str],
        given: Mapping[tuple[str, str], UUID] = MappingProxyType({}),
    ) -> None:
        self.user = user
        self.answers = answers
        self.known: dict[tuple[str, str], tuple[UUID | None, Question | None]] = {
            key: (pk, None) for key, pk in given.items()
        }
        self.units: dict[UUID, dict[str, UUID]] = {}
        self.posts: dict[UUID, list[Post]] = {}

    def learn(self, asked: Iterable[tuple[str, str]]) -> None:
        """Look many names up, each of its kind, in the four round trips of one."""
        fresh = [key for key in dict.fromkeys(asked) if key not in self.known]
        near = match_each(self.user, [(kind, text[:_LONGEST]) for kind, text in fresh])
        for key, found in zip(fresh, near, strict=True):
            self.known[key] = self._judged(*key, found)
        self._tell_apart(
            [(kind, told) for kind, text in fresh if (told := self.known[kind, text][1])]
        )

    def _tell_apart(self, asked: Sequence[tuple[str, Question]]) -> None:
        """Say beside a person their posts of today, beside a body where it is, an event when.

        One round trip, where anything is asked back at all.
        """
        met: dict[str, set[UUID]] = defaultdict(set)
        for kind, question in asked:
            met[kind] |= {UUID(one.value) for one in question.known}
        if not met:
            return
        posts, bodies, events = at_once(
            Post.objects.visible_to(self.user)
            .filter(contact__in=met[SearchKind.CONTACT], entered_in_error=False, until="")
            .select_related("institution")
            .order_by("order", "pk"),
            Institution.objects.visible_to(self.user)
            .filter(pk__in=met[SearchKind.INSTITUTION])
            .select_related("country"),
            Event.objects.visible_to(self.user)
            .filter(pk__in=met[SearchKind.EVENT])
            .select_related("kind"),
        )
        told = _told_apart(posts, bodies, events)
        for _kind, question in asked:
            question.options = [
                replace(one, hint="; ".join(told[one.value])) for one in question.options
            ]

    def find(self, kind: str, text: str) -> tuple[UUID | None, Question | None]:
        """Return the record a text names for sure, or the question whose answer says it.

        Without an answer, and with none to ask, what the text names is new.
        """
        self.learn([(kind, text)])
        return self.known[kind, text]

    def _judged(
        self, kind: str, text: str, near: list[Found]
    ) -> tuple[UUID | None, Question | None]:
        # what merely belongs to something of that name is another
        found = [one for one in near if one.reason != Reason.HINT]
        sure = [one for one in found if one.reason in _SURE]
        asked = found if kind == SearchKind.CONTACT else _likely(found)
        if len(sure) == 1 and (len(asked) <= 1 or asked[1].score < SAME):
            return sure[0].id, None
        if not asked:
            return None, None
        question = Question(field_of(kind, text), text)
        question.options = [Option(str(one.id), one.name, one.hint) for one in asked]
        question.options.append(Option(NEW, text))
        if kind == SearchKind.CONTACT:
            question.options.append(Option(TEXT, text))
        values = {option.value for option in question.options}
        given = self.answers.get(question.name, "")
        question.answer = given if given in values else ""
        return (UUID(given) if question.answer not in {"", NEW, TEXT} else None), question

    def successor(self, name: str, after: Sequence[Post]) -> Question | None:
        """Ask who comes where others hold somebody's post by now; unasked it is who came before."""
        if not after:
            return None
        question = Question(field_of("successor", name), name, about="successor")
        question.options = [Option(STAY, name)]
        question.options += [
            Option(str(post.contact_id), str(post.contact), said(post)) for post in after
        ]
        given = self.answers.get(question.name, "")
        question.answer = given if given in {one.value for one in question.options} else STAY
        return question

    def beside(
        self, wholes: Collection[UUID], people: Collection[UUID], date: str
    ) -> tuple[QuerySet, QuerySet]:
        """Ask for the units of known bodies, and for the posts that people held on a day.

        The answers are handed to ``take``; where the event has no day, posts are those held at all.
        """
        units = Institution.objects.visible_to(self.user).filter(parent__in=wholes)
        posts = Post.objects.visible_to(self.user).filter(
            contact__in=people, entered_in_error=False
        )
        if date:
            posts = posts.filter(overlapping("held_span", parse(date)))
        return units, posts.select_related("institution").order_by("order", "pk")

    def take(
        self,
        wholes: Iterable[UUID],
        people: Iterable[UUID],
        units: Iterable[Institution],
        posts: Iterable[Post],
    ) -> None:
        self.units |= {pk: {} for pk in wholes}
        self.posts |= {pk: [] for pk in people}
        for unit in units:
            assert unit.parent_id is not None  # noqa: S101 - it was found by its whole
            self.units[unit.parent_id].setdefault(unit.display_name.casefold(), unit.pk)
        for post in posts:
            self.posts[post.contact_id].append(post)

    def unit(self, name: str, parent: UUID) -> UUID | None:
        """Find the unit of a known body by its name."""
        if parent not in self.units:
            self.take([parent], [], self.beside([parent], [], "")[0], [])
        return self.units[parent].get(name.casefold())

    def held(self, contact: UUID, date: str) -> list[Post]:
        """List the posts somebody held on the day of an event, or holds where it has none."""
        if contact not in self.posts:
            self.take([], [contact], [], self.beside([], [contact], date)[1])
        return self.posts[contact]


def _told_apart(
    posts: Iterable[Post], bodies: Iterable[Institution], events: Iterable[Event]
) -> dict[str, list[str]]:
    """Say of each record by its id, in the reader's language, what tells it from a namesake."""
    language = get_language() or "en"
    told: dict[str, list[str]] = defaultdict(list)
    for post in posts:
        told[str(post.contact_id)].append(said(post))
    for body in bodies:
        country = body.country.name_in(language) if body.country else ""
        place = ", ".join(part for part in (body.city, country) if part)
        told[str(body.pk)] += [place] if place else []
    for event in events:
        when = [say(parse(event.date), language)] if event.date else []
        told[str(event.pk)] = [", ".join([event.kind.name_in(language), *when])]
    return told


def said(post: Post) -> str:
    return ", ".join(str(part) for part in (post.title, post.institution) if part)


def _likely(found: list[Found]) -> list[Found]:
    return [one for one in found if one.score >= SAME]
