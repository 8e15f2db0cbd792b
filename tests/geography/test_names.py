import unicodedata

import pytest

from relations.geography import LANGUAGES, GeographyError, name_of, rows
from relations.geography.cldr import territory_name

ROWS = list(rows())
SCRIPTS = {
    "en": {"LATIN"},
    "ru": {"CYRILLIC"},
    "uz": {"LATIN", "MODIFIER"},  # the second is U+02BB, after o and g
    "ko": {"HANGUL"},
}


def test_every_place_is_named_in_every_language():
    assert {tuple(row.names) for row in ROWS} == {("en", "ru", "uz", "ko")}
    assert LANGUAGES == ("en", "ru", "uz", "ko")


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_written_in_their_script(language):
    letters = {char for row in ROWS for char in row.names[language] if char.isalpha()}
    assert {unicodedata.name(char).split()[0] for char in letters} == SCRIPTS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_has_letters_at_both_ends_and_no_small_one_first(language):
    names = [row.names[language] for row in ROWS]
    assert [name for name in names if not name[0].isalpha() or name[0].islower()] == []
    assert [name for name in names if not (name[-1].isalpha() or name[-1] == ")")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_places_share_a_name(language):
    names = [row.names[language] for row in ROWS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("code", "names"),
    [
        (
            "UZ",
            [
                "Uzbekistan",
                "Узбекистан",
                "O\N{MODIFIER LETTER TURNED COMMA}zbekiston",
                "우즈베키스탄",
            ],
        ),
        ("KR", ["South Korea", "Республика Корея", "Janubiy Koreya", "대한민국"]),
        ("TW", ["Taiwan", "Тайвань", "Tayvan", "대만"]),
        ("XK", ["Kosovo", "Косово", "Kosovo", "코소보"]),
        ("001", ["World", "Весь мир", "Dunyo", "세계"]),
        ("143", ["Central Asia", "Центральная Азия", "Markaziy Osiyo", "중앙 아시아"]),
        ("419", ["Latin America", "Латинская Америка", "Lotin Amerikasi", "라틴 아메리카"]),
    ],
)
def test_what_a_place_is_called(code, names):
    assert [name_of(code, language) for language in LANGUAGES] == names
    (row,) = (row for row in ROWS if code in {row.alpha2, row.m49})
    assert list(row.names.values()) == names


@pytest.mark.parametrize("code", ["860", "UZ", "UZB"])
def test_a_country_is_named_by_any_of_its_codes(code):
    assert name_of(code, "ru") == "Узбекистан"


def test_uzbek_letters_are_always_written_alike():
    turned = "\N{MODIFIER LETTER TURNED COMMA}"
    assert name_of("US", "uz") == f"Amerika Qo{turned}shma Shtatlari"
    assert name_of("145", "uz") == f"G{turned}arbiy Osiyo"
    assert "\N{LEFT SINGLE QUOTATION MARK}" not in "".join(row.names["uz"] for row in ROWS)


def test_an_unknown_place_is_refused():
    with pytest.raises(GeographyError, match=r"^'QO': no place has this code"):
        name_of("QO", "en")


def test_a_language_without_names_is_refused():
    with pytest.raises(GeographyError, match=r"^kk: places are named in en, ru, uz, ko"):
        name_of("UZ", "kk")


def test_a_missing_name_is_an_error():
    with pytest.raises(GeographyError, match=r"^830: CLDR has no name in uz"):
        territory_name("830", "uz")
