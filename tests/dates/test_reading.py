from datetime import date
from timeit import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.dates.edtf import DateError, EdtfDate, parse
from relations.dates.reading import YearMissing, read

READ = {
    "2023-12": """
        2023-12 | December 2023 | Dec 2023 | Dec. 2023 | in December 2023 | DECEMBER 2023 |
        december of 2023 | 12.2023 | 12/2023 | 2023.12 | 2023. 12. | декабрь 2023 |
        в декабре 2023 года | Декабрь, 2023 г. | дек. 2023 г | дек 2023 | 2023-yil dekabr |
        2023 yil dekabr | 2023-yilning dekabr oyida | dekabr 2023-yil | 2023 йил декабрь |
        2023-йил декабр | 2023 йил декабрда | dekabr, 2023 | 2023년 12월 | 2023년12월 |
        ２０２３년 １２월
    """,
    "2024-05-16": """
        2024-05-16 | 16 May 2024 | May 16, 2024 | May 16 2024 | 16th of May 2024 |
        16th May, 2024 | on 16 May 2024 | the 16th of May 2024 | 16May2024 | 2024 May 16 |
        May 16th, 2024 | 16-May-2024 | 16.05.2024 | 16.5.2024 | 16/05/2024 | 16-05-2024 |
        16.05.2024 г. | 2024/05/16 | 2024-5-16 | 2024.05.16 | 2024. 5. 16. | 16 мая 2024 г. |
        16 мая 2024 года | 16-го мая 2024 | 16 мая 2024г. | 2024-yil 16-may | 2024 yil 16 may |
        16 may 2024-yil | 16-may, 2024 | 16 may, 2024 | 2024 йил 16 май | 2024-йил 16-май |
        16 май 2024 йил | 2024-yil 16-mayda | 2024년 5월 16일 | 2024년 05월 16일 | 2024년5월16일
    """,
    "2024-06-05": "05/06/2024 | 5.6.2024 | 05-06-2024",
    "2024-06-11/2024-06-13": """
        11–13 June 2024 | 11-13 June 2024 | 11 – 13 June 2024 | 11—13 June 2024 |
        June 11–13, 2024 | 11th-13th June 2024 | from 11 to 13 June 2024 | 11 to 13 June 2024 |
        11-13.06.2024 | 11.06–13.06.2024 | 11.06.2024-13.06.2024 | 11/06/2024 – 13/06/2024 |
        11–13 июня 2024 | с 11 по 13 июня 2024 г. | 11 июня - 13 июня 2024 года |
        2024-yil 11–13-iyun | 2024-yil 11-13-iyun | 2024 yil 11-iyundan 13-iyungacha |
        2024 йил 11 июндан 13 июнгача | 2024-06-11 – 2024-06-13 | 2024-06-11 / 2024-06-13 |
        2024년 6월 11~13일 | 2024년 6월 11일~13일 | 2024년 6월 11일부터 13일까지 |
        2024. 6. 11. ~ 6. 13. | 2024. 6. 11. ~ 13. | 2024.06.11～2024.06.13
    """,
    "2024-11-30/2024-12-02": """
        30 November – 2 December 2024 | 30 Nov-2 Dec 2024 | November 30 – December 2, 2024 |
        с 30 ноября по 2 декабря 2024 года | 30.11–02.12.2024 | 30 ноября 2024 – 2 декабря |
        2024-yil 30-noyabr – 2-dekabr | 2024년 11월 30일 ~ 12월 2일
    """,
    "2024-01-01/2024-02-01": "2024.1.1~2.1 | 1 Jan – 1 Feb 2024",
    "2023-11/2024-02": """
        Nov 2023 – Feb 2024 | November 2023-February 2024 | from Nov 2023 to Feb 2024 |
        ноябрь 2023 – февраль 2024 | с ноября 2023 г. по февраль 2024 г. | 11.2023–02.2024 |
        2023-yil noyabrdan 2024-yil fevralgacha | 2023년 11월부터 2024년 2월까지 |
        2023-11 – 2024-02 | 2023년 11월~2024년 2월
    """,
    "2023-10/2023-12": """
        Q4 2023 | 2023 Q4 | 2023-Q4 | Q4, 2023 | 4th quarter of 2023 |
        the fourth quarter of 2023 | IV квартал 2023 г. | 4-й квартал 2023 года |
        в четвёртом квартале 2023 года | 4 кв. 2023 | 2023-yil 4-chorak | 2023, 4-chorak |
        2023-yil to‘rtinchi chorak | 2023-yilning to'rtinchi choragida | 2023년 4분기 |
        2023년 제4/4분기 | October – December 2023 | 2023년 10~12월
    """,
    "2024-01/2024-06": """
        first half of 2024 | H1 2024 | 2024 H1 | 1-е полугодие 2024 | 2024년 상반기 |
        первое полугодие 2024 года | в первом полугодии 2024 года | 2024-yil birinchi yarmi
    """,
    "2024-07/2024-12": "2024년 하반기 | 2024-yilning ikkinchi yarmida | II полугодие 2024 г.",
    "2023-01/2023-09": "Q1–Q3 2023 | Q1 2023 – Q3 2023",
    "2019": "2019 | in 2019 | the year 2019 | 2019 г. | в 2019 году | 2019-yil | 2019년",
    "2019/2020": """
        2019–2020 | 2019-2020 | 2019–2020 гг. | 2019–2020 годы | 2019–2020-yillar | 2019년~2020년 |
        2019~2020년 | from 2019 to 2020 | с 2019 по 2020 год
    """,
    "199X": """
        199X | 199x | 1990s | the 1990s | in the 1990s | 1990-е | 1990-е гг. | 1990-е годы |
        в 1990-х годах | 1990-yillar | 1990-yillarda | 1990-йиллар | 1990년대
    """,
    "200X": "2000s decade | 2000-е | 2000-yillar | 2000년대",
    "19XX": "19XX | 20th century | in the 20th century | 20-й век | 20 век | 20-asr | 20세기",
    "198X/199X": "1980s – 1990s | 1980-е – 1990-е годы",
    "2023-12~": """
        2023-12~ | about December 2023 | circa December 2023 | c. December 2023 | ca. Dec 2023 |
        около декабря 2023 | примерно декабрь 2023 г. | ок. декабря 2023 |
        taxminan 2023-yil dekabr | тахминан 2023 йил декабрь | 약 2023년 12월 | 2023년 12월경 |
        2023년 12월쯤 | 2023-yil dekabr atrofida | December 2023 or so
    """,
    "2023-12?": """
        December 2023? | December 2023 (?) | возможно, декабрь 2023 | perhaps Dec 2023
    """,
    "2023-12%": "perhaps about December 2023 | about December 2023?",
    "2023-10~/2023-12~": "about Q4 2023",
    "2024-06-11~/2024-06-13~": "about 11–13 June 2024 | taxminan 2024-yil 11–13-iyun",
    "2023-11~/2024-02": "about November 2023 – February 2024 | 2023년 11월경 ~ 2024년 2월",
    "2024-06-11~/2024-06-13?": "about 11 – perhaps 13 June 2024",
    "2019/..": """
        2019/.. | since 2019 | from 2019 | from 2019 on | from 2019 onwards | с 2019 г. |
        с 2019 года | начиная с 2019 года | 2019-yildan beri | 2019-yildan buyon |
        2019 йилдан бери | 2019-yildan | 2019년부터 | 2019년 이후 | 2019 – present |
        from 2019 to the present | с 2019 г. по настоящее время | 2019-yil – hozirgacha
    """,
    "2019~/..": "since about 2019 | примерно с 2019 г. | taxminan 2019-yildan beri | 2019년경부터",
    "2023-10/..": "since Q4 2023",
    "../2024-05": """
        ../2024-05 | until May 2024 | till May 2024 | up to May 2024 | до мая 2024 г. |
        по май 2024 года | 2024-yil maygacha | 2024 йил майгача | 2024년 5월까지
    """,
    "../2023-12": "until Q4 2023",
    "../2024-05-16": "until 16 May 2024 | до 16 мая 2024 г. | 2024-yil 16-maygacha",
}
REFUSED = {
    "not_read": """
        16 | 11–13 | 2023 – 12 | 24 | 20245 | May 20244 | 16 16 May 2024 | 16 mai 2024 |
        May June 2024 | 1–2 May and 5 June 2024 | 00.2024 | 0 May 2024 | 0월 2024년 | 2024-5 |
        2023/24 | 3 – December 2023 | 2024-05-16 10:00 | .. | ../.. | ~2023 | 2023년~ | since |
        about | 2019– | before 2024 | after 2024 | today | third half of 2024 | 2024년 상분기 |
        0th century | 99999-е | 2024² | from 16 to 2024 | since 2019 – 2021 |
        11-12-13-14 May 2024 | <script>
    """,
    "vague": """
        late 2023 | early May 2024 | mid 2024 | spring 2024 | Winter 2023 | 2000s | 1900s |
        конец 2023 года | в начале 2024 г. | весна 2024 | летом 2024 года | 2023-yil oxiri |
        2024-yil bahor | 2024-yil o‘rtasi | 2023년 말 | 2024년 5월 초 | 2024년 봄
    """,
    "year_missing": """
        16 May | May 16 | May | 16.05 | 16/05 | since May | until 16 May | 11–13 June | 16 мая |
        16-may | 5월 16일 | 5월 | Q4 | about May | May – 2024
    """,
    "short_year": "16.05.24 | 16/05/24 | 16-05-24",
    "month": "2023-13 | 05/16/2024 | 13.2024 | 2023년 13월",
    "day": "31 June 2024 | 29.02.2023 | 32 мая 2024 | 30–31 April 2024",
    "order": "November – February 2024 | 13–11 June 2024 | 2021-2019 | 2024.3.1~2.1",
    "year": "0000 | 1st century | May 0000",
}


