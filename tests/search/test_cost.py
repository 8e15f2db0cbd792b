"""How many queries a search and an act cost: the same for one record as for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relations import models as m
from relations.actions import records
from relations.history.acting import act
from relations.models.search import SearchDocument, SearchKind
from relations.search.finding import find, find_each
from relations.search.keeping import keep
from tests import cast

pytestmark = pytest.mark.django_db

ROWS = (1, 3, 12)


def price(work):
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


@pytest.fixture
def reader():
    user = cast.reader()
    user.has_perm("x")  # asked once a request
    return user


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize(
    ("asked", "queries"),
    [
        ("Kim Min-ji", 1),  # the first round convinces
        ("Kin Minji Lu", 4),  # the first round, the dictionary, the second and the third
        ("kim@example.org", 1),
        ("+998 71 200 00 00", 1),
        ("?!", 0),
        ("k", 0),
    ],
)
def test_a_search_costs_its_rounds(reader, rows, asked, queries):
    with act("make people"):
        for _number in range(rows):
            person = cast.make_contact(display_name="Kim Min-ji")
            m.ContactPoint.objects.create(contact=person, kind="email", value="kim@example.org")
            m.ContactPoint.objects.create(contact=person, kind="phone", value="+998712000000")
    assert len(find(reader, "Kim Min-ji", limit=50)) == rows
    assert price(lambda: find(reader, asked)) == queries


@pytest.mark.parametrize("number", [1, 3, 60])
def test_many_names_are_asked_for_in_the_rounds_of_one(reader, number):
    with act("make somebody"):
        cast.make_contact(display_name="Kim Min-ji")
    names = [("contact", f"Kin Minji L{'u' * place}") for place in range(number)]
    assert price(lambda: find_each(reader, names)) == 4
    assert price(lambda: find_each(reader, [("contact", "?!")] * number)) == 0


@pytest.mark.parametrize("rows", ROWS)
def test_agreements_cost_no_query_more(reader, rows):
    with act("make agreements"):
        for _number in range(rows):
            cast.make_agreement(title="Samarkand memorandum")
    found = []
    assert price(lambda: found.extend(find(reader, "Samarkand memorandum", limit=50))) == 1
    assert len(found) == rows


def test_a_cleared_reader_costs_one_query_for_the_teams():
    user = cast.cleared()
    user.has_perm("x")
    assert price(lambda: find(user, "?!")) == 1
    assert price(lambda: find(user, "?!")) == 0


@pytest.mark.parametrize("rows", ROWS)
def test_a_batch_is_kept_by_one_reading_and_one_writing(rows):
    """An act asks what it touched; then a kind is read, and its rows and new words are written."""
    people = [m.Contact(display_name=f"Person {number}") for number in range(rows)]
    with CaptureQueriesContext(connection) as queries, act("load people"):
        records.add_all(people)
    mine = [query["sql"] for query in queries if "relations_keep_documents" in query["sql"]]
    asked = [query["sql"] for query in queries if "pg_current_xact_id" in query["sql"]]
    assert (len(asked), len(mine)) == (1, 1)
    assert SearchDocument.objects.count() == rows
    # savepoint, name of the act, insert, touched, read, rows and words, end of savepoint
    assert len(queries) == 7


@pytest.mark.parametrize("rows", ROWS)
def test_what_depends_on_a_changed_name_is_kept_at_one_price(rows):
    with act("make a house"):
        house = cast.make_institution()
        for number in range(rows):
            person = cast.make_contact(display_name=f"Person {number}")
            cast.make_post(contact=person, institution=house)
    work = {"display_name": "House of Peace"}
    with CaptureQueriesContext(connection) as queries:
        records.change(house, values=work)
    mine = [query["sql"] for query in queries if "relations_keep_documents" in query["sql"]]
    assert len(mine) == 1  # rows and words of the institution and of the people together
    assert SearchDocument.objects.filter(hints__contains="House of Peace").count() == rows


def test_a_change_of_what_is_not_searched_costs_one_query():
    with act("make a meeting"):
        event = cast.make_event()
    with CaptureQueriesContext(connection) as queries, act("note"):
        cast.make_note(event=event)
    assert len([q for q in queries if "pg_current_xact_id" in q["sql"]]) == 1
    assert [q for q in queries if "relations_keep_documents" in q["sql"]] == []


def test_many_records_are_kept_in_batches(monkeypatch):
    monkeypatch.setattr("relations.search.keeping.BATCH", 2)
    people = [cast.make_contact(display_name=f"Person {number}") for number in range(5)]
    with CaptureQueriesContext(connection) as queries:
        assert keep(SearchKind.CONTACT, sorted(one.pk for one in people)) == 5
    assert len(queries) == 3 * 2
    assert SearchDocument.objects.count() == 5


def test_an_act_on_many_records_writes_their_words_once_and_last(monkeypatch):
    """In one order, after all rows: acts that write the same words never wait in a circle."""
    monkeypatch.setattr("relations.search.keeping.BATCH", 2)
    people = [m.Contact(display_name=f"{word} person") for word in ("Zulu", "Alpha", "Mike")]
    with CaptureQueriesContext(connection) as queries, act("load people"):
        records.add_all(people)
    mine = [query["sql"] for query in queries if "relations_keep_documents" in query["sql"]]
    words = "'{alpha,mike,person,zulu}'"
    assert [(sql.count('"names"'), words in sql) for sql in mine] == [(2, False), (1, True)]
    assert SearchDocument.objects.count() == 3
