"""The history of a record says who changed what, and nothing its reader might not have read."""

import pytest

from relations import models as m
from relations.actions import records
from tests.admin.story import CANARY, url


def lines(answer):
    """Return the changes of a history page, newest first."""
    return [
        (
            str(entry.journal.actor or ""),
            entry.journal.act,
            change.label,
            change.before,
            change.after,
        )
        for entry in answer.context["entries"]
        for change in entry.changes
    ]


@pytest.fixture
def client(world, enter):
    return enter(world.editor)


def change(record, user, **values):
    return records.change(record, values=values, user=user)


def test_a_history_tells_each_change_in_words(world, client):
    meeting = world.opened.meeting
    change(
        meeting,
        world.manager,
        title="Renamed",
        date="2024-06",
        format="online",
        languages=["ko", "uz"],
        owner=world.editor,
    )
    change(world.opened.participation, world.manager, roles=["chair", "speaker"])
    change(world.opened.contact, world.manager, deceased=True)
    assert lines(client.get(url(meeting, "history")))[:5] == [
        ("manager", "change event", "Title", "Oryol talks", "Renamed"),
        ("manager", "change event", "Date", "16 May 2024", "June 2024"),
        ("manager", "change event", "Format", "unknown", "online"),
        ("manager", "change event", "Languages", "–", "ko, uz"),
        ("manager", "change event", "Owner", "–", "editor"),
    ]
    assert lines(client.get(url(world.opened.participation, "history")))[:1] == [
        ("manager", "change participation", "Roles", "chair", "chair, speaker")
    ]
    assert lines(client.get(url(world.opened.contact, "history")))[:1] == [
        ("manager", "change contact", "Deceased", "no", "yes")
    ]
    assert "June 2024" in client.get(url(meeting, "history")).content.decode()


def test_hidden_links_are_left_out_of_a_history(world, client, enter):
    meeting = world.opened.meeting
    change(meeting, world.manager, part_of=world.opened.forum)
    for user, before in ((world.editor, "–"), (world.cleared, f"{CANARY} talks (2024-05-16)")):
        found = lines(enter(user).get(url(meeting, "history")))
        assert found[0][2:] == ("Part of", before, "Oryol forum (2024-05-16)")
    change(meeting, world.manager, part_of=None, series=None, edition=None)
    change(meeting, world.manager, part_of=world.closed.forum)
    page = client.get(url(meeting, "history"))
    assert CANARY not in page.content.decode()
    assert lines(page)[0][2:] == ("Edition", "3", "–")


def test_what_was_closed_then_stays_closed_in_the_history(world, enter):
    note = m.Note.objects.create(event=world.opened.meeting, text="Open words")
    change(note, None, text=CANARY, confidentiality="restricted", teams=[world.team.pk])
    change(note, None, text="Open again", confidentiality="internal", teams=[])
    seen = {
        user.username: CANARY in enter(user).get(url(note, "history")).content.decode()
        for user in (world.editor, world.manager, world.auditor, world.cleared, world.administrator)
    }
    assert seen == {
        "editor": False,
        "manager": False,
        "auditor": False,
        "cleared": True,
        "root": True,
    }
    change(note, None, text=CANARY, confidentiality="restricted", readers=[world.editor.pk])
    change(note, None, text="Open again", confidentiality="internal", readers=[])
    assert CANARY not in enter(world.editor).get(url(note, "history")).content.decode()


def test_readers_of_a_record_are_named_to_managers_only(world, enter):
    note = m.Note.objects.create(event=world.opened.meeting, text="x")
    change(note, None, teams=[world.team.pk], readers=[world.reader.pk])
    for user, expected in (
        (world.editor, []),
        (world.manager, [("Teams", "–", "Circle"), ("Readers", "–", "reader")]),
    ):
        found = lines(enter(user).get(url(note, "history")))
        assert [line[2:] for line in found if line[1] == "change note"] == expected


def test_a_history_needs_a_right_of_its_own(world, enter):
    reader = enter(world.reader)
    assert reader.get(url(world.opened.meeting, "history")).status_code == 403
    assert "historylink" not in reader.get(url(world.opened.meeting)).content.decode()
    editor = enter(world.editor).get(url(world.opened.meeting)).content.decode()
    assert "historylink" in editor


def test_a_long_history_has_pages(world, client):
    topic = world.vocabulary.topic
    for number in range(60):
        change(topic, None, name_ru=f"{number}")
    first, second = (client.get(url(topic, "history") + query) for query in ("", "?p=2"))
    assert (len(first.context["entries"]), len(second.context["entries"])) == (50, 11)
    assert '<a href="?p=2">Older</a>' in first.content.decode()
    assert '<a href="?p=1">Newer</a>' in second.content.decode()
    for odd in ("junk", "99999999999999999999", "%00"):
        assert client.get(f"{url(topic, 'history')}?p={odd}").status_code == 200


def test_a_record_of_no_recorded_past_says_so(world, client):
    assert (
        "Nothing is recorded here."
        in client.get(url(m.Place.objects.get(alpha2="UZ"), "history")).content.decode()
        or m.Journal.objects.filter(table="relations_place").exists()
    )


def test_the_journal_shows_an_auditor_visible_rows_only(world, enter):
    change(world.opened.meeting, world.editor, title="Talks anew")
    auditor = enter(world.auditor)
    page = auditor.get("/admin/relations/journal/?q=x")
    found = page.context["cl"].queryset
    assert {entry.record for entry in found} & {
        record.pk for record in vars(world.closed).values()
    } == {world.closed.place.pk} & {entry.record for entry in found}
    entry = found.get(act="change event")
    shown = auditor.get(f"/admin/relations/journal/{entry.pk}/change/").content.decode()
    assert "<p>Title: Oryol talks → Talks anew</p>" in shown
    hidden = m.Journal.objects.of(world.closed.meeting).first()
    assert auditor.get(f"/admin/relations/journal/{hidden.pk}/change/").status_code == 302
    assert auditor.get("/admin/relations/journal/?before__icontains=x").status_code == 400
    assert (
        enter(world.administrator).get(f"/admin/relations/journal/{hidden.pk}/change/").status_code
        == 200
    )
    assert enter(world.editor).get("/admin/relations/journal/").status_code == 403


def test_nobody_writes_the_journal(world, enter):
    root = enter(world.administrator)
    entry = m.Journal.objects.first()
    for path in ("add/", f"{entry.pk}/delete/"):
        assert root.get(f"/admin/relations/journal/{path}").status_code == 403
    assert root.post(f"/admin/relations/journal/{entry.pk}/change/", {}).status_code == 403
