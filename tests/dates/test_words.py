import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.dates.edtf import EdtfDate, parse
from relations.dates.reading import read
from relations.dates.words import say


@given(st.from_type(EdtfDate), st.sampled_from(["en", "ru", "uz", "ko"]))
def test_what_is_said_is_read_back(value, language):
    assert read(say(value, language)).text == value.text


@pytest.mark.parametrize(
    ("text", "english", "russian", "uzbek", "korean"),
    [
        ("2019", "2019", "2019 г.", "2019-yil", "2019년"),
        ("2023-12", "December 2023", "декабрь 2023 г.", "2023-yil dekabr", "2023년 12월"),
        ("2024-05-16", "16 May 2024", "16 мая 2024 г.", "2024-yil 16-may", "2024년 5월 16일"),
        ("199X", "1990s", "1990-е годы", "1990-yillar", "1990년대"),
        ("200X", "2000s decade", "2000-е годы", "2000-yillar", "2000년대"),
        ("19XX", "20th century", "20-й век", "20-asr", "20세기"),
        (
            "2023-12~",
            "about December 2023",
            "примерно декабрь 2023 г.",
            "taxminan 2023-yil dekabr",
            "2023년 12월경",
        ),
        (
            "2023-12?",
            "perhaps December 2023",
            "предположительно декабрь 2023 г.",
            "ehtimol 2023-yil dekabr",
            "아마 2023년 12월",
        ),
        (
            "2019%",
            "perhaps about 2019",
            "предположительно примерно 2019 г.",
            *("ehtimol taxminan 2019-yil", "아마 2019년경"),
        ),
        (
            "2024-06-11/2024-06-13",
            "11–13 June 2024",
            "11–13 июня 2024 г.",
            "2024-yil 11–13-iyun",
            "2024년 6월 11일~13일",
        ),
        (
            "2024-11-30/2024-12-02",
            "30 November – 2 December 2024",
            "30 ноября – 2 декабря 2024 г.",
            "2024-yil 30-noyabr – 2-dekabr",
            "2024년 11월 30일 ~ 12월 2일",
        ),
        (
            "2023-11/2023-12",
            "November – December 2023",
            "ноябрь – декабрь 2023 г.",
            "2023-yil noyabr – dekabr",
            "2023년 11월~12월",
        ),
        (
            "2023-11/2024-02",
            "November 2023 – February 2024",
            "ноябрь 2023 г. – февраль 2024 г.",
            "2023-yil noyabr – 2024-yil fevral",
            "2023년 11월 ~ 2024년 2월",
        ),
        ("2019/2020", "2019–2020", "2019–2020 гг.", "2019–2020-yillar", "2019년~2020년"),
        (
            "198X/199X",
            "1980s – 1990s",
            "1980-е годы – 1990-е годы",
            *("1980-yillar – 1990-yillar", "1980년대 ~ 1990년대"),
        ),
        ("2019/..", "since 2019", "с 2019 г.", "2019-yildan beri", "2019년부터"),
        ("199X/..", "since the 1990s", "с 1990-х годов", "1990-yillardan beri", "1990년대부터"),
        (
            "2023-12~/..",
            "since about December 2023",
            "примерно с декабря 2023 г.",
            "taxminan 2023-yil dekabrdan beri",
            "2023년 12월경부터",
        ),
        (
            "../2024-05",
            "until May 2024",
            "по май 2024 г.",
            "2024-yil maygacha",
            "2024년 5월까지",
        ),
    ],
)
def test_said_in_four_languages(text, english, russian, uzbek, korean):
    said = [say(parse(text), language) for language in ("en", "ru", "uz", "ko")]
    assert said == [english, russian, uzbek, korean]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("01XX", "2nd century"),
        ("02XX", "3rd century"),
        ("10XX", "11th century"),
        ("11XX", "12th century"),
        ("20XX", "21st century"),
        ("99XX", "100th century"),
    ],
)
def test_english_centuries(text, said):
    assert say(parse(text), "en") == said
    assert read(said).text == text


def test_region_is_left_aside_and_an_unknown_language_hears_english():
    value = parse("2023-12")
    assert [say(value, code) for code in ("en-gb", "ru_RU", "UZ-Latn", "kk", "")] == [
        *("December 2023", "декабрь 2023 г.", "2023-yil dekabr", "December 2023", "December 2023"),
    ]
