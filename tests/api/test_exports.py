"""Files from the address of a list: the same rows, by name or by Accept, and a mark at the end."""

import json

import pytest

from relations.exports.asking import accepted
from relations.exports.snapshots import TooManyError
from relations.imports.reports.registries_back import dump
from tests import cast
from tests.exports.reading import READERS, read_csv


def body(response):
    return b"".join(response.streaming_content)


@pytest.mark.parametrize("noun", ["contacts", "events", "meetings", "agreements"])
def test_a_file_has_the_rows_of_the_list(ask, noun):
    rows = ask(f"{noun}/?page_size=1000")["results"]
    for media_type, name in accepted(noun).items():
        by_name = ask.response(f"{noun}/?format={name}")
        ask.client.defaults["HTTP_ACCEPT"] = media_type
        by_type = ask.response(f"{noun}/")
        del ask.client.defaults["HTTP_ACCEPT"]
        read = READERS[name](body(by_name))
        assert len(read) == len(READERS[name](body(by_type))) == len(rows)
        for answer in (by_name, by_type):
            assert answer.headers["Content-Type"].partition(";")[0] == media_type
            assert answer.headers["X-Row-Estimate"] == str(len(rows))
            assert answer.headers["Content-Disposition"].startswith(
                f'attachment; filename="{noun}-'
            )
            assert answer.headers["Cache-Control"] == "no-store, private"


def test_filters_order_and_fields_hold_for_a_file(ask):
    query = "country=KR&sort=-name"
    names = [row["name"] for row in ask(f"contacts/?{query}")["results"]]
    answer = ask.response(f"contacts/?{query}&format=csv&fields=name&bom=1&trailer=0")
    read = read_csv(body(answer))
    assert [row["name"] for row in read] == names == ["Park Joung-ho", "Jeh Sung Hoon"]
    assert list(read[0]) == ["id", "name"]


def test_the_format_of_an_event_is_still_a_filter(ask):
    lines = body(ask.response("events/?format=csv&mode=hybrid&fields=format")).splitlines()
    assert [line.partition(b",")[2] for line in lines] == [b"format", b"hybrid"]


def test_a_page_is_json_whatever_else_is_accepted(ask):
    ask.client.defaults["HTTP_ACCEPT"] = "text/csv"
    answer = ask.response("contacts/?format=json")
    assert answer.headers["Content-Type"] == "application/json"
    wrong = ask.response("contacts/?knd=1", status=400)
    assert wrong.headers["Content-Type"] == "application/problem+json"
    assert wrong.json()["errors"] == {"knd": ["There is no such filter."]}


def test_the_head_of_a_file_is_given_alone(ask):
    answer = ask.client.head("/api/v1/contacts/?format=xlsx")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["X-Row-Estimate"] == "4"


def test_too_many_files_at_once_are_refused(ask, monkeypatch):
    def full(*_args):
        raise TooManyError

    monkeypatch.setattr("relations.exports.files.Snapshot", full)
    told = ask("contacts/?format=csv", status=429)
    assert told["detail"] == "You have as many files running as one may."


def test_without_room_a_reader_is_asked_to_come_again(ask, no_room):
    answer = ask.response("contacts/?format=csv", status=503)
    assert (answer.headers["Retry-After"], answer.json()["title"]) == ("10", "Service Unavailable")
    assert answer.json()["detail"] == "As many files are being made as there is room for."
    assert ask("contacts/")["results"]


def test_reports_are_those_the_reader_may_see(ask, world):
    assert ask("reports/") == json.loads(json.dumps(dump(world.reader)))
    cast.make_source(title="Closed", **cast.restricted())
    assert "Closed" not in json.dumps(ask("reports/"))
    assert ask("reports/?collection=none", status=400)["errors"] == {
        "collection": ["There is no such collection."]
    }
    assert ask("reports/?colection=x", status=400)["errors"] == {
        "colection": ["There is no such filter."]
    }
