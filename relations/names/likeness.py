"""How much a name looked for is like a name kept: a score from 0 to 1 and the kind of likeness."""

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise, product
from typing import Final

from rapidfuzz.distance import OSA, Indel

from relations.names.folding import folded
from relations.names.forms import Form, Word, forms
from relations.names.han import pinyin_of_korean
from relations.names.keys import acronyms, tones_of, with_family
from relations.names.readings import HANGUL, LATIN
from relations.names.sounds import once, vowelkey
from relations.names.vowels import agreement

_SHARED: Final = frozenset({LATIN, "C"})
_READ: Final = 0.86
_JOINED: Final = 0.975
_IN_PINYIN: Final = 0.945
_SOUND: Final = 0.92
_TYPOS: Final = 2
# What a word counts that many institutions share.
_COMMON: Final = 0.5
_MISSED: Final = 0.35
_SAME_READING: Final = 0.99
_ALIKE: Final = 0.9
# Fewer letters than these, of both together, are never so much alike with one of them wrong.
_ROOM: Final = 10
# Words that share less than this by their letters are not compared by their sound.
_DISTANT: Final = 0.3
# From so many letters on a word with one wrong is still that word.
_TELLING: Final = 3


class Reason(StrEnum):
    """Why a name matched."""

    EXACT = "exact"
    ORDER = "other_order"
    WORDS = "words"
    PREFIX = "prefix"
    INITIALS = "initials"
    ACRONYM = "acronym"
    ROMANIZATION = "romanization"
    SCRIPT = "other_script"
    FORMER = "former_name"
    TYPO = "typo"
    SIMILAR = "similar"
    HINT = "hint"
    EMAIL = "email"
    PHONE = "phone"


@lru_cache(maxsize=200_000)
def of_words(asked: Word, kept: Word) -> float:
    """Compare two words."""
    if asked.raw == kept.raw:
        return 1.0
    same_script = asked.script == kept.script
    best = _spelled(asked, kept, same_script=same_script)
    if best >= _SAME_READING:
        return 0.995 if same_script else 0.985
    if asked.families and not set(asked.families).isdisjoint(kept.families):
        best = max(best, 0.96)
    meant = _meant(asked, kept)
    if same_script and asked.script == HANGUL:
        return max(meant, 0.8 * Indel.normalized_similarity(asked.raw, kept.raw))
    best = max(best, meant)
    if asked.tones == kept.tones and len(asked.tones) > 1:
        agreed = (agreement(left, right) for left in asked.spoken[:2] for right in kept.spoken[:2])
        best = max(best, 0.84 + 0.13 * max(agreed))
    if same_script and best < _DISTANT:
        return best
    return max(best, _sounded(asked, kept, same_script=same_script))


def _meant(asked: Word, kept: Word) -> float:
    """Compare two words by what they mean or which name they are: university, Universität; Bob."""
    if asked.meaning and asked.meaning == kept.meaning:
        return 0.965
    if asked.stands_for and not asked.stands_for.isdisjoint(kept.readings):
        return 0.94
    return 0.0


def _spelled(asked: Word, kept: Word, *, same_script: bool) -> float:
    """Compare the readings of two words; across scripts those of Hangul count only if equal."""
    pairs = product(asked.readings, kept.readings)
    if same_script or asked.script != HANGUL:
        return max((_readings(left, right) for left, right in pairs), default=0.0)
    return _SAME_READING if any(left == right for left, right in pairs) else 0.0


def _sounded(asked: Word, kept: Word, *, same_script: bool) -> float:
    """Compare the consonant classes of two words, and their tones.

    Within a script only classes that are nearly the same count.
    """
    least = _ALIKE if same_script else 0.0
    bones = 0.0
    for cost, left in asked.ways:
        for other, right in kept.ways:
            if left == right:
                bones = max(bones, 1.0 - 0.01 * (cost + other))
            elif not same_script or len(left) + len(right) > _ROOM:
                likeness = Indel.normalized_similarity(left, right, score_cutoff=max(least, bones))
                bones = max(bones, likeness - 0.01 * (cost + other))
    if same_script and bones <= _ALIKE:
        return 0.0
    tones = Indel.normalized_similarity(asked.tones, kept.tones)
    best = 0.70 * bones + 0.22 * tones if bones > _ALIKE else 0.0
    return best if same_script else max(best, 0.5 * bones + 0.45 * tones)


