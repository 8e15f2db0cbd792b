from functools import cache
from typing import cast

from babel import Locale

_LOCALES = ("en", "en_GB", "ru", "uz", "uz_Cyrl")
_OLD_UZBEK = {"sentyabr": 9, "oktyabr": 10}  # spelt so before 1995 and by many still
_SUFFIXES = (  # Uzbek case endings, which a month may carry: in, from, until, of
    *("da", "dan", "gacha", "ning", "gi"),
    *("да", "дан", "гача", "нинг", "ги"),
)
# A month stands in a folded text as one letter that nobody can type: private use, not printable.
JANUARY = 0xE001
MONTH = f"[{chr(JANUARY)}-{chr(JANUARY + 11)}]"


def _names(locale: str, context: str, width: str) -> dict[int, str]:
    return cast("dict[int, str]", Locale.parse(locale).months[context][width])


@cache
def nominative(locale: str) -> dict[int, str]:
    """Name the months as they stand alone, as after a numbered year."""
    context = "format" if locale == "uz" else "stand-alone"  # CLDR writes uz alone with a capital
    return _names(locale, context, "wide")


@cache
def genitive(locale: str) -> dict[int, str]:
    """Name the months as they stand beside a day."""
    return _names(locale, "format", "wide")


def marked(word: str) -> str:
    """Replace a month's name, in lower case, by its one letter, keeping an Uzbek case ending."""
    names = _by_name()
    if word in names:
        return chr(JANUARY - 1 + names[word])
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and word.removesuffix(suffix) in names:
            return chr(JANUARY - 1 + names[word.removesuffix(suffix)]) + suffix
    return word


def number(letter: str) -> int:
    return ord(letter) - JANUARY + 1


@cache
def _by_name() -> dict[str, int]:
    names = dict(_OLD_UZBEK)
    for locale in _LOCALES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in _names(locale, context, width).items():
                    names[name.casefold().rstrip(".")] = month
    for month, name in genitive("ru").items():
        names[name[:-1] + "е"] = month  # the prepositional case, which CLDR has not
    return names
