"""What the house holds true of an event, drawn from what its reports tell."""

import json

import pytest

from relations.access import OPERATOR
from relations.dossier.facts import papers
from relations.imports.reports.loading import load
from relations.imports.reports.reading import parse
from relations.imports.reports.registries_back import dump
from relations.imports.reports.writing_back import differences
from relations.models import (
    Commitment,
    Contact,
    Event,
    EventLink,
    Institution,
    Participation,
    Post,
    Source,
)
from tests import cast
from tests.imports.few import only

pytestmark = pytest.mark.django_db


def take(document):
    load(parse(json.dumps(document).encode()))


def test_the_most_exact_date_told_stands():
    take(only("D19", "D20"))
    event = Event.objects.get(key="ev:2022-08-25-isrs-korea")
    assert (event.date, event.status, event.accounts.count()) == ("2022-08-25", "held", 2)
    assert sorted(event.accounts.values_list("date", flat=True)) == ["2022-08", "2022-08-25"]


def test_what_was_under_way_is_over_once_another_event_looks_back_on_it():
    take(only("D02"))
    assert Event.objects.get(key="ev:2023-12-strategic-dialogue").status == "ongoing"
    take(only("D01"))
    assert Event.objects.get(key="ev:2023-12-strategic-dialogue").status == "held"


def test_a_later_file_makes_a_vague_event_exact():
    document = only("D20")
    take(document)
    assert Event.objects.get(key="ev:2022-08-25-isrs-korea").date == "2022-08"
    take(only("D19"))
    event = Event.objects.get(key="ev:2022-08-25-isrs-korea")
    assert (event.date, event.delegations.count()) == ("2022-08-25", 2)


def test_sides_of_several_reports_join_by_name_or_by_states():
    take(only("D08", "D09", "D10", "D11", "D12", "D13"))
    event = Event.objects.get(key="ev:2024-07-30-ttf1")
    sides = {
        side.name: [telling.account.key for telling in side.tellings.order_by("account__key")]
        for side in event.delegations.all()
    }
    assert sides == {
        "Korean delegation": ["D08", "D09", "D10", "D11", "D12", "D13"],
        "Central Asian side": ["D08", "D10", "D11"],
        "Uzbek side": ["D09", "D12"],
        "Turkmen side": ["D13"],
    }
    person = Participation.objects.get(event=event, contact__key="rhee-chong-kuk")
    assert [told.name for told in person.tellings.order_by("side__account__key")] == [
        "Rhee Chong-Kuk",
        "Ri Chong Kuk",
    ]


def test_two_sides_of_one_name_stay_two():
    document = only("D01")
    document["reports"][0]["sides"][1]["name"] = "Uzbek side"
    take(document)
    event = Event.objects.get(key="ev:2024-05-16-isrs-korean-experts")
    assert [side.name for side in event.delegations.all()] == ["Uzbek side", "Uzbek side (2)"]
    assert list(differences(document, dump(OPERATOR))) == []


def test_an_event_known_by_mention_alone():
    take(only("D01"))
    forum = Event.objects.get(key="ev:2023-12-strategic-dialogue")
    assert (forum.date, forum.kind.code, forum.status) == ("2023-12", "forum", "held")
    assert [str(place) for place in forum.places.all()] == ["Tashkent, Uzbekistan"]
    assert forum.accounts.count() == 0
    link = EventLink.objects.get()
    assert (link.from_event.key, link.kind, link.to_event, link.basis) == (
        "ev:2024-05-16-isrs-korean-experts",
        "continues",
        forum,
        "printed",
    )


def test_an_event_mentioned_without_a_date_has_none():
    document = only("D01")
    document["reports"][0]["other_events"][0]["date"] |= dict.fromkeys(
        ("text", "edtf", "start", "end"), None
    )
    document["reports"][0]["continues"][0]["edtf"] = None
    take(document)
    forum = Event.objects.get(key="ev:2023-12-strategic-dialogue")
    assert (forum.date, forum.status) == ("", "held")


@pytest.mark.parametrize(
    ("home", "directions"),
    [
        ("", {""}),
        ("uz-iica", {"joint"}),
        ("kr-kf", {"joint", "theirs"}),
        ("tm-mfa", {"others"}),
    ],
)
def test_whose_promise_it_is_depends_on_the_house(home, directions, settings):
    settings.HOME_INSTITUTION = home
    document = only("D07")
    if home == "tm-mfa":
        document["institutions"].append(
            {
                "key": home,
                "preferred": "Ministry",
                "type": "ministry",
                "country": "TM",
                "parent": None,
                "names": [],
            }
        )
        for side in document["reports"][0]["sides"]:
            side["countries"] = []
    take(document)
    assert {commitment.direction for commitment in Commitment.objects.all()} <= directions
    assert Commitment.objects.count() == len(document["reports"][0]["outcomes"])


def test_a_house_without_a_country_keeps_its_own_key(settings):
    settings.HOME_INSTITUTION = "uz-isrs"
    document = only("D42")
    for body in document["institutions"]:
        if body["key"] == "uz-isrs":
            body["country"] = None
    take(document)
    assert Institution.objects.get(key="uz-isrs").country is None


