"""Removing shows what goes, spares what may not be seen, and says why it refuses."""

import pytest

from relations import models as m
from tests.admin.story import CANARY, errors, inputs, make_event, url


@pytest.fixture
def client(world, enter):
    return enter(world.editor)


def spare(contact):
    """Take the participations of a contact away softly, so that they count for nobody."""
    contact.participations.update(deleted_at="2024-01-01T00:00Z")


def told(answer):
    return [str(message) for message in answer.context["messages"]]


def test_a_record_is_removed_softly_under_the_remover_s_name(world, client):
    event = make_event("meeting", "By mistake")
    name = m.EventName.objects.create(event=event, text="Wrong")
    page = client.get(url(event, "delete")).content.decode()
    assert "Event: By mistake (2024-05-16)" in page
    assert "Event name: Wrong" in page
    assert client.post(url(event, "delete"), {"post": "yes"}).status_code == 302
    event.refresh_from_db()
    assert (event.deleted_at is None, m.EventName.objects.filter(pk=name.pk).exists()) == (
        False,
        True,
    )
    entry = m.Journal.objects.of(event).latest("pk")
    assert (entry.act, entry.actor) == ("remove event", world.editor)
    assert client.get(url(event)).status_code == 302


def test_what_hidden_rows_hang_on_is_not_removed_and_they_are_not_named(world, client):
    event = make_event("meeting", "Bare")
    m.Note.objects.create(
        event=event, text=CANARY, confidentiality="restricted", teams=[world.team.pk]
    )
    for answer in (
        client.get(url(event, "delete")),
        client.post(url(event, "delete"), {"post": "yes"}),
    ):
        page = answer.content.decode()
        assert ("Records you may not see rest on this one" in page, CANARY in page) == (True, False)
    m.Note.objects.all().update(deleted_at="2024-01-01T00:00Z")
    client.post(url(event, "delete"), {"post": "yes"})
    event.refresh_from_db()
    assert event.deleted_at is not None


def test_the_cleared_see_what_goes(world, enter):
    page = enter(world.cleared).get(url(world.closed.note, "delete")).content.decode()
    assert f"Note: {CANARY} minutes" in page


def test_what_others_rest_on_is_not_removed_and_the_visible_are_named(world, client):
    spare(world.closed.contact)
    answer = client.post(url(world.opened.contact, "delete"), {"post": "yes"})
    page = answer.content.decode()
    assert "Participation: Oryol Kim at Oryol talks" in page
    world.opened.contact.refresh_from_db()
    assert world.opened.contact.deleted_at is None


def test_many_are_listed_short(world, client):
    topic = m.Topic.objects.create(name_en="Wide")
    for number in range(53):
        m.Topic.objects.create(name_en=f"Narrow {number:02}", parent=topic)
    page = client.get(url(topic, "delete")).content.decode()
    assert ("Topic: Narrow 49" in page, "Topic: Narrow 50" in page) == (True, False)
    assert "… and 3 more" in page


def test_what_rests_on_something_only_the_database_sees_is_told(world, client):
    topic = m.Topic.objects.create(name_en="Used")
    event = make_event("meeting", "Gone")
    m.EventTopic.objects.create(event=event, topic=topic)
    m.Event.objects.filter(pk=event.pk).update(deleted_at="2024-01-01T00:00Z")
    answer = client.post(url(topic, "delete"), {"post": "yes"}, follow=True)
    assert told(answer) == ["Other records rest on this one; it cannot go."]
    assert m.Topic.objects.filter(pk=topic.pk).exists()


def test_several_are_removed_as_one_act(world, client):
    events = [make_event("meeting", f"Double {number}") for number in range(3)]
    chosen = {"action": "delete_selected", "_selected_action": [str(one.pk) for one in events]}
    page = client.post(url(m.Event, "list"), chosen).content.decode()
    assert "Event: Double 2" in page
    answer = client.post(url(m.Event, "list"), {**chosen, "post": "yes"}, follow=True)
    assert told(answer) == ["Successfully deleted 3 events."]
    entries = m.Journal.objects.filter(act="remove event", record__in=[one.pk for one in events])
    assert entries.count() == 3
    assert entries.values("transaction").distinct().count() == 1


