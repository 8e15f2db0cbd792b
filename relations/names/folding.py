"""One spelling for one word: what stays of a text when case, signs and punctuation are gone."""

import unicodedata
from functools import lru_cache
from typing import Final

# Oʻzbekiston, O'zbekiston, O’zbekiston, Oʼzbekiston are one word, and so are G‘ofur and Gofur.
APOSTROPHES: Final = "'`´ʹʻʼʽʾʿˈ‘’‛′＇׳״ʺˮ"
JOINERS: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# Said before or after a name, and no part of it.
HONORIFICS: Final = frozenset(
    "mr mrs ms miss dr prof professor sir lady lord dame he hon h e amb ambassador"
    " mister missis doctor akademik academician"
    " г гн госпожа господин проф профессор др доктор академик"
    " janob xonim professori 씨 님 박사 교수 선생 선생님 대사 장관 원장 소장"
    " 先生 女士 博士 教授".split()
)
# The longest text anything is compared with; more is no name.
LONGEST: Final = 600


class _Signs(dict[int, str | None]):
    """What each sign turns into; looked up in Unicode once a sign."""

    def __missing__(self, code: int) -> str | None:
        sign = chr(code)
        kept: str | None = sign if unicodedata.category(sign)[0] in "LMN" else " "
        if sign in APOSTROPHES or sign in JOINERS or unicodedata.category(sign) == "Cf":
            kept = None
        self[code] = kept
        return kept


_SIGNS: Final = _Signs()
# Hebrew letters with a geresh are sounds of their own, and would be lost with the apostrophe.
_GERESH: Final = {
    f"{letter}{mark}": sound
    for mark in "'׳’"
    for letter, sound in {"ג": "ǰ", "ז": "ž", "צ": "č", "ץ": "č"}.items()
}


def _with_geresh(text: str) -> str:
    for pair, sound in _GERESH.items():
        if pair in text:
            text = text.replace(pair, sound)
    return text


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """Write a text in small letters, its words set apart by one blank each.

    Compatible forms become one (NFKC), apostrophes and invisible signs vanish, all other signs
    part words. Marks stay with their letters: in Indic scripts they are the vowels.
    """
    text = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    if any("\u05d0" <= letter <= "\u05ea" for letter in text):
        text = _with_geresh(text)
    return unicodedata.normalize("NFC", " ".join(text.translate(_SIGNS).split()))


def words(text: str) -> list[str]:
    """List the words of a text, folded."""
    return folded(text).split()


def names_of(found: list[str]) -> list[str]:
    """Leave out what is said before or after a name, if two words remain."""
    kept = [word for word in found if word not in HONORIFICS]
    return kept if len(kept) > 1 else found
