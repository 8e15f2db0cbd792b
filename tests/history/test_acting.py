"""An act: one transaction, one name; what is told to the database ends with it."""

import uuid
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory

from relations.history.acting import Caller, act, calling
from relations.history.middleware import ActMiddleware
from tests import cast


def settings_told():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('muloqot.actor', true), current_setting('muloqot.act', true),"
            " current_setting('muloqot.request', true)"
        )
        return tuple(value or "" for value in cursor.fetchone())


def names(entries):
    return [(entry.act, entry.actor_id, entry.request_id) for entry in entries]


def test_an_act_costs_two_queries_beside_its_transaction(lee, django_assert_num_queries):
    savepoint_naming_touched_release = 4
    with django_assert_num_queries(savepoint_naming_touched_release), act("nothing", lee):
        pass


def test_an_act_gives_the_id_of_its_actor(lee):
    park = cast.editor(username="park.joung-ho")
    with act("outer", lee) as outer, act("inner", park) as inner:
        assert (outer, inner) == (lee.pk, lee.pk)


def test_an_inner_act_belongs_to_the_outer(lee, told):
    park = cast.editor(username="park.joung-ho")
    with act("outer", lee):
        cast.make_contact()
        with act("inner", park):
            cast.make_contact()
        cast.make_contact()
    assert names(told()) == [("outer", lee.pk, "")] * 3


def test_an_inner_act_that_fails_takes_back_its_own_part_alone(lee, told):
    def doomed():
        with act("inner"):
            cast.make_contact(display_name=cast.LEE)
            raise LookupError

    with act("outer", lee):
        cast.make_contact()
        with pytest.raises(LookupError):
            doomed()
        cast.make_contact()
    assert [entry.after["display_name"] for entry in told()] == [cast.JEH, cast.JEH]


def test_one_act_after_another_has_its_own_name(lee, told):
    with act("first", lee):
        cast.make_contact()
    with act("second"):
        cast.make_contact()
    assert names(told()) == [("first", lee.pk, ""), ("second", None, "")]


def test_a_failing_act_leaves_nothing_behind(lee, told):
    def doomed():
        with act("doomed", lee):
            assert settings_told() == (str(lee.pk), "doomed", "")
            raise LookupError

    with pytest.raises(LookupError):
        doomed()
    assert settings_told() == ("", "", "")
    cast.make_contact()
    with act("next"):
        cast.make_contact()
    assert names(told()) == [("", None, ""), ("next", None, "")]


def test_the_name_holds_to_the_end_of_a_longer_transaction(lee, told):
    with transaction.atomic():
        with act("first", lee):
            cast.make_contact()
        cast.make_contact()
    assert names(told()) == [("first", lee.pk, "")] * 2


def test_the_connection_is_clean_after_the_transaction(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), cast.committed():
        with act("first", cast.reader()):
            assert settings_told()[1] == "first"
        assert settings_told() == ("", "", "")


def test_nobody_acts_for_an_anonymous_user(told):
    with act("look", cast.anonymous()):
        cast.make_contact()
    assert names(told()) == [("look", None, "")]


def test_the_requests_user_acts_where_no_other_is_named(lee, told):
    park = cast.editor(username="park.joung-ho")
    with calling(Caller(user_id=lee.pk, request_id="5f")):
        with act("own"):
            cast.make_contact()
        with act("for another", park):
            cast.make_contact()
    with act("after"):
        cast.make_contact()
    assert names(told()) == [
        ("own", lee.pk, "5f"),
        ("for another", park.pk, "5f"),
        ("after", None, ""),
    ]


def test_a_caller_is_forgotten_when_the_request_fails(lee, told):
    def doomed():
        with calling(Caller(user_id=lee.pk, request_id="5f")):
            raise LookupError

    with pytest.raises(LookupError):
        doomed()
    with act("after"):
        cast.make_contact()
    assert names(told()) == [("after", None, "")]


def test_an_act_is_of_one_thread(lee):
    def elsewhere():
        with act("another", SimpleNamespace(pk=7)) as actor:
            return actor, settings_told()

    with act("outer", lee):
        assert cast.in_threads(elsewhere) == [(7, ("7", "another", ""))]
        assert settings_told() == (str(lee.pk), "outer", "")


# --- requests ---


def answer(request):
    with act("write"):
        cast.make_contact()
    return HttpResponse("done")


@pytest.mark.django_db
def test_a_request_gives_its_id_and_user_to_what_is_written(lee, told):
    request = RequestFactory().post("/")
    request.user = lee
    first, second = ActMiddleware(answer)(request), ActMiddleware(answer)(request)
    ids = [response["X-Request-ID"] for response in (first, second)]
    assert names(told()) == [("write", lee.pk, ids[0]), ("write", lee.pk, ids[1])]
    assert [uuid.UUID(hex=each).version for each in ids] == [4, 4]
    assert ids[0] != ids[1]


@pytest.mark.django_db
@pytest.mark.parametrize("known", [True, False])
def test_a_request_of_nobody_writes_as_nobody(told, known):
    request = RequestFactory().post("/", headers={"X-Request-ID": "forged"})
    if known:
        request.user = cast.anonymous()
    response = ActMiddleware(answer)(request)
    assert names(told()) == [("write", None, response["X-Request-ID"])]
    assert response["X-Request-ID"] != "forged"
