"""Create, change, remove: one act each, refused in words, never half-written, never lost."""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from uuid import UUID

import psycopg
import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction

from relations import models as m
from relations.actions import records
from relations.history.acting import act
from relations.models.base import uuid7
from tests import cast
from tests.servers import owner_url

pytestmark = pytest.mark.django_db
TAKEN = "Another record has this already."
REQUIRED = "This field is required."
UNKNOWN = "There is no such record: 01890a5d-ac96-774b-bcce-b302099a8057."
NOBODY = UUID("01890a5d-ac96-774b-bcce-b302099a8057")


@pytest.fixture
def lee():
    return cast.editor(username="lee.ji-eon")


@pytest.fixture
def park():
    return cast.editor(username="park.joung-ho")


def history(record):
    """Give act, actor and operation of what happened to a record."""
    return [
        (entry.act, entry.actor and entry.actor.username, entry.operation)
        for entry in m.Journal.objects.of(record).select_related("actor")
    ]


# --- create ---


def test_create_gives_the_record_as_it_then_stands(lee):
    event = records.create(m.Event(title="Talks", kind=cast.kind(), date="2024-05"), user=lee)
    stored = m.Event.objects.get()
    columns = [field.attname for field in m.Event._meta.concrete_fields]
    assert [vars(event)[name] for name in columns] == [getattr(stored, name) for name in columns]
    assert (event.created_by, event.changed_by, event.version) == (lee, lee, 1)
    assert history(event) == [("create event", "lee.ji-eon", "insert")]


def test_create_within_an_act_is_the_work_of_its_actor(lee, park):
    with act("log an event", park):
        contact = records.create(m.Contact(display_name=cast.HYUN), user=lee)
    assert contact.created_by_id == park.pk
    assert history(contact) == [("log an event", "park.joung-ho", "insert")]


def test_create_for_nobody(park):
    contact = records.create(m.Contact(display_name=cast.HYUN), user=cast.anonymous())
    assert (contact.created_by, history(contact)) == (None, [("create contact", None, "insert")])


def test_a_part_is_created_without_stamps(lee):
    name = records.create(
        m.ContactName(contact=cast.make_contact(), text="현승수"), user=lee, name="name"
    )
    assert history(name) == [("name", "lee.ji-eon", "insert")]


def test_create_costs_the_same_queries_always(django_assert_num_queries, lee):
    kind = cast.kind()
    savepoints, naming, insert, judging = 4, 1, 1, 1
    touched, read, written = 1, 1, 1  # for the search
    search = touched + read + written
    with django_assert_num_queries(savepoints + naming + insert + judging + search):
        records.create(m.Event(title="Talks", kind=kind), user=lee)


# --- refusals ---


def post(**values):
    return m.Post(contact=cast.make_contact(), **{"title": "expert", **values})


def other_side():
    return m.Participation(
        event=cast.make_event(),
        contact=cast.make_contact(),
        delegation=cast.make_delegation(pk=NOBODY),
    )


def contact_twice():
    made = cast.make_participation()
    return m.Participation(event=made.event, contact=made.contact)


def source_twice():
    made = cast.make_account()
    return m.Account(event=made.event, source=made.source, kind=made.kind, name="again")


