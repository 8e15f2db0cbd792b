"""How many queries an answer costs: the same for one row, part or event as for three.

Two in each are the session and its user; where levels count, three more are roles and teams.
"""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.api.story import tell

LISTS = {
    "institutions": 8,
    "contacts": 8,
    "posts": 6,
    "events": 11,
    "meetings": 11,
    "forums": 10,
    "series": 8,
    "accounts": 7,
    "participations": 8,
    "statements": 6,
    "commitments": 7,
    "agreements": 7,
    "places": 3,
    "topics": 3,
    "sources": 6,
    "figures": 7,
    "relations": 7,
    "documents": 6,
    "notes": 6,
    "kinds": 3,
    "links": 6,
}
RECORDS = {
    "institutions": 21,
    "contacts": 19,
    "posts": 9,
    "events": 36,
    "meetings": 36,
    "forums": 30,
    "series": 10,
    "accounts": 20,
    "participations": 9,
    "statements": 8,
    "commitments": 10,
    "agreements": 17,
    "places": 4,
    "topics": 4,
    "sources": 8,
    "figures": 8,
    "relations": 8,
    "documents": 6,
    "notes": 6,
    "kinds": 3,
    "links": 6,
}


def cost(user, address):
    client = Client()
    client.force_login(user)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/api/v1/{address}").status_code == 200
    return len(asked)


def test_a_list_costs_the_same_for_one_row_and_for_three(db):
    user = cast.cleared()
    once = {noun: cost(user, f"{noun}/") for noun in tell(1)}
    tell(1)
    thrice = {noun: cost(user, f"{noun}/") for noun in tell(1)}
    assert thrice == once
    assert once == LISTS


def test_a_record_costs_the_same_with_one_of_each_part_and_with_three(db):
    user = cast.cleared()
    once = {noun: cost(user, f"{noun}/{row.pk}/") for noun, row in tell(1).items()}
    thrice = {noun: cost(user, f"{noun}/{row.pk}/") for noun, row in tell(3).items()}
    assert thrice == once
    assert once == RECORDS
