"""One embedded server: started, attached to, and stopped by the last who leaves."""

import atexit
import contextlib
import os
import subprocess
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from config.embedded import cluster as clusters
from config.embedded import locks
from config.embedded.account import choose
from config.embedded.cluster import Cluster
from config.embedded.folders import PORT, Folders
from config.embedded.postmaster import Holder, holder
from config.errors import Misconfigured

PATIENCE = 30.0
"""Seconds to go on trying: after a kill the old processes hold memory and lock for a while."""
FAREWELL = 10.0
PAUSE = 0.02
RETRY = 0.25
LOG_SIZE = 1_000_000
PASSING = ("lock file", "shared memory")
"""What the log says when a start fails on something that another process is about to let go."""


class Server:
    """The server of one base folder, as this process uses it."""

    def __init__(
        self, base: Path, *, settings: Mapping[str, str], patience: float = PATIENCE
    ) -> None:
        self.folders = Folders(base)
        self.settings = settings
        self.patience = patience
        self.passwords: Mapping[str, str] = {}
        self._users: int | None = None
        self._mutex = threading.RLock()
        self._log_start = 0

    def attach(self) -> None:
        """See that the server runs and stays while this process does; cheap when it is known to."""
        with self._mutex:
            if self._users is None:
                self._enter()

    def revive(self) -> bool:
        """Start the server if it no longer answers; return whether it had to be started."""
        with self._mutex:
            if self.ping() is Ping.OK:
                return False
            self._enter()
            return True

    def leave(self) -> None:
        """Let go of the server, and stop it when nobody else uses it."""
        with self._mutex:
            if self._users is None:
                return
            locks.release(self._users)
            self._users = None
            # at the end of a process there is nobody to tell; the next user attaches and stops it
            with (
                contextlib.suppress(Misconfigured, OSError),
                locks.exclusive(self.folders.start_lock, seconds=FAREWELL),
            ):
                if locks.free(self.folders.users_lock):
                    self._stop()

    def stop(self) -> bool:
        """Stop the server whoever uses it; return whether there was one to stop."""
        if not self.folders.data.exists():
            return False
        with locks.exclusive(self.folders.start_lock, seconds=self.patience):
            return self._stop()

    def ping(self) -> Ping:
        """Ask on the socket whether the server is there (OK), busy starting (REJECT) or neither."""
        whom = make_conninfo(
            host=str(self.folders.socket),
            port=PORT,
            user=clusters.SUPERUSER,
            dbname=clusters.SUPERUSER,
            connect_timeout=5,
        )
        return Ping(PGconn.ping(whom.encode()))

    def program(self, name: str) -> str:
        return self._cluster().program(name)

    def url(self, role: str, database: str) -> str:
        """Return the address, password included, at which the server has the database."""
        if not self.folders.data.exists():
            raise Misconfigured(f"No database has been made in {self.folders.base} yet.")
        password = self._cluster().passwords()[role]
        host = quote(str(self.folders.socket), safe="")
        return f"postgresql://{role}:{password}@/{database}?host={host}"

    def forget(self) -> None:
        """Begin anew in a forked child, which uses the server on its own account."""
        self._users = None
        self._mutex = threading.RLock()

    def _enter(self) -> None:
        try:
            cluster = self._cluster()
            self.folders.make(cluster.account)
            with locks.exclusive(self.folders.start_lock, seconds=2 * self.patience):
                self._make_ready(cluster)
                if self._users is None:
                    self._users = locks.share(self.folders.users_lock)
                self.passwords = cluster.passwords()
        except OSError as error:
            raise Misconfigured(
                f"The database's folder {self.folders.base} cannot be used ({error}). Set VAR_DIR "
                f"to a folder this account may write to, or DATABASE_URL to a PostgreSQL server."
            ) from error

    def _cluster(self) -> Cluster:
        durable = self.settings.get("fsync") != "off"
        return Cluster(self.folders, choose(self.folders.data), durable)

    def _make_ready(self, cluster: Cluster) -> None:
        """Start the server and start it again until it answers."""
        process: subprocess.Popen[bytes] | None = None
        end = time.monotonic() + self.patience
        try:
            while (answer := self.ping()) is not Ping.OK:
                if answer is Ping.REJECT:
                    # it recovers from a crash, however long that takes
                    end = time.monotonic() + self.patience
                elif process is None or process.poll() is not None:
                    process = self._start(cluster, failed=process is not None)
                if time.monotonic() > end:
                    raise Misconfigured(
                        f"The database server in {self.folders.data} does not answer, and did "
                        f"not within {self.patience:g} s. See {self.folders.log}."
                    )
                time.sleep(PAUSE)
        finally:
            if process is not None:
                # it is meant to outlive this process, so leaving it behind is no oversight
                process.returncode = process.returncode or 0

    def _start(self, cluster: Cluster, *, failed: bool) -> subprocess.Popen[bytes] | None:
        """Spawn the server, unless it is there already and only slow to answer or to end."""
        if failed:
            words = self._last_words()
            if not any(sign in words for sign in PASSING):
                raise Misconfigured(f"The database server cannot start: {words}")
            time.sleep(RETRY)
        cluster.prepare()
        if holder(self.folders.pid_file, data=self.folders.data) is Holder.SERVER:
            return None
        self._clear_stale()
        return self._spawn(cluster)

    def _clear_stale(self) -> None:
        """Remove lock files whose process id a stranger has; PostgreSQL would obey them."""
        socket_lock = self.folders.socket / f".s.PGSQL.{PORT}.lock"
        for lock in (socket_lock, self.folders.pid_file):
            if holder(lock, data=self.folders.data) is Holder.STRANGER:
                lock.unlink()

    def _spawn(self, cluster: Cluster) -> subprocess.Popen[bytes]:
        socket = self.folders.make_socket(cluster.account)
        quoted = str(socket).replace('"', '""')
        settings = {
            "listen_addresses": "",
            "port": str(PORT),
            "unix_socket_directories": f'"{quoted}"',
            "unix_socket_permissions": "0700",
            "log_timezone": "UTC",
            # statements hold people's names; the log is for the server's own troubles
            "log_min_error_statement": "fatal",
            **self.settings,
        }
        arguments = [f"--{name}={value}" for name, value in settings.items()]
        with self._open_log() as output:
            self._log_start = output.tell()
            return subprocess.Popen(  # noqa: S603
                [cluster.program("postgres"), "-D", str(self.folders.data), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.folders.base,
                env=clusters.environment(),
                umask=0o077,
                # a session of its own: Ctrl-C in the terminal is meant for the program alone
                start_new_session=True,
                **cluster.account.run_as(),
            )

    def _open_log(self) -> BinaryIO:
        """Open the log to write on, anew when it has grown."""
        handle = os.open(self.folders.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        if os.fstat(handle).st_size > LOG_SIZE:
            os.ftruncate(handle, 0)
        return os.fdopen(handle, "ab")

    def _stop(self) -> bool:
        data = self.folders.data
        # pg_ctl signals whatever process the file names, so first be sure whose it is
        if holder(self.folders.pid_file, data=data) is not Holder.SERVER:
            return False
        self._cluster().run("pg_ctl", "stop", "-D", str(data), "-m", "fast", "-w", "-t", "60")
        return True

    def _last_words(self) -> str:
        with self.folders.log.open("rb") as log:
            log.seek(self._log_start)
            return clusters.reason(log.read().decode(errors="replace"))


_servers: dict[Path, Server] = {}


def server_at(base: Path, *, settings: Mapping[str, str]) -> Server:
    """Return the one server object this process has for a base folder."""
    base = base.resolve()
    if base not in _servers:
        _servers[base] = Server(base, settings=settings)
        atexit.register(_servers[base].leave)
    return _servers[base]


def forget_inherited() -> None:
    locks.forget()
    for server in _servers.values():
        server.forget()


os.register_at_fork(after_in_child=forget_inherited)
