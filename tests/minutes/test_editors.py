"""Several change one meeting at once: what was acknowledged stands, and what clashed was shown."""

import threading

from django.db import connection, transaction

from relations.actions.changing import BUSY
from relations.models import Event, User
from tests import cast
from tests.minutes.sending import boxes, client_of, read_back, together

CLASHING = 8


def test_of_those_who_clash_one_is_kept_and_all_others_are_shown_it(shared_address):
    def titles(_shown):
        return [{"title": f"Title {number}"} for number in range(CLASHING)]

    answers = together(shared_address, titles)
    kept = Event.objects.get(title__startswith="Title").title
    assert sorted(answer.status_code for answer in answers) == [200] * (CLASHING - 1) + [302]
    for number, answer in enumerate(answers):
        page = answer.content.decode()
        if answer.status_code == 200:
            assert f'<p class="log-new">{kept}</p>' in page
            assert boxes(page)["title"] == f"Title {number}"


def test_who_waits_too_long_is_told_and_keeps_what_they_typed(shared_address):
    client = client_of(User.objects.get(username="editor"))
    shown = boxes(client.get(shared_address).content.decode())
    ready = boxes(read_back(client, {**shown, "title": "Late"}, shared_address))
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
            return own.post(shared_address, {**ready, "do": "save"}).content.decode()
        finally:
            done.set()

    page = cast.in_threads(hold, save)[1]
    assert (str(BUSY) in page, boxes(page)["title"]) == (True, "Late")
    assert Event.objects.filter(title="Late").exists() is False
