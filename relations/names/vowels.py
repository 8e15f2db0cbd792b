"""How likely two Latin spellings write one sound: vowel by vowel, after the coarse keys agree.

The odds say which vowel of Hangul a spelling stands for in names: *u* is ㅜ in Hun and ㅓ in Sung,
*yu* after a consonant nearly always ㅕ (Hyun, Kyung). They are the ways in which Koreans write
their names, set by hand.
"""

import re
from functools import lru_cache
from math import sqrt
from typing import Final

from rapidfuzz.distance import Indel

_ODDS_TABLE: Final = """
a a1 | ah a1 | aa a1 | ae ae1 | ai ae9 a1 | ay ae9 a1 | eh e1 | e e6 ae3 eo1 | ei e1 | ey e1
i i9 ui1 | ee i5 ui5 | y i1 | ie i6 ui4 | yi i5 ui5 | ui ui9 wi1 | eui ui1 | ih i1
o o7 eo3 | oh o9 eo1 | u u45 eo40 eu15 | oo u9 eu1 | ou u5 eo5 | eo eo1 | eu eu9 eo1 | uh eo9 eu1
oe oe1 | oi oe1 | oy oe1 | wo wo8 u2 | woo u9 wo1 | wu u1 | weo wo1 | wa wa1 | wi wi1 | wee wi1
we we4 wae3 oe3 | wae wae1 | weh we1 | wei we5 wi5 | ya ya1 | yah ya1 | ye ye8 yeo2 | yeo yeo1
yea ye1 | yae ye6 yae4 | you yeo8 yu2 | yo yo5 yeo5 | yu yu5 yeo5 | yoo yu9 yeo1 | ju yu1
uh eo1 | eoh eo1 | ooh u1 | ew yu1 | eau o1 | au o1 | ue u6 we4 | uo wo1 | ua wa1 | iu yu1 | io yo1
"""
# The same after a consonant, where a y is heard with it.
_AFTER_CONSONANT: Final = """
yu yeo85 yu15 | you yeo95 yu5 | yo yeo7 yo3 | yoo yu8 yeo2
"""
_RUN: Final = re.compile("[aeiouyw]+h?(?![aeiouyw])|[aeiouyw]+")
_GLIDE: Final = re.compile("(?<=[aeiou])(?=[yw][aeiou])")
_LIKE: Final = {
    "b": "p", "d": "t", "g": "k", "q": "k", "r": "l", "z": "s", "v": "f", "sh": "s", "j": "c",
    "ch": "c", "zh": "c", "kh": "h", "x": "h", "ts": "c", "ph": "f", "ck": "k", "dj": "c",
}  # fmt: skip
_CONSONANT: Final = re.compile("sh|zh|ch|kh|ts|ph|ck|dj|[a-z]")


def _odds(table: str) -> dict[str, dict[str, float]]:
    found = {}
    for entry in table.replace("\n", "|").split("|"):
        if not entry.strip():
            continue
        spelling, *sounds = entry.split()
        weights = {
            sound.rstrip("0123456789"): float("0." + sound.lstrip("aeiouyw")) for sound in sounds
        }
        whole = sum(weights.values())
        found[spelling] = {sound: weight / whole for sound, weight in weights.items()}
    return found


_ANYWHERE: Final = _odds(_ODDS_TABLE)
_INSIDE: Final = {**_ANYWHERE, **_odds(_AFTER_CONSONANT)}


@lru_cache(maxsize=20_000)
def _vowel(left: str, right: str, inside: bool) -> float:
    if left == right:
        return 1.0
    odds = _INSIDE if inside else _ANYWHERE
    one, other = odds.get(left), odds.get(right)
    if one is None or other is None:
        return 0.3 + 0.5 * Indel.normalized_similarity(left, right)
    return sum(sqrt(weight * other.get(sound, 0.0)) for sound, weight in one.items())


@lru_cache(maxsize=20_000)
def _consonants(left: str, right: str) -> float:
    if left == right:
        return 1.0
    one = [_LIKE.get(sound, sound) for sound in _CONSONANT.findall(left)]
    other = [_LIKE.get(sound, sound) for sound in _CONSONANT.findall(right)]
    return 0.93 if one == other else 0.6 + 0.3 * Indel.normalized_similarity(one, other)


@lru_cache(maxsize=100_000)
def _taken_apart(reading: str, *, glides: bool = False) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part a reading into its runs of vowels and what stands around them.

    With ``glides`` a y or w between vowels begins a run: Daeyoung is Dae-young.
    """
    reading = _GLIDE.sub("-", reading) if glides else reading
    around = (part.replace("-", "") for part in _RUN.split(reading))
    return tuple(_RUN.findall(reading)), tuple(around)


@lru_cache(maxsize=100_000)
def agreement(left: str, right: str) -> float:
    """Say from 0 to 1 how well two readings agree that have the same coarse key."""
    if left == right:
        return 1.0
    vowels, around = _taken_apart(left)
    other_vowels, other_around = _taken_apart(right)
    if len(vowels) != len(other_vowels):
        vowels, around = _taken_apart(left, glides=True)
        other_vowels, other_around = _taken_apart(right, glides=True)
    if len(vowels) != len(other_vowels):
        return 0.6 * Indel.normalized_similarity(left, right)
    heard = [
        _vowel(one, other, bool(before))
        for one, other, before in zip(vowels, other_vowels, around, strict=False)
    ]
    said = [_consonants(one, other) for one, other in zip(around, other_around, strict=True)]
    vowel_part = sum(heard) / len(heard) if heard else 1.0
    least = min(heard, default=1.0)
    sound_part = 0.6 * sum(said) / len(said) + 0.4 * min(said)
    return (0.6 * vowel_part + 0.4 * least) * sound_part
