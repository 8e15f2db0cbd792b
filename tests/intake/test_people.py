"""Lists of participants as reports print them, in four languages, and what is read in them."""

import pytest

from relations.intake.people import (
    ReadLead,
    ReadOthers,
    ReadPerson,
    ReadText,
    read,
)
from relations.intake.shapes import LONGEST, MOST

HUFS = "Hankuk University of Foreign Studies"
FORUM = "Korea-Central Asia Cooperation Expert Forum"
EURASIA = "Center for Eurasian Studies"
ISRS = "Institute for Strategic and Regional Studies under the President of the Republic"
SEED = (
    "From the Korean side, the meeting was attended by the Secretary General of the"
    f" {FORUM}, Director of the {EURASIA} at {HUFS}, Jeh Sung Hoon, Head of the Department of"
    " Central Asian Studies at this University, Lee Ji-eon, as well as experts from the Korea"
    " Institute for International Economic Policy Park Joung-ho and the Korean Institute for"
    " National Unification Hyun Seung-soo and others."
)


DOCTOR = "доктор политических наук"
CHARGE = ("Chargé d'affaires", "Embassy of India")
STMI = ("Eldor Aripov", [("direktori", "STMI")])
KOREANS = [("김희상", [("대사",)]), ("이민호", [("참사관",)])]


def told(block):
    """Give what was read in short: name and posts of people, the class and text of the rest."""
    return [
        (line.name, [(post.title, *post.bodies) for post in line.posts])
        if isinstance(line, ReadPerson)
        else (type(line).__name__, line.text)
        for line in read(block)
    ]


def test_the_seeds_own_sentence():
    assert told(SEED) == [
        ("ReadLead", "From the Korean side, the meeting was attended by"),
        ("Jeh Sung Hoon", [("Secretary General", FORUM), ("Director", EURASIA, HUFS)]),
        ("Lee Ji-eon", [("Head", "Department of Central Asian Studies", HUFS)]),
        ("Park Joung-ho", [("Expert", "Korea Institute for International Economic Policy")]),
        ("Hyun Seung-soo", [("Expert", "Korean Institute for National Unification")]),
        ("ReadOthers", "and others"),
    ]


