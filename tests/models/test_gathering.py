"""Rows of several kinds come in one round trip, as each queryset would have them."""

import pytest

from relations.models import Contact, Event, Place
from relations.models.gathering import at_once
from tests import cast

pytestmark = pytest.mark.django_db


def test_several_questions_are_one_query(django_assert_num_queries):
    event = cast.make_meeting(title="Talks")
    for name in (cast.JEH, cast.LEE):
        cast.make_contact(display_name=name)
    people = Contact.objects.order_by("display_name")
    names = Place.objects.filter(alpha2="KR").values_list("alpha2", "name_en")
    with django_assert_num_queries(1):
        found = at_once(
            Event.objects.select_related("kind"),
            Event.objects.filter(pk__in=[]),
            people,
            names,
        )
        assert [one.kind.code for one in found[0]] == ["meeting"]
    assert found == [[event], [], list(people), list(names)]
    assert found[3] == [("KR", "South Korea")]


def test_questions_without_an_answer_are_not_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert at_once(Event.objects.none(), Contact.objects.filter(pk__in=[])) == [[], []]
