import json
from pathlib import Path

import pytest

from relations.names.scripts import script_of, scripts_of

REPORTS = Path("fixtures/real-reports/reports.json")


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Jeh Sung Hoon", "Latn"),
        ("현승수", "Hang"),
        ("Хён Сын Су", "Cyrl"),
        ("아리포프 E. T.", "Hang+Latn"),
        ("O‘zbekiston", "Latn"),
        ("北京大学", "Hani"),
        ("2024-05-16", ""),
        ("", ""),
        ("ｶﾞ", ""),
    ],
)
def test_script_of(text, script):
    assert script_of(text) == script


def test_the_order_of_appearance_is_kept():
    assert scripts_of("아리포프 E. T.") == ["Hang", "Latn"]
    assert scripts_of("E. 아리포프") == ["Latn", "Hang"]


def test_every_name_of_the_real_reports_is_in_the_script_they_state():
    document = json.loads(REPORTS.read_text(encoding="utf-8"))
    names = [name for person in document["people"] for name in person["names"]]
    assert [name["text"] for name in names if script_of(name["text"]) != name["script"]] == []
    assert len(names) == 149
