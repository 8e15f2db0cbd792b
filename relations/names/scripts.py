"""Which scripts a name is written in, by the codes of ISO 15924."""

import unicodedata
from typing import Final

# The first word of a letter's Unicode name is its script, where the standard library knows it.
SCRIPTS: Final = {
    "ARABIC": "Arab",
    "ARMENIAN": "Armn",
    "BOPOMOFO": "Bopo",
    "CJK": "Hani",
    "CYRILLIC": "Cyrl",
    "DEVANAGARI": "Deva",
    "GEORGIAN": "Geor",
    "GREEK": "Grek",
    "HANGUL": "Hang",
    "HEBREW": "Hebr",
    "HIRAGANA": "Hira",
    "KATAKANA": "Kana",
    "LATIN": "Latn",
    "MONGOLIAN": "Mong",
    "THAI": "Thai",
}


def scripts_of(text: str) -> list[str]:
    """List the scripts of the letters of a text, in the order they first stand."""
    found: dict[str, None] = {}
    for letter in unicodedata.normalize("NFC", text):
        word = unicodedata.name(letter, "").split(" ", 1)[0]
        if letter.isalpha() and word in SCRIPTS:
            found.setdefault(SCRIPTS[word])
    return list(found)


def script_of(text: str) -> str:
    """Name the script of a text; of several all are named: ``Hang+Latn``; of none nothing."""
    return "+".join(sorted(scripts_of(text)))
