"""Merging through the API: asked for once, from a known state, and told as what it is."""

import pytest

from relations import models
from relations.actions.merging import merge_contacts
from tests import cast
from tests.api.conftest import Asking

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss():
    return cast.manager()


@pytest.fixture
def asking(boss):
    return Asking(boss)


@pytest.fixture
def pair():
    keep = cast.make_contact(biography="Of Busan.")
    drop = cast.make_contact(display_name="Je Seong-hun", biography="Of Seoul.")
    cast.make_post(contact=drop)
    event = cast.make_event()
    cast.make_participation(event=event, contact=keep, name_printed="Jeh")
    cast.make_participation(event=event, contact=drop, name_printed="Je")
    return keep, drop


def send(asking, keep, verb, body, *, status, noun="contacts", **headers):
    address = f"{noun}/{keep.pk}/"
    given = {"if_match": asking.tag(address), **headers}
    return asking.send("POST", f"{address}{verb}/", body, status=status, **given)


def test_a_merge_is_done_told_and_undone(asking, pair):
    keep, drop = pair
    body = {"drop": str(drop.pk), "choices": {"biography": "drop", "name": "drop"}}
    answer = send(asking, keep, "merge", body, status=200)
    url = f"http://testserver/api/v1/contacts/{keep.pk}/"
    assert answer.json() == {
        "id": str(keep.pk),
        "url": url,
        "merged": str(drop.pk),
        "moved": {"post": 1},
        "combined": {"participation": 1},
        "differences": [
            {
                "row": f"{cast.JEH} at {models.Event.objects.get()}",
                "field": "name printed",
                "kept": "Jeh",
                "left": "Je",
            }
        ],
    }
    told = asking.response(f"contacts/{keep.pk}/")
    assert told.headers["ETag"] == answer.headers["ETag"]
    assert (told.json()["name"], told.json()["biography"]) == ("Je Seong-hun", "Of Seoul.")
    old = asking.response(f"contacts/{drop.pk}/", status=301)
    # which nobody may keep, since the merge may be undone
    assert (old.headers["Location"], old.headers["Cache-Control"]) == (url, "no-store, private")
    answer = send(asking, keep, "unmerge", {"drop": str(drop.pk)}, status=200)
    assert answer.json() == {
        "id": str(keep.pk),
        "url": url,
        "unmerged": str(drop.pk),
        "clashes": [],
    }
    assert asking(f"contacts/{drop.pk}/")["name"] == "Je Seong-hun"
    answer = send(asking, keep, "unmerge", {"drop": str(drop.pk)}, status=400).json()
    assert answer["errors"] == {"drop": ["There is no such merge, or it is undone already."]}


def test_institutions_are_merged_too(asking):
    keep, drop = cast.make_institution(), cast.make_institution(display_name="ISMI")
    body = {"drop": str(drop.pk)}
    answer = send(asking, keep, "merge", body, status=200, noun="institutions").json()
    assert (answer["merged"], answer["moved"]) == (str(drop.pk), {})
    asking.response(f"institutions/{drop.pk}/", status=301)
    send(asking, keep, "unmerge", body, status=200, noun="institutions")
    asking.response(f"institutions/{drop.pk}/")


