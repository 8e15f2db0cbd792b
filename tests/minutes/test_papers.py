"""Documents come with the form of a meeting, and their lines rename, close and withdraw them."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from relations.actions import meetings
from relations.actions.drafts import DocumentDraft, MeetingDraft
from relations.actions.given import LOST
from relations.models import Document, Event
from tests import cast
from tests.minutes.sending import LOG, boxes, client_of, read_back, saved
from tests.minutes.typed import BLANK

pytestmark = pytest.mark.django_db

PAPER = b"%PDF-1.7 a paper"


def make_world():
    editor, cleared = cast.editor(), cast.make_user(username="c", roles=("editor", "cleared"))
    event = cast.make_meeting(title="Talks")
    cast.make_delegation(event=event, name="Korean side")
    first = cast.make_document(event=event, title="Program of the day", file="a")
    second = cast.make_document(
        event=event, title="List of guests", confidentiality="public", file="b"
    )
    secret = cast.make_document(event=event, title="Quetzal", **cast.restricted(user=cleared))
    return SimpleNamespace(**locals())


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def address(world):
    return f"/events/{world.event.pk}/edit/"


def paper(name="Minutes_of the talks.pdf", data=PAPER):
    return SimpleUploadedFile(name, data)


def stored(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def there(world):
    rows = Document.objects.filter(event=world.event, deleted_at=None).order_by("created_at", "pk")
    return [(one.title, one.confidentiality) for one in rows]


SECRET = ("Quetzal", "restricted")


def test_files_are_kept_with_the_meeting_that_is_logged(client, files):
    values = {**boxes(client.get(LOG).content.decode()), "title": "New talks"}
    page = read_back(client, {**values, "added": [paper(), paper("List.txt", b"a")]})
    assert "Choose them again before you save." in page
    assert stored(files) == []
    ready = {**boxes(page), "added": [paper(), paper("List.txt", b"a"), paper("Copy.pdf")]}
    answer = client.post(LOG, {**ready, "do": "save"})
    event = Event.objects.get(title="New talks")
    assert answer.url == f"/events/{event.pk}/"
    rows = event.documents.order_by("title")
    assert [(one.title, one.file_name, one.content_type, one.size) for one in rows] == [
        ("List", "List.txt", "text/plain", 1),
        ("Minutes of the talks", "Minutes_of the talks.pdf", "application/pdf", len(PAPER)),
    ]
    assert stored(files) == sorted(str(one.pk) for one in rows)
    with rows[1].file.open() as file:
        assert file.read() == PAPER
    client.post(LOG, {**ready, "added": [paper()], "do": "save"})
    assert event.documents.count() == 2


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ([paper("a.exe")], "“a.exe”: Files of this type are not kept."),
        ([paper("a.pdf", b"no")], "“a.pdf”: This is no PDF file."),
        ([paper("a.pdf", b"")], "The submitted file is empty."),
        ([paper(f"{number}.pdf") for number in range(21)], "At most 20 files at once."),
    ],
)
def test_a_file_that_cannot_be_kept_is_told_in_both_forms(
    client, address, typed, files, sent, sentence
):
    new = {**BLANK, "once": "x", "title": "New talks", "do": "save"}
    for where, values in ((LOG, new), (address, {**typed, "do": "save"})):
        page = client.post(where, {**values, "added": sent}).content.decode()
        assert f"Add files: {sentence}" in page
        assert boxes(page)["title"] == values["title"]
        for file in sent:
            file.seek(0)
    assert (stored(files), Document.objects.count()) == ([], 3)


def test_no_file_stays_where_the_meeting_is_refused(client, files, world, address, typed):
    same = {"side-0-name": "Korean side", "side-1-name": "Korean side", "title": "New talks"}
    ready = boxes(read_back(client, {**boxes(client.get(LOG).content.decode()), **same}))
    answer = client.post(LOG, {**ready, "added": [paper()], "do": "save"})
    assert "Another record has this already." in answer.content.decode()
    more = {**typed, "sides": "2", "side-1-name": "Korean side", "side-1-role": "party"}
    ready = boxes(read_back(client, more, address))
    answer = client.post(address, {**ready, "added": [paper()], "do": "save"})
    assert "Another record has this already." in answer.content.decode()
    assert (stored(files), Document.objects.count()) == ([], 3)


def test_a_file_is_added_to_a_logged_event_once(client, files, world, address, typed):
    assert typed["documents"] == "public: List of guests\nProgram of the day"
    ready = boxes(read_back(client, typed, address))
    for _time in range(2):
        client.post(address, {**ready, "added": [paper()], "do": "save"})
    assert there(world)[3:] == [("Minutes of the talks", "internal")]
    assert len(stored(files)) == 1


def test_a_document_is_renamed_opened_and_withdrawn_by_its_line(client, world, address, typed):
    saved(client, {**typed, "documents": "List of all guests\nProgram of the day"}, address)
    assert there(world) == [
        ("Program of the day", "internal"),
        ("List of all guests", "internal"),
        SECRET,
    ]
    again = boxes(client.get(address).content.decode())
    saved(client, {**again, "documents": "List of all guests"}, address)
    assert there(world) == [("List of all guests", "internal"), SECRET]


def test_a_line_of_no_document_is_refused(client, world, address, typed):
    before = there(world)
    for documents, sentence in (
        (f"{typed['documents']}\nAgenda", "“Agenda”: a document comes with its file."),
        ("Agenda\nA speech", "“Agenda”: which document is this?"),
        ("restricted: List of guests\nProgram of the day", str(LOST)),
    ):
        page = read_back(client, {**typed, "documents": documents}, address)
        assert (sentence in page, boxes(page)["documents"]) == (True, documents)
    assert there(world) == before


def test_the_only_line_left_without_its_document_is_its_new_name(client, world, address, typed):
    saved(client, {**typed, "documents": "public: List of guests\nAgenda"}, address)
    assert there(world)[0] == ("Agenda", "internal")
    assert Document.objects.get(title="Agenda").pk == world.first.pk


def test_who_is_cleared_closes_a_document_and_sees_the_hidden(world, address):
    client = client_of(world.cleared)
    typed = boxes(client.get(address).content.decode())
    lines = "restricted: Quetzal\npublic: List of guests\nProgram of the day".split("\n")
    assert sorted(typed["documents"].split("\n")) == sorted(lines)
    closed = typed["documents"].replace("Program", "restricted: Program")
    saved(client, {**typed, "documents": closed}, address)
    first = Document.objects.get(pk=world.first.pk)
    assert (first.confidentiality, first.readers) == ("restricted", [world.cleared.pk])
    assert (
        "Program" not in boxes(client_of(world.editor).get(address).content.decode())["documents"]
    )


def test_the_admin_takes_files_too(client, world, files, typed):
    world.editor.is_staff = True
    world.editor.save()
    address = f"/admin/relations/meeting/{world.event.pk}/lines/"
    ready = boxes(read_back(client, typed, address))
    client.post(address, {**ready, "added": [paper()], "do": "save"})
    log = "/admin/relations/meeting/log/"
    values = {**boxes(client.get(log).content.decode()), "title": "New talks"}
    ready = boxes(read_back(client, values, log))
    client.post(log, {**ready, "added": [paper()], "do": "save"})
    titles = Document.objects.filter(title="Minutes of the talks").order_by("event__title")
    assert [one.event.title for one in titles] == ["New talks", "Talks"]


def test_the_act_itself_refuses_what_cannot_be_kept(client, world, files):
    draft = MeetingDraft("x", documents=(DocumentDraft("a", paper("a.exe")),))
    with pytest.raises(ValidationError) as refused:
        meetings.log(user=world.editor, draft=draft)
    assert list(refused.value.message_dict) == ["documents.0"]
