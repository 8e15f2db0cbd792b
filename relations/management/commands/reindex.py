"""Make the index of the search anew, or see whether it stands as the records do."""

from argparse import ArgumentParser
from itertools import islice
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from relations.search.rebuilding import faults, rebuild

MOST_SHOWN = 100


class Command(BaseCommand):
    help = "Write the index of the search anew while all work goes on, or check it (--check)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; name what is missing, false, stale or too much, and fail for it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            self.stdout.write(f"{rebuild()} records can be found.")
            return
        found = list(islice(faults(), MOST_SHOWN + 1))
        if found:
            more = f" (the first {MOST_SHOWN})" if len(found) > MOST_SHOWN else ""
            told = "\n".join(found[:MOST_SHOWN])
            raise CommandError(f"The index is not as the records are{more}; run reindex.\n{told}")
        self.stdout.write("The index stands as the records do.")
