"""The real reports, loaded once: they come out as they went in, and load again."""

import json

import pytest

from relations.access import OPERATOR
from relations.imports.reports.loading import load
from relations.imports.reports.reading import parse
from relations.imports.reports.registries_back import dump
from relations.imports.reports.writing_back import differences
from relations.models import Account, Journal
from tests import cast
from tests.imports.few import REPORTS, TOLD

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def first(django_db_setup, django_db_blocker):
    """Load the reports for all tests of this file, and tell what that came to."""
    with cast.shared(django_db_blocker, lambda: load(parse(REPORTS.read_bytes()))) as summary:
        yield summary


def test_43_reports_come_out_as_they_went_in(first):
    assert (len(first.created), first.unchanged) == (43, [])
    back = dump(OPERATOR)
    assert list(differences(TOLD, back)) == []
    assert back == TOLD


def test_writing_43_reports_back_asks_once_for_each_kind_of_row(first, django_assert_num_queries):
    with django_assert_num_queries(51):
        dump(OPERATOR)


def test_loading_a_file_twice_changes_nothing(first):
    before = Journal.objects.count()
    summary = load(parse(REPORTS.read_bytes()))
    assert (summary.created, len(summary.unchanged), summary.rows) == ([], 43, 0)
    assert Journal.objects.count() == before


def test_what_comes_out_fits_the_schema_and_loads_again(first):
    text = json.dumps(dump(OPERATOR), ensure_ascii=False)
    assert load(parse(text.encode())).rows == 0


def test_a_second_collection_comes_out_by_itself(first):
    text = json.dumps({**TOLD, "set": "heldout", "collected": "elsewhere"})
    for report in TOLD["reports"]:
        text = text.replace(f'"{report["id"]}"', f'"{report["id"].replace("D", "H")}"')
    other = json.loads(text)
    summary = load(parse(text.encode()))
    assert len(summary.created) == 43
    back = dump(OPERATOR, "heldout")
    assert list(differences(other["reports"], back["reports"])) == []
    assert {account.source.collection.name for account in Account.objects.all()} == {
        "dev",
        "heldout",
    }
    assert list(differences(TOLD["reports"], dump(OPERATOR, "dev")["reports"])) == []
