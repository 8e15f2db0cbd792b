"""A page is saved as one act, once, and not over somebody else's work."""

import pytest

from relations import models as m
from relations.actions import records
from tests.admin.story import errors, inputs, make_event, url

SAVED = 302


def journal_since(mark):
    entries = m.Journal.objects.filter(pk__gt=mark).order_by("pk")
    return [(one.act, one.operation, one.table) for one in entries]


@pytest.fixture
def mark(world):
    return m.Journal.objects.latest("pk").pk


@pytest.fixture
def client(world, enter):
    return enter(world.editor)


def new_meeting(client, **values):
    data = inputs(client.get(url(m.Meeting, "add")))
    kind = m.EventKind.objects.get(code="bilateral_talks")
    data.update({"title": "Talks at the institute", "kind": str(kind.pk), **values})
    return data


def page_of(client, record):
    return inputs(client.get(url(record)), record._meta.model_name)


def test_a_new_meeting_with_its_rows_is_one_act(world, client, mark):
    data = new_meeting(client, date="16 May 2024", topics=[str(world.vocabulary.topic.pk)])
    data.add("places", city="Tashkent")
    data.add(
        "participations",
        contact=str(world.opened.contact.pk),
        posts=[str(world.opened.post.pk)],
        roles=["chair", "speaker"],
        attendance="in_person",
    )
    data.add("delegations", name="Hosts", role="host", countries=[str(world.opened.place.pk)])
    institutions = [str(world.opened.institution.pk)]
    data.add("delegations", name="Guests", role="guest", institutions=institutions)
    answer = client.post(url(m.Meeting, "add"), data)
    assert (answer.status_code, answer.get("Location")) == (SAVED, url(m.Meeting, "list"))
    meeting = m.Meeting.objects.get(title="Talks at the institute")
    person = meeting.participations.get()
    assert (meeting.date, meeting.created_by) == ("2024-05-16", world.editor)
    assert (person.roles, [post.title for post in person.posts.all()]) == (
        ["chair", "speaker"],
        ["Oryol head"],
    )
    assert [(side.name, side.order) for side in meeting.delegations.all()] == [
        ("Hosts", 0),
        ("Guests", 1),
    ]
    assert journal_since(mark) == [
        ("create event", "insert", f"relations_{table}")
        for table in (
            "event",
            "eventtopic",
            "eventplace",
            "delegation",
            "delegationcountry",
            "delegation",
            "delegationinstitution",
            "participation",
            "participationpost",
        )
    ]
    assert m.Journal.objects.filter(pk__gt=mark).values("transaction").distinct().count() == 1


def test_a_page_posted_twice_makes_one_record(world, client, mark):
    data = new_meeting(client)
    first, second = (client.post(url(m.Meeting, "add"), data) for _ in range(2))
    meeting = m.Meeting.objects.get(title="Talks at the institute")
    assert second["Location"] == url(meeting)
    assert first.status_code == SAVED
    assert len(journal_since(mark)) == 1


def test_a_page_that_lost_the_race_is_one_record_too(world, client, monkeypatch):
    data = new_meeting(client)
    client.post(url(m.Meeting, "add"), data)
    answers = iter([False, True])
    monkeypatch.setattr("relations.admin.saving.Saving.made", lambda *_: next(answers))
    answer = client.post(url(m.Meeting, "add"), data)
    assert answer["Location"] == url(m.Meeting.objects.get(title="Talks at the institute"))


def test_saving_what_is_shown_changes_nothing(world, client, mark):
    for model in (m.Event, m.Contact, m.Institution, m.Account, m.Agreement, m.Commitment):
        record = getattr(world.opened, model._meta.model_name, world.opened.meeting)
        data = inputs(client.get(url(record)), model._meta.model_name)
        assert client.post(url(record), data).status_code == SAVED
    assert journal_since(mark) == []


def test_a_change_writes_one_entry_for_each_changed_row(world, client, mark):
    meeting = world.opened.meeting
    data = inputs(client.get(url(meeting)), "event")
    data.add("names", text="Переговоры", language="ru")["title"] = "Talks, renamed"
    assert client.post(url(meeting), data).status_code == SAVED
    assert journal_since(mark) == [
        ("change event", "update", "relations_event"),
        ("change event", "insert", "relations_eventname"),
    ]


