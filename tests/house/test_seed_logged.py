"""The seed's visit from an empty database, by one form or one request; its facts read back."""

import re

import pytest
from django.test import Client

from relations.models import Contact, Event, Institution
from tests import cast
from tests.house.seed import VISIT
from tests.minutes.typed import BLANK, SEED

pytestmark = pytest.mark.django_db


def log_it():
    """Type the twelve boxes, have them read back, and save."""
    user = cast.editor()
    client = Client()
    client.force_login(user)
    sent = {**BLANK, **SEED, "once": "one"}
    page = client.post("/log/", {**sent, "do": "read"}).content.decode()
    read = re.search(r'name="read" value="(\w+)"', page)[1]
    assert client.post("/log/", {**sent, "do": "save", "read": read}).status_code == 302
    return user


def post_it():
    """Send the whole of it to the interface."""
    user = cast.editor()
    client = Client()
    client.force_login(user)
    answer = client.post("/api/v1/events/", VISIT, content_type="application/json")
    assert answer.status_code == 201, answer.content
    return user


@pytest.fixture(scope="module", params=[log_it, post_it])
def reader(request, django_db_setup, django_db_blocker):
    with cast.shared(django_db_blocker, request.param) as user:
        yield user


@pytest.fixture
def told(reader, db):
    client = Client()
    client.force_login(reader)
    return lambda address: client.get(f"/api/v1/{address}").json()


@pytest.fixture
def meeting(told):
    return told(f"events/{Event.objects.get(kind__code='meeting').pk}/")


def guests(meeting):
    return {person["contact"]["name"]: person for person in meeting["sides"][1]["participants"]}


def test_units_stand_in_their_university(told):
    unit = Institution.objects.get(display_name="Center for Eurasian Studies")
    chain = told(f"institutions/{unit.pk}/")["chain"]
    assert [body["name"] for body in chain] == ["Hankuk University of Foreign Studies"]
    found = told(f"contacts/?institution={unit.parent_id}")["results"]
    assert [person["name"] for person in found] == ["Jeh Sung Hoon", "Lee Ji-eon"]


def test_one_man_holds_two_posts_at_once(meeting):
    posts = guests(meeting)["Jeh Sung Hoon"]["posts"]
    assert [(post["title"], post["institution"]["name"]) for post in posts] == [
        ("Secretary General", "Korea-Central Asia Cooperation Expert Forum"),
        ("Director", "Center for Eurasian Studies"),
    ]


def test_posts_are_read_as_at_the_day(told, meeting):
    person = Contact.objects.get(display_name="Park Joung-ho")
    person.posts.update(until="2024-06")
    person.posts.create(institution=Institution.objects.first(), title="President", since="2024-07")
    (post,) = guests(told(f"events/{meeting['id']}/"))["Park Joung-ho"]["posts"]
    assert (post["title"], post["institution"]["name"]) == (
        "Expert",
        "Korea Institute for International Economic Policy",
    )
    assert [p["title"] for p in told(f"contacts/{person.pk}/")["posts_now"]] == ["President"]


def test_the_day_stands_apart_from_where_the_year_comes_from(meeting):
    (account,) = meeting["accounts"]
    assert (account["told"]["text"], account["told"]["basis"]) == ("May 16 this year", "inferred")
    assert account["told"]["date"]["edtf"] == meeting["date"]["edtf"] == "2024-05-16"
    assert account["year_evidence"] == "2024: cites the trade of 2023 as a closed figure"


def test_a_host_and_a_guest_side_with_others(meeting):
    assert [
        (side["name"], side["role"], [country["alpha2"] for country in side["countries"]])
        for side in meeting["sides"]
    ] == [("Uzbek side", "host", ["UZ"]), ("Korean side", "guest", ["KR"])]
    side = meeting["sides"][1]
    assert (side["list_incomplete"], side["unnamed"]) == (
        True,
        {"count": None, "qualifier": "at_least_1", "text": "and others"},
    )
    assert len(side["participants"]) == 4


def test_topics_and_what_each_side_said_of_them(told, meeting):
    assert len(meeting["topics"]) == 9
    found = told("events/?topic=climate change")["results"]
    assert [event["id"] for event in found] == [meeting["id"]]
    said = [(said["side"], said["kind"]) for said in meeting["statements"]]
    assert said.count(("Uzbek side", "informed")) == 2
    found = told("statements/?side=Korean side&topic=climate change")["results"]
    assert [said["text"] for said in found] == [
        "Seoul wants more work on climate, energy and food security."
    ]


def test_the_meeting_continues_a_forum_known_to_the_month(told, meeting):
    forum = Event.objects.get(kind__code="forum")
    date = told(f"events/{forum.pk}/")["date"]
    assert (date["edtf"], date["from"], date["until"]) == ("2023-12", "2023-12-01", "2023-12-31")
    found = told("events/?date=December 2023")["results"]
    assert [event["id"] for event in found] == [str(forum.pk)]
    (link,) = told(f"links/?from_event={meeting['id']}")["results"]
    assert (link["to_event"]["id"], link["kind"], link["basis"]) == (
        str(forum.pk),
        "continues",
        "printed",
    )


def test_the_source(meeting):
    source = meeting["accounts"][0]["source"]
    assert (source["publisher"], source["address"]) == (
        "ISRS",
        "https://isrs.uz/en/yangiliklar/isrs-hosted-a-meeting-with-korean-experts",
    )


def test_names_in_scripts_with_the_family_name_first(told):
    person = told(f"contacts/{Contact.objects.get(display_name='Hyun Seung-soo').pk}/")
    assert (person["family_name"], person["given_name"], person["name_order"]) == (
        "Hyun",
        "Seung-soo",
        "family_first",
    )
    assert [(name["text"], name["script"]) for name in person["names"]] == [
        ("Hyun Seung-soo", "Latn"),
        ("현승수", "Hang"),
    ]
    assert [row["id"] for row in told("contacts/?q=현승수")["results"]] == [person["id"]]


def test_figures_keep_qualifier_year_and_source(told):
    (figure,) = told("figures/?unit=USD&period=2023")["results"]
    assert (figure["qualifier"], figure["sign"], figure["value"], figure["period"]["edtf"]) == (
        "more_than",
        ">",
        "10000000000",
        "2023",
    )
    assert figure["source"]["name"] == "Uzbek side – Korean side"