@pytest.mark.parametrize(
    ("line", "name", "posts"),
    [
        (
            f"Jeh Sung Hoon — Secretary General, {FORUM}; Director, {EURASIA}, {HUFS}",
            "Jeh Sung Hoon",
            [("Secretary General", FORUM), ("Director", EURASIA, HUFS)],
        ),
        ("Director Park Jin (KIEP)", "Park Jin", [("Director", "KIEP")]),
        ("KIEP President Lee Jae-young", "Lee Jae-young", [("President", "KIEP")]),
        (
            "Park Jin (Director, KIEP), Seoul Office",
            "Park Jin",
            [("Director", "KIEP", "Seoul Office")],
        ),
        (f"1. Eldor Aripov, Director of the {ISRS}", "Eldor Aripov", [("Director", ISRS)]),
        (f"Director of the {ISRS} – Eldor Aripov", "Eldor Aripov", [("Director", ISRS)]),
        ("Park Jin\tDirector\tKIEP", "Park Jin", [("Director", "KIEP")]),
        ("Kim Young-ho", "Kim Young-ho", []),
        ("PARK Jin — Head of Department, KDI", "PARK Jin", [("Head of Department", "KDI")]),
        (
            "Won Doyeon, Ambassador of the Republic of Korea to Uzbekistan",
            "Won Doyeon",
            [("Ambassador of the Republic of Korea to Uzbekistan",)],
        ),
        (
            "Barmak Pazhwak — Senior Program Officer, Afghanistan and Central Asia, USIP",
            "Barmak Pazhwak",
            [("Senior Program Officer, Afghanistan and Central Asia", "USIP")],
        ),
        (
            "Lee Jae-yong, Chairman, Samsung Electronics",
            "Lee Jae-yong",
            [("Chairman", "Samsung Electronics")],
        ),
        (
            "Lee Jong Guk — Vice President of KF and Executive Director of the Secretariat of KF",
            "Lee Jong Guk",
            [("Vice President", "KF"), ("Executive Director", "Secretariat of KF")],
        ),
        (
            "Ko Jae-nam, Head of the economic department of KIEP",
            "Ko Jae-nam",
            [("Head of the economic department", "KIEP")],
        ),
        ("Kim Young Director of KIEP", "Kim Young", [("Director", "KIEP")]),
        ("Kim Young (KIEP) — Director", "Kim Young", [("Director",), ("", "KIEP")]),
        (
            "B.Durdyýew — Ambassador, Embassy of Turkmenistan",
            "B.Durdyýew",
            [("Ambassador", "Embassy of Turkmenistan")],
        ),
        (
            "Jiang Lin — Secretary of the Party Committee, Northwest University of the PRC",
            "Jiang Lin",
            [("Secretary", "Party Committee", "Northwest University of the PRC")],
        ),
        ("Matthew Parkes — Program Coordinator", "Matthew Parkes", [("Program Coordinator",)]),
        (
            "Nino Manjgaladze (Institute of Peace (IOP))",
            "Nino Manjgaladze",
            [("", "Institute of Peace (IOP)")],
        ),
        (
            "강준영 — 사업단장, HK+국가전략사업단, 한국외국어대학교",
            "강준영",
            [("사업단장", "HK+국가전략사업단", "한국외국어대학교")],
        ),
        ("강준영 한국외대 HK+국가전략사업단장", "강준영", [("단장", "한국외대 HK+국가전략사업단")]),
        ("한국외대 강준영 단장", "강준영", [("단장", "한국외대")]),
        ("강준영(한국외대 사업단장)", "강준영", [("사업단장", "한국외대")]),
        ("강준영 단장 (한국외대)", "강준영", [("단장", "한국외대")]),
        (
            "이종국 한국국제교류재단 교류협력이사 겸 한-중앙아협력포럼사무국 사무총장",
            "이종국",
            [("교류협력이사", "한국국제교류재단"), ("사무총장", "한-중앙아협력포럼사무국")],
        ),
        ("원도연 주우즈베키스탄 대한민국 대사", "원도연", [("주우즈베키스탄 대한민국 대사",)]),
        (
            "카나트벡 아지스 키르기스스탄 국가전략연구소장",
            "카나트벡 아지스",
            [("소장", "키르기스스탄 국가전략연구소")],
        ),
        ("국가전략연구소 카나트벡 아지스 소장", "카나트벡 아지스", [("소장", "국가전략연구소")]),
        ("변현섭", "변현섭", []),
        ("Директор ИСМИ Элдор Арипов", "Элдор Арипов", [("Директор", "ИСМИ")]),
        (
            "Sherzod Asadov (Press Secretary to the President)",
            "Sherzod Asadov",
            [("Press Secretary to the President",)],
        ),
        ("외교부 박종한 경제외교조정관", "박종한", [("경제외교조정관", "외교부")]),
        ("Kim Young-ho, KIEP", "Kim Young-ho", [("", "KIEP")]),
        ("Ambassador B.Durdyýew", "B.Durdyýew", [("Ambassador",)]),
        ("아리포프 E. T. 전략지역연구소 소장", "아리포프 E. T.", [("소장", "전략지역연구소")]),
        (
            "Expert Kim Young-ho (Rector, HUFS)",
            "Kim Young-ho",
            [("Expert",), ("Rector", "HUFS")],
        ),
        ("Expert Kim Young-ho (KDI, HUFS)", "Kim Young-ho", [("Expert", "KDI", "HUFS")]),
        (
            "Centre Alpha Beta Kim Young-ho",
            "Kim Young-ho",
            [("", "Centre Alpha Beta")],
        ),
        (
            "Kim Young-ho — Director, Institute of Peace and Senior",
            "Kim Young-ho",
            [("Director", "Institute of Peace and Senior")],
        ),
        (
            "Kim Young-ho, Senior and Leading Expert, KDI",
            "Kim Young-ho",
            [("Senior and Leading Expert", "KDI")],
        ),
        (
            "Director of KIEP Kim Young-ho (HUFS)",
            "Kim Young-ho",
            [("Director", "KIEP", "HUFS")],
        ),
        (
            "Kim Young-ho — HUFS Office of the President",
            "Kim Young-ho",
            [("", "HUFS Office of the President")],
        ),
        ("엄구호 — 한양대 아태지역연구센터", "엄구호", [("", "한양대 아태지역연구센터")]),
        (
            "исполнительный директор Секретариата Форума Корея – Центральная Азия Ли Чжон Гук",
            "Ли Чжон Гук",
            [
                (
                    "исполнительный директор",
                    "Секретариата Форума Корея – Центральная Азия",
                )
            ],
        ),
        (
            "Бахтиёр Саидов – министр иностранных дел Республики Узбекистан",
            "Бахтиёр Саидов",
            [("министр иностранных дел Республики Узбекистан",)],
        ),
        ("Eldor Aripov, ISRS direktori", "Eldor Aripov", [("direktori", "ISRS")]),
        (
            "Respublika Prezidenti huzuridagi Strategik instituti direktori Eldor Aripov",
            "Eldor Aripov",
            [
                (
                    "direktori",
                    "Respublika Prezidenti huzuridagi Strategik instituti",
                )
            ],
        ),
        (
            "Чон Гук Ри, Корея-Марказий Осиё ҳамкорлик форуми котибияти ижрочи директори",
            "Чон Гук Ри",
            [("ижрочи директори", "Корея-Марказий Осиё ҳамкорлик форуми котибияти")],
        ),
    ],
)
def test_one_person_a_line(line, name, posts):
    assert told(line) == [(name, posts)]


