"""A world with a record of each noun open and closed, hostile texts, and dates of every kind."""

from copy import deepcopy

import pytest
from django.test import override_settings

from relations import models as m
from tests import cast
from tests.exports.reading import HOSTILE
from tests.house.world import WORD, hidden_links, records


def build():
    world = records("one")
    world["closed"] = records(WORD, **cast.restricted())
    hidden_links(world, world["closed"])
    for text in HOSTILE:
        person = cast.make_contact(display_name=text, biography=text, family_name=text)
        m.ContactName.objects.create(contact=person, text=f"{text}!", language="en")
    for text in ("", "2024-05", "2024-05-16", "199X~", "2019/..", "../2020", "0988-02", "2024?"):
        cast.make_event(title=f"Event {text}", date=text)
    world["users"] = cast.everyone()
    return world


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=folder), cast.shared(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def world(made, db):
    return deepcopy(made)


@pytest.fixture
def reader(world):
    return world["users"]["reader"]