def cases(table):
    return [(text.strip(), key) for key, texts in table.items() for text in texts.split("|")]


@pytest.mark.parametrize(("text", "expected"), cases(READ))
def test_read(text, expected):
    assert read(text).text == expected


@pytest.mark.parametrize(
    "text", ["  December\u00a0 2023. ", "December\n\t2023", "\u202f2023-12\u3000"]
)
def test_any_spaces_are_spaces(text):
    assert read(text).text == "2023-12"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *cases(REFUSED),
        *((text, "not_read") for text in ("", " ", "٢٠٢٤", "2024\0", "\ue005 2024", "2024\u200b")),
        ("2" * 101, "long"),
    ],
    ids=ascii,
)
def test_refused(text, code):
    with pytest.raises(DateError) as caught:
        read(text)
    assert caught.value.code == code
    assert isinstance(caught.value, YearMissing) == (code == "year_missing")


def test_messages_say_what_to_do():
    messages = []
    for text in ("16 May", "late 2023", "16.05.24", "sometime"):
        with pytest.raises(DateError) as caught:
            read(text)
        messages.append(str(caught.value))
    assert messages == [
        "Which year? “16 May” does not say.",
        (
            "“late 2023” is too vague to be kept: write its first and its last month, like "
            "October 2023 – December 2023."
        ),
        "Write the year of “16.05.24” with four digits.",
        (
            "“sometime” cannot be read as a date. Write it like 16 May 2024, May 2024, 2024, "
            "11–13 June 2024, since 2019 or 2024-05-16."
        ),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("today", "2024-03-01"), ("Сегодня", "2024-03-01"), ("오늘", "2024-03-01")),
        *(("yesterday", "2024-02-29"), ("kecha", "2024-02-29"), ("вчера", "2024-02-29")),
        *(("tomorrow", "2024-03-02"), ("ertaga", "2024-03-02"), ("내일", "2024-03-02")),
    ],
)
def test_days_told_from_today(text, expected):
    assert read(text, today=date(2024, 3, 1)).text == expected