@pytest.mark.parametrize(
    ("block", "names"),
    [
        ("Park Jin, Lee Ji-eon, Hyun Seung-soo", ["Park Jin", "Lee Ji-eon", "Hyun Seung-soo"]),
        ("Park Jin\n\n• Lee Ji-eon", ["Park Jin", "Lee Ji-eon"]),
        ("1) Park Jin; 2) Lee Ji-eon", ["Park Jin", "Lee Ji-eon"]),
        ("Park Jin and Lee Ji-eon", ["Park Jin", "Lee Ji-eon"]),
        ("Park Jin (KIEP); Lee Ji-eon, Head, HUFS", ["Park Jin", "Lee Ji-eon"]),
        (
            "J. Vakhabov, Director of IICA; Eom Gu-Ho, Director of APRC",
            ["J. Vakhabov", "Eom Gu-Ho"],
        ),
        ("강준영 단장, 장원삼 이사장, 박정운 총장", ["강준영", "장원삼", "박정운"]),
        ("Park Jin, Director, KIEP, Lee Ji-eon, Head, HUFS", ["Park Jin", "Lee Ji-eon"]),
        ("Park Jin, Director, Lee Ji-eon", ["Park Jin", "Lee Ji-eon"]),
        ("Prof. Kim Byung-ki (Korea University), Dr. Lee Sung (KDI)", ["Kim Byung-ki", "Lee Sung"]),
        ("эксперты ИСМИ Эльдор Арипов и КИЭП Пак Чжон Хо", ["Эльдор Арипов", "Пак Чжон Хо"]),
        ("Ministers Saida Karimova and Jamshid Norov", ["Saida Karimova", "Jamshid Norov"]),
        (
            "Ambassador Kim Hee-sang and Counsellor Lee Min-ho of the Korean Embassy",
            ["Kim Hee-sang", "Lee Min-ho"],
        ),
    ],
)
def test_several_people_in_a_line(block, names):
    assert [name for name, _posts in told(block)] == names


def test_a_name_in_other_letters_is_the_same_persons():
    for line in ("Hyun Seung-soo (현승수), Fellow, KINU", "Hyun Seung-soo (현승수) — Fellow, KINU"):
        (person,) = read(line)
        assert (person.name, person.also, person.posts[0].bodies) == (
            "Hyun Seung-soo",
            ("현승수",),
            ("KINU",),
        )
    shared = read("experts from KIEP Park Joung-ho (박정호) and KINU Hyun Seung-soo")
    assert [(one.name, one.also) for one in shared] == [
        ("Park Joung-ho", ("박정호",)),
        ("Hyun Seung-soo", ()),
    ]
    (person,) = read("Director Hyun Seung-soo (현승수)")
    assert (person.name, person.also, person.posts[0].title) == (
        "Hyun Seung-soo",
        ("현승수",),
        "Director",
    )


def test_ranks_acting_and_former_posts():
    (person,) = read("H.E. Won Doyeon, PhD — Acting Director, KIEP; former Rector, HUFS")
    assert (person.honorific, person.name) == ("H.E.", "Won Doyeon")
    assert [(post.title, post.acting, post.former) for post in person.posts] == [
        ("Director", True, False),
        ("Rector", False, True),
    ]
    (person,) = read("파닐 카디로프 — 소장 직무대행, 중앙아시아 국제연구소")
    assert [(post.title, post.acting) for post in person.posts] == [("소장", True)]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("and others", None),
        ("+ 4 staff", 4),
        ("and 3 others", 3),
        ("et al.", None),
        ("among other experts", None),
        ("и другие", None),
        ("и ещё 5 человек", 5),
        ("va boshqalar", None),
        ("ва бошқалар", None),
        ("외 3명", 3),
        ("등 20여명", 20),
    ],
)
def test_others_without_names(line, count):
    assert read(line) == [ReadOthers(line.rstrip("."), count)]
    assert read(f"Kim Young-ho, {line}")[1:] == [ReadOthers(line.rstrip("."), count)]


