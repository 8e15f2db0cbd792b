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
from tests.imports.scramble import scramble

REPORTS = Path("fixtures/real-reports/reports.json")
pytestmark = pytest.mark.django_db


def told():
    return json.loads(REPORTS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("seed", range(3))
def test_reports_of_the_same_kind_come_out_as_they_went_in(seed):
    schema = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
    document = scramble(told(), schema, seed)
    load(parse(json.dumps(document).encode()))
    assert list(differences(document, dump(OPERATOR))) == []


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
