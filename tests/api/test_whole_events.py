"""A whole event in one request: names found, asked back or made, all or nothing, and who may."""

from copy import deepcopy

import pytest

from relations import models
from relations.exports.nouns import MODELS
from relations.search.keeping import keep_touched
from tests import cast
from tests.house.seed import VISIT, new, seat

BODY = new("Institute of Whales", kind="other")
BARE = {"title": "Talks", "kind": "meeting", "date": "2024-05-16"}


@pytest.fixture
def editing(world, ask_as):
    return ask_as(cast.editor())


def event(**parts):
    return {**deepcopy(BARE), **deepcopy(parts)}


def side(*seats, **values):
    return {"name": "Korean side", "role": "guest", "participations": list(seats), **values}


def refused(ask, body, *, status=400, address="events/"):
    """Send what must be refused, and leave every table as it was."""
    before = {model: model.objects.count() for model in MODELS.values()}
    answer = ask.send("POST", address, body, status=status)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert {model: model.objects.count() for model in MODELS.values()} == before
    return answer.json()


def test_one_request_is_one_act(editing):
    told = editing.send("POST", "meetings/", VISIT, status=201).json()
    assert editing(told["url"]) == told
    acts = models.Journal.objects.filter(actor=models.User.objects.get(username="editor").pk)
    assert set(acts.values_list("act", flat=True)) == {"create event"}


def test_what_is_created_in_the_same_words_twice_is_one_record(editing):
    cast.make_topic(name_en="Climate change")
    sent = event(
        institutions=[{"institution": BODY, "role": "host"}],
        topics=[new("whales"), new("climate change")],
        sides=[side(institutions=[BODY], statements=[{"text": "Sing!", "topic": new("whales")}])],
    )
    told = editing.send("POST", "events/", sent, status=201).json()
    body = models.Institution.objects.get(display_name=BODY["create"]["name"])
    assert told["institutions"][0]["institution"]["id"] == str(body.pk)
    assert told["sides"][0]["institutions"][0]["id"] == str(body.pk)
    whales = models.Topic.objects.get(name_en="whales")
    assert told["statements"][0]["topic"]["id"] == str(whales.pk)
    assert [topic["name"] for topic in told["topics"]] == ["whales", "Climate change"]


def test_names_are_found_for_sure(editing, world):
    world.jeh.refresh_from_db()
    body = {"institution": {"match": world.kiep.display_name}, "role": "host"}
    taken = {"contact": {"match": "Hoon Jeh Sung"}}
    sent = event(institutions=[body], sides=[side(taken)])
    told = editing.send("POST", "events/", sent, status=201).json()
    assert told["institutions"][0]["institution"]["id"] == str(world.kiep.pk)
    assert told["sides"][0]["participants"][0]["contact"]["id"] == str(world.jeh.pk)


def test_a_name_of_several_is_asked_back_with_those_one_may_see(editing):
    people = [cast.make_contact(display_name="Kim Min-jung") for _ in range(2)]
    cast.make_contact(display_name="Kim Min-jung", **cast.restricted())
    keep_touched()
    seats = [{"contact": {"match": "Kim Min-jung"}}]
    told = refused(editing, event(sides=[side(*seats)]), status=409)
    (asked,) = told["candidates"]
    assert asked["pointer"] == "/sides/0/participations/0/contact"
    assert asked["match"] == "Kim Min-jung"
    assert {one["id"] for one in asked["among"]} == {str(person.pk) for person in people}
    assert {editing(one["url"])["name"] for one in asked["among"]} == {"Kim Min-jung"}
    assert told["errors"] == {
        "sides.0.participations.0.contact": ["Several records may be meant by this name."]
    }
    many = [BARE, event(sides=[side(*seats)])]
    told = refused(editing, many, status=409, address="events/bulk/")
    assert told["candidates"][0]["pointer"] == "/1/sides/0/participations/0/contact"
    chosen = [{"contact": asked["among"][0]["id"]}]
    editing.send("POST", "events/", event(sides=[side(*chosen)]), status=201)


