"""People, institutions and events are found by whatever is remembered of them."""

import pytest

from relations import models as m
from relations.access import OPERATOR
from relations.history.acting import act
from relations.names.likeness import Reason
from relations.search.finding import MOST, NEAR, Found, find, ids
from tests import cast

pytestmark = pytest.mark.django_db

FORUM = "Strategic dialogue between Central Asia and the Republic of Korea"
MEETING = "Meeting at ISRS with the Korean delegation"
UNIT = "Center for Eurasian Studies, HUFS"
ISRS_WHOLE = f"{cast.ISRS} under the President of the Republic of Uzbekistan"


def best(user, asked, **options):
    """Return of the best what tells why: its name, the reason and the name that matched."""
    found = find(user, asked, **options)[:1]
    return [(one.name, str(one.reason), one.matched) for one in found]


@pytest.mark.parametrize(
    ("asked", "name", "reason", "matched"),
    [
        ("Jeh Sung Hoon", cast.JEH, Reason.EXACT, cast.JEH),
        ("박정호", cast.PARK, Reason.EXACT, "박정호"),
        ("ИСМИ", ISRS_WHOLE, Reason.EXACT, "ИСМИ"),
        ("통일연구원", cast.KINU, Reason.EXACT, "통일연구원"),
        ("Sung Hoon JEH", cast.JEH, Reason.ORDER, cast.JEH),
        ("Hyun Seungsoo", cast.HYUN, Reason.ORDER, cast.HYUN),
        ("jeh", cast.JEH, Reason.WORDS, cast.JEH),
        ("sung jeh", cast.JEH, Reason.WORDS, cast.JEH),
        ("jeh sun", cast.JEH, Reason.PREFIX, cast.JEH),
        ("inst strat reg", ISRS_WHOLE, Reason.PREFIX, None),
        ("climat", "climate change", Reason.PREFIX, "climate change"),
        ("S. H. Jeh", cast.JEH, Reason.INITIALS, cast.JEH),
        ("J. H. Park", cast.PARK, Reason.INITIALS, "박정호"),
        ("KINU", cast.KINU, Reason.ACRONYM, cast.KINU),
        ("HUFS", cast.HUFS, Reason.ACRONYM, cast.HUFS),
        ("Je Seong-hun", cast.JEH, Reason.ROMANIZATION, cast.JEH),
        ("Seong-Hoon JEH", cast.JEH, Reason.ROMANIZATION, cast.JEH),
        ("Jung-ho Park", cast.PARK, Reason.ROMANIZATION, cast.PARK),
        ("제성훈", cast.JEH, Reason.SCRIPT, cast.JEH),
        ("이지언", cast.LEE, Reason.SCRIPT, cast.LEE),
        ("Чжэ Сон Хун", cast.JEH, Reason.SCRIPT, cast.JEH),
        ("Пак Чон Хо", cast.PARK, Reason.SCRIPT, cast.PARK),
        (
            "peaceful coexistence",
            cast.KINU,
            Reason.FORMER,
            "Research Institute for Peaceful Coexistence",
        ),
        ("Prak Joung-ho", cast.PARK, Reason.TYPO, cast.PARK),
        ("Hyun unification", cast.HYUN, Reason.HINT, None),
        ("KIEP Park", cast.PARK, Reason.HINT, None),
        ("secretary general Jeh", cast.JEH, Reason.HINT, None),
        ("HUFS Eurasian", UNIT, Reason.WORDS, UNIT),
        ("JH.Park@KIEP.go.kr", cast.PARK, Reason.EMAIL, "JH.Park@KIEP.go.kr"),
        ("park@kie", cast.PARK, Reason.EMAIL, "park@kie"),
        ("+82 44 414-1114", cast.PARK, Reason.PHONE, "+82 44 414-1114"),
        ("1114", cast.PARK, Reason.PHONE, "1114"),
    ],
)
def test_one_is_found_and_told_why(seed, asked, name, reason, matched):
    [(found, why, by)] = best(seed, asked)
    assert (found, why) == (name, reason)
    assert matched in {None, by}


def test_every_reason_is_shown_by_a_case():
    cases = test_one_is_found_and_told_why.pytestmark[0].args[1]
    assert {case[2] for case in cases} == {*Reason} - {Reason.SIMILAR}


