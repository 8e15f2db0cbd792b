"""What the list of series tells of their editions: the same at every door, and nothing hidden."""

import pytest

from relations.exports import COLUMNS
from relations.exports.base import fetch
from relations.imports.reports.series import unnumbered
from relations.models import EventSeries
from tests import cast
from tests.exports.reading import export, read_csv

TOLD = ("editions_held", "last_held", "last_edition")
FILED = ("editions_held", "last_held", "last_held_from", "last_held_until", "last_edition")


@pytest.fixture
def series(db):
    """Give two series: one with four events of three editions, of which the last is closed."""
    held = cast.make_series(name="Forum")
    cast.make_event(series=held, edition=1, date="2022-05-25")
    cast.make_event(series=held, edition=3, date="2023-12")
    cast.make_event(series=held, edition=3, date="2023-12-12")
    cast.make_event(series=held, edition=4, date="2024-10-07", **cast.restricted())
    cast.make_event(series=held, edition=5, date="2027", status="planned")
    cast.make_series(name="Summit")
    return held


def on_a_page(user):
    rows = fetch(COLUMNS["series"], EventSeries.objects.visible_to(user).order_by("name"), user)
    columns = [column for column in COLUMNS["series"] if column.name in TOLD]
    return [tuple(column.value(row) for column in columns) for row in rows]


def in_a_file(user):
    rows = EventSeries.objects.visible_to(user).order_by("name")
    read = read_csv(export("series", "csv", user, {"fields": ",".join(TOLD)}, rows)[0])
    return [tuple(row[name] for name in FILED) for row in read]


def test_editions_are_counted_once_and_the_last_of_them_is_told(series):
    user = cast.reader()
    assert on_a_page(user) == [(2, "2023-12-12", 3), (0, "", None)]
    assert in_a_file(user) == [
        ("2", "2023-12-12", "2023-12-12", "2023-12-12", "3"),
        ("0", "", "", "", ""),
    ]


def test_what_is_closed_is_told_to_whom_it_is_open(series):
    user = cast.cleared()
    assert on_a_page(user) == [(3, "2024-10-07", 4), (0, "", None)]
    assert [row[:2] for row in in_a_file(user)] == [("3", "2024-10-07"), ("0", "")]


@pytest.mark.parametrize(
    ("title", "edition", "name"),
    [
        ("II Astana Think Tank Forum-2025", "II", "Astana Think Tank Forum"),
        ("제15차 한-우즈베키스탄 정책협의회", "제15차", "한-우즈베키스탄 정책협의회"),
        ("Secretariat, 16th committee", "16th", "Secretariat, committee"),
        ("Forum of 2025", "II", ""),
        ("IIth forum", "II", ""),
        ("Forum", None, ""),
    ],
)
def test_a_series_is_called_as_its_edition_without_the_number(title, edition, name):
    assert unnumbered(title, edition) == name
