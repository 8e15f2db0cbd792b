"""The demo: who may come in, what they find, what a second start leaves alone, what it refuses."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import date, timedelta
from pathlib import Path
from urllib.error import URLError

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.core.management import CommandError
from django.utils import timezone

from relations.demo import hooks, serving
from relations.demo.closed import NOTE, TITLE
from relations.demo.world import STORY
from relations.models import Account, Commitment, Contact, Event, Note, Team, User

ROOT = Path(__file__).parents[2]
BACKUP = (ROOT / "docs" / "backup.md").read_text()
PAPER = dict(re.findall(r"```sh (\w+)\n(.*?)```", BACKUP, re.DOTALL))
COMPARED = re.findall(r"^(SELECT .*?) \\gexec$", BACKUP, re.DOTALL | re.MULTILINE)

pytestmark = pytest.mark.usefixtures("world")
ROLES = {
    "admin": [],
    "reader": ["reader"],
    "editor": ["editor"],
    "cleared": ["cleared"],
    "manager": ["manager"],
    "auditor": ["auditor"],
}


def counts():
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_an_earlier_world_is_gone(world, database):
    assert world.printed.splitlines()[1] == "Deleted."
    assert "leftover" not in database.introspection.table_names()
    assert not world.leftover.parent.exists()


def test_every_report_is_told(world):
    assert "43 real reports loaded." in world.printed.splitlines()
    assert Account.objects.values("source").distinct().count() == 43


def test_the_house_is_the_institute_of_the_reports(world):
    assert world.home == "uz-isrs"
    assert Commitment.objects.exclude(direction="").exists()


def test_each_password_opens_its_account(world, username):
    user = authenticate(username=username, password=world.passwords[username])
    assert user == User.objects.get(username=username)
    assert [group.name for group in user.groups.all()] == ROLES[username]
    assert (user.is_staff, user.is_superuser) == (True, username == "admin")


def test_no_password_is_kept(world):
    assert sorted(world.passwords) == sorted(ROLES)
    kept = " ".join(User.objects.values_list("password", flat=True))
    assert [word for word in world.passwords.values() if word in kept] == []


@pytest.mark.parametrize(
    ("reader", "notes", "planned"),
    [
        ("reader", [], []),
        ("editor", [], []),
        ("cleared", [NOTE], [TITLE]),
        ("admin", [NOTE], [TITLE]),
    ],
)
def test_what_is_closed_is_seen_by_the_cleared_alone(reader, notes, planned):
    user = User.objects.get(username=reader)
    seen = Note.objects.visible_to(user).filter(event__key=STORY)
    assert [note.text for note in seen] == notes
    to_come = Event.objects.visible_to(user).filter(status="planned", title=TITLE)
    assert [event.title for event in to_come] == planned


def test_the_closed_meeting_lies_ahead_and_follows_the_story():
    planned = Event.objects.get(title=TITLE)
    made = timezone.localdate(planned.created_at)
    assert date.fromisoformat(planned.date) == made + timedelta(days=30)
    assert [link.to_event.key for link in planned.links_out.all()] == [STORY]
    assert planned.created_by == User.objects.get(username="admin")


def test_a_second_start_adds_nothing_and_undoes_nothing(run):
    Event.objects.filter(key=STORY).update(title="As a visitor named it")
    before = counts()
    printed = run("--no-serve").splitlines()
    assert counts() == before
    assert Event.objects.get(key=STORY).title == "As a visitor named it"
    assert printed[1:3] == [
        "The accounts exist: admin, reader, editor, cleared, manager, auditor.",
        "A new password: manage.py changepassword NAME. All anew: manage.py demo --reset.",
    ]


def test_a_server_in_use_is_left_alone(database, monkeypatch, run):
    monkeypatch.setitem(database.settings_dict, "ENGINE", "config.server")
    Team.objects.update(name="Somebody's team")
    before = counts()
    try:
        with pytest.raises(CommandError, match="in use already, and not by a demo"):
            run("--no-serve")
        assert counts() == before
    finally:
        Team.objects.update(name="Korea desk")


def test_a_server_with_the_demo_in_it_starts_again(database, monkeypatch, run):
    monkeypatch.setitem(database.settings_dict, "ENGINE", "config.server")
    assert "The accounts exist" in run("--no-serve")


# --- the command ---


@pytest.fixture
def port():
    """Return a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def executed(monkeypatch):
    """Keep the process, and record the program that would take its place."""
    seen = []
    monkeypatch.setattr(os, "execv", lambda program, command: seen.append((program, command)))
    return seen


def test_it_wants_debug(settings, run):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="wants DEBUG on"):
        run("--no-serve")


