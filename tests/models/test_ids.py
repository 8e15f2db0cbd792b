"""Version 7 UUIDs (RFC 9562) whoever makes them: the program or the database."""

import time
from datetime import UTC, datetime

import pytest
from django.db import connection

from relations.models import Topic
from relations.models.base import uuid7


def by_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relations_uuid7()")
        return cursor.fetchone()[0]


@pytest.mark.django_db
@pytest.mark.parametrize("make", [uuid7, by_database])
def test_an_id_bears_version_variant_and_moment(make):
    before = time.time_ns() // 1_000_000
    made = [make() for _ in range(200)]
    after = time.time_ns() // 1_000_000
    assert {(each.version, each.variant) for each in made} == {(7, "specified in RFC 4122")}
    assert {before <= each.int >> 80 <= after for each in made} == {True}
    assert len({each.int & (1 << 62) - 1 for each in made}) == 200


@pytest.mark.django_db
@pytest.mark.parametrize("make", [uuid7, by_database])
def test_ids_stand_in_the_order_of_time(make):
    made = []
    for _ in range(20):
        made.append(make())
        time.sleep(0.002)
    assert made == sorted(made)


@pytest.mark.django_db
def test_ids_of_both_makers_stand_in_one_order():
    made = []
    for _ in range(10):
        for make in (uuid7, by_database):
            made.append(make())
            time.sleep(0.002)
    assert made == sorted(made)


@pytest.mark.django_db
def test_a_writer_that_gives_no_id_gets_one(sql):
    before = datetime.now(UTC)
    ((made,),) = sql(
        "INSERT INTO relations_topic (name_en, name_ru, name_uz, name_ko)"
        " VALUES ('water', '', '', '') RETURNING id"
    )
    assert Topic.objects.get(pk=made).name_en == "water"
    assert made.version == 7
    assert abs((made.int >> 80) / 1000 - before.timestamp()) < 60
