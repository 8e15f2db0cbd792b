"""Many at once: nothing is done twice, and nothing is lost."""

import json

import pytest

from tests.pressure.conftest import WHOLE

SENDERS = 40
WRITERS, PATCHES = (32, 50) if WHOLE else (3, 3)

pytestmark = pytest.mark.django_db


def test_many_posts_with_one_key_make_one_record(site):
    body = json.dumps({"name": "sent by many at once"})

    def post():
        return site.send("manager", "POST", "/api/v1/topics/", body, **{"Idempotency-Key": "one"})

    answers = site.at_once([post] * SENDERS)
    assert {status for status, _head, _body in answers} == {201}
    assert len({json.loads(body)["id"] for *_rest, body in answers}) == 1
    listed, _tag = site.ask("manager", "/api/v1/topics/?page_size=1000")
    assert [row["name"] for row in listed["results"]].count("sent by many at once") == 1


def test_many_writers_of_one_record_lose_nothing(site):
    body = json.dumps({"name": "counted", "name_ru": "0"})
    status, _head, answer = site.send("manager", "POST", "/api/v1/topics/", body)
    assert status == 201, answer
    address = f"/api/v1/topics/{json.loads(answer)['id']}/"

    def try_once():
        """Add one to what stands there, unless somebody was quicker."""
        told, tag = site.ask("manager", address)
        body = json.dumps({"name_ru": str(int(told["name_ru"]) + 1)})
        status, _head, _body = site.send("manager", "PATCH", address, body, **{"If-Match": tag})
        assert status in {200, 412}
        return status == 412

    def write():
        late = 0
        for _patch in range(PATCHES):
            while try_once():
                late += 1
        return late

    late = site.at_once([write] * WRITERS)
    assert site.ask("manager", address)[0]["name_ru"] == str(WRITERS * PATCHES)
    assert sum(late) > 0  # they did stand in each other's way
