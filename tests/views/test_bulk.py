"""Many records changed at once: chosen, shown before and after, saved in one act."""

import re

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import connection

from relations.actions import several
from relations.actions.records import change
from relations.models import Contact, Event, Institution, Journal
from tests import cast
from tests.views.conftest import Browser
from tests.views.reading import Page

ROW = re.compile(r'name="row" value="([^"]+)"')


@pytest.fixture
def bodies(db):
    made = [cast.make_institution(display_name=f"Institute {number}") for number in range(3)]
    made.append(cast.make_institution(display_name="Bank", kind="bank"))
    return made


def post(browser, address, **values):
    return Page(browser.client.post(address, values))


def preview(browser, address, **values):
    """Choose all rows of a list; give the preview's page and what it sends."""
    rows = ROW.findall(browser.ask(address).html)
    page = post(browser, address, row=rows, **values)
    return page, ROW.findall(page.html)


def test_the_list_leads_there_with_its_filters_for_those_who_may_change(reader, editor, bodies):
    assert "Change several…" not in reader.ask("/institutions/").links
    page = editor.ask("/institutions/?kind=bank&sort=name")
    address = f"/institutions/{page.links['Change several…']}"
    assert address == "/institutions/bulk/?kind=bank&sort=name"
    page = editor.ask(address)
    assert page.under("1 record") == "All of these Bank"
    assert reader.client.get(address).status_code == 403
    assert "Change several…" not in editor.ask("/notes/").links


def test_nothing_is_ticked_that_nobody_chose(editor, bodies):
    assert " checked" not in editor.ask("/institutions/bulk/").html
    one, other = bodies[:2]
    page = editor.ask(f"/institutions/bulk/?row={one.pk}&row={other.pk}")
    assert sorted(re.findall(r'value="([^"]+)" checked', page.html)) == sorted(
        [str(one.pk), str(other.pk)]
    )


def test_all_of_the_list_are_chosen_by_one_tick(editor, bodies, monkeypatch):
    page = post(editor, "/institutions/bulk/?kind=bank", all="1", kind="ministry")
    assert [row[0] for row in page.rows] == ["Bank"]
    page = post(editor, "/institutions/bulk/", all="1", kind="ministry")
    assert len(ROW.findall(page.html)) == len(bodies)
    monkeypatch.setattr("relations.views.bulk.MOST", 2)
    page = post(editor, "/institutions/bulk/", all="1", kind="ministry")
    assert len(ROW.findall(page.html)) == 2
    page = post(editor, "/institutions/bulk/?kind=nonsense", all="1", kind="ministry")
    assert "Choose at least one record." in page.main


def test_what_would_change_is_shown_and_then_done_in_one_act(editor, bodies):
    korea = cast.place("KR")
    page, rows = preview(editor, "/institutions/bulk/", country=korea.pk, kind="bank")
    assert [row[1] for row in page.rows] == [
        *["Kind: state think tank → bank Country: – → South Korea"] * 3,
        "Country: – → South Korea",
    ]
    assert Institution.objects.filter(country=korea).count() == 0
    answer = editor.client.post(
        "/institutions/bulk/?sort=name",
        {"row": rows, "country": korea.pk, "kind": "bank", "save": 1},
    )
    assert answer["Location"] == "/institutions/?sort=name"
    assert Institution.objects.filter(country=korea, kind="bank").count() == 4
    told = Journal.objects.filter(act="change 4 institution")
    assert told.values("transaction").distinct().count() == 1
    assert "Changed: 4." in editor.ask("/institutions/").main


def test_what_stays_as_it_is_says_why(editor, bodies):
    page, rows = preview(editor, "/institutions/bulk/?kind=bank", kind="bank")
    assert "Stays as it is: It is so already." in page.main
    assert rows == []


def test_what_a_colleague_saved_meanwhile_is_left_and_told(editor, bodies):
    _page, rows = preview(editor, "/institutions/bulk/", kind="ministry")
    change(bodies[0], values={"key": "i0"})
    gone = bodies[1]
    gone.confidentiality = "restricted"
    gone.teams = [cast.make_team().pk]
    gone.save()
    sent = {"row": rows, "kind": "ministry", "save": 1}
    page = Page(editor.client.post("/institutions/bulk/", sent, follow=True))
    assert "Changed: 2." in page.main
    assert "Left as it is: Institute 0. Somebody changed it in the meantime." in page.main
    assert "No longer there: 1." in page.main
    kinds = Institution.objects.filter(pk__in=[one.pk for one in bodies[:2]])
    assert set(kinds.values_list("kind", flat=True)) == {bodies[0].kind}


