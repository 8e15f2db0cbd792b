"""Two coarse keys of a Latin reading: its consonant classes, and its consonants with vowel tones.

The classes are those in which alphabets and languages exchange letters when they write one
another's names; both keys were chosen by the number of real name pairs they bring together.
"""

import re
from functools import lru_cache
from itertools import product
from typing import Final

_MOST: Final = 6
_VARIED: Final = 3
# Longest first; the first alternative is the likeliest. Classes: P T K S R M N.
_CLUSTERS: Final[dict[str, tuple[str, ...]]] = {
    "shch": ("S",), "tsch": ("S",), "dsch": ("S",), "zsch": ("S",), "ngh": ("N", "NK"),
    "sch": ("S", "SK"), "tch": ("S",), "dzh": ("S",), "chh": ("S",), "ksh": ("KS",),
    "sh": ("S",), "zh": ("S",), "ch": ("S", "K", ""), "ts": ("S",), "tz": ("S",), "dz": ("S",),
    "dj": ("S",), "cz": ("S",), "kh": ("", "K"), "ph": ("P",), "gh": ("K", ""), "th": ("T", "S"),
    "ck": ("K",), "cs": ("S",), "sz": ("S",), "sj": ("S",), "tj": ("S", "T"), "gn": ("N", "KN"),
    "rh": ("R",), "wh": ("", "P"), "ll": ("R", ""), "xh": ("S",), "ng": ("N", "NK"),
    "qu": ("K",), "mc": ("MK",), "rz": ("RS", "S"), "ce": ("S", "K"), "ci": ("S", "K"),
    "cy": ("S", "K"), "ge": ("K", "S"), "gi": ("K", "S"), "gy": ("K", "S"),
}  # fmt: skip
_LETTERS: Final[dict[str, tuple[str, ...]]] = {
    "b": ("P",), "p": ("P",), "f": ("P",), "v": ("P",), "w": ("", "P"), "t": ("T",), "d": ("T",),
    "k": ("K",), "g": ("K",), "q": ("K", "S"), "c": ("K", "S"), "s": ("S",), "z": ("S",),
    "j": ("S", ""), "x": ("KS", ""), "l": ("R",), "r": ("R",), "m": ("M",), "n": ("N",),
}  # fmt: skip
_SOUND: Final = re.compile(
    "|".join([*sorted(_CLUSTERS, key=len, reverse=True), "[0-9]+", "."]), re.DOTALL
)
_VOWELS: Final = frozenset("aeiouy")
_BREAK: Final = "-"
_SOUNDLESS: Final = _VOWELS | {"h"}


# Uzbek and Tajik x is a breath: at the head of a word, and before these.
_BREATH: Final = ("", "KS", "S")
_AFTER_BREATH: Final = frozenset("tdrlmnshv")
# Between vowels w is v in most alphabets that write it there.
_BETWEEN_VOWELS: Final = ("P", "")
# Letters that are said in one way throughout a word.
_KIN: Final = {"ge": "g", "gi": "g", "gy": "g", "ce": "c", "ci": "c", "cy": "c"}


