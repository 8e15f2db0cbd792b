"""One small world twice, open and closed, with links from the open into the closed."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.test import Client

from relations import models as m
from tests import cast
from tests.admin.story import CANARY, make_half, make_user, point


def build():
    """Make an open half and a closed one; every open record points to closed ones where it can."""
    administrator = make_user("root", is_superuser=True)
    team = m.Team.objects.create(name="Circle")
    cleared = make_user("cleared", "cleared", "editor")
    m.Membership.objects.create(team=team, user=cleared)
    closed = make_half(CANARY, confidentiality="restricted", teams=[team.pk])
    opened = make_half("Oryol")
    vocabulary = SimpleNamespace(
        topic=m.Topic.objects.create(name_en="Water"),
        collection=m.Collection.objects.create(name="Press"),
        kind=m.EventKind.objects.get(code="meeting"),
        team=team,
    )
    vocabulary.view = m.SavedView.objects.create(
        owner=administrator, name="Mine", slug="mine", noun="meetings", shared="all"
    )
    point(opened, closed)
    return SimpleNamespace(
        opened=opened,
        closed=closed,
        vocabulary=vocabulary,
        administrator=administrator,
        cleared=cleared,
        reader=make_user("reader", "reader"),
        editor=make_user("editor", "editor"),
        manager=make_user("manager", "manager"),
        auditor=make_user("auditor", "auditor"),
        team=team,
    )


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with cast.shared(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def world(made, db):
    return deepcopy(made)


@pytest.fixture
def enter():
    """Return a function that gives a browser of a user."""

    def give(user):
        client = Client()
        client.force_login(user)
        return client

    return give
