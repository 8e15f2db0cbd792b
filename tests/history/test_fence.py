"""Nobody changes what the journal says: not the program's role, and its owner not by mistake."""

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from relations.models import Journal
from tests import cast
from tests.servers import owner_of_tables

pytestmark = pytest.mark.django_db

ENTRY = (
    '(at, transaction, act, request_id, "table", record, operation)'
    " VALUES (now(), 1, '', '', 'relations_event', gen_random_uuid(), 'insert')"
)
ATTEMPTS = {
    "insert": f"INSERT INTO relations_journal {ENTRY}",
    "copy": "COPY relations_journal (at) FROM STDIN",
    "update": "UPDATE relations_journal SET act = 'nothing'",
    "lock": "SELECT FROM relations_journal FOR UPDATE",
    "delete": "DELETE FROM relations_journal",
    "truncate": "TRUNCATE relations_journal",
    "alter": "ALTER TABLE relations_journal DROP COLUMN actor_id",
    "rename": "ALTER TABLE relations_journal RENAME TO other",
    "disable its guard": "ALTER TABLE relations_journal DISABLE TRIGGER ALL",
    "disable the writer": "ALTER TABLE relations_event DISABLE TRIGGER relations_journal_rows",
    "drop": "DROP TABLE relations_journal",
    "drop the writer": "DROP TRIGGER relations_journal_rows ON relations_event",
    "drop the function": "DROP FUNCTION relations_write_journal() CASCADE",
    "replace the function": "CREATE OR REPLACE FUNCTION relations_write_journal() RETURNS trigger"
    " LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "rule": "CREATE RULE nothing AS ON INSERT TO relations_journal DO INSTEAD NOTHING",
    "own trigger": "CREATE TRIGGER a BEFORE INSERT ON relations_event"
    " FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "set replica": "SET session_replication_role = replica",
    "set_config replica": "SELECT set_config('session_replication_role', 'replica', true)",
    "become the owner": "SET ROLE {owner}",
    "take it": "ALTER TABLE relations_journal OWNER TO CURRENT_USER",
    "number": "SELECT setval('relations_journal_id_seq', 1)",
    "policy": "ALTER TABLE relations_journal ENABLE ROW LEVEL SECURITY",
}


def state():
    """Give what stands in the journal, and how its tables and triggers are set."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), max(id), md5(string_agg(j::text, '' ORDER BY id)),"
            " (SELECT md5(string_agg(t::text, '' ORDER BY oid)) FROM pg_trigger t),"
            " (SELECT relacl::text FROM pg_class WHERE oid = 'relations_journal'::regclass)"
            " FROM relations_journal j"
        )
        return cursor.fetchone()


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_program_cannot(attempt):
    cast.make_event()
    before = state()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tableowner::text, tableowner <> current_user FROM pg_tables"
            " WHERE tablename = 'relations_journal'"
        )
        owner, is_another = cursor.fetchone()
        assert is_another
    with (
        pytest.raises(ProgrammingError) as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(ATTEMPTS[attempt].replace("{owner}", owner))
    assert isinstance(caught.value.__cause__, psycopg.errors.InsufficientPrivilege)
    assert state() == before


def test_the_program_cannot_give_itself_more_rights():
    """PostgreSQL answers this with a warning and does nothing."""
    before = state()
    with connection.cursor() as cursor:
        cursor.execute("GRANT ALL ON relations_journal TO CURRENT_USER")
    assert state() == before


def test_the_program_cannot_write_false_entries_through_a_table_of_its_own():
    """A trigger needs a right to its function only when it is made: so the right is taken."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE relations_false (id uuid, title text)")
        with pytest.raises(ProgrammingError, match="permission denied for function"):
            cursor.execute(
                "CREATE TRIGGER forge AFTER INSERT ON relations_false"
                " FOR EACH ROW EXECUTE FUNCTION relations_write_journal()"
            )


def test_a_temporary_table_does_not_take_the_journals_place():
    before = Journal.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE relations_journal (LIKE public.relations_journal)")
        event = cast.make_event()
        cursor.execute("SELECT count(*) FROM pg_temp.relations_journal")
        assert cursor.fetchone() == (0,)
        cursor.execute("DROP TABLE pg_temp.relations_journal")
    assert Journal.objects.count() == before + 1
    assert Journal.objects.of(event).get().operation == "insert"


def test_a_temporary_table_does_not_blind_the_search_for_circles():
    whole = cast.make_institution()
    unit = cast.make_unit(parent=whole)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE relations_institution (LIKE public.relations_institution)"
        )
        with pytest.raises(IntegrityError, match="closes a circle"), transaction.atomic():
            cursor.execute(
                "UPDATE public.relations_institution SET parent_id = %s WHERE id = %s",
                [unit.pk, whole.pk],
            )
        cursor.execute("DROP TABLE pg_temp.relations_institution")


@pytest.fixture
def owner():
    """A connection of the owner of the tables, in a transaction that is thrown away."""
    found = psycopg.connect(**owner_of_tables(), dbname=connection.settings_dict["NAME"])
    yield found
    found.rollback()
    found.close()


@pytest.mark.parametrize("attempt", ["update", "delete", "truncate"])
def test_the_owner_is_stopped_by_the_guard(owner, attempt):
    (kept,) = owner.execute("SELECT count(*) FROM relations_journal").fetchone()
    assert kept > 0
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="the journal is append-only"):
        owner.execute(ATTEMPTS[attempt])
    owner.rollback()
    assert owner.execute("SELECT count(*) FROM relations_journal").fetchone() == (kept,)


def test_every_function_of_ours_has_its_own_search_path_with_temporary_tables_last():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname::text, array_to_string(proconfig, ';') FROM pg_proc"
            " WHERE proname ~ '^relations_' AND prolang <> 14 ORDER BY 1"
        )
        found = cursor.fetchall()
    path = "search_path=pg_catalog, public, pg_temp"
    planned = f"{path};enable_seqscan=off;jit=off;plan_cache_mode=force_generic_plan"
    assert found == [
        ("relations_find", planned),
        ("relations_keep_documents", planned),
        ("relations_keep_journal", path),
        ("relations_neighbors", planned),
        ("relations_no_circle", path),
        ("relations_no_link_circle", path),
        ("relations_open_agreement", planned),
        ("relations_own_post", f"{path};enable_seqscan=off"),
        ("relations_refresh_statistics", path),
        ("relations_stamp", path),
        ("relations_write_journal", f"{path};TimeZone=UTC;DateStyle=ISO, YMD"),
    ]
