"""The order of the tests, and a watch for leaks."""

import gc
import os
from collections.abc import Generator
from typing import Any

import pytest
from coverage import Coverage
from django.db import DEFAULT_DB_ALIAS, connection
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation
from hypothesis import HealthCheck, settings

from config import catalogs
from relations.exports.files import room
from tests.rows import Census

# What takes longest goes first, so that no process is left with it when the others are done.
LONGEST = (
    "tests/house/test_canary.py",
    "tests/browser/",
    "tests/demo/",
    "tests/imports/",
    "tests/house/",
    "tests/admin/",
    "tests/api/",
)
# These walk through all there is, and prove other things than that a line can be run: each line is
# held by a test of its own floor. To measure them costs a third of their time. They come after
# what is measured, since the program keeps what is asked of it first.
WALKS = (
    "tests/actions/test_merging_real.py",
    "tests/actions/test_record_writers.py",
    "tests/admin/test_hidden.py",
    "tests/admin/test_queries.py",
    "tests/api/test_client.py",
    "tests/api/test_examples.py",
    "tests/api/test_hidden.py",
    "tests/api/test_queries.py",
    "tests/api/test_real_reports.py",
    "tests/api/test_schema.py",
    "tests/api/test_writers.py",
    "tests/browser/",
    "tests/docs/",
    "tests/exports/test_every_format.py",
    "tests/history/test_replay.py",
    "tests/house/test_canary.py",
    "tests/house/test_page_queries.py",
    "tests/house/test_seed_facts.py",
    "tests/house/test_seed_logged.py",
    "tests/house/test_tongues.py",
    "tests/house/test_without_scripts.py",
    "tests/imports/test_round_trip.py",
    "tests/minutes/test_many_editors.py",
    "tests/views/test_questions.py",
)
# A slow machine is no fault of what is tested.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
CENSUS = pytest.StashKey[Census]()


def pytest_configure(config: Any) -> None:
    """Measure the processes that run tests, and not the programs that tests start.

    The translations are compiled here, before anything is said in another language.
    """
    if hasattr(config, "workerinput"):
        os.environ.pop("COVERAGE_PROCESS_CONFIG", None)
    catalogs.compile_all()


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Put the files in the order they are run in; with -n a process takes the next one whole.

    Walks follow what is measured. What empties the database runs last, since it takes along what
    migrations put there. For the same reason no test beside it in its file may ask for one: where
    it then runs is chance.
    """
    emptying = {item.path for item in items if _empties(item)}
    beside = [
        item.nodeid
        for item in items
        if item.path in emptying and _asks(item) and not _empties(item)
    ]
    if beside:
        raise pytest.UsageError(f"These stand in a file that empties the database: {beside}")
    items.sort(key=lambda item: (item.path in emptying, _walks(item), _place(item.nodeid)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: Any) -> Generator[None, bool, bool]:
    """Count no line as covered that only a walk has come by."""
    measuring = Coverage.current()
    if measuring is None or not _walks(item):
        return (yield)
    measuring.stop()
    try:
        return (yield)
    finally:
        measuring.start()


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays for the whole run: all that was loaded."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


def _place(name: str) -> int:
    found = (place for place, begun in enumerate(LONGEST) if name.startswith(begun))
    return next(found, len(LONGEST))


def _walks(item: Any) -> bool:
    return bool(item.nodeid.startswith(WALKS))


def _asks(item: Any) -> bool:
    return "db" in item.fixturenames or item.get_closest_marker("django_db") is not None


def _empties(item: Any) -> bool:
    mark = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or bool(mark and mark.kwargs.get("transaction"))


@pytest.fixture(scope="session")
def django_db_setup(
    request, django_test_environment, django_db_blocker, django_db_modify_db_settings
):
    """Make the database of the tests, and count what stands in it before one has touched it.

    The plugin makes none unless one of the tests run is marked: those that open it by hand
    would then write into the program's own.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={DEFAULT_DB_ALIAS})
        request.config.stash[CENSUS] = Census(connection)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def _in_english():
    """Speak English again: the language of the last page asked for goes on in this thread."""
    yield
    translation.deactivate()


@pytest.fixture
def no_room(settings):
    """Hold all the places for files that there are."""
    for _place in range(settings.FILES_AT_ONCE):
        room().acquire()
    yield
    room.cache_clear()


@pytest.fixture(scope="module", autouse=True)
def _nothing_stays(request, django_db_blocker):
    """Fail the file that leaves rows behind: others would see them, and fail far from the cause.

    The journal alone may grow, since nobody can take anything out of it.
    """
    yield
    census = request.config.stash.get(CENSUS, None)
    if census is not None:
        with django_db_blocker.unblock():
            left = census.left()
        assert left == {}
