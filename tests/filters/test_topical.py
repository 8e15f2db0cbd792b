"""The rows counted for all topics at once are those that the filter finds for each."""

import pytest

from relations.filters.topical import by_topic
from tests.filters.hidden import hide
from tests.filters.world import filters_for

TOPICS = ("economy", "energy", "climate")


def one_by_one(world, noun, query):
    counted = {
        name: len(world.ask(noun, f"topic={getattr(world, name).pk}&{query}".strip("&")))
        for name in TOPICS
    }
    return {name: number for name, number in counted.items() if number}


def at_once(world, noun, query, most=100):
    filters = filters_for(noun, query, user=world.reader)
    found = by_topic(filters, "topic__contains", most=most)
    return {name: found[key] for name in TOPICS if (key := getattr(world, name).pk) in found}


@pytest.mark.parametrize(
    ("noun", "query"),
    [
        ("events", ""),
        ("meetings", "status=held"),
        ("forums", "country=KR"),
        ("contacts", ""),
        ("contacts", "country=KR"),
        ("statements", ""),
        ("statements", "kind=request"),
        ("events", "topic__contains=clim"),
    ],
)
def test_all_topics_are_counted_as_each_is_found(world, noun, query):
    hide(world)
    rest = query if "topic" not in query else ""
    assert at_once(world, noun, query) == one_by_one(world, noun, rest)


def test_what_is_counted_is_more_than_nothing(world):
    counted = {noun: at_once(world, noun, "") for noun in ("events", "contacts", "statements")}
    assert counted["events"] == {"economy": 1, "energy": 1, "climate": 1}
    assert [noun for noun, found in counted.items() if not found] == []


def test_beyond_a_bound_nothing_is_counted(world):
    assert at_once(world, "events", "", most=1) == {}


def test_where_nothing_is_to_be_counted_nothing_is(world):
    assert at_once(world, "events", "topic__contains=x&nonsense=1") == {}
    assert by_topic(filters_for("events", "", user=world.reader), "kind", most=9) == {}
    assert (
        by_topic(filters_for("institutions", "", user=world.reader), "topic__contains", most=9)
        == {}
    )
    assert by_topic(filters_for("events", ""), "topic__contains", most=9) == {}
