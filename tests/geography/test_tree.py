from collections import Counter

import pytest

from relations.geography import GeographyError, PlaceRow, country_codes_of, rows
from relations.geography.cldr import iso_codes

ROWS = list(rows())
COUNTRIES = [row for row in ROWS if row.kind == "country"]


def by_code(code: str) -> PlaceRow:
    (row,) = (row for row in ROWS if row.code == code)
    return row


def chain(row: PlaceRow) -> list[str]:
    """Walk up to the world; a circle ends the walk by its length."""
    codes: list[str] = []
    while row.parent is not None and len(codes) < 10:
        codes.append(row.parent)
        row = by_code(row.parent)
    return codes


def test_how_many_there_are_of_each_kind():
    assert Counter(row.kind for row in ROWS) == {"world": 1, "region": 29, "country": 250}


def test_all_of_iso_3166_and_kosovo():
    with_numeric = {row.alpha2 for row in COUNTRIES if row.m49}
    assert len(with_numeric) == 249
    assert {row.alpha2 for row in COUNTRIES} - with_numeric == {"XK"}


@pytest.mark.parametrize("attribute", ["m49", "alpha2", "alpha3", "code"])
def test_a_code_is_held_by_one_place_only(attribute):
    codes = [code for row in ROWS if (code := getattr(row, attribute))]
    assert len(codes) == len(set(codes))


def test_codes_have_their_form():
    assert {len(row.m49) for row in ROWS if row.m49.isdecimal()} == {3}
    assert [row.code for row in ROWS if not row.m49.isdecimal()] == ["XK"]
    assert {(len(row.alpha2), len(row.alpha3)) for row in COUNTRIES if row.m49} == {(2, 3)}
    assert {row.alpha2 + row.alpha3 for row in ROWS if row.kind != "country"} == {""}


def test_a_parent_comes_before_its_children():
    seen: set[str | None] = {None}
    for row in ROWS:
        assert row.parent in seen, row.code
        seen.add(row.m49)


def test_every_chain_ends_at_the_world():
    assert {chain(row)[-1] for row in ROWS if row.kind != "world"} == {"001"}
    assert chain(ROWS[0]) == []


def test_a_country_stands_three_levels_below_the_world_or_four():
    assert Counter(len(chain(row)) for row in COUNTRIES) == {1: 1, 3: 144, 4: 105}


@pytest.mark.parametrize(
    ("code", "codes"),
    [
        ("860", ["143", "142", "001"]),
        ("410", ["030", "142", "001"]),
        ("158", ["030", "142", "001"]),
        ("XK", ["039", "150", "001"]),
        ("076", ["005", "419", "019", "001"]),
        ("840", ["021", "019", "001"]),
        ("404", ["014", "202", "002", "001"]),
        ("818", ["015", "002", "001"]),
        ("554", ["053", "009", "001"]),
        ("010", ["001"]),
    ],
)
def test_where_a_country_stands(code, codes):
    assert chain(by_code(code)) == codes


@pytest.mark.parametrize(
    ("alpha2", "alpha3", "m49"),
    [
        ("UZ", "UZB", "860"),
        ("KZ", "KAZ", "398"),
        ("KG", "KGZ", "417"),
        ("TJ", "TJK", "762"),
        ("TM", "TKM", "795"),
        ("KR", "KOR", "410"),
        ("KP", "PRK", "408"),
        ("TW", "TWN", "158"),
        ("XK", "", ""),
        # where CLDR knows withdrawn codes as well
        ("CD", "COD", "180"),
        ("DE", "DEU", "276"),
        ("ET", "ETH", "231"),
        ("FR", "FRA", "250"),
        ("MM", "MMR", "104"),
        ("SD", "SDN", "729"),
        ("TL", "TLS", "626"),
        ("YE", "YEM", "887"),
    ],
)
def test_the_codes_of_a_country(alpha2, alpha3, m49):
    assert [(row.alpha3, row.m49) for row in COUNTRIES if row.alpha2 == alpha2] == [(alpha3, m49)]


@pytest.mark.parametrize("alpha2", ["AC", "QO", "uz"])  # one code of two, none, no code at all
def test_no_code_is_made_up(alpha2):
    with pytest.raises(GeographyError, match=f"^{alpha2}: one numeric and one alpha-3 code"):
        iso_codes(alpha2)


def test_central_asia_is_five_countries():
    assert country_codes_of("143") == {"KZ", "KG", "TJ", "TM", "UZ"}


@pytest.mark.parametrize(
    ("m49", "number"),
    [
        ("001", 250),
        *[("002", 60), ("015", 7), ("202", 53)],
        *[("011", 17), ("014", 22), ("017", 9), ("018", 5)],
        *[("019", 57), ("021", 5), ("419", 52), ("005", 16), ("013", 8), ("029", 28)],
        *[("142", 51), ("030", 8), ("034", 9), ("035", 11), ("143", 5), ("145", 18)],
        *[("150", 52), ("039", 17), ("151", 10), ("154", 16), ("155", 9)],
        *[("009", 29), ("053", 6), ("054", 5), ("057", 8), ("061", 10)],
    ],
)
def test_how_many_countries_a_region_holds(m49, number):
    assert len(country_codes_of(m49)) == number


@pytest.mark.parametrize("code", ["860", "UZ", "UZB"])
def test_a_country_holds_itself(code):
    assert country_codes_of(code) == {"UZ"}


@pytest.mark.parametrize("code", ["", "003", "ZZ", "uz", "SUN"])
def test_an_unknown_code_is_refused(code):
    with pytest.raises(GeographyError, match="no place has this code"):
        country_codes_of(code)


def test_rows_are_made_anew_and_can_be_told_apart():
    again = list(rows())
    assert again == ROWS
    assert len(set(ROWS)) == 280
    again[0].names["en"] = "Elsewhere"
    assert next(rows()).names["en"] == "World"
