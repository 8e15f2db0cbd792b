from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from relations.bench import ministry
from relations.models import Contact, Event, Institution
from relations.search.rebuilding import rebuild


class Command(BaseCommand):
    help = "Fill the database with a made-up ministry of any size, to try and to measure."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--contacts", type=int, required=True, help="how many people")
        parser.add_argument(
            "--beside", action="store_true", help="write them beside what is there already"
        )
        parser.add_argument(
            "--no-search", action="store_true", help="leave the index of the search to reindex"
        )

    def handle(self, **options: Any) -> None:
        if options["contacts"] < 1:
            raise CommandError("--contacts: give a number from 1.")
        kept = (Contact, Event, Institution)
        if not options["beside"] and any(model.objects.exists() for model in kept):
            raise CommandError(
                "There are records here already: made-up ones cannot be told from them later. "
                "Name an empty database (VAR_DIR or DATABASE_URL), or say --beside."
            )
        made = ministry.fill(options["contacts"])
        for table, number in made.items():
            self.stdout.write(f"{number:>10,} {table.removeprefix('relations_')}")
        if not options["no_search"]:
            self.stdout.write(f"{rebuild():>10,} can be searched for")
