"""Columns read a row without asking, sort by what may be told, and bring only what they need."""

from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import ForeignKey
from django.test.utils import CaptureQueriesContext

from relations import models as m
from relations.exports import COLUMNS
from relations.exports.base import Column, Kind, fetch, may_be_empty
from relations.exports.nouns import MODELS, noun_of
from relations.exports.sources import amount
from tests import cast
from tests.exports.reading import export, read_csv
from tests.house.world import records

pytestmark = pytest.mark.django_db

ALL = [(noun, column) for noun, columns in COLUMNS.items() for column in columns]
# Nothing of these is ever hidden.
VOCABULARY = (m.Place, m.Topic, m.EventKind, m.User)


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return records("one")


def test_a_noun_names_no_column_twice():
    names = {noun: [column.name for column in columns] for noun, columns in COLUMNS.items()}
    assert {noun: sorted(set(found)) for noun, found in names.items()} == {
        noun: sorted(found) for noun, found in names.items()
    }


def test_what_may_be_empty_is_known_with_the_way_to_it():
    paths = {
        m.Contact: ("pk", "display_name"),
        m.Post: ("contact__display_name", "institution__display_name"),
        m.Event: ("title", "kind__name_en", "edition", "date_span"),
    }
    found = {path: may_be_empty(model, path) for model, known in paths.items() for path in known}
    assert [path for path, empty in found.items() if empty] == [
        *("institution__display_name", "edition", "date_span"),
    ]


def test_every_noun_has_one_name_or_is_named_by_what_it_joins():
    named = {
        noun: [column.name for column in columns if column.kind is Kind.NAME]
        for noun, columns in COLUMNS.items()
    }
    assert {noun for noun, found in named.items() if len(found) != 1} == {
        "participations",
        "links",
    }


def test_reading_the_columns_asks_nothing_more(world, django_assert_num_queries):
    user = cast.reader()
    rows = {
        noun: list(fetch(COLUMNS[noun], model.objects.visible_to(user), user))
        for noun, model in MODELS.items()
    }
    assert {noun for noun, found in rows.items() if not found} == set()
    with django_assert_num_queries(0):
        for noun, found in rows.items():
            for row in found:
                for column in COLUMNS[noun]:
                    column.value(row)


def test_a_list_can_be_sorted_by_each_column_that_says_so():
    sortable = [(noun, column) for noun, column in ALL if column.sort]
    for noun, column in sortable:
        str(MODELS[noun].objects.order_by(column.sort).query)  # a wrong path fails here
    assert len(sortable) > 80


@pytest.mark.parametrize("noun", COLUMNS)
def test_an_order_tells_nothing_of_what_may_be_hidden(noun):
    """A path may cross a key only where the key guards the row, or leads to a vocabulary."""
    for column in COLUMNS[noun]:
        model = MODELS[noun]
        for step in filter(None, column.sort.split("__")):
            field = model._meta.get_field(step)
            if isinstance(field, ForeignKey):
                guarded = step in model.guarded_by
                assert guarded or issubclass(field.related_model, VOCABULARY)
                model = field.related_model


@pytest.mark.parametrize("noun", COLUMNS)
def test_a_join_shows_nothing_that_may_be_hidden(noun):
    for path in {path for column in COLUMNS[noun] for path in column.joined}:
        field = MODELS[noun]._meta.get_field(path)
        guarded = path in MODELS[noun].guarded_by
        part = field.related_model is m.Delegation  # a part of the event, which guards the row
        assert guarded or part or issubclass(field.related_model, VOCABULARY)


