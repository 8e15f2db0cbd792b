"""Where an embedded server lies, as whom it runs, whose its lock files are."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from config.embedded import locks
from config.embedded.account import Account, choose
from config.embedded.cluster import Cluster, reason
from config.embedded.folders import Folders, make_folder
from config.embedded.postmaster import Holder, holder
from config.embedded.programs import find, within_reach
from config.environment import FAST
from config.errors import Misconfigured

ME = Account(name="me", uid=os.geteuid(), gid=os.getegid(), switched=False)
OTHER = Account(name="nobody", uid=64321, gid=64321, switched=True)


# --- locks ---


def test_a_lock_held_by_another_is_waited_for_only_so_long(tmp_path):
    path = tmp_path / "lock"
    with (
        locks.exclusive(path, seconds=0),
        pytest.raises(Misconfigured, match=f"for 0.05 s and still holds {path}"),
        locks.exclusive(path, seconds=0.05),
    ):
        pass
    with locks.exclusive(path, seconds=0):
        pass


def test_a_lock_is_free_when_nobody_shares_it(tmp_path):
    path = tmp_path / "lock"
    handle = locks.share(path)
    assert locks.free(path) is False
    locks.release(handle)
    locks.release(handle)
    assert locks.free(path) is True


# --- account ---


def test_an_ordinary_user_runs_the_server_itself(tmp_path):
    account = choose(tmp_path / "data", uid=1234)
    assert account == Account(name="1234", uid=1234, gid=os.getegid(), switched=False)
    assert account.run_as() == {}


def test_root_runs_a_new_server_as_nobody(tmp_path):
    account = choose(tmp_path / "data", uid=0)
    assert (account.name, account.switched) == ("nobody", True)
    assert account.run_as() == {"user": account.uid, "group": account.gid, "extra_groups": []}


def test_root_runs_an_old_server_as_the_one_who_made_it(tmp_path):
    if os.geteuid() == 0:
        os.chown(tmp_path, 4321, 4322)
    found = tmp_path.stat()
    account = choose(tmp_path, uid=0)
    assert (account.uid, account.gid) == (found.st_uid, found.st_gid)
    assert account.switched is True


def test_root_does_not_run_a_server_on_roots_own_folder():
    with pytest.raises(Misconfigured, match=r"^/ belongs to root"):
        choose(Path("/"), uid=0)


@pytest.mark.parametrize(
    ("mode", "account", "passes"),
    [
        (0o700, OTHER, False),
        (0o701, OTHER, True),
        (0o700, Account("me", os.geteuid(), 64321, switched=True), True),
        (0o077, Account("me", os.geteuid(), 64321, switched=True), False),
        (0o710, Account("us", 64321, os.getegid(), switched=True), True),
        (0o701, Account("us", 64321, os.getegid(), switched=True), False),
        (0o700, ME, True),
    ],
)
def test_a_closed_folder_on_the_way_is_found(folder, mode, account, passes):
    closed = folder / "closed"
    closed.mkdir()
    closed.chmod(mode)
    assert account.bars(closed) == (None if passes else closed)
    closed.chmod(0o700)


# --- folders ---


def test_a_folder_is_made_with_its_mode_or_left(tmp_path):
    made = tmp_path / "a" / "b"
    make_folder(made, mode=0o711)
    assert stat.S_IMODE(made.stat().st_mode) == 0o711
    make_folder(made, mode=0o700)
    assert stat.S_IMODE(made.stat().st_mode) == 0o711


def test_a_closed_parent_is_left_closed_and_named(folder):
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(Misconfigured, match=f"nobody, who may not pass {closed} to reach .*VAR_D"):
        Folders(closed / "base").make(OTHER)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_a_short_path_has_the_socket_beside_the_data(folders):
    assert folders.socket == folders.base / "socket"


def test_a_comma_would_end_a_sockets_name(folder):
    assert Folders(folder / "a,b").socket.parent == folder.parent


def test_a_path_too_long_for_a_socket_has_it_in_the_temporary_folder(folder, serve):
    server = serve(folder / ("long" * 30))
    server.attach()
    socket = server.folders.socket
    assert socket.parent == folder.parent
    assert stat.S_IMODE(socket.stat().st_mode) == 0o700
    assert socket.stat().st_uid == server.folders.data.stat().st_uid
    server.leave()
    socket.rmdir()


def test_a_running_server_is_found_where_it_is(server, folder, monkeypatch):
    monkeypatch.setattr(Folders, "planned_socket", folder / "elsewhere")
    assert server.folders.socket == server.folders.base / "socket"


def test_a_socket_folder_laid_by_another_is_refused(folder):
    made = Folders(folder / ("long" * 30))
    socket = made.make_socket(ME)
    assert made.make_socket(ME) == socket
    stranger = Account(name="stranger", uid=ME.uid + 1, gid=ME.gid, switched=False)
    with pytest.raises(Misconfigured, match="should be a folder of stranger with mode 0700"):
        made.make_socket(stranger)
    socket.chmod(0o777)
    with pytest.raises(Misconfigured, match="remove it, or set VAR_DIR"):
        made.make_socket(ME)
    socket.rmdir()
    socket.symlink_to(folder)
    with pytest.raises(Misconfigured, match="remove it, or set VAR_DIR"):
        made.make_socket(ME)
    socket.unlink()


# --- postmaster ---


@pytest.fixture
def lock(tmp_path):
    return tmp_path / "postmaster.pid"


def test_no_file_and_a_dead_process_hold_nothing(lock, tmp_path):
    assert holder(lock, data=tmp_path) is Holder.NOBODY
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        pass
    lock.write_text(f"{gone.pid}\n")
    assert holder(lock, data=tmp_path) is Holder.NOBODY


def test_an_empty_file_is_what_a_power_cut_leaves(lock, tmp_path):
    lock.touch()
    assert holder(lock, data=tmp_path) is Holder.STRANGER


def test_a_living_program_that_is_no_server_is_a_stranger(lock, tmp_path):
    lock.write_text(f"{os.getpid()}\n")
    assert holder(lock, data=tmp_path) is Holder.STRANGER


def test_an_unburied_server_is_a_stranger(lock, tmp_path):
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    lock.write_text(f"{child}\n")
    assert holder(lock, data=tmp_path) is Holder.STRANGER
    os.waitpid(child, 0)


@pytest.mark.parametrize(
    ("at_home", "sign", "found"),
    [(True, 1, Holder.SERVER), (True, -1, Holder.SERVER), (False, 1, Holder.STRANGER)],
)
def test_a_server_is_known_by_the_folder_it_stands_in(lock, tmp_path, at_home, sign, found):
    other = tmp_path / "other"
    other.mkdir()
    program = other / "postgres"
    program.symlink_to(os.path.realpath(sys.executable))
    home = tmp_path if at_home else other
    run = [str(program), "-c", "print(flush=True); input()"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(run, cwd=home, **pipes) as process:  # noqa: S603
        process.stdout.readline()
        lock.write_text(f"{sign * process.pid}\n")
        assert holder(lock, data=tmp_path) is found
        process.communicate(b"\n")


# --- programs ---


def test_a_platform_without_a_build_is_told_of_the_setting():
    with pytest.raises(Misconfigured, match=r"no build for this platform .* Set DATABASE_URL"):
        find("no_such_package")
    with pytest.raises(Misconfigured, match="came with the Python package email"):
        find("email")


def test_programs_that_can_be_run_are_run_where_they_are(tmp_path):
    assert within_reach(find(), account=ME, base=tmp_path) == find()


def version_of(programs):
    return subprocess.check_output([programs / "initdb", "--version"])  # noqa: S603


def test_programs_out_of_reach_are_copied_and_work(tmp_path, monkeypatch):
    monkeypatch.setattr(Account, "bars", lambda _self, path: path)
    copy = within_reach(find(), account=OTHER, base=tmp_path)
    assert copy.is_relative_to(tmp_path)
    said = version_of(copy)
    assert said == version_of(find())
    before = copy.stat().st_mtime_ns
    assert within_reach(find(), account=OTHER, base=tmp_path) == copy
    assert copy.stat().st_mtime_ns == before


# --- cluster ---


def made_up_data(server, name="data-18", version="18"):
    """Make what passes for a data folder until a server looks at it."""
    made = server.folders.base / name
    made.mkdir(parents=True)
    (made / "PG_VERSION").write_text(f"{version}\n")
    if os.geteuid() == 0:
        os.chown(made, 65534, 65534)


def test_a_folder_without_a_version_is_refused_and_kept(folder, serve):
    server = serve(folder / "base")
    made_up_data(server)
    (server.folders.data / "PG_VERSION").rename(server.folders.data / "letter")
    with pytest.raises(Misconfigured, match=r"is no data folder of PostgreSQL .* left as it is"):
        server.attach()
    assert (server.folders.data / "letter").read_text() == "18\n"


def test_data_of_another_version_are_refused(folder, serve):
    server = serve(folder / "base")
    made_up_data(server, version="17")
    with pytest.raises(Misconfigured, match="holds data of PostgreSQL 17, not 18"):
        server.attach()


def test_no_new_data_are_begun_beside_older_ones(folder, serve):
    server = serve(folder / "base")
    made_up_data(server, "data-17", version="17")
    with pytest.raises(Misconfigured, match="holds data-17, and this program brings PostgreSQL 18"):
        server.attach()
    assert not server.folders.data.exists()


def test_lost_passwords_are_named(folder, serve):
    server = serve(folder / "base")
    made_up_data(server)
    with pytest.raises(Misconfigured, match=r"passwords\.json is missing"):
        server.attach()


def test_a_first_start_cut_short_is_done_again(folder, serve, base):
    # with nothing said of tests, so durable
    left = serve(folder / "new", settings={})
    left.folders.base.mkdir()
    left.folders.base.chmod(0o711)
    (left.folders.base / "unfinished-18").mkdir()
    passwords = Folders(base).passwords.read_text()
    left.folders.passwords.write_text(passwords)
    left.attach()
    assert not (left.folders.base / "unfinished-18").exists()
    assert left.folders.passwords.read_text() == passwords


def test_a_program_that_fails_says_why(base):
    cluster = Cluster(Folders(base), choose(base / "data-18"), durable=True)
    with pytest.raises(Misconfigured, match=r"PostgreSQL's initdb failed: .*exists but is not emp"):
        cluster.run("initdb", "-D", str(base / "data-18"))


def test_a_reason_is_never_a_statement():
    assert reason("LOG: x\nFATAL:  no room\nSTATEMENT:  PASSWORD 'y'\n") == "FATAL:  no room"
    assert reason("") == "no reason given"


def test_settings_of_tests_are_said_in_one_place():
    assert FAST == {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
