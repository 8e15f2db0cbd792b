"""How many rows stand in the test database for everybody to see."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


class Census:
    """A count of rows, compared with one taken later."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection.copy()
        names = connection.introspection.django_table_names(only_existing=True)
        self.tables = sorted(set(names) - {"relations_journal"})
        self.found = self.count()

    def count(self) -> dict[str, int]:
        """Count on a connection of its own, which sees only what was committed."""
        counts = [f"SELECT '{table}', count(*) FROM {table}" for table in self.tables]
        with self.connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(counts))
            found = dict(cursor.fetchall())
        self.connection.close()
        return found

    def left(self) -> dict[str, Any]:
        """Return by table how many rows came since it was last asked."""
        before, self.found = self.found, self.count()
        return {table: n - before[table] for table, n in self.found.items() if n > before[table]}
