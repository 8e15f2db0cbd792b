"""Reports typed into the form by a script: what they name arrives, and what does not is told."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from relations.bench import reports
from relations.models import Event

REPORTS = Path("fixtures/real-reports/reports.json")
TEN = {"D01", "D03", "D06", "D08", "D14", "D18", "D22", "D30", "D36", "D42"}


@pytest.mark.django_db
def test_all_that_ten_reports_name_arrives():
    found = reports.run(REPORTS, TEN)
    told = reports.told(found).splitlines()
    assert [line.split() for line in told] == [
        ["part", "arrived", "of", "share"],
        ["places", "9", "9", "1.000"],
        ["sides", "22", "22", "1.000"],
        ["institutions", "45", "45", "1.000"],
        ["persons", "70", "70", "1.000"],
        ["posts", "77", "77", "1.000"],
        ["units", "12", "12", "1.000"],
        ["topics", "49", "49", "1.000"],
        ["links", "8", "8", "1.000"],
        ["promises", "2", "2", "1.000"],
        ["agreements", "4", "4", "1.000"],
        ["figures", "5", "5", "1.000"],
        ["sources", "10", "10", "1.000"],
        ["statements", "21", "21", "1.000"],
    ]
    assert Event.objects.count() == 0


def few(tmp_path):
    """Write a file of two reports: one that says too little to be an event, and one that does."""
    data = json.loads(REPORTS.read_text())
    good, bad = (one for one in data["reports"] if one["id"] in {"D05", "D09"})
    bad["event"]["name"]["text"] = ""
    bad["sides"] = []
    path = tmp_path / "few.json"
    path.write_text(json.dumps({**data, "reports": [good, bad]}))
    return path


def test_what_is_refused_is_told_with_its_reason(tmp_path, capsys, django_db_blocker):
    with django_db_blocker.unblock():
        call_command("bench", "reports", "--reports", str(few(tmp_path)))
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].split() == ["sides", "2", "2", "1.000"]
    told = next(line for line in lines if "D09" in line)
    assert told == "D09: not saved: Title: Give the event a title, or name a side."
