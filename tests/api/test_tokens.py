"""Programs come in with a token, for what it was made for, as long as it and its person last."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from relations.actions import tokens
from relations.models import Journal, Tally, Token
from tests import cast
from tests.api.conftest import Asking


def make(user, *scopes, days=30):
    expires = timezone.now() + timedelta(days=days)
    return tokens.issue(user=user, name="Report", scopes=scopes, expires_at=expires)


class Program(Asking):
    """Who asks with a token and no session."""

    def __init__(self, secret):
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})


@pytest.fixture
def user(world):
    return cast.editor()


def test_a_program_reads_what_its_token_is_for(user, world):
    token, secret = make(user, "contacts:read", "events:write", "search:read")
    ask = Program(secret)
    assert len(ask.names("contacts/")) == 4
    for address in ("events/", "meetings/", f"forums/?id={world.forum.pk}", "search/?q=Jeh", ""):
        ask(address)
    for address in ("institutions/", f"institutions/{world.isrs.pk}/", "notes/"):
        told = ask(address, status=403)
        assert told["detail"] == "This token is not good for that."
    ask.send("POST", "contacts/", {"name": "Hyun"}, status=403)
    body = {"title": "Talks", "kind": "meeting"}
    told = ask.send("POST", "meetings/", body, status=201).json()
    assert Journal.objects.filter(record=told["id"]).values_list("actor", flat=True)[0] == user.pk
    token.refresh_from_db()
    assert timezone.now() - token.last_used_at < timedelta(minutes=1)


def test_everything_is_everything(user):
    ask = Program(make(user, "*:read")[1])
    for noun in ("contacts", "notes", "search/?q=x"):
        ask(noun if "?" in noun else f"{noun}/")
    ask.send("POST", "contacts/", {"name": "Hyun"}, status=403)
    Program(make(user, "*:write")[1]).send("POST", "contacts/", {"name": "Hyun"}, status=201)


def test_a_token_gives_no_right_its_person_has_not(world):
    reader = Program(make(world.reader, "*:write")[1])
    reader.send("POST", "contacts/", {"name": "Hyun"}, status=403)
    closed = cast.make_contact(**cast.restricted())
    reader(f"contacts/{closed.pk}/", status=404)


def test_a_token_ends_with_its_time_its_person_and_its_revocation(user):
    for end in ("expires", "leaves", "revoked"):
        token, secret = make(user, "*:read")
        ask = Program(secret)
        ask("contacts/")
        if end == "expires":
            Token.objects.filter(pk=token.pk).update(expires_at=timezone.now())
        elif end == "leaves":
            user.is_active = False
            user.save()
        else:
            tokens.revoke(token, user=user)
        answer = ask.response("contacts/", status=401)
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="api"'
        assert answer.json()["detail"] == "This token does not work, or no longer."
        user.is_active = True
        user.save()
    for secret in ("", "mlq_wrong", "\0"):
        Program(secret)("contacts/", status=401)


def test_no_secret_is_kept_and_the_making_is_in_the_journal(user):
    token, secret = make(user, "*:read")
    assert secret.startswith("mlq_")
    assert len(secret) == 47
    assert secret not in str(vars(Token.objects.get()))
    Program(secret)("contacts/")
    tokens.revoke(token, user=user)
    tokens.revoke(token, user=user)
    acts = Journal.objects.filter(record=token.pk).values_list("act", "operation")
    assert list(acts) == [("issue token", "insert"), ("revoke token", "update")]


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_token_lasts_a_year_at_most(user, days):
    with pytest.raises(ValidationError) as refused:
        make(user, "*:read", days=days)
    assert refused.value.message_dict == {"expires_at": ["Choose a day within a year from now."]}


def test_each_token_and_each_person_asks_so_much_a_minute(user, world, settings):
    settings.API_REQUESTS_PER_TOKEN, settings.API_REQUESTS_PER_PERSON = 3, 5
    one, two = (Program(make(user, "*:read")[1]) for _ in range(2))
    while timezone.now().second == 59:
        """Begin within one minute."""
    for _ in range(3):
        one("kinds/")
    answer = one.response("kinds/", status=429)
    assert answer.headers["Retry-After"] == "60"
    assert answer.headers["Content-Type"] == "application/problem+json"
    two("kinds/")
    two("kinds/", status=429)
    Program(make(world.reader, "*:read")[1])("kinds/")
    Asking(user)("kinds/")
    Tally.objects.update(minute=1)
    one("kinds/")
    assert Tally.objects.filter(minute=1).count() == 0
