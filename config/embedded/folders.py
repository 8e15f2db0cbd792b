"""Where an embedded server keeps what."""

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from config.embedded.account import Account
from config.embedded.programs import MAJOR
from config.errors import Misconfigured

LONGEST = 80
"""Bytes of a socket folder's path: a socket's whole name may have 103 on some systems."""
PORT = 5432


@dataclass(frozen=True)
class Folders:
    base: Path

    @property
    def data(self) -> Path:
        return self.base / f"data-{MAJOR}"

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    @property
    def passwords(self) -> Path:
        return self.base / "passwords.json"

    @property
    def log(self) -> Path:
        return self.base / "server.log"

    @property
    def start_lock(self) -> Path:
        return self.base / "start.lock"

    @property
    def users_lock(self) -> Path:
        return self.base / "users.lock"

    @property
    def socket(self) -> Path:
        """The folder of the socket: that of the running server, or where the next one has it.

        The running one's is read from its lock file, since the folder for temporary files, a
        home of sockets with long names, may differ from process to process.
        """
        try:
            return Path(self.pid_file.read_text().splitlines()[4])
        except (OSError, IndexError):
            return self.planned_socket

    @property
    def planned_socket(self) -> Path:
        beside = self.base / "socket"
        # libpq reads a comma as the end of one host and the beginning of another
        if len(os.fsencode(beside)) <= LONGEST and "," not in str(beside):
            return beside
        digest = hashlib.sha256(os.fsencode(self.base)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"muloqot-{digest}"

    def make(self, account: Account) -> None:
        """Create the base; an account other than ours may pass through it, and no more."""
        make_folder(self.base, mode=0o711 if account.switched else 0o700)
        closed = account.bars(self.base)
        if closed:
            raise Misconfigured(
                f"Run by root, the database server runs as {account.name}, who may not pass "
                f"{closed} to reach {self.base}. Set VAR_DIR to a folder outside of it (say "
                f"/var/lib/muloqot), run as an ordinary user, or set DATABASE_URL."
            )

    def make_socket(self, account: Account) -> Path:
        """Make the planned socket folder for the account alone and return it.

        A folder of that name that is somebody else's is a trap laid in a public place: refused.
        """
        folder = self.planned_socket
        try:
            folder.mkdir(mode=0o700)
            os.chown(folder, account.uid, account.gid)
        except FileExistsError:
            found = folder.lstat()
            private = stat.S_ISDIR(found.st_mode) and not found.st_mode & 0o077
            if not private or found.st_uid != account.uid:
                raise Misconfigured(
                    f"{folder} should be a folder of {account.name} with mode 0700 and is not: "
                    f"remove it, or set VAR_DIR to another (and shorter) path."
                ) from None
        return folder


def make_folder(path: Path, *, mode: int) -> None:
    """Create a folder with exactly this mode; one that exists is left as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.mkdir()
    except FileExistsError:
        return
    path.chmod(mode)
