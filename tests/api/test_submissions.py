"""What is sent twice under one key is done once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from relations.models import Contact, Journal, Submission
from tests import cast
from tests.api.conftest import Asking

BODY = {"name": "Hyun Seung-soo", "names": [{"text": "현승수"}]}


@pytest.fixture
def editing(world):
    return Asking(cast.editor())


def made():
    return Contact.objects.filter(display_name=BODY["name"]).count()


def test_the_same_answer_comes_again(editing):
    first = editing.send("POST", "contacts/", BODY, status=201, idempotency_key="a1")
    again = editing.send("POST", "contacts/", BODY, status=201, idempotency_key="a1")
    assert again.json() == first.json()
    assert {name: again.headers[name] for name in ("ETag", "Location")} == {
        name: first.headers[name] for name in ("ETag", "Location")
    }
    assert first.headers.get("Idempotency-Replayed") is None
    assert again.headers["Idempotency-Replayed"] == "true"
    assert made() == 1
    act = Journal.objects.filter(record=first.json()["id"]).values_list("act", flat=True)
    assert list(act) == ["create contact"]


def test_a_key_is_good_for_one_request_and_one_person(editing):
    editing.send("POST", "contacts/", BODY, status=201, idempotency_key="a1")
    for address, body in (("contacts/", {"name": "Another"}), ("contacts/bulk/", [BODY])):
        told = editing.send("POST", address, body, status=422, idempotency_key="a1").json()
        assert told["detail"] == "This Idempotency-Key was used for another request."
    other = Asking(cast.editor(username="second"))
    other.send("POST", "contacts/", BODY, status=201, idempotency_key="a1")
    assert made() == 2


def test_what_failed_can_be_sent_again(editing):
    wrong = {**BODY, "points": [{"kind": "phone", "value": "1"}]}
    editing.send("POST", "contacts/", wrong, status=400, idempotency_key="a1")
    assert (made(), Submission.objects.count()) == (0, 0)
    editing.send("POST", "contacts/", BODY, status=201, idempotency_key="a1")


def test_a_key_is_kept_for_a_day(editing):
    editing.send("POST", "contacts/bulk/", [BODY], status=201, idempotency_key="a1")
    Submission.objects.update(created_at=timezone.now() - timedelta(hours=23))
    editing.send("POST", "contacts/bulk/", [BODY], status=201, idempotency_key="a1")
    assert made() == 1
    Submission.objects.update(created_at=timezone.now() - timedelta(hours=25))
    editing.send("POST", "contacts/bulk/", [BODY], status=201, idempotency_key="a1")
    assert (made(), Submission.objects.count()) == (2, 1)


def test_a_stored_answer_is_not_given_of_what_has_been_closed(editing):
    first = editing.send("POST", "contacts/", BODY, status=201, idempotency_key="a1").json()
    Contact.objects.filter(pk=first["id"]).update(**cast.restricted())
    editing.send("POST", "contacts/", BODY, status=404, idempotency_key="a1")


@pytest.mark.parametrize("key", ["", "x" * 101, "é"])
def test_a_strange_key_is_refused(editing, key):
    answer = editing.send("POST", "contacts/", BODY, status=400, idempotency_key=key)
    assert answer.json()["errors"] == {"Idempotency-Key": ["Give 1 to 100 plain characters."]}
