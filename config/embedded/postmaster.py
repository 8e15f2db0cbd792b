"""Whose process a PostgreSQL lock file names."""

from enum import Enum
from pathlib import Path

import psutil


class Holder(Enum):
    NOBODY = "nobody"
    SERVER = "the server of this data folder"
    STRANGER = "another program, or a dead one not yet buried"


def holder(lock: Path, *, data: Path) -> Holder:
    """Tell who has the process id in the lock file's first line.

    A server moves into its data folder, so its working folder says whose it is; the id alone says
    nothing, for after a crash the system gives it to any other program. PostgreSQL itself copes
    with an id that nobody has, but takes every living or unburied process for a server.
    """
    try:
        # a single-user server writes its id negative
        pid = abs(int(lock.read_text().partition("\n")[0]))
    except FileNotFoundError:
        return Holder.NOBODY
    except ValueError:
        return Holder.STRANGER
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return Holder.STRANGER
        ours = (
            process.name().startswith("postgres")
            and process.uids().real == data.stat().st_uid
            and Path(process.cwd()) == data
        )
    except psutil.Error:
        # gone meanwhile, or not to be looked at: PostgreSQL decides, and refuses when in doubt
        return Holder.NOBODY
    return Holder.SERVER if ours else Holder.STRANGER
