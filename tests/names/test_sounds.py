from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.names import sounds, vowels

WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=16)


@pytest.mark.parametrize(
    ("reading", "ways"),
    [
        ("hoon", ("N",)),
        ("jung", ("SN", "N", "SNK", "NK")),
        ("park", ("PRK",)),
        ("mirziyoyev", ("MRSP", "MSP")),
        ("schmidt", ("SMT", "SKMT")),
        ("tsoy", ("S",)),
        ("wolf", ("RP", "PRP")),
        ("nowak", ("NPK", "NK")),
        ("xurshid", ("RST", "KSRST", "SRST")),
        ("axmedov", ("MTP", "KSMTP", "SMTP")),
        ("unpae", ("MP",)),
        ("hassan", ("SN",)),
        ("aie", ()),
        ("g8", ("K8",)),
        ("ginger", ("KNR", "KNKR", "SNR", "SNKR")),
    ],
)
def test_consonant_classes(reading, ways):
    assert sounds.skeletons(reading) == ways


@pytest.mark.parametrize(
    "same",
    [
        ("Jung", "Jeong", "Joung", "Chong"),
        ("Hoon", "Hun"),
        ("Mirziyoyev", "Mirziyoev"),
        ("Seung", "Sung"),
        ("Yoon", "Yun", "Youn"),
        ("Kim", "Gim"),
    ],
)
def test_spellings_of_one_sound_have_one_key(same):
    assert len({sounds.vowelkey(one.lower()) for one in same}) == 1


@pytest.mark.parametrize(
    "apart", [("kim", "kang"), ("hoon", "han"), ("seo", "sim"), ("karimov", "rahimov")]
)
def test_other_sounds_have_other_keys(apart):
    assert len({sounds.vowelkey(one) for one in apart}) == len(apart)


@given(WORDS)
def test_keys_are_settled(reading):
    for cost, bones in sounds.ways(reading):
        assert cost >= 0
        assert set(bones) <= set("PTKSRMN")
    tones = sounds.vowelkey(reading)
    assert all(left != right for left, right in pairwise(tones))


@given(WORDS, st.integers(1, 6))
def test_the_likeliest_ways_are_the_same_however_many_are_asked_for(reading, most):
    assert sounds.ways(reading, most) == sounds.ways(reading)[:most]
    assert list(sounds.ways(reading)) == sorted(sounds.ways(reading))


@pytest.mark.parametrize(
    ("reading", "left"),
    [("park", "pak"), ("warner", "wane"), ("karimov", "karimov"), ("marh", "ma")],
)
def test_an_r_that_closes_a_syllable_is_left_out(reading, left):
    assert sounds.without_coda_r(reading) == left


@pytest.mark.parametrize(
    ("reading", "left"),
    [
        ("durand", "duran"),
        ("yves", "yve"),
        ("benoit", "benoi"),
        ("klementjevs", "klementjev"),
        ("ivans", "ivan"),
        ("kim", "kim"),
        ("as", "as"),
    ],
)
def test_a_silent_end_is_left_out(reading, left):
    assert sounds.without_silent_end(reading) == left


@pytest.mark.parametrize(
    ("left", "better", "worse"),
    [
        ("hun", "hoon", "heon"),
        ("seong", "sung", "sang"),
        ("hyeon", "hyun", "hyon"),
        ("yu", "yoo", "yeo"),
        ("je", "jeh", "jae"),
    ],
)
def test_the_likelier_spelling_agrees_better(left, better, worse):
    assert vowels.agreement(left, better) > vowels.agreement(left, worse)


@pytest.mark.parametrize(
    ("joined", "apart"),
    [("daeyoung", "dae-young"), ("taewoo", "tae-woo"), ("seoyeon", "seo-yeon")],
)
def test_a_glide_between_vowels_begins_a_syllable(joined, apart):
    assert vowels.agreement(joined, apart) == 1


@given(WORDS, WORDS)
def test_agreement_is_a_share_and_goes_both_ways(left, right):
    found = vowels.agreement(left, right)
    assert 0 <= found <= 1
    assert found == pytest.approx(vowels.agreement(right, left))
    assert vowels.agreement(left, left) == 1
