"""The database server that the program starts for itself."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection


class Command(BaseCommand):
    help = "Say how the database server does, stop it, or print its address (with the password)."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=("status", "stop", "url"))

    def handle(self, *, action: str, **options: Any) -> None:
        # the methods are those of this project's backends, which the stubs do not know
        database: Any = connection
        if action == "status":
            answer = database.status()
        elif action == "stop":
            answer = "stopped" if database.stop_server() else "was not running"
        else:
            answer = database.url()
        self.stdout.write(answer)
