"""Django's connection to the embedded server, which it starts when first asked for one."""

from collections.abc import Iterable
from typing import Any

from django.db.backends.postgresql import client
from psycopg import OperationalError
from psycopg.pq import Ping

from config.embedded.folders import PORT
from config.embedded.server import Server, server_at
from config.server import base, creation


class DatabaseClient(client.DatabaseClient):
    """``manage.py dbshell`` with the wheel's psql: there may be no other."""

    def settings_to_cmd_args_env(  # type: ignore[override]
        self, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        connection: Any = self.connection
        found = connection.get_connection_params()
        known = {"HOST": found["host"], "PORT": PORT, "PASSWORD": found["password"]}
        arguments, variables = super().settings_to_cmd_args_env(
            {**settings_dict, **known}, parameters
        )
        return [connection.server.program("psql"), *arguments[1:]], variables


class DatabaseCreation(creation.DatabaseCreation):
    """Test databases are made in a server of their own, which need not survive a power cut."""

    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        shared = self.connection.settings_dict
        self.connection.close()
        self._usual = shared["EMBEDDED"]
        shared["EMBEDDED"] = shared["TEST"].get("EMBEDDED", self._usual)
        return super().create_test_db(*args, **kwargs)

    def destroy_test_db(self, *args: Any, **kwargs: Any) -> None:
        super().destroy_test_db(*args, **kwargs)
        # the copies that parallel runs make are destroyed first, and bear a suffix
        if kwargs.get("suffix") is None:
            self.connection.settings_dict["EMBEDDED"] = self._usual


class DatabaseWrapper(base.DatabaseWrapper):
    """EMBEDDED in the settings says where the server lives (BASE) and how it is set (SERVER)."""

    client_class = DatabaseClient
    creation_class = DatabaseCreation

    @property
    def server(self) -> Server:
        embedded = self.settings_dict["EMBEDDED"]
        return server_at(embedded["BASE"], settings=embedded["SERVER"])

    def get_connection_params(self) -> dict[str, Any]:
        server = self.server
        server.attach()
        found: dict[str, Any] = super().get_connection_params()
        known = {"host": str(server.folders.socket), "port": PORT}
        return {**found, **known, "password": server.passwords[found["user"]]}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Connect, and once more: the server may have died since this process came to it.

        What is refused by one that lives is refused again, and told as it was.
        """
        try:
            return super().get_new_connection(conn_params)
        except OperationalError:
            self.server.revive()
        return super().get_new_connection(self.get_connection_params())

    def status(self) -> str:
        server = self.server
        if not server.folders.data.exists():
            return f"not made yet; will be in {server.folders.data}"
        state = {Ping.OK: "running", Ping.REJECT: "starting"}.get(server.ping(), "stopped")
        return f"{state}; data in {server.folders.data}, socket in {server.folders.socket}"

    def url(self) -> str:
        return self.server.url(self.settings_dict["USER"], self.settings_dict["NAME"])

    def stop_server(self) -> bool:
        """Stop the server whoever uses it; return whether there was one to stop."""
        self.close()
        return self.server.stop()
