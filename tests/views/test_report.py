"""The report of a year: its numbers are those of the lists they open."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from relations import models as m
from tests import cast

pytestmark = pytest.mark.django_db

# Session, user, rights (two); topics and countries of the matrix (five); events; months; two kinds
# of event; contacts; institutions; agreements; commitments; years.
PRICE = 18


@pytest.fixture
def year(reader):
    """Make two meetings and a forum of 2023 with Korea, one with China besides."""
    energy = cast.make_topic(name_en="energy")
    gas = cast.make_topic(name_en="gas", parent=energy)
    for number, (title, of, date, countries, topic) in enumerate(
        (
            ("Talks", "meeting", "2023-05-16", ["KR"], energy),
            ("More talks", "meeting", "2023-05", ["KR", "CN"], gas),
            ("Forum", "forum", "2023", ["KR"], gas),
            ("Called off", "meeting", "2023-07", ["KR"], gas),
            ("Next year", "meeting", "2024-05", ["KR"], gas),
        )
    ):
        status = "cancelled" if title == "Called off" else "held"
        event = cast.make_event(title=title, of=of, date=date, status=status)
        side = cast.make_delegation(event=event)
        for country in countries:
            m.DelegationCountry.objects.create(delegation=side, place=cast.place(country))
        m.EventTopic.objects.create(event=event, topic=topic)
        body = cast.make_institution(display_name=f"Body {number // 2}")
        m.DelegationInstitution.objects.create(delegation=side, institution=body)
        cast.make_participation(
            event=event, contact=cast.make_contact(display_name=title), delegation=side
        )
        cast.make_commitment(event=event, what=title, due="2023", status="open")
    cast.make_commitment(event=event, what="Done", fulfilled_on="2023-06", status="fulfilled")
    cast.make_signing(date="2023-05")
    return reader


def test_every_number_opens_the_rows_it_counts(year):
    page = year.ask("/report/2023/")
    numbers = (
        ("Meetings", 2),
        ("Forums", 1),
        ("People met", 3),
        ("Institutions met", 3),
        ("Agreements signed", 1),
        ("Promises made", 4),
        ("Promises kept", 1),
        ("Promises due", 5),
        ("Of these still open", 5),
    )
    tiles = re.findall(r'<a href="([^"]+)"><b>\d+</b> ([^<]+)</a>', page.html)
    tallies = {label: unescape(href) for href, label in tiles}
    told = " ".join(f"{number} {label}" for label, number in numbers)
    assert told in page.main
    assert [(label, len(year.ask(tallies[label]).rows)) for label, _number in numbers] == list(
        numbers
    )
    assert len(year.ask(page.links["All 3 events"]).rows) == 3


def test_months_hold_what_is_known_to_the_month_and_say_what_is_not(year):
    page = year.ask("/report/2023/")
    assert page.under("As a table", "1 more event") == (
        "Month Number Jan 0 Feb 0 Mar 0 Apr 0 May 2 Jun 0 Jul 0 Aug 0 Sep 0 Oct 0 Nov 0 Dec 0"
    )
    assert "1 more event of the year is not known to the month." in page.main
    assert "<title>May: 2</title>" in page.html


def test_topics_and_countries_are_counted_like_the_lists_they_open(year):
    page = year.ask("/report/2023/")
    assert page.rows[12:14] == [["3", ""], ["1", ""]]
    assert page.rows[14:] == [["3", "3", "1"], ["2", "2", "1"]]
    assert page.under("With whom", "What about") == "South Korea 3 China 1"
    energy = m.Topic.objects.get(name_en="energy").pk
    cell = f"/events/?year=2023&status__in=held%2Congoing&topic={energy}&side_country=CN"
    assert cell.replace("&", "&amp;") in page.html
    assert [row[1] for row in year.ask(cell).rows] == ["More talks"]


def test_long_matrices_are_cut_and_say_so(reader):
    event = cast.make_event(date="2023")
    side = cast.make_delegation(event=event)
    for number in range(17):
        topic = cast.make_topic(name_en=f"topic {number:02}")
        m.EventTopic.objects.create(event=event, topic=topic)
    for country in m.Place.objects.filter(kind="country")[:11]:
        m.DelegationCountry.objects.create(delegation=side, place=country)
    page = reader.ask("/report/2023/")
    assert "and 1 country more" in page.main
    assert "and 2 topics more" in page.main


def test_the_years_are_those_there_were_events_in(year):
    page = year.ask("/report/2023/")
    assert page.links["2024"] == "/report/2024/"
    assert page.under("2023", "2 Meetings") == "2024 2023"
    assert year.client.get("/report/")["Location"] == "/report/2024/"
    assert year.ask("/report/1950/").under("1950").startswith("2024 2023 1950")


def test_a_year_without_events_says_so(reader):
    assert "No event of this year is kept." in reader.ask("/report/2001/").main
    this = timezone.localdate().year
    assert reader.client.get("/report/")["Location"] == f"/report/{this}/"
    ahead = (timezone.localdate() + timedelta(days=800)).isoformat()
    cast.make_meeting(date=ahead, status="planned")
    assert reader.client.get("/report/")["Location"] == f"/report/{this}/"


@pytest.mark.parametrize("wrong", ["0", "10000"])
def test_there_is_no_such_year(reader, wrong):
    assert reader.ask(f"/report/{wrong}/").status == 404


def test_the_report_costs_the_same_however_much_there_is(year):
    _page, price = year.price("/report/2023/")
    for number in range(3):
        event = cast.make_meeting(title=str(number), date="2023-03")
        side = cast.make_delegation(event=event)
        m.DelegationCountry.objects.create(delegation=side, place=cast.place("JP"))
        m.EventTopic.objects.create(event=event, topic=cast.make_topic(name_en=str(number)))
    assert (price, year.price("/report/2023/")[1]) == (PRICE, PRICE)


def test_who_reads_no_events_has_no_report(outsider):
    assert outsider.ask("/report/2023/").status == 403
