from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from relations.geography.cldr import LANGUAGES, GeographyError, iso_codes, territory_name
from relations.geography.containment import COUNTRIES, REGIONS, USER_ASSIGNED, WORLD

Kind = Literal["world", "region", "country"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place to be loaded.

    `m49` and `alpha3` are "" for a country whose code is user-assigned, `alpha2` and `alpha3`
    for a region and the world. `parent` is an M49 code, None for the world. `names` has one
    name for each of LANGUAGES.
    """

    m49: str
    alpha2: str
    alpha3: str
    kind: Kind
    parent: str | None
    names: dict[str, str] = field(hash=False)

    @property
    def code(self) -> str:
        """Return what tells this row from all others, also where there is no M49 code."""
        return self.m49 or self.alpha2


def rows() -> Iterator[PlaceRow]:
    """Yield the world, its regions and its countries, each after its parent.

    Raises GeographyError where a name or a code is missing.
    """
    return _region(WORLD, parent=None)


def country_codes_of(code: str) -> frozenset[str]:
    """Return the alpha-2 codes of all countries in a region; a country holds itself.

    Takes a code as name_of() does. Raises GeographyError for an unknown code.
    """
    place = _place(code)
    return frozenset({place.alpha2} if place.alpha2 else _countries_below(place.m49))


def name_of(code: str, language: str) -> str:
    """Name a place by its M49, alpha-2 or alpha-3 code.

    Raises GeographyError for an unknown code or a language not in LANGUAGES.
    """
    place = _place(code)
    return territory_name(place.alpha2 or place.m49, language)


def _region(m49: str, *, parent: str | None) -> Iterator[PlaceRow]:
    yield PlaceRow(
        m49=m49,
        alpha2="",
        alpha3="",
        kind="world" if parent is None else "region",
        parent=parent,
        names=_names(m49),
    )
    for inner in REGIONS.get(m49, "").split():
        yield from _region(inner, parent=m49)
    for alpha2 in COUNTRIES.get(m49, "").split():
        yield _country(alpha2, parent=m49)


def _country(alpha2: str, *, parent: str) -> PlaceRow:
    alpha3, m49 = ("", "") if alpha2 in USER_ASSIGNED else iso_codes(alpha2)
    return PlaceRow(
        m49=m49,
        alpha2=alpha2,
        alpha3=alpha3,
        kind="country",
        parent=parent,
        names=_names(alpha2),
    )


def _names(code: str) -> dict[str, str]:
    return {language: territory_name(code, language) for language in LANGUAGES}


def _countries_below(m49: str) -> Iterator[str]:
    yield from COUNTRIES.get(m49, "").split()
    for inner in REGIONS.get(m49, "").split():
        yield from _countries_below(inner)


def _place(code: str) -> PlaceRow:
    try:
        return _by_code()[code]
    except KeyError:
        msg = f"{code!r}: no place has this code"
        raise GeographyError(msg) from None


@cache
def _by_code() -> dict[str, PlaceRow]:
    return {code: row for row in rows() for code in (row.m49, row.alpha2, row.alpha3) if code}
