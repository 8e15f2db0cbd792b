"""Many writers of one record, each on a connection of its own."""

import time
from functools import partial
from threading import Event as Signal

import pytest
from django.db import connection

from relations.actions import records
from relations.history.acting import act
from relations.models import Contact, Journal
from tests import cast


@pytest.fixture
def contact(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), cast.committed():
        yield cast.make_contact()


def add(contact, mark):
    """Add a mark ten times to what is read; give how often it came too late and read again."""
    done = stale = 0
    while done < 10:
        read = Contact.objects.get(pk=contact.pk)
        text = read.biography + mark
        try:
            records.change(read, values={"biography": text}, version=read.version)
        except records.StaleError:
            stale += 1
        else:
            done += 1
    return stale


def test_sixteen_writers_lose_nothing(contact):
    marks = "abcdefghijklmnop"
    stale = cast.in_threads(*(partial(add, contact, mark) for mark in marks))
    contact.refresh_from_db()
    assert sorted(contact.biography) == sorted(marks * 10)
    assert (contact.version, Journal.objects.of(contact).count()) == (161, 161)
    assert sum(stale) > 0


def test_a_lock_waits_for_the_other_and_reads_what_it_wrote(contact):
    written = Signal()

    def early():
        with act("early"), connection.cursor() as cursor:
            records.lock(contact)
            Contact.objects.filter(pk=contact.pk).update(biography="early")
            written.set()
            for _ in range(200):
                cursor.execute("SELECT FROM pg_locks WHERE NOT granted")
                if cursor.rowcount:
                    return True
                time.sleep(0.02)
            return False

    def late():
        written.wait(5)
        with act("late"):
            found = records.lock(contact)
            return found.version, found.biography

    assert cast.in_threads(early, late) == [True, (2, "early")]
