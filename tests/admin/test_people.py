"""Users and teams, saved views, ways to reach a contact, and documents."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from relations import models as m
from relations.actions import documents
from relations.admin.contacts import e164
from tests.admin.story import errors, inputs, url


@pytest.fixture
def client(world, enter):
    return enter(world.editor)


def test_only_administrators_see_users(world, enter):
    for user in (world.manager, world.editor, world.auditor):
        for path in (url(m.User, "list"), url(m.User, "add"), url(world.reader)):
            assert enter(user).get(path).status_code == 403
    root = enter(world.administrator)
    assert root.get(f"{url(m.User, 'list')}?q=read%00er").status_code == 200
    assert (
        root.get(f"{url(m.User, 'list')}?date_joined__year=1111111111111111111").status_code == 400
    )
    assert root.get(f"{url(m.User, 'list')}?password__startswith=x").status_code == 400
    assert root.get(url(world.reader, "delete")).status_code == 403


def test_a_user_gets_roles_and_teams_in_one_act(world, enter):
    root = enter(world.administrator)
    data = inputs(root.get(url(world.reader)), "user")
    role = world.cleared.groups.get(name="cleared")
    data.add("memberships", team=str(world.team.pk))["groups"] = [str(role.pk)]
    assert root.post(url(world.reader), data).status_code == 302
    membership = world.reader.memberships.get()
    assert [group.name for group in world.reader.groups.all()] == ["cleared"]
    entry = m.Journal.objects.of(membership).get()
    assert (entry.act, entry.actor) == ("change user", world.administrator)
    data = inputs(root.get(url(world.reader)), "user")
    assert root.post(url(world.reader), data | {"memberships-0-DELETE": "on"}).status_code == 302
    assert not world.reader.memberships.exists()


def test_a_manager_makes_a_team(world, enter):
    manager = enter(world.manager)
    data = inputs(manager.get(url(m.Team, "add")), "team")
    data.add("memberships", user=str(world.reader.pk))["name"] = "Analysts"
    assert manager.post(url(m.Team, "add"), data).status_code == 302
    assert m.Team.objects.get(name="Analysts").memberships.get().user == world.reader


def test_a_saved_view_is_changed_by_its_owner(world, enter, client):
    view = world.vocabulary.view
    assert client.get(url(view)).status_code == 200
    assert client.post(url(view), {}).status_code == 403
    assert client.get(url(view, "delete")).status_code == 403
    assert enter(world.manager).get(url(view, "delete")).status_code == 200
    data = inputs(client.get(url(m.SavedView, "add")), "savedview")
    assert data["owner"] == str(world.editor.pk)
    data |= {"name": "Own", "slug": "own", "noun": "contacts"}
    assert client.post(url(m.SavedView, "add"), data).status_code == 302
    assert client.get(url(m.SavedView.objects.get(slug="own"), "delete")).status_code == 200


def test_phones_become_e164():
    for text in ("+998 71 234-56-78", "00998712345678", " +998(71)2345678 "):
        assert e164(text) == "+998712345678"
    for text in ("71 234 56 78", "+998", "+999123", "call me", "+", "00"):
        with pytest.raises(ValidationError):
            e164(text)


def test_a_contact_takes_only_true_ways_to_be_reached(world, client):
    contact = world.opened.contact
    for kind, value, told in (
        ("phone", "123", "Write the number with the code of its country"),
        ("email", "no address", "Enter a valid email address."),
        ("email", "", "This field is required."),
    ):
        data = inputs(client.get(url(contact)), "contact").add("points", kind=kind, value=value)
        assert [line[: len(told)] for line in errors(client.post(url(contact), data))] == [told]
    data = inputs(client.get(url(contact)), "contact")
    data.add("points", kind="phone", value="+82 2 880 5114")
    data.add("points", kind="email", value="kim@example.org")
    data.add("points", kind="address", value="Seoul")
    assert client.post(url(contact), data).status_code == 302
    assert [(point.value, point.order) for point in contact.points.all()][1:] == [
        ("+8228805114", 1),
        ("kim@example.org", 2),
        ("Seoul", 3),
    ]


def test_two_records_that_may_be_one_stand_in_either_order(world, client):
    first, second = sorted(
        (m.Institution.objects.create(display_name=name) for name in "AB"), key=lambda one: one.pk
    )
    data = inputs(client.get(url(m.ProbablySame, "add")), "probablysame")
    data |= {"institution": str(second.pk), "other_institution": str(first.pk)}
    assert client.post(url(m.ProbablySame, "add"), data).status_code == 302
    pair = m.ProbablySame.objects.get(institution__isnull=False)
    assert (pair.institution, pair.other_institution) == (first, second)


@pytest.fixture
def shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_document_is_described_by_its_file(world, client, shelf, monkeypatch):
    file = SimpleUploadedFile("../Протокол.pdf", b"%PDF-1.7", "text/html")
    data = inputs(client.get(url(m.Document, "add")), "document")
    data |= {"title": "Minutes", "event": str(world.opened.meeting.pk), "file": file}
    assert client.post(url(m.Document, "add"), data).status_code == 302
    document = m.Document.objects.get(title="Minutes")
    assert (document.file_name, document.content_type, document.size, document.sha256[:8]) == (
        "Протокол.pdf",
        "application/pdf",
        8,
        "86edbaa2",
    )
    assert [path.name for path in (shelf / "documents").iterdir()] == [str(document.pk)]
    data = inputs(client.get(url(document)), "document") | {"title": "Minutes, signed"}
    assert client.post(url(document), data).status_code == 302
    monkeypatch.setattr(documents, "LARGEST", 4)
    fresh = inputs(client.get(url(document)), "document")
    answer = client.post(url(document), fresh | {"file": SimpleUploadedFile("big", b"12345")})
    assert errors(answer) == ["The file is larger than 0 MiB."]
    document.refresh_from_db()
    assert document.title == "Minutes, signed"


def test_a_document_can_be_added_to_its_record(world, client, shelf):
    data = inputs(client.get(url(world.opened.agreement)), "agreement")
    data.add("documents", title="Text", file=SimpleUploadedFile("words.txt", b"words"))
    assert client.post(url(world.opened.agreement), data).status_code == 302
    document = world.opened.agreement.documents.get()
    assert (document.file_name, document.content_type) == ("words.txt", "text/plain")
    gone = m.Note.objects.create(agreement=world.opened.agreement, text="gone")
    data = inputs(client.get(url(world.opened.agreement)), "agreement")
    gone.delete()
    data.add("documents", title="Second", file=SimpleUploadedFile("more.txt", b"words"))
    answer = client.post(url(world.opened.agreement), data)
    assert errors(answer)[0].startswith("Somebody removed a row")
