"""One small world twice, open and closed, with links from the open into the closed."""

from types import SimpleNamespace

import pytest
from django.test import Client

from relations import models as m
from tests.admin.story import CANARY, make_half, make_user, point


@pytest.fixture
def world(db):
    """Give an open half and a closed one; every open record points to closed ones where it can."""
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


@pytest.fixture
def enter():
    """Return a function that gives a browser of a user."""

    def give(user):
        client = Client()
        client.force_login(user)
        return client

    return give
