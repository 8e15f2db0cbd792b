"""Every changed row leaves one entry, however it was written; an unchanged row leaves none."""

import json
from collections import Counter

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from relations.history.acting import Caller, act, calling
from relations.models import (
    Contact,
    Event,
    EventTopic,
    Institution,
    Journal,
    Membership,
    User,
)
from relations.models.search import SearchDocument, SearchWord
from relations.models.submissions import Submission
from relations.models.tokens import Tally
from tests import cast
from tests.models.world import everything


def brief(entries):
    """Give each entry as operation, table, and the names before and after."""
    return [
        (
            entry.operation,
            entry.table.removeprefix("relations_"),
            *((state or {}).get("display_name", "-") for state in (entry.before, entry.after)),
        )
        for entry in entries
    ]


def row(record):
    """Give a row as the database writes it in JSON."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'UTC'")
        cursor.execute(
            f"SELECT to_jsonb(t) FROM {record._meta.db_table} t WHERE id = %s", [record.pk]
        )
        return json.loads(cursor.fetchone()[0])


# --- what an entry says ---


def test_an_entry_says_who_did_what_in_which_request_and_transaction(lee, told, transaction_id):
    with calling(Caller(user_id=None, request_id="5f")), act("log an event", lee):
        event = cast.make_event()
    (entry,) = told()
    with connection.cursor() as cursor:
        cursor.execute("SELECT now(), clock_timestamp()")
        begun, now = cursor.fetchone()
    assert (
        *(entry.actor, entry.act, entry.request_id, entry.transaction),
        *(entry.table, entry.record, entry.operation, entry.before, entry.after),
    ) == (
        *(lee, "log an event", "5f", transaction_id),
        *("relations_event", event.pk, "insert", None, row(event)),
    )
    assert begun <= entry.at <= now


def test_before_and_after_are_the_whole_row_generated_columns_too(told):
    event = cast.make_event(date="2023-12")
    first = row(event)
    event.date = "2024-05-16"
    event.save()
    second = row(event)
    event.delete()
    assert [(entry.before, entry.after) for entry in told()] == [
        (None, first),
        (first, second),
        (second, None),
    ]
    assert (first["date_span"], second["date_span"]) == (
        "[2023-12-01,2024-01-01)",
        "[2024-05-16,2024-05-17)",
    )
    assert set(first) == {field.column for field in Event._meta.concrete_fields}


def test_what_is_written_does_not_hang_on_the_writers_session(told):
    event = cast.make_event()
    told()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'Asia/Tashkent'")
        cursor.execute("SET LOCAL datestyle = 'German'")
        Event.objects.filter(pk=event.pk).update(date="2024-05-16")
        cursor.execute("SELECT current_setting('timezone'), date_span::text FROM relations_event")
        assert cursor.fetchall() == [("Asia/Tashkent", "[16.05.2024,17.05.2024)")]
        cursor.execute("SET LOCAL datestyle = 'ISO'")
    (entry,) = told()
    assert entry.after == row(event)
    assert (entry.after["date_span"], entry.after["created_at"][-6:]) == (
        "[2024-05-16,2024-05-17)",
        "+00:00",
    )


def test_a_write_outside_of_an_act_is_told_without_a_name(told):
    cast.make_contact()
    (entry,) = told()
    assert (entry.actor_id, entry.act, entry.request_id) == (None, "", "")


# --- the ways to write ---


@pytest.fixture
def two(db):
    return [cast.make_contact(), cast.make_contact(display_name=cast.LEE)]


def by_save(rows):
    for each in rows:
        each.display_name = cast.PARK
        each.save()


def by_update(rows):
    Contact.objects.filter(pk__in=[each.pk for each in rows]).update(display_name=cast.PARK)


def by_bulk_update(rows):
    for each in rows:
        each.display_name = cast.PARK
    Contact.objects.bulk_update(rows, ["display_name"])


def by_upsert(rows):
    Contact.objects.bulk_create(
        [Contact(pk=each.pk, display_name=cast.PARK) for each in rows],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["display_name"],
    )


def by_sql(rows):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE relations_contact SET display_name = %s WHERE id = ANY(%s)",
            [cast.PARK, [each.pk for each in rows]],
        )


def by_merge(rows):
    with connection.cursor() as cursor:
        cursor.execute(
            "MERGE INTO relations_contact USING unnest(%s::uuid[]) AS chosen (id)"
            " ON relations_contact.id = chosen.id"
            " WHEN MATCHED THEN UPDATE SET display_name = %s",
            [[each.pk for each in rows], cast.PARK],
        )


@pytest.mark.parametrize(
    "change", [by_save, by_update, by_bulk_update, by_upsert, by_sql, by_merge]
)
def test_one_entry_a_changed_row(two, told, change):
    told()
    change(two)
    assert sorted(brief(told())) == [
        ("update", "contact", cast.JEH, cast.PARK),
        ("update", "contact", cast.LEE, cast.PARK),
    ]
    change(two)
    assert brief(told()) == []


def test_one_entry_a_new_row(told):
    Contact.objects.bulk_create(Contact(display_name=name) for name in (cast.JEH, cast.LEE))
    with connection.cursor() as cursor:
        with cursor.copy(
            "COPY relations_topic (name_en, name_ru, name_uz, name_ko) FROM STDIN"
        ) as copy:
            for name in ("water", "energy"):
                copy.write_row([name, "", "", ""])
        cursor.execute(
            "INSERT INTO relations_topic (name_en, name_ru, name_uz, name_ko)"
            " SELECT name_en || '!', '', '', '' FROM relations_topic"
        )
    assert Counter((entry.operation, entry.table) for entry in told()) == {
        ("insert", "relations_contact"): 2,
        ("insert", "relations_topic"): 4,
    }


def test_one_entry_a_row_that_fell_with_another(told):
    event, contact = cast.make_event(), cast.make_contact()
    participation = cast.make_participation(event=event, contact=contact)
    participation.post_links.create(post=cast.make_post(contact=contact))
    event.names.create(text="Forum")
    cast.make_note(event=event)
    told()
    event.delete()
    assert Counter((entry.operation, entry.table) for entry in told()) == {
        ("delete", "relations_event"): 1,
        ("delete", "relations_eventname"): 1,
        ("delete", "relations_note"): 1,
        ("delete", "relations_participation"): 1,
        ("delete", "relations_participationpost"): 1,
    }


def test_links_of_two_records_are_told_as_they_come_and_go(told):
    event, topic, other = cast.make_event(), cast.make_topic(), cast.make_topic(name_en="water")
    told()
    event.topics.set([topic, other])
    event.topics.set([other])
    event.topics.clear()
    assert [(entry.operation, entry.table) for entry in told()] == [
        *[("insert", "relations_eventtopic")] * 2,
        *[("delete", "relations_eventtopic")] * 2,
    ]
    assert EventTopic.objects.count() == 0


def test_who_is_in_a_team_is_told(lee, told):
    member = Membership.objects.create(team=cast.make_team(), user=lee)
    member.delete()
    assert [(entry.operation, entry.table) for entry in told()] == [
        ("insert", "relations_team"),
        ("insert", "relations_membership"),
        ("delete", "relations_membership"),
    ]


@pytest.mark.parametrize("within", [transaction.atomic, lambda: act("doomed")])
def test_what_was_rolled_back_leaves_none(told, within):
    def doomed():
        with within():
            cast.make_contact()
            Institution.objects.bulk_create([Institution(display_name=cast.KIEP)])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        doomed()
    assert told() == []


# --- the triggers ---

UNTOLD = {
    User: "holds password hashes; who may do what is told by Membership and the log of log-ins",
    Journal: "is the journal",
    SearchDocument: "is derived from what is told",
    SearchWord: "is derived from what is told",
    Submission: "is kept for a day, that what is sent twice is done once",
    Tally: "counts the requests of a minute",
}
TABLES = {
    model._meta.db_table
    for model in apps.get_app_config("relations").get_models(include_auto_created=True)
    if model not in UNTOLD and not model._meta.proxy
} - {"relations_user_groups", "relations_user_user_permissions"}
INSERT, DELETE, UPDATE, ROW = 4, 8, 16, 1


@pytest.mark.django_db
def test_every_table_of_the_domain_has_its_triggers():
    """A model that comes without its triggers fails here: see migration 0003."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, array_agg(tgtype::int ORDER BY tgname)"
            " FROM pg_trigger WHERE tgenabled = 'O'"
            " AND tgfoid = 'relations_write_journal'::regproc GROUP BY 1"
        )
        found = dict(cursor.fetchall())
    assert found == {key: [ROW | UPDATE, ROW | INSERT | DELETE] for key in TABLES}


def test_every_model_leaves_one_entry_a_row(told):
    everything()
    loaded = {"relations_place", "relations_eventkind"}
    alone = {"relations_token"}  # made for a person, who is no record
    standing = {}
    with connection.cursor() as cursor:
        for table in TABLES - loaded - alone:
            cursor.execute(f"SELECT count(*) FROM {table}")
            (standing[table],) = cursor.fetchone()
    assert Counter(entry.table for entry in told()) == standing


@pytest.mark.django_db
def test_a_fixture_comes_in_with_entries_too(tmp_path, told):
    fixture = tmp_path / "water.json"
    fixture.write_text('[{"model": "relations.topic", "fields": {"name_en": "water"}}]')
    call_command("loaddata", str(fixture), verbosity=0)
    assert [(entry.operation, entry.table) for entry in told()] == [("insert", "relations_topic")]
