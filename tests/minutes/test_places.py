"""Countries are known by what people call them."""

import pytest

from relations.minutes.places import Countries

pytestmark = pytest.mark.django_db


def test_a_country_is_known_by_its_whole_name_in_any_language(django_assert_num_queries):
    countries = Countries()
    with django_assert_num_queries(1):
        named = [countries.named(text) for text in ("Uzbekistan", "Монголия", "대한민국", "Korea")]
    assert named == ["UZ", "MN", "KR", ""]


def test_a_side_speaks_of_a_country_by_its_name_or_its_people():
    countries = Countries()
    assert countries.meant("Korean side") == ("KR",)
    assert countries.meant("delegation of Kazakhstan and the Uzbek hosts") == ("UZ", "KZ")
    assert countries.meant("the hosts") == ()