def _heard(sound: str, ways: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name what a sound leaves in a word; one that has several ways is told apart by its letter."""
    name = f"{_KIN.get(sound, sound)}{len(ways[0])}" if len(ways) > 1 else ways[0]
    return ((name, _BREAK) if sound[-1] in _VOWELS else (name,)), ways


_HEARD: Final = {
    **{sound: _heard(sound, ways) for sound, ways in (_LETTERS | _CLUSTERS).items()},
    **dict.fromkeys(_SOUNDLESS, ((_BREAK,), (_BREAK,))),
}
_HEARD_AS_BREATH: Final = _heard("x", _BREATH)
_HEARD_BETWEEN_VOWELS: Final = _heard("w", _BETWEEN_VOWELS)


def _parts(reading: str) -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """Part a reading into classes, and into sounds that have several: those are told apart."""
    parts: list[str] = []
    open_sounds: dict[str, tuple[str, ...]] = {}
    sounds = _SOUND.findall(reading)
    for place, sound in enumerate(sounds):
        heard = _HEARD.get(sound)
        if heard is None:  # a number, or what is no sound
            parts.append(sound if sound.isdigit() else "")
            continue
        if sound in {"x", "w"}:
            before = sounds[place - 1][-1] if place else ""
            after = sounds[place + 1][0] if place + 1 < len(sounds) else ""
            if sound == "x":
                heard = _HEARD_AS_BREATH if not before or after in _AFTER_BREATH else heard
            elif before in _VOWELS and after in _VOWELS:
                heard = _HEARD_BETWEEN_VOWELS
        left, ways = heard
        parts += left
        if len(ways) > 1:
            open_sounds.setdefault(left[0], ways)
    return parts, open_sounds


def once(classes: str) -> str:
    """Write what stands twice or more in a row once."""
    kept, last = [], ""
    for sign in classes:
        if sign != last:
            kept.append(sign)
            last = sign
    return "".join(kept)


@lru_cache(maxsize=200_000)
def settled(classes: str) -> str:
    """Let neighbors melt, and leave out the breaks."""
    apart = once(classes)
    melted = apart.replace("TS", "S").replace("NP", "MP")
    return (apart if melted == apart else once(melted)).replace(_BREAK, "")


@lru_cache(maxsize=1000)
def _choices(counts: tuple[int, ...]) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """List the ways to choose one of so many for each, with the cost of all, the cheapest first."""
    found = ((sum(choice), choice) for choice in product(*map(range, counts)))
    return tuple(sorted(found))


@lru_cache(maxsize=200_000)
def classes(reading: str) -> tuple[tuple[float, str], ...]:
    """Return the classes of a reading as they are said one by one, not yet settled; with costs.

    What is between vowels is set apart by breaks. One ambiguous sound is said in one way
    throughout a word. Where there are so many, at least one way more than is ever asked for, since
    one may leave nothing to be heard; whoever needs fewer takes the first.
    """
    parts, open_sounds = _parts(reading)
    said = dict(zip(parts, parts, strict=True)) | {
        name: ways[0] for name, ways in open_sounds.items()
    }
    varied = tuple(open_sounds.items())[:_VARIED]
    found: dict[str, tuple[float, str]] = {}
    level = 0
    for cost, choice in _choices(tuple(len(ways) for _, ways in varied)):
        if cost > level and len(found) > _MOST:
            break
        level = cost
        for (name, ways), place in zip(varied, choice, strict=True):
            said[name] = ways[place]
        whole = "".join([said[part] for part in parts])
        found.setdefault(settled(whole), (float(cost), whole))
    return tuple(found.values())


@lru_cache(maxsize=200_000)
def ways(reading: str, most: int = _MOST) -> tuple[tuple[float, str], ...]:
    """Return the consonant classes a reading may have, each with its cost, the likeliest first.

    Vowels, h and y are lost; what stands between vowels does not melt with its neighbor.
    """
    found = [(cost, settled(whole)) for cost, whole in classes(reading)]
    return tuple(sorted(way for way in found if way[1]))[:most]


def skeletons(reading: str, most: int = _MOST) -> tuple[str, ...]:
    """Return the consonant classes of a reading, the likeliest way first, at most six ways."""
    return tuple([bones for _, bones in ways(reading, most)])


_CODA_R: Final = re.compile("r+h?(?![aeiouyr])")


_SILENT_END: Final = re.compile("(?<=[a-z]{2})(?:[td]?[sxz]|(?<=[aeiouylrn])[tdp])$")


def without_silent_end(reading: str) -> str:
    """Leave out what French writes at the end and does not say, and the s of Baltic names.

    Durand is Дюран, Yves is Ив, Klementjevs is Клементьев.
    """
    return _SILENT_END.sub("", reading)


def without_coda_r(reading: str) -> str:
    """Leave out each r that closes a syllable: Park is Pak, and Warner ウォーナー."""
    return _CODA_R.sub("", reading)


_TONES: Final = {
    "a": "A", "o": "O", "u": "O", "e": "I", "i": "I", "y": "",
}  # fmt: skip
_RUNS: Final = {
    "eo": "O", "eu": "O", "ou": "O", "oo": "O", "ae": "I", "ai": "I", "ei": "I", "ee": "I",
    "ey": "I", "ay": "I", "oe": "O", "oi": "O", "oy": "O", "uh": "O", "ea": "I", "ie": "I",
    "ui": "I", "yi": "I", "wa": "A", "wo": "O", "we": "I", "wi": "I", "aa": "A", "ah": "A",
    "au": "A", "ua": "A", "oa": "A", "yeo": "O", "yae": "I", "weo": "O", "wae": "I", "eui": "I",
    "you": "O", "yoo": "O", "yu": "O", "yo": "O", "ya": "A", "ye": "I", "eoh": "O", "uo": "O",
}  # fmt: skip
_VOICED: Final = {
    "shch": "C", "tsch": "C", "dsch": "C", "sch": "S", "tch": "C", "dzh": "C", "kh": "",
    "sh": "S", "zh": "C", "ch": "C", "ts": "C", "tz": "C", "ph": "F", "gh": "K", "th": "T",
    "ck": "K", "ng": "N", "dj": "C", "dz": "C", "b": "P", "p": "P", "f": "F", "v": "F", "w": "",
    "t": "T", "d": "T", "k": "K", "g": "K", "q": "K", "c": "K", "s": "S", "z": "S", "j": "C",
    "x": "KS", "l": "L", "r": "L", "m": "M", "n": "N", "h": "",
}  # fmt: skip
_TONE: Final = re.compile(
    "|".join(sorted([*_RUNS, *_TONES, *_VOICED], key=len, reverse=True)) + "|[0-9]+"
)


@lru_cache(maxsize=200_000)
def vowelkey(reading: str) -> str:
    """Return the consonants of a reading, voiced or not, with three tones of vowels.

    Jung, Jeong, Joung and Chŏng are one, and so are Mirziyoyev, Mirziyoev and Мирзиёев.
    """
    tones = [
        _VOICED.get(sound, _RUNS.get(sound, _TONES.get(sound, sound)))
        for sound in _TONE.findall(reading)
    ]
    return once("".join(tones))
