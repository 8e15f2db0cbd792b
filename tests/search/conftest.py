"""The seed's people, institutions and events, and some ways to reach them, all to be found."""

from copy import deepcopy

import pytest
from django.core.management import call_command

from relations import models as m
from relations.history.acting import act
from tests import cast


def load():
    with act("load the seed"):
        call_command("loaddata", "fixtures/tashkent.json", verbosity=0)
        park = m.Contact.objects.get(key="park-joung-ho")
        m.ContactPoint.objects.create(contact=park, kind="email", value="jh.park@kiep.go.kr")
        m.ContactPoint.objects.create(contact=park, kind="phone", value="+82444141114")
        kinu = m.Institution.objects.get(key="kr-kinu")
        m.InstitutionName.objects.create(
            institution=kinu, text="Research Institute for Peaceful Coexistence", kind="former"
        )
    return cast.reader()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with cast.shared(django_db_blocker, load) as user:
        yield user


@pytest.fixture
def seed(loaded, db):
    """Return a reader of the seed's world."""
    return deepcopy(loaded)