REFUSED = {
    "empty": (m.Contact, {"display_name": ["This field cannot be blank."]}),
    "too long": (
        lambda: m.Contact(display_name="x" * 301),
        {"display_name": ["Ensure this value has at most 300 characters (it has 301)."]},
    ),
    "no such word": (
        lambda: m.Institution(display_name="x", kind="club"),
        {"kind": ["Value 'club' is not a valid choice."]},
    ),
    "no date": (
        lambda: m.Event(title="x", kind=cast.kind(), date="2023-13"),
        {"date": ["There is no month 13."]},
    ),
    "too big": (
        lambda: m.Event(title="x", kind=cast.kind(), edition=10**20),
        {"edition": ["Ensure this value is less than or equal to 32767."]},
    ),
    "nul": (
        lambda: m.Contact(display_name="Je\0h", languages=["ko"]),
        {"display_name": ["This text holds characters that cannot be kept."]},
    ),
    "half a character": (
        lambda: m.Contact(display_name=cast.JEH, languages=["ko", "\ud83d"]),
        {"languages": ["This text holds characters that cannot be kept."]},
    ),
    "end before beginning": (
        lambda: post(since="2024-05-17", until="2024-05-16"),
        {"until": ["This comes before the beginning."]},
    ),
    "no foreign key": (lambda: m.Post(title="expert"), {"contact": [REQUIRED]}),
    "unknown foreign key": (
        lambda: post(institution_id=NOBODY),
        {"institution": [UNKNOWN]},
    ),
    "unknown foreign key of a longer name": (
        lambda: m.DelegationInstitution(delegation=cast.make_delegation(), institution_id=NOBODY),
        {"institution": [UNKNOWN]},
    ),
    "side of another event": (other_side, {"delegation": [UNKNOWN]}),
    "key taken": (
        lambda: m.Event(title="x", kind=cast.kind(), key=cast.make_event(key="forum").key),
        {"key": [TAKEN]},
    ),
    "id taken": (
        lambda: m.Contact(pk=cast.make_contact().pk, display_name="x"),
        {"id": [TAKEN]},
    ),
    "contact twice": (contact_twice, {"contact": [TAKEN]}),
    "source twice": (source_twice, {"source": [TAKEN]}),
    "restricted to nobody": (
        lambda: m.Contact(display_name="x", confidentiality="restricted"),
        {NON_FIELD_ERRORS: ["This breaks the rule “contact restricted to someone”."]},
    ),
    "edition without a series": (
        lambda: m.Event(title="x", kind=cast.kind(), edition=1),
        {NON_FIELD_ERRORS: ["This breaks the rule “event edition needs a series”."]},
    ),
    "no phone": (
        lambda: m.ContactPoint(contact=cast.make_contact(), kind="phone", value="8-800"),
        {NON_FIELD_ERRORS: ["This breaks the rule “contactpoint phone is e164”."]},
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_is_named_and_leaves_nothing(case):
    make, words = REFUSED[case]
    record = make()
    kept = m.Journal.objects.count()
    with pytest.raises(ValidationError) as caught:
        records.create(record)
    assert caught.value.message_dict == words
    assert m.Journal.objects.count() == kept
    connection.check_constraints()


def test_a_circle_is_named_by_its_field():
    whole = cast.make_institution()
    unit = cast.make_unit(parent=whole)
    with pytest.raises(ValidationError) as caught:
        records.change(whole, values={"parent": unit})
    assert caught.value.message_dict == {
        "parent": ["This breaks the rule “relations institution parent id no circle”."]
    }


def test_another_contacts_post_is_named_by_its_field():
    participation = cast.make_participation()
    with pytest.raises(ValidationError) as caught:
        records.create(m.ParticipationPost(participation=participation, post=cast.make_post()))
    assert caught.value.message_dict == {
        "post": ["This breaks the rule “relations participationpost own post”."]
    }


def test_a_rule_of_one_column_names_it():
    """Only who goes round the fields' own check comes to hear of it."""
    event = cast.make_event()
    with pytest.raises(ValidationError) as caught, records.refusing(m.Event):
        m.Event.objects.filter(pk=event.pk).update(status="gone")
    assert caught.value.message_dict == {"status": ["This breaks the rule “event status known”."]}


def break_a_rule_of_another_table():
    m.ContactName.objects.create(contact=cast.make_contact(), text="x", kind="?")


def break_a_rule_without_a_name():
    m.Contact.objects.create(display_name="x" * 301)


@pytest.mark.parametrize("broken", [break_a_rule_of_another_table, break_a_rule_without_a_name])
def test_what_cannot_be_named_is_refused_all_the_same(broken):
    with pytest.raises(ValidationError) as caught, records.refusing(m.Contact):
        broken()
    assert caught.value.message_dict == {
        NON_FIELD_ERRORS: ["This could not be saved: it breaks a rule of the database."]
    }
    assert m.Contact.objects.count() == 0


def test_other_errors_are_not_taken_for_refusals():
    with (
        pytest.raises(OperationalError),
        records.refusing(m.Contact),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET LOCAL statement_timeout = 1; SELECT pg_sleep(1)")


def test_the_rest_of_an_act_goes_on_after_a_refusal(lee):
    with act("log an event", lee):
        event = records.create(m.Event(title="Talks", kind=cast.kind()))
        with pytest.raises(ValidationError):
            records.create(m.Delegation(event=event, name="Korean side", role="chorus"))
        with pytest.raises(ValidationError):
            records.create(m.Delegation(event_id=uuid7(), name="Korean side", role="guest"))
        side = records.create(m.Delegation(event=event, name="Korean side", role="guest"))
    connection.check_constraints()
    assert list(m.Delegation.objects.all()) == [side]


# --- change ---


def test_change_sets_the_named_fields_alone_and_reads_the_rest_again(lee, park):
    event = records.create(m.Event(title="Talks", kind=cast.kind(), date="2024"), user=lee)
    m.Event.objects.filter(pk=event.pk).update(theme="energy")
    event.summary = "never meant to be saved"
    changed = records.change(event, values={"date": "2024-05-16"}, user=park)
    assert (
        *(changed.date, changed.theme, changed.summary, changed.version),
        *(changed.created_by, changed.changed_by, changed.date_span.upper.isoformat()),
    ) == ("2024-05-16", "energy", "", 3, lee, park, "2024-05-17")
    assert history(event)[-1] == ("change event", "park.joung-ho", "update")


def test_a_change_to_what_stands_already_is_none():
    contact = cast.make_contact()
    changed = records.change(contact, values={"display_name": cast.JEH})
    assert (changed.version, len(history(contact))) == (1, 1)
    assert records.change(contact, values={}).version == 1


def test_a_change_cannot_forge_stamps(lee):
    contact = cast.make_contact()
    forged = {"version": 7, "created_at": "1999-01-01T00:00Z", "created_by_id": lee.pk}
    changed = records.change(contact, values={**forged, "biography": "x"})
    assert (changed.version, changed.created_at, changed.created_by_id) == (
        2,
        contact.created_at,
        None,
    )


def test_a_refused_change_leaves_the_record(lee):
    contact = cast.make_contact()
    with pytest.raises(ValidationError) as caught:
        records.change(contact, values={"display_name": "", "biography": "x"}, user=lee)
    assert caught.value.message_dict == {"display_name": ["This field cannot be blank."]}
    contact.refresh_from_db()
    assert (contact.display_name, contact.biography, contact.version) == (cast.JEH, "", 1)


def test_a_stale_change_is_refused_and_shown_what_stands(lee, park):
    contact = cast.make_contact()
    records.change(contact, values={"biography": "first"}, version=1, user=lee)
    with pytest.raises(records.StaleError) as caught:
        records.change(contact, values={"biography": "second"}, version=1, user=park)
    assert (caught.value.current.biography, caught.value.current.version) == ("first", 2)
    assert str(caught.value) == "somebody else changed this record in the meantime"
    contact.refresh_from_db()
    assert (contact.biography, contact.version) == ("first", 2)
    assert records.change(contact, values={"biography": "third"}, version=2).version == 3


def test_a_part_without_a_version_is_never_stale():
    name = cast.make_contact().names.create(text="Je")
    assert records.change(name, values={"text": "Jeh"}, version=5).text == "Jeh"


def test_a_meeting_is_changed_as_the_event_it_is():
    cast.make_meeting()
    changed = records.change(m.Meeting.objects.get(), values={"title": "Talks"}, version=1)
    assert (type(changed), changed.title, changed.version) == (m.Meeting, "Talks", 2)


def test_what_is_gone_cannot_be_changed():
    contact = cast.make_contact()
    m.Contact.objects.all().delete()
    with pytest.raises(m.Contact.DoesNotExist):
        records.change(contact, values={"biography": "x"})


# --- remove ---


def test_a_record_with_a_level_is_taken_away_softly(lee):
    event = cast.make_event()
    side = cast.make_delegation(event=event)
    records.remove(event, user=lee)
    event.refresh_from_db()
    assert (event.deleted_at is not None, event.version, event.changed_by) == (True, 2, lee)
    assert history(event)[-1] == ("remove event", "lee.ji-eon", "update")
    assert m.Delegation.objects.get() == side
    assert list(m.Delegation.objects.visible_to(lee)) == []


def test_a_mere_part_is_taken_away_wholly(lee):
    name = cast.make_contact().names.create(text="Je")
    records.remove(name, user=lee, name="forget a name")
    assert m.ContactName.objects.count() == 0
    assert history(name)[-1] == ("forget a name", "lee.ji-eon", "delete")


def test_what_others_rest_on_stays():
    participation = cast.make_participation()
    participation.post_links.create(post=cast.make_post(contact=participation.contact))
    held = m.Post.objects.get()
    with pytest.raises(ValidationError) as caught:
        records.remove(held)
    assert caught.value.messages == ["Other records rest on this one; it cannot go."]
    assert m.Post.objects.get() == held


def test_what_the_database_alone_knows_to_rest_on_it_stays(monkeypatch):
    """Between the look for what rests on a record and its end another may come to rest on it."""
    post = cast.make_participation().contact.posts.create(title="expert")
    link = m.Participation.objects.get().post_links.create(post=post)

    def unseeing(record):
        m.Post.objects.filter(pk=record.pk)._raw_delete("default")

    monkeypatch.setattr(m.Post, "delete", unseeing)
    with pytest.raises(ValidationError) as caught:
        records.remove(post)
    assert caught.value.messages == ["This could not be saved: it breaks a rule of the database."]
    assert m.ParticipationPost.objects.get() == link


@pytest.mark.parametrize("make", [cast.make_contact, cast.make_post])
def test_a_stale_removal_is_refused(make):
    record = make()
    field = "biography" if make is cast.make_contact else "title"
    type(record).objects.filter(pk=record.pk).update(**{field: "changed"})
    with pytest.raises(records.StaleError):
        records.remove(record, version=1)
    assert type(record).objects.filter(pk=record.pk).exists()
    records.remove(record, version=2)


def test_who_was_removed_may_be_entered_again():
    participation = cast.make_participation()
    records.remove(participation)
    again = records.create(
        m.Participation(event=participation.event, contact=participation.contact)
    )
    assert list(m.Participation.objects.visible_to(cast.reader())) == [again]


# --- many at once ---


def test_rows_of_several_models_go_in_model_by_model(django_assert_num_queries):
    contacts = [m.Contact(display_name=name) for name in (cast.JEH, cast.LEE)]
    names = [m.ContactName(contact=each, text=each.display_name) for each in contacts]
    rows = list(chain.from_iterable(zip(contacts, names, strict=True)))
    one_statement_a_model = 2
    with act("import"), django_assert_num_queries(one_statement_a_model):
        assert records.add_all(rows) == 4
    connection.check_constraints()
    assert sorted(m.ContactName.objects.values_list("contact__display_name", "text")) == [
        (cast.JEH, cast.JEH),
        (cast.LEE, cast.LEE),
    ]


def test_after_a_batch_the_planner_knows_what_came():
    records.add_all([m.Topic(name_en=f"topic {number}") for number in range(50)])
    records.refresh_statistics()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'topic 7' = ANY(histogram_bounds::text::text[]) FROM pg_stats"
            " WHERE tablename = 'relations_topic' AND attname = 'name_en'"
        )
        assert cursor.fetchone() == (True,)


def test_a_table_that_another_is_at_is_looked_at_last():
    held = (
        "SELECT relation::regclass::text, granted FROM pg_locks JOIN pg_class c ON c.oid = relation"
        " WHERE pid = %s AND relkind = 'r' AND mode = 'ShareUpdateExclusiveLock'"
    )
    tables = set(connection.introspection.table_names())
    wanted = {name for name in tables if name.startswith("relations_")}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), current_setting('statement_timeout')")
        mine, usual = cursor.fetchone()
    name = connection.settings_dict["NAME"]
    with psycopg.connect(owner_url(name)) as other, ThreadPoolExecutor(1) as pool:
        other.execute("LOCK relations_contact IN SHARE UPDATE EXCLUSIVE MODE")

        def let_go():
            granted = set()
            for _attempt in range(1_000):
                found = dict(other.execute(held, [mine]).fetchall())
                granted = {table for table, got in found.items() if got}
                # the first wait for it is cut short, the last is not
                if found.get("relations_contact") is False and len(granted) == len(wanted) - 1:
                    break
                time.sleep(0.005)
            other.commit()
            return granted

        before = pool.submit(let_go)
        records.refresh_statistics()
        assert before.result() == wanted - {"relations_contact"}
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == (usual,)


def test_a_batch_with_a_broken_row_leaves_none():
    rows = [m.Contact(display_name=cast.JEH), m.Contact(display_name=cast.LEE, name_order="?")]
    with pytest.raises(IntegrityError), transaction.atomic():
        records.add_all(rows)
    assert m.Contact.objects.count() == 0
