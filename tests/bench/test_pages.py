"""The measurement of the pages, on a world too small to say anything."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from relations.bench import paging
from relations.bench.scratch import EXISTS
from relations.exports.nouns import MODELS

COST = {"ms", "queries"}
LONG = ["contacts", "posts", "participations", "places", "topics"]


def test_every_list_is_measured_at_its_beginning_and_deep_inside(django_db_blocker):
    written = StringIO()
    with django_db_blocker.unblock():
        call_command("bench", "pages", contacts=120, rounds=1, json=True, stdout=written)
        with connection._nodb_cursor() as cursor:
            cursor.execute(EXISTS, [f"muloqot_bench_pages_120_{connection.settings_dict['NAME']}"])
            assert cursor.fetchone()[0] is False
    found = json.loads(written.getvalue())
    assert found["filled in s"] > 0
    lists = found["lists"]
    assert list(lists) == list(MODELS)
    assert lists["contacts"]["rows"] == 120
    assert [noun for noun, one in lists.items() if one["deep"]] == LONG
    assert all(
        one["ratio"] == round(one["deep"]["ms"] / one["first"]["ms"], 2)
        for one in map(lists.get, LONG)
    )
    assert {noun: one["ratio"] for noun, one in lists.items() if noun not in LONG} == (
        dict.fromkeys([noun for noun in MODELS if noun not in LONG])
    )
    others = [*found["two filters and a search"].values(), *found["pages"].values()]
    assert all(set(one) == COST and one["ms"] > 0 and one["queries"] > 0 for one in others)
    assert list(found["two filters and a search"]) == list(paging.SEARCHED)
    assert [name for name in found["pages"] if "dossier" in name] == [
        "dossier of the event",
        "dossier of the institution",
        "dossier of the contact",
        "dossier of UZ",
    ]
    lines = paging.table(found).splitlines()
    assert lines[0] == "120 contacts; ms (queries)"
    assert [line.split()[0] for line in lines[2 : 2 + len(MODELS)]] == list(MODELS)
    assert [line.split(";")[1] for line in lines[-2:]] == [" the goal is 1.5", " the goal is 150"]


@pytest.mark.django_db
def test_what_is_refused_is_no_measure(settings):
    settings.ALLOWED_HOSTS = [paging.HOST]
    assert paging.Pages(1).cost("/contacts/").queries > 0
    with pytest.raises(RuntimeError, match=r"/nowhere/: 404 Not Found"):
        paging.Pages(1).cost("/nowhere/")


def test_where_no_list_is_long_nothing_is_said_of_a_ratio():
    cost = {"ms": 2.0, "queries": 3}
    lists = {"contacts": {"rows": 1, "first": cost, "deep": None, "ratio": None}}
    goals = {"most of a page deep inside by the first": [None, paging.RATIO]}
    found = {"contacts": 1, "lists": lists, "two filters and a search": {}, "pages": {}}
    told = paging.table({**found, "goals": goals}).splitlines()
    assert told[2].split() == ["contacts", "1", "2.0", "(3)", "-", "-"]
    assert told[-1] == "most of a page deep inside by the first: -; the goal is 1.5"