def test_the_same_rows_posted_twice_are_added_once(world, client):
    meeting = world.opened.meeting
    m.EventName.objects.create(event=meeting, text="Old")
    data = inputs(client.get(url(meeting)), "event")
    data.add("names", text="New")["names-0-DELETE"] = "on"
    client.post(url(meeting), data)
    again = client.post(url(meeting), data, follow=True)
    assert "saved already" in again.content.decode()
    assert [name.text for name in meeting.names.all()] == ["New"]


def test_links_and_rows_one_may_not_see_survive_a_save(world, client):
    opened, closed = world.opened, world.closed
    meeting = opened.meeting
    data = inputs(client.get(url(meeting)), "event")
    place = next(name for name in data if data[name] == str(opened.participation.pk))
    row = place.removesuffix("-id")
    data |= {"summary": "More", f"{row}-attendance": "online", f"{row}-posts": []}
    assert client.post(url(meeting), data).status_code == SAVED
    meeting.refresh_from_db()
    opened.participation.refresh_from_db()
    assert (meeting.summary, meeting.part_of_id, meeting.series_id, meeting.edition) == (
        "More",
        closed.meeting.pk,
        closed.series.pk,
        3,
    )
    assert opened.participation.attendance == "online"
    assert [post.title for post in opened.participation.posts.all()] == ["Zwxqvolk fellow"]
    assert meeting.participations.count() == 2
    assert meeting.notes.count() == 2
    assert opened.side.institutions.get() == closed.institution


def test_an_emptied_hidden_link_of_any_noun_is_kept(world, client):
    for record, field, noun in (
        (world.opened.institution, "parent_id", "institution"),
        (world.opened.series, "organizer_id", "eventseries"),
        (world.opened.agreement, "amends_id", "agreement"),
        (world.opened.commitment, "statement_id", "commitment"),
    ):
        record.refresh_from_db()
        before = getattr(record, field)
        data = inputs(client.get(url(record)), noun)
        assert data[field.removesuffix("_id")] == ""
        assert client.post(url(record), data).status_code == SAVED
        record.refresh_from_db()
        assert (before is None, getattr(record, field)) == (False, before)


def test_a_link_to_a_hidden_or_broken_id_is_refused(world, client):
    meeting = world.opened.meeting
    for value in (str(world.closed.forum.pk), str(m.Event(title="never").pk), "junk", "\0"):
        data = inputs(client.get(url(meeting)), "event") | {"part_of": value}
        answer = client.post(url(meeting), data)
        assert (answer.status_code, len(errors(answer))) == (200, 1)
    data = inputs(client.get(url(meeting)), "event") | {"topics": ["junk"]}
    assert errors(client.post(url(meeting), data)) == ["“junk” is not a valid UUID."]
    meeting.refresh_from_db()
    assert meeting.part_of_id == world.closed.meeting.pk


def test_a_visible_link_can_be_set_and_emptied(world, client):
    meeting = world.opened.meeting
    m.Event.objects.filter(pk=meeting.pk).update(part_of=None)
    for value, expected in ((str(world.opened.forum.pk), world.opened.forum.pk), ("", None)):
        data = inputs(client.get(url(meeting)), "event") | {"part_of": value}
        assert client.post(url(meeting), data).status_code == SAVED
        meeting.refresh_from_db()
        assert meeting.part_of_id == expected


def test_a_stale_page_is_refused_with_what_differs(world, client):
    meeting = world.opened.meeting
    data = inputs(client.get(url(meeting)), "event")
    records.change(
        meeting, values={"title": "Theirs", "date": "2024-06"}, user=world.manager, version=None
    )
    data.add("places", city="Osh").update({"title": "Mine", "summary": "My words"})
    answer = client.post(url(meeting), data)
    told = errors(answer)
    assert told[0].startswith("manager (")
    assert told[0].endswith("saved this after you opened it, so nothing was saved.")
    assert told[1:] == [
        "Title: now “Theirs”, you typed “Mine”",
        "Date: now “June 2024”, you typed “16 May 2024”",
        "Summary: now “–”, you typed “My words”",
        "Save again to keep what you typed.",
    ]
    shown = inputs(answer, "event")
    assert (shown["title"], shown["summary"], shown["places-0-city"]) == (
        "Mine",
        "My words",
        "Osh",
    )
    meeting.refresh_from_db()
    assert (meeting.title, meeting.places.count()) == ("Theirs", 0)
    assert client.post(url(meeting), shown).status_code == SAVED
    meeting.refresh_from_db()
    assert (meeting.title, meeting.date) == ("Mine", "2024-05-16")


