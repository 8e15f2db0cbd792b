"""The life of an embedded server: first start, company, death, restart, end."""

import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import psycopg
import pytest
from psycopg.pq import Ping

from config.embedded.folders import Folders
from config.embedded.programs import find
from config.embedded.server import LOG_SIZE, forget_inherited, server_at
from config.environment import FAST
from config.errors import Misconfigured

ATTACH = """
import sys
from pathlib import Path
from config.embedded.server import server_at
server = server_at(Path(sys.argv[1]), settings={"fsync": "off"})
server.attach()
print(server.folders.pid_file.read_text().splitlines()[0], flush=True)
sys.stdin.read()
"""


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def pid_of(server):
    return int(server.folders.pid_file.read_text().splitlines()[0])


def kill_server(pid):
    os.kill(pid, signal.SIGKILL)


def start_process(base):
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", ATTACH, str(base)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_first_start_makes_a_closed_house(base):
    made = Folders(base)
    assert {path.name: oct(mode(path)) for path in base.iterdir() if path.name != "data-18"} == {
        "passwords.json": "0o600",
        "server.log": "0o600",
        "socket": "0o700",
        "start.lock": "0o600",
        "users.lock": "0o600",
    }
    assert mode(made.data) == 0o700
    assert (made.data / "pg_hba.conf").read_text() == "local all all scram-sha-256\n"
    assert sorted(json.loads(made.passwords.read_text())) == [
        "postgres",
        "relations_app",
        "relations_owner",
    ]


def test_the_locale_is_that_of_every_machine(log_in):
    with log_in("relations_app") as connection:
        row = connection.execute(
            "SELECT datlocprovider, datlocale, pg_encoding_to_char(encoding), upper('ўй')"
            " FROM pg_database WHERE datname = 'relations'"
        ).fetchone()
    assert row == ("b", "C.UTF-8", "UTF8", "ЎЙ")


def test_it_listens_on_a_private_socket_only(server, log_in):
    with log_in("relations_app") as connection:
        row = connection.execute(
            "SELECT current_setting('listen_addresses'), current_setting('unix_socket_permissions')"
        ).fetchone()
    assert row == ("", "0700")
    assert mode(server.folders.socket) == 0o700


def test_what_is_written_reaches_the_disk_unless_told_otherwise(base, serve, log_in, server):
    with log_in("relations_app") as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("off",)
    server.leave()
    durable = serve(base, settings={})
    durable.attach()
    with log_in("relations_app") as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


def test_a_second_user_attaches_and_the_last_one_stops_it(server, base, serve):
    second = serve(base)
    second.attach()
    second.attach()
    assert pid_of(second) == pid_of(server)
    server.leave()
    assert second.ping() is Ping.OK
    second.leave()
    assert second.ping() is Ping.NO_RESPONSE
    assert not second.folders.pid_file.exists()


def test_leaving_twice_or_without_having_come_does_nothing(server, base, serve):
    serve(base).leave()
    assert server.ping() is Ping.OK
    server.leave()
    server.leave()
    assert server.ping() is Ping.NO_RESPONSE


def test_four_processes_at_once_start_one_server(folder, serve):
    processes = [start_process(folder / "base") for _ in range(4)]
    pids = [process.stdout.readline() for process in processes]
    assert pids == [f"{pid_of(serve(folder / 'base'))}\n"] * 4
    for process in processes:
        process.communicate()
    assert [process.returncode for process in processes] == [0] * 4
    assert serve(folder / "base").ping() is Ping.NO_RESPONSE


def test_a_killed_user_leaves_no_count_behind(base, server):
    process = start_process(base)
    process.stdout.readline()
    process.kill()
    process.communicate()
    server.leave()
    assert server.ping() is Ping.NO_RESPONSE


def test_a_killed_server_is_started_again(server):
    # this process is its parent and has not buried it: the dead one still has its id
    old = pid_of(server)
    kill_server(old)
    until(lambda: psutil.Process(old).status() == psutil.STATUS_ZOMBIE)
    assert server.revive() is True
    assert pid_of(server) != old
    assert server.revive() is False
    os.waitpid(old, 0)


def test_an_orphan_is_started_again(base, serve):
    process = start_process(base)
    old = int(process.stdout.readline())
    process.kill()
    process.communicate()
    kill_server(old)
    server = serve(base)
    server.attach()
    assert pid_of(server) != old


