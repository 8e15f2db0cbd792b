"""The index is made anew and checked by a command."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from relations import models as m
from relations.actions import records
from relations.management.commands import reindex
from relations.models.search import SearchDocument, SearchWord
from relations.names.keys import VERSION
from relations.search.finding import find
from relations.search.rebuilding import faults, rebuild
from tests import cast

pytestmark = pytest.mark.django_db


def run(*options):
    told = io.StringIO()
    call_command("reindex", *options, stdout=told)
    return told.getvalue()


def refused(*options):
    with pytest.raises(CommandError) as error:
        run(*options)
    return str(error.value).split("\n")


def test_what_was_loaded_past_the_actions_is_found_after_a_reindex(seed):
    SearchDocument.objects.all().delete()
    SearchWord.objects.all().delete()
    assert find(seed, cast.JEH) == []
    assert run() == "27 records can be found.\n"
    assert [one.name for one in find(seed, cast.JEH)] == [cast.JEH]
    assert [one.name for one in find(seed, "Jek Sung Hoom")][:1] == [cast.JEH]
    assert run("--check") == "The index stands as the records do.\n"


def test_rebuilding_twice_writes_nothing_twice(seed):
    def rows():
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, ctid::text FROM relations_searchdocument ORDER BY 1")
            return cursor.fetchall()

    rebuild()
    before = rows()
    assert rebuild() == len(before) == 27
    assert rows() == before


def test_records_are_read_in_batches(seed, monkeypatch):
    SearchDocument.objects.all().delete()
    monkeypatch.setattr("relations.search.rebuilding.BATCH", 2)
    assert rebuild() == 27
    assert list(faults()) == []


@pytest.mark.usefixtures("seed")
def test_each_fault_is_named():
    jeh, lee, park, hyun, other = (
        records.create(m.Contact(display_name=name))
        for name in (cast.JEH, cast.LEE, cast.PARK, cast.HYUN, "Other")
    )
    gone = records.create(m.Topic(name_en="Gone"))
    SearchDocument.objects.filter(pk=jeh.pk).delete()
    SearchDocument.objects.filter(pk=lee.pk).update(names="Li", keys="")
    SearchDocument.objects.filter(pk=park.pk).update(version=VERSION + 1)
    m.Contact.objects.filter(pk=hyun.pk).update(deleted_at="2026-01-01T00:00Z")
    m.Contact.objects.filter(pk=other.pk).update(confidentiality="public")
    m.Topic.objects.filter(pk=gone.pk).delete()
    SearchWord.objects.filter(word="sung").delete()
    SearchWord.objects.filter(word="park").update(public=False)
    SearchWord.objects.create(word="never", public=True, near=[])  # of a record that is gone
    title, *found = refused("--check")
    assert title == "The index is not as the records are; run reindex."
    assert sorted(found) == sorted(
        [
            f"contact {jeh.pk}: missing",
            f"contact {lee.pk}: does not stand as the record does (names, keys)",
            f"contact {park.pk}: written by version {VERSION + 1} of the keys, not {VERSION}",
            f"contact {hyun.pk}: should be gone",
            f"contact {other.pk}: does not stand as the record does (confidentiality)",
            f"topic {gone.pk}: no such record",
            "word sung: missing",
            "word park: not open to all",
        ]
    )
    rebuild()
    assert list(faults()) == []


def test_only_the_first_faults_are_shown(monkeypatch):
    monkeypatch.setattr(reindex, "MOST_SHOWN", 2)
    for _number in range(2):
        cast.make_topic(name_en=f"Topic {_number}")
    assert len(refused("--check")) == 3
    cast.make_topic(name_en="One more")
    title, *found = refused("--check")
    assert title == "The index is not as the records are (the first 2); run reindex."
    assert len(found) == 2


def test_a_check_writes_nothing():
    kept = SearchDocument.objects.count(), SearchWord.objects.count()
    cast.make_contact(display_name="Nobody knows")
    refused("--check")
    assert (SearchDocument.objects.count(), SearchWord.objects.count()) == kept


@pytest.mark.parametrize("name", ["it's", "back\\slash", "two' 'three", "사람 '", "O‘zbek"])
def test_no_sign_in_a_name_makes_a_fault(name):
    records.create(m.Institution(display_name=name, kind="state_think_tank"))
    assert list(faults()) == []
