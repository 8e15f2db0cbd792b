"""Test databases are made, filled and removed by the owner; the tests run as the program does."""

from contextlib import AbstractContextManager
from typing import Any

from django.db.backends.postgresql import creation


class DatabaseCreation(creation.DatabaseCreation):
    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        self.connection.settings_dict["TESTING"] = True
        with self._as_owner():
            return super().create_test_db(*args, **kwargs)

    def clone_test_db(self, *args: Any, **kwargs: Any) -> None:
        with self._as_owner():
            super().clone_test_db(*args, **kwargs)

    def destroy_test_db(self, *args: Any, **kwargs: Any) -> None:
        with self._as_owner():
            super().destroy_test_db(*args, **kwargs)

    def deserialize_db_from_string(self, data: str) -> None:
        with self._as_owner():
            super().deserialize_db_from_string(data)

    def _as_owner(self) -> AbstractContextManager[None]:
        # the stubs know the connection as that of any database
        connection: Any = self.connection
        return connection.as_owner()
