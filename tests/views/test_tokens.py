"""The page of one's own tokens."""

import re

import pytest
from django.test import Client

from relations.actions import tokens
from relations.models import Token
from tests import cast

ADDRESS = "/accounts/tokens/"
NEW = {"name": "Weekly sync", "days": "30", "reading": ["contacts", "events"], "writing": []}


@pytest.fixture
def user(db):
    return cast.editor()


@pytest.fixture
def client(user):
    client = Client()
    client.force_login(user)
    return client


def test_a_token_is_made_and_shown_once(client, user):
    page = client.post(ADDRESS, NEW)
    secret = re.search(r"mlq_[\w-]{43}", page.content.decode()).group()
    token = Token.objects.get()
    assert (token.user, token.name, token.scopes) == (
        user,
        "Weekly sync",
        ["contacts:read", "events:read"],
    )
    assert tokens.opened(secret) == token
    again = client.get(ADDRESS).content.decode()
    assert secret not in again
    assert token.hint in again
    assert page.headers["Cache-Control"] == "no-store, private"


def test_one_revokes_ones_own_and_no_other(client):
    client.post(ADDRESS, NEW)
    mine = Token.objects.get()
    other = Client()
    other.force_login(cast.editor(username="second"))
    assert other.post(ADDRESS, {"revoke": str(mine.pk)}).status_code == 404
    assert other.post(ADDRESS, {"revoke": "x"}).status_code == 400
    mine.refresh_from_db()
    assert mine.works
    assert "Weekly sync" not in other.get(ADDRESS).content.decode()
    assert client.post(ADDRESS, {"revoke": str(mine.pk)}).status_code == 302
    mine.refresh_from_db()
    assert not mine.works
    assert "Weekly sync" not in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"reading": []}, "Tick at least one thing it may read or write."),
        ({"reading": ["nothing"]}, "Select a valid choice"),
        ({"name": ""}, "This field is required."),
        ({"days": "9999"}, "Select a valid choice"),
    ],
)
def test_what_is_missing_is_said(client, sent, told):
    page = client.post(ADDRESS, {**NEW, **sent})
    assert page.status_code == 400
    assert told in page.content.decode()
    assert Token.objects.count() == 0


def test_an_expired_one_is_told_as_such(client):
    client.post(ADDRESS, NEW)
    Token.objects.update(expires_at="2024-05-16T00:00:00Z")
    assert "expired" in client.get(ADDRESS).content.decode()


def test_whoever_is_not_signed_in_is_led_to_the_door(db):
    assert Client().get(ADDRESS).url == f"/accounts/login/?next={ADDRESS}"


def test_an_administrator_makes_and_revokes_in_the_admin(db):
    client = Client()
    client.force_login(cast.administrator())
    asked = {"name": "Sync", "scopes": "*:read", "expires_at_0": "2027-01-01"}
    asked["expires_at_1"] = "00:00"
    page = client.post("/admin/relations/token/add/", asked, follow=True)
    secret = re.search(r"mlq_[\w-]{43}", page.content.decode()).group()
    token = tokens.opened(secret)
    assert (token.user.username, token.scopes) == ("administrator", ["*:read"])
    assert client.get(f"/admin/relations/token/{token.pk}/change/").status_code == 200
    action = {"action": "revoke", "_selected_action": [str(token.pk)]}
    client.post("/admin/relations/token/", action)
    assert tokens.opened(secret) is None


def test_nobody_else_sees_them_in_the_admin(db):
    client = Client()
    client.force_login(cast.make_user(username="m", roles=("manager",), is_staff=True))
    assert client.get("/admin/relations/token/").status_code == 403


def test_tokens_are_seen_by_their_person_and_the_administrator(user):
    client = Client()
    client.force_login(user)
    client.post(ADDRESS, NEW)
    seen = {
        name: Token.objects.visible_to(who).count()
        for name, who in (
            ("own", user),
            ("administrator", cast.administrator()),
            ("other", cast.reader()),
            ("anonymous", cast.anonymous()),
        )
    }
    assert seen == {"own": 1, "administrator": 1, "other": 0, "anonymous": 0}
