"""Filters, order and pages of a list; one address is one list."""

import pytest
from django.http import Http404

from relations.filters.counting import Count, Kind, counted
from relations.models import Event, InstitutionName
from relations.views.paging import PAGE, Order, cut
from tests import cast

DATES = ["2024-05-16", "", "2023-12", "2023", "2024-05-16", "", "2019/..", "../2020", "2024-05"]


def titles(page):
    return [row[1] for row in page.rows]


def test_a_list_is_filtered_and_says_by_what(reader):
    korea = cast.make_event(title="In Seoul", of="meeting", date="2024")
    cast.make_event_place(event=korea, city="Seoul", country=cast.place("KR"))
    cast.make_event_place(event=cast.make_event(title="In Tashkent"))
    page = reader.ask("/events/?country=KR&kind=meeting&date__from=2024")
    assert titles(page) == ["In Seoul"]
    assert page.under("Apply", "Date") == (
        "Country or region South Korea – take away × Kind meeting – take away × "
        "From 2024 – take away × Clear all 1 in all"
    )


@pytest.mark.parametrize(
    ("query", "chip"),
    [
        ("confidentiality=public", "Confidentiality public"),
        ("status__in=held,planned", "Status held, planned"),
        ("units=0", "Units no"),
        ("institution={house}", "Institution ISRS"),
        ("institution__in={house}", "Institution ISRS"),
        ("year=2023", "Year 2023"),
        ("kind__in=forum,meeting", "Kind forum, meeting"),
        ("kind__not=forum", "Kind, not forum"),
        ("date=2023-12", "Date 2023-12"),
        ("date__within=2023", "Date, certainly within 2023"),
        ("topic__contains=water", "Topic water"),
    ],
)
def test_a_filter_is_said_in_words(query, chip, reader):
    house = cast.make_institution(display_name="ISRS")
    page = reader.ask(f"/events/?{query.format(house=house.pk)}")
    assert page.under("Apply", " – take away") == chip


def test_what_a_form_sends_empty_leaves_the_address(reader):
    answer = reader.client.get("/events/?q=&kind=forum&country=&status__in=held&status__in=")
    assert answer["Location"] == "/events/?kind=forum&status__in=held"
    assert reader.client.get("/events/?q=")["Location"] == "/events/"


def test_filters_that_cannot_be_are_told_and_nothing_is_shown(reader):
    cast.make_event()
    page = reader.ask("/events/?nonsense=1&date__from=soon&kind=forum")
    assert page.status == 400
    assert page.rows == []
    assert page.under("Apply", "Clear all") == (
        "This list cannot be shown as asked: From: “soon” cannot be read as a date. Write it like "
        "16 May 2024, May 2024, 2024, 11–13 June 2024, since 2019 or 2024-05-16. "
        "Nonsense: There is no such filter. Nonsense 1 – take away × From soon – take away × "
        "Kind forum – take away ×"
    )


def test_a_list_keeps_the_filters_its_form_has_no_field_for(reader):
    house = cast.make_institution()
    cast.make_host(event=cast.make_event(), institution=house)
    page = reader.ask(f"/events/?institution__in={house.pk}&sort=title&kind=forum")
    assert f'<input type="hidden" name="institution__in" value="{house.pk}">' in page.html
    assert '<input type="hidden" name="sort" value="title">' in page.html
    assert 'type="hidden" name="kind"' not in page.html
    assert page.links["Date"] == f"?institution__in={house.pk}&sort=date&kind=forum"


def test_a_list_without_rows_says_why(reader):
    assert reader.ask("/documents/").main.endswith("Nothing is kept here yet.")
    page = reader.ask("/documents/?q=treaty")
    assert page.main.endswith("Nothing fits these filters. Show the whole list")


def test_the_order_is_chosen_by_the_head_of_a_column(reader):
    for title in ("Seminar", "Audience", "Round table"):
        cast.make_event(title=title)
    up = reader.ask("/events/?sort=title")
    down = reader.ask("/events/" + up.links["Title"])
    assert up.links["Title"] == "?sort=-title"
    assert down.links["Title"] == "?sort=title"
    assert titles(up) == ["Audience", "Round table", "Seminar"]
    assert titles(down) == ["Seminar", "Round table", "Audience"]
    assert '<th scope="col" class="is-name" aria-sort="descending">' in down.html


@pytest.mark.parametrize("order", ["place", "pk", "-", "series", "-series__name"])
def test_an_order_that_cannot_be_is_told(order, reader):
    cast.make_event()
    page = reader.ask(f"/events/?sort={order}")
    assert (page.status, page.rows) == (400, [])
    assert page.under("asked:") == "Order: This list cannot be put in that order."