def test_several_with_a_hidden_or_broken_id_leave_the_hidden_alone(world, client):
    closed = world.closed.forum
    chosen = {"action": "delete_selected", "_selected_action": [str(closed.pk)], "post": "yes"}
    client.post(url(m.Event, "list"), chosen)
    closed.refresh_from_db()
    assert closed.deleted_at is None
    answer = client.post(url(m.Event, "list"), {**chosen, "_selected_action": ["x"]}, follow=True)
    assert told(answer) == ["“x” is not a valid UUID."]


def test_nobody_removes_without_the_right(world, enter):
    topic = world.vocabulary.topic
    reader = enter(world.reader)
    assert reader.post(url(topic, "delete"), {"post": "yes"}).status_code == 403
    m.Team.objects.create(name="Others")
    editor = enter(world.editor)
    assert editor.get(url(world.vocabulary.team, "delete")).status_code == 403
    answer = reader.post(
        url(m.Topic, "list"), {"action": "delete_selected", "_selected_action": topic.pk}
    )
    assert answer.status_code == 302
    assert m.Topic.objects.filter(pk=topic.pk).exists()


def test_a_right_to_rows_is_wanted_too(world, enter):
    world.manager.groups.clear()
    for code in ("view_topic", "delete_topic"):
        world.manager.user_permissions.add(
            m.User.user_permissions.field.related_model.objects.get(codename=code)
        )
    page = enter(world.manager).get(url(world.vocabulary.topic, "delete"))
    assert page.context["perms_lacking"] == set()
    world.manager.user_permissions.add(
        m.User.user_permissions.field.related_model.objects.get(codename="view_institution"),
        m.User.user_permissions.field.related_model.objects.get(codename="delete_institution"),
    )
    other = m.Institution.objects.create(display_name="Other", confidentiality="public")
    m.InstitutionName.objects.create(institution=other, text="Former")
    page = enter(world.manager).get(url(other, "delete"))
    assert page.context["perms_lacking"] == {"institution name"}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("side", "Other records rest on it, so it cannot be removed."),
        ("participation", "Records you may not see rest on this one, so it cannot be removed."),
    ],
)
def test_a_row_that_others_rest_on_stays(world, client, row, why):
    meeting = world.opened.meeting
    if row == "side":
        spare(world.closed.contact)
        m.DelegationInstitution.objects.all().delete()
    data = inputs(client.get(url(meeting)), "event")
    key = next(name for name in data if data[name] == str(getattr(world.opened, row).pk))
    answer = client.post(url(meeting), data | {key.replace("-id", "-DELETE"): "on"})
    assert errors(answer) == [why]


def test_a_row_that_nothing_rests_on_goes(world, client):
    meeting = world.opened.meeting
    person = m.Participation.objects.create(
        event=meeting, contact=m.Contact.objects.create(display_name="By mistake")
    )
    data = inputs(client.get(url(meeting)), "event")
    key = next(name for name in data if data[name] == str(person.pk))
    assert (
        client.post(url(meeting), data | {key.replace("-id", "-DELETE"): "on"}).status_code == 302
    )
    person.refresh_from_db()
    assert person.deleted_at is not None


def test_a_row_the_database_keeps_is_told_in_its_place(world, client):
    series = world.opened.series
    post = m.Post.objects.create(contact=world.opened.contact, title="Kept")
    event = make_event("meeting", "Gone", series=series)
    person = m.Participation.objects.create(event=event, contact=world.opened.contact)
    m.ParticipationPost.objects.create(participation=person, post=post)
    m.Event.objects.filter(pk=event.pk).update(deleted_at="2024-01-01T00:00Z")
    data = inputs(client.get(url(world.opened.contact)), "contact")
    key = next(name for name in data if data[name] == str(post.pk))
    answer = client.post(url(world.opened.contact), data | {key.replace("-id", "-DELETE"): "on"})
    assert errors(answer) == ["Nothing was saved yet: see the rows below."]
    assert "Other records rest on this one; it cannot go." in answer.content.decode()
    assert m.Post.objects.filter(pk=post.pk).exists()
