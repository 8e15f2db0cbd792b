"""What holds for every answer: policy, caches, the age of logins, health."""

import asyncio

import pytest
from asgiref.testing import ApplicationCommunicator
from django.contrib.auth import SESSION_KEY
from django.core import checks
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path

from config import asgi, health, middleware, wsgi
from config.checks import two_roles
from config.sessions import BEGAN, RENEWAL, SEEN, SessionStore, tend
from relations.management.commands import database as command

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)
HOUR = 3600


def answer(layer, request, response=None):
    return layer(lambda _request: response or HttpResponse())(request)


@pytest.fixture
def request_(rf):
    return rf.get("/")


# --- headers ---


def test_the_browser_may_load_only_what_is_ours(request_):
    response = answer(middleware.content_security_policy, request_)
    assert response.headers["Content-Security-Policy"] == POLICY


def test_a_page_may_have_a_stricter_policy(request_):
    given = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})
    response = answer(middleware.content_security_policy, request_, given)
    assert response.headers["Content-Security-Policy"] == "default-src 'none'"


def test_a_public_answer_may_be_stored(request_):
    response = answer(middleware.never_stored, request_)
    assert "Cache-Control" not in response.headers


@pytest.mark.parametrize("how", ["cookie", "token", "login"])
def test_a_private_answer_is_never_stored(how, request_):
    given = HttpResponse(headers={"Cache-Control": "max-age=600"})
    if how == "cookie":
        request_.COOKIES["sessionid"] = "s"
    elif how == "token":
        request_ = RequestFactory().get("/", headers={"Authorization": "Bearer t"})
    else:
        given.set_cookie("sessionid", "s")
    response = answer(middleware.never_stored, request_, given)
    assert response.headers["Cache-Control"] == "no-store, private"


# --- logins ---


@pytest.fixture
def session():
    made = SessionStore()
    made[SESSION_KEY] = "1"
    return made


def test_a_session_knows_when_its_login_was(session):
    assert session[BEGAN] == session[SEEN]
    tend(session, now=session[BEGAN] + 1)
    assert session[SESSION_KEY] == "1"


def test_other_keys_are_no_login():
    made = SessionStore()
    made["language"] = "uz"
    tend(made, now=0)
    assert list(made.keys()) == ["language"]


@pytest.mark.parametrize(("later", "written"), [(RENEWAL, False), (RENEWAL + 1, True)])
def test_use_is_noted_now_and_then(session, later, written):
    session.modified = False
    tend(session, now=session[BEGAN] + later)
    assert session.modified is written
    assert session[SEEN] == session[BEGAN] + (later if written else 0)


@pytest.mark.django_db
def test_a_login_ends_however_much_it_is_used(session, settings):
    assert (settings.SESSION_COOKIE_AGE, settings.SESSION_LONGEST) == (3 * HOUR, 12 * HOUR)
    tend(session, now=session[BEGAN] + 12 * HOUR)
    assert SESSION_KEY in session
    tend(session, now=session[BEGAN] + 12 * HOUR + 1)
    assert SESSION_KEY not in session


def test_a_request_with_a_session_is_tended(request_, session):
    request_.session = session
    session[SEEN] = 0
    answer(middleware.session_age, request_)
    assert session[SEEN] == 0
    request_.COOKIES["sessionid"] = "s"
    answer(middleware.session_age, request_)
    assert session[SEEN] > 0


# --- health ---

urlpatterns = [path("healthz", health.healthz), path("readyz", health.readyz)]


def get(client, url):
    response = client.get(url, headers={"host": "testserver"})
    return response.status_code, response.content, response.headers["Content-Type"]


@pytest.mark.urls(__name__)
def test_a_living_process_says_so_without_a_database(client):
    assert get(client, "/healthz") == (200, b"ok\n", "text/plain")


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_it_is_ready_when_no_migration_waits(client):
    assert get(client, "/readyz") == (200, b"ok\n", "text/plain")
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")
    assert get(client, "/readyz") == (503, b"migrations\n", "text/plain")


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("fault", ["NAME", pytest.param("EMBEDDED", marks=pytest.mark.embedded)])
def test_it_is_not_ready_without_its_database(client, fault, to_database, folder, monkeypatch):
    (folder / "file").touch()
    usual = connection.settings_dict
    broken = {
        "NAME": {**usual, "ENGINE": "config.server", "HOST": str(folder), "OPTIONS": {}},
        "EMBEDDED": {**usual, "EMBEDDED": {"BASE": folder / "file" / "base", "SERVER": {}}},
    }[fault]
    monkeypatch.setattr(health, "connection", to_database(**broken))
    assert get(client, "/readyz") == (503, b"database\n", "text/plain")


# --- the ways in ---


@pytest.mark.django_db
def test_web_servers_find_the_site():
    said = []
    environ = RequestFactory()._base_environ(PATH_INFO="/healthz")
    body = wsgi.application(environ, lambda status, _headers: said.append(status))
    assert (said, b"".join(body)) == (["200 OK"], b"ok\n")


@pytest.mark.django_db
def test_asynchronous_web_servers_find_it_too():
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/healthz",
        "headers": [(b"host", b"testserver")],
    }

    async def ask():
        told = ApplicationCommunicator(asgi.application, scope)
        await told.send_input({"type": "http.request"})
        answer = await told.receive_output(), await told.receive_output()
        await told.wait()
        return answer

    start, body = asyncio.run(ask())
    assert (start["status"], body["body"]) == (200, b"ok\n")


# --- checks and commands ---


def test_two_roles_are_asked_for(monkeypatch):
    assert two_roles() == []
    monkeypatch.setitem(connection.settings_dict, "OWNER", None)
    assert [(found.id, found.level) for found in two_roles()] == [("config.W001", checks.WARNING)]


@pytest.mark.embedded
@pytest.mark.parametrize(
    ("action", "said"),
    [("status", "not made yet; will be in {}\n"), ("stop", "was not running\n")],
)
def test_the_database_is_asked_for_its_state(
    action, said, to_database, folder, monkeypatch, capsys
):
    settings = {**connection.settings_dict, "EMBEDDED": {"BASE": folder / "base", "SERVER": {}}}
    monkeypatch.setattr(command, "connection", to_database(**settings))
    call_command("database", action)
    assert capsys.readouterr().out == said.format(folder / "base" / "data-18")


@pytest.mark.embedded
@pytest.mark.django_db
def test_the_database_tells_its_address(capsys):
    call_command("database", "url")
    assert capsys.readouterr().out == f"{connection.url()}\n"
