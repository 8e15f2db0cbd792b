"""Make the demo's world where there is none, say where to look, and serve it."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.utils import timezone

from relations.demo import guide, serving, wiping, world


class Command(BaseCommand):
    help = "Make a world of real reports to try the program in, and serve it to this machine."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--port",
            type=int,
            default=int(os.environ.get("PORT") or 8000),
            help="where to serve on 127.0.0.1 (default: PORT, else 8000)",
        )
        parser.add_argument("--reset", action="store_true", help="delete the world and begin anew")
        parser.add_argument("--no-serve", action="store_true", help="make the world and stop")

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"]
        if not settings.DEBUG:
            raise CommandError("The demo makes accounts and data to try: it wants DEBUG on.")
        if not (options["no_serve"] or serving.is_free(port)):
            raise CommandError(
                f"Port {port} of {serving.HOST} is taken: stop what serves there, or name "
                f"another port (PORT={port + 1} make run, or manage.py demo --port {port + 1})."
            )
        if options["reset"]:
            self._reset()
        self.stdout.write("Preparing the database …")
        self.stdout.flush()
        call_command("migrate", verbosity=0)
        self._make()
        if not options["no_serve"]:
            self._serve(port)

    def _reset(self) -> None:
        if not wiping.is_embedded(connection):
            raise CommandError("--reset is for the embedded database; this is DATABASE_URL's.")
        self.stdout.write(f"Deleting all that is in the database ({self._where()}) …")
        try:
            wiping.wipe(connection, media=Path(settings.MEDIA_ROOT))
        except wiping.InUseError as error:
            raise CommandError(f"Stop the program first. {error}") from error
        self.stdout.write("Deleted.")

    def _make(self) -> None:
        if not wiping.is_embedded(connection) and world.is_strange():
            raise CommandError(
                "The database of DATABASE_URL is in use already, and not by a demo: name an empty "
                "one, or unset DATABASE_URL for one of its own."
            )
        # the reports tell of this institute's meetings; for workers it goes into the environment
        settings.HOME_INSTITUTION = settings.HOME_INSTITUTION or world.HOME
        os.environ["HOME_INSTITUTION"] = settings.HOME_INSTITUTION
        made = world.make(today=timezone.localdate())
        self.stdout.write(guide.made(made, where=self._where()))

    def _serve(self, port: int) -> None:
        self.stdout.write(guide.tour(f"http://{serving.HOST}:{port}"))
        self.stdout.flush()
        connections.close_all()
        command = serving.command(
            port, application=settings.WSGI_APPLICATION, folder=settings.BASE_DIR
        )
        os.execv(command[0], command)  # noqa: S606

    def _where(self) -> str:
        database: Any = connection
        return str(database.status())
