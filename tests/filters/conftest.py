"""The small world, made once a file and fresh for each test."""

from copy import deepcopy

import pytest

from tests import cast
from tests.filters.world import build


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with cast.shared(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def world(made, db):
    return deepcopy(made)
