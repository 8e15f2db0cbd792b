"""A client made from the description alone tells the story of the seed to a real server."""

import importlib
import subprocess
import sys
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from relations import models
from relations.actions import tokens
from relations.models.search import SearchDocument, SearchWord
from tests import cast

PACKAGE = "muloqot_client"
UNIT = "Center for Eurasian Studies"


@pytest.fixture(scope="module")
def made(described_file, tmp_path_factory):
    """Make the client, as anybody would, and let it be imported."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "settings.yml").write_text("post_hooks: []\n")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    command += ["--path", described_file, "--output-path", folder / PACKAGE]
    command += ["--config", folder / "settings.yml"]
    told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    assert "Warning" not in told.stdout
    sys.path.insert(0, str(folder))
    yield lambda name: importlib.import_module(f"{PACKAGE}.{name}")
    sys.path.remove(str(folder))


@pytest.fixture
def server(made, django_db_setup, django_db_blocker):
    hosts = override_settings(ALLOWED_HOSTS=["localhost"])
    with django_db_blocker.unblock(), cast.committed(), hosts:
        served = LiveServer("localhost")
        yield served.url
        served.stop()
        for left in (SearchDocument, SearchWord, models.Tally):
            left.objects.all().delete()


@pytest.fixture
def client(made, server):
    expires = timezone.now() + timedelta(days=1)
    user = cast.editor(username="program")
    _token, secret = tokens.issue(user=user, name="x", scopes=["*:write"], expires_at=expires)
    # Closed again, since a connection kept open would keep the server's to the database.
    with made("client").AuthenticatedClient(base_url=server, token=secret) as client:
        yield client


class Telling:
    """Calls of the client by noun and verb; a status other than the one expected fails."""

    def __init__(self, made, client):
        self.made, self.client = made, client

    def call(self, noun, verb, *arguments, status=200, **options):
        function = self.made(f"api.{noun}.{noun}_{verb}")
        answer = function.sync_detailed(*arguments, client=self.client, **options)
        assert answer.status_code == status, answer.content
        return answer

    def create(self, noun, shape, **values):
        body = getattr(self.made("models"), shape).from_dict(values)
        return self.call(noun, "create", body=body, status=201).parsed


def tell(client):
    """Enter who met whom, and what it continued."""
    hufs = client.create("institutions", "InstitutionWrite", name=cast.HUFS, kind="university")
    unit = {"name": UNIT, "kind": "unit", "parent": str(hufs.id), "country": "KR"}
    center = client.create("institutions", "InstitutionWrite", **unit)
    names = [{"text": "제성훈", "language": "ko", "script": "Hang"}]
    posts = [{"title": "professor", "institution": str(center.id)}]
    jeh = client.create("contacts", "ContactWrite", name=cast.JEH, names=names, posts=posts)
    sides = [{"name": "Korean side", "role": "guest", "countries": ["KR"]}]
    told = {"title": "Meeting with Korean experts", "kind": "meeting", "date": "2024-05-16"}
    meeting = client.create("meetings", "EventWrite", **told, sides=sides)
    told = {"title": "Expert forum", "kind": "forum", "date": "2023-12"}
    forum = client.create("forums", "EventWrite", **told)
    seat = {"event": str(meeting.id), "contact": str(jeh.id), "side": str(meeting.sides[0].id)}
    seat |= {"roles": ["speaker"], "posts": [{"post": str(jeh.posts[0].id)}]}
    client.create("participations", "ParticipationWrite", **seat)
    link = {"from_event": str(meeting.id), "to_event": str(forum.id), "kind": "continues"}
    client.create("links", "LinkWrite", **link)
    return jeh, meeting, forum


def test_the_story_of_the_seed_is_told_by_a_client(made, client):
    client = Telling(made, client)
    jeh, meeting, forum = tell(client)
    found = client.call("contacts", "list", q="제성훈").parsed.results
    assert [person.id for person in found] == [jeh.id]
    read = client.call("meetings", "read", meeting.id)
    (person,) = read.parsed.sides[0].participants
    assert (person.contact.name, person.posts[0].institution.name) == (cast.JEH, UNIT)
    assert [body.name for body in person.posts[0].chain] == [cast.HUFS]
    link = read.parsed.links_out[0].to_dict()
    assert (read.parsed.date.edtf, link["event"]["id"]) == ("2024-05-16", str(forum.id))

    body = made("models").PatchedEventWrite.from_dict({"theme": "Korea and Central Asia"})
    sent = {"body": body, "if_match": read.headers["ETag"]}
    client.call("meetings", "change", meeting.id, **sent)
    stale = client.call("meetings", "change", meeting.id, **sent, status=412)
    assert stale.parsed.current["theme"] == "Korea and Central Asia"
    tag = stale.headers["ETag"]
    # Somebody sits on its side.
    refused = client.call("meetings", "remove", meeting.id, if_match=tag, status=409).parsed
    assert refused.detail == "Other records rest on it, so it cannot be removed."