def test_what_merely_sounds_alike_comes_after_and_is_called_so(seed):
    first, second, *_rest = find(seed, "Je Seong-hun")
    assert (first.name, second.name, second.reason) == (cast.JEH, cast.HYUN, Reason.SIMILAR)
    assert first.score >= NEAR > second.score > 0
    assert ids(seed, "Je Seong-hun", "contact") == [first.id]


@pytest.mark.parametrize(
    ("asked", "beginning"),
    [
        ("Korea forum 2023", FORUM),
        ("forum December 2023", FORUM),
        ("Tashkent dialogue", FORUM),
        ("ISRS 2024 meeting", MEETING),
        ("Strategic dialogue", FORUM),
    ],
)
def test_an_event_is_found_by_what_it_is_part_of(seed, asked, beginning):
    [first, *_rest] = find(seed, asked, kinds=["event"])
    assert first.name.startswith(beginning)
    assert first.reason == (Reason.WORDS if asked == "Strategic dialogue" else Reason.HINT)


def test_a_record_says_what_it_is_and_belongs_to(seed):
    [found] = find(seed, "Park Joung-ho")
    park = m.Contact.objects.get(key="park-joung-ho")
    assert found == Found(
        kind="contact",
        id=park.pk,
        name=cast.PARK,
        score=1.0,
        reason=Reason.EXACT,
        matched=cast.PARK,
        hint=found.hint,
    )
    assert found.hint.startswith(f"Expert {cast.KIEP}")


@pytest.mark.parametrize(
    ("key", "asked"),
    [
        (key, asked)
        for key, spellings in {
            "jeh-sung-hoon": "Jeh Sung Hoon;Je Seong-hun;Seong-Hoon JEH;제성훈;jeh sunghoon;"
            "S. H. Jeh;Чжэ Сон Хун;Че Сон Хун;Jeh Sunghoon;JEH SUNG-HOON",
            "park-joung-ho": "Park Joung-ho;Park Jung-ho;Bak Jeong-ho;박정호;Пак Чон Хо;"
            "Prak Joung-ho;J. H. Park;Pak Chŏng-ho;Joungho Park",
            "lee-ji-eon": "Lee Ji-eon;이지언;Yi Ji-eon;Rhee Jieon;Ли Джи Он;Ji-eon Lee;Lee Jieon",
            "hyun-seung-soo": "Hyun Seung-soo;현승수;Hyeon Seung-su;Хён Сын Су;Seungsoo Hyun",
            "uz-isrs": "ISRS;исми;ISMI;inst strat reg;전략지역연구소;"
            "strategik va mintaqalararo tadqiqotlar",
            "kr-kiep": "KIEP;대외경제정책연구원;Korea Institute for Intl Economic Policy",
            "kr-kinu": "KINU;통일연구원;national unification;"
            "Korean Institute of National Unification",
            "kr-hufs": "HUFS;한국외국어대학교;Hankuk University;Hankok University;Ханкук",
        }.items()
        for asked in spellings.split(";")
    ],
)
def test_every_spelling_is_among_the_first_five(seed, key, asked):
    found = [one.id for one in find(seed, asked)[:5]]
    model = m.Contact if m.Contact.objects.filter(key=key).exists() else m.Institution
    assert model.objects.get(key=key).pk in found


def test_kinds_narrow(seed):
    everything = {one.kind for one in find(seed, "Korea", limit=MOST)}
    assert everything == {"institution", "event", "source"}
    for kind in ("institution", "event"):
        assert {one.kind for one in find(seed, "Korea", kinds=[kind])} == {kind}
    assert {one.kind for one in find(seed, "ISRS", kinds=["source", "event"])} == {
        "source",
        "event",
    }
    assert find(seed, "Korea", kinds=["topic"]) == []