def test_a_stale_page_that_agrees_is_no_conflict(world, client):
    meeting = world.opened.meeting
    data = inputs(client.get(url(meeting)), "event") | {"title": "Same"}
    records.change(meeting, values={"title": "Same"})
    assert client.post(url(meeting), data).status_code == SAVED


def test_a_row_changed_or_removed_by_somebody_else_is_refused(world, client):
    meeting = world.opened.meeting
    row = m.EventName.objects.create(event=meeting, text="First", language="en")
    other = m.EventName.objects.create(event=meeting, text="Second", language="en")
    data = inputs(client.get(url(meeting)), "event")
    m.EventName.objects.filter(pk=row.pk).update(text="Theirs")
    answer = client.post(url(meeting), data)
    assert errors(answer) == [
        "Somebody saved this after you opened it, so nothing was saved.",
        "Text: now “Theirs”, you typed “First”",
        "Save again to keep what you typed.",
    ]
    answer = client.post(url(meeting), data | {"names-0-DELETE": "on"})
    assert errors(answer)[0].startswith("A row you want removed was changed by somebody else")
    data = inputs(client.get(url(meeting)), "event")
    row.delete()
    data.add("names", text="Third")["names-1-text"] = "Second, mine"
    answer = client.post(url(meeting), data)
    assert errors(answer)[0].startswith("Somebody removed a row while this page was open")
    shown = inputs(answer, "event")
    assert [shown["names-0-text"], shown["names-1-text"]] == ["Second, mine", "Third"]
    assert client.post(url(meeting), shown).status_code == SAVED
    assert [name.text for name in meeting.names.all()] == ["Second, mine", "Third"]
    other.refresh_from_db()
    assert other.text == "Second, mine"


def test_what_the_database_refuses_stands_at_its_field(world, client):
    opened = world.opened
    data = inputs(client.get(url(opened.forum)), "event") | {"part_of": str(opened.meeting.pk)}
    m.Event.objects.filter(pk=opened.meeting.pk).update(part_of=opened.forum.pk)
    answer = client.post(url(opened.forum), data | {"summary": "Kept"})
    assert list(answer.context["adminform"].form.errors) == ["part_of"]
    assert inputs(answer, "event")["summary"] == "Kept"
    data = inputs(client.get(url(opened.forum)), "event")
    data.add("links_out", kind="continues", to_event=str(opened.meeting.pk))
    answer = client.post(url(opened.forum), data)
    assert errors(answer) == [
        "Nothing was saved yet: see the rows below.",
        "This breaks the rule “relations eventlink order no circle”.",
    ]
    assert opened.forum.links_out.count() == 0


def test_a_rule_of_no_field_stands_above_the_form(world, client):
    data = inputs(client.get(url(m.Post, "add")), "post")
    answer = client.post(
        url(m.Post, "add"), data | {"contact": str(world.opened.contact.pk), "title": ""}
    )
    assert errors(answer) == ["This breaks the rule “post says something”."]


def test_a_double_name_is_refused_in_its_row(world, client):
    institution = world.opened.institution
    other = m.Institution.objects.create(display_name="Other")
    m.Identifier.objects.create(institution=other, scheme="ror", value="1")
    data = inputs(client.get(url(institution)), "institution")
    data.add("identifiers", scheme="ror", value="1")
    answer = client.post(url(institution), data)
    assert errors(answer)[1:] == ["Another record has this already."]


def test_a_post_of_another_person_is_refused(world, client):
    other = m.Contact.objects.create(display_name="Other")
    data = inputs(client.get(url(world.opened.participation)), "participation")
    answer = client.post(url(world.opened.participation), data | {"contact": str(other.pk)})
    assert errors(answer) == ["This could not be saved: it breaks a rule of the database."]
    meeting = world.opened.meeting
    data = inputs(client.get(url(meeting)), "event")
    row = next(name for name in data if data[name] == str(world.opened.participation.pk))
    answer = client.post(url(meeting), data | {row.replace("-id", "-contact"): str(other.pk)})
    assert errors(answer) == ["Not a post of Other: Oryol head, Oryol Institute."]