def test_today_is_never_used_to_guess_a_year():
    with pytest.raises(YearMissing):
        read("16 May", today=date(2024, 3, 1))


@given(st.from_type(EdtfDate))
def test_edtf_reads_as_itself(value):
    assert read(value.text) == value


@given(st.text())
def test_any_text_is_a_date_or_refused(text):
    try:
        value = read(text, today=date(2024, 5, 16))
    except DateError as error:
        assert str(error).isprintable()  # noqa: PT017 - both outcomes are right
    else:
        assert parse(value.text) == value


@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "2024",
                    "16",
                    "may",
                    "мая",
                    "yil",
                    "년",
                    "월",
                    "일",
                    "5",
                    "q4",
                    "since",
                    "с",
                    "по",
                ),
                *(
                    "-",
                    "–",
                    "~",
                    "/",
                    ".",
                    ",",
                    " ",
                    "about",
                    "?",
                    "until",
                    "gacha",
                    "dan",
                    "1990s",
                ),
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_any_mixture_of_known_words_is_a_date_or_refused(text):
    try:
        value = read(text)
    except DateError:
        return
    assert parse(value.text) == value


@pytest.mark.parametrize(
    "unit", ["-", "~", "–", "약", "1 по ", "с 1 по ", "11-", " ", "т", "about "]
)
def test_hostile_text_is_refused_fast(unit):
    def refused():
        with pytest.raises(DateError):
            read((unit * 100)[:100])

    assert timeit(refused, number=5) < 1
