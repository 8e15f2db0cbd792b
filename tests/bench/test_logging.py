"""How much of the reports' participants is read: the figure the house promises."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from relations.bench import logging

REPORTS = Path("fixtures/real-reports/reports.json")


def test_of_the_reports_lines_more_than_95_of_100_are_understood(capsys):
    call_command("bench", "log")
    lines = capsys.readouterr().out.splitlines()
    assert lines[6].split() == ["all", "662", "666", "0.994"]
    assert len(lines) == 7 + 4


def test_a_file_that_is_not_there_is_named():
    with pytest.raises(CommandError) as caught:
        call_command("bench", "log", "--reports", "nowhere.json")
    assert str(caught.value) == "--reports: there is no file nowhere.json"


@pytest.mark.parametrize(
    "line", ["nobody", "Park Jin", "Lee Jin — Director, KIEP", "Park Jin — Director, HUFS"]
)
def test_a_line_read_otherwise_counts_as_missed(line):
    held = logging.Held("Director", ("KIEP",))
    person = logging.Person("D01", "en", "Park Jin", (held,))
    assert logging.understood(person, line) is False
    assert logging.understood(person, "Park Jin — Director, KIEP") is True
