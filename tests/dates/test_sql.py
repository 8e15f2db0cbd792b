import psycopg
import pytest
from django.db import DataError, connection, transaction
from django.db.migrations.writer import MigrationWriter
from hypothesis import given, settings
from hypothesis import strategies as st

from relations.dates import sql
from relations.dates.edtf import DateError, EdtfDate, parse
from relations.dates.lookups import span

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("dated")]

on_database = settings(deadline=None, max_examples=200)
LETTERS = "0123456789X-/.?~% "


def said_by_database(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower(s), upper(s), s IS NULL FROM edtf_span(%s) s", [text])
        return cursor.fetchone()


@on_database
@given(st.from_type(EdtfDate))
def test_agrees_on_every_date(value):
    expected = span(value)
    assert said_by_database(value.text) == (expected.lower, expected.upper, False)


@st.composite
def spoilt(draw):
    """Change one character of a date, which leaves some of them dates."""
    text = draw(st.from_type(EdtfDate)).text
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(st.text(LETTERS, max_size=2)) + text[at + draw(st.integers(0, 2)) :]


@on_database
@given(
    st.one_of(
        spoilt(),
        st.text(LETTERS, min_size=1, max_size=24),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
    ).filter(bool)
)
def test_refuses_what_the_parser_refuses(text):
    try:
        expected = span(parse(text))
    except DateError:
        with pytest.raises(DataError), transaction.atomic():
            said_by_database(text)
    else:
        assert said_by_database(text) == (expected.lower, expected.upper, False)


@pytest.mark.parametrize(
    "text",
    [
        *("2023-13", "2023-02-29", "0000", "000X", "../000X", "../00XX", "../2023-00", "2024/2023"),
        *("2024-05-16/2024-05-15", "..", "../..", "/", "2024/", "2024/2025/2026", "٢٠٢٤", "2024 "),
    ],
)
def test_refuses(text):
    with pytest.raises(DataError):
        said_by_database(text)


def test_unknown_is_null():
    assert (said_by_database(""), said_by_database(None)) == (
        (None, None, True),
        (None, None, True),
    )


@settings(on_database, max_examples=30)
@given(st.lists(st.from_type(EdtfDate), max_size=12))
def test_orders_as_python_does(values):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lower(s), upper(s) FROM unnest(%s::text[]) t, edtf_span(t) s ORDER BY s",
            [[value.text for value in values]],
        )
        rows = cursor.fetchall()
    assert rows == [(span(value).lower, span(value).upper) for value in sorted(values)]


def test_copy_of_a_bad_month_is_refused(dated):
    with connection.cursor() as cursor, pytest.raises(psycopg.DataError):  # noqa: SIM117
        with cursor.copy(f"COPY {dated._meta.db_table} (date) FROM STDIN") as copy:
            copy.write_row(["2023-13"])


def test_expression_in_a_query_and_in_a_migration(dated):
    dated.objects.create(date="2023-12~")
    row = dated.objects.annotate(again=sql.EdtfSpan("date")).get()
    assert (row.again, row.date_span) == (span(parse("2023-12")), span(parse("2023-12")))
    written, imports = MigrationWriter.serialize(dated._meta.get_field("date_span"))
    assert written == (
        "models.GeneratedField(db_persist=True, expression=relations.dates.sql.EdtfSpan('date'), "
        "output_field=django.contrib.postgres.fields.ranges.DateRangeField())"
    )
    assert imports == {
        "import relations.dates.sql",
        "import django.contrib.postgres.fields.ranges",
        "from django.db import models",
    }
