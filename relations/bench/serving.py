"""The program over HTTP for a measurement: its scratch database, and the usual way beside it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import django
import psutil
from django.conf import settings
from django.utils.module_loading import import_string

DATABASE: Final = "BENCH_DATABASE"
HOST: Final = "127.0.0.1"
PATIENCE: Final = 60


def application(environ: Any, start_response: Any) -> Any:
    """Serve as gunicorn calls it; the first call sets everything up."""
    return _application()(environ, start_response)


_made: list[Any] = []


def _application() -> Any:
    if not _made:
        django.setup()
        settings.DATABASES["default"]["NAME"] = os.environ[DATABASE]
        settings.ROOT_URLCONF = "relations.bench.paged"
        _made.append(import_string(settings.WSGI_APPLICATION))
    return _made[0]


@contextmanager
def served(database: str) -> Iterator[tuple[int, psutil.Process]]:
    """Serve a database by one process of threads; give the port and the process."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = [
        *(sys.executable, "-m", "gunicorn", f"--bind={HOST}:{port}", "--worker-class=gthread"),
        *("--threads=8", "--log-level=warning", "--no-control-socket", "--timeout=600"),
        f"{__name__}:application",
    ]
    known = {
        DATABASE: database,
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        "VAR_DIR": str(settings.VAR_DIR),
    }
    server = subprocess.Popen(command, env={**os.environ, **known}, cwd=settings.BASE_DIR)  # noqa: S603
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
