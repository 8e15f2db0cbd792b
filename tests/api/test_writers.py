"""Many writers at once: of one key one effect, and of many changes none is lost."""

from functools import partial

import pytest
from django.contrib.sessions.models import Session

from relations.models import Contact, Topic
from relations.models.search import SearchDocument, SearchWord
from tests import cast
from tests.api.conftest import Asking

WRITERS = 32


@pytest.fixture
def writer(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), cast.committed():
        yield cast.editor(username="writer")
        for left in (Session, SearchDocument, SearchWord):
            left.objects.all().delete()


def test_of_one_key_sent_by_many_at_once_one_record_comes(writer):
    ask = Asking(writer)

    def send():
        body = {"name": "Hyun Seung-soo"}
        return ask.send("POST", "contacts/", body, status=201, idempotency_key="one").json()

    answers = cast.in_threads(*[send] * 8)
    assert [answer["id"] for answer in answers] == [answers[0]["id"]] * 8
    assert Contact.objects.filter(display_name="Hyun Seung-soo").count() == 1


def test_no_change_is_lost_among_many_writers(writer):
    ask = Asking(writer)
    bodies = [{"name": "water"}, {"name": "energy"}]
    made = [ask.send("POST", "topics/", body, status=201).json()["url"] for body in bodies]

    def add(address, word):
        """Add a word to what stands, as often as somebody else was quicker."""
        answer = ask.response(address)
        told = answer.json()
        while True:
            answer = ask.client.patch(
                address,
                {"name_ru": f"{told['name_ru']} {word}"},
                content_type="application/json",
                headers={"If-Match": answer.headers["ETag"]},
            )
            if answer.status_code == 200:
                return word
            assert answer.status_code == 412
            told = answer.json()["current"]

    words = [f"{number:02}" for number in range(WRITERS)]
    calls = (partial(add, made[int(word) % 2], word) for word in words)
    assert cast.in_threads(*calls) == words
    kept = " ".join(Topic.objects.values_list("name_ru", flat=True))
    assert sorted(kept.split()) == words
