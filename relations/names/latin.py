"""Latin letters with signs, read without them; and read as what the sign does to the sound."""

import re
import unicodedata
from typing import Final

# Letters that no normal form takes apart.
_WHOLE: Final = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss",
        "ı": "i", "ə": "a", "ŋ": "ng", "ħ": "h", "ŧ": "t", "ĸ": "k", "ƙ": "k", "ɓ": "b",
        "ɗ": "d", "ƴ": "y", "ǝ": "e", "ɛ": "e", "ɔ": "o", "ǰ": "j", "ʃ": "sh",
    }
)  # fmt: skip
# Where the sign changes the consonant: Czech, Croatian, Turkish, Romanian, Polish, ISO 9.
_SOUNDS: Final = str.maketrans(
    {
        "š": "sh", "č": "ch", "ž": "zh", "ş": "sh", "ș": "sh", "ç": "ch", "ć": "ch", "ť": "t",
        "ț": "ts", "ţ": "ts", "ś": "sh", "ź": "zh", "ż": "zh", "ğ": "gh", "ñ": "ny", "ń": "ny",
        "ň": "ny", "ř": "rzh", "ö": "oe", "ü": "ue", "ä": "ae", "ø": "oe", "å": "aa",
        "ģ": "gh", "ķ": "kj", "ļ": "lj", "đ": "dj", "ĝ": "j", "ĵ": "zh", "ŝ": "sh", "ĉ": "ch",
        "ẑ": "zh", "û": "u", "â": "a", "ê": "e", "è": "e", "ŭ": "u", "ŏ": "eo",
    }
)  # fmt: skip


# What only German writes of Slavic and Turkic names: Chajdarow, Juldosch, Achmedowa.
_GERMAN: Final = re.compile(
    "sch|(?:ow|ew|owa|ewa|ij|aja|ojew|ajew)$|[aeiou]j(?![aeiou])|jj|ch[bdfgklmnprstvw]"
)
_GERMAN_SOUNDS: Final = (
    ("dsch", "j"), ("tsch", "\0"), ("sch", "sh"), ("ch", "kh"), ("j", "y"), ("w", "v"),
    ("\0", "ch"),
)  # fmt: skip


def from_german(word: str) -> str:
    """Respell a name that looks written by German rules in the way of English; else nothing."""
    if not _GERMAN.search(word):
        return ""
    word = word.replace("dsch", "\1")
    for written, said in _GERMAN_SOUNDS:
        word = word.replace(written, said)
    return word.replace("\1", "j")


def bare(word: str) -> str:
    """Strip every sign from the letters of a small-lettered word."""
    if word.isascii():
        return word
    taken_apart = unicodedata.normalize("NFD", word.translate(_WHOLE))
    return "".join(sign for sign in taken_apart if not unicodedata.combining(sign))


def sounded(word: str) -> str:
    """Write out what the signs of a word's letters do to their sound: Čorić is Chorich."""
    return word if word.isascii() else bare(word.translate(_SOUNDS))
