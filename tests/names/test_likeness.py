import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.names import likeness
from relations.names.forms import forms
from relations.names.given import others
from relations.names.likeness import Reason
from relations.names.meanings import meaning

ISRS = "Institute for Strategic and Regional Studies"
KIEP = "Korea Institute for International Economic Policy"
JEH = "Jeh Sung Hoon"


@pytest.mark.parametrize(
    ("asked", "kept", "least", "reason"),
    [
        ("Jeh Sung Hoon", JEH, 1.0, Reason.EXACT),
        ("JEH, sung-hoon", JEH, 1.0, Reason.EXACT),
        ("Sung Hoon Jeh", JEH, 1.0, Reason.ORDER),
        ("Jehsunghoon", JEH, 0.97, Reason.ORDER),
        ("Jeh", JEH, 0.9, Reason.WORDS),
        ("Jeh Su", JEH, 0.9, Reason.PREFIX),
        ("S. H. Jeh", JEH, 0.9, Reason.INITIALS),
        ("Je Seong-hun", JEH, 0.94, Reason.ROMANIZATION),
        ("제성훈", JEH, 0.92, Reason.SCRIPT),
        ("박은경", "Park Eun-kyung", 0.93, Reason.SCRIPT),
        ("이나은", "Lee Na-eun", 0.93, Reason.SCRIPT),
        ("최석훈", "Choi Seok-hoon", 0.93, Reason.SCRIPT),
        ("최석훈", "Choi Seokhoon", 0.93, Reason.SCRIPT),
        ("Чжэ Сон Хун", JEH, 0.93, Reason.SCRIPT),
        ("Mirziyoyev", "Мирзиёев Шавкат", 0.88, Reason.SCRIPT),
        ("Bob Hawke", "Robert Hawke", 0.9, Reason.ROMANIZATION),
        ("Karimof Aziz", "Karimov Aziz", 0.9, Reason.ROMANIZATION),
        ("Prak Joung-ho", "Park Joung-ho", 0.9, Reason.TYPO),
        ("노언위", "Lu Yanwei", 0.9, Reason.SCRIPT),
        ("Somebody Else", JEH, 0.0, Reason.SIMILAR),
    ],
)
def test_how_like_a_name_is_and_why(asked, kept, least, reason):
    score, matched = likeness.compare(asked, [kept])
    assert (score >= least, matched) == (True, kept)
    assert likeness.reason(asked, kept) == reason


@pytest.mark.parametrize(
    ("asked", "kept", "reason"),
    [
        ("J. H. Park", "박정호", Reason.INITIALS),
        ("Park J.", "박정호", Reason.INITIALS),
        ("J. Park", "Pak Chŏng-ho, Jung", Reason.INITIALS),
        ("Ш. Мирзиёев", "Mirziyoyev Shavkat", Reason.INITIALS),
        ("Sh. Mirziyoyev", "Mirziyoyev Shavkat", Reason.PREFIX),
        ("K. Park", "박정호", Reason.SCRIPT),
        ("J. Kim", "박정호", Reason.SCRIPT),
        ("Park 5", "박정호", Reason.SCRIPT),
        ("이 정호", "Lee Jung-ho", Reason.SCRIPT),
    ],
)
def test_initials_are_told_in_any_script(asked, kept, reason):
    assert likeness.reason(asked, kept) == reason


@pytest.mark.parametrize(
    ("asked", "kept", "reason"),
    [
        ("ISRS", ISRS, Reason.ACRONYM),
        ("KIEP", KIEP, Reason.ACRONYM),
        ("Institute for Strategic Studies", ISRS, Reason.WORDS),
        ("Институт стратегических исследований", ISRS, Reason.SCRIPT),
        ("Ningbo Daxue", "Ningbo University", Reason.ROMANIZATION),
    ],
)
def test_institutions_by_acronym_words_and_meaning(asked, kept, reason):
    score, matched = likeness.compare(asked, ["Something Else", kept], institution=True)
    assert (score >= 0.9, matched) == (True, kept)
    assert likeness.reason(asked, kept) == reason


def test_an_acronym_is_none_of_a_person():
    assert likeness.compare("KIEP", [KIEP])[0] < 0.6
    assert likeness.compare("🙂", [KIEP], institution=True) == (0.0, KIEP)
    assert likeness.compare("Jeh", []) == (0.0, "")


def test_a_name_in_the_script_of_the_question_counts_more():
    other, own = (
        likeness.compare("박정훈", ["Park Jung-hun"]),
        likeness.compare("박정훈", ["Park Jung-hyun", "박정현"]),
    )
    assert other[0] > 0.9
    assert own[0] <= 0.86


def test_the_likeliest_of_two_candidates_is_the_right_one():
    right, _ = likeness.compare("이지언", ["Lee Ji-eon"])
    wrong, _ = likeness.compare("이지언", ["Lee Ji-yeon"])
    assert right > wrong


def test_each_word_is_paired_with_the_likest_one():
    candidates = ["Bar Association", "IARIA"]
    assert likeness.compare("IARIA Association", candidates, institution=True)[1] == "IARIA"


def test_no_reason_without_words():
    assert likeness.reason("?", JEH) == likeness.reason("Jeh", "…") == Reason.SIMILAR


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_score_is_a_share(asked, kept):
    score, matched = likeness.compare(asked, [kept])
    assert 0 <= score <= 1
    assert matched == kept
    assert likeness.reason(asked, kept) in Reason


@given(st.text(alphabet="abcdefghijklmnop ", min_size=1, max_size=30))
def test_a_name_is_like_itself(text):
    if text.strip():
        assert likeness.compare(text, [text])[0] == pytest.approx(1)


def test_given_names_that_stand_for_one_another():
    assert "bob" in others("robert")
    assert others("robert") == others("rob")
    assert {"ivan", "jan", "juan"} <= others("john")
    assert others("jeh") == frozenset()


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("University", "Universität", "daxue", "대학교", "университета"), "university"),
        (("studies", "исследований", "tadqiqotlar", "연구"), "research"),
        (("Korea", "Korean", "Koreya", "Корея", "한국"), "korea"),
        (("markazi", "center", "центр"), "center"),
        (("Hankuk", "Jeh", ""), ""),
    ],
)
def test_common_words_are_known_by_meaning(words, meant):
    assert {meaning(word.lower()) for word in words} == {meant}


NAMES = ("Jeh Sung Hoon", "Seong-Hoon JEH", "제성훈", "Чжэ Сон Хун", "Park Joung-ho", "Ким Ен Су")


@given(st.sampled_from(NAMES), st.sampled_from(NAMES), st.floats(0, 1))
def test_a_floor_spares_work_and_changes_nothing_above_it(one, other, floor):
    left, right = forms(one)[-1], forms(other)[-1]
    exact = likeness.of_forms(left, right)
    assert max(likeness.of_forms(left, right, floor), floor) == max(exact, floor)