NOBODY = 'No contact you may see is called so; {"create": {…}} makes one.'
SEAT = "sides.0.participations.0"


@pytest.mark.parametrize(
    ("seat", "errors"),
    [
        ({"contact": {"match": "Quetzalcoatlus"}}, {f"{SEAT}.contact": [NOBODY]}),
        ({"contact": {"match": " "}}, {f"{SEAT}.contact": ["Give a name."]}),
        ({"contact": {"match": 7}}, {f"{SEAT}.contact": ["Give a name."]}),
        (
            {"contact": {"match": "Jeh", "id": "x"}},
            {f"{SEAT}.contact": ["Give nothing beside match."]},
        ),
        (
            {"contact": {"create": {"family_name": "Jeh"}}},
            {f"{SEAT}.contact.create.name": ["This field is required."]},
        ),
        (
            {"contact": {"create": "Jeh"}},
            {f"{SEAT}.contact.create": ["Invalid data. Expected a dictionary, but got str."]},
        ),
        (
            {"contact": new("Jeh", key="park"), "posts": [{"post": {"create": {}}}]},
            {f"{SEAT}.contact.create.key": ["Another record has this already."]},
        ),
        (
            {"contact": new("Jeh", teams=["Korea desk"])},
            {f"{SEAT}.contact.create.teams": ["You may not say who reads a record."]},
        ),
    ],
)
def test_what_is_wrong_with_somebody_is_told_by_its_path(editing, seat, errors):
    cast.make_team()
    cast.make_contact(key="park")
    assert refused(editing, event(sides=[side(seat)]))["errors"] == errors


def test_a_fault_beside_an_ambiguity_is_told_with_it(editing):
    for _ in range(2):
        cast.make_contact(display_name="Kim Min-jung")
    keep_touched()
    sent = event(sides=[side({"contact": {"match": "Kim Min-jung"}})], status="dreamt")
    told = refused(editing, sent)
    assert set(told["errors"]) == {"status", f"{SEAT}.contact"}
    assert "candidates" not in told


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ({"places": [{"country": {"match": "Korea"}}]}, "places.0.country"),
        ({"places": [{"country": {"create": {"name": "Korea"}}}]}, "places.0.country"),
        (
            {
                "agreements": [
                    {"title": "A", "kind": "memorandum", "signings": [
                        {"signatories": [{"contact": new("J"), "post": {"create": {"title": "x"}}}]}
                    ]}
                ]
            },
            "agreements.0.signings.0.signatories.0.post",
        ),
    ],
)  # fmt: skip
def test_what_is_only_known_by_id_is_neither_matched_nor_made(editing, part, path):
    assert set(refused(editing, event(**part))["errors"]) == {path}


def test_so_many_names_are_looked_up_and_no_more(editing, monkeypatch):
    monkeypatch.setattr("relations.api.naming.MOST", 1)
    sent = event(sides=[side(*({"contact": {"match": name}} for name in ("Aa", "Bb")))])
    assert refused(editing, sent)["errors"][f"{SEAT[:-1]}1.contact"] == [
        "Have at most 1 names looked up at once."
    ]


def test_a_post_somebody_holds_is_not_made_twice(editing, world):
    post = world.jeh.posts.first()
    body = str(post.institution_id)
    held = [
        {"post": {"create": {"title": title, "institution": body}}, "former": former}
        for title, former in ((post.title.upper(), False), ("Adviser", True))
    ]
    taken = {"contact": str(world.jeh.pk), "posts": held}
    posts = world.jeh.posts.count()
    told = editing.send("POST", "events/", event(sides=[side(taken)]), status=201).json()
    one, other = told["sides"][0]["participants"][0]["posts"]
    assert (one["id"], one["former"]) == (str(post.pk), False)
    assert (other["title"], other["former"]) == ("Adviser", True)
    assert world.jeh.posts.count() == posts + 1


