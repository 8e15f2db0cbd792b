"""As whom the server runs: PostgreSQL refuses to run as root."""

import os
import pwd
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.errors import Misconfigured

UNPRIVILEGED = "nobody"


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int
    switched: bool
    """Whether it is another account than that of this process."""

    def run_as(self) -> Mapping[str, Any]:
        """Return the arguments that make ``subprocess`` run a program as this account."""
        if not self.switched:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def bars(self, path: Path) -> Path | None:
        """Return the outermost folder on the way to the path that this account may not pass."""
        if not self.switched:
            return None
        way = [*reversed(path.parents), path]
        return next((folder for folder in way if not self._may_pass(folder)), None)

    def _may_pass(self, folder: Path) -> bool:
        found = folder.stat()
        if found.st_uid == self.uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid == self.gid:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)


def choose(data: Path, *, uid: int | None = None) -> Account:
    """Return this process's account; for root that of the data's owner, or of nobody."""
    uid = os.geteuid() if uid is None else uid
    if uid != 0:
        return Account(name=str(uid), uid=uid, gid=os.getegid(), switched=False)
    if not data.exists():
        entry = pwd.getpwnam(UNPRIVILEGED)
        return Account(name=UNPRIVILEGED, uid=entry.pw_uid, gid=entry.pw_gid, switched=True)
    found = data.stat()
    if found.st_uid == 0:
        raise Misconfigured(
            f"{data} belongs to root, and PostgreSQL does not run as root: give the folder and "
            f"all in it to an unprivileged account."
        )
    return Account(name=f"user {found.st_uid}", uid=found.st_uid, gid=found.st_gid, switched=True)
