"""Who comes in, what is not there, and what nobody may send."""

import pytest
from django.test import Client

from relations.exports.nouns import MODELS
from tests import cast

BESIDE = [
    "",
    "search/",
    "reports/",
    "schema/",
    "docs/",
    "nowhere/",
    "contacts/1/",
    "contacts/00/x/",
]


@pytest.mark.parametrize("address", [*(f"{noun}/" for noun in MODELS), *BESIDE])
def test_the_anonymous_are_told_to_log_in(db, address):
    answer = Client().get(f"/api/v1/{address}")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="api"'
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
        "detail": "Authentication credentials were not provided.",
    }


def test_one_who_left_is_not_let_in(world, ask_as):
    ask = ask_as(world.reader)
    world.reader.is_active = False
    world.reader.save()
    ask("contacts/", status=401)


def test_without_a_role_one_reads_what_is_public(world, ask_as):
    ask = ask_as(cast.outsider())
    assert ask.names("contacts/") == [world.jeh.display_name]
    assert ask.names("events/") == []


@pytest.mark.parametrize(
    "address",
    [
        "nowhere/",
        "contacts/1/",
        "contacts/99999999999999999999/",
        "contacts/%00/",
        "contacts/00000000-0000-7000-8000-000000000000/",
        "contacts/not-an-id/",
        "journal/",
    ],
)
def test_what_is_not_there_is_a_problem(ask, address):
    answer = ask.response(address, status=404)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.json()["status"], answer.json()["title"]) == (404, "Not Found")


def test_heads_and_options_are_answered(ask):
    assert ask.client.head("/api/v1/contacts/").status_code == 200
    told = ask.client.options("/api/v1/contacts/")
    assert "actions" not in told.json()
    assert told.headers["Allow"] == "GET, HEAD, OPTIONS, POST"


def test_an_answer_nobody_wants_is_refused(ask):
    ask.client.defaults["HTTP_ACCEPT"] = "text/csv"
    first = ask.client.get("/api/v1/contacts/?format=json").json()["results"][0]
    for address in (f"contacts/{first['id']}/", "reports/", ""):
        assert ask.client.get(f"/api/v1/{address}").status_code == 406


def test_the_root_leads_to_every_noun(ask):
    root = ask("")
    assert root == {
        noun: f"http://testserver/api/v1/{noun}/"
        for noun in (*MODELS, *("search", "changes", "reports", "schema", "docs"))
    }
    for noun in MODELS:
        assert ask(root[noun])["results"] is not None


def test_our_own_fault_stays_a_fault(ask, monkeypatch):
    monkeypatch.setattr("relations.api.paging.cut", lambda *_args, **_kwargs: 1 / 0)
    ask.client.raise_request_exception = False
    assert ask.client.get("/api/v1/contacts/").status_code == 500
