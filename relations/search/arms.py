"""The ways of looking: what a query asks of the index, as tsquery texts.

Each arm trades precision for reach. Those of the first round find what is spelled as it is kept,
begins as it is kept or sounds the same as a whole; those of the second what is mistyped, near in
sound, or half wrong. Measured one by one on real name pairs; none could go without loss.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from relations.names import given, han, keys
from relations.names.forms import MOST_WORDS, Form, Word
from relations.names.readings import HANGUL, LATIN
from relations.names.sounds import once, settled
from relations.search.documents import LONGEST_KEY

_LONG: Final = 5
_PERSONAL: Final = 4
_SHORTEST_KEY: Final = 2
# Two classes are left of too many names.
_SHORTEST_LESS: Final = 3
_SHORTEST_OTHER: Final = 4
_TELLING: Final = 4
_WHOLE: Final = 9
_SHORTEST_LOCAL: Final = 3
# Two letters that are one sound within a word, and two where words meet.
_MELTED: Final = re.compile("n(?=g[aeiouyw])|[kpts](?=h)")
Arms = dict[str, str]


def lexeme(key: str, *, prefix: bool = False) -> str:
    """Quote a key for a tsquery, so that no sign in it is an operator; none longer is kept."""
    if len(key.encode()) > LONGEST_KEY:
        return ""
    quoted = key.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'{':*' if prefix else ''}"


def any_of(parts: Iterable[str]) -> str:
    kept = [part for part in dict.fromkeys(parts) if part]
    return f"({'|'.join(kept)})" if kept else ""


def ways(parts: Iterable[str]) -> str:
    """Put each on a line of its own, to be looked up alone, each with its share of rows."""
    return "\n".join(part for part in dict.fromkeys(parts) if part)


def all_of(parts: Iterable[str]) -> str:
    """Demand all parts; nothing at all if one of them cannot be asked for."""
    kept = list(parts)
    return "&".join(kept) if kept and all(kept) else ""


def said(word: Word, *, prefix: bool = False, hints: str = "") -> str:
    """Ask for a word in its own script or any of its readings; ``hints`` names hint keys too.

    A beginning of few letters has a key of its own in names: as a prefix it would gather the
    records of thousands of words. Hints are asked for from four letters on, or whole.
    """
    prefix = prefix and not (word.meaning and len(word.raw) >= _WHOLE)
    found = [lexeme(f"t{word.raw}", prefix=prefix)] if word.script != LATIN else []
    for reading in word.readings:
        few = prefix and len(reading) <= keys.BEGUN
        found.append(lexeme(f"{'i' if few else 'l'}{reading}", prefix=prefix and not few))
        found += [lexeme(f"{kind}{reading}", prefix=prefix and not few) for kind in hints]
    return any_of(found)


def literal(forms: Sequence[Form]) -> Arms:
    """Ask for words as they are written: whole, the last one begun, all begun."""
    whole = forms[-1].words
    exact = [all_of(said(word) for word in form.words) for form in forms]
    if len(whole) == 1:
        exact += [lexeme(f"a{reading}") for reading in whole[0].readings]
    begun = [said(word) for word in whole[:-1]] + [said(whole[-1], prefix=True)]
    found = {"exact": ways(exact), "begun": all_of(begun)}
    if len(whole) == 1 and whole[0].raw.isascii():
        found["email"] = lexeme(f"e{whole[0].raw}", prefix=True)
        if len(whole[0].raw) >= _SHORTEST_LOCAL:
            found["local"] = lexeme(f"e{whole[0].raw}")
    if len(whole) > 1:
        found["prefixes"] = all_of(
            said(word, prefix=len(word.raw) > 1 and word.raw not in keys.STOP_WORDS)
            for word in whole
        )
    if len(whole) >= _LONG:
        triples = (whole[start : start + 3] for start in range(len(whole) - 2))
        found["triples"] = ways(all_of(map(said, triple)) for triple in triples)
    return found


def hinted(forms: Sequence[Form], hints: str) -> Arms:
    """Ask for all words in names and hints together: KIEP Park."""
    whole = forms[-1].words
    if len(whole) == 1:
        return {}
    asked = [said(word, hints=hints) for word in whole[:-1]]
    return {"hints": all_of([*asked, said(whole[-1], prefix=True, hints=hints)])}


def sounding(forms: Sequence[Form]) -> Arms:
    """Ask for the whole name by its sound."""
    tones = [
        once("".join(keys.tones_of(spelling)))
        for form in forms
        for spelling in (*form.spellings, *keys.with_family(form), *_unmelted(form))
    ]
    bones = [
        settled("".join(whole))
        for spelling in forms[-1].spellings
        for whole in keys.classes_of(spelling)
    ]
    return {"tones": ways(_keyed("v", tones)), "bones": ways(_keyed("w", bones))}


def _unmelted(form: Form) -> Iterator[tuple[str, ...]]:
    """Part what may be two words written as one: mingyeonguk is min gyeonguk, parkhee park hee."""
    if len(form.words) == 1 and form.script == LATIN:
        whole = form.words[0].reading
        for melted in _MELTED.finditer(whole):
            yield (whole[: melted.start() + 1], whole[melted.start() + 1 :])


def _keyed(kind: str, found: Iterable[str]) -> list[str]:
    return [lexeme(f"{kind}{key}") for key in found if len(key) >= _SHORTEST_KEY]


def near(forms: Sequence[Form]) -> Arms:
    """Ask for the sorted consonant classes of a name, as they are and with one less."""
    exact: list[str] = []
    less: list[str] = []
    if _institutional(forms[-1].words):
        return {}
    for form in forms:
        parts = form.words[:MOST_WORDS]
        likeliest = keys.sorted_bones(parts, 8)
        exact += likeliest
        less += _telling(keys.one_less(likeliest[0]), _SHORTEST_LESS)
        for bones in likeliest[1:2]:
            less += _telling(keys.one_less(bones), _SHORTEST_OTHER)
        if len(parts) > 2:  # noqa: PLR2004 - of two words a pair is the whole
            pairs = [keys.likeliest_bones(pair) for pair in combinations(parts[:5], 2)]
            less += _telling(pairs, _SHORTEST_LESS)
    telling = _telling(exact, _SHORTEST_LESS) or exact
    return {"near": any_of(_keyed("y", telling)), "nearer": ways(_keyed("y", less))}


def _telling(found: Iterable[str], shortest: int) -> list[str]:
    return [bones for bones in found if len(bones) >= shortest]


def _institutional(whole: Sequence[Word]) -> bool:
    """Say whether it cannot be a person's name: the keys of whole names are those of persons."""
    return len(whole) > MOST_WORDS or (len(whole) > 2 and any(map(_common, whole)))  # noqa: PLR2004