def _readings(left: str, right: str) -> float:
    if left == right:
        return _SAME_READING
    shorter = min(len(left), len(right))
    if shorter == 1:
        return 0.90 if left[0] == right[0] else 0.0
    if right.startswith(left):
        return 0.955 + 0.03 * len(left) / len(right)
    distance = OSA.distance(left, right, score_cutoff=2)
    if distance == 1 and shorter >= _TELLING:
        return 0.91 if left[0] == right[0] else 0.88
    ratio = Indel.normalized_similarity(left, right)
    tones = Indel.normalized_similarity(vowelkey(left), vowelkey(right))
    return (ratio + tones) / 2


@lru_cache(maxsize=100_000)
def _weight(word: Word) -> float:
    """Say how much a word tells: a long one more than a short one, one that many share little."""
    return max(len(word.raw), 2) ** 0.5 * (_COMMON if word.meaning else 1.0)


def _aligned(asked: Form, kept: Form) -> list[tuple[float, int, int]]:
    """Pair the words of two names, the likest pair first: scores with the places of both."""
    pairs = sorted(
        (-of_words(word, other), place, at)
        for place, word in enumerate(asked.words)
        for at, other in enumerate(kept.words)
    )
    found: list[tuple[float, int, int]] = []
    free, open_ = set(range(len(asked.words))), set(range(len(kept.words)))
    for score, place, at in pairs:
        if place in free and at in open_:
            free.remove(place)
            open_.remove(at)
            found.append((-score, place, at))
    return found


def _wanted(asked: Form, pairs: Sequence[tuple[float, int, int]]) -> float:
    """Sum up what the words asked for tell; a common one that has no like is hardly missed."""
    paired = {place for _, place, _ in pairs}
    return sum(
        _weight(word) * (_MISSED if word.meaning and place not in paired else 1.0)
        for place, word in enumerate(asked.words)
    )


def of_forms(asked: Form, kept: Form, floor: float = 0.0) -> float:
    """Align the words of two names; what stays over in the kept name costs a little.

    What is not above the floor need not be exact, only not above it either.
    """
    if asked.script == HANGUL and kept.joined in pinyin_of_korean(asked.bare):
        return _IN_PINYIN
    pairs = _aligned(asked, kept)
    total = sum(score * _weight(asked.words[place]) for score, place, _ in pairs)
    matched = {at for _, _, at in pairs}
    over = sum(_weight(word) for at, word in enumerate(kept.words) if at not in matched)
    aligned = total / _wanted(asked, pairs) - 0.10 * over / sum(map(_weight, kept.words))
    order = [at for _, at in sorted((place, at) for _, place, at in pairs)]
    if sum(after < before for before, after in pairwise([*order, order[0]])) > 1:
        aligned -= 0.02
    return of_joined(asked, kept, max(aligned, floor))


@lru_cache(maxsize=100_000)
def _turns(form: Form) -> tuple[tuple[str, str, str], ...]:
    """Write a name as one word from each of its words on; its tones likewise; and as it is said."""
    main = tuple(word.spoken[0] for word in form.words if word.spoken)[:5]
    spelled = [(main[start:] + main[:start]) for start in range(len(main))]
    plain = tuple(word.readings[0] for word in form.words if word.readings)[:5]
    if plain != main:
        spelled.append(plain)
    for spelling in with_family(form):
        spelled += [spelling, (*spelling[1:], spelling[0])]
    return tuple(
        dict.fromkeys(
            ("".join(turn).replace("-", ""), once("".join(tones_of(turn))), "-".join(turn))
            for turn in spelled
        )
    )


def of_joined(asked: Form, kept: Form, floor: float = 0.0) -> float:
    """Compare whole names written as one, in any order of their parts; return at least the floor.

    What cannot come above the best so far is not compared to its end: most of the time is here.
    """
    best = floor
    if asked.script == kept.script == HANGUL:
        return best
    for left, tones_left, said_left in _turns(asked):
        for right, tones_right, said_right in _turns(kept):
            if left == right:
                return max(best, _JOINED)
            if tones_left == tones_right:
                best = max(best, 0.83 + 0.14 * agreement(said_left, said_right))
                continue
            least = max(0.6, (best / 0.9 - 0.4) / 0.6)
            if least > 1.0:
                continue
            ratio = Indel.normalized_similarity(tones_left, tones_right, score_cutoff=least)
            if 0.9 * (0.6 * ratio + 0.4) > best:
                likeness = Indel.normalized_similarity(left, right)
                best = max(best, 0.9 * (0.6 * ratio + 0.4 * likeness))
    return best


