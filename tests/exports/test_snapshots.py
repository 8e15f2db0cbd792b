"""A file is of one moment, on a connection of its own that goes with its reader."""

import time

import pytest
from django.db import connection
from django.db.utils import InternalError
from django.test.utils import CaptureQueriesContext
from psycopg import OperationalError

from relations.access import OPERATOR
from relations.exports import asking, files, flat, snapshots
from relations.exports.files import FullError
from relations.exports.snapshots import Snapshot, TooManyError
from relations.exports.statements import select
from relations.models import Contact
from tests import cast


@pytest.fixture(scope="module")
def reader(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), cast.committed():
        user = cast.reader()
        for number in range(3):
            cast.make_contact(display_name=f"Contact {number}")
        yield user


@pytest.fixture(autouse=True)
def _unblocked(django_db_blocker):
    with django_db_blocker.unblock():
        yield


def file_of(user, name="ndjson"):
    asked = asking.read("contacts", name, {}, user)
    return files.File(asked, Contact.objects.visible_to(user), user)


def running():
    """Name the other connections to the database by their processes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return {pid for (pid,) in cursor}


def settled(before):
    """Wait until no other connections are left: the server hears of an end a little later.

    For the same reason one that was there before may be gone, of the test before this one.
    """
    for _try in range(200):
        if running() <= before:
            return True
        time.sleep(0.01)
    return False


def test_rows_and_count_are_of_one_moment(reader):
    file = file_of(reader)
    late = cast.make_contact(display_name="Late")
    body = b"".join(file)
    file.close()
    assert (file.estimate, file.rows, b"Late" in body) == (3, 3, False)
    late.delete()


def test_nothing_can_be_written_in_it(reader):
    snapshot = Snapshot(reader, "export contacts")
    with snapshot.connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("30min",)
        cursor.execute("SELECT current_setting('muloqot.actor'), current_setting('TimeZone')")
        assert cursor.fetchone() == (str(reader.pk), "UTC")
        with pytest.raises(InternalError, match="read-only transaction"):
            cursor.execute("UPDATE relations_contact SET biography = 'x'")
    snapshot.close()


def test_a_reader_who_goes_away_leaves_nothing_running(reader):
    before = running()
    for taken in (0, 1):
        file = file_of(reader)
        for _piece in range(taken):
            next(file)
        assert len(running() - before) == 1
        file.close()
        assert settled(before)
        assert not file.whole


def test_a_person_may_have_a_few_at_once(reader):
    opened = [file_of(reader) for _number in range(snapshots.MOST_AT_ONCE)]
    before = running()
    with pytest.raises(TooManyError):
        file_of(reader)
    assert settled(before)
    opened.pop().close()
    opened.append(file_of(reader))
    for file in opened:
        file.close()


def test_whoever_runs_the_server_waits_for_no_turn(reader):
    opened = [Snapshot(OPERATOR, "export contacts") for _ in range(snapshots.MOST_AT_ONCE + 1)]
    for snapshot in opened:
        with snapshot.connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('muloqot.actor')")
            assert cursor.fetchone() == ("",)
        snapshot.close()


def test_a_file_that_cannot_be_made_leaves_nothing_running(reader, monkeypatch):
    before = running()
    monkeypatch.setattr(snapshots.Snapshot, "estimate", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        file_of(reader)
    assert settled(before)


def test_many_rows_come_in_few_pieces(reader, monkeypatch):
    monkeypatch.setattr(snapshots, "BATCH", 600)
    snapshot = Snapshot(reader, "export contacts")
    selection = select(
        flat.joined("contacts", Contact.objects.visible_to(reader)),
        flat.cells_for("contacts", reader),
        snapshot.connection,
    )
    pieces = [(data.count(b"\n"), number) for data, number in snapshot.batches(selection.json())]
    snapshot.close()
    assert pieces == [(2, 2), (1, 1)]


def test_an_error_on_the_way_is_no_end(reader):
    file = file_of(reader)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = %s",
            [file.snapshot.connection.connection.info.backend_pid],
        )
    with pytest.raises(OperationalError):
        list(file)
    file.close()
    assert not file.whole


@pytest.fixture
def little_room(settings):
    """Leave room for two files, and only here."""
    files.room.cache_clear()
    settings.FILES_AT_ONCE = 2
    yield
    files.room.cache_clear()


def test_there_is_room_for_a_few_files_of_all(reader, little_room):
    before = running()
    asked = asking.read("contacts", "csv", {}, reader)
    rows = Contact.objects.visible_to(reader)
    opened = [files.SentFile(asked, rows, reader) for _number in range(2)]
    with pytest.raises(FullError):
        files.SentFile(asked, rows, reader)
    assert len(running() - before) == 2
    for file in opened:
        file.close()
        file.close()  # gives its place back once
    opened = [files.SentFile(asked, rows, reader) for _number in range(2)]
    with pytest.raises(FullError):
        files.SentFile(asked, rows, reader)
    for file in opened:
        file.close()
    assert settled(before)


def test_a_file_that_cannot_be_made_takes_up_no_room(reader, little_room, monkeypatch):
    asked = asking.read("contacts", "csv", {}, reader)
    rows = Contact.objects.visible_to(reader)
    monkeypatch.setattr(snapshots.Snapshot, "estimate", lambda *_args: 1 / 0)
    for _try in range(3):
        with pytest.raises(ZeroDivisionError):
            files.SentFile(asked, rows, reader)


def test_another_thread_may_send_what_this_one_began(reader):
    before = running()
    file = file_of(reader)

    def send():
        body = b"".join(file)
        file.close()
        return body.count(b"\n")

    assert cast.in_threads(send) == [4]
    assert settled(before)


@pytest.mark.django_db
def test_a_cursor_for_debugging_copies_too(reader):
    with CaptureQueriesContext(connection) as queries:
        file = file_of(reader, "csv")
        assert b"Contact 2" in b"".join(file)
        file.close()
    assert sum("COPY" in query["sql"] for query in queries) == 1


@pytest.mark.django_db
def test_within_a_transaction_it_is_that_one(reader):
    cast.make_contact(display_name="Not committed")
    file = file_of(reader, "csv")
    body = b"".join(file)
    file.close()
    assert (file.rows, b"Not committed" in body) == (4, True)
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("15s",)
