"""Texts that a spreadsheet would run are harmless in a file, and come back as they were."""

from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relations import models as m
from relations.exports import flat, snapshots
from relations.exports.statements import GUARD, HARMLESS, RUN, select
from tests.exports.reading import HOSTILE, READERS, export, unguarded


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
