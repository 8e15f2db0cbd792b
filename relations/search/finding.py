"""Find records by what people remember of them."""

import re
from collections.abc import Collection, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection
from rapidfuzz.distance import OSA

from relations import access
from relations.models.search import SearchKind
from relations.names import keys, likeness
from relations.names.folding import LONGEST, folded
from relations.names.forms import Form, forms
from relations.names.likeness import Reason
from relations.names.readings import LATIN
from relations.search import arms, documents
from relations.search.limits import limited

MOST: Final = 100
# From this score on a record is what was asked for, below it merely similar.
NEAR: Final = 0.85
# Rows an arm looks at, and hands on to be compared at least.
_SCAN: Final = 300
_KEEP: Final = 40
# Arms that reach far, by the first word of their names, hand on fewer: what is right there is
# among the likest by its signature. The rest took a third of the time of comparing, and now and
# then crowded out what was meant.
_FAR: Final = {
    "bones": 15,
    "nearer": 20,
    "near": 25,
    "one": 8,
    "single": 12,
    "sound": 25,
    "triples": 15,
}
# From these scores on the best of the first round convinces.
_SURE_LATIN: Final = 0.93
_SURE: Final = 0.965
# Where half the words are common ones, a sibling is nearly as like as the one that is meant.
_SURE_COMMON: Final = 0.985
_HOPELESS: Final = 0.9
# What is found by its words in names and hints together is as sure as a prefix.
_HINTED: Final = 0.95
# A word that is a whole part of an e-mail address, and of no name.
_LOCAL: Final = 0.94
_WORDS_AT_MOST: Final = 400
_NEIGHBORS: Final = 14
_EMAIL: Final = re.compile(r"\S*@\S*")
_PHONE: Final = re.compile(r"[+(]?[\d\s().\-/]{4,}")
_DIGITS: Final = 4
# What no database keeps: NUL, and halves of letters.
_UNKEPT: Final = re.compile("[\0\ud800-\udfff]")
_LITERAL: Final = frozenset({"exact", "begun", "prefixes"})
# Seconds for a whole list of names, which is read back while somebody waits for it.
PATIENCE: Final = 20.0
_FIND: Final = (
    "SELECT * FROM relations_find(%s::text[], %s::text[], %s::bit(192), %s::text[],"
    " %s::text[], %s, %s::uuid[], %s, %s)"
)
# A question to the database, and in the end what was found; see ``_together``.
Question = tuple[str, list[Any]]
Steps = Generator[Question, list[Any], None]


@dataclass(frozen=True, slots=True)
class Found:
    """One record found: its kind, id and display name, how well and why it matched.

    ``score`` runs from 0 to 1; ``matched`` is the name that won, and ``hint`` what the record
    belongs to, where that helped or tells namesakes apart.
    """

    kind: str
    id: Any
    name: str
    score: float
    reason: Reason
    matched: str
    hint: str = ""


@dataclass(slots=True)
class _Candidate:
    id: Any
    kind: str
    names: tuple[str, ...]
    hints: tuple[str, ...]
    score: float
    matched: str
    arms: set[str] = field(default_factory=set)

    @property
    def by_hints(self) -> bool:
        """Say whether it takes words of what the record belongs to: its names have not all."""
        return "hints" in self.arms and self.arms.isdisjoint(_LITERAL)


class _Reader:
    """What a user may see, in the words of ``relations_find``."""

    def __init__(self, user: Any) -> None:
        self.levels = [access.PUBLIC, access.INTERNAL, access.RESTRICTED]
        self.pk: int | None = None
        self.teams: list[Any] = []
        self.hints = "pn"
        if not user.is_superuser:
            self.levels = access.levels(user)
            self.hints = "pn" if access.INTERNAL in self.levels else "p"
            if user.has_perm(access.READ_RESTRICTED):
                self.pk = user.pk
                self.teams = access.team_ids(user)

    def hint_lines(self, hints: str) -> tuple[str, ...]:
        return tuple(
            line[1:].strip()
            for line in hints.split("\n")
            if line and (line[0] == "p" or "n" in self.hints)
        )