def test_names_in_other_scripts_carry_their_language(reader):
    cast.make_institution(display_name="한국외국어대학교")
    cast.make_institution(display_name="Институт")
    cast.make_institution(display_name="東京大学")
    cast.make_institution(display_name="2nd Institute")
    page = reader.ask("/institutions/")
    names = ("한국외국어대학교", "Институт", "東京大学", "2nd Institute")
    assert [page.tongues[name] for name in names] == ["ko", "und-Cyrl", "und-Hani", "en"]


def test_pages_lead_on_and_back(reader):
    cast.Institution.objects.bulk_create(
        cast.Institution(display_name=f"Institute {number:03}") for number in range(PAGE * 2 + 1)
    )
    first = reader.ask("/institutions/")
    second = reader.ask("/institutions/" + first.links["Next →"])
    last = reader.ask("/institutions/" + second.links["Next →"])
    back = reader.ask("/institutions/" + last.links["← Previous"])
    start = reader.ask("/institutions/" + back.links["← Previous"])
    names = [[row[0] for row in page.rows] for page in (first, second, last, back, start)]
    assert names[0] + names[1] + names[2] == [f"Institute {n:03}" for n in range(PAGE * 2 + 1)]
    assert (names[3], names[4]) == (names[1], names[0])
    assert last.links["First"] == "?"
    assert {"Next →", "First"} & set(last.links) == {"First"}
    assert {"← Previous", "First"} & set(first.links) == set()
    assert {"← Previous"} & set(start.links) == set()
    assert "101 in all" in first.main
    assert "in all" not in second.main


@pytest.mark.parametrize("cursor", ["nowhere", "-", "01890a5d-ac96-774b-bcce-b302099a8057"])
def test_a_page_that_is_gone_is_not_there(cursor, reader):
    assert reader.ask(f"/events/?cursor={cursor}").status == 404


def test_a_page_begins_behind_a_row_that_left_the_filter(reader):
    for title in ("A", "B", "C"):
        cast.make_event(title=title)
    middle = Event.objects.get(title="B")
    Event.objects.filter(pk=middle.pk).update(status="cancelled")
    page = reader.ask(f"/events/?sort=title&status=held&cursor={middle.pk}")
    assert titles(page) == ["C"]


def test_a_page_with_nothing_on_it_leads_nowhere(db):
    row = cast.make_event()
    rows = Event.objects.filter(pk=row.pk)
    empty = cut(rows, Order("title"), f"-{row.pk}", among=rows)
    assert (empty.rows, empty.next, empty.previous) == ([], "", "")


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("path", ["date_span", "title", "edition", "kind__name_en"])
def test_every_row_stands_on_just_one_page(path, descending, db, monkeypatch):
    series = cast.make_series()
    for number, date in enumerate(DATES):
        kind = ("forum", "meeting", "summit")[number % 3]
        edition = None if number % 4 else number
        cast.make_event(
            title=f"Event {number % 4}", of=kind, date=date, series=series, edition=edition
        )
    monkeypatch.setattr("relations.views.paging.PAGE", 2)
    rows = Event.objects.all()
    order = Order(path, descending)
    whole = list(order.applied(rows))
    pages = [cut(rows, order, "", among=rows)]
    while pages[-1].next:
        pages.append(cut(rows, order, pages[-1].next, among=rows))
    assert [row for page in pages for row in page.rows] == whole
    backward = [pages[-1]]
    while backward[-1].previous:
        backward.append(cut(rows, order, backward[-1].previous, among=rows))
    assert [row for page in reversed(backward) for row in page.rows] == whole
    empty = [getattr(row, path, "") in (None, "") for row in whole]
    assert empty == sorted(empty)


def test_what_is_hidden_is_not_looked_up_as_a_cursor(db):
    hidden = cast.make_event(**cast.restricted())
    rows = Event.objects.visible_to(cast.reader())
    with pytest.raises(Http404):
        cut(rows, Order("title"), str(hidden.pk), among=rows)


def test_rows_are_counted_as_far_as_it_is_cheap(db):
    for text in ("a", "b", "c"):
        InstitutionName.objects.create(institution=cast.make_institution(), text=text)
    names = InstitutionName.objects.all()
    assert (counted(names, 2), counted(names, 3)) == (Count(2, Kind.AT_LEAST), Count(3))
    assert counted(names.none()) == Count(0)


def test_a_long_list_says_more_than(reader, monkeypatch):
    monkeypatch.setattr("relations.views.paging.MOST_COUNTED", 1)
    cast.make_event(title="One")
    cast.make_event(title="Two")
    assert "more than 1 in all" in reader.ask("/events/").main