def test_an_appointment_dates_the_one_post_it_can_mean():
    take(only("D40"))
    post = Post.objects.get(contact__key="won-do-yeon")
    assert (post.since, post.until) == ("2024-06-07", "")


def test_a_departure_ends_the_one_post_it_can_mean():
    take(only("D41"))
    posts = Post.objects.filter(contact__key="kim-sung-in").order_by("institution__key")
    assert [(post.institution.key, post.until) for post in posts] == [
        ("kr-kf", ""),
        ("kr-sec", "2021-08"),
    ]


def test_where_several_posts_are_possible_none_is_dated():
    document = only("D41")
    person = document["reports"][0]["sides"]
    for side in person:
        for participant in side["participants"]:
            if participant["person"] == "kim-sung-in":
                participant["posts"].append(
                    {
                        "title": "Chair",
                        "institution": "kr-sec",
                        "unit": None,
                        "acting": False,
                        "former": False,
                    }
                )
    take(document)
    assert Post.objects.exclude(until="").count() == 0


def test_records_made_by_hand_come_out_under_keys_of_their_own():
    document = only("D01")
    take(document)
    Contact.objects.filter(key="jeh-sung-hoon").update(key=None)
    Institution.objects.filter(key="kr-kiep").update(key=None)
    Event.objects.filter(key="ev:2023-12-strategic-dialogue").update(key=None)
    back = dump(OPERATOR)
    people = [person["key"] for person in back["people"]]
    made = Contact.objects.get(display_name="Jeh Sung Hoon")
    assert f"jeh-sung-hoon-{made.pk.hex[-8:]}" in people
    told = back["reports"][0]["continues"][0]["event"]
    forum = Event.objects.get(accounts=None)
    assert (told[:3], told[-8:]) == ("ev:", forum.pk.hex[-8:])
    load(parse(json.dumps(back).encode().replace(b'"D01"', b'"D02"')))
    assert Source.objects.count() == 2


def test_names_the_house_adds_come_out_of_a_whole_export_alone():
    take(only("D01"))
    person = Contact.objects.get(key="jeh-sung-hoon")
    person.names.create(text="제성훈", language="ko", script="Hang", kind="original", order=9)
    whole = next(p for p in dump(OPERATOR)["people"] if p["key"] == "jeh-sung-hoon")
    part = next(p for p in dump(OPERATOR, "dev")["people"] if p["key"] == "jeh-sung-hoon")
    assert [name["text"] for name in whole["names"]] == ["Jeh Sung Hoon", "제성훈"]
    assert [name["text"] for name in part["names"]] == ["Jeh Sung Hoon"]


def test_a_merger_names_its_result():
    document = only("D01")
    document["reports"][0]["changes"] = [
        {
            "kind": "merged",
            "subject": "kr-kiep",
            "what": "joined another",
            "date": "2024",
            "institution": "kr-kinu",
            "result": "kr-kinu",
        }
    ]
    take(document)
    assert list(differences(document, dump(OPERATOR))) == []


def test_hours_told_with_a_zone_stand_on_the_event():
    document = only("D01")
    document["reports"][0]["event"]["date"].update(
        start_time="10:00", end_time="11:30", time_zone="Asia/Tashkent", precision="datetime"
    )
    take(document)
    event = Event.objects.get(key="ev:2024-05-16-isrs-korean-experts")
    assert (str(event.start_time), str(event.end_time), event.time_zone) == (
        "10:00:00",
        "11:30:00",
        "Asia/Tashkent",
    )
    assert list(differences(document, dump(OPERATOR))) == []


def test_a_restricted_part_stays_out_of_a_readers_export():
    take(only("D01"))
    Contact.objects.filter(key="jeh-sung-hoon").update(**cast.restricted())
    back = dump(cast.reader())
    assert [person["key"] for person in back["people"]] == [
        "hyun-seung-soo",
        "lee-ji-eon",
        "park-joung-ho",
    ]
    assert "Jeh" not in json.dumps(back["reports"][0]["sides"])


def test_what_belongs_to_no_report_stays_out_of_a_collection():
    document = only("D01")
    document["reports"][0]["changes"] = [
        {"kind": "left", "subject": "park-joung-ho", "what": "left", "date": None}
    ]
    take(document)
    cast.make_contact(display_name="Somebody", key="somebody")
    person = Contact.objects.get(key="park-joung-ho")
    post = cast.make_post(contact=person, title="Adviser")
    post.sightings.create(seen="2020")
    cast.make_agreement(
        state="signed", event=Event.objects.get(key="ev:2023-12-strategic-dialogue")
    )
    back = dump(OPERATOR, "dev")
    assert list(differences(document["reports"], back["reports"])) == []
    assert [entry["key"] for entry in back["people"]] == [
        entry["key"] for entry in document["people"]
    ]
    assert papers(OPERATOR, without_kind="signing") == []
