"""The database the tests themselves run in: made and emptied by the owner, used by the program."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import ProgrammingError, connection

pytestmark = pytest.mark.django_db(transaction=True)

GUARDED = """
    CREATE TABLE guarded (id int);
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE 'not here'; END $$;
    CREATE TRIGGER refuse BEFORE TRUNCATE ON guarded EXECUTE FUNCTION refuse()
"""


def ask(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()


@pytest.fixture
def guarded(transactional_db):
    with connection.as_owner(), connection.cursor() as cursor:
        cursor.execute(GUARDED)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO guarded VALUES (1)")
    yield
    with connection.as_owner(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE guarded; DROP FUNCTION refuse()")


@pytest.mark.embedded
def test_tests_run_as_the_program_does():
    assert ask("SELECT current_user::text, session_user::text") == ("relations_app",) * 2
    owner = "SELECT tableowner FROM pg_tables WHERE tablename = 'django_migrations'"
    assert ask(owner) == ("relations_owner",)


@pytest.mark.embedded
def test_tests_have_a_server_of_their_own():
    assert connection.server.folders.base == settings.VAR_DIR / "test"
    assert ask("SHOW fsync") == ("off",)


@pytest.mark.usefixtures("guarded")
def test_a_guarded_table_is_emptied_after_a_test_and_guarded_again():
    connection.ops.execute_sql_flush(["TRUNCATE guarded;"])
    assert ask("SELECT count(*) FROM guarded") == (0,)
    assert ask("SELECT tgenabled FROM pg_trigger WHERE tgname = 'refuse'") == ("O",)
    with connection.as_owner(), pytest.raises(ProgrammingError, match="not here"):
        ask("TRUNCATE guarded")


@pytest.mark.usefixtures("guarded")
def test_a_failed_emptying_leaves_the_guard_on():
    with pytest.raises(ProgrammingError, match="does not exist"):
        connection.ops.execute_sql_flush(["TRUNCATE guarded;", "TRUNCATE nothing;"])
    assert ask("SELECT count(*) FROM guarded") == (1,)
    assert ask("SELECT tgenabled FROM pg_trigger WHERE tgname = 'refuse'") == ("O",)


@pytest.mark.usefixtures("guarded")
def test_nothing_else_can_be_emptied():
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(connection.settings_dict, "TESTING")
        with pytest.raises(ProgrammingError, match="permission denied for table guarded"):
            connection.ops.execute_sql_flush(["TRUNCATE guarded;"])


@pytest.mark.embedded
def test_parallel_runs_have_copies():
    copies = "SELECT count(*) FROM pg_database WHERE datname LIKE '%\\_copy'"
    connection.creation.clone_test_db("copy", verbosity=0)
    assert ask(copies) == (1,)
    connection.creation.destroy_test_db(suffix="copy", verbosity=0)
    assert ask(copies) == (0,)
    assert connection.server.folders.base == settings.VAR_DIR / "test"


def test_kept_contents_are_put_back_by_the_owner():
    text = '[{"model": "sites.none"}]'
    with pytest.raises(Exception, match="Invalid model identifier"):
        connection.creation.deserialize_db_from_string(text)
    session = '{"session_data": "a", "expire_date": "2030-01-01T00:00:00Z"}'
    connection.creation.deserialize_db_from_string(
        f'[{{"model": "sessions.session", "pk": "k", "fields": {session}}}]'
    )
    assert ask("SELECT session_key FROM django_session") == ("k",)


@pytest.mark.embedded
def test_migrations_are_run_by_the_owner():
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('django_migrations_id_seq')")
    call_command("migrate", "sessions", "zero", verbosity=0)
    assert ask("SELECT to_regclass('django_session')") == (None,)
    call_command("migrate", "sessions", verbosity=0)
    owner = "SELECT tableowner FROM pg_tables WHERE tablename = 'django_session'"
    assert ask(owner) == ("relations_owner",)