class _Search:
    """One query by one user, and the candidates found so far."""

    def __init__(
        self, reader: _Reader, asked: str, kinds: Collection[str] | None, *, limit: int
    ) -> None:
        self.most = min(limit, MOST)
        self.keep = max(self.most, _KEEP)
        self.reader = reader
        self.text = text = _UNKEPT.sub(" ", asked[:LONGEST])
        self.kinds = sorted(kinds) if kinds else None
        self.forms = forms(text)
        self.signature = keys.signature([text])
        self.candidates: dict[Any, _Candidate] = {}

    def ask(self, found: arms.Arms) -> Steps:
        """Run arms in one statement, and score what is new."""
        asked = {name: query for name, query in found.items() if query}
        if not asked:
            return
        rows = yield (
            _FIND,
            [
                list(asked),
                list(asked.values()),
                self.signature,
                self.kinds,
                self.reader.levels,
                self.reader.pk,
                self.reader.teams,
                _SCAN,
                self.keep,
            ],
        )
        left = {name: _FAR.get(name.partition(" ")[0], self.keep) for name in asked}
        for arm, record, kind, names, hints in rows:
            left[arm] -= 1
            if left[arm] < 0:
                continue
            if record not in self.candidates:
                self.candidates[record] = self.weighed(record, kind, names, hints)
            self.candidates[record].arms.add(arm)

    def weighed(self, record: Any, kind: str, names: str, hints: str) -> _Candidate:
        kept = tuple(names.split("\n"))
        lines = self.reader.hint_lines(hints)
        score, matched = likeness.compare(self.text, kept, institution=kind != SearchKind.CONTACT)
        return _Candidate(record, kind, kept, lines, score, matched)

    def best(self) -> list[_Candidate]:
        """Order the candidates: by score, then what is called so first, then as they are named."""
        return sorted(
            self.candidates.values(),
            key=lambda one: (-self.worth(one), one.by_hints, one.names[0], one.id),
        )

    def worth(self, one: _Candidate) -> float:
        if "hints" in one.arms:
            return max(one.score, _HINTED)
        if "local" in one.arms:
            return max(one.score, _LOCAL)
        return one.score + 0.004 * ("exact" in one.arms)

    def convinced(self) -> bool:
        """Say whether the first round has found what was meant.

        A sound-alike must not hide a typing error: a Latin query of several words needs a name
        that is spelled like it among the first three. Nor must what belongs to something hide
        what is called nearly so: who was at a meeting of an institute, the institute.
        """
        best = self.best()
        if not best or best[0].by_hints:
            return False
        if any(len(word.raw) == 1 and word.script == LATIN for word in self.forms[-1].words):
            return False  # an initial is a word of few names, and the beginning of many
        if any(word.meaning for word in self.forms[-1].words):
            return self.worth(best[0]) >= _SURE_COMMON
        latin = self.forms[0].script == LATIN
        several = len(self.forms[-1].words) > 1
        literal = any(one.arms & _LITERAL for one in best[:3])
        if latin and several and not literal:
            return False
        return self.worth(best[0]) >= (_SURE_LATIN if latin else _SURE)

    def steps(self, *, typing: bool = False) -> Generator[Question, list[Any], list[Found]]:
        """Ask round by round, and give what was found."""
        shaped = yield from self.by_shape()
        if shaped:
            return shaped[: self.most]
        if not self.forms or len(folded(self.text)) < _shortest(self.forms):
            return []
        yield from self.first_round()
        if not typing and not self.convinced():
            yield from self.second_round()
            yield from self.third_round()
        return [_told(self, one) for one in self.best()[: self.most]]

    def by_shape(self) -> Generator[Question, list[Any], list[Found]]:
        """Answer what looks like an e-mail address or the digits of a phone number."""
        text = self.text.strip()
        digits = "".join(sign for sign in text if sign.isdecimal())
        if _EMAIL.fullmatch(text) and len(text) > 1:
            reason, key = Reason.EMAIL, f"e{text.casefold()}"
        elif _PHONE.fullmatch(text) and len(digits) >= _DIGITS:
            reason, key = Reason.PHONE, f"d{digits}"
        else:
            return []
        yield from self.ask({reason: arms.lexeme(key, prefix=True)})
        return [
            Found(one.kind, one.id, one.names[0], 1.0, reason, text, _first(one.hints))
            for one in self.best()
        ]

    def first_round(self) -> Steps:
        yield from self.ask(
            arms.literal(self.forms)
            | arms.sounding(self.forms)
            | arms.hinted(self.forms, self.reader.hints)
        )

    def second_round(self) -> Steps:
        neighbors = yield from self.neighbors()
        yield from self.ask(
            arms.near(self.forms)
            | arms.mistyped(self.forms, neighbors)
            | arms.partial(self.forms)
            | arms.meant(self.forms)
            | arms.in_pinyin(self.forms)
        )

    def third_round(self) -> Steps:
        """Look for one word alone, where the whole has been found nowhere near."""
        best = self.best()
        if not best or self.worth(best[0]) < _HOPELESS:
            yield from self.ask(arms.single(self.forms))

    def neighbors(self) -> Generator[Question, list[Any], dict[str, list[str]]]:
        """Look up the words of the dictionary that differ by one or two edits, nearest first."""
        asked = {
            word.reading
            for word in self.forms[-1].words
            if word.script == LATIN
            and documents.SHORTEST_WORD <= len(word.reading) <= documents.LONGEST_WORD
        }
        if not asked:
            return {}
        hashes = sorted({number for word in asked for number in documents.hashes(word)})
        rows = yield (
            "SELECT relations_neighbors(%s::int[], %s, %s)",
            [hashes, access.INTERNAL not in self.reader.levels, _WORDS_AT_MOST],
        )
        known = [row[0] for row in rows]
        return {word: _nearest(word, known) for word in asked}


