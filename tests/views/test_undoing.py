"""A change of several records is undone as a whole, or not at all."""

import re

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError

from relations.actions import undoing
from relations.actions.records import change, create
from relations.models import EventTopic, Institution, Journal
from tests import cast
from tests.views.conftest import Browser
from tests.views.reading import Page

ROW = re.compile(r'name="row" value="([^"]+)"')
UNDO = re.compile(r"/[a-z]+/bulk/undo/[0-9]+/")


@pytest.fixture
def bodies(db):
    return [cast.make_institution(display_name=f"Institute {number}") for number in range(3)]


def do(browser, noun, **values):
    """Change all records of a list; give the address that undoes it."""
    address = f"/{noun}/bulk/"
    page = browser.client.post(
        address, {"row": ROW.findall(browser.ask(address).html), **values}
    ).content.decode()
    sent = {"row": ROW.findall(page), **values, "save": 1}
    answer = browser.client.post(address, sent, follow=True)
    return UNDO.search(answer.content.decode())[0]


def send(browser, address):
    return Page(browser.client.post(address, follow=True))


def kinds(bodies):
    return set(Institution.objects.filter(pk__in=[one.pk for one in bodies]).values_list("kind"))


def test_the_message_leads_to_the_undoing_which_is_shown_first(editor, bodies):
    before = kinds(bodies)
    korea = cast.place("KR")
    address = do(editor, "institutions", kind="bank", country=korea.pk)
    assert kinds(bodies) == {("bank",)}
    page = editor.ask(address)
    said = "Kind: bank → state think tank Country: South Korea → –"
    assert [row[1] for row in page.rows] == [said] * 3
    assert "Undone: 3." in send(editor, address).main
    assert (kinds(bodies), Institution.objects.filter(country=korea).count()) == (before, 0)
    told = Journal.objects.filter(act="undo change of institutions")
    assert set(told.values_list("actor", "operation")) == {(editor.user.pk, "update")}
    page = editor.ask(address)
    assert [row[1] for row in page.rows] == ["It is so already."] * 3
    assert "Undo the change" not in page.main
    assert "or it is undone already" in send(editor, address).main


def test_what_was_changed_since_is_named_and_nothing_is_undone(editor, bodies):
    address = do(editor, "institutions", kind="bank", status="dormant")
    change(bodies[0], values={"kind": "ministry"})
    change(bodies[1], values={"city": "Busan"})
    page = send(editor, address)
    assert "Some of it was changed since" in page.main
    (row,) = page.rows
    assert row == [
        "Institute 0",
        "Kind: ministry → state think tank Status: dormant → active Changed since: Kind.",
    ]
    assert "Undo the change" not in page.main
    assert sorted(kinds(bodies)) == [("bank",), ("ministry",)]
    change(bodies[0], values={"kind": "bank"})
    assert "Undone: 3." in send(editor, address).main
    assert Institution.objects.get(pk=bodies[1].pk).city == "Busan"


def test_one_put_back_by_hand_is_left_and_the_rest_is_undone(editor, bodies):
    before = kinds(bodies)
    address = do(editor, "institutions", kind="bank")
    change(bodies[0], values={"kind": before.copy().pop()[0]})
    assert "Undone: 2." in send(editor, address).main
    assert kinds(bodies) == before


def test_topics_come_back_and_go(editor):
    energy, trade = (cast.make_topic(name_en=name) for name in ("energy", "trade"))
    first, second = cast.make_event(), cast.make_event()
    links = [first.topic_links.create(topic=trade), second.topic_links.create(topic=energy)]
    address = do(editor, "events", topic_added=str(energy.pk), topic_taken=str(trade.pk))
    page = editor.ask(address)
    assert [row[1] for row in page.rows] == ["Topics: energy → trade"]
    assert "Undone: 1." in send(editor, address).main
    assert [link.pk for one in (first, second) for link in one.topic_links.all()] == [
        link.pk for link in links
    ]


