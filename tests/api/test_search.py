"""The search through the interface."""

import json

import pytest
from django.test import Client

from relations import models as m
from relations.history.acting import act
from relations.names.likeness import Reason
from relations.search.finding import find
from tests import cast
from tests.search.conftest import load

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with cast.shared(django_db_blocker, load) as user:
        yield user


@pytest.fixture
def search(loaded, db, ask_as):
    asking = ask_as(loaded)
    return lambda query, **options: asking(f"search/?{query}", **options)


def test_a_record_is_told_with_its_address_and_why(search):
    park = m.Contact.objects.get(key="park-joung-ho")
    answer = search("q=Jung-ho Park")
    assert answer == {
        "query": "Jung-ho Park",
        "results": [
            {
                "kind": "contact",
                "id": str(park.pk),
                "url": f"http://testserver/api/v1/contacts/{park.pk}/",
                "name": cast.PARK,
                "score": answer["results"][0]["score"],
                "matched_by": "romanization",
                "matched_name": cast.PARK,
                "hint": answer["results"][0]["hint"],
            }
        ],
    }
    assert answer["results"][0]["score"] > 0.95
    assert answer["results"][0]["hint"].startswith("Expert Korea Institute")


def test_every_address_leads_to_the_record(search, loaded):
    with act("one of each"):
        cast.make_series(name="Korea readings")
        cast.make_agreement(title="Korea memorandum")
        cast.make_source(title="Korea gazette")
        cast.make_topic(name_en="Korea studies")
        cast.make_contact(display_name="Korea Kim")
    client = Client()
    client.force_login(loaded)
    found = search("q=Korea&limit=100")["results"]
    assert {one["kind"] for one in found} == {
        "contact",
        "institution",
        "event",
        "series",
        "agreement",
        "topic",
        "source",
    }
    for one in found:
        answer = client.get(one["url"])
        assert (answer.status_code, answer.json()["id"]) == (200, one["id"])


def test_it_finds_what_the_search_finds_in_its_order(search, loaded):
    for asked in ("Korea", "Je Seong-hun", "KIEP Park", "제성훈", "Прак Чон Хо"):
        names = [(one["name"], one["matched_by"]) for one in search(f"q={asked}")["results"]]
        assert names == [(one.name, one.reason) for one in find(loaded, asked)]


def test_parameters_narrow(search):
    everything = search("q=ISRS")["results"]
    assert {one["kind"] for one in everything} == {"institution", "event", "source"}
    some = search("q=ISRS&kind=event,source")["results"]
    assert some == [one for one in everything if one["kind"] != "institution"]
    assert search("q=ISRS&limit=1")["results"] == everything[:1]
    assert search("q=Park Jounb-ho&typing=1")["results"] == []
    assert search("q=Park Jounb-ho")["results"][0]["name"] == cast.PARK


def test_texts_are_searched_when_asked_for(search):
    event = m.Event.objects.get(key="ev:2024-05-16-isrs-korean-experts")
    statement = m.Statement.objects.filter(text__contains="food security").first()
    assert "texts" not in search("q=food security")
    [found] = [one for one in search("q=food&texts=1")["texts"] if one["kind"] == "statement"]
    assert found["id"] == str(statement.pk)
    assert found["of"] == {
        "kind": "event",
        "id": str(event.pk),
        "url": f"http://testserver/api/v1/events/{event.pk}/",
        "name": str(event),
    }
    assert [part["text"] for part in found["excerpt"] if part["marked"]] == ["food"]
    assert "".join(part["text"] for part in found["excerpt"]) == statement.text
    assert 0 < found["rank"] < 1
    assert len(search("q=Korea&texts=1&limit=1")["texts"]) == 1


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("", {"q": ["This field is required."]}),
        ("q=", {"q": ["This field is required."]}),
        ("q=x%00", {"q": ["Null characters are not allowed."]}),
        (
            "q=" + "x" * 10_000,
            {"q": ["Ensure this value has at most 600 characters (it has 10000)."]},
        ),
        ("q=x&q=y", {"q": ["Give this once."]}),
        ("q=x&limit=0", {"limit": ["Ensure this value is greater than or equal to 1."]}),
        ("q=x&limit=101", {"limit": ["Ensure this value is less than or equal to 100."]}),
        ("q=x&limit=all", {"limit": ["Enter a whole number."]}),
        ("q=x&nonsense=1", {"nonsense": ["There is no such filter."]}),
        ("q=x&typing=perhaps", {"typing": 1}),
        ("q=x&kind=person", {"kind": 1}),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(search, query, errors):
    told = search(query, status=400)["errors"]
    assert list(told) == list(errors)
    for name, said in errors.items():
        assert said in (told[name], len(told[name]))


@pytest.mark.parametrize(
    "asked", ["?!", "%F0%9F%98%80", "j", "%25_%5C", "%E2%80%AE", "%FF", "'%26|!:*"]
)
def test_what_has_too_little_to_look_for_finds_nothing(search, asked):
    assert search(f"q={asked}")["results"] == []


def test_strangers_find_nothing_and_outsiders_what_is_public(loaded, ask_as):
    ask_as(cast.anonymous()).response("search/?q=Korea", status=401)
    with act("close it"):
        m.Institution.objects.filter(key="kr-kiep").update(confidentiality="internal")
    names = [one["name"] for one in ask_as(cast.outsider())("search/?q=Korea Institute")["results"]]
    assert cast.KINU in names
    assert cast.KIEP not in names


def test_the_schema_tells_every_reason_and_kind(search, ask_as, loaded):
    asking = ask_as(loaded)
    asking.client.defaults["HTTP_ACCEPT"] = "application/vnd.oai.openapi+json"
    schema = json.loads(asking.response("schema/").content)
    told = schema["components"]["schemas"]["FoundRecord"]["properties"]["matched_by"]
    assert all(str(reason) in told["description"] for reason in Reason)
    parameters = schema["paths"]["/api/v1/search/"]["get"]["parameters"]
    assert {one["name"] for one in parameters} == {"q", "kind", "limit", "typing", "texts"}
    assert set(schema["paths"]["/api/v1/search/"]["get"]["responses"]) == {
        "200",
        "400",
        "401",
        "503",
    }
