"""Lists: their rows, their pages, their order, and what they refuse."""

import datetime as dt
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core import signing
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from relations import models
from relations.api import paging, sorting
from relations.exports.nouns import MODELS
from relations.filters import counting
from tests import cast
from tests.api.story import tell


def pages(ask, address, way="next"):
    """Walk the pages one way; return the ids of each, and the last page."""
    seen, page = [], ask(address)
    while True:
        seen.append([row["id"] for row in page["results"]])
        if page[way] is None:
            return seen, page
        page = ask(page[way])


def test_pages_lead_forward_and_back_without_losing_a_row(ask):
    tell(2)
    for noun in MODELS:
        whole = [row["id"] for row in ask(f"{noun}/?page_size=1000")["results"]]
        size = len(whole) // 3 + 1
        forward, last = pages(ask, f"{noun}/?page_size={size}")
        assert [pk for page in forward for pk in page] == whole
        backward, first = pages(ask, last["previous"] or f"{noun}/", "previous")
        assert backward == forward[-2::-1]
        assert first["previous"] is None


@pytest.mark.parametrize("sort", ["-date,title", "date", "title,-date", "-kind", "-changed_at"])
def test_pages_keep_to_any_order_with_equal_and_empty_keys(ask, sort):
    for date in ("2023-12", "", "2023-12", "../2020", "2024/..", "", "2023"):
        cast.make_event(date=date)
    forward, last = pages(ask, f"events/?page_size=2&sort={sort}")
    together = [pk for page in forward for pk in page]
    assert together == [row["id"] for row in ask(f"events/?sort={sort}")["results"]]
    assert len(set(together)) == models.Event.objects.count()
    assert pages(ask, last["previous"], "previous")[0] == forward[-2::-1]


@pytest.mark.parametrize(
    ("noun", "sort"),
    [
        ("sources", "retrieved_on"),
        ("documents", "-size"),
        ("figures", "created_at"),
        ("figures", "id"),
        ("figures", "-id"),
    ],
)
def test_a_cursor_carries_every_kind_of_value(ask, noun, sort):
    for number in (1, 2, 3):
        cast.make_source(title="Dated", retrieved_on=f"2024-05-0{number}")
        cast.make_document(size=number)
        cast.make_figure()
    forward, last = pages(ask, f"{noun}/?page_size=2&sort={sort}")
    assert pages(ask, last["previous"], "previous")[0] == forward[-2::-1]


@pytest.mark.parametrize(
    ("asked", "backward", "bound"),
    [
        ("name", False, ">"),
        ("name", True, "<"),
        ("-name", False, "<"),
        ("-name", True, ">"),
    ],
)
def test_a_page_deep_inside_is_read_from_where_it_begins(db, asked, backward, bound):
    sort = sorting.read_sort("contacts", asked)
    key = uuid4()
    parts = sort.behind(models.Contact.objects.all(), ["Kim", key], backward=backward)
    whole = f"(ROW((display_name)::text, id) {bound} ROW('Kim'::text, '{key}'::uuid))"
    assert begun(sort, parts, backward=backward) == [whole]


def begun(sort, parts, *, backward=False):
    """Tell where the first index of each part begins, if one is read in its order at all.

    Of a table with a row or two each index costs the planner as much as any other, and so does
    it to sort them.
    """
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort", "hashjoin", "mergejoin"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
    plans = [sort.applied(rows, backward=backward)[:1].explain() for rows in parts]
    return [plan.partition("Index Cond: ")[2].partition("\n")[0] for plan in plans]


def test_an_order_both_ways_begins_at_its_first_key(db):
    sort = sorting.read_sort("contacts", "name,-id")
    parts = sort.behind(models.Contact.objects.all(), ["Kim", uuid4()], backward=False)
    assert begun(sort, parts) == ["((display_name)::text >= 'Kim'::text)"]


DAY = DateRange(dt.date(2024, 5, 16), dt.date(2024, 5, 17))
SPAN = "'[2024-05-16,2024-05-17)'::daterange"


@pytest.mark.parametrize(
    ("noun", "asked", "value", "bounds"),
    [
        ("posts", "contact", "Kim", ["((display_name)::text >= 'Kim'::text)"]),
        ("events", "-date", DAY, [f"(date_span <= {SPAN})", "(date_span IS NULL)"]),
        ("commitments", "due", DAY, [f"(due_span >= {SPAN})", "(due_span IS NULL)"]),
        ("commitments", "due", None, ["((due_span IS NULL) AND (due_span IS NULL))"]),
    ],
)
def test_a_page_begins_at_its_first_key_of_another_table_or_with_gaps(
    db, noun, asked, value, bounds
):
    sort = sorting.read_sort(noun, asked)
    parts = sort.behind(MODELS[noun].objects.all(), [value, uuid4()], backward=False)
    assert begun(sort, parts) == bounds


def test_a_decimal_survives_a_cursor():
    assert paging._unpacked(paging._packed(Decimal("2.460"))) == Decimal("2.460")


def test_a_page_goes_on_when_its_last_row_has_gone(ask, world):
    first = ask("contacts/?page_size=2")
    models.Contact.objects.filter(pk=first["results"][-1]["id"]).update(deleted_at=timezone.now())
    assert [row["name"] for row in ask(first["next"])["results"]] == [
        world.own.display_name,
        world.park.display_name,
    ]


def test_a_page_nothing_is_left_of_is_empty(ask):
    second = ask("contacts/?page_size=2")["next"]
    models.Contact.objects.update(deleted_at=timezone.now())
    assert ask(second) == {"next": None, "previous": None, "results": []}