def test_a_page_with_a_broken_seal_is_not_saved(world, client):
    data = new_meeting(client)
    for seal in ("", "junk", data["_seen"][:-1] + "_"):
        answer = client.post(url(m.Meeting, "add"), data | {"_seen": seal})
        assert errors(answer)[0].startswith("This page is too old or was not made here")
    assert not m.Meeting.objects.filter(title="Talks at the institute").exists()
    assert client.post(url(m.Meeting, "add"), inputs(answer)).status_code == SAVED


def test_a_page_of_one_record_does_not_save_another(world, client):
    data = inputs(client.get(url(world.opened.forum)), "event")
    answer = client.post(url(world.opened.meeting), data)
    assert errors(answer)[0].startswith("This page is too old or was not made here")


def test_saving_as_new_and_saving_without_the_right_are_refused(world, client, enter):
    data = inputs(client.get(url(world.opened.meeting)), "event")
    assert client.post(url(world.opened.meeting), data | {"_saveasnew": "1"}).status_code == 400
    reader = enter(world.reader)
    assert reader.post(url(world.opened.meeting), data).status_code == 403
    assert reader.post(url(m.Meeting, "add"), data).status_code == 403


def test_a_row_of_another_record_cannot_be_slipped_in(world, client):
    foreign = m.EventName.objects.create(event=world.closed.meeting, text="Foreign")
    meeting = world.opened.meeting
    data = inputs(client.get(url(meeting)), "event")
    data.add("names", text="Mine now", id=str(foreign.pk))["names-INITIAL_FORMS"] = "1"
    assert errors(client.post(url(meeting), data))[0].startswith("Somebody removed a row")
    foreign.refresh_from_db()
    assert (foreign.text, foreign.event) == ("Foreign", world.closed.meeting)


def test_a_broken_count_of_rows_is_no_error_of_ours(world, client):
    data = inputs(client.get(url(world.opened.meeting)), "event")
    answer = client.post(url(world.opened.meeting), data | {"names-TOTAL_FORMS": "many"})
    assert answer.status_code == 200
    assert "ManagementForm data is missing" in errors(answer)[0]


def test_a_popup_gives_its_record_back(world, client):
    data = inputs(client.get(url(m.Topic, "add") + "?_popup=1"), "topic") | {"name_en": "Energy"}
    answer = client.post(url(m.Topic, "add") + "?_popup=1", data)
    assert str(m.Topic.objects.get(name_en="Energy").pk) in answer.content.decode()
    assert client.get(url(m.Topic, "add") + "?_popup=1&_to_field=name_en").status_code == 400


def test_only_the_cleared_may_close_a_record_and_only_to_themselves(world, enter, client):
    data = inputs(client.get(url(world.opened.contact)), "contact")
    answer = client.post(url(world.opened.contact), data | {"confidentiality": "restricted"})
    assert errors(answer) == [
        "Select a valid choice. restricted is not one of the available choices."
    ]
    cleared = enter(world.cleared)
    data = inputs(cleared.get(url(world.opened.contact)), "contact")
    cleared.post(url(world.opened.contact), data | {"confidentiality": "restricted"})
    contact = m.Contact.objects.get(pk=world.opened.contact.pk)
    assert (contact.confidentiality, contact.readers, contact.teams) == (
        "restricted",
        [world.cleared.pk],
        [world.team.pk],
    )


def test_a_meeting_takes_kinds_of_its_own_family_only(world, client):
    forum = m.EventKind.objects.get(code="conference")
    answer = client.post(url(m.Meeting, "add"), new_meeting(client, kind=str(forum.pk)))
    assert len(errors(answer)) == 1
    page = client.get(url(m.Event, "add")).content.decode()
    assert f'value="{forum.pk}"' in page


def test_a_side_of_another_event_is_not_offered(world, client):
    other = make_event("meeting", "Elsewhere")
    side = m.Delegation.objects.create(event=other, name="Theirs", role="guest")
    data = inputs(client.get(url(world.opened.statement)), "statement")
    answer = client.post(url(world.opened.statement), data | {"delegation": str(side.pk)})
    assert len(errors(answer)) == 1
    data |= {"delegation": str(world.opened.side.pk)}
    assert client.post(url(world.opened.statement), data).status_code == SAVED
