from datetime import date
from timeit import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relations.dates.edtf import DateError, EdtfDate, Precision, parse

HOSTILE = [
    "\0",
    "2024\0",
    "2024\n",
    "📅",
    "9" * 10_000,
    "/" * 10_000,
    "٢٠٢٤",
    "２０２４",
    "२०२४-१२",
    "2024-05-16' OR 1=1",
    "\ud800",
]


@pytest.mark.parametrize(
    ("text", "lower", "upper", "precision"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR),
        ("0001", date(1, 1, 1), date(1, 12, 31), Precision.YEAR),
        ("9999", date(9999, 1, 1), date(9999, 12, 31), Precision.YEAR),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31), Precision.MONTH),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), Precision.MONTH),
        ("2024-05-16", date(2024, 5, 16), date(2024, 5, 16), Precision.DAY),
        ("199X", date(1990, 1, 1), date(1999, 12, 31), Precision.DECADE),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31), Precision.CENTURY),
        ("2024-06-11/2024-06-13", date(2024, 6, 11), date(2024, 6, 13), Precision.RANGE),
        ("2024-05/2024-05-16", date(2024, 5, 1), date(2024, 5, 16), Precision.RANGE),
        ("2024-05-16/2024", date(2024, 5, 16), date(2024, 12, 31), Precision.RANGE),
        ("199X/2005", date(1990, 1, 1), date(2005, 12, 31), Precision.RANGE),
        ("../2024-05", None, date(2024, 5, 31), Precision.OPEN),
        ("2019/..", date(2019, 1, 1), None, Precision.OPEN),
    ],
)
def test_bounds_and_precision(text, lower, upper, precision):
    value = parse(text)
    assert (value.text, value.lower, value.upper, value.precision) == (
        text,
        lower,
        upper,
        precision,
    )
    assert str(value) == text


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2024", False, False),
        ("2024-05-16?", False, True),
        ("2023-12~", True, False),
        ("199X%", True, True),
        ("2023-12~/2024", True, False),
        ("2023-12/2024?", False, True),
        ("2023-12~/2024?", True, True),
        ("2019~/..", True, False),
        ("../2019?", False, True),
    ],
)
def test_marks(text, approximate, uncertain):
    value = parse(text)
    assert (value.text, value.approximate, value.uncertain) == (text, approximate, uncertain)


def test_interval_of_one_date_is_that_date():
    assert parse("2024-05-16~/2024-05-16~") == parse("2024-05-16~")
    assert parse("2024/2024").precision == Precision.YEAR


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("2023-13", "month", "There is no month 13."),
        ("2023-00-01", "month", "There is no month 00."),
        ("2023-02-29", "day", "2023-02 has no day 29."),
        ("2023-02-00", "day", "2023-02 has no day 00."),
        ("0000", "year", "Years run from 0001 to 9999."),
        ("0000-01", "year", "Years run from 0001 to 9999."),
        ("000X", "year", "Years run from 0001 to 9999."),
        ("../00XX", "year", "Years run from 0001 to 9999."),
        ("2024-05-16/2024-05-15", "order", "2024-05-15 comes before 2024-05-16."),
        ("2024/2023-12", "order", "2023-12 comes before 2024."),
        ("2024/2023-13", "month", "There is no month 13."),
        (
            "May 2024",
            "malformed",
            (
                "“May 2024” is no date. Write it like 2024, 2023-12, 2024-05-16, 199X, 2023-12~, "
                "2024-06-11/2024-06-13, 2019/.. or ../2024-05."
            ),
        ),
    ],
)
def test_wrong_values_are_named(text, code, message):
    with pytest.raises(DateError) as caught:
        parse(text)
    assert (caught.value.code, str(caught.value)) == (code, message)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", " 2024", "2024 ", "/", "..", "../..", "2024/", "/2024", "2024/2025/2026"),
        *("24", "20245", "-2024", "+2024", "2024-5", "2024-5-16", "2024-05-1", "20240516"),
        *("1XXX", "XXXX", "199x", "199X-05", "2024-XX", "2024??", "?2024", "~2024", "2024-05?-16"),
        *("2024/..?", "../../2024", "2024-05-16/18", "2024-05-16T10:00", "Y12024"),
    ],
)
def test_malformed(text):
    with pytest.raises(DateError) as caught:
        parse(text)
    assert caught.value.code == "malformed"


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_is_refused_with_a_short_printable_message(text):
    with pytest.raises(DateError) as caught:
        parse(text[:10_000])
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


def test_long_text_costs_no_more_than_a_short_one():
    def refused():
        with pytest.raises(DateError):
            parse("2" * 1_000_000)

    assert timeit(refused, number=20) < 1


@given(st.text())
def test_any_text_is_a_date_or_refused(text):
    try:
        value = parse(text)
    except DateError:
        return
    assert parse(value.text) == value


def test_order_is_by_lower_then_upper_bound():
    ordered = [
        *("../2023", "../2024", "2023", "2024-05-16", "2024-05-16/2024-05-20", "2024-05"),
        *("2024-05-01/..", "2024-05-16"),
    ]
    values = [parse(text) for text in ordered]
    assert [value.text for value in sorted(values)] == [
        *("../2023", "../2024", "2023", "2024-05", "2024-05-01/..", "2024-05-16", "2024-05-16"),
        "2024-05-16/2024-05-20",
    ]
    assert parse("2024") < parse("2024?") < parse("2024/..")
    assert parse("2024-05-01") <= parse("2024-05-01")


def test_same_span_differs_by_precision():
    assert sorted([parse("2024-01-01/2024-12-31"), parse("2024")]) == [
        parse("2024"),
        parse("2024-01-01/2024-12-31"),
    ]


def test_not_comparable_with_anything_else():
    with pytest.raises(TypeError):
        assert parse("2024") < "2025"
    assert parse("2024") != "2024"


@pytest.mark.parametrize(
    ("one", "other", "overlap", "one_within", "other_within"),
    [
        ("2023-12", "2023-10/2023-12", True, True, False),
        ("2023", "2023-10/2023-12", True, False, True),
        ("2024-01", "2023-10/2023-12", False, False, False),
        ("2024-05-16", "2024-05-16", True, True, True),
        ("2019/..", "2024", True, False, True),
        ("../2018", "2019/..", False, False, False),
        ("../2019", "2019/..", True, False, False),
        ("../2019", "../2020", True, True, False),
        ("../2019", "0001/2020", True, False, False),
        ("2019/..", "2018/9999", True, True, False),
    ],
)
def test_overlap_and_containment(one, other, overlap, one_within, other_within):
    one, other = parse(one), parse(other)
    assert (one.overlaps(other), other.overlaps(one)) == (overlap, overlap)
    assert (one.certainly_within(other), other.certainly_within(one)) == (one_within, other_within)


@given(st.from_type(EdtfDate), st.from_type(EdtfDate))
def test_what_lies_within_overlaps(one, other):
    assert one.certainly_within(one)
    assert not one.certainly_within(other) or one.overlaps(other)
    assert (one < other) + (one == other) + (one > other) == 1