@pytest.mark.parametrize(
    "line",
    [
        "some people whom nobody knows",
        "KOICA",
        "Director of KIEP",
        "Director, Park Jin, Head, Lee Ji-eon, Rector",
        "Park Jin, Director, Abror Karimov",
        "experts from KIEP Park Joung-ho (Seoul)",
        "Advisers from the Second of two (KIEP)",
        "17 May 2024",
        "van der",
        "de Gaulle Institute of Peace",
        "von Braun",
        "Senior",
        "Moon Jae In Foundation",
        "Ministry Anna Maria Luisa Bona",
        "Anna Maria Luisa Bona Delta Director",
        "x" * (LONGEST + 1),
        "연구소 어떤",
        "Kim; nothing",
        "KIEP, HUFS (ISRS) MICA",
        "((KIEP",
    ],
)
def test_what_is_not_understood_is_kept_as_text(line):
    assert read(line) == [ReadText(line)]


def test_a_university_told_with_its_center_and_again_is_one():
    (person,) = read(
        "Eom Gu-Ho — Director, Research Center at Hanyang University, Hanyang University"
    )
    (post,) = person.posts
    assert post.bodies == ("Research Center", "Hanyang University")


def test_what_introduces_a_list_is_told_apart():
    assert read("Participants:\nKim Young-ho")[0] == ReadLead("Participants:")


@pytest.mark.parametrize(
    ("lead", "rest", "people"),
    [
        (
            "From the Uzbek side:",
            "Eldor Aripov, Director of ISRS; Park Jin, Head",
            [("Eldor Aripov", [("Director", "ISRS")]), ("Park Jin", [("Head",)])],
        ),
        ("Участники от Кореи:", "Ким Ён Хо, посол", [("Ким Ён Хо", [("посол",)])]),
        ("O‘zbekiston tomonidan:", "STMI direktori Eldor Aripov", [STMI]),
        ("Quyidagilar ishtirok etdi:", "STMI direktori Eldor Aripov", [STMI]),
        ("한국측:", "김희상 대사, 이민호 참사관", KOREANS),
        (
            "В состав делегации вошли:",
            "Ким Ён Хо, директор KIEP, и Пак Чон Хо, эксперт KIEP",
            [("Ким Ён Хо", [("директор", "KIEP")]), ("Пак Чон Хо", [("эксперт", "KIEP")])],
        ),
    ],
)
def test_a_heading_in_the_line_of_its_list(lead, rest, people):
    assert told(f"{lead} {rest}") == [("ReadLead", lead), *people]


@pytest.mark.parametrize(
    ("line", "people"),
    [
        (
            "Uchrashuvda STMI direktori Eldor Aripov va Koreya elchisi Kim Xi San ishtirok etdi.",
            [STMI, ("Kim Xi San", [("Koreya elchisi",)])],
        ),
        ("회의에는 김희상 대사, 이민호 참사관이 참석했다", KOREANS),
    ],
)
def test_a_sentence_whose_verb_stands_last(line, people):
    assert told(line) == people


def test_the_one_who_leads_a_delegation_is_no_heading():
    (person,) = read("Руководитель делегации: Иван Иванов, заместитель министра")
    assert (person.name, person.roles) == ("Иван Иванов", ("head_of_delegation",))


def test_a_row_of_a_table_is_read_as_a_line():
    row = [("Kim Young-ho", [("Director", "KIEP")])]
    for sign in ("\t", " | ", " / "):
        assert told(sign.join(("Kim Young-ho", "Director", "KIEP"))) == row
    assert told("1\tKim Young-ho\tDirector\tKIEP") == row


def test_a_post_may_stand_in_the_line_below_its_name():
    block = "Kim Young-ho\nDirector, KIEP\nPark Jin (HUFS)\nRector\nLee Ji-eon\nKOICA"
    assert told(block) == [
        ("Kim Young-ho", [("Director", "KIEP")]),
        ("Park Jin", [("", "HUFS")]),
        ("ReadText", "Rector"),
        ("Lee Ji-eon", []),
        ("ReadText", "KOICA"),
    ]


