"""One demo world for all tests here, made by the command itself in a database server of its own."""

import io
import os
import shutil
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.utils import ConnectionHandler
from django.test import override_settings

from config.environment import FAST
from relations.demo import cast


def print_demo(*arguments):
    output = io.StringIO()
    call_command("demo", *arguments, stdout=output)
    return output.getvalue()


@pytest.fixture(scope="module")
def run():
    """Give a function that runs the command in this process and returns what it printed."""
    return print_demo


@pytest.fixture(scope="module")
def embedded():
    """Give a function that connects to the embedded database of a folder."""
    return connect


def connect(folder):
    settings = {
        "ENGINE": "config.embedded",
        "NAME": "relations",
        "USER": "relations_app",
        "OWNER": {"USER": "relations_owner"},
        "EMBEDDED": {"BASE": folder / "postgres", "SERVER": FAST},
    }
    return ConnectionHandler({"default": settings})["default"]


@pytest.fixture(scope="module")
def folder():
    """Make a VAR_DIR that the server's account may enter when root runs the tests."""
    made = Path(tempfile.mkdtemp(prefix="muloqot-demo-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="module")
def database(folder, django_db_blocker):
    """Put an embedded database of the folder in the place of the default one."""
    usual = connections["default"]
    own = connect(folder)
    with django_db_blocker.unblock():
        connections["default"] = own
        yield own
        connections["default"] = usual
        own.stop_server()
    own.server.leave()


@pytest.fixture(scope="module")
def leftovers(folder, database):
    """Leave a table and a stored file of an earlier world, for the command to take away."""
    with database.as_owner(), database.cursor() as cursor:
        cursor.execute("CREATE TABLE leftover ()")
    stored = folder / "media" / "documents" / "leftover"
    stored.parent.mkdir(parents=True)
    stored.touch()
    return stored


@pytest.fixture(scope="module")
def world(folder, leftovers):
    """Make the world, and return what was printed and the passwords in it by user name."""
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        pytest.MonkeyPatch.context() as patch,
        override_settings(
            DEBUG=True,
            HOME_INSTITUTION="",
            MEDIA_ROOT=folder / "media",
            PASSWORD_HASHERS=quick,
            ALLOWED_HOSTS=["testserver"],
        ),
    ):
        patch.setenv("HOME_INSTITUTION", "")
        printed = print_demo("--reset", "--no-serve")
        words = [line.split() for line in printed.splitlines() if line.startswith("  ")]
        yield SimpleNamespace(
            printed=printed,
            passwords={first: second for first, second, *_ in words},
            leftover=leftovers,
            home=os.environ["HOME_INSTITUTION"],
        )


@pytest.fixture(params=[part.username for part in cast.CAST])
def username(request):
    return request.param
