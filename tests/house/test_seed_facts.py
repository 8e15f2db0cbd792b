"""The thirteen facts of the seed's report, each read back through the interface."""

import pytest
from django.core.management import call_command
from django.test import Client

from relations.models import Contact, Event, Institution
from tests import cast

pytestmark = pytest.mark.django_db

SEED = "ev:2024-05-16-isrs-korean-experts"
FORUM = "ev:2023-12-strategic-dialogue"


def load():
    call_command("loaddata", "fixtures/tashkent.json", verbosity=0)
    return cast.reader()


@pytest.fixture(scope="module")
def reader(django_db_setup, django_db_blocker):
    with cast.shared(django_db_blocker, load) as user:
        yield user


@pytest.fixture
def told(reader, db):
    client = Client()
    client.force_login(reader)

    def ask(address):
        response = client.get(f"/api/v1/{address}")
        assert response.status_code == 200
        return response.json()

    return ask


@pytest.fixture
def meeting(told):
    return told(f"events/{Event.objects.get(key=SEED).pk}/")


def guests(meeting):
    return {person["contact"]["name"]: person for person in meeting["sides"][1]["participants"]}


def test_units_stand_in_their_university(told):
    unit = Institution.objects.get(key="kr-hufs-ces")
    chain = told(f"institutions/{unit.pk}/")["chain"]
    assert [body["name"] for body in chain] == ["Hankuk University of Foreign Studies"]
    university = Institution.objects.get(key="kr-hufs")
    found = told(f"contacts/?institution={university.pk}")["results"]
    assert [person["name"] for person in found] == ["Jeh Sung Hoon", "Lee Ji-eon"]
    assert told(f"contacts/?institution={university.pk}&units=0")["results"] == []


def test_one_man_holds_two_posts_at_once(meeting):
    posts = guests(meeting)["Jeh Sung Hoon"]["posts"]
    assert [(post["title"], post["institution"]["name"]) for post in posts] == [
        ("Secretary General", "Korea-Central Asia Cooperation Expert Forum"),
        ("Director", "Center for Eurasian Studies, HUFS"),
    ]


def test_posts_are_read_as_at_the_day(told, meeting):
    person = Contact.objects.get(key="park-joung-ho")
    person.posts.update(until="2024-06")
    person.posts.create(
        institution=Institution.objects.get(key="kr-kinu"), title="President", since="2024-07"
    )
    again = told(f"events/{meeting['id']}/")
    (post,) = guests(again)["Park Joung-ho"]["posts"]
    assert (post["title"], post["institution"]["name"]) == (
        "Expert",
        "Korea Institute for International Economic Policy",
    )
    now = told(f"contacts/{person.pk}/")["posts_now"]
    assert [post["title"] for post in now] == ["President"]


def test_the_day_stands_apart_from_where_the_year_comes_from(meeting):
    (account,) = meeting["accounts"]
    assert (account["told"]["text"], account["told"]["basis"]) == ("May 16 this year", "inferred")
    assert account["told"]["date"]["edtf"] == meeting["date"]["edtf"] == "2024-05-16"
    assert account["year_evidence"].startswith("2024: cites 2023 trade as a closed figure")


def test_a_host_and_a_guest_side(meeting):
    assert [
        (side["name"], side["role"], [country["alpha2"] for country in side["countries"]])
        for side in meeting["sides"]
    ] == [("Uzbek side", "host", ["UZ"]), ("Korean side", "guest", ["KR"])]


def test_and_others(meeting):
    side = meeting["sides"][1]
    assert (side["list_incomplete"], side["unnamed"]) == (
        True,
        {"count": None, "qualifier": "at_least_1", "text": "and others"},
    )
    assert len(side["participants"]) == 4


def test_topics_are_values(told, meeting):
    assert len(meeting["topics"]) == 13
    found = told("events/?topic=climate change")["results"]
    assert [event["id"] for event in found] == [meeting["id"]]


def test_what_each_side_said_by_side_and_topic(told, meeting):
    said = [(said["side"], said["kind"]) for said in meeting["statements"]]
    assert said.count(("Uzbek side", "informed")) == 2
    found = told("statements/?side=Korean side&topic=climate change")["results"]
    assert [said["text"] for said in found] == [
        "Seoul wants more work on climate, energy and food security."
    ]


def test_the_forum_is_known_to_the_month(told):
    forum = told(f"events/{Event.objects.get(key=FORUM).pk}/")
    date = {name: forum["date"][name] for name in ("edtf", "from", "until")}
    assert date == {"edtf": "2023-12", "from": "2023-12-01", "until": "2023-12-31"}
    found = told("events/?date=December 2023")["results"]
    assert [event["id"] for event in found] == [forum["id"]]


def test_the_meeting_continues_the_forum(told, meeting):
    forum = Event.objects.get(key=FORUM)
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
    person = told(f"contacts/{Contact.objects.get(key='hyun-seung-soo').pk}/")
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
    found = told("figures/?unit=USD&period=2023")["results"]
    (figure,) = [row for row in found if row["period"]]
    assert (figure["qualifier"], figure["sign"], figure["value"], figure["period"]["edtf"]) == (
        "more_than",
        ">",
        "10000000000",
        "2023",
    )
    assert figure["source"]["name"] == "ISRS receives Korean experts"
