"""The examples of the description are sent and answered as it says, where the visit is known."""

import json
import re
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import transaction

from relations.api import examples
from relations.api.urls import VIEWS
from tests import cast
from tests.api.conftest import Asking

MOMENT = "2024-05-17T09:00:00Z"


def load():
    call_command("loaddata", "fixtures/tashkent.json", verbosity=0)
    return cast.editor()


@pytest.fixture(scope="module")
def editor(django_db_setup, django_db_blocker):
    with cast.shared(django_db_blocker, load) as user:
        yield user


def settled(answer):
    """Write ids, moments and the site of an answer as in the examples: each id by its place."""
    text = json.dumps(answer, ensure_ascii=False)
    ids = dict.fromkeys(re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", text))
    for number, one in enumerate(ids, 1):
        text = text.replace(one, f"018f7e1c-0000-7000-8000-{number:012}")
    text = text.replace("http://testserver", "https://relations.example")
    text = re.sub(r'"(created|changed)_at": "[^"]+"', rf'"\1_at": "{MOMENT}"', text)
    return json.loads(text)


def told(user):
    """Send each example by itself, and give the answers by noun."""
    ask = Asking(user)
    answers = {}
    for noun, body in examples.REQUESTS.items():
        with transaction.atomic():
            answers[noun] = settled(ask.send("POST", f"{noun}/", body, status=201).json())
            transaction.set_rollback(True)
    return answers


def test_every_example_is_answered_as_the_description_says(editor, db):
    assert told(editor) == json.loads(examples.ANSWERS.read_text())


def pages(user):
    """Ask each list for one row as the description does, and give the pages by noun."""
    ask = Asking(user)
    found = {}
    for view in VIEWS:
        query = urlencode({**examples.ASKED.get(view.noun, {}), "page_size": 1, "count": "exact"})
        page = settled(ask(f"{view.noun}/?{query}"))
        if page["next"]:
            page["next"] = re.sub("cursor=[^&]+", "cursor=…", page["next"])
        if page["results"]:
            found[view.noun] = page
    return found


def test_every_list_is_answered_as_the_description_says(editor, db):
    found = pages(editor)
    assert found == json.loads(examples.PAGES.read_text())
    assert set(examples.ASKED) - set(found) == set()


def test_every_noun_that_is_sent_as_json_by_an_editor_has_one():
    assert {view.noun for view in VIEWS} - examples.REQUESTS.keys() == {
        "documents",
        "kinds",
        "places",
    }


def test_the_description_shows_them(described_file):
    paths = json.loads(described_file.read_text())["paths"]
    for noun, page in json.loads(examples.PAGES.read_text()).items():
        listed = paths[f"/api/v1/{noun}/"]["get"]
        told = listed["responses"]["200"]["content"]["application/json"]["examples"]
        assert [one["value"] for one in told.values()] == [page]
        asked = {
            each["name"]: example["value"]
            for each in listed["parameters"]
            for example in each.get("examples", {}).values()
        }
        assert asked == examples.ASKED.get(noun, {})
    for noun, body in examples.REQUESTS.items():
        create = paths[f"/api/v1/{noun}/"]["post"]
        sent = create["requestBody"]["content"]["application/json"]["examples"]
        assert [one["value"] for one in sent.values()] == [body]
        answers = create["responses"]
        shown = answers["201"]["content"]["application/json"]["examples"]
        assert [one["value"]["type"] for one in shown.values()] == [
            json.loads(examples.ANSWERS.read_text())[noun]["type"]
        ]
        (asked,) = answers["409"]["content"]["application/problem+json"]["examples"].values()
        assert asked["value"] == examples.PROBLEMS["409"][1]
