"""Greek, Hebrew, Arabic and kana read in Latin; all further scripts through anyascii."""

from functools import lru_cache
from typing import Final

from anyascii import anyascii

_GREEK_PAIRS: Final = {
    "μπ": "b", "ντ": "d", "γκ": "g", "γγ": "ng", "γχ": "nch", "ου": "u", "αυ": "av", "ευ": "ev",
    "τζ": "j", "τσ": "ts", "ει": "i", "οι": "i", "αι": "e",
}  # fmt: skip
_GREEK: Final = str.maketrans(
    {
        "α": "a", "ά": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "έ": "e", "ζ": "z", "η": "i",
        "ή": "i", "θ": "th", "ι": "i", "ί": "i", "ϊ": "i", "ΐ": "i", "κ": "k", "λ": "l", "μ": "m",
        "ν": "n", "ξ": "ks", "ο": "o", "ό": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t",
        "υ": "i", "ύ": "i", "ϋ": "i", "ΰ": "i", "φ": "f", "χ": "h", "ψ": "ps", "ω": "o", "ώ": "o",
    }
)  # fmt: skip
_HEBREW: Final = str.maketrans(
    {
        "א": "a", "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ו": "u", "ז": "z", "ח": "h",
        "ט": "t", "י": "i", "כ": "k", "ך": "k", "ל": "l", "מ": "m", "ם": "m", "נ": "n",
        "ן": "n", "ס": "s", "ע": "a", "פ": "p", "ף": "f", "צ": "ts", "ץ": "ts", "ק": "k",
        "ר": "r", "ש": "sh", "ת": "t", "ǰ": "j", "ž": "zh", "č": "ch", "װ": "v", "ױ": "oy",
        "ײ": "ey",
    }
)  # fmt: skip
_ARABIC: Final = str.maketrans(
    {
        "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ب": "b", "پ": "p", "ت": "t", "ث": "th",
        "ج": "j", "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ذ": "d", "ر": "r", "ز": "z",
        "ژ": "zh", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a",
        "غ": "g", "ف": "f", "ق": "q", "ک": "k", "ك": "k", "گ": "g", "ڭ": "ng", "ل": "l",
        "م": "m", "ن": "n", "ه": "h", "ة": "a", "ۀ": "e", "ە": "e", "و": "u", "ؤ": "u",
        "ی": "i", "ي": "i", "ى": "a", "ئ": "i", "ې": "e", "ۋ": "v", "ۆ": "o", "ۇ": "u",
        "ء": "", "ھ": "h", "ٔ": "", "ڤ": "v", "ڨ": "g", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ں": "n",
        "ے": "e",
    }
)  # fmt: skip
# Final v, p and k of Hebrew, w of Arabic: written with one letter, said in two ways.
_AS_CONSONANT: Final = str.maketrans({"ו": "v", "و": "v", "פ": "f", "י": "y", "ی": "y", "ي": "y"})


def greek(word: str) -> str:
    """Read modern Greek as it sounds: ``μπ`` is b and ``ντ`` is d."""
    bare = word.replace("ού", "ου").replace("εύ", "ευ").replace("αύ", "αυ")
    bare = bare.replace("εί", "ει").replace("οί", "οι").replace("αί", "αι")
    for pair, sound in _GREEK_PAIRS.items():
        bare = bare.replace(pair, sound)
    return anyascii_of(bare.translate(_GREEK))


def hebrew(word: str) -> str:
    word = word.replace("וו", "v")
    return anyascii_of((f"v{word[1:]}" if word.startswith("ו") else word).translate(_HEBREW))


def arabic(word: str) -> str:
    return anyascii_of(word.translate(_ARABIC))


def with_consonants(word: str) -> str:
    """Write the letters that are vowel or consonant as consonants, still to be read."""
    return word.translate(_AS_CONSONANT)


def kana(word: str) -> str:
    return anyascii_of(word).replace("-", "")


@lru_cache(maxsize=50_000)
def anyascii_of(word: str) -> str:
    """Read a word in any script letter by letter; signs of no sound are dropped."""
    return "".join(sign for sign in anyascii(word).casefold() if sign.isalnum())
