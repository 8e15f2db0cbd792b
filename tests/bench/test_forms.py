"""The measurement of the form of a meeting, on worlds too small to say anything."""

import json
from io import StringIO

from django.core.management import call_command
from django.db import connection

from relations.bench import forms
from relations.bench.scratch import EXISTS

OPENED = [
    f"{way}, {number}"
    for number in forms.PEOPLE
    for way in ("in lines", "in lines, in the admin", "in rows, in the admin")
]


def test_the_form_is_opened_with_many_and_typed_into(django_db_blocker):
    written = StringIO()
    with django_db_blocker.unblock():
        call_command("bench", "form", contacts=80, rounds=1, json=True, stdout=written)
        with connection._nodb_cursor() as cursor:
            for part in ("form", "pages_80"):
                name = f"muloqot_bench_{part}_{connection.settings_dict['NAME']}"
                cursor.execute(EXISTS, [name])
                assert cursor.fetchone()[0] is False
    found = json.loads(written.getvalue())
    assert list(found["opened"]) == OPENED
    queries = {name: one["queries"] for name, one in found["opened"].items()}
    assert {queries[name] for name in OPENED if name.startswith("in lines")} == {6}
    assert queries["in rows, in the admin, 3"] == queries["in rows, in the admin, 60"]
    assert len(found["typed"]) == sum(map(len, forms.BOXES.values()))
    assert list(found["a line more"]) == list(forms.LINES)
    told = forms.table(found).splitlines()
    assert told[0] == "opened on the reports, with so many people; ms (queries)"
    assert "typed into a box of the admin, 80 contacts; ms (queries)" in told
    goals = [goal["name"] for goal in found["goals"]]
    assert goals[:2] == ["opens, in lines, 1, queries", "opens, in lines, in the admin, 1, queries"]
    assert goals[-len(found["typed"]) :] == list(found["typed"])
    assert [goal["bound"] for goal in found["goals"] if goal["name"].endswith(", ms")] == [300] * 3
