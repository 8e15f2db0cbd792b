"""Advisory locks on files, which the kernel drops when their holder dies."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.errors import Misconfigured

PAUSE = 0.02
_held: set[int] = set()


@contextmanager
def exclusive(path: Path, *, seconds: float) -> Iterator[None]:
    """Hold the lock alone, waiting for it at most so many seconds."""
    handle = _open(path)
    try:
        end = time.monotonic() + seconds
        while not _try(handle, fcntl.LOCK_EX):
            if time.monotonic() > end:
                raise Misconfigured(
                    f"Another process has been starting or stopping the database for "
                    f"{seconds:g} s and still holds {path}."
                )
            time.sleep(PAUSE)
        yield
    finally:
        release(handle)


def share(path: Path) -> int:
    """Take a share in the lock and return its handle; others may share, none may have it alone."""
    handle = _open(path)
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


def free(path: Path) -> bool:
    """Tell whether nobody has a share in the lock."""
    handle = _open(path)
    try:
        return _try(handle, fcntl.LOCK_EX)
    finally:
        release(handle)


def release(handle: int) -> None:
    if handle in _held:
        _held.discard(handle)
        os.close(handle)


def forget() -> None:
    """Close what a forked child inherited.

    A lock belongs to the open file that parent and child have in common: kept open here it would
    outlive the parent, and turned exclusive here it would be taken from under the parent.
    """
    for handle in tuple(_held):
        release(handle)


def _open(path: Path) -> int:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    _held.add(handle)
    return handle


def _try(handle: int, kind: int) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
