"""Serve the program to this machine alone."""

import socket
import sys
from pathlib import Path
from typing import Final

from relations.demo import hooks

HOST: Final = "127.0.0.1"
THREADS: Final = 64
"""Most of them wait for somebody; how many work at once is said by REQUESTS_AT_ONCE."""


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        # as the server will: an address just left by another server is free
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def command(port: int, *, application: str, folder: Path) -> list[str]:
    """Return the command that serves a WSGI application, named as in WSGI_APPLICATION."""
    module, _, name = application.rpartition(".")
    return [
        sys.executable,
        "-m",
        "gunicorn",
        f"--bind={HOST}:{port}",
        f"--chdir={folder}",
        f"--config=python:{hooks.__name__}",
        "--preload",
        "--worker-class=gthread",
        f"--threads={THREADS}",
        "--graceful-timeout=5",
        "--log-level=warning",
        "--no-control-socket",
        f"{module}:{name}",
    ]
