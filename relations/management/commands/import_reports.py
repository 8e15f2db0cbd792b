from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from relations.imports.reports.faults import MOST_SHOWN, RefusedError
from relations.imports.reports.loading import load
from relations.imports.reports.reading import read
from relations.models.base import Confidentiality


class Command(BaseCommand):
    help = "Load a file of reports: all of it or, where anything is wrong, nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--confidentiality",
            choices=[Confidentiality.PUBLIC, Confidentiality.INTERNAL],
            default=Confidentiality.PUBLIC,
            help="the level of the new records",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            summary = load(read(options["file"]), level=options["confidentiality"])
        except RefusedError as error:
            count = len(error.faults)
            more = f" (the first {MOST_SHOWN})" if count >= MOST_SHOWN else ""
            raise CommandError(
                f"{options['file']}: refused, nothing was written. Faults{more}:\n{error}"
            ) from error
        self.stdout.write(
            f"{len(summary.created)} reports loaded, {len(summary.unchanged)} held already; "
            f"{summary.rows} rows written."
        )