def test_where_all_was_left_there_is_nothing_to_undo(editor, bodies):
    _page, rows = preview(editor, "/institutions/bulk/?kind=bank", status="dormant")
    change(bodies[-1], values={"key": "b"})
    sent = {"row": rows, "status": "dormant", "save": 1}
    page = Page(editor.client.post("/institutions/bulk/", sent, follow=True))
    assert ("Changed: 0." in page.main, "undo the change" in page.main) == (True, False)


def test_nothing_chosen_is_told_and_what_was_chosen_stays(editor, bodies):
    pk = bodies[0].pk
    page = post(
        editor, "/institutions/bulk/", row=["x", f"{pk}:x", f"{pk}:{'1' * 5000}"], kind="bank"
    )
    assert "Choose at least one record." in page.main
    page = post(editor, "/institutions/bulk/", row=[bodies[0].pk])
    assert "Choose what is to change." in page.main
    assert page.html.count(" checked") == 1
    page = post(editor, "/institutions/bulk/", row=[bodies[0].pk], kind="nonsense")
    assert "Kind: Select a valid choice. nonsense is not one of the available choices." in page.main


def test_a_link_can_be_emptied_and_a_choice_too(editor):
    owner = cast.reader()
    event = cast.make_meeting(level="ministerial", owner=owner)
    address = "/meetings/bulk/"
    page, rows = preview(editor, address, owner="-", level="-")
    assert page.rows[0][1].endswith("Owner: reader → –")
    editor.client.post(address, {"row": rows, "owner": "-", "level": "-", "save": 1})
    event = Event.objects.get(pk=event.pk)
    assert (event.owner, event.level) == (None, "")


def test_a_date_is_read_as_people_write_it(editor):
    cast.make_commitment(due="2024")
    page, _rows = preview(editor, "/commitments/bulk/", due="16 May 2024")
    assert page.rows[0][1] == "Due: 2024 → 16 May 2024"
    page, _rows = preview(editor, "/commitments/bulk/", due="soon")
    assert "cannot be read as a date" in page.main


def test_a_value_that_cannot_be_kept_is_told(db):
    cast.make_contact()
    plan = several.plan([Contact.objects.get()], {"display_name": "a\0b"})[0]
    assert plan.why == "This text holds characters that cannot be kept."


def test_a_rule_broken_by_one_record_changes_none(editor, bodies):
    versions = {one.pk: one.version for one in Institution.objects.all()}
    rows = Institution.objects.visible_to(editor.user)
    with pytest.raises(ValidationError, match="Another record has this already"):
        several.change_several(rows, values={"key": "k"}, versions=versions, user=editor.user)
    assert Institution.objects.filter(key="k").count() == 0


@pytest.fixture
def ruled(django_db_setup, django_db_blocker):
    """Let the database hold a rule of which the program knows nothing."""
    table = "ALTER TABLE relations_institution"
    with django_db_blocker.unblock(), cast.committed():
        with connection.as_owner(), connection.cursor() as cursor:
            cursor.execute(
                f"{table} ADD CONSTRAINT none CHECK (display_name <> 'B' OR kind <> 'bank')"
            )
        cast.make_institution(display_name="A")
        cast.make_institution(display_name="B")
        yield Browser(cast.editor())
        Session.objects.all().delete()
        with connection.as_owner(), connection.cursor() as cursor:
            cursor.execute(f"{table} DROP CONSTRAINT none")


def test_what_the_database_forbids_for_one_changes_none(ruled):
    _page, rows = preview(ruled, "/institutions/bulk/", kind="bank")
    assert len(rows) == 2
    page = post(ruled, "/institutions/bulk/", row=rows, kind="bank", save=1)
    assert "This breaks the rule “none”." in page.main
    assert Institution.objects.filter(kind="bank").count() == 0


