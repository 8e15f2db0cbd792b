"""The small world, made anew for each test."""

import pytest

from tests.filters.world import build


@pytest.fixture
def world(db):
    return build()
