"""The plans of the database for what is visible: every join by its key, no product of tables."""

import json

import pytest
from django.db import connection, transaction

from relations import models as m
from relations.actions.records import refresh_statistics
from tests import cast
from tests.models.world import everything

ROWS = 2000


def quoted(column):
    return connection.ops.quote_name(column)


def of(name):
    """Give the id of the n-th copy of a row of the world."""
    return f"md5('{name}' || n)::uuid"


def copy(cursor, world, name, **changed):
    """Make many copies of a row inside the database, some columns changed."""
    record = world[name]
    table = record._meta.db_table
    columns = [field.column for field in record._meta.concrete_fields if not field.generated]
    changed = {"id": of(name), **changed}
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(map(quoted, columns))})"
        f" SELECT {', '.join(changed.get(each, quoted(each)) for each in columns)}"
        f" FROM {table}, generate_series(1, %s) AS n WHERE id = %s",
        [ROWS, record.pk],
    )


def fill(cursor, world):
    """Tell of many events, each with a person, a source, a telling, a statement and a citation."""
    closed = {
        "confidentiality": "CASE n %% 100 WHEN 0 THEN 'restricted' ELSE 'internal' END",
        "teams": "ARRAY[gen_random_uuid()]",
        "edition": "NULL",
    }
    for name in ("event", "contact", "source"):
        copy(cursor, world, name, **closed)
    one = {"event_id": of("event"), "contact_id": of("contact"), "delegation_id": "NULL"}
    copy(cursor, world, "participation", **one)
    copy(cursor, world, "account", event_id=of("event"), source_id=of("source"))
    said = {"event_id": of("event"), "account_id": of("account"), "contact_id": "NULL"}
    copy(cursor, world, "statement", **said)
    cited = {"statement_id": of("statement"), "source_id": of("source")}
    copy(cursor, world, "citation_of_statement", **cited)


@pytest.fixture(scope="module")
def readers(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
        fill(cursor, everything())
        refresh_statistics()
        yield {"reader": cast.reader(), "cleared": cast.cleared()}
        transaction.set_rollback(True)


def steps(plan):
    yield plan
    for part in plan.get("Plans", ()):
        yield from steps(part)


def rows_and_most(queryset):
    """Run a query; give the rows of its answer, and the most any step made or looked at."""
    plan = json.loads(queryset.explain(format="json", analyze=True))[0]["Plan"]
    most = max(
        (step["Actual Rows"] + step.get("Rows Removed by Join Filter", 0)) * step["Actual Loops"]
        for step in steps(plan)
    )
    return plan["Actual Rows"], most


@pytest.mark.parametrize("role", ["reader", "cleared"])
@pytest.mark.parametrize(
    ("model", "of_the_world"),
    [
        *((m.Event, 2), (m.Participation, 1), (m.Account, 1)),
        *((m.Statement, 2), (m.Citation, 12)),
    ],
)
def test_no_step_makes_more_rows_than_a_table_has(readers, model, of_the_world, role):
    rows, most = rows_and_most(model.objects.visible_to(readers[role]))
    assert rows == ROWS - ROWS // 100 + of_the_world
    assert most <= ROWS + 20