def test_a_start_waits_for_what_a_killed_server_left(server):
    old = psutil.Process(pid_of(server))
    lingering = old.children()[0]
    lingering.suspend()
    kill_server(old.pid)
    threading.Timer(0.5, lingering.resume).start()
    began = time.monotonic()
    assert server.revive() is True
    assert time.monotonic() - began >= 0.5
    assert "shared memory" in server.folders.log.read_text()
    os.waitpid(old.pid, 0)


def test_a_stranger_with_the_servers_old_id_survives(base, serve):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as stranger:
        server = serve(base)
        server.folders.pid_file.write_text(f"{stranger.pid}\n{server.folders.data}\n")
        lock = server.folders.socket / ".s.PGSQL.5432.lock"
        lock.write_text(f"{stranger.pid}\n")
        assert server.stop() is False
        server.attach()
        assert pid_of(server) != stranger.pid
        server.leave()
        assert stranger.poll() is None
        stranger.terminate()


def test_a_server_that_does_not_answer_is_not_killed(server, base, serve):
    (server.folders.socket / ".s.PGSQL.5432").unlink()
    with pytest.raises(Misconfigured, match=r"does not answer, and did not within 0\.3 s"):
        serve(base, patience=0.3).attach()
    assert psutil.pid_exists(pid_of(server))


def test_a_start_that_cannot_succeed_says_why_at_once(base, serve):
    server = serve(base, settings={"fsync": "off", "shared_buffers": "plenty"})
    with pytest.raises(Misconfigured, match=r'cannot start: .*"shared_buffers": "plenty"'):
        server.attach()


def test_a_long_recovery_is_waited_for(base, serve):
    # a standby recovers, and turns everybody away, until it is promoted
    server = serve(base, settings={"fsync": "off", "hot_standby": "off"}, patience=0.4)
    (server.folders.data / "standby.signal").touch()
    data = str(server.folders.data)
    promotion = threading.Timer(1, server._cluster().run, ["pg_ctl", "promote", "-D", data])
    promotion.start()
    began = time.monotonic()
    server.attach()
    assert time.monotonic() - began >= 1
    promotion.join()


def test_the_log_begins_anew_when_it_has_grown(base, serve):
    server = serve(base)
    server.folders.log.write_text("x" * (LOG_SIZE + 1))
    server.attach()
    assert "x" * 100 not in server.folders.log.read_text()


def test_stop_ends_it_whoever_uses_it(server, base, serve):
    assert serve(base).stop() is True
    assert server.ping() is Ping.NO_RESPONSE


def test_stop_makes_nothing(folder, serve):
    assert serve(folder / "base").stop() is False
    assert list(folder.iterdir()) == []


def test_an_address_leads_to_the_server(server):
    with psycopg.connect(server.url("relations_app", "relations")) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("relations_app",)


def test_a_database_not_made_yet_has_no_address(folder, serve):
    with pytest.raises(Misconfigured, match="No database has been made"):
        serve(folder / "base").url("relations_app", "relations")


def test_programs_are_the_wheels(server):
    assert Path(server.program("psql")) == find() / "psql"


def test_a_process_has_one_server_object_for_a_base(folder):
    assert server_at(folder, settings=FAST) is server_at(folder / ".." / folder.name, settings=FAST)


@pytest.mark.usefixtures("server")
def test_a_forked_child_forgets_what_its_parent_holds(base, serve):
    other = serve(base)
    other.attach()
    forget_inherited()
    # the shares are gone, as in a child; in the parent they would be there still
    other.forget()
    other.attach()
    other.leave()
    assert other.ping() is Ping.NO_RESPONSE


def test_an_ordinary_user_can_do_it_all(folder, serve, unprivileged):
    folder.chmod(0o777)

    def scenario():
        server = serve(folder / "base")
        server.attach()
        with psycopg.connect(server.url("relations_app", "relations")) as connection:
            connection.execute("SELECT 1")
        server.leave()
        assert server.ping() is Ping.NO_RESPONSE

    assert unprivileged(scenario) == 0
    assert mode(folder / "base") == 0o700


def test_a_base_that_cannot_be_made_names_the_setting(tmp_path, serve):
    (tmp_path / "file").touch()
    with pytest.raises(
        Misconfigured, match=r"base cannot be used \(.*File exists.* Set VAR_DIR to"
    ):
        serve(tmp_path / "file" / "base").attach()


def test_another_users_folder_is_refused_in_words(base, serve, unprivileged):
    def scenario():
        if os.geteuid() == base.stat().st_uid:
            base.chmod(0)
        with pytest.raises(Misconfigured, match=r"cannot be used \(.*Permission denied"):
            serve(base).attach()

    try:
        assert unprivileged(scenario) == 0
    finally:
        base.chmod(0o711)


def until(condition):
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)
