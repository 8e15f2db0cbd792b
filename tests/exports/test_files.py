"""Files read back: what the reader may see stands in each, once, and with the same values."""

import json
from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relations import models as m
from relations.access import OPERATOR
from relations.exports import COLUMNS, asking, cards, flat, sheets, snapshots
from relations.exports.base import Kind, fetch
from relations.exports.cells import CALLED, Cell, Form
from relations.exports.formats import formats_of
from relations.exports.nouns import MODELS
from relations.exports.statements import GUARD, HARMLESS, RUN, select
from tests import cast
from tests.exports.reading import (
    READERS,
    export,
    read_csv,
    read_ics,
    read_ndjson,
    read_vcf,
    read_xlsx,
    unescaped,
    unguarded,
)
from tests.house.world import WORD, hidden_links, records

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+998 71 123-45-67",
    "-12.5",
    "@SUM(1+1)*cmd",
    "\t=1+1",
    '\r\n=HYPERLINK("http://example.org")',
    "'=1+1",
    "''-x",
    "'Abd al-Rahman",
    "＝1＋1",
    'two "quotes", a comma; and\na line',
    "back\\slash \\N \\t",
    "\x01number?\x02\x1f",
    "_x0041_ and _x005F_",
    "a & b < c > d ]]>",
    "  blanks  ",
    "제성훈 Ўзбекистон 伊万 \U0001f54a",
    "NULL",
]


def build():
    world = records("one")
    world["closed"] = records(WORD, **cast.restricted())
    hidden_links(world, world["closed"])
    for text in HOSTILE:
        person = cast.make_contact(display_name=text, biography=text, family_name=text)
        m.ContactName.objects.create(contact=person, text=f"{text}!", language="en")
    for text in ("", "2024-05", "2024-05-16", "199X~", "2019/..", "../2020", "0988-02", "2024?"):
        cast.make_event(title=f"Event {text}", date=text)
    world["users"] = cast.everyone()
    del world["users"]["anonymous"]
    return world


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=folder), cast.shared(django_db_blocker, build) as world:
        yield world


@pytest.fixture
def world(made, db):
    return deepcopy(made)


@pytest.fixture
def reader(world):
    return world["users"]["reader"]


@pytest.mark.parametrize("noun", MODELS)
def test_every_format_has_each_row_the_reader_may_see(noun, world):
    for role, user in world["users"].items():
        seen = MODELS[noun].objects.visible_to(user)
        ids = sorted(str(pk) for pk in seen.values_list("pk", flat=True))
        for each in formats_of(noun):
            body, rows = export(noun, each.name, user)
            read = READERS[each.name](body)
            assert (role, each.name, rows, len(read)) == (role, each.name, len(ids), len(ids))
            if each.own is None:
                assert sorted(row["id"] for row in read) == ids
            assert (WORD in body.decode(errors="replace")) is (
                each.name != "xlsx" and role in ("cleared", "administrator") and has_words(noun)
            )


def has_words(noun):
    return noun not in ("places", "topics", "kinds")


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
                if column.name in ("amount", "names", "title") and callable(column.path):
                    continue  # told otherwise: by numbers, by all names, without the institution
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


def test_hostile_texts_come_back_as_they_were(reader):
    for name in ("csv", "xlsx", "ndjson"):
        rows = READERS[name](export("contacts", name, reader)[0])
        assert {text: [row["biography"] for row in rows].count(text) for text in HOSTILE} == (
            dict.fromkeys(HOSTILE, 1)
        )


def test_what_a_spreadsheet_runs_is_harmless_and_a_phone_is_as_it_was(reader):
    body, _rows = export("contacts", "csv", reader, {"fields": "name"})
    text = body.decode()
    for line in ("'=cmd|' /C calc'!A0", "'@SUM(1+1)*cmd", "'＝1＋1", "''=1+1"):
        assert f",{line}\n" in text
    for line in ("+998 71 123-45-67", "-12.5", "'Abd al-Rahman"):
        assert f",{line}\n" in text


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.text(
            st.one_of(
                st.sampled_from("'=+-@\t\r\n＝＋1 (Aa"),
                st.characters(exclude_characters="\0", exclude_categories=["Cs"]),
            ),
            max_size=12,
        ),
        min_size=1,
        max_size=20,
    )
)
def test_any_text_is_guarded_and_comes_back(db, texts):
    guard = GUARD.format("t", RUN, HARMLESS).replace("%", "%%")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT t, {guard} FROM unnest(%s::text[]) AS t", [texts])
        pairs = cursor.fetchall()
    assert [unguarded(made) for _text, made in pairs] == texts
    for text, made in pairs:
        harmless = not text.strip(HARMLESS)
        assert made.startswith("'") or made[:1] not in tuple("\t\r\n=+-@＝＋－＠") or harmless


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


