"""One world for a whole file of tests, made once and thrown away; each test has a savepoint."""

import pytest
from django.db import transaction

from tests import cast
from tests.models.world import everything


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield everything(), cast.everyone()
        transaction.set_rollback(True)


@pytest.fixture
def world(made):
    with transaction.atomic():
        yield made[0]
        transaction.set_rollback(True)


@pytest.fixture
def people(made, world):
    """Users by role, without what they remember of their teams and rights."""
    return {
        name: type(user)._default_manager.get(pk=user.pk) if user.pk else user
        for name, user in made[1].items()
    }
