"""A spreadsheet is whole whatever its rows, and however many."""

from datetime import datetime

from relations import models as m
from relations.exports import sheets, snapshots
from relations.exports.cells import Cell, Form
from tests import cast
from tests.exports.reading import READERS, export, read_xlsx

SHEET = (
    Cell("text", None),
    Cell("number", None, Form.NUMBER),
    Cell("day", None, Form.DAY),
    Cell("flag", None, Form.FLAG),
)


def test_a_list_goes_on_in_another_sheet():
    line = b"a\\\\b &\t\x015\t\x0245000\t\x031\n"
    batches = iter([(line * 5, 5), (b"\t\x01\t1899-01-01\t\x03\n" * 4, 4), (line, 1)])
    pieces = list(sheets.sheets(batches, SHEET, rows=5))
    body = b"".join(data for data, _number in pieces)
    assert sum(number for _data, number in pieces) == 10
    read = read_xlsx(body)
    day = datetime(2023, 3, 15)  # noqa: DTZ001 - a spreadsheet knows no zone
    assert read == [
        *[{"text": "a\\b &", "number": 5, "day": day, "flag": True}] * 5,
        *[{"text": None, "number": None, "day": "1899-01-01", "flag": None}] * 4,
        {"text": "a\\b &", "number": 5, "day": day, "flag": True},
    ]


def test_a_workbook_begins_before_its_first_rows_are_read():
    pieces = sheets.sheets(iter([(b"a\t\x01\t\x02\t\x03\n", 1)]), SHEET)
    data, number = next(pieces)
    assert (data[:4], number) == (b"PK\x03\x04", 0)
    assert [number for _data, number in pieces] == [1, 0]


def test_a_sheet_that_grows_too_large_ends_early(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_BYTES", 1)
    batches = iter([(b"a\t\x01\t\x02\t\x03\n", 1)] * 3)
    body = b"".join(data for data, _number in sheets.sheets(batches, SHEET))
    assert [row["text"] for row in read_xlsx(body)] == ["a", "a", "a"]


def test_a_sheet_of_small_batches_is_whole(reader, monkeypatch):
    monkeypatch.setattr(snapshots, "BATCH", 1)
    ids = m.Contact.objects.visible_to(reader).values_list("pk", flat=True)
    read = read_xlsx(export("contacts", "xlsx", reader)[0])
    assert sorted(row["id"] for row in read) == sorted(map(str, ids))


def test_a_long_text_is_cut_in_a_sheet_alone(reader):
    note = cast.make_note(text="x" * 40_000)
    found = {
        name: next(
            row["text"]
            for row in READERS[name](export("notes", name, reader)[0])
            if row["id"] == str(note.pk)
        )
        for name in ("csv", "xlsx")
    }
    assert {name: len(text) for name, text in found.items()} == {"csv": 40_000, "xlsx": 32_004}
