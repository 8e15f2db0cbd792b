"""The program over HTTP for a measurement: its scratch database, and the usual way beside it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final
from urllib.parse import quote

import django
import psutil
from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

HOST: Final = "127.0.0.1"
PATIENCE: Final = 60


def application(environ: Any, start_response: Any) -> Any:
    """Serve as gunicorn calls it; the first call sets everything up."""
    return _application()(environ, start_response)


@cache
def _application() -> Any:
    django.setup()
    settings.ROOT_URLCONF = "relations.bench.paged"
    return import_string(settings.WSGI_APPLICATION)


def address() -> str:
    """Write the address of the database that is connected to, for a process of its own."""
    told = connection.get_connection_params()
    secret = f":{quote(told['password'], safe='')}" if told.get("password") else ""
    port = f":{told['port']}" if told.get("port") else ""
    return (
        f"postgresql://{told['user']}{secret}@{quote(told['host'], safe='')}{port}/{told['dbname']}"
    )


@contextmanager
def served() -> Iterator[tuple[int, psutil.Process]]:
    """Serve the database connected to by one process of threads; give the port and the process."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = [
        *(sys.executable, "-m", "gunicorn", f"--bind={HOST}:{port}", "--worker-class=gthread"),
        *("--threads=64", "--log-level=warning", "--no-control-socket", "--timeout=600"),
        f"{__name__}:application",
    ]
    known = {
        "DATABASE_URL": address(),
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        "SECRET_KEY": settings.SECRET_KEY,
        "VAR_DIR": str(settings.VAR_DIR),
    }
    # the owner's address names another database, and nothing is asked of the owner here
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    server = subprocess.Popen(command, env={**kept, **known}, cwd=settings.BASE_DIR)  # noqa: S603
    try:
        _wait(port)
        yield port, psutil.Process(server.pid).children()[0]
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    """Wait until it answers; a server that does not come up is an error."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=PATIENCE):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
