"""The made-up world is whole, and refuses to stand among real records."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from relations.bench import exporting, ministry
from relations.bench.exporting import Taken
from relations.bench.scratch import scratch
from relations.management.commands.world import Command
from relations.models import Contact, Post
from relations.models.search import SearchDocument
from tests import cast


def test_sizes_are_checked_before_anything_is_written(db):
    with pytest.raises(CommandError, match="--contacts: give a number from 1"):
        call_command("world", "--contacts", "0")
    cast.make_contact()
    with pytest.raises(CommandError, match="There are records here already"):
        call_command("world", "--contacts", "5")


def test_a_world_says_what_it_wrote(db, monkeypatch):
    monkeypatch.setattr("relations.bench.ministry.fill", lambda n: {"relations_contact": n})
    out = io.StringIO()
    call_command(Command(), contacts=1000, beside=True, no_search=True, stdout=out)
    assert out.getvalue() == "     1,000 contact\n"


def test_a_world_can_be_searched(db, monkeypatch):
    monkeypatch.setattr("relations.bench.ministry.fill", lambda _n: {})
    person = cast.make_contact()
    assert not SearchDocument.objects.filter(pk=person.pk).exists()
    out = io.StringIO()
    call_command(Command(), contacts=1, beside=True, no_search=False, stdout=out)
    number = out.getvalue().removesuffix(" can be searched for\n")
    assert int(number.replace(",", "")) == SearchDocument.objects.count()
    assert SearchDocument.objects.filter(pk=person.pk).exists()


def test_a_small_world_keeps_every_rule_of_the_database(django_db_blocker):
    with django_db_blocker.unblock(), scratch("muloqot_small_world"):
        made = ministry.fill(40)
        posts = list(Post.objects.filter(primary=True).values_list("contact_id"))
        contacts = Contact.objects.count()
        connection.close()
    assert made["relations_contact"] == contacts == len(set(posts)) == 40
    assert {name: made[f"relations_{name}"] for name in ("event", "post", "participation")} == {
        "event": 8,
        "post": 60,
        "participation": 80,
    }


def test_ratios_are_of_the_medians():
    ways = {
        "psql csv": [Taken(100, 1.0), Taken(100, 1.0), Taken(100, 9.0)],
        "psql csv, unguarded": [Taken(100, 0.5)],
        "psql ndjson": [Taken(100, 2.0)],
        "http csv": [Taken(100, 2.0, 0.01, 3_000_000, 70_000_000)],
        "usual pages (DRF)": [Taken(10, 10.0)],
    }
    assert exporting.told(ways)["http csv"] == {
        "rows/s": 50,
        "MB/s": 1.5,
        "first byte ms": 10.0,
        "peak MB": 70.0,
        "of its COPY": 0.5,
        "of the plain COPY": 0.25,
        "of usual pages": 50.0,
    }


def test_growth_is_that_of_time_by_rows():
    def size(contacts, rate):
        return {
            "contacts": contacts,
            "ways": {f"http {name}": {"rows/s": rate} for name in exporting.FORMATS},
        }

    assert exporting.growth([size(1000, 100)]) == {}
    assert exporting.growth([size(1000, 100), size(10_000, 100)]) == {
        f"http {name}": 1.0 for name in exporting.FORMATS
    }