@pytest.mark.parametrize(
    ("noun", "make"),
    [
        ("institutions", cast.make_institution),
        ("contacts", cast.make_contact),
        ("events", cast.make_event),
        ("agreements", cast.make_agreement),
    ],
)
def test_a_topic_is_added_and_another_taken_away(editor, noun, make):
    energy, trade = (cast.make_topic(name_en=name) for name in ("energy", "trade"))
    first, second = make(), make()
    link, owner = several.topics_of(type(first))
    link.objects.create(topic=trade, **{owner: first})
    link.objects.create(topic=energy, **{owner: second})
    address = f"/{noun}/bulk/"
    asked = {"topic_added": str(energy.pk), "topic_taken": str(trade.pk)}
    page, rows = preview(editor, address, **asked)
    assert sorted(row[1] for row in page.rows) == [
        "Stays as it is: It is so already.",
        "Topics: trade → energy",
    ]
    before = type(first).objects.get(pk=first.pk).changed_at
    editor.client.post(address, {"row": rows, **asked, "save": 1})
    for one in (first, second):
        assert [row.topic for row in one.topic_links.all()] == [energy]
    told = Journal.objects.filter(act__startswith="change 1 ").values_list("actor", "transaction")
    assert (len(set(told)), told[0][0]) == (1, editor.user.pk)
    assert type(first).objects.get(pk=first.pk).changed_at == before
    asked = {"topic_taken": str(energy.pk)}
    page, rows = preview(editor, address, **asked)
    assert [row[1] for row in page.rows] == ["Topics: energy → –"] * 2
    editor.client.post(address, {"row": rows, **asked, "save": 1})
    assert link.objects.count() == 0


def test_records_are_closed_to_one_of_ones_own_teams(editor, bodies):
    desk, other = cast.make_team(), cast.make_team(name="Another desk")
    assert "Close to the team" not in editor.ask("/institutions/bulk/").main
    closer = cast.cleared(team=desk)
    closer.groups.add(Group.objects.get(name="editor"))
    browser = Browser(closer)
    page = browser.ask("/institutions/bulk/")
    assert ("Close to the team" in page.main, str(other) in page.main) == (True, False)
    asked = {"team": str(desk.pk)}
    page, rows = preview(browser, "/institutions/bulk/?kind=bank", **asked)
    said = f"Confidentiality: internal → restricted Teams: – → {desk}"
    assert [row[1] for row in page.rows] == [said]
    browser.client.post("/institutions/bulk/", {"row": rows, **asked, "save": 1})
    bank = Institution.objects.get(display_name="Bank")
    assert (bank.confidentiality, bank.teams) == ("restricted", [desk.pk])
    bank.teams = [desk.pk, other.pk]
    bank.save()
    asked = {"confidentiality": "internal"}
    page, _rows = preview(browser, "/institutions/bulk/?kind=bank", **asked)
    assert [row[1] for row in page.rows] == ["Confidentiality: restricted → internal"]
    asked = {"team": str(desk.pk)}
    page, _rows = preview(browser, "/institutions/bulk/?kind=bank", **asked)
    said = f"Teams: {desk}, another team → {desk}"
    assert [row[1] for row in page.rows] == [said]
    page, _rows = preview(browser, "/institutions/bulk/", **asked, confidentiality="public")
    assert "Choose who may read it, or the team, not both." in page.main


def test_a_long_list_is_cut_and_says_so(editor, bodies, monkeypatch):
    monkeypatch.setattr("relations.views.bulk.MOST", 2)
    page = editor.ask("/institutions/bulk/?more=host")
    assert "The list is longer: the first 2 are here." in page.main
    assert page.html.count('name="row"') == 2


@pytest.mark.parametrize("noun", ["institutions", "events"])
def test_the_pages_cost_the_same_for_few_and_many(noun, editor):
    def some(number):
        for each in range(number):
            body = cast.make_institution(display_name=f"I {each}", country=cast.place())
            event = cast.make_event(title=f"E {each}", owner=editor.user)
            cast.make_host(event=event, institution=body)

    some(2)
    _page, few = editor.price(f"/{noun}/bulk/")
    some(20)
    _page, many = editor.price(f"/{noun}/bulk/")
    assert many == few
