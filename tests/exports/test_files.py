"""Files read back: what the reader may see stands in each, once, and with the same values."""

import json
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db.models import F, QuerySet

from relations import models as m
from relations.access import OPERATOR
from relations.exports import COLUMNS, asking, files, flat, snapshots, statements
from relations.exports.base import Kind, fetch
from relations.exports.cells import CALLED
from relations.exports.formats import formats_of
from relations.exports.nouns import MODELS
from relations.exports.statements import select
from tests import cast
from tests.exports.reading import READERS, export, read_csv, read_ndjson


def told(value):
    """Say a value that a page shows as a file says it."""
    if isinstance(value, list):
        return [told(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, m.Post):
        return str(value)
    return getattr(value, CALLED[type(value)]) if type(value) in CALLED else value


@pytest.fixture(params=["of each", "of all at once"])
def _in_two(request, monkeypatch):
    """Read the first row apart, and of the others what is below in either of the two ways."""
    monkeypatch.setattr(statements, "BEGINNING", 1)
    monkeypatch.setattr(files, "MOST", 10**9 if request.param == "of all at once" else -(10**9))


@pytest.mark.usefixtures("_in_two")
@pytest.mark.parametrize("noun", MODELS)
def test_a_file_says_what_the_page_says(noun, world):
    """The same column is read twice: by Python from rows, and by PostgreSQL from its tables."""
    for user in (world["users"]["reader"], world["users"]["cleared"]):
        rows = {
            str(row.pk): row
            for row in fetch(COLUMNS[noun], MODELS[noun].objects.visible_to(user), user)
        }
        body, _number = export(noun, "ndjson", user)
        for file in read_ndjson(body):
            row = rows.pop(file["id"])
            for column in COLUMNS[noun]:
                if column.name in ("amount", "names", "title", "seen") and callable(column.path):
                    continue  # told otherwise: by numbers, all names, without the body, all dates
                expected = told(column.value(row))
                found = file[column.name]
                if column.kind is Kind.MOMENT:
                    assert datetime.fromisoformat(found) == column.value(row)
                elif column.kind is Kind.RECORD and column.brought and expected is None:
                    assert (found, file[f"{column.name}_id"]) == (None, None)
                elif type(column.value(row)) in CALLED or column.name != "record":
                    assert found == expected, column.name
        assert rows == {}


@pytest.mark.parametrize("noun", MODELS)
def test_formats_say_the_same(noun, reader):
    read = {
        name: READERS[name](export(noun, name, reader)[0]) for name in ("csv", "ndjson", "xlsx")
    }
    by_id = {name: {row["id"]: row for row in rows} for name, rows in read.items()}
    cells = {cell.name: cell for cell in flat.cells_for(noun, reader)}
    for pk, row in by_id["ndjson"].items():
        assert list(row) == list(cells)
        for name, value in row.items():
            plain = "; ".join(value or ()) if isinstance(value, list) else value
            text = (
                {None: "", True: "true", False: "false"}.get(plain, str(plain))
                if (plain is None or isinstance(plain, bool))
                else str(plain)
            )
            assert (name, by_id["csv"][pk][name]) == (name, text)
            cell = by_id["xlsx"][pk].get(name)
            if isinstance(cell, datetime):
                cell = cell.date().isoformat()
            # A parser of XML has no other line end.
            assert (name, cell) == (name, None if plain in (None, "") else plain)


def test_an_empty_list_is_a_file_too(reader):
    nothing = m.Contact.objects.none()
    read = {
        each.name: (READERS[each.name](export("contacts", each.name, reader, rows=nothing)[0]))
        for each in formats_of("contacts")
    }
    assert {name: len(rows) for name, rows in read.items()} == dict.fromkeys(read, 0)


def test_columns_come_in_the_order_asked_for_and_the_id_first(reader):
    body, _rows = export("contacts", "csv", reader, {"fields": "owner,name,id,post"})
    assert body.split(b"\n")[0] == (b"id,owner_id,owner,name,post,institution_id,institution")


def test_a_mark_and_a_last_line_come_when_asked_for(reader):
    body, rows = export("kinds", "csv", reader, {"bom": "1", "trailer": "true", "fields": "code"})
    assert body.startswith(b"\xef\xbb\xbfid,code\n")
    assert body.endswith(b"# rows=%d\n" % rows)
    assert export("kinds", "csv", reader, {"bom": "0"})[0].startswith(b"id,name")


@pytest.mark.usefixtures("_in_two")
def test_the_main_post_is_told_unless_its_institution_is_hidden(world, reader):
    open_one = cast.make_post(primary=True, title="rector")
    hidden = cast.make_post(
        primary=True,
        title="spy",
        contact=cast.make_contact(display_name="Two"),
        institution=world["closed"]["institutions"],
    )
    alone = m.Post.objects.create(contact=world["contacts"], title="expert", primary=True)
    read = {row["id"]: row for row in read_ndjson(export("contacts", "ndjson", reader)[0])}
    found = {
        post.title: (read[str(post.contact_id)]["post"], read[str(post.contact_id)]["institution"])
        for post in (open_one, hidden, alone)
    }
    assert found == {
        "rector": ("rector", cast.HUFS),
        "spy": (None, None),
        "expert": ("expert", None),
    }
    mine = read[str(world["contacts"].pk)]
    assert (mine["emails"], mine["phones"], mine["events_count"]) == (["one@example.org"], [], 1)


@pytest.mark.usefixtures("_in_two")
@pytest.mark.parametrize("keys", [["-display_name"], [F("owner").asc(nulls_first=True)], []])
def test_rows_come_in_the_order_given_and_else_by_their_ids(keys, reader):
    twin, last = cast.make_contact(display_name="="), cast.make_contact(owner=reader)
    rows = m.Contact.objects.visible_to(reader).order_by(*keys)
    ids = list(map(str, rows.order_by(*keys, "pk").values_list("pk", flat=True)))
    assert {str(twin.pk), str(last.pk)} < set(ids)
    read = read_csv(export("contacts", "csv", reader, {"fields": "names"}, rows)[0])
    assert [row["id"] for row in read] == ids


def test_a_date_is_told_with_its_first_and_last_day(reader):
    read = read_csv(export("events", "csv", reader)[0])
    dates = {
        row["title"].removeprefix("Event "): (row["date_from"], row["date_until"])
        for row in read
        if row["title"].startswith("Event ")
    }
    assert dates == {
        "": ("", ""),
        "2024-05": ("2024-05-01", "2024-05-31"),
        "2024-05-16": ("2024-05-16", "2024-05-16"),
        "199X~": ("1990-01-01", "1999-12-31"),
        "2019/..": ("2019-01-01", ""),
        "../2020": ("", "2020-12-31"),
        "0988-02": ("0988-02-01", "0988-02-29"),
        "2024?": ("2024-01-01", "2024-12-31"),
    }


def test_whoever_runs_the_server_sees_what_an_administrator_sees(world):
    body, rows = export("contacts", "ndjson", OPERATOR)
    assert rows == m.Contact.objects.count()
    assert json.loads(body.splitlines()[-1]) == {"_end": {"rows": rows}}


def test_what_is_not_known_is_refused(reader):
    with pytest.raises(asking.AskedError, match="Choose from: id, name, names, posts"):
        asking.read("contacts", "csv", {"fields": "name,price"}, reader)


def test_an_estimate_of_many_rows_is_the_planners(reader, monkeypatch):
    rows: QuerySet = m.Place.objects.all()
    snapshot = snapshots.Snapshot(reader, "export places")
    selection = select(rows, flat.cells_for("places", reader), snapshot.connection)
    exact = snapshot.estimate(selection)
    monkeypatch.setattr(snapshots, "COUNTED", 10)
    assert (exact, snapshot.estimate(selection) >= 11) == (rows.count(), True)


def test_the_planners_word_is_for_those_from_whom_nothing_is_hidden(world, monkeypatch):
    for place in (files, snapshots):
        monkeypatch.setattr(place, "COUNTED", 2)
    cast.make_contact(confidentiality="public")
    told = {}
    for user in (
        cast.make_user(username="a"),
        cast.make_user(username="b", roles=("reader",)),
        OPERATOR,
    ):
        rows = m.Contact.objects.visible_to(user)
        file = files.File(asking.read("contacts", "csv", {}, user), rows, user)
        told[str(user.pk)] = file.foretold()
        file.close()
    assert list(told.values())[:2] == [{"X-Row-Estimate": "1"}, {"X-Row-Least": "2"}]
    assert list(told["None"]) == ["X-Row-Estimate"]