def test_what_was_changed_since_is_a_conflict_until_it_may_stay(asking, boss, pair):
    keep, drop = pair
    merge_contacts(keep=keep, drop=drop, user=boss, choices={"biography": "drop"})
    models.Contact.objects.filter(pk=keep.pk).update(biography="Of Incheon.")
    models.Post.objects.all().delete()
    body = {"drop": str(drop.pk)}
    answer = send(asking, keep, "unmerge", body, status=409).json()
    # of a row that is gone there is nothing left to see
    clash = {
        "row": "contact",
        "id": str(keep.pk),
        "field": "biography",
        "before": "Of Busan.",
        "merged": "Of Seoul.",
        "now": "Of Incheon.",
    }
    assert (answer["status"], answer["clashes"]) == (409, [clash])
    body["keep_changes"] = 0
    answer = send(asking, keep, "unmerge", body, status=400).json()
    assert answer["errors"] == {"keep_changes": ["Must be a valid boolean."]}
    body["keep_changes"] = True
    answer = send(asking, keep, "unmerge", body, status=200).json()
    assert answer["clashes"] == [clash]
    assert asking(f"contacts/{keep.pk}/")["biography"] == "Of Incheon."


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, {"drop": ["This field is required."]}),
        ({"drop": "x"}, {"drop": ["Must be a valid UUID."]}),
        (
            {"drop": "00000000-0000-7000-8000-000000000000", "whom": 1},
            {"whom": ["Unknown field."]},
        ),
        (
            {"drop": "00000000-0000-7000-8000-000000000000"},
            {"drop": ["There is no such record: 00000000-0000-7000-8000-000000000000."]},
        ),
    ],
)
def test_bad_input_is_named(asking, pair, body, errors):
    keep, _ = pair
    assert send(asking, keep, "merge", body, status=400).json()["errors"] == errors


def test_bad_choices_and_circles_are_named(asking, pair):
    keep, drop = pair
    body = {"drop": str(drop.pk), "choices": {"name": "both", "shoe_size": "keep"}}
    assert send(asking, keep, "merge", body, status=400).json()["errors"] == {
        "choices.name": ["Choose keep or drop, or both where the values can be joined."],
        "choices.shoe_size": ["There is no such field to choose."],
    }
    answer = send(asking, keep, "merge", {"drop": str(keep.pk)}, status=400).json()
    assert answer["errors"] == {"choices": ["Choose two different records."]}


def test_a_merge_names_the_state_it_was_decided_on(asking, pair):
    keep, drop = pair
    body = {"drop": str(drop.pk)}
    address = f"contacts/{keep.pk}/"
    for verb in ("merge", "unmerge"):
        asking.send("POST", f"{address}{verb}/", body, status=428)
    stale = asking.tag(address)
    models.Contact.objects.filter(pk=keep.pk).update(biography="x")
    answer = asking.send("POST", f"{address}merge/", body, status=412, if_match=stale)
    assert answer.json()["current"]["biography"] == "x"
    assert models.Contact.objects.filter(deleted_at=None).count() == 2


def test_what_is_sent_twice_under_one_key_is_done_once(asking, pair):
    keep, drop = pair
    address, body = f"contacts/{keep.pk}/", {"drop": str(drop.pk)}
    headers = {"if_match": asking.tag(address), "idempotency_key": "m1"}
    first = asking.send("POST", f"{address}merge/", body, status=200, **headers)
    again = asking.send("POST", f"{address}merge/", body, status=200, **headers)
    assert (again.json(), again.headers["Idempotency-Replayed"]) == (first.json(), "true")
    acts = models.Journal.objects.of(drop).order_by("-pk").values_list("act", flat=True)
    assert acts[0] == "merge contacts"


def test_managers_alone_merge_and_what_is_hidden_is_not_there(asking, pair):
    keep, drop = pair
    body = {"drop": str(drop.pk)}
    for user in (cast.editor(), cast.reader()):
        for verb in ("merge", "unmerge"):
            send(Asking(user), keep, verb, body, status=403)
    models.Contact.objects.filter(pk=drop.pk).update(**cast.restricted())
    answer = send(asking, keep, "merge", body, status=400).json()
    assert answer["errors"] == {"drop": [f"There is no such record: {drop.pk}."]}
    tag = asking.tag(f"contacts/{keep.pk}/")
    asking.send("POST", f"contacts/{drop.pk}/merge/", body, status=404, if_match=tag)


def test_an_old_id_tells_nothing_to_who_could_not_see_it(asking, pair):
    keep, drop = pair
    models.Contact.objects.filter(pk=drop.pk).update(**cast.restricted())
    merge_contacts(
        keep=keep, drop=drop, user=cast.administrator(), choices={"confidentiality": "keep"}
    )
    asking.response(f"contacts/{drop.pk}/", status=404)
    Asking(cast.cleared()).response(f"contacts/{drop.pk}/", status=301)
