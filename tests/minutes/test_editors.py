"""Several change one meeting at once: what was acknowledged stands, and what clashed was shown."""

import threading

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction

from relations.actions.changing import BUSY
from relations.models import Event, User
from tests import cast
from tests.minutes.sending import boxes, client_of, read_back

EDITORS = 32
CLASHING = 8


@pytest.fixture
def address(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), cast.committed():
        event = cast.make_meeting(title="Talks")
        cast.make_delegation(event=event)
        cast.editor()
        yield f"/events/{event.pk}/edit/"
        Session.objects.all().delete()


def together(address, typed):
    """Let each editor read back what they typed, then let all of them save at once."""
    client = client_of(User.objects.get(username="editor"))
    shown = boxes(client.get(address).content.decode())
    ready = [boxes(read_back(client, {**shown, **values}, address)) for values in typed(shown)]

    def save(values):
        own = client_of(User.objects.get(username="editor"))
        answer = own.post(address, {**values, "do": "save"})
        while str(BUSY) in answer.content.decode():  # nothing was saved: press the button again
            answer = own.post(address, {**values, "do": "save"})
        return answer

    return cast.in_threads(*(lambda values=values: save(values) for values in ready))


def test_of_those_who_clash_one_is_kept_and_all_others_are_shown_it(address):
    def titles(_shown):
        return [{"title": f"Title {number}"} for number in range(CLASHING)]

    answers = together(address, titles)
    kept = Event.objects.get(title__startswith="Title").title
    assert sorted(answer.status_code for answer in answers) == [200] * (CLASHING - 1) + [302]
    for number, answer in enumerate(answers):
        page = answer.content.decode()
        if answer.status_code == 200:
            assert f'<p class="log-new">{kept}</p>' in page
            assert boxes(page)["title"] == f"Title {number}"


def test_who_waits_too_long_is_told_and_keeps_what_they_typed(address):
    client = client_of(User.objects.get(username="editor"))
    shown = boxes(client.get(address).content.decode())
    ready = boxes(read_back(client, {**shown, "title": "Late"}, address))
    held, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            Event.objects.select_for_update().get(title="Talks")
            held.set()
            done.wait(60)

    def save():
        held.wait(60)
        own = client_of(User.objects.get(username="editor"))
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '10ms'")
        try:
            return own.post(address, {**ready, "do": "save"}).content.decode()
        finally:
            done.set()

    page = cast.in_threads(hold, save)[1]
    assert (str(BUSY) in page, boxes(page)["title"]) == (True, "Late")
    assert Event.objects.filter(title="Late").exists() is False


def test_lines_that_do_not_clash_are_all_kept(address):
    def topics(shown):
        return [{"topics": f"{shown['topics']}\nadded {number}"} for number in range(EDITORS)]

    answers = together(address, topics)
    assert [answer.status_code for answer in answers] == [302] * EDITORS
    event = Event.objects.get(title="Talks")
    assert sorted(str(topic) for topic in event.topics.all()) == sorted(
        f"added {number}" for number in range(EDITORS)
    )
