"""Every field with choices is held to them by the database, whoever writes."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, connection, transaction

from relations.models import EventKind, Journal, Role
from relations.search.keeping import keep_touched

# Written by the journal's trigger alone.
WORDS = sorted(
    (
        (model, field)
        for model in apps.get_app_config("relations").get_models()
        if model is not Journal and not model._meta.proxy
        for field in model._meta.concrete_fields
        if field.choices
    ),
    key=lambda pair: f"{pair[0].__name__}.{pair[1].name}",
)
LISTS = [
    (model, field)
    for model in apps.get_app_config("relations").get_models()
    if not model._meta.proxy
    for field in model._meta.concrete_fields
    if isinstance(field, ArrayField) and field.base_field.choices
]


def rule_against(model, column, value):
    """Write a value by plain SQL into every row of a model; give the rule that refused it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {model._meta.db_table} SET {column} = %s", [value])
            transaction.set_rollback(True)
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name
    return ""


def test_there_is_something_to_hold():
    assert (len(WORDS), [f"{model.__name__}.{field.name}" for model, field in LISTS]) == (
        62,
        ["Participation.roles", "AccountParticipant.roles"],
    )


def test_no_word_stands_but_those_of_the_vocabulary(world):
    keep_touched()
    found = {
        f"{model.__name__}.{field.name}": {
            value
            for value in ["nonsense", "", *dict(field.flatchoices)]
            if rule_against(model, field.column, value[: field.max_length])
            == f"{model._meta.model_name}_{field.name}_known"
        }
        for model, field in WORDS
    }
    assert found == {
        f"{model.__name__}.{field.name}": {"nonsense"} if field.blank else {"nonsense", ""}
        for model, field in WORDS
    }


@pytest.mark.parametrize(
    ("model", "field"),
    LISTS,
    ids=lambda part: part.__name__ + "_" if isinstance(part, type) else part.name,
)
def test_no_role_stands_but_those_of_the_vocabulary(world, model, field):
    rule = f"{model._meta.model_name}_roles_known"
    assert [
        rule_against(model, "roles", roles)
        for roles in (["nonsense"], ["speaker", ""], [None], [], ["speaker"], list(Role.values))
    ] == [rule, rule, rule, "", "", ""]


def written():
    kinds = EventKind.objects.in_bulk(
        ["meeting", "signing", "committee_session"], field_name="code"
    )
    return [kinds["meeting"].name_ko, kinds["signing"].name_ko, kinds["committee_session"].name_uz]


@pytest.mark.django_db
def test_kinds_are_written_as_the_catalogs_are_but_where_staff_wrote_otherwise():
    assert written() == ["면담", "서명식", "qoʻmita majlisi"]
    assert not EventKind.objects.filter(name_uz__regex="[\u2018\u2019'`]").exists()
    migration = import_module("relations.migrations.0020_kinds_as_catalogs_say")
    migration.unmend(apps, None)
    assert written() == ["회의", "서명식", "qo\u2018mita majlisi"]
    EventKind.objects.filter(code="meeting").update(name_ko="만남")
    migration.mend(apps, None)
    assert written() == ["만남", "서명식", "qoʻmita majlisi"]
