"""Files through the API: sent with their record, judged by content, given to whom may read it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from relations import models
from relations.actions import documents, tokens
from relations.api import parsing
from tests import cast

PDF = b"%PDF-1.7 minutes"


@pytest.fixture
def shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def editing(world, shelf, ask_as):
    return ask_as(cast.editor())


def stored(shelf):
    return sorted(path.name for path in shelf.rglob("*") if path.is_file())


def send(ask, *, status=201, name="Minutes.PDF", content=PDF, headers=None, **values):
    """Send a file with what is said of it; leave no file where it is refused."""
    file = {"file": SimpleUploadedFile(name, content, "text/html")} if name else {}
    told = {"title": "Minutes", **values, **file}
    answer = ask.client.post("/api/v1/documents/", told, headers=headers)
    assert answer.status_code == status, answer.content
    return answer.json()


def test_a_file_is_kept_listed_given_and_removed(editing, shelf):
    event = cast.make_event()
    told = send(editing, event=str(event.pk), language="en", confidentiality="internal")
    assert (told["file_name"], told["content_type"], told["size"]) == (
        "Minutes.PDF",
        "application/pdf",
        len(PDF),
    )
    assert told["event"]["id"] == str(event.pk)
    assert stored(shelf) == [told["id"]]
    assert [row["id"] for row in editing(f"documents/?event={event.pk}")["results"]] == [told["id"]]
    answer = editing.client.get(told["file"])
    assert b"".join(answer.streaming_content) == PDF
    wanted = ("Content-Type", "Content-Disposition", "X-Content-Type-Options")
    assert [answer[name] for name in wanted] == [
        "application/pdf",
        'attachment; filename="Minutes.PDF"',
        "nosniff",
    ]
    changed = editing.change(told["url"], {"title": "Minutes, signed"})
    assert (changed["title"], changed["file"]) == ("Minutes, signed", told["file"])
    editing.send("DELETE", told["url"], status=204, if_match=editing.tag(told["url"]))
    editing(told["file"], status=404)


def test_only_who_may_read_the_record_gets_the_file(editing, world, ask_as, insider):
    event = cast.make_event()
    told = send(editing, event=str(event.pk))
    models.Event.objects.filter(pk=event.pk).update(**cast.restricted())
    editing(told["file"], status=404)
    answer = insider.client.get(told["file"])
    assert b"".join(answer.streaming_content) == PDF
    assert Client().get(told["file"]).status_code == 401
    bare = cast.make_document()
    editing(f"documents/{bare.pk}/file/", status=404)
    assert editing(f"documents/{bare.pk}/")["file"] is None


def test_a_program_needs_a_token_for_documents(editing, world):
    told = send(editing, event=str(cast.make_event().pk))
    expires = timezone.now() + timedelta(days=1)
    for scope, status in (("documents:read", 200), ("contacts:read", 403)):
        _token, secret = tokens.issue(
            user=world.reader, name=scope, scopes=[scope], expires_at=expires
        )
        program = Client(headers={"Authorization": f"Bearer {secret}"})
        answer = program.get(told["file"])
        assert answer.status_code == status
        assert not answer.streaming or b"".join(answer.streaming_content) == PDF


@pytest.mark.parametrize(
    ("name", "content", "status", "sentence"),
    [
        ("run.exe", b"MZ", 415, "Files of this type are not kept. Those that are end in: pdf"),
        ("none", b"words", 415, "Files of this type are not kept."),
        ("page.html", b"<script>", 415, "Files of this type are not kept."),
        ("a.pdf", b"<script>", 415, "This is no PDF file."),
        ("a.docx", PDF, 415, "This is no DOCX file."),
        ("a.txt", b"MZ\0\0", 415, "This is no TXT file."),
        ("", b"", 400, "Send the file itself, as multipart/form-data."),
        ("a.txt", b"", 400, "The file is empty."),
    ],
)
def test_what_is_no_document_is_refused(editing, shelf, name, content, status, sentence):
    event = str(cast.make_event().pk)
    told = send(editing, name=name, content=content, status=status, event=event)
    ((field, (first, *_more)),) = told["errors"].items()
    assert (field, first[: len(sentence)]) == ("file", sentence)
    assert stored(shelf) == []


@pytest.mark.parametrize(("name", "content"), [("a.tif", b"MM\0*"), ("a.txt", b"words")])
def test_what_is_a_document_is_kept(editing, shelf, name, content):
    told = send(editing, name=name, content=content, contact=str(cast.make_contact().pk))
    assert told["content_type"] == documents.TYPES[name[2:]][0]


def test_what_is_too_large_is_refused_read_or_unread(editing, shelf, monkeypatch):
    event = str(cast.make_event().pk)
    monkeypatch.setattr(documents, "LARGEST", len(PDF) - 1)
    told = send(editing, status=413, event=event)
    assert told["errors"] == {"file": ["The file is larger than 0 MiB."]}
    monkeypatch.setattr(documents, "LARGEST", -100_000)
    told = send(editing, status=413, event=event)
    assert told["errors"] == {"file": ["The file is larger than -1 MiB."]}
    assert stored(shelf) == []


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"event": "x"}, {"event": ["“x” is no id."]}),
        ({"title": "a\0", "event": None}, {"title": [parsing.UNKEPT]}),
        ({"title": ["a", "b"], "event": None}, {"title": ["Give this once."]}),
        ({"price": "1", "event": None}, {"price": ["There is no such field here to write."]}),
    ],
)  # fmt: skip
def test_what_is_wrong_beside_the_file_is_named(editing, shelf, values, errors):
    if values["event"] is None:
        values = {**values, "event": str(cast.make_event().pk)}
    assert send(editing, status=400, **values)["errors"] == errors
    assert stored(shelf) == []


def test_a_file_whose_record_is_refused_is_taken_away(editing, shelf):
    told = send(editing, status=400)
    assert list(told["errors"]) == ["record"]
    event = str(cast.make_event().pk)
    assert send(editing, status=400, event=event, confidentiality="restricted")["errors"] == {
        "confidentiality": ["You could not read this record yourself any more."]
    }
    assert (stored(shelf), models.Document.objects.filter(title="Minutes").count()) == ([], 0)


def test_teams_are_named_by_managers(world, shelf, ask_as):
    ask = ask_as(cast.make_user(username="chief", roles=("manager", "editor", "cleared")))
    cast.Membership.objects.create(team=cast.make_team(), user=ask_user(ask))
    event = str(cast.make_event().pk)
    told = send(ask, event=event, confidentiality="restricted", teams=["Korea desk"])
    assert models.Document.objects.get(pk=told["id"]).teams == [cast.make_team().pk]


def ask_user(ask):
    return models.User.objects.get(pk=ask.client.session["_auth_user_id"])


def test_the_same_file_again_is_the_same_document(editing, shelf):
    event = str(cast.make_event().pk)
    key = {"Idempotency-Key": "one"}
    first = send(editing, event=event, headers=key)
    assert send(editing, event=event, headers=key) == first
    send(editing, event=event, content=PDF + b".", headers=key, status=422)
    assert stored(shelf) == [first["id"]]


def test_a_document_is_not_made_of_words_alone(editing):
    sent = {"title": "Minutes", "event": str(cast.make_event().pk)}
    for address, body in (("documents/", sent), ("documents/bulk/", [sent])):
        told = editing.send("POST", address, body, status=400).json()
        assert told["errors"] == {"file": ["Send the file itself, as multipart/form-data."]}


def test_whoever_may_not_write_may_not_send(ask, shelf):
    send(ask, status=403, event=str(cast.make_event().pk))
    answer = ask.client.post("/api/v1/documents/bulk/", b"[]", content_type="application/json")
    assert answer.status_code == 403
