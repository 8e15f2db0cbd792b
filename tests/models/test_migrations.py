"""The chain of migrations: complete, named by hand, forward and backward, with one role too."""

import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from relations import migrations
from tests.servers import owner_url

MANAGE = Path(__file__).parents[2] / "manage.py"
LEFT_BY = """
    SELECT relname::text FROM pg_class WHERE relname ~ '^relations_' AND relkind = 'r'
    UNION ALL
    SELECT proname::text FROM pg_proc WHERE proname ~ '^(relations_|edtf_)'
    UNION ALL
    SELECT name FROM auth_group
"""


@pytest.mark.django_db
def test_no_model_is_ahead_of_its_migration():
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


def test_every_migration_was_named_by_a_person():
    names = sorted(path.stem for path in Path(migrations.__file__).parent.glob("[0-9]*.py"))
    assert [name for name in names if re.search(r"_auto_|_and_more|_alter_|\d{8}", name)] == []
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


def test_no_migration_is_a_way_of_no_return():
    loader = MigrationLoader(None)
    assert [
        f"{name}: {operation.describe()}"
        for (app, name), migration in loader.disk_migrations.items()
        for operation in migration.operations
        if app == "relations" and not operation.reversible
    ] == []


@pytest.fixture(scope="module")
def alone(django_db_setup, django_db_blocker):
    """A database of one role, which owns the tables and does the program's work; still empty."""
    with django_db_blocker.unblock():
        usual, own = owner_url("postgres"), owner_url("single_role")
    with psycopg.connect(usual, autocommit=True) as asked:
        asked.execute("DROP DATABASE IF EXISTS single_role WITH (FORCE)")
        asked.execute("CREATE DATABASE single_role")
    yield own
    with psycopg.connect(usual, autocommit=True) as asked:
        asked.execute("DROP DATABASE single_role WITH (FORCE)")


def migrate(url, *target):
    subprocess.run(  # noqa: S603
        [sys.executable, str(MANAGE), "migrate", "--verbosity=0", *target],
        check=True,
        env={**os.environ, "DATABASE_URL": url, "DATABASE_OWNER_URL": ""},
    )


ATTEMPTS = (
    "UPDATE relations_journal SET act = 'nothing'",
    "DELETE FROM relations_journal",
    "TRUNCATE relations_journal",
    "TRUNCATE relations_journal, relations_topic CASCADE",
)


def test_the_chain_runs_forward_and_backward_and_one_role_alone_keeps_the_journal(alone):
    migrate(alone)
    with psycopg.connect(alone, autocommit=True) as asked:
        asked.execute(
            "INSERT INTO relations_topic (name_en, name_ru, name_uz, name_ko)"
            " VALUES ('water', '', '', '')"
        )
        journal = "SELECT count(*) FROM relations_journal"
        (kept,) = asked.execute(journal).fetchone()
        for attempt in ATTEMPTS:
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
                asked.execute(attempt)
        assert asked.execute(journal).fetchone() == (kept,)
        asked.execute("DELETE FROM relations_topic")
        assert asked.execute(journal).fetchone() == (kept + 1,)
    migrate(alone, "relations", "zero")
    with psycopg.connect(alone) as asked:
        assert asked.execute(LEFT_BY).fetchall() == []
