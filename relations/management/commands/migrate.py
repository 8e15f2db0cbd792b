"""Django's command, run as the role that owns the tables."""

from contextlib import nullcontext
from typing import Any

from django.core.management.commands import migrate
from django.db import connections


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        with getattr(connection, "as_owner", nullcontext)():
            super().handle(*args, **options)
