"""Cards and signatures as people paste them, in four languages, and what is read in them."""

import pytest

from relations.intake import phones
from relations.intake.cards import read

HUFS = "Hankuk University of Foreign Studies"
EURASIA = "Center for Eurasian Studies"


def told(text):
    """Give what was read in short: name, other names, posts, mail, phones, and the rest."""
    card = read(text)
    person = card.person
    who = person and (
        person.name,
        list(person.also),
        [(post.title, *post.bodies) for post in person.posts],
    )
    return who, card.emails, card.phones, card.rest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Best regards,\nDr. Jeh Sung Hoon (제성훈)\nDirector\nCenter for Eurasian Studies\n"
            f"{HUFS}\nTel: +82-2-2173-2000 | Mobile: 010-1234-5678\nE-mail: jeh@hufs.ac.kr\n"
            "107 Imun-ro, Dongdaemun-gu, Seoul 02450\nwww.hufs.ac.kr",
            (
                ("Jeh Sung Hoon", ["제성훈"], [("Director", EURASIA, HUFS)]),
                ["jeh@hufs.ac.kr"],
                ["+82221732000", "+821012345678"],
                ["www.hufs.ac.kr", "107 Imun-ro, Dongdaemun-gu, Seoul 02450"],
            ),
        ),
        (
            "С уважением,\nАрипов Эльдор Тохирович\nДиректор\n"
            "Институт стратегических исследований\n"
            "тел.: (71) 239-12-34, факс: +998 71 239 12 35\ne-mail: info@isrs.uz",
            (
                (
                    "Арипов Эльдор Тохирович",
                    [],
                    [("Директор", "Институт стратегических исследований")],
                ),
                ["info@isrs.uz"],
                ["+998712391234"],
                ["факс: +998 71 239 12 35"],
            ),
        ),
        (
            "Hurmat bilan,\nEldor Aripov\nDirektor\nStrategik tadqiqotlar instituti\n"
            "Telefon: +998 71 239 12 34\nPochta: aripov@isrs.uz",
            (
                ("Eldor Aripov", [], [("Direktor", "Strategik tadqiqotlar instituti")]),
                ["aripov@isrs.uz"],
                ["+998712391234"],
                [],
            ),
        ),
        (
            "한국외국어대학교\n중앙아시아연구소\n소장 제성훈\n전화: 02-2173-2000\n"
            "휴대폰 010-1234-5678\n이메일: jeh@hufs.ac.kr",
            (
                ("제성훈", [], [("소장", "중앙아시아연구소", "한국외국어대학교")]),
                ["jeh@hufs.ac.kr"],
                ["+82221732000", "+821012345678"],
                [],
            ),
        ),
        (
            "감사합니다.\n현승수 드림\nHyun Seung-soo\n통일연구원 연구위원",
            (("현승수", ["Hyun Seung-soo"], [("연구위원", "통일연구원")]), [], [], []),
        ),
        (
            "Park Joung-ho, Expert, Korea Institute for International Economic Policy,"
            " park@kiep.go.kr, +82 44 414 1114",
            (
                (
                    "Park Joung-ho",
                    [],
                    [("Expert", "Korea Institute for International Economic Policy")],
                ),
                ["park@kiep.go.kr"],
                ["+82444141114"],
                [],
            ),
        ),
        (
            "Name: Hyun Seung-soo\nPosition: Research Fellow\n"
            "Organization: Korea Institute for National Unification\nMobile: 0082 10 1234 5678\n"
            "Mobile: +82 10 1234 5678",
            (
                (
                    "Hyun Seung-soo",
                    [],
                    [("Research Fellow", "Korea Institute for National Unification")],
                ),
                [],
                ["+821012345678"],
                [],
            ),
        ),
        (
            "JEH SUNG HOON\tProfessor\nDirector, Center for Eurasian Studies\nT 123 4567\n"
            "sung@example.com\nhttps://example.com/sung",
            (
                ("JEH SUNG HOON", [], [("Professor",), ("Director", EURASIA)]),
                ["sung@example.com"],
                [],
                ["https://example.com/sung", "123 4567"],
            ),
        ),
        (
            "Kim Young-ho (on leave) (2024)\nLee Ji-eon\nKorea Institute for National Unification",
            (
                ("Lee Ji-eon", [], [("", "Korea Institute for National Unification")]),
                [],
                [],
                ["Kim Young-ho (on leave) (2024)"],
            ),
        ),
        (
            "Amb. Park, room 12\nnothing of a person here 12",
            (None, [], [], ["Amb. Park, room 12", "nothing of a person here 12"]),
        ),
        ("", (None, [], [], [])),
    ],
)
def test_cards_are_read_part_by_part(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("+998 71 239-12-34", "", "+998712391234"),
        ("00998 71 239 12 34", "", "+998712391234"),
        ("(71) 239-12-34", "uz", "+998712391234"),
        ("(71) 239-12-34", "", ""),
        ("+998 1", "", ""),
        ("+998 123", "", ""),
        ("no number", "UZ", ""),
    ],
)
def test_a_number_is_brought_into_one_form_or_is_none(text, region, number):
    assert phones.e164(text, region) == number


def test_a_country_is_known_by_its_numbers():
    assert [phones.region_of("+998712391234"), phones.region_of("+10000000000")] == ["UZ", ""]
    assert [phones.is_region(code) for code in ("uz", "com")] == [True, False]