def test_topics_set_right_by_hand_are_left(editor):
    trade = cast.make_topic(name_en="trade")
    event = cast.make_event()
    event.topic_links.create(topic=trade)
    address = do(editor, "events", topic_taken=str(trade.pk))
    create(EventTopic(event=event, topic=trade))
    assert [row[1] for row in editor.ask(address).rows] == ["It is so already."]


def test_a_topic_that_is_gone_by_now_is_named(editor):
    trade = cast.make_topic(name_en="trade")
    event = cast.make_event()
    event.topic_links.create(topic=trade)
    address = do(editor, "events", topic_taken=str(trade.pk))
    trade.delete()
    page = send(editor, address)
    assert [row[1] for row in page.rows] == ["Topics: – → – Changed since: Topics."]


def test_a_colleague_who_left_is_named(editor):
    owner = cast.reader()
    event = cast.make_event(owner=owner)
    address = do(editor, "events", owner="-")
    owner.delete()
    page = send(editor, address)
    assert "Changed since: Owner." in page.main
    event.refresh_from_db()
    assert event.owner is None


def test_a_date_comes_back_and_a_meeting_is_undone_among_meetings(editor):
    promise = cast.make_commitment(due="2024")
    address = do(editor, "commitments", due="16 May 2024")
    assert editor.ask(address).rows[0][1] == "Due: 16 May 2024 → 2024"
    send(editor, address)
    promise.refresh_from_db()
    assert promise.due == "2024"
    cast.make_meeting()
    assert do(editor, "meetings", level="ministerial").startswith("/meetings/bulk/undo/")


def test_what_one_may_not_see_or_write_is_not_there(editor, bodies):
    address = do(editor, "institutions", kind="bank")
    nothing = editor.client.get("/institutions/bulk/undo/1/")
    assert (nothing.status_code, editor.client.get(f"/contacts{address[13:]}").status_code) == (
        404,
        404,
    )
    reader = Browser(cast.reader())
    assert reader.client.get(address).status_code == 403
    number = int(address.split("/")[-2])
    with pytest.raises(PermissionDenied):
        undoing.undo_several(
            Institution.objects.visible_to(reader.user), transaction=number, user=reader.user
        )
    team = cast.make_team()
    closed = Institution.objects.get(pk=bodies[0].pk)
    closed.confidentiality, closed.teams = "restricted", [team.pk]
    closed.save()
    assert len(editor.ask(address).rows) == 2
    assert "Undone: 2." in send(editor, address).main
    closed.refresh_from_db()
    assert closed.kind == "bank"


def test_nobody_reads_or_closes_what_they_could_not_read_then(editor, bodies):
    desk = cast.make_team()
    closer = cast.cleared(team=desk)
    closer.groups.add(Group.objects.get(name="editor"))
    Institution.objects.update(confidentiality="restricted", teams=[desk.pk])
    address = do(Browser(closer), "institutions", confidentiality="internal")
    assert editor.client.get(address).status_code == 404
    send(Browser(closer), address)
    assert Institution.objects.filter(confidentiality="restricted").count() == 3


def test_nobody_loses_a_record_by_an_undoing(bodies):
    desk, other = cast.make_team(), cast.make_team(name="Another desk")
    closer = cast.cleared(team=desk)
    closer.groups.add(Group.objects.get(name="editor"))
    Institution.objects.update(confidentiality="restricted", teams=[desk.pk])
    browser = Browser(closer)
    address = do(browser, "institutions", confidentiality="internal")
    change(bodies[0], values={"teams": [other.pk]})
    page = send(browser, address)
    assert "You could not read this record yourself any more." in page.main
    assert Institution.objects.filter(confidentiality="internal").count() == 3


def test_a_rule_that_forbids_it_changes_nothing(editor, bodies):
    rows = Institution.objects.visible_to(editor.user)
    with pytest.raises(ValidationError, match="There is no such change"):
        undoing.undo_several(rows, transaction=0, user=editor.user)


def test_the_history_of_each_record_leads_there(bodies):
    boss = Browser(cast.administrator())
    address = do(boss, "institutions", kind="bank")
    for one in bodies:
        page = boss.client.get(f"/admin/relations/institution/{one.pk}/history/")
        assert page.content.decode().count(f'href="{address}"') == 1
