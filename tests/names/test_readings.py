import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.names import families, forms, han, hangul
from relations.names.folding import words
from relations.names.readings import readings, script


@pytest.mark.parametrize(
    ("word", "letter", "ways"),
    [
        ("mirziyoyev", "L", ("mirziyoyev",)),
        ("čorić", "L", ("coric", "chorich")),
        ("khaydarov", "L", ("khaydarov",)),
        ("chajdarow", "L", ("chajdarow", "khaydarov")),
        ("dschumajew", "L", ("dschumajew", "jumayev")),
        ("juldosch", "L", ("juldosch", "yuldosh")),
        ("łódź", "L", ("lodz", "lodzh")),
        ("xi", "L", ("xi", "shi")),
        ("cui", "L", ("cui", "tsui")),
        ("qian", "L", ("qian", "chian")),
        ("2024", "L", ("2024",)),
        ("мирзиёев", "C", ("mirziyoev",)),
        ("джумаев", "C", ("dzhumaev", "jumaev")),
        ("хён", "C", ("khyon", "hyon")),
        ("ваҳобов", "C", ("vahobov",)),
        ("сын", "C", ("syn", "seun")),
        ("제성훈", "K", ("jeseonghun",)),
        ("習近平", "H", ("xijinping", "shijinping", "seupgeunpyeong")),
        ("鄭", "H", ("zheng", "jeong")),
        ("々", "X", ()),
        ("παπαδόπουλοσ", "G", ("papadopulos",)),
        ("μπακογιάννη", "G", ("bakogianni",)),
        ("נתניהו", "B", ("ntnihu", "ntnyhv")),
        ("וולף", "B", ("vlf", "vvlf")),
        ("محمود", "A", ("mhmud", "mhmvd")),
        ("サトウ", "J", ("satou",)),
        ("გიორგი", "O", ("giorgi",)),
        ("ถาวร", "T", ("thawr",)),
        ("नरेंद्र", "D", ("nremdr",)),
    ],
)
def test_how_a_word_may_be_read(word, letter, ways):
    assert (script(word), readings(word)) == (letter, ways)


@given(st.text(min_size=1))
def test_a_reading_is_of_small_latin_letters_and_digits(text):
    for word in words(text):
        for reading in readings(word):
            assert reading.isascii()
            assert reading.isalnum()
            assert reading == reading.lower()
        assert len(readings(word)) <= 3


def test_hangul_is_read_syllable_by_syllable():
    assert hangul.syllables("박정호 jr") == ["bak", "jeong", "ho", " ", "j", "r"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("제성훈", ("제", "성훈")),
        ("남궁민", ("남궁", "민")),
        ("남궁", ("남", "궁")),
        ("독고영재", ("독고", "영재")),
        ("한국외국어대", None),
        ("김", None),
    ],
)
def test_an_unspaced_name_is_parted(name, parts):
    assert hangul.parted(name) == parts


def test_every_character_of_the_standard_has_its_reading():
    known = han.korean_readings()
    assert len(known) == 4622
    assert known["樂"] == ("낙", "락", "악", "요")
    assert [known[sign][0] for sign in "國家韓中平和"] == list("국가한중평화")


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("安哲秀", "안철수"),
        ("李在明", "이재명"),
        ("盧武鉉", "노무현"),
        ("柳寬順", "유관순"),
        ("习近平", None),
    ],
)
def test_han_characters_as_koreans_read_them(word, read):
    assert han.in_korean(word) == read


def test_a_chinese_name_in_korean_reading():
    assert ("lu", "yanwei") in han.pinyin_names("노언위")
    assert "luyanwei" in han.pinyin_of_korean("노언위")
    assert len(han.pinyin_names("이정구")) == 200
    assert han.pinyin_names("노") == han.pinyin_names("노언위노") == ()
    assert han.pinyin_names("꽥꽥") == ()


@pytest.mark.parametrize(
    ("spelling", "names"),
    [
        ("chung", ("jeong",)),
        ("song", ("song", "seong")),
        ("цой", ("choe",)),
        ("李", ("i",)),
        ("제", ("je",)),
        ("smith", ()),
    ],
)
def test_spellings_of_korean_families(spelling, names):
    assert families.classes(spelling) == names


def test_a_name_is_taken_apart():
    parted, whole = forms.forms("제성훈")
    assert [word.raw for word in parted.words] == ["제", "성훈"]
    assert (parted.joined, parted.bare) == ("jeseonghun", "제성훈")
    assert [word.raw for word in whole.words] == ["제성훈"]
    assert [len(forms.forms(text)) for text in ("", "Jeh Sung Hoon", "한국외국어대학교")] == [
        0,
        1,
        1,
    ]


def test_a_word_of_signs_without_sound_has_no_key():
    (form,) = forms.forms("ـ ـ")
    assert [(word.readings, word.tones, word.bones) for word in form.words] == [((), "", ("",))] * 2


def test_the_readings_of_the_standard_stand_in_order_and_are_all_there():
    readings_in_order = [section[0] for section in han._SECTIONS.split()]
    assert readings_in_order == sorted(set(readings_in_order))
    assert sum(int(section[1:]) for section in han._SECTIONS.split()) == 4888
    assert [han.korean_readings()[sign] for sign in "金宅切率六廓"] == [
        ("금", "김"),
        ("댁", "택"),
        ("절", "체"),
        ("률", "솔", "율"),
        ("륙", "육"),
        ("곽", "확"),
    ]