def hidden_twin(world):
    closed = records("Closed", **cast.restricted())
    m.Institution.objects.filter(pk=world["unit"].pk).update(parent=closed["institutions"])
    m.Event.objects.filter(pk=world["events"].pk).update(
        series=closed["series"], part_of=closed["meetings"]
    )
    m.EventSeries.objects.filter(pk=world["series"].pk).update(organizer=closed["institutions"])
    m.Agreement.objects.filter(pk=world["agreements"].pk).update(
        amends=closed["agreements"], replaces=closed["agreements"]
    )
    m.Commitment.objects.filter(pk=world["commitments"].pk).update(fulfilled_by=closed["events"])
    cast.make_post(contact=world["contacts"], institution=closed["institutions"], title="Closed")
    for model, key in (
        (m.AgreementParty, "agreement"),
        (m.CommitmentParty, "commitment"),
        (m.FigureSubject, "figure"),
        (m.RelationParty, "relation"),
    ):
        model.objects.create(**{key: world[f"{key}s"]}, institution=closed["institutions"], order=9)


def values(user):
    found = {}
    for noun, model in MODELS.items():
        for row in fetch(COLUMNS[noun], model.objects.visible_to(user), user):
            for column in COLUMNS[noun]:
                found.setdefault(f"{noun}.{column.name}", []).append(repr(column.value(row)))
    return found


def test_hidden_records_are_read_as_none(world):
    hidden_twin(world)
    blind, cleared = values(cast.reader()), values(cast.cleared())
    assert {name for name, read in blind.items() if "Closed" in repr(read)} == set()
    opened = {name for name, read in cleared.items() if "Closed" in repr(read)}
    assert {
        "institutions.parent",
        "events.series",
        "events.part_of",
        "series.organizer",
        "agreements.amends",
        "agreements.replaces",
        "commitments.fulfilled_by",
        "contacts.posts",
        "agreements.parties",
        "commitments.parties",
        "figures.subjects",
        "relations.parties",
    } - opened == set()


def test_only_what_the_columns_need_is_brought(world):
    name, posts = COLUMNS["contacts"][0], COLUMNS["contacts"][2]
    user = cast.reader()
    prices = []
    for columns in ((name,), (name, posts)):
        with CaptureQueriesContext(connection) as queries:
            list(fetch(columns, m.Contact.objects.visible_to(user), user))
        prices.append(len(queries) - (not prices) * 2)  # his rights are asked once
    assert prices == [1, 2]


def test_columns_that_share_rows_bring_them_once(world):
    user = cast.reader()
    shared = [column for column in COLUMNS["commitments"] if column.name.startswith("ow")]
    rows = fetch(shared, m.Commitment.objects.visible_to(user), user)
    assert [lookup.prefetch_through for lookup in rows._prefetch_related_lookups] == ["parties"]


def column(noun, name):
    return next(column for column in COLUMNS[noun] if column.name == name)


def test_parties_are_told_by_their_role():
    promise = cast.make_commitment()
    house = cast.make_institution()
    person = cast.make_contact()
    user = cast.reader()
    for role, party in (
        ("owes", {"institution": house}),
        ("owed", {"place": cast.place("KR")}),
        ("party", {"contact": person}),
        ("owes", {"user": user}),
    ):
        m.CommitmentParty.objects.create(commitment=promise, role=role, **party)
    read = {
        name: column("commitments", name).value(promise) for name in ("owes", "owed", "parties")
    }
    assert read == {"owes": [house, user], "owed": [cast.place("KR")], "parties": [person]}


@pytest.mark.parametrize(
    ("due", "status", "late"),
    [
        ("2020", "open", True),
        ("2020", "postponed", True),
        ("2020", "fulfilled", False),
        ("2020", "unknown", False),
        ("9999", "open", False),
        ("2020/..", "open", False),
        ("", "open", False),
    ],
)
def test_overdue_is_what_is_open_after_its_last_day(due, status, late):
    promise = m.Commitment(what="Meet", due=due, status=status)
    assert column("commitments", "overdue").value(promise) is late


