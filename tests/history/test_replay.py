"""Played again from the beginning, the journal gives what stands now, whatever was done."""

import json

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from relations.actions import records
from relations.history.acting import act
from relations.models import Contact, ContactName, Event, EventTopic, Institution, Journal, Topic
from tests import cast

TABLES = [model._meta.db_table for model in (Contact, ContactName, Event, EventTopic, Institution)]
TEXTS = st.sampled_from([cast.JEH, cast.LEE, cast.PARK, "제성훈", "Je‘ Sŏng-hun", "\\N\t\"'", "🙂"])
DATES = st.sampled_from(["", "2023-12", "2024-05-16", "2019/.."])


def standing():
    """Give every row of the watched tables as the database writes it in JSON."""
    found = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT id, to_jsonb(t) FROM {table} t")
            found.update({(table, str(pk)): json.loads(row) for pk, row in cursor.fetchall()})
    return found


def replayed():
    """Play all entries over nothing; each must begin where the one before it ended."""
    found = {}
    for entry in Journal.objects.filter(table__in=TABLES):
        key = (entry.table, str(entry.record))
        assert found.pop(key, None) == entry.before
        if entry.after is not None:
            found[key] = entry.after
    return found


class Writers(RuleBasedStateMachine):
    contacts, events, institutions = Bundle("contacts"), Bundle("events"), Bundle("institutions")

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @rule(target=contacts, name=TEXTS)
    def create(self, name):
        return records.create(Contact(display_name=name)).pk

    @rule(target=events, title=TEXTS, date=DATES)
    def log(self, title, date):
        event = Event(title=title, date=date, kind=cast.kind())
        return records.create(event, name="log an event").pk

    @rule(target=institutions, names=st.lists(TEXTS, min_size=1, max_size=3))
    def load(self, names):
        with act("import"):
            rows = [Institution(display_name=name) for name in names]
            records.add_all(rows)
        return rows[0].pk

    @rule(contact=contacts, name=TEXTS)
    def rename(self, contact, name):
        for found in Contact.objects.filter(pk=contact):
            records.change(found, values={"display_name": name})

    @rule(contact=contacts, text=TEXTS)
    def name(self, contact, text):
        for found in Contact.objects.filter(pk=contact):
            ContactName.objects.get_or_create(contact=found, text=text)

    @rule(event=events, date=DATES)
    def date(self, event, date):
        Event.objects.filter(pk=event).update(date=date)

    @rule(event=events, names=st.lists(st.sampled_from(["water", "energy"]), unique=True))
    def topics(self, event, names):
        for found in Event.objects.filter(pk=event):
            found.topics.set([cast.make_topic(name_en=name) for name in names])

    @rule(institution=institutions, city=TEXTS)
    def settle_all(self, institution, city):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE relations_institution SET city = %s", [city])

    @rule(institution=institutions, other=institutions)
    def place_under(self, institution, other):
        for found in Institution.objects.filter(pk=institution, units=None).exclude(pk=other):
            records.change(found, values={"parent_id": other})

    @rule(contact=contacts)
    def remove(self, contact):
        for found in Contact.objects.filter(pk=contact):
            records.remove(found)

    @rule(contact=contacts)
    def delete(self, contact):
        Contact.objects.filter(pk=contact).delete()

    @rule(event=events)
    def delete_event(self, event):
        Event.objects.filter(pk=event).delete()

    @rule(name=TEXTS)
    def think_better(self, name):
        with transaction.atomic():
            Contact.objects.create(display_name=name)
            Contact.objects.update(biography=name)
            Event.objects.all().delete()
            transaction.set_rollback(True)

    @rule()
    def save_all_unchanged(self):
        before = Journal.objects.count()
        for model in (Contact, Event, Institution):
            for found in model.objects.all():
                found.save()
        assert Journal.objects.count() == before

    @invariant()
    def the_journal_gives_what_stands(self):
        assert replayed() == standing()


@pytest.mark.django_db
def test_the_journal_gives_what_stands():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'UTC'")
    run_state_machine_as_test(
        Writers,
        settings=settings(
            max_examples=12,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Topic.objects.count() == 0
