"""Today: numbers that open their lists, events around today, and what is due."""

from datetime import timedelta

import pytest
from django.utils import timezone

from relations import models as m
from relations.dates.edtf import parse
from relations.dates.words import say
from tests import cast

pytestmark = pytest.mark.django_db

# Session, user, rights (two); six numbers; nine blocks, the rows of four that have any, and the
# places of two of them; the reader and their teams; pairs that may be the same.
PRICE = 28


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def words(days):
    return say(parse(day(days)), "en")


def test_numbers_open_their_lists(reader):
    cast.make_meeting()
    cast.make_event()
    cast.make_event(title="Another")
    cast.make_event(title="Closed", **cast.restricted())
    page = reader.ask("/")
    assert page.under("Today", "Next") == (
        "1 Meetings 2 Forums 0 Contacts 0 Institutions 0 Agreements 0 Sources"
    )
    assert len(reader.ask(page.links["Forums"]).rows) == 2


def test_events_around_today_stand_in_the_order_one_looks_for(reader):
    for title, days, status in (
        ("Far", 40, "planned"),
        ("Near", 2, "planned"),
        ("Lately", -3, "held"),
        ("Long ago", -400, "held"),
        ("Called off", -5, "cancelled"),
    ):
        event = cast.make_event(title=title, date=day(days), status=status)
    cast.make_event_place(event=event)
    page = reader.ask("/")
    assert page.under("Next", "Lately") == (
        f"Date Title Place {words(2)} Near – {words(40)} Far – See as a list – Next"
    )
    assert page.under("– Next", "Quiet") == (
        f"Lately Date Title Place {words(-3)} Lately – {words(-400)} Long ago – "
        "See as a list – Lately"
    )
    assert page.links["– Next"] == f"/events/?date__from={day(0)}&sort=date"
    assert [row[1] for row in reader.ask(page.links["– Next"]).rows] == ["Near", "Far"]
    assert [row[1] for row in reader.ask(page.links["– Lately"]).rows] == ["Lately", "Long ago"]


def test_what_is_due_and_overdue_and_what_runs_out_is_shown(reader):
    event = cast.make_event()
    for what, due, status in (
        ("Late", day(-2), "open"),
        ("Soon", day(10), "in_progress"),
        ("Later", day(200), "open"),
        ("Done", day(-2), "fulfilled"),
    ):
        cast.make_commitment(event=event, what=what, due=due, status=status)
    cast.make_agreement(title="Ending", until=day(80))
    cast.make_agreement(title="Lasting", until=day(800))
    cast.make_agreement(title="Renewed", until=day(200), notice_days=180)
    page = reader.ask("/")
    assert page.under("Overdue", "Due in 30 days") == (
        f"What Due Late {words(-2)} See as a list – Overdue"
    )
    assert page.under("– Overdue", "Agreements that end") == (
        f"Due in 30 days What Due Soon {words(10)} See as a list – Due in 30 days"
    )
    assert page.under("Agreements that end in 90 days", "See") == f"Title Until Ending {words(80)}"
    assert page.under("Notice to be given in 30 days", "See") == f"Title Until Renewed {words(200)}"
    leads = {
        name: [row[0] for row in reader.ask(page.links[f"– {name}"]).rows]
        for name in (
            "Overdue",
            "Due in 30 days",
            "Agreements that end in 90 days",
            "Notice to be given in 30 days",
        )
    }
    assert leads == {
        "Overdue": ["Late"],
        "Due in 30 days": ["Soon"],
        "Agreements that end in 90 days": ["Ending"],
        "Notice to be given in 30 days": ["Renewed"],
    }


def test_what_is_mine_and_my_teams_stands_apart(reader):
    mate, stranger = cast.editor(), cast.manager()
    desk = cast.make_team()
    for user in (reader.user, mate):
        m.Membership.objects.create(team=desk, user=user)
    event = cast.make_event()
    for owner in (reader.user, mate, stranger):
        cast.make_commitment(event=event, what=f"Of {owner}", owner=owner)
    cast.make_commitment(event=event, what="Done", owner=reader.user, status="fulfilled")
    page = reader.ask("/")
    assert page.under("Mine to do", "See") == "What Due Of reader –"
    assert page.under("My team's to do", "See") == "What Due Of editor –"
    for name, rows in (("Mine to do", ["Of reader"]), ("My team's to do", ["Of editor"])):
        assert [row[0] for row in reader.ask(page.links[f"– {name}"]).rows] == rows


def test_a_team_of_one_has_no_list_of_others(reader):
    m.Membership.objects.create(team=cast.make_team(), user=reader.user)
    assert "My team's to do" not in reader.ask("/").main


def test_partners_that_went_quiet_and_what_was_changed_are_shown(reader):
    body = cast.make_institution(display_name=cast.KIEP)
    cast.make_host(event=cast.make_event(date=day(-400)), institution=body)
    page = reader.ask("/")
    assert page.under("Quiet for half a year", "See") == f"Name Country {cast.KIEP} –"
    assert page.under("Lately changed", "See").startswith("Title Changed Expert forum of")


def test_what_may_be_the_same_is_shown_in_pairs(reader, outsider):
    pair = sorted(
        (cast.make_contact(), cast.make_contact(display_name=cast.LEE)), key=lambda one: one.pk
    )
    m.ProbablySame.objects.create(contact=pair[0], other_contact=pair[1], why="same post")
    one, other = cast.make_event(), cast.make_event(title="Another")
    m.ProbablySame.objects.create(event=one, other_event=other, state="different")
    page = reader.ask("/")
    assert page.under("Perhaps the same") == f"{cast.JEH} =? {cast.LEE} same post"
    assert page.links[cast.LEE] == f"/contacts/{pair[1].pk}/"
    cast.permit(outsider.user, "view_contact")
    page = outsider.ask("/")
    assert (page.status, "Contacts" in page.main) == (200, True)
    assert "Perhaps the same" not in page.main


def test_an_empty_house_says_nothing_is_due(reader):
    assert reader.ask("/").main.count("Nothing.") == 9


def test_today_costs_the_same_however_much_there_is(reader):
    cast.make_commitment(event=cast.make_meeting(date=day(-1)), due=day(-1))
    cast.make_event(date=day(1))
    _page, price = reader.price("/")
    for number in range(3):
        cast.make_commitment(event=cast.make_meeting(date=day(-1)), what=str(number), due=day(-1))
        cast.make_event(title=str(number), date=day(1))
    assert (price, reader.price("/")[1]) == (PRICE, PRICE)


def test_without_a_role_today_is_empty(outsider):
    event = cast.make_meeting(confidentiality="public", date=day(-1))
    cast.make_commitment(event=event, due=day(-1), confidentiality="public")
    page = outsider.ask("/")
    assert page.status == 200
    assert page.main.partition("Today ")[2] == (
        "You are signed in and have no role yet, so nothing is open to you. "
        "An administrator can give you one."
    )
    assert list(page.links) == [
        *("Skip to the content", "Muloqot", "Calendar", "Access for programs", "Change password")
    ]


def test_today_asks_for_a_name(client):
    assert client.get("/")["Location"] == "/accounts/login/?next=/"