@pytest.mark.parametrize(
    ("qualifier", "value", "unit", "words"),
    [
        ("exact", "600.0000000000", "times", "600 times"),
        ("more_than", "10000000000", "USD", ">\N{NO-BREAK SPACE}10,000,000,000 USD"),
        ("about", "0.25", "", "≈\N{NO-BREAK SPACE}0.25"),
        ("almost", "1E+3", "people", "almost\N{NO-BREAK SPACE}1000 people"),
        ("exact", "1991", "year", "1991 year"),
    ],
)
def test_an_amount_keeps_its_qualifier(qualifier, value, unit, words):
    figure = m.Figure(qualifier=qualifier, value=Decimal(value), unit=unit)
    assert amount(figure) == words


def test_posts_of_today_are_those_nobody_called_former():
    person = cast.make_contact()
    source = cast.make_source()
    for title, values in (
        ("now", {}),
        ("since long", {"since": "1999"}),
        ("ended", {"until": "2001"}),
        ("to come", {"since": "9998"}),
        ("wrong", {"entered_in_error": True}),
    ):
        cast.make_post(contact=person, title=title, **values)
    former = cast.make_post(contact=person, title="former")
    m.PostSighting.objects.create(post=former, source=source, former=True)
    user = cast.reader()
    (row,) = fetch(COLUMNS["contacts"], m.Contact.objects.visible_to(user), user)
    assert [post.title for post in column("contacts", "posts").value(row)] == ["now", "since long"]


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        ([], ""),
        ([""], ""),
        (["2012/.."], ""),
        (["2024-05-16", "2024-05-16"], "2024-05-16"),
        (["2025-11", "2019-04-16", ""], "2019-04-16/2025-11"),
        (["2023-12-12", "2023-12"], "2023-12"),
        (["2022-02-24/2022-05-04"], "2022-02-24/2022-05-04"),
        (["2022-02-24/2022-05-04", "2021"], "2021/2022-05-04"),
    ],
)
def test_a_post_tells_when_it_was_seen_at_first_and_at_last(seen, told):
    post = cast.make_post()
    for date in seen:
        m.PostSighting.objects.create(post=post, source=cast.make_source(), seen=date)
    closed = cast.make_source(**cast.restricted())
    m.PostSighting.objects.create(post=post, source=closed, seen="2030")
    m.PostSighting.objects.create(post=post, source=cast.make_source(), seen="2031", former=True)
    user = cast.reader()
    (row,) = fetch(COLUMNS["posts"], m.Post.objects.visible_to(user), user)
    assert column("posts", "seen").value(row) == told
    listed = read_csv(export("posts", "csv", user, {"fields": "seen"})[0])
    assert [row["seen"] for row in listed] == ["; ".join(sorted(filter(None, seen)))]


def test_an_agreement_tells_where_it_was_made():
    event = cast.make_event()
    cast.make_event_place(event=event, city="Seoul", country=cast.place("KR"), order=1)
    cast.make_event_place(event=event)
    cast.make_agreement(title="Memorandum", event=event)
    cast.make_agreement(title="Plan")
    user = cast.reader()
    rows = m.Agreement.objects.visible_to(user).order_by("title")
    told = [
        column("agreements", "places").value(row)
        for row in fetch(COLUMNS["agreements"], rows, user)
    ]
    assert told == [["Tashkent, Uzbekistan", "Seoul, South Korea"], []]
    listed = read_csv(export("agreements", "csv", user, {"fields": "places"}, rows)[0])
    assert [row["places"] for row in listed] == ["Tashkent, Uzbekistan; Seoul, South Korea", ""]


def test_a_code_is_put_into_words():
    kind = column("institutions", "kind")
    assert (kind.words("think_tank"), kind.words("")) == ("think tank", "")


def test_a_path_ends_where_there_is_nothing():
    place = Column("name", "Name", "parent__parent__name_en")
    world_ = cast.place("001")
    assert place.value(world_) is None
    assert place.value(cast.place("UZ")) == cast.place("UZ").parent.parent.name_en


def test_a_record_is_addressed_by_its_noun():
    event = cast.make_event()
    found = [noun_of(row) for row in (event, m.Forum.objects.get(pk=event.pk), cast.reader())]
    assert found == ["events", "forums", ""]
