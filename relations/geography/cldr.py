"""Ask Babel's copy of CLDR for a territory's names and for a country's other codes."""

from functools import cache
from typing import Final

from babel import Locale
from babel.core import get_global

LANGUAGES: Final = ("en", "ru", "uz", "ko")

# CLDR leads every code a country ever had to its present one; where there were several, these
# are the ones ISO 3166 and M49 have given up (Burma, the two Germanys, Zaire ...). A further one
# in a later CLDR makes iso_codes() fail, so that nobody loads the wrong code.
_WITHDRAWN: Final = frozenset(
    {"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR"} | {"230", "249", "278", "280", "720", "736", "886"},
)

_ALIAS_LENGTH: Final = 3  # alpha-3 and M49 alike; CLDR lists two-letter aliases too


class GeographyError(LookupError):
    """A code, a name or a language that the data does not hold."""


@cache
def _aliases() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for alias, targets in get_global("territory_aliases").items():
        if len(alias) == _ALIAS_LENGTH and len(targets) == 1 and alias not in _WITHDRAWN:
            found.setdefault(targets[0], []).append(alias)
    return found


def iso_codes(alpha2: str) -> tuple[str, str]:
    """Return a country's alpha-3 and its numeric code.

    ISO 3166-1 takes its numeric codes from M49, so the second is the M49 code as well. Raises
    GeographyError unless there is exactly one of each.
    """
    codes = sorted(_aliases().get(alpha2, []))  # digits sort before letters
    match codes:
        case [numeric, alpha3] if numeric.isdecimal() and alpha3.isalpha():
            return alpha3, numeric
    msg = f"{alpha2}: one numeric and one alpha-3 code expected, CLDR has {codes}"
    raise GeographyError(msg)


def territory_name(code: str, language: str) -> str:
    """Name a territory by its alpha-2 code, or a region by its M49 code, as CLDR does.

    Two things are put right. CLDR gives names for use inside a sentence ("world"):
    ours stand alone and begin with a capital. And its Uzbek writes the turned comma after o and
    g now as U+02BB, now as the quotation mark U+2018: ours always as U+02BB, so that one
    spelling finds all. Raises GeographyError where the name is missing or empty.
    """
    if language not in LANGUAGES:
        msg = f"{language}: places are named in {', '.join(LANGUAGES)}"
        raise GeographyError(msg)
    name: str | None = Locale.parse(language).territories.get(code)
    if not name:
        msg = f"{code}: CLDR has no name in {language}"
        raise GeographyError(msg)
    name = spelled(name)
    return name[0].upper() + name[1:]


def spelled(name: str) -> str:
    """Write the Uzbek letters of a name of CLDR's in one way."""
    return name.replace("\N{LEFT SINGLE QUOTATION MARK}", "\N{MODIFIER LETTER TURNED COMMA}")