def test_a_sheet_that_grows_too_large_ends_early(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_BYTES", 1)
    batches = iter([(b"a\t\x01\t\x02\t\x03\n", 1)] * 3)
    body = b"".join(data for data, _number in sheets.sheets(batches, SHEET))
    assert [row["text"] for row in read_xlsx(body)] == ["a", "a", "a"]


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


def test_rows_come_in_the_order_given(reader):
    rows = m.Contact.objects.visible_to(reader).order_by("-display_name", "pk")
    names = list(rows.values_list("display_name", flat=True))
    read = read_csv(export("contacts", "csv", reader, {"fields": "name"}, rows)[0])
    assert [row["name"] for row in read] == names


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


def test_a_calendar_is_no_more_exact_than_what_is_known(reader):
    cast.make_event(
        title="Event at nine",
        date="2024-05-16",
        start_time="09:00",
        end_time="10:30",
        time_zone="Asia/Tashkent",
        status="planned",
    )
    cast.make_event(title="Event from", date="2024-05-16", start_time="9:00", time_zone="UTC")
    cast.make_event(title="Event last", date="9999-12-31")
    told = {str(entry["summary"]): entry for entry in read_ics(export("events", "ics", reader)[0])}

    def said(name):
        entry = told[f"Event {name}"]
        days = [entry[key].dt.isoformat() if key in entry else None for key in ("dtstart", "dtend")]
        return (entry.name, *days, entry.get("x-muloqot-precision"))

    assert {name: said(name) for name in ("", "2024-05", "2024-05-16", "2024?", "at nine")} == {
        "": ("VJOURNAL", None, None, None),
        "2024-05": ("VEVENT", "2024-05-01", "2024-06-01", "month"),
        "2024-05-16": ("VEVENT", "2024-05-16", "2024-05-17", None),
        "2024?": ("VEVENT", "2024-01-01", "2025-01-01", "year"),
        "at nine": ("VEVENT", "2024-05-16T04:00:00+00:00", "2024-05-16T05:30:00+00:00", None),
    }
    assert said("from")[1:3] == ("2024-05-16T09:00:00+00:00", None)
    assert said("last")[1:3] == ("9999-12-31", None)
    assert said("2019/..")[1:] == ("2019-01-01", "2019-01-02", "open")
    assert said("../2020")[1:] == ("2020-12-31", "2021-01-01", "open")
    forum = told["Forum one"]
    assert (str(forum["location"]), forum["status"], str(forum["description"])) == (
        "Tashkent, Uzbekistan",
        "CONFIRMED",
        "one",
    )
    assert told["Event at nine"]["status"] == "TENTATIVE"


def test_a_card_has_every_name_and_way(world, reader):
    person = world["contacts"]
    m.Contact.objects.filter(pk=person.pk).update(languages=["ko", "ru"])
    m.ContactName.objects.create(contact=person, text="제; 성훈", language="ko")
    m.ContactName.objects.create(contact=person, text="Odd", language='x";y')
    m.ContactPoint.objects.create(contact=person, kind="phone", value="+998711234567")
    m.ContactPoint.objects.create(
        contact=person, kind="email", value="no@example.org", do_not_use=True
    )
    cast.make_post(contact=person, primary=True, title="Rector, acting")
    cards = {card["UID"][0]: card for card in read_vcf(export("contacts", "vcf", reader)[0])}
    card = cards[f"urn:uuid:{person.pk}"]
    assert card["FN"] == ["Person one", "Odd"]
    assert (card["FN;LANGUAGE=ko"], card["FN;LANGUAGE=en"]) == (["제\\; 성훈"], ["Alias one"])
    assert card["TEL;VALUE=uri;PREF=1"] == ["tel:+998711234567"]
    assert (card["EMAIL;PREF=1"], card["LANG;PREF=2"]) == (["one@example.org"], ["ru"])
    assert (card["TITLE"], card["ORG"]) == (["Rector\\, acting"], [cast.HUFS])
    notes = [unescaped(card["NOTE"][0]) for card in cards.values() if "NOTE" in card]
    for text in HOSTILE:
        kept = "".join(char for char in text if char in "\t\n" or char >= " ")
        assert kept in notes


def test_a_long_line_of_a_card_is_broken_between_letters():
    line = "NOTE:x" + "é" * 100
    pieces = cards.folded(line).removesuffix(b"\r\n").split(b"\r\n ")
    assert [len(piece) for piece in pieces] == [74, 74, 58]
    assert "".join(piece.decode() for piece in pieces) == line


def test_a_sheet_of_small_batches_is_whole(reader, monkeypatch):
    monkeypatch.setattr(snapshots, "BATCH", 1)
    ids = m.Contact.objects.visible_to(reader).values_list("pk", flat=True)
    read = read_xlsx(export("contacts", "xlsx", reader)[0])
    assert sorted(row["id"] for row in read) == sorted(map(str, ids))


def test_rows_for_a_comparison_are_as_they_are(reader):
    rows = m.Contact.objects.visible_to(reader).filter(display_name="@SUM(1+1)*cmd")
    snapshot = snapshots.Snapshot(reader, "export contacts")
    cells = flat.cells_for("contacts", reader, ["name"])
    selection = select(flat.joined("contacts", rows), cells, snapshot.connection)
    found = {
        form.__name__: b"".join(data for data, _number in snapshot.batches(form()))
        for form in (selection.csv, selection.plain_csv)
    }
    pk = str(rows.get().pk).encode()
    assert found == {
        "csv": pk + b",'@SUM(1+1)*cmd\n",
        "plain_csv": pk + b",@SUM(1+1)*cmd\n",
    }


def test_whoever_runs_the_server_sees_what_an_administrator_sees(world):
    body, rows = export("contacts", "ndjson", OPERATOR)
    assert rows == m.Contact.objects.count()
    assert json.loads(body.splitlines()[-1]) == {"_end": {"rows": rows}}


def test_what_is_not_known_is_refused(reader):
    with pytest.raises(asking.AskedError, match="Choose from: id, name, names, posts"):
        asking.read("contacts", "csv", {"fields": "name,price"}, reader)


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


def test_an_estimate_of_many_rows_is_the_planners(reader, monkeypatch):
    rows: QuerySet = m.Place.objects.all()
    snapshot = snapshots.Snapshot(reader, "export places")
    selection = select(rows, flat.cells_for("places", reader), snapshot.connection)
    exact = snapshot.estimate(selection)
    monkeypatch.setattr(snapshots, "COUNTED", 10)
    assert (exact, snapshot.estimate(selection) >= 11) == (rows.count(), True)
