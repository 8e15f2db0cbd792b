"""The connection: which role it is made as, and what is set at its beginning."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, ClassVar
from weakref import WeakSet

from django.db.backends.postgresql import base, features
from django.db.transaction import TransactionManagementError
from psycopg import Connection
from psycopg.sql import SQL, Identifier

from config.errors import Misconfigured
from config.server.creation import DatabaseCreation
from config.server.operations import DatabaseOperations

APP_ROLE = "muloqot.app_role"
LIMITS = {
    "statement_timeout": "15s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "30s",
}
"""For the program's connections only: migrations may take their time."""
GRANTED = """
    SELECT FROM pg_default_acl AS acl, aclexplode(acl.defaclacl) AS granted
    JOIN pg_roles AS app ON app.oid = granted.grantee
    JOIN pg_roles AS owner ON owner.rolname = current_user
    WHERE acl.defaclrole = owner.oid AND acl.defaclobjtype = 'r' AND app.rolname = %s
"""
GRANTS = (
    "ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
    "ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO {app}",
)


class DatabaseFeatures(features.DatabaseFeatures):
    minimum_database_version = (15,)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection of the role in USER, with the way to be the one in OWNER for a while.

    OWNER is a dict of settings (USER, PASSWORD, HOST …) that take the place of the usual ones;
    without it the one role does both.
    """

    features_class = DatabaseFeatures
    creation_class = DatabaseCreation
    ops_class = DatabaseOperations
    _connection_pools: ClassVar[dict[str, Any]]

    def __init__(self, settings_dict: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(settings_dict, *args, **kwargs)
        _wrappers.add(self)

    @contextmanager
    def as_owner(self) -> Iterator[None]:
        """Connect again as the owner of the tables, without limits of time, and come back after.

        Within another such block it does nothing; within a transaction it cannot be done and
        raises TransactionManagementError.
        """
        if self.settings_dict.get("OWNING"):
            yield
            return
        if self.in_atomic_block:
            raise TransactionManagementError(
                "The owner has a connection of its own: call as_owner() outside of transactions."
            )
        # the usual settings are shared by the connections of all threads: they stay as they are
        usual = self.settings_dict
        self.close()
        options = {name: value for name, value in usual["OPTIONS"].items() if name != "pool"}
        owner = usual.get("OWNER") or {}
        own = {"OPTIONS": options, **owner, "OWNING": True, "APP_ROLE": usual["USER"]}
        self.settings_dict = {**usual, **own}
        try:
            yield
        finally:
            self.close()
            self.settings_dict = usual

    def _configure_connection(self, connection: Connection) -> bool:
        """Set what holds for the session; psycopg's pool calls this as well as Django."""
        changed: bool = super()._configure_connection(connection)  # type: ignore[misc]
        if not self.settings_dict.get("OWNING"):
            _set(connection, LIMITS)
            return True
        if self.settings_dict.get("OWNER"):
            app = self.settings_dict["APP_ROLE"]
            _set(connection, {APP_ROLE: app})
            # NAME is None on the way to make or drop a database
            if self.settings_dict["NAME"]:
                _grant(connection, app)
            return True
        return changed

    def status(self) -> str:
        self.ensure_connection()
        return f"running elsewhere; {self.connection.info.dsn}"

    def url(self) -> str:
        raise Misconfigured("The database is that of DATABASE_URL.")

    def stop_server(self) -> bool:
        raise Misconfigured("The server of DATABASE_URL is not this program's to stop.")


def _set(connection: Connection, values: dict[str, str]) -> None:
    """Set them for the session, in one round trip."""
    calls = ", ".join(["set_config(%s, %s, false)"] * len(values))
    connection.execute(
        f"SELECT {calls}",
        [text for pair in values.items() for text in pair],
    )


def _grant(connection: Connection, app: str) -> None:
    """Let the program's role use whatever the owner makes in this database from now on."""
    if connection.execute(GRANTED, [app]).fetchone() is None:
        for grant in GRANTS:
            connection.execute(SQL(grant).format(app=Identifier(app)))


_wrappers: WeakSet[DatabaseWrapper] = WeakSet()
_inherited: list[Any] = []


def drop_inherited(wrappers: Iterable[DatabaseWrapper]) -> None:
    """Leave to the parent, in a forked child, the connections and pools that were open.

    Both would speak on one socket. They are kept, unused: closing them would say good-bye for
    the parent too.
    """
    for wrapper in tuple(wrappers):
        _inherited.append(wrapper.connection)
        wrapper.connection = None
    _inherited.extend(DatabaseWrapper._connection_pools.values())  # noqa: SLF001
    DatabaseWrapper._connection_pools.clear()  # noqa: SLF001


os.register_at_fork(after_in_child=partial(drop_inherited, _wrappers))