def compare(asked: str, kept: Sequence[str], *, institution: bool = False) -> tuple[float, str]:
    """Return the best score among the names of a record, and the name that has it.

    A name in the query's own script counts for more than one that has to be read: 박정현 does
    not answer 박정훈 because both are Park Jung-something in Latin.
    """
    queries = forms(asked)
    best, winner = 0.0, kept[0] if kept else ""
    if institution:
        best, winner = _as_acronym(queries, kept, (best, winner))
    named = [(text, form) for text in kept for form in forms(text)]
    scripts = {form.script for _, form in named} - _SHARED
    for query in queries:
        own = query.script in scripts
        for text, form in named:
            score = of_forms(query, form, best)
            if own and form.script != query.script:
                score = min(score, _READ)
            if score > best:
                best, winner = score, text
    return best, winner


def _as_acronym(
    queries: Sequence[Form], kept: Sequence[str], best: tuple[float, str]
) -> tuple[float, str]:
    """Take a single word for the acronym of a name, where that is likelier."""
    if queries and len(queries[-1].words) == 1 and queries[-1].words[0].readings:
        letters = queries[-1].words[0].readings[0]
        for text in kept:
            score = acronyms(text).get(letters, 0.0)
            if score > best[0]:
                best = (score, text)
    return best


def reason(asked: str, kept: str) -> Reason:
    """Say how a name looked for matched a name kept."""
    query, name = forms(asked), forms(kept)
    if not query or not name:
        return Reason.SIMILAR
    left, right = folded(asked), folded(kept)
    if left == right:
        return Reason.EXACT
    if sorted(left.split()) == sorted(right.split()) or query[0].bare == name[0].bare:
        return Reason.ORDER
    if any(_by_initials(query[-1], form) for form in name):
        return Reason.INITIALS
    same_script = query[-1].script == name[-1].script
    if same_script and _is_acronym(query[-1], kept):
        return Reason.ACRONYM
    return _of_words(query[-1], name[-1]) if same_script else Reason.SCRIPT


def _is_acronym(query: Form, kept: str) -> bool:
    return len(query.words) == 1 and query.words[0].reading in acronyms(kept)


def _by_initials(query: Form, name: Form) -> bool:
    """Say whether a name is asked for by whole words of it and the first letters of others.

    In any script: J. H. Park is 박정호, where the syllables of a word have their initials too.
    """
    letters = [word for word in query.words if len(word.raw) == 1 and word.script in _SHARED]
    whole = [word for word in query.words if word not in letters]
    if not letters or not all(of_words(word, _closest(word, name)) >= _SOUND for word in whole):
        return False
    sounds = "-".join(way for word in name.words for way in word.spoken).split("-")
    return all(
        any(sound.startswith(word.reading) for sound in sounds) and word.raw.isalpha()
        for word in letters
    )


def _of_words(query: Form, name: Form) -> Reason:
    words = [(word, _closest(word, name)) for word in query.words]
    if all(word.raw == other.raw for word, other in words):
        return Reason.WORDS
    if all(other.reading.startswith(word.reading) for word, other in words):
        single = any(len(word.reading) == 1 for word, _ in words)
        return Reason.INITIALS if single else Reason.PREFIX
    if all(word.tones == other.tones or of_words(word, other) >= _SOUND for word, other in words):
        return Reason.ROMANIZATION
    if {turn for turn, *_ in _turns(query)} & {turn for turn, *_ in _turns(name)}:
        return Reason.ROMANIZATION
    if all(OSA.distance(word.reading, other.reading) <= _TYPOS for word, other in words):
        return Reason.TYPO
    return Reason.SIMILAR


def _closest(word: Word, name: Form) -> Word:
    return max(name.words, key=lambda other: of_words(word, other))
