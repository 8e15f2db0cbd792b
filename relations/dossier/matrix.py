"""How often each topic was on the table with each country."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from relations.models import DelegationCountry, EventTopic, Place, Topic

MOST_TOPICS, MOST_COUNTRIES = 15, 10


@dataclass(frozen=True, slots=True)
class Matrix:
    """The countries and topics met most; ``rows`` pairs a topic with a number a country."""

    countries: Sequence[tuple[Place, int]]
    rows: Sequence[tuple[Topic, int, Sequence[int]]]
    topics_left: int
    countries_left: int


def topics_by_country(user: Any, events: QuerySet) -> Matrix:
    """Count events by their topics and the countries of their sides; three queries.

    An event on a narrower topic counts for the wider one too, as in the filter of events.
    """
    sided = DelegationCountry.objects.visible_to(user).filter(delegation__event__in=events)
    by_country: dict[Any, set[Any]] = {}
    for place, event in sided.order_by().values_list("place", "delegation__event"):
        by_country.setdefault(place, set()).add(event)
    above = dict(Topic.objects.order_by().values_list("pk", "parent"))
    by_topic: dict[Any, set[Any]] = {}
    about = EventTopic.objects.visible_to(user).filter(event__in=events)
    for topic, event in about.order_by().values_list("topic", "event"):
        wider: Any = topic
        while wider is not None:
            by_topic.setdefault(wider, set()).add(event)
            wider = above[wider]
    countries = _most(Place, by_country, MOST_COUNTRIES)
    topics = _most(Topic, by_topic, MOST_TOPICS)
    return Matrix(
        countries=[(place, len(by_country[place.pk])) for place in countries],
        rows=[
            (
                topic,
                len(by_topic[topic.pk]),
                [len(by_topic[topic.pk] & by_country[place.pk]) for place in countries],
            )
            for topic in topics
        ],
        topics_left=len(by_topic) - len(topics),
        countries_left=len(by_country) - len(countries),
    )


def _most(model: Any, found: dict[Any, set[Any]], most: int) -> list[Any]:
    """Take the records that most events have, in that order, then by name."""
    records = model.objects.in_bulk(found)
    ordered = sorted(found, key=lambda key: (-len(found[key]), records[key].name_en))
    return [records[key] for key in ordered[:most]]
