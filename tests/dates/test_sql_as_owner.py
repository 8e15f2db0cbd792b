import pytest

from relations.dates import sql

pytestmark = pytest.mark.usefixtures("dated")
SHAPES = {
    "2024": ("2024-01-01", "2025-01-01"),
    "2023-12": ("2023-12-01", "2024-01-01"),
    "2024-05-16": ("2024-05-16", "2024-05-17"),
    "199X": ("1990-01-01", "2000-01-01"),
    "19XX": ("1900-01-01", "2000-01-01"),
    "2024-06-11~/2024-06": ("2024-06-11", "2024-07-01"),
    "2019/..": ("2019-01-01", None),
    "../2024-05": (None, "2024-06-01"),
    "9999-12-31": ("9999-12-31", None),
    "": (None, None),
}


def test_restores_under_an_empty_search_path(owner):
    owner.execute("SELECT current_schema()")
    schema = owner.fetchone()[0]
    owner.execute("SET LOCAL search_path = ''")
    owner.execute(
        f"CREATE TABLE {schema}.restored (d varchar(40), s daterange"
        f" GENERATED ALWAYS AS ({schema}.edtf_span(d)) STORED)"
    )
    with owner.copy(f"COPY {schema}.restored (d) FROM STDIN") as copy:
        for text in SHAPES:
            copy.write_row([text])
    owner.execute(f"SELECT d, lower(s)::text, upper(s)::text FROM {schema}.restored")
    assert {text: tuple(bounds) for text, *bounds in owner.fetchall()} == SHAPES


def test_create_may_be_repeated_and_drop_removes(owner):
    owner.execute("CREATE SCHEMA spare")
    owner.execute("SET LOCAL search_path = spare")
    found = []
    for statement in (sql.CREATE_EDTF_SPAN, sql.CREATE_EDTF_SPAN, sql.DROP_EDTF_SPAN):
        owner.execute(statement)
        owner.execute("SELECT to_regprocedure('spare.edtf_span(text)') IS NOT NULL")
        found.append(owner.fetchone()[0])
    assert found == [True, True, False]
