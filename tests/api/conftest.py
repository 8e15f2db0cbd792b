"""Ways to ask the API as somebody."""

import json
from copy import deepcopy
from importlib.resources import files

import pytest
from django.core.management import call_command
from django.test import Client
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests import cast
from tests.filters.world import build

# What a description of an API is held to, as OpenAPI itself has it.
RULES = files("drf_spectacular.validation").joinpath("openapi_3_1_schema.json")


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with cast.shared(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def world(made, db):
    return deepcopy(made)


@pytest.fixture(scope="session")
def described_file(tmp_path_factory):
    """The description of the API, made once, since it takes some seconds."""
    file = tmp_path_factory.mktemp("schema") / "schema.json"
    call_command("spectacular", "--fail-on-warn", file=str(file), format="openapi-json")
    rules = json.loads(RULES.read_text())
    judging(rules)().validate(json.loads(file.read_text()))
    return file


def judging(schema):
    """Give a function that makes judges by a schema, or by the part of it a pointer leads to.

    A judge made the usual way looks through the whole schema again for many of its references,
    which takes a minute for the rules of OpenAPI.
    """
    whole = Resource.from_contents(schema, default_specification=DRAFT202012)
    known = Registry().with_resource("urn:judged", whole).crawl()

    def give(pointer=""):
        return Draft202012Validator({"$ref": f"urn:judged#{pointer}"}, registry=known)

    return give


class Asking:
    """A reader at the API's door; a status other than the one expected fails at once."""

    def __init__(self, user):
        self.client = Client()
        if user.is_authenticated:
            self.client.force_login(user)

    def response(self, address, *, status=200):
        path = address if address.startswith("http") else f"/api/v1/{address}"
        answer = self.client.get(path)
        assert answer.status_code == status, answer.content[:400]
        return answer

    def __call__(self, address, *, status=200):
        return self.response(address, status=status).json()

    def send(self, method, address, body=None, *, status, **headers):
        """Write something; give the answer, which has the status expected."""
        answer = self.client.generic(
            method,
            address if address.startswith("http") else f"/api/v1/{address}",
            b"" if body is None else body if isinstance(body, bytes) else json.dumps(body),
            content_type="application/json",
            headers=headers,
        )
        assert answer.status_code == status, answer.content[:400]
        return answer

    def tag(self, address):
        return self.response(address).headers["ETag"]

    def change(self, address, body, *, status=200):
        """Change a record as it stands now."""
        return self.send("PATCH", address, body, status=status, if_match=self.tag(address)).json()

    def names(self, address):
        """Return what the rows of a list call themselves."""
        rows = self(address)["results"]
        return [row.get("name") or row.get("title") or row.get("what") for row in rows]


@pytest.fixture
def ask(world):
    return Asking(world.reader)


@pytest.fixture
def ask_as():
    return Asking


@pytest.fixture
def insider(world):
    return Asking(cast.cleared())
