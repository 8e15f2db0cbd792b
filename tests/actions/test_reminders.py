"""The daily mail and the private calendar: each for one person, and no more often than meant."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from icalendar import Calendar

from relations import models as m
from relations.actions.reminders import once_a_day, open_calendar
from relations.dates.edtf import parse
from relations.dates.words import say
from tests import cast

pytestmark = pytest.mark.django_db


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def owner():
    return cast.make_user(username="owner", roles=("reader",), email="owner@example.org")


def promise(owner, what, due, **values):
    event = m.Event.objects.first() or cast.make_event()
    return cast.make_commitment(event=event, what=what, due=due, owner=owner, **values)


def send(**options):
    call_command("digest", **options)
    return [(one.to, one.subject) for one in mail.outbox]


# --- the daily mail ---


def test_each_owner_is_told_what_is_due(owner, capsys):
    late = promise(owner, "Late", day(-3))
    promise(owner, "Today", day(0))
    promise(owner, "Soon", day(7))
    promise(owner, "Later", day(8))
    promise(owner, "Done", day(0), status="fulfilled")
    promise(owner, "Without a date", "")
    promise(None, "Of nobody", day(0))
    assert send(site="https://crm.example.org/") == [(["owner@example.org"], "2 promises are due")]
    lines = mail.outbox[0].body.splitlines()
    assert [line.partition(" (")[0] for line in lines if not line.startswith("  ")] == [
        "Overdue",
        "- Late",
        "",
        "Due today",
        "- Today",
        "",
        "Due within a week",
        "- Soon",
    ]
    assert lines[2] == f"  https://crm.example.org/commitments/{late.pk}/"
    assert capsys.readouterr().out == "1 sent.\n"


def test_who_may_change_agreements_is_told_the_last_days_to_give_notice(owner):
    cast.make_user(username="editor", roles=("editor",), email="editor@example.org")
    near = cast.make_agreement(title="Near", until=day(40), notice_days=33)
    cast.make_agreement(title="Nearer", until=day(90), notice_days=90)
    cast.make_agreement(title="Far", until=day(41), notice_days=33)
    cast.make_agreement(title="Over", until=day(40), notice_days=41)
    cast.make_agreement(title="Without", until=day(3))
    cast.make_agreement(title="Gone", until=day(40), notice_days=33, status="terminated")
    cast.make_agreement(title="Closed", until=day(40), notice_days=33, **cast.restricted())
    assert send(site="https://crm.example.org") == [
        (["editor@example.org"], "Notice of 2 agreements ends this week")
    ]
    lines = mail.outbox[0].body.splitlines()
    assert [line.partition(" (")[0] for line in lines] == [
        "Last day to give notice",
        "- Nearer",
        lines[2],
        "- Near",
        f"  https://crm.example.org/agreements/{near.pk}/",
    ]
    assert lines[3] == f"- Near ({say(parse(day(7)), 'en')})"


def test_nobody_is_told_twice_a_day(owner):
    promise(owner, "Soon", day(2))
    for _time in range(3):
        sent = send()
    assert sent == [(["owner@example.org"], "1 promise is due this week")]
    assert "http" not in mail.outbox[0].body
    m.User.objects.update(digested_on=timezone.localdate() - timedelta(1))
    assert len(send()) == 2


def test_who_has_nothing_due_gets_no_mail_and_may_get_one_later(owner):
    assert send() == []
    promise(owner, "Today", day(0))
    assert len(send()) == 1


def test_a_mail_that_could_not_be_sent_is_sent_the_next_time(owner, settings):
    promise(owner, "Today", day(0))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with pytest.raises(OSError, match="refused"):
        call_command("digest")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert len(send()) == 1


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_who_left_or_has_no_address_gets_none(owner, change):
    promise(owner, "Today", day(0))
    m.User.objects.filter(pk=owner.pk).update(**change)
    assert send() == []


def test_what_the_owner_may_no_longer_read_is_not_told(owner):
    promise(owner, "Closed", day(0), **cast.restricted())
    assert send() == []


def test_of_two_at_once_one_sends(owner):
    today = timezone.localdate()
    with once_a_day(owner, today) as first:
        pass
    with once_a_day(owner, today) as second:
        pass
    assert (first, second) == (True, False)


# --- the calendar ---


def entries(client, token):
    answer = client.get(f"/calendar/{token}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(one["SUMMARY"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}


def test_events_due_dates_and_ends_stand_in_the_calendar(owner, client):
    talks = cast.make_meeting(
        title="Talks", date=day(3), start_time="10:00", end_time="12:30", time_zone="Asia/Tashkent"
    )
    cast.make_event_place(event=talks)
    cast.make_meeting(title="Hour", date=day(3), start_time="10:00", time_zone="Asia/Tashkent")
    cast.make_event(title="Month", date=day(0)[:7])
    cast.make_event(title="Off", date=day(0), status="cancelled")
    cast.make_event(title="Open", date=f"{day(0)}/..")
    cast.make_event(title="Old", date="2010")
    cast.make_commitment(event=talks, what="Paper", due=day(0)[:4])
    cast.make_commitment(event=talks, what="Some day", due=f"{day(0)}/..")
    cast.make_agreement(title="Memorandum", until=day(20), notice_days=15)
    cast.make_agreement(title="Plan", until=day(20))
    cast.make_agreement(title="Standing", until=f"{day(0)}/..")
    found = entries(client, open_calendar(owner))
    assert sorted(found) == [
        "Due: Paper",
        "Ends: Memorandum",
        "Ends: Plan",
        "Hour",
        "Last day to give notice: Memorandum",
        "Month",
        "Talks",
    ]
    notice = found["Last day to give notice: Memorandum"]
    assert notice["DTSTART"].dt.isoformat() == day(5)
    assert len({str(one["UID"]) for one in found.values()}) == len(found)
    entry = found["Talks"]
    start, end = entry["DTSTART"].dt, entry["DTEND"].dt
    assert (f"{start:%H:%M}", f"{end:%H:%M}", start.utcoffset()) == (
        "05:00",
        "07:30",
        timedelta(0),
    )
    assert "DTEND" not in found["Hour"]
    assert (entry["LOCATION"], entry["URL"]) == (
        "Tashkent, Uzbekistan",
        f"http://testserver/events/{talks.pk}/",
    )
    assert (found["Month"]["DTSTART"].dt.day, found["Month"]["DTEND"].dt.day) == (1, 1)
    assert found["Month"]["X-MULOQOT-PRECISION"] == "month"
    assert f"{found['Due: Paper']['DTSTART'].dt:%m-%d}" == "12-31"
    assert found["Ends: Memorandum"]["DTSTART"].dt.isoformat() == day(20)


def test_the_calendar_dies_with_the_clearance_and_the_account(client):
    user = cast.cleared()
    cast.make_meeting(title="Open", date=day(1))
    cast.make_meeting(title="Closed", date=day(1), **cast.restricted())
    token = open_calendar(user)
    assert sorted(entries(client, token)) == ["Closed", "Open"]
    m.Membership.objects.all().delete()
    assert sorted(entries(client, token)) == ["Open"]
    user.groups.clear()
    assert sorted(entries(client, token)) == []
    m.User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_the_address_is_shown_once_renewed_and_withdrawn(owner, client):
    client.force_login(owner)
    assert "Make an address" in client.get("/calendar/").content.decode()
    first = client.post("/calendar/").content.decode()
    token = first.split("http://testserver/calendar/")[1]
    token = token.partition(".ics")[0]
    assert client.get(f"/calendar/{token}.ics").status_code == 200
    assert token not in client.get("/calendar/").content.decode()
    kept = m.User.objects.get(pk=owner.pk).calendar_hash
    assert len(kept) == 64
    assert token not in kept
    second = client.post("/calendar/").content.decode().split("http://testserver/calendar/")[1]
    assert client.get(f"/calendar/{token}.ics").status_code == 404
    assert client.get(f"/calendar/{second.partition('.ics')[0]}.ics").status_code == 200
    assert "Make an address" in client.post("/calendar/", {"close": "1"}).content.decode()
    assert client.get(f"/calendar/{second.partition('.ics')[0]}.ics").status_code == 404