def test_two_people_hold_posts_of_one_name(editing):
    seats = [seat(name, ("Expert", BODY)) for name in ("Aa Bb", "Cc Dd")]
    told = editing.send("POST", "events/", event(sides=[side(*seats)]), status=201).json()
    people = told["sides"][0]["participants"]
    posts = {person["posts"][0]["id"] for person in people}
    assert (len(posts), {person["posts"][0]["title"] for person in people}) == (2, {"Expert"})


def test_outcomes_and_those_of_no_side(editing):
    parts = {
        "participations": [{"contact": new("Moderator"), "roles": ["moderator"]}],
        "statements": [{"text": "All were content.", "kind": "informed"}],
        "commitments": [
            {"what": "Send the papers", "direction": "ours", "parties": [
                {"role": "owes", "institution": BODY}
            ]}
        ],
        "agreements": [
            {"title": "Memorandum", "kind": "memorandum", "parties": [{"institution": BODY}]}
        ],
        "notes": [{"text": "They were late."}],
    }  # fmt: skip
    told = editing.send("POST", "forums/", event(**parts, kind="forum"), status=201).json()
    assert [person["contact"]["name"] for person in told["participants"]] == ["Moderator"]
    assert [said["text"] for said in told["statements"]] == ["All were content."]
    assert [one["what"] for one in told["commitments"]] == ["Send the papers"]
    assert [note["text"] for note in told["notes"]] == ["They were late."]
    (agreement,) = told["agreements"]
    signed = editing(f"agreements/{agreement['id']}/")
    (signing,) = signed["signings"]
    assert (signing["date"]["edtf"], signing["event"]["id"]) == ("2024-05-16", told["id"])
    assert signed["state"] == "signed"


def test_whom_a_closed_event_brings_in_is_closed_as_it_is(world, ask_as, insider):
    ask = ask_as(cast.make_user(username="chief", roles=("editor", "cleared")))
    sent = event(sides=[side(seat("Somebody Secret", ("Expert", BODY)))])
    told = ask.send("POST", "events/", {**sent, "confidentiality": "restricted"}, status=201).json()
    person = told["sides"][0]["participants"][0]
    assert person["contact"]["name"] == "Somebody Secret"
    made = models.Contact.objects.get(display_name="Somebody Secret")
    body = models.Institution.objects.get(display_name=BODY["create"]["name"])
    assert {one.confidentiality for one in (made, body)} == {"restricted"}
    insider(f"contacts/{made.pk}/", status=404)


def test_making_needs_the_right_to_make(world, ask_as):
    user = cast.reader(username="narrow")
    names = ("event", "delegation", "participation", "participationpost")
    cast.permit(user, *(f"{verb}_{name}" for name in names for verb in ("add", "change", "delete")))
    cast.permit(user, "add_contact", "add_post")
    ask = ask_as(user)
    known = {"contact": str(world.jeh.pk)}
    ask.send("POST", "events/", event(sides=[side(known)]), status=201)
    made = seat("Aa Bb", ("Expert", BODY))
    refused(ask, event(sides=[side(made)]), status=403)
    refused(ask, [BARE, event(sides=[side(made)])], status=403, address="events/bulk/")


def test_each_row_of_many_is_whole_and_what_failed_is_told_once(editing):
    rows = [event(sides=[side(seat("Aa Bb"))]) for _ in range(2)]
    made = editing.send("POST", "events/bulk/", rows, status=201).json()["results"]
    assert len(made) == 2
    assert models.Contact.objects.filter(display_name="Aa Bb").count() == 1
    cast.make_event(key="taken")
    body = {"institution": new("Body of many"), "role": "host"}
    rows = [event(institutions=[body]), event(institutions=[body])]
    rows[0]["identifiers"] = [{"scheme": "ror", "value": "1"}, {"scheme": "ror", "value": "1"}]
    told = refused(editing, rows, address="events/bulk/")
    assert told["errors"] == {"0.identifiers.1.value": ["Another record has this already."]}


