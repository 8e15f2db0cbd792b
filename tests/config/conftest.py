"""Servers in folders of their own, thrown away after each test."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest
from django.db.utils import ConnectionHandler
from psycopg.pq import Ping

from config.embedded.account import choose
from config.embedded.folders import Folders
from config.embedded.programs import find
from config.embedded.server import Server
from config.environment import FAST


def new_folder():
    """Make a folder under the common one for temporary files: pytest's own are closed to nobody."""
    folder = Path(tempfile.mkdtemp(prefix="muloqot-test-"))
    folder.chmod(0o711)
    return folder


@pytest.fixture
def folder():
    made = new_folder()
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def base():
    """Make a base whose server was started first under a locale that no machine has.

    The tests share it, since making one takes seconds: none may leave a server running (``serve``
    sees to it) or its files changed.
    """
    made = new_folder()
    base = made / "base"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LANG", "xx_XX.UTF-8")
        patch.setenv("LC_ALL", "xx_XX.UTF-8")
        patch.setenv("PGDATA", "/nowhere")
        server = Server(base, settings=FAST)
        server.attach()
    server.leave()
    yield base
    shutil.rmtree(made)


@pytest.fixture
def serve():
    """Return a function that gives servers of a base and sees that they end with the test."""
    made = []

    def give(base, *, settings=FAST, patience=30.0):
        server = Server(base, settings=settings, patience=patience)
        made.append(server)
        return server

    yield give
    for server in made:
        server.leave()
        server.stop()
        assert server.ping() is Ping.NO_RESPONSE


@pytest.fixture
def server(base, serve):
    started = serve(base)
    started.attach()
    return started


@pytest.fixture
def log_in(server):
    """Return a function that connects to the server as a role, with its password or another."""

    def connect(role, *, database="relations", password=None):
        return psycopg.connect(
            host=str(server.folders.socket),
            user=role,
            dbname=database,
            password=password or server.passwords[role],
            autocommit=True,
        )

    return connect


@pytest.fixture
def to_database(django_db_blocker):
    """Return a function that gives Django's connection for the settings of a database."""
    made = []

    def give(**database):
        wrapper = ConnectionHandler({"default": database})["default"]
        made.append(wrapper)
        return wrapper

    with django_db_blocker.unblock():
        yield give
        for wrapper in made:
            wrapper.close()
            wrapper.close_pool()


@pytest.fixture
def unprivileged():
    """Return a function that runs another in a child process, as nobody where we are root."""

    def run(scenario):
        child = os.fork()
        if child:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        try:
            account = choose(Path("/nonexistent"))
            if account.switched:
                os.setgroups([])
                os.setgid(account.gid)
                os.setuid(account.uid)
            scenario()
        except BaseException as error:  # noqa: BLE001
            os.write(2, repr(error).encode())
            os._exit(1)
        os._exit(0)

    return run


@pytest.fixture(scope="session")
def elsewhere():
    """Start a server that is not ours: Debian's where there is one, else the wheel's programs.

    Its superuser is ``boss``, who needs no password; the value is the folder of its socket.
    """
    programs = other_programs()
    made = new_folder()
    account = choose(made / "data")
    shutil.chown(made, account.uid, account.gid)
    options = {"cwd": made, "stdout": subprocess.DEVNULL, **account.run_as()}
    where = ["-D", str(made / "data")]
    first = [str(programs / "initdb"), *where, "-U", "boss", "-A", "trust", "--no-sync"]
    subprocess.run(first, check=True, **options)  # noqa: S603
    ctl = [str(programs / "pg_ctl"), *where, "-w", "-l", str(made / "log")]
    settings = f"-k {made} -c listen_addresses= -c fsync=off"
    subprocess.run([*ctl, "-o", settings, "start"], check=True, **options)  # noqa: S603
    yield made
    subprocess.run([*ctl, "-m", "immediate", "stop"], check=True, **options)  # noqa: S603
    shutil.rmtree(made)


def other_programs():
    from_debian = sorted(
        (int(path.parent.name), path) for path in Path("/usr/lib/postgresql").glob("[0-9]*/bin")
    )
    usable = [path for major, path in from_debian if major >= 15 and (path / "initdb").exists()]
    return usable[-1] if usable else find()


@pytest.fixture
def folders(folder):
    return Folders(folder / "base")