def test_a_post_said_of_many_is_that_of_each():
    assert told("Experts Kim Young-ho (KIEP), Park Jin") == [
        ("Kim Young-ho", [("Expert", "KIEP")]),
        ("Park Jin", [("Expert",)]),
    ]
    assert told("представители Ким Ён Хо (KIEP)") == [("Ким Ён Хо", [("Представитель", "KIEP")])]
    mixed = "Experts Kim Young-ho (Director, KIEP), Park Jin"
    assert read(mixed) == [ReadText(mixed)]


@pytest.mark.parametrize(
    "line",
    [
        "experts from",
        "experts from KIEP",
        "representatives of ministries and agencies",
        "сотрудники посольства",
        "vazirlik va idoralar vakillari",
        "대사관 관계자 3명",
    ],
)
def test_many_of_whom_none_is_named(line):
    assert read(line) == [ReadOthers(line)]


@pytest.mark.parametrize(
    ("line", "honorific", "posts"),
    [
        (
            "Lieutenant General (ret.) Park Jin, Senior Fellow, Sejong Institute",
            "Lieutenant General (ret.)",
            [("Senior Fellow", "Sejong Institute")],
        ),
        (
            "генерал-майор Иван Петров, начальник управления Министерства обороны",
            "генерал-майор",
            [("начальник управления", "Министерства обороны")],
        ),
        ("육군 소장 김철수 (국방부)", "육군 소장", [("", "국방부")]),
        ("김철수 예비역 중장, 세종연구소 객원연구위원", "", [("객원연구위원", "세종연구소")]),
    ],
)
def test_ranks_of_officers(line, honorific, posts):
    (person,) = read(line)
    assert person.honorific == honorific
    assert told(line) == [(person.name, posts)]
    assert person.name in {"Park Jin", "Иван Петров", "김철수"}


@pytest.mark.parametrize(
    ("line", "posts"),
    [
        ("Park Jin, Ph.D., Research Fellow, KINU", [("Research Fellow", "KINU")]),
        ("Park Jin, д.и.н., профессор УМЭД", [("профессор", "УМЭД")]),
        ("Park Jin, доктор политических наук, профессор", [(f"{DOCTOR}, профессор",)]),
        (f"{DOCTOR}, академик АН РУз Park Jin", [(f"{DOCTOR}, академик АН РУз",)]),
        ("Park Jin, политолог", [("политолог",)]),
        ("Park Jin, MP, Chair of the Peace Committee", [("MP",), ("Chair", "Peace Committee")]),
        ("Park Jin, Secretary-General, KDI Forum", [("Secretary-General", "KDI Forum")]),
        (
            "Park Jin, State Advisor – Head of the Department",
            [("State Advisor",), ("Head of the Department",)],
        ),
        ("Ambassador Park Jin — Director, KIEP", [("Ambassador",), ("Director", "KIEP")]),
        ("Park Jin, Director — KIEP", [("Director — KIEP",)]),
        ("Chargé d'affaires of the Embassy of India Park Jin", [CHARGE]),
        ("Посол Индии Park Jin", [("Посол Индии",)]),
        ("Hindistonning elchisi Park Jin", [("Hindistonning elchisi",)]),
        ("Member of the Seimas Park Jin", [("Member of the Seimas",)]),
        ("директор департамента Азии МИД Park Jin", [("директор", "департамента Азии МИД")]),
        ("Park Jin (директор департамента, МИД)", [("директор департамента", "МИД")]),
        ("научный сотрудник ИМЭМО РАН Park Jin", [("научный сотрудник", "ИМЭМО РАН")]),
        ("Park Jin, глава АО «Кор»", [("глава", "АО «Кор»")]),
    ],
)
def test_posts_as_reports_say_them(line, posts):
    assert told(line) == [("Park Jin", posts)]


@pytest.mark.parametrize(
    ("line", "name", "posts"),
    [
        (
            "압둘라예프 우즈베키스탄 에너지부 차관",
            "압둘라예프",
            [("차관", "우즈베키스탄 에너지부")],
        ),
        ("외교장관 블라지미르 노로프", "블라지미르 노로프", [("외교장관",)]),
        ("박진 한국외대 지역연구센터장", "박진", [("센터장", "한국외대 지역연구센터")]),
    ],
)
def test_names_from_abroad_in_hangul(line, name, posts):
    assert told(line) == [(name, posts)]


def test_no_more_lines_than_anybody_reads():
    assert len(read("Kim Young-ho\n" * (MOST + 5))) == MOST