def test_it_makes_nothing_when_the_port_is_taken(settings, run):
    settings.DEBUG = True
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=rf"{port} of 127\.0\.0\.1 is taken.*{port + 1}"):
            run("--port", str(port))


def test_a_world_in_use_is_not_deleted(folder, run, embedded):
    other = embedded(folder)
    other.ensure_connection()
    before = Event.objects.count()
    try:
        with pytest.raises(
            CommandError, match=r"Stop the program first.*being accessed by other users"
        ):
            run("--reset", "--no-serve")
    finally:
        other.close()
    assert Event.objects.count() == before


def test_a_server_is_not_deleted(database, monkeypatch, run):
    monkeypatch.setitem(database.settings_dict, "ENGINE", "config.server")
    before = Event.objects.count()
    with pytest.raises(CommandError, match="for the embedded database"):
        run("--reset", "--no-serve")
    assert Event.objects.count() == before


def test_it_says_where_to_look(executed, port, run):
    printed = run("--port", str(port))
    story = Event.objects.get(key=STORY)
    guest = Contact.objects.get(key="jeh-sung-hoon")
    site = f"http://127.0.0.1:{port}"
    assert [line.split()[-1] for line in printed.splitlines() if "  http" in line] == [
        f"{site}/events/{story.pk}/",
        f"{site}/contacts/{guest.pk}/",
        f"{site}/commitments/",
        f"{site}/forums/?region=143",
        f"{site}/api/v1/docs/",
    ]
    ((program, command),) = executed
    assert (program, command[:3]) == (sys.executable, [sys.executable, "-m", "gunicorn"])
    assert (command[3], command[-1]) == (f"--bind=127.0.0.1:{port}", "config.wsgi:application")


def test_the_server_of_the_database_is_held(database):
    database.close()
    database.stop_server()
    hooks.when_ready(None)
    assert database.status().startswith("running")
    assert database.connection is None


@pytest.mark.usefixtures("executed")
def test_it_does_not_point_at_what_is_gone(port, run):
    changed = [Event.objects.filter(key=STORY), Contact.objects.filter(key="jeh-sung-hoon")]
    for found in changed:
        found.update(deleted_at="2025-01-01T00:00:00Z")
    try:
        printed = run("--port", str(port))
    finally:
        for found in changed:
            found.update(deleted_at=None)
    addresses = [
        line.rpartition(f":{port}")[2] for line in printed.splitlines() if "  http" in line
    ]
    assert addresses == ["/commitments/", "/forums/?region=143", "/api/v1/docs/"]


def environment(folder):
    """Return an environment whose world lies in the folder."""
    known = {name: text for name, text in os.environ.items() if not name.startswith("DATABASE_")}
    return {**known, "VAR_DIR": str(folder), "DEBUG": "1"}


def answer(port, path):
    """Return the answer's status, asking again until somebody listens."""
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as response:
                return response.status
        except URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def test_it_serves_to_this_machine_alone_and_stops_when_told(folder, port):
    server = subprocess.Popen(  # noqa: S603
        [sys.executable, ROOT / "manage.py", "demo", "--port", str(port)],
        env=environment(folder),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert answer(port, "/healthz") == 200
        assert answer(port, "/readyz") == 200
        assert answer(port, "/static/admin/css/base.css") == 200
        assert not serving.is_free(port)
    finally:
        server.send_signal(signal.SIGTERM)
        printed, _ = server.communicate(timeout=30)
    assert server.returncode == 0
    assert f"Open http://127.0.0.1:{port}/ (stop with Ctrl-C)." in printed


# --- docs/backup.md ---


def checksums(database):
    """Return the number of rows and a checksum of every table."""
    with database.as_owner(), database.cursor() as cursor:
        cursor.execute(COMPARED[0])
        found = {}
        for (question,) in cursor.fetchall():
            cursor.execute(question)
            table, *rest = cursor.fetchone()
            found[table] = rest
    return found


def do(block, *, folder, where):
    """Run a block of the docs on the world of a folder, reading and writing files elsewhere."""
    here = PAPER[block].replace(".venv/bin/python manage.py", f"{sys.executable} {ROOT}/manage.py")
    command = ["/bin/bash", "-euc", here]
    subprocess.run(command, cwd=where, env=environment(folder), check=True)  # noqa: S603


def test_a_backup_as_in_the_docs_is_restored_whole(database, folder, embedded, tmp_path):
    do("backup", folder=folder, where=tmp_path)
    other = folder / "other"
    do("restore", folder=other, where=tmp_path)
    copy = embedded(other)
    try:
        assert checksums(copy) == checksums(database)
    finally:
        copy.stop_server()
        copy.server.leave()