def mistyped(forms: Sequence[Form], neighbors: Mapping[str, Sequence[str]]) -> Arms:
    """Ask for all words, or words that differ from them by an edit or two, or stand for them.

    And for one such word and the initials of the others: of two mistyped words one may have too
    many neighbors to find the right one among them.
    """
    whole = forms[-1].words
    typed = {
        word: [lexeme(f"l{one}") for way in word.readings for one in neighbors.get(way, ())]
        for word in whole
    }
    close = {
        word: any_of([*typed[word], *(lexeme(f"l{one}") for one in _others(word))])
        for word in whole
    }
    if not any(close.values()):
        return {}
    telling = [word for word in _anchors(whole) if typed[word] and len(word.raw) >= _TELLING]
    return {
        "mistyped": all_of(any_of([said(word), close[word]]) for word in whole),
        "one mistyped": ways(
            _with_initials(any_of(typed[word]), [other for other in whole if other is not word])
            for word in telling
            if len(whole) > 1
        ),
    }


def _others(word: Word) -> list[str]:
    return sorted({name for way in word.readings for name in given.others(way)})


def meant(forms: Sequence[Form]) -> Arms:
    """Ask for an institution by its own words and the meaning of those it shares with many."""
    whole = forms[-1].words[:MOST_WORDS]
    common = [word for word in whole if word.meaning]
    own = [word for word in whole if not word.meaning and word.raw not in keys.STOP_WORDS]
    if not common:
        return {}
    meanings = (any_of([said(word), lexeme(f"g{word.meaning}")]) for word in common)
    found = {"own": all_of(map(said, own))}
    if len(common) > 1 or own:
        found["meant"] = all_of([*map(said, own), *meanings])
    return found


def partial(forms: Sequence[Form]) -> Arms:
    """Ask for one word and the initials of the others, or for part of the words."""
    whole = forms[-1].words[:MOST_WORDS]
    if len(whole) == 1:
        return {"sound": _by_sound(whole[0])}
    found = {
        "initials": ways(
            _with_initials(said(word), [other for other in whole if other is not word])
            for word in _anchors(whole)
        )
    }
    if len(whole) > 2:  # noqa: PLR2004 - of two words one would be left
        found["most"] = ways(
            all_of(said(word) for word in whole if word is not other) for other in whole
        )
    if len(whole) > 3:  # noqa: PLR2004 - of three words most are two
        own = [word for word in whole if word.raw not in keys.STOP_WORDS]
        found["two"] = ways(
            all_of(map(said, pair))
            for pair in combinations(own, 2)
            if not all(word.meaning for word in pair)
        )
    return found


def _anchors(whole: Sequence[Word]) -> list[Word]:
    """Choose the words that are worth a look beside the initials of the others: of a person.

    Of an institution too many have the same initials, and half its words are those of many.
    """
    if len(whole) > _PERSONAL or _institutional(whole):
        return []
    return [word for word in whole if len(word.raw) > 1 and not _common(word)]


def _common(word: Word) -> bool:
    return bool(word.meaning) or word.raw in keys.STOP_WORDS


def _with_initials(anchor: str, others: Sequence[Word]) -> str:
    """Ask for the first letters of the other words too; of several the first two of each.

    Of one that has to be read the first alone is sure, and of one that may be mistyped as well.
    """
    several = len(others) > 1
    letters = {word: 2 if several and word.script == LATIN else 1 for word in others}
    initials = (
        any_of(lexeme(f"i{reading[: letters[word]]}") for reading in word.readings)
        for word in others
    )
    return all_of([anchor, *initials])


def _by_sound(word: Word) -> str:
    found = [f"c{bones}" for bones in word.bones[:3] if len(bones) >= keys.SHORTEST_SOUND]
    return any_of(map(lexeme, [*found, *(f"f{family}" for family in word.families)]))


def in_pinyin(forms: Sequence[Form]) -> Arms:
    """Ask for a Chinese name that is written in its Korean reading: 노언위 for Lu Yanwei."""
    whole = forms[-1].words
    if len(whole) != 1 or whole[0].script != HANGUL:
        return {}
    names = han.pinyin_names(whole[0].raw)
    families = any_of(lexeme(f"l{family}") for family, _ in names)
    given = any_of(lexeme(f"l{given}") for _, given in names)
    return {"pinyin": all_of([families, given])}


def single(forms: Sequence[Form]) -> Arms:
    """Ask for each of the longest words alone: of a name that is half translated one is left."""
    whole = sorted(
        (word for word in forms[-1].words if not word.meaning and len(word.raw) >= _TELLING),
        key=lambda word: -len(word.raw),
    )
    if len(forms[-1].words) == 1:
        return {}
    return {f"single {place}": said(word) for place, word in enumerate(whole[:3])}
