import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from relations.names import keys
from relations.names.forms import forms, word_of

NAMES = st.lists(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9), min_size=1, max_size=4
)


def of_kind(found, kind):
    return {key[1:] for key in found if key[0] == kind}


def test_every_key_of_a_name():
    assert sorted(keys.of_name("Jeh Sung Hoon")) == [
        *("cSNK", "fje"),
        *("ih", "iho", "ihoo", "ij", "ije", "ijeh", "is", "isu", "isun", "lhoon", "ljeh", "lsung"),
        *("vCISONON", "vONCISON", "vSONONCI"),
        *("wNSN", "wNSSN", "wSNN", "wSNNS", "wSSNN"),
        *("yNS", "yNSN", "yNSS", "yNSSN", "yNSSNK", "ySSN"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Jeh Sung Hoon", "제성훈", "v"),
        ("Jeh Sung Hoon", "Seong-hun Je", "v"),
        ("Min Kyung-wook", "민경욱", "v"),
        ("Park Eun-kyung", "박은경", "v"),
        ("Lee Na-eun", "이나은", "v"),
        ("Lee Naeun", "이나은", "v"),
        ("Choi Seok-hoon", "최석훈", "w"),
        ("Park Joung-ho", "박정호", "v"),
        ("Lee Ji-eon", "李知彦", "f"),
        ("Мирзиёев Шавкат", "Shavkat Mirziyoev", "v"),
        ("Mirziyoyev", "Мирзиёев", "w"),
        ("Durand, Yves", "Дюран, Ив", "y"),
        ("Tutins, Ivans", "Тутин Иван", "y"),
        ("Hankuk Daehakgyo", "Hankuk University", "g"),
    ],
)
def test_what_two_spellings_of_a_name_share(one, other, kind):
    made = keys.of_title if kind == "g" else keys.of_name
    assert of_kind(made(one), kind) & of_kind(made(other), kind)


@given(NAMES)
def test_the_order_of_names_is_no_matter(parts):
    # A family name of Korea is one at either end, and said in another way there: Ra is Na.
    assume(not any(word_of(part).families for part in parts))
    turned = [*parts[1:], parts[0]]
    found, other = keys.of_name(" ".join(parts)), keys.of_name(" ".join(turned))
    assert found == other


@given(NAMES)
def test_a_signature_has_192_bits_and_those_of_each_word_among_them(parts):
    whole = keys.signature([" ".join(parts)])
    assert len(whole) == 192
    for part in parts:
        if len(forms(" ".join(parts))[0].words) == len(parts):  # else one is a form of address
            assert int(whole, 2) | int(keys.signature([part]), 2) == int(whole, 2)
    assert keys.signature([]) == "0" * 192


def test_a_name_of_one_word_has_no_pairs():
    assert keys.of_name("Suharto") == {
        *("is", "isu", "isuh", "lsuharto", "cSRT", "vSOALTO", "wSRT", "wST", "ySRT", "yST"),
        *("yRT", "ySR"),
    }


def test_a_korean_family_name_is_keyed_first_and_last():
    assert of_kind(keys.of_name("Lee Ji-eon"), "f") == {"i"}
    assert of_kind(keys.of_name("Sang Woo Kim"), "f") == {"gim"}
    assert list(keys.with_family(forms("Karimov")[0])) == []
    assert list(keys.with_family(forms("Kim a b c")[0])) == []


def test_keys_of_a_title():
    assert of_kind(keys.of_title("Institute for Strategic and Regional Studies"), "g") == {
        *("institute", "strategic", "regional", "research"),
    }


def test_acronyms_with_and_without_small_words():
    assert keys.acronyms("Institute for Strategic and Regional Studies") == {
        "ifsars": 0.965,
        "isrs": 0.965,
        **dict.fromkeys(["fsars", "isars", "ifars", "ifsrs", "ifsas", "ifsar"], 0.90),
    }
    assert keys.acronyms("Hankuk University of Foreign Studies")["hufs"] == 0.965
    assert keys.acronyms("Korea Institute for International Economic Policy")["kiep"] == 0.90
    assert keys.acronyms("Bank") == keys.acronyms("🙂") == {}
    assert keys.acronyms(" ".join("abcdefghijklmnopq")) == {}


def test_parts_of_an_email_address():
    assert keys.of_email("Ji.Eon-Lee@hufs.example") == {
        *("eji.eon-lee", "eji.eon-lee@hufs.example", "ehufs.example"),
        *("eji", "eeon", "elee", "eji@hufs.example", "eeon@hufs.example", "elee@hufs.example"),
    }


def test_every_end_of_a_phone_number():
    assert keys.of_phone("+998 71 123") == {"d99871123", "d9871123", "d871123", "d71123", "d1123"}
    assert keys.of_phone("12") == set()


def test_words_without_sound_have_few_keys():
    assert keys.of_name("ـ ـ") == {"tـ"}
    assert keys.of_name("") == set()


def test_syllables_stand_apart_only_where_all_letters_are_hangul():
    assert word_of("은경").spoken == ("eun-gyeong",)
    assert word_of("김李").spoken == word_of("김李").readings
