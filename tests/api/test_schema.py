"""The description of the API holds what the API does, and its page needs nobody else's files."""

import json
import re

import pytest

from relations.api.urls import VIEWS
from relations.exports.asking import accepted
from relations.exports.nouns import MODELS
from relations.filters import FILTERS
from tests.api.conftest import judging
from tests.api.story import tell


@pytest.fixture(scope="session")
def described(described_file):
    return json.loads(described_file.read_text())


def test_every_noun_is_described_with_every_filter(described):
    assert [view.noun for view in VIEWS] == list(MODELS)
    for noun in MODELS:
        told = described["paths"][f"/api/v1/{noun}/"]["get"]
        assert {parameter["name"] for parameter in told["parameters"]} == {
            *FILTERS[noun].base_filters,
            *("sort", "page_size", "cursor", "count", "fields", "expand", "view"),
            *("format", "bom", "trailer"),
        }
        assert set(told["responses"]) == {"200", "400", "401", "404", "429", "503"}
        assert set(told["responses"]["200"]["content"]) == {"application/json", *accepted(noun)}
        assert f"/api/v1/{noun}/{{id}}/" in described["paths"]


def test_a_file_is_described_with_what_refuses_it(described):
    sent = described["paths"]["/api/v1/documents/"]["post"]
    assert set(sent["requestBody"]["content"]) == {"multipart/form-data"}
    refusals = {"400", "401", "403", "409", "413", "415", "422"}
    assert set(sent["responses"]) == {"201", *refusals}


def test_answers_have_the_fields_described(described, ask):
    schemas = described["components"]["schemas"]
    rows = tell(1)
    for view in VIEWS:
        told = ask(f"{view.noun}/{rows[view.noun].pk}/")
        assert list(told) == list(schemas[view.whole.__name__]["properties"])


def test_answers_are_as_described(described, ask):
    rows = tell(2)
    judge = judging(described)
    for view in VIEWS:
        for shape, told in (
            (view.whole, [ask(f"{view.noun}/{rows[view.noun].pk}/")]),
            (view.row, ask(f"{view.noun}/")["results"]),
        ):
            wanted = judge(f"/components/schemas/{shape.__name__}")
            assert told
            assert [error.message for one in told for error in wanted.iter_errors(one)] == []


def test_a_reference_is_described_whole(described):
    schemas = described["components"]["schemas"]
    assert {
        name: list(schemas[f"{name}Reference"]["properties"]) for name in ("", "Kind", "Event")
    } == {
        "": ["id", "url", "name"],
        "Kind": ["id", "url", "name", "code", "family"],
        "Event": ["id", "url", "name", "date"],
    }


def test_the_schema_is_served(ask):
    ask.client.defaults["HTTP_ACCEPT"] = "application/vnd.oai.openapi+json"
    served = ask.response("schema/")
    assert served.headers["Content-Type"].startswith("application/vnd.oai.openapi")
    assert json.loads(served.content)["openapi"] == "3.1.0"


def test_the_page_loads_files_of_our_own_only(ask):
    page = ask.client.get("/api/v1/docs/")
    assert page.status_code == 200
    html = page.content.decode()
    loaded = re.findall(r'(?:src|href)="([^"]+)"', html)
    assert len(loaded) == 6
    assert all(address.startswith(("/static/", "/api/v1/docs/")) for address in loaded)
    assert not re.search(r"<script>|<script [^>]*>[^<]|<style|style=", html)
    script = ask.client.get("/api/v1/docs/?script=")
    assert script.headers["Content-Type"] == "application/javascript"
    assert "/api/v1/schema/" in script.content.decode()
