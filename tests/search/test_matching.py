"""Is it one of these? Candidates for a name that is about to be entered."""

import pytest
from django.contrib.auth.models import AnonymousUser

from relations.history.acting import act
from relations.search.matching import LIKELY, SAME, match, match_each
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Jeh Sung Hoon", cast.JEH),
        ("Sung Hoon JEH", cast.JEH),
        ("Je Seong-hun", cast.JEH),
        ("박정호", cast.PARK),
        ("Park Jung-ho", cast.PARK),
        ("현승수", cast.HYUN),
        ("Lee Jieon", cast.LEE),
    ],
)
def test_the_same_person_is_known_in_another_spelling(seed, name, same):
    first = match(seed, name)[0]
    assert (first.name, first.score >= SAME) == (same, True)


@pytest.mark.parametrize(
    "name", ["Kim Min-ji", "Karimov Anvar", "박정현", "Lee Sang-hwa", "?!", ""]
)
def test_another_person_is_not_taken_for_one(seed, name):
    assert [one.name for one in match(seed, name) if one.score >= SAME] == []


def test_candidates_are_of_one_kind_likely_and_few(seed):
    with act("namesakes"):
        for _number in range(8):
            cast.make_contact(display_name=cast.PARK)
    found = match(seed, cast.PARK)
    assert [(one.kind, one.score) for one in found] == [("contact", 1.0)] * 5
    assert len(match(seed, cast.PARK, limit=9)) == 9
    assert match(seed, cast.KIEP) == []
    assert [one.name for one in match(seed, cast.KIEP, kind="institution")] == [cast.KIEP]
    assert all(one.score >= LIKELY for one in match(seed, "Hyun Seung"))


def test_many_names_are_matched_as_each_of_them_alone(seed):
    asked = [
        ("contact", "Je Seong-hun"),
        ("contact", "Kin Minji Lu"),
        ("institution", cast.KIEP),
        ("contact", "?!"),
        ("contact", "x@example.org"),
        ("contact", cast.JEH),
    ]
    assert match_each(seed, asked) == [match(seed, name, kind=kind) for kind, name in asked]
    assert [one.name for one in match_each(seed, asked)[5]] == [cast.JEH]
    assert match_each(AnonymousUser(), asked) == [[]] * len(asked)
