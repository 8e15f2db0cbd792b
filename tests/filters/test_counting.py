"""Lists are counted as far as it is cheap, and no count tells of what is hidden."""

import pytest
from django.db import connection

from relations.filters import counting
from relations.filters.counting import Count, Kind
from relations.models import Contact, Event, Institution
from tests import cast

pytestmark = pytest.mark.django_db


def told(user, **filters):
    return counting.estimated(Contact.objects.visible_to(user).filter(**filters), user)


def test_an_estimate_is_for_those_from_whom_nothing_is_hidden(monkeypatch):
    outsider, administrator = cast.outsider(), cast.administrator()
    for level, number in (("public", 3), ("internal", 40)):
        for _each in range(number):
            cast.make_contact(confidentiality=level, biography="a scholar")
    assert (told(outsider), told(administrator)) == (Count(3), Count(43))
    monkeypatch.setattr(counting, "MOST", 2)
    assert told(outsider, biography="a scholar") == Count(2, Kind.AT_LEAST)
    estimate = told(administrator, biography="a scholar")
    assert (estimate.kind, estimate.number > 2) == (Kind.ESTIMATE, True)
    assert told(administrator, biography="a poet") == Count(0)


def test_what_is_counted_no_further_has_more():
    assert [Count(2, kind).more for kind in Kind] == [False, True, True]


@pytest.mark.parametrize("model", [Contact, Event, Institution])
def test_levels_are_counted_without_reading_a_row(model):
    rows = model.objects.visible_to(cast.reader()).order_by()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert f"{model._meta.model_name}_by_level" in rows[:3].explain()
