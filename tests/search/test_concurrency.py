"""What writers, readers and a rebuilding of the index do to each other."""

import psycopg
import pytest
from django.db import connection, transaction

from relations import models as m
from relations.access import OPERATOR
from relations.actions import records
from relations.history.acting import act
from relations.models.search import SearchDocument, SearchWord
from relations.search import limits, rebuilding
from relations.search.finding import find
from relations.search.limits import TooSlowError
from relations.search.texts import find_texts
from tests import cast
from tests.servers import owner_of_tables


@pytest.fixture(autouse=True)
def _world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), cast.committed():
        yield


def names(asked):
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '1ms'")  # who would have to wait fails
    return [one.name for one in find(OPERATOR, asked)]


def test_two_writers_of_one_word_do_not_wait_for_each_other():
    """A long act must not hold up every other one that has a word of its names."""
    records.create(m.Contact(display_name="Common word"))

    def other():
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '1ms'")
        return records.create(m.Contact(display_name="Common word")).display_name

    with transaction.atomic():
        records.create(m.Contact(display_name="Common word"))
        assert cast.in_threads(other) == ["Common word"]


def test_what_is_not_committed_is_found_by_nobody_else():
    with transaction.atomic():
        records.create(m.Contact(display_name=cast.JEH))
        assert cast.in_threads(lambda: names(cast.JEH)) == [[]]
        assert [one.name for one in find(OPERATOR, cast.JEH)] == [cast.JEH]
    assert cast.in_threads(lambda: names(cast.JEH)) == [[cast.JEH]]


def test_readers_wait_for_no_rebuilding_and_find_all_the_time(monkeypatch):
    for name in (cast.JEH, cast.LEE, cast.PARK):
        records.create(m.Contact(display_name=name))
    records.create(m.Institution(display_name=cast.KIEP, kind="state_think_tank"))
    SearchDocument.objects.update(version=0)  # so that every row is written anew
    found = []
    keep = rebuilding.keep

    def kept(kind, ids):
        """Look, from outside, between the writing of a batch and the end of its transaction."""
        count = keep(kind, ids)
        found.extend(cast.in_threads(lambda: names(cast.JEH), lambda: names(cast.KIEP)))
        return count

    monkeypatch.setattr(rebuilding, "keep", kept)
    assert rebuilding.rebuild() == 4
    assert found == [[cast.JEH], [cast.KIEP]] * 2
    assert list(rebuilding.faults()) == []


def test_a_rebuilding_reads_what_was_saved_after_it_began(monkeypatch):
    """A batch is read when its rows are held, not when its ids were listed."""
    person = records.create(m.Contact(display_name=cast.JEH))
    waiting = rebuilding._wait_for

    def saved_first(ids):
        cast.in_threads(lambda: records.change(person, values={"display_name": cast.LEE}))
        waiting(ids)

    monkeypatch.setattr(rebuilding, "_wait_for", saved_first)
    rebuilding.rebuild()
    assert SearchDocument.objects.get().names == cast.LEE
    assert list(rebuilding.faults()) == []


def test_who_saves_during_a_rebuilding_writes_last(monkeypatch):
    person = records.create(m.Contact(display_name=cast.JEH))
    read = rebuilding.keep
    outcome = []

    def saved_between(kind, ids):
        def save():
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '1ms'")
            records.change(person, values={"display_name": cast.LEE})

        outcome.extend(cast.in_threads(save))
        return read(kind, ids)

    monkeypatch.setattr(rebuilding, "keep", saved_between)
    rebuilding.rebuild()
    # the row of the index was held: the writer had to wait, here not even a moment
    assert "lock timeout" in str(outcome[0])
    assert list(rebuilding.faults()) == []


@pytest.mark.parametrize(("search", "table"), [(find, "searchdocument"), (find_texts, "statement")])
def test_a_search_that_takes_too_long_is_stopped(search, table, monkeypatch):
    """Here it waits for a lock it will never get, and its time is over at once."""
    monkeypatch.setattr(limits, "monotonic", iter([0.0, *[99.0] * 9]).__next__)
    database = connection.settings_dict["NAME"]
    with psycopg.connect(**owner_of_tables(), dbname=database) as owner:
        owner.execute(f"LOCK TABLE relations_{table}")
        with pytest.raises(TooSlowError):
            search(OPERATOR, "jeh sung hoon")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        assert cursor.fetchone() == ("15s",)


def test_words_of_what_is_gone_leave_the_dictionary():
    person = records.create(m.Contact(display_name="Xylophone"))
    with act("take it away"):
        person.delete()
    assert SearchWord.objects.filter(word="xylophone").exists() is True
    rebuilding.rebuild()
    assert SearchWord.objects.filter(word="xylophone").exists() is False
