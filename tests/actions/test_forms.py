"""Links behind a field of many: set as a form leaves them, in order where they have one."""

import pytest

from relations import models as m
from relations.actions.forms import link
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "name"), [(cast.make_contact, "topics"), (cast.make_event, "topics")]
)
def test_links_are_added_and_removed(make, name):
    record = make()
    energy, trade = cast.make_topic(name_en="energy"), cast.make_topic(name_en="trade")
    link(record, name, added=[energy], removed=[])
    link(record, name, added=[trade], removed=[energy])
    assert list(getattr(record, name).all()) == [trade]
    assert m.Topic.objects.filter(pk=energy.pk).exists()


def test_new_links_stand_last_in_the_order_given():
    event = cast.make_event()
    energy, trade, water = (cast.make_topic(name_en=name) for name in ("energy", "trade", "water"))
    link(event, "topics", added=[water], removed=[])
    link(event, "topics", added=[trade, energy], removed=[])
    rows = m.EventTopic.objects.filter(event=event).order_by("order")
    assert [(row.topic, row.order) for row in rows] == [(water, 0), (trade, 1), (energy, 2)]
