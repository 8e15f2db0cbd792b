"""The order of the tests, their groups when several processes run them, and a watch for leaks."""

import os
from typing import Any

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, settings

from config import catalogs
from tests.rows import Census

LAST = "last"
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
    """Run last what empties the database: it takes along what migrations put there.

    Else one process runs a whole file, since files have worlds of their own.
    """
    items.sort(key=_empties)
    for item in items:
        group = LAST if _empties(item) else item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(group))


def _empties(item: Any) -> bool:
    mark = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or bool(mark and mark.kwargs.get("transaction"))


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """Count, besides, what stands in a database that no test has touched."""
    with django_db_blocker.unblock():
        request.config.stash[CENSUS] = Census(connection)


@pytest.fixture(autouse=True)
def _in_english():
    """Speak English again: the language of the last page asked for goes on in this thread."""
    yield
    translation.deactivate()


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
