"""What the tests of the forms share: a world a file, its editor's browser, and the boxes shown."""

import copy

import pytest
from django.contrib.sessions.models import Session

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


@pytest.fixture
def shared_address(django_db_setup, django_db_blocker):
    """Give the address where a meeting, made for real, is edited by several at once."""
    with django_db_blocker.unblock(), cast.committed():
        event = cast.make_meeting(title="Talks")
        cast.make_delegation(event=event)
        cast.editor()
        yield f"/events/{event.pk}/edit/"
        Session.objects.all().delete()
