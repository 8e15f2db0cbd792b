"""Name a city in other languages, where CLDR knows it as the city of a time zone."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from babel import Locale
from babel.core import get_global

from relations.geography.cldr import LANGUAGES, spelled

_ANYWHERE: Final = ""


def city_name(text: str, country: str, language: str) -> str:
    """Name a city, written in any of our languages, in one of them; as it is written if unknown.

    ``country`` is its alpha-2 code, so that a namesake elsewhere keeps its own name, or "" where
    it is not told; a name that several countries have is then left as it is. CLDR holds the
    cities that time zones are called after: most capitals, and few others.
    """
    zone = _zones().get((country, text.strip().casefold()))
    return _called(zone, language) if zone and language in LANGUAGES else text


def city_names(text: str) -> Sequence[str]:
    """Give a text, and where it names a city in one of our languages, its name in each of them."""
    zone = _zones().get((_ANYWHERE, text.strip().casefold()))
    names = [_called(zone, language) for language in LANGUAGES] if zone else []
    return list(dict.fromkeys([text, *names]))


@cache
def _zones() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], set[str]] = {}
    for zone, country in get_global("zone_territories").items():
        for name in {_called(zone, language).casefold() for language in LANGUAGES}:
            for where in (country, _ANYWHERE):
                found.setdefault((where, name), set()).add(zone)
    return {known: zones.pop() for known, zones in found.items() if len(zones) == 1}


def _called(zone: str, language: str) -> str:
    """Give the city of a zone; where a language has no name of its own, CLDR means the zone's."""
    name: str | None = Locale.parse(language).time_zones.get(zone, {}).get("city")
    plain = zone.rpartition("/")[2].replace("_", " ")
    return spelled(name or plain)
