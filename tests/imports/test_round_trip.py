"""What comes out of the program equals what went in, report by report, fact by fact."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from relations.access import OPERATOR
from relations.imports.reports.loading import load
from relations.imports.reports.reading import SCHEMA_PATH, parse
from relations.imports.reports.registries_back import dump
from relations.imports.reports.writing_back import differences
from relations.models import Account, Journal
from tests.imports.scramble import scramble

REPORTS = Path("fixtures/real-reports/reports.json")
pytestmark = pytest.mark.django_db


def told():
    return json.loads(REPORTS.read_text(encoding="utf-8"))


def test_43_reports_come_out_as_they_went_in():
    document = told()
    summary = load(parse(REPORTS.read_bytes()))
    assert (len(summary.created), summary.unchanged) == (43, [])
    back = dump(OPERATOR)
    assert list(differences(document, back)) == []
    assert back == document


def test_loading_a_file_twice_changes_nothing():
    load(parse(REPORTS.read_bytes()))
    before = Journal.objects.count()
    summary = load(parse(REPORTS.read_bytes()))
    assert (summary.created, len(summary.unchanged), summary.rows) == ([], 43, 0)
    assert Journal.objects.count() == before


def test_what_comes_out_fits_the_schema_and_loads_again():
    load(parse(REPORTS.read_bytes()))
    text = json.dumps(dump(OPERATOR), ensure_ascii=False)
    assert load(parse(text.encode())).rows == 0


@pytest.mark.parametrize("seed", range(3))
def test_reports_of_the_same_kind_come_out_as_they_went_in(seed):
    schema = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
    document = scramble(told(), schema, seed)
    load(parse(json.dumps(document).encode()))
    assert list(differences(document, dump(OPERATOR))) == []


def test_a_second_collection_comes_out_by_itself():
    load(parse(REPORTS.read_bytes()))
    document = told()
    document["set"], document["collected"] = "heldout", "elsewhere"
    text = json.dumps(document)
    for report in document["reports"]:
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
    assert list(differences(told()["reports"], dump(OPERATOR, "dev")["reports"])) == []


def test_order_of_files_does_not_matter_to_the_reports():
    document = told()
    document["reports"].reverse()
    load(parse(json.dumps(document).encode()))
    back = dump(OPERATOR)
    assert list(differences(document["reports"], back["reports"])) == []


def test_the_seed_story_and_the_reports_are_one():
    call_command("loaddata", "fixtures/tashkent.json", verbosity=0)
    summary = load(parse(REPORTS.read_bytes()))
    assert summary.unchanged == ["D01"]
    assert list(differences(told(), dump(OPERATOR))) == []
