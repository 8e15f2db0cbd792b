from datetime import date

import pytest

from relations.dates import lookups
from relations.dates.edtf import parse

pytestmark = pytest.mark.django_db

TEXTS = [
    *("2023", "2023-10", "2023-12~", "2023-12-31", "2024-01-01", "2024", "202X", "20XX"),
    *("2023-10/2023-12", "2023-12-15/2024-01-15", "../2023-09", "../2023-10", "2024/..", "0001"),
    *("9999-12-31", "9999", "../9999", "0001/9999"),
]


@pytest.fixture
def rows(dated):
    """Give a model with one row for each text and one whose date is not known."""
    dated.objects.bulk_create([dated(date=text) for text in [*TEXTS, ""]])
    return dated.objects


def found(rows, condition):
    return set(rows.filter(condition).values_list("date", flat=True))


def test_fourth_quarter_of_2023(rows):
    asked = parse("2023-10/2023-12")
    certain = {"2023-10", "2023-12~", "2023-12-31", "2023-10/2023-12"}
    assert found(rows, lookups.within("date_span", asked)) == certain
    assert found(rows, lookups.overlapping("date_span", asked)) == certain | {
        *("2023", "202X", "20XX", "2023-12-15/2024-01-15", "../2023-10", "../9999", "0001/9999"),
    }


@pytest.mark.parametrize("text", TEXTS)
def test_database_and_python_agree(rows, text):
    asked = parse(text)
    values = [parse(each) for each in TEXTS]
    assert found(rows, lookups.overlapping("date_span", asked)) == {
        value.text for value in values if value.overlaps(asked)
    }
    assert found(rows, lookups.within("date_span", asked)) == {
        value.text for value in values if value.certainly_within(asked)
    }


def test_last_day_of_the_calendar_has_no_day_after():
    assert lookups.span(parse("9999-12-31")).upper is None
    assert lookups.span(parse("9999-12-30")).upper == date.max
