import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.names import folding


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("O\u02bbzbekiston", "ozbekiston"),
        ("O'ZBEKISTON", "ozbekiston"),
        ("O‘zbekiston", "ozbekiston"),
        ("Jeh  Sung-Hoon,", "jeh sung hoon"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("박\u200b정호", "박정호"),
        ("\u202eKarim\u202c", "karim"),
        ("cafe\u0301", "café"),
        ("न्यायमूर्ति", "न्यायमूर्ति"),
        ("ג׳ורג׳", "ǰורǰ"),
        ("צ'כיה", "čכיה"),
        ("100 % & <b>", "100 b"),
        ("🙂", ""),
        ("", ""),
    ],
)
def test_one_spelling_for_one_word(text, kept):
    assert folding.folded(text) == kept


@given(st.text())
def test_what_is_folded_stays(text):
    once = folding.folded(text)
    assert folding.folded(once) == once
    assert once == " ".join(once.split())


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll"], max_codepoint=0x52F), min_size=1))
def test_case_and_composition_make_no_difference(text):
    assert folding.folded(text.upper()) == folding.folded(text.upper().lower())
    assert folding.folded(unicodedata.normalize("NFD", text)) == folding.folded(text)


def test_a_text_is_read_as_far_as_a_name_can_reach():
    assert len(folding.folded("a" * 10_000)) == folding.LONGEST


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dr. Jeh Sung Hoon", ["jeh", "sung", "hoon"]),
        ("H.E. Amb. Kim Hee-sang", ["kim", "hee", "sang"]),
        ("Проф. Мирзиёев Шавкат", ["мирзиёев", "шавкат"]),
        ("김희상 대사", ["김희상", "대사"]),
        ("Dr. Jeh", ["dr", "jeh"]),
        ("", []),
    ],
)
def test_forms_of_address_are_no_part_of_a_name(text, name):
    assert folding.names_of(folding.words(text)) == name
