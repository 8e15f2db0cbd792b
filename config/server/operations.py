"""What is asked of the database beyond queries: here, to be emptied after a test."""

from collections.abc import Iterable
from typing import Any

from django.db.backends.postgresql import operations

TRUNCATE = 32
"""The bit of pg_trigger.tgtype that marks a trigger on TRUNCATE (PostgreSQL's catalog)."""
GUARDS = """
    SELECT tgrelid::regclass::text, quote_ident(tgname)
    FROM pg_trigger
    WHERE NOT tgisinternal AND tgenabled = 'O' AND tgtype & %s <> 0
"""


class DatabaseOperations(operations.DatabaseOperations):
    def execute_sql_flush(self, sql_list: Iterable[str]) -> None:
        """Empty a test database as the owner, with the triggers off that forbid it.

        In any other database it is tried as the program's role, which PostgreSQL refuses: nobody
        empties the journal by ``manage.py flush``.
        """
        connection: Any = self.connection
        if connection.settings_dict.get("TESTING"):
            self._flush_guarded(connection, sql_list)
        else:
            super().execute_sql_flush(sql_list)

    def _flush_guarded(self, connection: Any, sql_list: Iterable[str]) -> None:
        with connection.as_owner(), connection.cursor() as cursor:
            cursor.execute(GUARDS, [TRUNCATE])
            guards = cursor.fetchall()
            # one string is one transaction: no trigger stays off when it fails half-way
            cursor.execute(
                ";".join(
                    [
                        *(f"ALTER TABLE {table} DISABLE TRIGGER {name}" for table, name in guards),
                        *(sql.rstrip(";") for sql in sql_list),
                        *(f"ALTER TABLE {table} ENABLE TRIGGER {name}" for table, name in guards),
                    ]
                )
            )
