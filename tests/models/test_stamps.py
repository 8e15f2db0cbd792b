"""When and by whom a record was made and changed, and how often: counted by the database."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import F

from relations.history.acting import act
from relations.models import Contact, ContactName, Figure, Institution, Post, User
from relations.models.base import Record
from tests import cast

FORGED = {
    "version": 99,
    "created_at": "1999-01-01T00:00Z",
    "changed_at": "1999-01-01T00:00Z",
    "created_by_id": 0,
    "changed_by_id": 0,
}


@pytest.fixture
def lee(db):
    return cast.editor(username="lee.ji-eon")


@pytest.fixture
def park(db):
    return cast.editor(username="park.joung-ho")


def stamps(record):
    """Give version, maker and last changer, and whether each moment is one of this test."""
    fresh = type(record)._base_manager.get(pk=record.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        (now,) = cursor.fetchone()
    names = dict(User.objects.values_list("pk", "username"))
    return (
        fresh.version,
        names.get(fresh.created_by_id),
        names.get(fresh.changed_by_id),
        (fresh.created_at, fresh.changed_at) == (now, now),
    )


def test_a_record_knows_who_made_and_who_changed_it(lee, park):
    with act("create", lee):
        contact = cast.make_contact()
    assert stamps(contact) == (1, "lee.ji-eon", "lee.ji-eon", True)
    with act("change", park):
        contact.biography = "Economist"
        contact.save()
    assert stamps(contact) == (2, "lee.ji-eon", "park.joung-ho", True)


def test_an_unknown_writer_is_nobody(db):
    contact = cast.make_contact()
    assert stamps(contact) == (1, None, None, True)


def test_a_save_without_a_change_counts_for_nothing(lee, park):
    with act("create", lee):
        contact, post = cast.make_contact(), cast.make_post(since="2020", until="2023")
        figure = cast.make_figure()
    with act("save", park):
        for record in (contact, post, figure):
            record.save()
            type(record).objects.filter(pk=record.pk).update(version=F("version"))
        Figure.objects.filter(pk=figure.pk).update(value="2.4600")
    assert [stamps(record)[:3] for record in (contact, post, figure)] == [
        (1, "lee.ji-eon", "lee.ji-eon")
    ] * 3


def test_a_client_cannot_forge_them(lee, sql):
    with act("create", lee):
        contact = Contact.objects.create(display_name=cast.HYUN, **FORGED)
    assert stamps(contact) == (1, "lee.ji-eon", "lee.ji-eon", True)
    assert contact.version == 1
    Contact.objects.filter(pk=contact.pk).update(**FORGED)
    assert stamps(contact) == (1, "lee.ji-eon", "lee.ji-eon", True)
    with act("change", lee):
        Contact.objects.filter(pk=contact.pk).update(biography="x", **FORGED)
        Contact.objects.filter(pk=contact.pk).update(biography="y", **FORGED)
    assert stamps(contact) == (3, "lee.ji-eon", "lee.ji-eon", True)


BEARERS = [
    model
    for model in apps.get_app_config("relations").get_models()
    if issubclass(model, Record) and not model._meta.proxy
]


def by_update(rows):
    Institution.objects.filter(pk__in=rows).update(city="Seoul")


def by_bulk_update(rows):
    found = list(Institution.objects.filter(pk__in=rows))
    for each in found:
        each.city = "Seoul"
    Institution.objects.bulk_update(found, ["city"])


def by_upsert(rows):
    Institution.objects.bulk_create(
        [Institution(pk=pk, display_name="x", city="Seoul") for pk in rows],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["city"],
    )


def by_sql(rows):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE relations_institution SET city = 'Seoul' WHERE id = ANY(%s)", [rows])


@pytest.mark.parametrize("change", [by_update, by_bulk_update, by_upsert, by_sql])
def test_many_rows_at_once_are_stamped_each(lee, park, change):
    with act("create", lee):
        made = Institution.objects.bulk_create(
            Institution(display_name=name, **FORGED) for name in (cast.KIEP, cast.KINU)
        )
    assert [stamps(each) for each in made] == [(1, "lee.ji-eon", "lee.ji-eon", True)] * 2
    with act("change", park):
        change([each.pk for each in made])
    assert [stamps(each) for each in made] == [(2, "lee.ji-eon", "park.joung-ho", True)] * 2


def test_copied_rows_are_stamped(lee):
    with act("copy", lee), connection.cursor() as cursor:
        with cursor.copy(
            "COPY relations_topic (name_en, name_ru, name_uz, name_ko, version) FROM STDIN"
        ) as copy:
            copy.write_row(["energy", "", "", "", 7])
        cursor.execute("SELECT version, created_by_id FROM relations_topic")
        assert cursor.fetchall() == [(1, lee.pk)]


def test_every_record_is_stamped_and_no_derived_column_counts_as_a_change(sql):
    found = {
        table: (moments, set(columns.removesuffix("\\000").strip("{}").split(",")) - {""})
        for table, moments, columns in sql(
            "SELECT tgrelid::regclass::text, tgtype, encode(tgargs, 'escape')"
            " FROM pg_trigger WHERE tgname = 'relations_stamp' AND tgenabled = 'O'"
        )
    }
    before_insert_or_update_of_each_row = 1 | 2 | 4 | 16
    assert found == {
        model._meta.db_table: (
            before_insert_or_update_of_each_row,
            {field.column for field in model._meta.concrete_fields if field.generated},
        )
        for model in BEARERS
    }


def test_a_part_has_no_stamps_and_needs_none(db):
    assert [
        {"version", "created_at"} & {field.name for field in model._meta.fields}
        for model in (ContactName, Post)
    ] == [set(), {"version", "created_at"}]