def _nearest(word: str, known: Sequence[str]) -> list[str]:
    far = 2
    near = sorted((OSA.distance(word, other, score_cutoff=far), other) for other in known)
    return [other for distance, other in near if 0 < distance <= far][:_NEIGHBORS]


@limited()
def find(
    user: Any,
    text: str,
    *,
    kinds: Collection[str] | None = None,
    limit: int = 10,
    typing: bool = False,
) -> list[Found]:
    """Find what a user may see by a text in any script, order or spelling; the best first.

    ``kinds`` narrows to some values of ``SearchKind``; ``typing`` leaves out the second round,
    for answers while one still types. At most 100 are returned. One to three queries; none for a
    text without a letter or digit. Raises TooSlowError when they take longer than a search may.
    """
    if not access.may_read_at_all(user):
        return []
    search = _Search(_Reader(user), text, kinds, limit=limit)
    return _together([search.steps(typing=typing)])[0]


@limited(PATIENCE)
def find_each(user: Any, asked: Iterable[tuple[str, str]], *, limit: int = 10) -> list[list[Found]]:
    """Find each of many texts among the records of its kind; in four round trips for all of them.

    As ``find`` of each; their questions are put together, step by step.
    """
    if not access.may_read_at_all(user):
        return [[] for _one in asked]
    reader = _Reader(user)
    searches = (_Search(reader, text, [kind], limit=limit) for kind, text in asked)
    return _together([search.steps() for search in searches])


def _together(waiting: Sequence[Generator[Question, list[Any], list[Found]]]) -> list[list[Found]]:
    """Put the next question of each search in one round trip, until none has any left."""
    found: list[list[Found]] = [[] for _one in waiting]
    going = list(enumerate(waiting))
    answers: list[Any] = [None for _one in waiting]
    while going:
        asked, left = [], []
        for (place, one), answer in zip(going, answers, strict=True):
            try:
                asked.append(one.send(answer))
                left.append((place, one))
            except StopIteration as done:
                found[place] = done.value
        going, answers = left, _answers(asked)
    return found


def _answers(asked: Sequence[Question]) -> list[list[Any]]:
    if not asked:
        return []
    with connection.cursor() as cursor:
        given = [value for _text, values in asked for value in values]
        cursor.execute(";\n".join(text for text, _values in asked), given)
        answers = [cursor.fetchall()]
        for _one in asked[1:]:
            cursor.nextset()
            answers.append(cursor.fetchall())
    return answers


def _shortest(found: Sequence[Form]) -> int:
    """Ask for two letters of an alphabet; one Chinese character or Hangul syllable is a name."""
    return 2 if found[0].script == LATIN else 1


def _first(hints: Sequence[str]) -> str:
    return hints[0] if hints else ""


def _told(search: _Search, one: _Candidate) -> Found:
    reason = likeness.reason(search.text, one.matched)
    if one.matched.startswith(documents.FORMER):
        reason = Reason.FORMER
    if one.by_hints:
        reason = Reason.HINT
    return Found(
        kind=one.kind,
        id=one.id,
        name=one.names[0],
        score=round(min(search.worth(one), 1.0), 3),
        reason=reason,
        matched=one.matched.strip(),
        hint=_first(one.hints),
    )


def ids(user: Any, text: str, kind: str) -> list[Any]:
    """List the ids of what a list narrowed by a text shows: what is near enough, the best first.

    What merely sounds alike is left to the search page, where it stands under a heading.
    """
    found = find(user, text, kinds=[kind], limit=MOST)
    return [one.id for one in found if one.score >= NEAR]
