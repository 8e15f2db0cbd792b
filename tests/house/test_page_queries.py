"""What a page of a hundred contacts costs, plain and with posts and institutions expanded."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from relations.actions import tokens
from tests import cast

# Session, user, rights and teams; then contacts with their names and posts of now; then the posts
# whole; then the institutions with their names.
BY_SESSION = {
    "contacts/?page_size=100": 4,
    "contacts/?page_size=100&expand=posts": 5,
    "contacts/?page_size=100&expand=posts,institution": 6,
    "institutions/?page_size=100": 4,
    "institutions/?page_size=100&expand=parent": 5,
}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with cast.shared(django_db_blocker, hundred) as user:
        yield user


def hundred():
    whole = cast.make_institution()
    for number in range(100):
        unit = cast.make_unit(parent=whole, country=cast.place(), display_name=f"Unit {number}")
        person = cast.make_contact(display_name=f"Person {number}")
        person.names.create(text=f"Персона {number}")
        cast.make_post(contact=person, institution=unit)
        cast.make_post(contact=person, institution=whole, until="2020")
    return cast.cleared()


def cost(client, address):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"/api/v1/{address}")
    assert len(answer.json()["results"]) == 100
    return len(asked)


def test_a_page_of_a_hundred_costs_six_queries_at_most(made, db):
    client = Client()
    client.force_login(made)
    assert {address: cost(client, address) for address in BY_SESSION} == BY_SESSION


def test_a_program_pays_for_its_sign_in_and_no_more(made, db):
    expires = timezone.now() + timedelta(days=1)
    _token, secret = tokens.issue(user=made, name="x", scopes=["*:read"], expires_at=expires)
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    client.get("/api/v1/contacts/")  # the first use of the day is written down
    costs = [cost(client, address) for address in BY_SESSION]
    over = {one - two for one, two in zip(costs, BY_SESSION.values(), strict=True)}
    assert over == {0}