def test_every_kind_is_found(seed):
    institution = m.Institution.objects.get(key="kr-kiep")
    with act("make one of each"):
        series = cast.make_series(name="Samarkand readings", organizer=institution)
        agreement = cast.make_agreement(title="Samarkand memorandum")
        m.AgreementParty.objects.create(agreement=agreement, institution=institution)
        source = cast.make_source(title="Samarkand gazette")
        topic = cast.make_topic(name_en="Samarkand studies", name_ko="사마르칸트")
    found = {(one.kind, one.id): one.hint for one in find(seed, "Samarkand")}
    assert found.keys() == {
        ("series", series.pk),
        ("agreement", agreement.pk),
        ("source", source.pk),
        ("topic", topic.pk),
    }
    assert found["series", series.pk].startswith(cast.KIEP)
    assert found["agreement", agreement.pk].startswith(cast.KIEP)
    assert found["source", source.pk] == "ISRS"
    assert found["topic", topic.pk] == ""
    for asked, kind in (
        ("KIEP readings", "series"),
        ("KIEP memorandum 2024", "agreement"),
        ("gazette December 2023", "source"),
        ("사마르칸트", "topic"),
    ):
        assert [one.kind for one in find(seed, asked)][:1] == [kind]


def test_namesakes_are_all_found_and_told_apart(seed):
    house = m.Institution.objects.get(key="kr-kinu")
    with act("two more of one name"):
        other = cast.make_contact(display_name=cast.PARK)
        cast.make_post(contact=other, institution=house, title="Fellow")
        third = cast.make_contact(display_name=cast.PARK)
    found = find(seed, cast.PARK)
    assert [one.name for one in found] == [cast.PARK] * 3
    assert [one.score for one in found] == [1.0] * 3
    hints = {one.id: one.hint[:17] for one in found}
    assert hints[other.pk] == "Fellow Korea Inst"
    assert hints[third.pk] == ""
    assert [one.id for one in find(seed, "Park unification fellow")][:1] == [other.pk]


def test_no_more_are_given_than_asked_for(seed):
    with act("many of one name"):
        for _number in range(130):
            cast.make_contact(display_name="Kim Min-ji")
    assert len(find(seed, "Kim Min-ji")) == 10
    assert len(find(seed, "Kim Min-ji", limit=3)) == 3
    assert len(find(seed, "Kim Min-ji", limit=1000)) == MOST
    assert len(ids(seed, "Kim Min-ji", "contact")) == MOST
    assert find(seed, "Kim Min-ji", limit=3) == find(seed, "Kim Min-ji")[:3]


def test_while_typing_only_what_is_spelled_or_sounds_so_is_looked_for(seed):
    assert [one.name for one in find(seed, "Je Seong-hun", typing=True)] == [cast.JEH]
    assert [one.name for one in find(seed, "park jou", typing=True)] == [cast.PARK]
    assert find(seed, "Park Jounb-ho", typing=True) == []
    assert [one.name for one in find(seed, "Park Jounb-ho")][:1] == [cast.PARK]


def test_a_mistyped_word_and_initials_find_who_is_mistyped_twice(seed):
    with act("make them"):
        cast.make_contact(display_name="Wolfgang Messerschmidt")
    assert [one.name for one in find(seed, "Wbxfbamk Mesterschmidt")] == ["Wolfgang Messerschmidt"]


@pytest.mark.parametrize("asked", ["mingyeonguk", "Min G", "Min Gyeong U"])
def test_a_name_is_found_run_together_and_by_initials(seed, asked):
    with act("make a person"):
        cast.make_contact(display_name="Min Gyeong-uk")
    assert find(seed, asked)[0].name == "Min Gyeong-uk"


@pytest.mark.parametrize("typing", [False, True])
def test_one_letter_is_too_little_and_one_syllable_is_not(seed, typing):
    assert find(seed, "j", typing=typing) == []
    assert [one.name for one in find(seed, "박", typing=typing)] == [cast.PARK]


def test_those_without_a_role_find_what_is_public(seed):
    with act("close one"):
        m.Contact.objects.filter(key="park-joung-ho").update(confidentiality="internal")
    outsider = cast.outsider()
    assert [one.name for one in find(outsider, "KIEP")] == [cast.KIEP]
    assert find(outsider, "Joung-ho Park") == []
    assert [one.name for one in find(seed, "Joung-ho Park")] == [cast.PARK]
    assert [one.name for one in find(OPERATOR, "Joung-ho Park")] == [cast.PARK]
    assert find(cast.anonymous(), "KIEP") == []
    idle = cast.make_user(username="left", roles=("reader",), is_active=False)
    assert find(idle, "KIEP") == []
