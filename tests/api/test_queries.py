"""How many queries an answer costs: the same for one row, part or event as for three.

Three in each are the session, its user, and what they may do with the teams they are of.
"""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.api.story import tell

LISTS = {
    "institutions": 4,
    "contacts": 4,
    "posts": 4,
    "events": 9,
    "meetings": 9,
    "forums": 8,
    "series": 7,
    "accounts": 5,
    "participations": 6,
    "statements": 4,
    "commitments": 5,
    "agreements": 5,
    "places": 4,
    "topics": 4,
    "sources": 4,
    "figures": 5,
    "relations": 5,
    "documents": 4,
    "notes": 4,
    "kinds": 4,
    "links": 4,
}
RECORDS = {
    "institutions": 18,
    "contacts": 15,
    "posts": 7,
    "events": 34,
    "meetings": 34,
    "forums": 28,
    "series": 9,
    "accounts": 18,
    "participations": 7,
    "statements": 6,
    "commitments": 8,
    "agreements": 15,
    "places": 5,
    "topics": 5,
    "sources": 6,
    "figures": 6,
    "relations": 6,
    "documents": 4,
    "notes": 4,
    "kinds": 4,
    "links": 4,
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