def test_rows_come_in_the_order_asked_for(ask):
    assert ask.names("events/") == [
        "Visit",
        "Meeting with the delegation",
        "Expert forum of Uzbekistan and the Republic of Korea",
        "Round table",
    ]
    assert ask.names("events/?sort=title")[0].startswith("Expert forum")
    assert ask.names("agreements/?sort=-until")[-1] in {"Draft", "Coming", "Agreed"}


def test_filters_work_as_on_the_pages(ask, world):
    assert ask.names("contacts/?country=KR") == ["Jeh Sung Hoon", "Park Joung-ho"]
    assert ask.names(f"contacts/?met_institution={world.isrs.pk}&institution={world.kiep.pk}") == [
        "Lee Ji-eon",
        "Park Joung-ho",
    ]
    assert ask.names("events/?format=hybrid") == ask.names("events/?mode=hybrid")
    assert ask.names("events/?format=json&topic=economy") == ask.names("events/?topic=economy")
    assert ask.names("forums/?date=Q4 2023") == ask.names("events/?family=forum&date=2023-12")
    assert ask.names("meetings/?family=forum") == []


def test_rows_are_counted_only_when_asked(ask, monkeypatch):
    assert "count" not in ask("contacts/")
    assert told_count(ask, "exact") == (4, "exact")
    assert told_count(ask, "estimate") == (4, "exact")
    monkeypatch.setattr(counting, "MOST", 2)
    assert told_count(ask, "estimate") == (2, "at_least")
    assert told_count(ask, "exact") == (4, "exact")


def told_count(ask, how):
    told = ask(f"contacts/?count={how}&page_size=1")
    return told["count"], told["count_is"]


def test_some_fields_can_be_chosen(ask):
    assert ask("contacts/?fields=name,languages&country=KR")["results"] == [
        {"name": "Jeh Sung Hoon", "languages": []},
        {"name": "Park Joung-ho", "languages": ["ko", "ru"]},
    ]


REFUSED = {
    "knd=forum": {"knd": ["There is no such filter."]},
    "kind=party": {"kind": ["There is no event kind “party”."]},
    "kind=forum&kind=session": {"kind": ["Give this once."]},
    "sort=price": None,
    "sort=title,-title": None,
    "page_size=0": {"page_size": ["Give a number from 1 to 1000."]},
    "page_size=1001": {"page_size": ["Give a number from 1 to 1000."]},
    "page_size=99999999999999999999": {"page_size": ["Give a number from 1 to 1000."]},
    "page_size=٣": {"page_size": ["Give a number from 1 to 1000."]},
    "cursor=abc": {"cursor": ["This is no cursor of ours."]},
    "count=yes": {"count": ["Give exact or estimate."]},
    "count=": {"count": ["Give exact or estimate."]},
    "format=pdf": {"format": ["Choose from: json, csv, xlsx, json-stream, ndjson, ics."]},
    "format=vcf": {"format": ["Choose from: json, csv, xlsx, json-stream, ndjson, ics."]},
    "format=csv&page_size=5": {"page_size": ["A file holds the whole list: this is for pages."]},
    "format=csv&bom=maybe": {"bom": ["Give 1 or 0."]},
    "format=csv&knd=forum": {"knd": ["There is no such filter."]},
    "format=csv&sort=price": None,
    "format=ndjson&trailer=1": {"trailer": ["Only CSV has this."]},
    "format=ics&fields=title": {"fields": ["What stands in ics is fixed."]},
    "bom=1": {"bom": ["Only a file has this; see format."]},
    "expand=posts": {
        "expand": [
            "Give up to 6 of: accounts, agreements, commitments, country, institution, kind, "
            "notes, part_of, participations, series, statements, topics; not posts."
        ]
    },
    "view=mine": {"view": ["There is no such view of this list."]},
    "page_size=1&page_size=2": {"page_size": ["Give this once."]},
    "topic=": {"topic": ["Give a value, or leave this out."]},
    "format=csv&kind=%20&topic=economy": {"kind": ["Give a value, or leave this out."]},
    "q=%00": {"q": ["Null characters are not allowed."]},
    "%00=1": {"\0": ["There is no such filter."]},
}


@pytest.mark.parametrize("query", sorted(REFUSED))
def test_what_cannot_be_answered_is_refused_by_name(ask, query):
    answer = ask.response(f"events/?{query}", status=400)
    assert answer.headers["Content-Type"] == "application/problem+json"
    told = answer.json()
    assert {**told, "detail": "", "errors": {}} == {
        "type": "about:blank",
        "title": "Bad Request",
        "status": 400,
        "detail": "",
        "errors": {},
    }
    expected = REFUSED[query]
    if expected is None:
        expected = {"sort": told["errors"]["sort"]}
        assert told["errors"]["sort"][0].startswith("Give up to 4 of these, once each: date, title")
    assert told["errors"] == expected
    name = next(iter(expected))
    assert told["detail"] == f"{name}: {expected[name][0]}"


def test_an_unknown_field_is_refused(ask):
    told = ask("kinds/?fields=name,price", status=400)
    assert told["errors"]["fields"][0].startswith("Choose from: id, url, type, version")


def test_a_cursor_is_good_for_its_own_order_only(ask):
    cursor = ask("contacts/?page_size=1")["next"].split("cursor=")[1].split("&")[0]
    told = ask(f"contacts/?sort=-name&cursor={cursor}", status=400)
    assert told["errors"] == {"cursor": ["This cursor is of a list in another order."]}
    forged = signing.Signer(salt="elsewhere").sign_object(["name", False, []])
    told = ask(f"contacts/?cursor={forged}", status=400)
    assert told["errors"] == {"cursor": ["This is no cursor of ours."]}


def test_too_many_parameters_are_a_problem_too(ask):
    query = "&".join(f"a{n}=1" for n in range(1001))
    assert ask(f"events/?{query}", status=400)["errors"] == {
        "query": ["The query is too large or malformed."]
    }
