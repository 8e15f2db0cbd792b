"""The links under a list lead to the list as a file: the same rows, in the same order."""

import re

import pytest

from relations.exports.nouns import MODELS
from relations.exports.snapshots import TooManyError
from tests import cast
from tests.exports.reading import READERS, read_csv

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client):
    client.force_login(cast.reader())
    return client


def links(page):
    found = re.findall(r'<a href="([^"]+)" rel="nofollow" download>([^<]+)<', page.content.decode())
    return {label: href.replace("&amp;", "&") for href, label in found}


def test_every_format_is_one_click_away(client):
    for title, date in (("First", "2021"), ("Second", "2023"), ("Third", "")):
        cast.make_meeting(title=title, date=date)
    cast.make_meeting(title="Hidden", **cast.restricted())
    found = links(client.get("/meetings/?date__from=2020"))
    assert list(found) == ["CSV", "CSV for Excel", "XLSX", "JSON", "NDJSON", "iCalendar"]
    assert found["CSV"] == "?date__from=2020&sort=-date&format=csv"
    for label, href in found.items():
        answer = client.get(f"/meetings/{href}")
        body = b"".join(answer.streaming_content)
        name = re.search("format=([a-z-]+)", href)[1]
        read = READERS[name](body)
        assert len(read) == 2
        assert body.startswith(b"\xef\xbb\xbf") is (label == "CSV for Excel")
        if name != "ics":
            assert [row["title"] for row in read] == ["Second", "First"]
            assert answer.headers["Content-Security-Policy"]


def test_a_card_file_is_offered_of_contacts_alone(client):
    cast.make_contact()
    cast.make_topic()
    assert "vCard" in links(client.get("/contacts/"))
    assert "vCard" not in links(client.get("/topics/"))


@pytest.mark.parametrize("noun", MODELS)
def test_every_list_can_be_had_as_a_file(client, noun):
    answer = client.get(f"/{noun}/?format=csv")
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{noun}-')
    read_csv(b"".join(answer.streaming_content))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("format=pdf", "Choose from: json, csv, xlsx, json-stream, ndjson, vcf."),
        ("format=csv&knd=1", "There is no such filter."),
        ("format=csv&sort=price", "This list cannot be put in that order."),
        ("format=csv&fields=price", "There is no such column: price."),
    ],
)
def test_what_cannot_be_had_is_said_on_the_page(client, query, told):
    answer = client.get(f"/contacts/?{query}")
    assert (answer.status_code, told in answer.content.decode()) == (400, True)


def test_the_format_of_an_event_is_no_file(client):
    assert client.get("/events/?format=hybrid").headers["Content-Type"].startswith("text/html")


def test_too_many_files_at_once_are_refused(client, monkeypatch):
    def full(*_args):
        raise TooManyError

    monkeypatch.setattr("relations.exports.files.Snapshot", full)
    answer = client.get("/contacts/?format=csv")
    assert (answer.status_code, answer.content.decode()) == (
        429,
        "You have as many files running as one may. Wait until one has come.",
    )


def test_without_room_a_reader_is_asked_to_come_again(client, no_room):
    answer = client.get("/contacts/?format=csv")
    assert (answer.status_code, answer.headers["Retry-After"], answer.content.decode()) == (
        503,
        "10",
        "As many files are being made as there is room for. Try again in a moment.",
    )
