"""Cyrillic letters of all languages here, read in Latin as English-language news writes them.

One table for Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, Uzbek, Kazakh,
Kyrgyz, Tajik, Turkmen, Azerbaijani and Mongolian. It follows BGN/PCGN romanization where that
has no signs; the few letters two languages read in two ways get a second reading.
"""

from typing import Final

_LETTERS: Final = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh",
        "з": "z", "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
        "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
        "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
        "я": "ya", "ў": "o", "қ": "q", "ғ": "g", "ҳ": "h", "ә": "a", "ң": "ng", "ө": "o",
        "ұ": "u", "ү": "u", "һ": "h", "і": "i", "є": "ye", "ї": "yi", "ґ": "g", "ђ": "dj",
        "ј": "y", "љ": "l", "њ": "ny", "ћ": "c", "џ": "dzh", "ѓ": "g", "ќ": "k", "ѕ": "dz",
        "ѝ": "i", "ӣ": "i", "ӯ": "u", "ҷ": "j", "җ": "j", "ҝ": "g", "ҹ": "j",
        "ӧ": "o", "ӱ": "u", "ӑ": "a", "ҫ": "s", "ѐ": "e", "ѣ": "e", "ѳ": "f", "ѵ": "i",
    }
)  # fmt: skip

# No syllable of Korean has more letters in Cyrillic.
_LONG: Final = 6


def latin(word: str) -> str:
    """Read a small-lettered Cyrillic word."""
    return word.translate(_LETTERS)


def otherwise(word: str) -> str:
    """Read it as Russian writes what is not Russian.

    ``дж`` is one sound, ``х`` a mere breath, and ``ы`` in a short word the Korean vowel ㅡ.
    """
    other = (
        word.replace("дж", "j").replace("х", "h").replace("ы", "eu" if len(word) < _LONG else "i")
    )
    return other.translate(_LETTERS)
