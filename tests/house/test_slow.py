"""A search that takes too long is stopped at every door, and the door says so."""

import itertools

import psycopg
import pytest
from django.db import connection
from django.test import Client

from relations.search import limits
from tests import cast
from tests.servers import owner_of_tables

SAID = "This search took too long and was stopped. Try fewer words, or more of each."
FIELD = "app_label=relations&model_name=post&field_name=contact"


@pytest.fixture
def visitor(django_db_setup, django_db_blocker, monkeypatch):
    """Give an administrator for whom no search comes to its end: the table of the index is held."""
    with django_db_blocker.unblock(), cast.committed():
        client = Client()
        client.force_login(cast.administrator())
        # begun at 0, and asked for at 99
        monkeypatch.setattr(limits, "monotonic", itertools.cycle([0.0, 99.0]).__next__)
        database = connection.settings_dict["NAME"]
        with psycopg.connect(**owner_of_tables(), dbname=database) as owner:
            owner.execute("LOCK TABLE relations_searchdocument")
            yield client
        client.logout()


def test_every_door_says_that_a_search_was_stopped(visitor):
    for address in (
        "/search/?q=jeh+sung",
        "/search/typed/?q=jeh+sung",
        "/contacts/?q=jeh+sung",
        "/meetings/?q=jeh+sung",
        "/admin/relations/contact/?q=jeh+sung",
        "/admin/relations/post/?q=jeh+sung",
        f"/admin/autocomplete/?term=jeh+sung&{FIELD}",
    ):
        answer = visitor.get(address)
        assert (address, answer.status_code) == (address, 503)
        assert SAID in answer.content.decode()
        assert 'value="jeh sung"' in answer.content.decode() or "term=" in address
    for address in ("search/?q=jeh+sung", "contacts/?q=jeh+sung", "events/?q=jeh+sung"):
        answer = visitor.get(f"/api/v1/{address}")
        assert answer.json() == {
            "type": "about:blank",
            "title": "Service Unavailable",
            "status": 503,
            "detail": SAID,
        }
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.status_code == 503
    assert visitor.get("/search/?q=?!").status_code == 200
