"""How a folded word of any script may be read in Latin letters."""

from functools import lru_cache
from typing import Final

from relations.names import cyrillic, han, hangul, latin, other_scripts

_RANGES: Final = (
    ("L", "\u0000", "\u024f"),
    ("G", "\u0370", "\u03ff"),
    ("C", "\u0400", "\u052f"),
    ("B", "\u0590", "\u05ff"),
    ("A", "\u0600", "\u077f"),
    ("T", "\u0e00", "\u0e7f"),
    ("D", "\u0900", "\u0dff"),
    ("O", "\u10a0", "\u10ff"),
    ("L", "\u1e00", "\u1eff"),
    ("G", "\u1f00", "\u1fff"),
    ("J", "\u3040", "\u30ff"),
    ("H", "\u3400", "\u9fff"),
    ("K", "\uac00", "\ud7a3"),
    ("A", "\ufb50", "\ufefc"),
)
LATIN, HANGUL, HAN, KANA = "L", "K", "H", "J"


@lru_cache(maxsize=200_000)
def script(word: str) -> str:
    """Name the script of a word by one letter; that of its first letter that has one."""
    for sign in word:
        for name, first, last in _RANGES:
            if first <= sign <= last:
                return name if sign not in "0123456789" else LATIN
    return "X"


def _unlike(*found: str) -> tuple[str, ...]:
    """Leave out what is said twice; letters of other scripts among them are read one by one."""
    plain = (way if way.isascii() else other_scripts.anyascii_of(way) for way in found)
    return tuple(dict.fromkeys(reading for reading in plain if reading))


@lru_cache(maxsize=200_000)
def readings(word: str) -> tuple[str, ...]:
    """Read a folded word in Latin letters: the likeliest first, at most three ways.

    A word of signs without sound has no reading.
    """
    return _READERS.get(script(word), _further)(word)


def _latin(word: str) -> tuple[str, ...]:
    plain = latin.bare(word)
    further = han.as_english_writes(plain) if han.is_pinyin(plain) else latin.from_german(plain)
    return _unlike(plain, latin.sounded(word), further)


def _cyrillic(word: str) -> tuple[str, ...]:
    return _unlike(latin.bare(cyrillic.latin(word)), latin.bare(cyrillic.otherwise(word)))


def _hangul(word: str) -> tuple[str, ...]:
    return _unlike(hangul.latin(word))


def _han(word: str) -> tuple[str, ...]:
    chinese = "".join(map(han.pinyin, word))
    korean = han.in_korean(word) if han.is_han(word) else None
    return _unlike(chinese, han.as_english_writes(chinese), hangul.latin(korean) if korean else "")


def _greek(word: str) -> tuple[str, ...]:
    return _unlike(other_scripts.greek(word))


def _hebrew(word: str) -> tuple[str, ...]:
    return _unlike(
        other_scripts.hebrew(word), other_scripts.hebrew(other_scripts.with_consonants(word))
    )


def _arabic(word: str) -> tuple[str, ...]:
    return _unlike(
        other_scripts.arabic(word), other_scripts.arabic(other_scripts.with_consonants(word))
    )


def _kana(word: str) -> tuple[str, ...]:
    return _unlike(other_scripts.kana(word))


def _further(word: str) -> tuple[str, ...]:
    return _unlike(other_scripts.anyascii_of(word))


_READERS: Final = {
    "L": _latin,
    "C": _cyrillic,
    "K": _hangul,
    "H": _han,
    "G": _greek,
    "B": _hebrew,
    "A": _arabic,
    "J": _kana,
}
