"""Writing through the API: what is sent stands, what is refused leaves nothing, nothing is lost."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from relations import models
from relations.api import problems
from relations.api.urls import VIEWS
from relations.api.writing import UNKNOWN
from relations.exports.nouns import MODELS
from tests import cast

HYUN = {
    "name": "Hyun Seung-soo",
    "family_name": "Hyun",
    "given_name": "Seung-soo",
    "name_order": "family_first",
    "languages": ["ko", "en"],
    "names": [
        {"text": "현승수", "language": "ko", "script": "Hang", "kind": "original"},
        {"text": "Hyon Sung-su", "language": "en", "kind": "romanization", "since": "2020"},
    ],
    "points": [{"kind": "email", "value": "hyun@kinu.or.kr", "preferred": True}],
}


@pytest.fixture
def editing(world, ask_as):
    return ask_as(cast.editor())


def refused(ask, method, address, body, errors, *, status=400, **headers):
    """Send what must be refused by these errors and leave every table as it was."""
    before = {model: model.objects.count() for model in MODELS.values()}
    entries = models.Journal.objects.count()
    answer = ask.send(method, address, body, status=status, **headers)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json().get("errors") == errors
    assert {model: model.objects.count() for model in MODELS.values()} == before
    assert models.Journal.objects.count() == entries
    return answer.json()


def test_a_record_is_made_with_its_parts(editing, world):
    kinu = cast.make_institution(display_name=cast.KINU)
    topic = cast.make_topic(name_en="security")
    sent = {
        **HYUN,
        "topics": ["security"],
        "owner": "me",
        "posts": [{"title": "director", "institution": str(kinu.pk), "since": "2023-03"}],
    }
    answer = editing.send("POST", "contacts/", sent, status=201)
    told = answer.json()
    assert answer.headers["Location"] == told["url"]
    assert answer.headers["ETag"] == editing.tag(told["url"])
    assert editing(told["url"]) == told
    person = models.Contact.objects.get(pk=told["id"])
    assert (person.created_by.username, person.owner.username) == ("editor", "editor")
    assert [(name["text"], name["kind"]) for name in told["names"]] == [
        ("현승수", "original"),
        ("Hyon Sung-su", "romanization"),
    ]
    assert told["names"][1]["since"]["edtf"] == "2020"
    assert [one["name"] for one in told["topics"]] == [topic.name_en]
    (post,) = told["posts"]
    assert (post["title"], post["institution"]["id"]) == ("director", str(kinu.pk))
    acts = models.Journal.objects.order_by("-pk").values_list("act", flat=True)[:5]
    assert set(acts) == {"create contact"}


BODIES = {
    "institutions": lambda w: {
        "name": cast.KINU,
        "kind": "state_think_tank",
        "country": "KR",
        "names": [{"text": "KINU", "kind": "acronym"}],
        "follows": [{"kind": "merged_into", "date": "1991", "predecessors": [str(w.kiep.pk)]}],
        "identifiers": [{"scheme": "ror", "value": "04vk5vc90"}],
    },
    "contacts": lambda _: HYUN,
    "posts": lambda w: {"contact": str(w.jeh.pk), "title": "dean", "since": "2024-05"},
    "events": lambda w: {
        "title": "Round table",
        "kind": "forum",
        "date": "2024-05",
        "places": [{"city": "Seoul", "country": {"alpha2": "KR"}}],
        "institutions": [{"institution": str(w.kiep.pk), "role": "host"}],
        "sides": [{"name": "Korean side", "role": "host", "countries": ["KR"]}],
    },
    "meetings": lambda _: {"title": "Talks", "kind": "meeting", "date": {"edtf": "2024-05-16"}},
    "forums": lambda _: {"title": "Forum", "kind": "forum"},
    "series": lambda _: {"name": "Dialogue", "editions": [{"number": 1, "status": "held"}]},
    "accounts": lambda _: {
        "event": str(cast.make_event().pk),
        "source": str(cast.make_source().pk),
        "kind": "forum",
        "name": "The forum as told",
        "names": [{"text": "Forum", "language": "en"}],
        "remarks": [{"code": "odd", "text": "No year is given."}],
    },
    "participations": lambda w: {
        "event": str(cast.make_event().pk),
        "contact": str(w.jeh.pk),
        "roles": ["speaker"],
        "attendance": "in_person",
    },
    "statements": lambda _: {
        "event": str(cast.make_event().pk),
        "text": "Hold it every year.",
        "kind": "proposal",
        "topic": cast.make_topic().name_en,
    },
    "commitments": lambda _: {
        "what": "Send the paper",
        "due": "2024-06",
        "direction": "ours",
        "parties": [{"role": "owes", "colleague": "me"}],
        "remind_on": "2024-06-01",
    },
    "agreements": lambda w: {
        "title": "Memorandum",
        "until": "2030",
        "parties": [{"institution": str(w.kiep.pk)}, {"place": "UZ"}],
        "signings": [{"date": "2024", "signatories": [{"contact": str(w.jeh.pk)}]}],
    },
    "topics": lambda _: {"name": "water", "name_ru": "вода"},
    "sources": lambda _: {"title": "Report", "address": "https://isrs.uz/en/1", "kind": "news"},
    "figures": lambda _: {
        "indicator": "trade",
        "value": "2.46",
        "unit": "billion US dollars",
        "period": "2023",
        "subjects": [{"place": "KR"}],
    },
    "relations": lambda _: {"status": "Strategic", "parties": [{"place": "KR"}, {"place": "UZ"}]},
    "notes": lambda _: {"text": "Minutes", "event": str(cast.make_event().pk)},
    "kinds": lambda _: {"code": "lecture", "name": "lecture", "family": "forum"},
    "links": lambda _: {
        "from_event": str(cast.make_meeting().pk),
        "to_event": str(cast.make_event().pk),
        "kind": "continues",
    },
    "places": lambda _: {
        "name": "Atlantis",
        "kind": "country",
        "alpha2": "XA",
        "alpha3": "XAT",
        "m49": "999",
    },
}


WORDS = ("name", "title", "text", "what", "indicator")


@pytest.mark.parametrize("noun", BODIES)
def test_every_noun_is_made_changed_and_removed(noun, world, ask_as):
    ask = ask_as(cast.administrator())
    body = BODIES[noun](world)
    told = ask.send("POST", f"{noun}/", body, status=201).json()
    assert set(body) <= {*told, "remind_on"}
    # What was sent once more changes nothing, its parts included.
    again = ask.change(told["url"], body)
    assert again == told
    word = next((name for name in WORDS if name in body), None)
    if word:
        assert ask.change(told["url"], {word: "Another"})[word] == "Another"
    ask.send("DELETE", told["url"], status=204, if_match=ask.tag(told["url"]))
    ask(told["url"], status=404)


def test_every_noun_but_the_files_is_tried():
    assert {view.noun for view in VIEWS} - set(BODIES) == {"documents"}


def test_parts_are_known_again_and_others_go(editing):
    told = editing.send("POST", "contacts/", HYUN, status=201).json()
    before = {row.text: row.pk for row in models.ContactName.objects.filter(contact=told["id"])}
    names = [{"text": "Hyon Sung-su"}, {"text": "Hyun S."}]
    told = editing.change(told["url"], {"names": names})
    after = {row.text: row.pk for row in models.ContactName.objects.filter(contact=told["id"])}
    assert [name["text"] for name in told["names"]] == ["Hyon Sung-su", "Hyun S."]
    assert after["Hyon Sung-su"] == before["Hyon Sung-su"]
    kept = {"id": str(after["Hyun S."]), "text": "Hyun Seungsoo"}
    told = editing.change(told["url"], {"names": [kept]})
    assert models.ContactName.objects.get(contact=told["id"]).pk == after["Hyun S."]


def test_what_is_wrong_is_named_by_its_path(editing, world):
    refused(
        editing,
        "POST",
        "contacts/",
        {
            "names": [{"text": "Hyun"}, {"kind": "odd"}, {"text": "x", "since": "2023-13"}],
            "posts": [{"institution": "nowhere", "acting": "yes", "rank": True, "title": 0}],
            "deceased": 1,
            "languages": ["ko", 3, {}],
            "topics": [5],
            "phone": "1",
        },
        {
            "name": ["This field is required."],
            "names.1.text": ["This field is required."],
            "names.1.kind": ['"odd" is not a valid choice.'],
            "names.2.since": ["There is no month 13."],
            "posts.0.institution": ["“nowhere” is no id."],
            "posts.0.acting": ["Must be a valid boolean."],
            "posts.0.rank": ["A valid integer is required."],
            "posts.0.title": ["Not a valid string."],
            "deceased": ["Must be a valid boolean."],
            "languages.1": ["Not a valid string."],
            "languages.2": ["Not a valid string."],
            "topics.0": ["Give an id."],
            "phone": ["There is no such field here to write."],
        },
    )


def test_what_the_database_refuses_is_named_by_its_path(editing):
    twice = [{"kind": "phone", "value": "+99871"}, {"kind": "phone", "value": "71 200"}]
    refused(
        editing,
        "POST",
        "contacts/",
        {"name": "Hyun", "points": twice},
        {"points.1": ["This breaks the rule “contactpoint phone is e164”."]},
    )
    refused(
        editing,
        "POST",
        "events/",
        {"title": "Talks", "kind": "meeting", "edition": 2},
        {"record": ["This breaks the rule “event edition needs a series”."]},
    )
    cast.make_contact(key="hyun")
    refused(
        editing,
        "POST",
        "contacts/",
        {"name": "Hyun", "key": "hyun"},
        {"key": ["Another record has this already."]},
    )


def test_a_hidden_record_is_linked_no_more_than_a_missing_one(editing, world):
    hidden = cast.make_institution(display_name="Closed", **cast.restricted())
    for pk in (hidden.pk, "01890a5d-ac96-774b-bcce-b302099a8057"):
        sentence = f"There is no institution “{pk}”."
        body = {"contact": str(world.jeh.pk), "title": "dean", "institution": {"id": str(pk)}}
        refused(editing, "POST", "posts/", body, {"institution": [sentence]})


def test_hidden_links_outlive_a_change(editing, insider, world):
    closed = cast.make_event(title="Closed", **cast.restricted())
    body = cast.make_institution(display_name="Closed", **cast.restricted())
    event = cast.make_meeting(part_of=closed)
    cast.make_host(event=event, institution=body)
    cast.make_host(event=event, institution=world.kiep)
    told = editing(f"events/{event.pk}/")
    assert (told["part_of"], len(told["institutions"])) == (None, 1)
    told = editing.change(told["url"], {"part_of": None, "institutions": [], "title": "Talks"})
    assert (told["title"], told["institutions"]) == ("Talks", [])
    seen = insider(f"events/{event.pk}/")
    assert seen["part_of"]["id"] == str(closed.pk)
    assert [one["institution"]["id"] for one in seen["institutions"]] == [str(body.pk)]


def test_a_change_must_name_the_state_it_was_made_from(editing, world):
    address = f"contacts/{world.jeh.pk}/"
    for method, body in (("PATCH", {"name": "Je"}), ("DELETE", None)):
        for headers in ({}, {"if_match": "*"}, {"if_match": ""}):
            refused(editing, method, address, body, None, status=428, **headers)
    old = editing.tag(address)
    editing.change(address, {"names": [{"text": "제성훈"}]})
    now = editing(address)
    for method, body in (("PATCH", {"names": []}), ("DELETE", None)):
        answer = editing.send(method, address, body, status=412, if_match=old)
        assert answer.json()["current"] == now
        assert answer.headers["ETag"] == editing.tag(address)
    assert editing(address) == now
    headers = {"if_match": f'"other", {editing.tag(address)}'}
    editing.send("PATCH", address, {"name": "Je"}, status=200, **headers)


def test_no_tag_tells_of_what_is_hidden(editing, world):
    address = f"contacts/{world.jeh.pk}/"
    before = editing.tag(address)
    hidden = cast.make_institution(display_name="Closed", **cast.restricted())
    cast.make_post(contact=world.jeh, institution=hidden)
    assert editing.tag(address) == before


def test_whoever_may_not_write_is_refused_and_nothing_is_written(world, ask_as):
    closed = cast.make_contact(**cast.restricted())
    for asker in (ask_as(cast.reader(username="second")), ask_as(cast.auditor())):
        for pk in (world.jeh.pk, closed.pk, "01890a5d-ac96-774b-bcce-b302099a8057"):
            for method, headers in (("PATCH", {"if_match": '"1"'}), ("DELETE", {})):
                address = f"contacts/{pk}/"
                refused(asker, method, address, {"name": "X"}, None, status=403, **headers)
        refused(asker, "POST", "contacts/", HYUN, None, status=403)
        refused(asker, "POST", "contacts/bulk/", [HYUN], None, status=403)
    refused(ask_as(cast.editor()), "POST", "places/", {"name": "X"}, None, status=403)
    refused(ask_as(cast.anonymous()), "POST", "contacts/", HYUN, None, status=401)
    world.jeh.refresh_from_db()
    assert world.jeh.version == 1


def test_parts_need_rights_of_their_own(world, ask_as):
    user = cast.reader(username="half")
    cast.permit(user, "add_contact")
    ask = ask_as(user)
    ask.send("POST", "contacts/", {"name": "Hyun"}, status=201)
    refused(ask, "POST", "contacts/", HYUN, None, status=403)
    cast.permit(user, *(f"{verb}_agreement" for verb in ("add", "change")))
    signed = {"title": "X", "signings": [{"signatories": [{"contact": str(world.jeh.pk)}]}]}
    refused(ask, "POST", "agreements/", signed, None, status=403)


def test_the_hidden_are_as_missing_to_whoever_writes(editing):
    hidden = cast.make_contact(**cast.restricted())
    for pk in (hidden.pk, "01890a5d-ac96-774b-bcce-b302099a8057"):
        for method in ("PATCH", "DELETE"):
            address = f"contacts/{pk}/"
            told = refused(editing, method, address, {}, None, status=404, if_match='"1"')
            assert told["detail"] == "Not found."


def test_who_reads_a_record_is_said_by_managers_alone(editing, world, ask_as):
    desk = cast.make_team()
    address = f"contacts/{world.jeh.pk}/"
    closed = {"confidentiality": "restricted", "teams": [desk.name], "readers": ["reader"]}
    refused(
        editing,
        "POST",
        "contacts/",
        {**HYUN, **closed},
        {
            "readers": ["You may not say who reads a record."],
            "teams": ["You may not say who reads a record."],
        },
    )
    lost = {"confidentiality": ["You could not read this record yourself any more."]}
    refused(editing, "POST", "contacts/", {**HYUN, "confidentiality": "restricted"}, lost)
    tag = editing.tag(address)
    closing = {"confidentiality": "restricted"}
    refused(editing, "PATCH", address, closing, lost, if_match=tag)
    user = cast.make_user(username="both", roles=("manager", "cleared"))
    both = ask_as(user)
    both.change(address, {"confidentiality": "restricted"})
    world.jeh.refresh_from_db()
    assert (world.jeh.readers, world.jeh.teams) == ([user.pk], [])
    both.change(address, {"teams": [{"id": str(desk.pk)}], "readers": ["both", "editor"]})
    world.jeh.refresh_from_db()
    assert (len(world.jeh.readers), world.jeh.teams) == (2, [desk.pk])


def test_nothing_goes_that_something_rests_on(editing, world):
    held = cast.make_event()
    cast.make_note(event=held, **cast.restricted())
    tag = editing.tag(f"events/{held.pk}/")
    told = refused(editing, "DELETE", f"events/{held.pk}/", None, None, status=409, if_match=tag)
    assert told["detail"] == "Records you may not see rest on this one, so it cannot be removed."
    topic = cast.make_topic(name_en="water")
    cast.make_statement(event=held, topic=topic)
    manager = editing
    tag = manager.tag(f"topics/{topic.pk}/")
    told = refused(manager, "DELETE", f"topics/{topic.pk}/", None, None, status=409, if_match=tag)
    assert told["detail"] == "Other records rest on it, so it cannot be removed."


def test_a_side_somebody_sits_on_is_not_left_out(editing, world):
    event = cast.make_event()
    side = cast.make_delegation(event=event)
    cast.make_participation(event=event, delegation=side)
    tag = editing.tag(f"events/{event.pk}/")
    errors = {"sides": ["Other records rest on it, so it cannot be removed."]}
    refused(editing, "PATCH", f"events/{event.pk}/", {"sides": []}, errors, if_match=tag)
    other = cast.make_delegation(event=cast.make_event())
    errors = {"sides.0.id": [f"There is no such record: {other.pk}."]}
    body = {"sides": [{"id": str(other.pk), "name": "Ours", "role": "host"}]}
    refused(editing, "PATCH", f"events/{event.pk}/", body, errors, if_match=tag)


def test_a_meeting_is_no_forum(editing):
    for noun, kind, family in (("meetings", "forum", "meeting"), ("forums", "meeting", "forum")):
        body = {"title": "Talks", "kind": kind}
        refused(editing, "POST", f"{noun}/", body, {"kind": [f"This is no kind of {family}."]})


HOSTILE = {
    b"": "name: This field is required.",
    b"{": None,
    b"[" * 100_000: "The JSON is nested more than 20 deep.",
    b"[" * 30 + b"]" * 30: "The JSON is nested more than 20 deep.",
    b'{"name": 1e400}': "This cannot be read as JSON: 1e400 is too large a number.",
    b'{"name": NaN}': "This cannot be read as JSON: NaN is no number.",
    b'{"name": 1.5, "name": 2}': "This cannot be read as JSON: one name stands twice in an object.",
    b"\xff": None,
    b'{"edition": ' + b"9" * 5000 + b"}": None,
    b"3": "Send an object.",
    b'{"name": "a\\u0000"}': "name: This text holds characters that cannot be kept.",
    b'{"names": [{"text": "\\ud800"}]}': "names.0.text: This text holds characters that cannot be "
    "kept.",
    b'{"\\udfff": 1}': "\\udfff: This text holds characters that cannot be kept.",
    b'[{"name": "x"}]': "record: Send an object.",
    b'{"name": 1.5}': "name: Not a valid string.",
}


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_what_no_database_can_hold_is_refused(editing, body):
    told = editing.send("POST", "contacts/", body, status=400).json()
    assert told["status"] == 400
    if HOSTILE[body]:
        assert told["detail"] == HOSTILE[body]


def test_texts_are_kept_composed(editing):
    told = editing.send("POST", "contacts/", {"name": "Jose\u0301"}, status=201).json()
    assert models.Contact.objects.get(pk=told["id"]).display_name == "Jos\u00e9"


def test_many_are_made_at_once_or_none(editing, world):
    people = [{"name": f"Guest {n}", "names": [{"text": f"손님 {n}"}]} for n in range(3)]
    made = editing.send("POST", "contacts/bulk/", people, status=201).json()["results"]
    assert [editing(one["url"])["name"] for one in made] == ["Guest 0", "Guest 1", "Guest 2"]
    wrong = [people[0], {"names": [{}]}, {"name": "", "x": 1}]
    refused(
        editing,
        "POST",
        "contacts/bulk/",
        wrong,
        {
            "1.name": ["This field is required."],
            "1.names.0.text": ["This field is required."],
            "2.name": ["This field may not be blank."],
            "2.x": ["There is no such field here to write."],
        },
    )
    phone = {"name": "G", "points": [{"kind": "phone", "value": "1"}]}
    rule = ["This breaks the rule “contactpoint phone is e164”."]
    refused(
        editing,
        "POST",
        "contacts/bulk/",
        [phone, people[0], phone],
        {"0.points.0": rule, "2.points.0": rule},
    )
    for rows in ({}, [], [{}] * 1001):
        errors = {"record": ["Send a list of 1 to 1000 records."]}
        refused(editing, "POST", "contacts/bulk/", rows, errors)
    refused(editing, "POST", "contacts/bulk/", [3], {"0.record": ["Send an object."]})


def test_a_session_needs_its_token(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.editor())
    answer = client.post("/api/v1/contacts/", HYUN, content_type="application/json")
    assert answer.status_code == 403
    assert answer.json()["detail"] == "CSRF Failed: CSRF cookie not set."


def test_a_meeting_loses_its_hours(editing):
    told = {"title": "Talks", "kind": "meeting", "date": "2024-05-16"}
    hours = {"start_time": "10:00", "time_zone": "Asia/Tashkent"}
    made = editing.send("POST", "meetings/", {**told, **hours}, status=201).json()
    editing.change(f"meetings/{made['id']}/", {"start_time": None, "time_zone": ""})
    meeting = models.Event.objects.get(pk=made["id"])
    assert (meeting.start_time, meeting.time_zone) == (None, "")


def test_what_is_no_field_and_no_record_is_refused(editing):
    refused(editing, "POST", "topics/", {"name": "sea", "color": "blue"}, {"color": [UNKNOWN]})
    told = {"names.0": ["Invalid data. Expected a dictionary, but got str."]}
    refused(editing, "POST", "contacts/", {**HYUN, "names": ["현승수"]}, told)


def test_errors_are_told_by_path():
    faults = {"names": [{}, {"text": ["Say it."]}], "posts": [], "non_field_errors": ["Whole."]}
    assert list(problems.flat(faults)) == [("names.1.text", ["Say it."]), ("record", ["Whole."])]
    told = problems.refused(ValidationError(["It rests on others."]))
    assert told.errors == {"record": ["It rests on others."]}
