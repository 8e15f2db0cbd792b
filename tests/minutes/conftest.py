"""What the tests of the forms share: a world a file, its editor's browser, and the boxes shown."""

import copy

import pytest

from tests import cast
from tests.minutes.sending import boxes, client_of


@pytest.fixture(scope="module")
def shared(request, django_db_setup, django_db_blocker):
    """Make what ``make_world`` of a file makes, once for all its tests."""
    with cast.shared(django_db_blocker, request.module.make_world) as world:
        yield world


@pytest.fixture
def world(shared, db):
    return copy.deepcopy(shared)


@pytest.fixture
def client(world):
    return client_of(world.editor)


@pytest.fixture
def typed(client, address):
    """What stands in the form at the ``address`` of a file."""
    return boxes(client.get(address).content.decode())