def test_the_same_request_again_is_the_same_event(editing):
    first = editing.send("POST", "events/", VISIT, status=201, idempotency_key="v").json()
    again = editing.send("POST", "events/", VISIT, status=201, idempotency_key="v").json()
    assert again == first
    assert models.Event.objects.filter(title=VISIT["title"]).count() == 1


def test_records_of_their_own_are_changed_at_their_own_address(editing):
    told = editing.send("POST", "events/", BARE, status=201).json()
    answer = editing.change(told["url"], {"commitments": []}, status=400)
    assert answer["errors"] == {"commitments": ["There is no such field here to write."]}


def test_a_link_is_made_or_found_in_a_change_too(editing, world):
    told = editing.send("POST", "contacts/", {"name": "Aa Bb"}, status=201).json()
    posts = [{"title": "Expert", "institution": new("A new body")}]
    changed = editing.change(told["url"], {"posts": posts})
    assert changed["posts"][0]["institution"]["name"] == "A new body"


@pytest.fixture
def questions(editing, django_assert_num_queries):
    """Send an event with so many new people, and hold the number of questions it costs."""

    def ask(number, expected):
        seats = [seat(f"Name{n} Family{number}", (f"Expert {n}", BODY)) for n in range(number)]
        body = event(sides=[side(*seats), side(name="Ours", role="host")])
        with django_assert_num_queries(expected):
            return editing.send("POST", "events/", body, status=201).json()

    return ask


def test_a_whole_event_costs_as_much_whatever_the_number_of_people(questions):
    for number in (1, 3, 60):
        told = questions(number, 45)
        assert len(told["sides"][0]["participants"]) == number


def test_a_fault_of_the_last_person_is_told_by_its_path_and_nobody_stays(editing, world):
    cast.make_contact(key="park")
    post = world.jeh.posts.first()
    held = [
        {"post": {"create": {"title": title, "institution": body}}}
        for title, body in ((post.title, str(post.institution_id)), ("Adviser", BODY))
    ]
    seats = [
        {"contact": str(world.jeh.pk), "posts": held},
        seat("Aa Bb", ("Expert", BODY)),
        {"contact": new("Cc Dd", key="park")},
    ]
    posts = models.Post.objects.count()
    told = refused(editing, event(sides=[side(*seats)]))
    assert told["errors"] == {
        "sides.0.participations.2.contact.create.key": ["Another record has this already."]
    }
    assert models.Post.objects.count() == posts


def test_a_part_of_a_new_event_has_no_id_yet(editing, world):
    sent = event(names=[{"id": str(world.jeh.pk), "text": "Talks", "kind": "alias"}])
    assert refused(editing, sent)["errors"] == {
        "names.0.id": [f"There is no such record: {world.jeh.pk}."]
    }


def test_posts_are_found_or_made_where_somebody_s_part_is_changed(editing, world):
    sent = event(sides=[side({"contact": str(world.jeh.pk)})])
    told = editing.send("POST", "events/", sent, status=201).json()
    post = world.jeh.posts.first()
    held = [
        {"post": {"create": {"title": title, "institution": body}}}
        for title, body in (
            *((post.title, str(post.institution_id)), ("Adviser", BODY)),
            ("Expert", BODY),
        )
    ]
    posts = world.jeh.posts.count()
    taken = models.Participation.objects.get(event=told["id"], contact=world.jeh)
    changed = editing.change(f"participations/{taken.pk}/", {"posts": held})
    assert changed["posts"][0]["id"] == str(post.pk)
    assert [one["title"] for one in changed["posts"]] == [post.title, "Adviser", "Expert"]
    assert world.jeh.posts.count() == posts + 2
