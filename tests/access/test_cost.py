"""What it costs to ask for what is visible: a fixed number of queries, and no row twice."""

import pytest

from relations import models as m
from relations.models import User
from tests import cast
from tests.models.world import everything

pytestmark = pytest.mark.django_db


def fresh(user):
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_number_of_queries_is_the_same_however_many_rows(django_assert_num_queries, count):
    for _ in range(count):
        cast.make_statement()
    rights_of_the_user_and_of_the_groups, teams, rows = 2, 1, 1
    reader, cleared = fresh(cast.reader()), fresh(cast.cleared())
    administrator = fresh(cast.administrator())
    with django_assert_num_queries(rights_of_the_user_and_of_the_groups + rows):
        assert len(m.Statement.objects.visible_to(reader)) == count
    with django_assert_num_queries(rows):
        assert len(m.Event.objects.visible_to(reader)) == count
    with django_assert_num_queries(rights_of_the_user_and_of_the_groups + teams + rows):
        assert len(m.Statement.objects.visible_to(cleared)) == count
    with django_assert_num_queries(rows):
        assert len(m.Event.objects.visible_to(cleared)) == count
    with django_assert_num_queries(rows):
        assert len(m.Statement.objects.visible_to(administrator)) == count


def test_for_nobody_the_database_is_not_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert list(m.Statement.objects.visible_to(cast.anonymous())) == []


def test_no_condition_joins_more_than_one_row_to_a_row():
    """Every guard is a foreign key; a row could be doubled only by a relation that is none."""
    for model in {type(record) for record in everything().values()}:
        for name in model.guarded_by:
            assert (model.__name__, name, model._meta.get_field(name).many_to_one) == (
                model.__name__,
                name,
                True,
            )
