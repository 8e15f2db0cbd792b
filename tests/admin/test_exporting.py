"""Chosen rows of a list of the admin as a file, never one that is hidden."""

from relations import models as m
from relations.exports.snapshots import TooManyError
from tests.admin.story import CANARY, url
from tests.exports.reading import read_csv, read_xlsx


def export(client, model, name, rows, **more):
    data = {"action": name, "_selected_action": [str(row.pk) for row in rows], **more}
    return client.post(url(model, "list"), data)


def test_chosen_rows_come_as_a_file(world, enter):
    chosen = [world.opened.institution, world.closed.institution]
    client = enter(world.editor)
    for name, read in (("export_csv", read_csv), ("export_xlsx", read_xlsx)):
        answer = export(client, m.Institution, name, chosen)
        rows = read(b"".join(answer.streaming_content))
        assert [row["name"] for row in rows] == ["Oryol Institute"]


def test_all_that_is_shown_comes_as_a_file(world, enter):
    for editor, number in ((world.editor, 1), (world.cleared, 2)):
        seen = m.Contact.objects.visible_to(editor)
        answer = export(
            enter(editor), m.Contact, "export_csv", seen[:1], select_across="1", index="0"
        )
        body = b"".join(answer.streaming_content)
        assert body.startswith(b"\xef\xbb\xbf")
        assert len(read_csv(body)) == seen.count()
        assert (CANARY.encode() in body) is (number == 2)


def test_only_nouns_are_offered_as_files(world, enter):
    client = enter(world.administrator)
    offered = {
        model: "export_csv" in client.get(url(model, "list")).content.decode()
        for model in (m.Contact, m.Place, m.Team)
    }
    assert offered == {m.Contact: True, m.Place: True, m.Team: False}


def test_too_many_files_at_once_are_refused(world, enter, monkeypatch):
    def full(*_args):
        raise TooManyError

    monkeypatch.setattr("relations.exports.files.Snapshot", full)
    client = enter(world.editor)
    export(client, m.Contact, "export_csv", [world.opened.contact])
    page = client.get(url(m.Contact, "list")).content.decode()
    assert "You have as many files running as one may." in page


def test_without_room_a_reader_is_asked_to_come_again(world, enter, no_room):
    client = enter(world.editor)
    export(client, m.Contact, "export_csv", [world.opened.contact])
    page = client.get(url(m.Contact, "list")).content.decode()
    assert "As many files are being made as there is room for." in page
