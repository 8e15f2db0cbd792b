"""The measurement of the export, over a real server, on a world too small to say anything."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from relations.bench import exporting, serving
from relations.bench.scratch import EXISTS
from relations.exports.snapshots import MOST_AT_ONCE, Snapshot

PLACES = ("first", "deep", "by name", "by name from afar")


def measure(**options):
    told = StringIO()
    call_command("bench", "export", stdout=told, stderr=StringIO(), **options)
    return told.getvalue()


@pytest.mark.django_db(transaction=True)
def test_every_way_is_measured_beside_the_others():
    found = json.loads(measure(contacts=60, rounds=1, json=True, keep=True))
    (size,) = found["sizes"]
    assert size["contacts"] == 60
    assert set(size["ways"]) == {
        *("psql csv", "psql csv, unguarded", "psql csv, all columns", "psql ndjson"),
        *(f"http {name}" for name in exporting.FORMATS),
        *("http csv, all columns", "usual pages (DRF)", "xlsxwriter"),
    }
    assert all(way["rows/s"] > 0 for way in size["ways"].values())
    assert len(size["begun"]) == 4 * len(exporting.FORMATS)
    assert all(0 < one["first byte ms"] <= one["first row ms"] for one in size["begun"].values())
    pages = size["pages"]
    api = {name: page["queries"] for name, page in pages.items() if name.startswith("API")}
    assert (pages["sign-in"]["queries"], api) == (
        3,
        {
            **{f"API page of {n}, {where}": 4 for n in (100, 1000) for where in PLACES},
            **{f"API page of {n}, expanded": 6 for n in (100, 1000)},
        },
    )
    assert all(pages[f"list page, {where}"]["queries"] > 0 for where in ("first", "deep"))
    assert all(pages[f"API page of {n}, expanded"]["bare SQL ms"] > 0 for n in (100, 1000))
    assert set(pages["count"]) == {"capped ms", "estimate ms"}
    told = measure(contacts=60, rounds=1)  # in the same world, and away with it
    assert "60 contacts" in told
    assert "psql csv, unguarded" in told
    with connection._nodb_cursor() as cursor:
        cursor.execute(EXISTS, [f"muloqot_bench_world_60_{connection.settings_dict['NAME']}"])
        assert cursor.fetchone()[0] is False


@pytest.mark.django_db(transaction=True)
def test_what_is_refused_is_no_measure():
    with serving.served() as (port, worker):
        bench = exporting.Bench(1, port, worker)
        for ask in (bench.get, bench.first):
            with pytest.raises(RuntimeError, match=r"/nowhere/: 404"):
                ask("/nowhere/")


@pytest.mark.django_db(transaction=True)
def test_a_file_that_must_wait_for_others_is_waited_for(monkeypatch):
    with serving.served() as (port, worker):
        bench = exporting.Bench(1, port, worker)
        begun = [Snapshot(bench.user, "export contacts") for _number in range(MOST_AT_ONCE)]
        monkeypatch.setattr(exporting.time, "sleep", lambda _seconds: begun.pop().close())
        assert bench.first("/api/v1/contacts/?format=csv")["first byte ms"] > 0
    assert len(begun) == MOST_AT_ONCE - 1
    for one in begun:
        one.close()


def test_a_server_that_does_not_come_up_is_an_error(monkeypatch):
    monkeypatch.setattr(serving, "PATIENCE", 0.1)
    with pytest.raises(OSError, match=r"."):
        serving._wait(1)


@pytest.mark.django_db(transaction=True)
def test_the_program_is_served_whole(settings):
    settings.ROOT_URLCONF = settings.ROOT_URLCONF  # given back at the end
    answers = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/healthz",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "wsgi.input": StringIO(),
        "wsgi.url_scheme": "http",
    }
    serving.application(environ, lambda status, _headers: answers.append(status))
    assert answers == ["200 OK"]
