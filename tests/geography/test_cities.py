import pytest

from relations.geography import LANGUAGES, city_name, city_names


@pytest.mark.parametrize(
    ("written", "country", "names"),
    [
        ("Tashkent", "UZ", ("Tashkent", "Ташкент", "Toshkent", "타슈켄트")),
        ("Ташкент", "UZ", ("Tashkent", "Ташкент", "Toshkent", "타슈켄트")),
        (" seoul ", "KR", ("Seoul", "Сеул", "Seul", "서울")),
        ("서울", "", ("Seoul", "Сеул", "Seul", "서울")),
        ("Bishkek", "KG", ("Bishkek", "Бишкек", "Bishkek", "비슈케크")),
        ("New York", "US", ("New York", "Нью-Йорк", "Nyu-York", "뉴욕")),
        ("Baghdad", "IQ", ("Baghdad", "Багдад", "Bagʻdod", "바그다드")),
    ],
)
def test_a_city_is_named_in_every_language_however_it_is_written(written, country, names):
    assert tuple(city_name(written, country, language) for language in LANGUAGES) == names


@pytest.mark.parametrize(
    ("written", "country"),
    [("London", "CA"), ("Sejong", "KR"), ("Tashkent", "KZ"), ("Vientiane, Laos", ""), ("", "")],
)
def test_what_is_not_known_and_a_namesake_elsewhere_stay_as_they_are_written(written, country):
    assert {city_name(written, country, language) for language in LANGUAGES} == {written}


def test_a_language_that_is_none_of_ours_changes_nothing():
    assert city_name("Tashkent", "UZ", "fr") == "Tashkent"


def test_a_city_is_asked_for_by_all_its_names():
    assert city_names("сеул") == ["сеул", "Seoul", "Сеул", "Seul", "서울"]
    assert city_names("Bishkek") == ["Bishkek", "Бишкек", "비슈케크"]
    assert city_names("Sejong") == ["Sejong"]
    assert city_names("tash") == ["tash"]
