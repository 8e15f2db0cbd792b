"""A promise on its way: late on the lists, told by mail, carried to the next event, and kept."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from relations import models as m
from relations.actions.records import change
from tests import cast
from tests.minutes.sending import LOG, client_of
from tests.views.reading import Page

pytestmark = pytest.mark.django_db


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def told(owner):
    """Send the mails of a day; give what the one to somebody names."""
    mail.outbox.clear()
    m.User.objects.update(digested_on=None)
    call_command("digest")
    lines = [
        line for one in mail.outbox if one.to == [owner.email] for line in one.body.split("\n")
    ]
    return [line.partition(" (")[0] for line in lines if line]


def test_promises_both_ways_are_followed_until_they_are_kept():
    owner = cast.make_user(username="owner", roles=("editor",), email="owner@example.org")
    talks = cast.make_meeting(title="Talks")
    side = cast.make_delegation(event=talks, name="Korean side")
    hufs = cast.make_institution(display_name=cast.HUFS)
    m.DelegationInstitution.objects.create(delegation=side, institution=hufs)
    late = {"event": talks, "due": day(-2), "owner": owner}
    theirs = cast.make_commitment(what="Send the papers", direction="theirs", **late)
    cast.make_commitment(what="Host the next round", direction="ours", **late)
    client = client_of(owner)

    def overdue():
        rows = Page(client.get("/commitments/?overdue=1&owner=me&fields=what,direction")).rows
        return sorted(tuple(row) for row in rows)

    def beside():
        page = client.get(LOG, {"continues": talks.pk}).content.decode()
        part = re.search(r'<section class="log-beside">.*?</section>', page, re.DOTALL)[0]
        return sorted(re.findall(r"<a [^>]+>(.+?)</a>", part))

    assert overdue() == [("Host the next round", "ours"), ("Send the papers", "theirs")]
    assert told(owner) == ["Overdue", "- Send the papers", "- Host the next round"]
    assert beside() == ["Host the next round", "Send the papers"]
    change(theirs, values={"status": "fulfilled", "evidence": "Letter of 3 May"}, user=owner)
    assert "Letter of 3 May" in Page(client.get(f"/commitments/{theirs.pk}/")).main
    assert overdue() == [("Host the next round", "ours")]
    assert told(owner) == ["Overdue", "- Host the next round"]
    assert beside() == ["Host the next round"]
