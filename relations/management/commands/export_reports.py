import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from relations.access import OPERATOR
from relations.imports.reports.registries_back import dump
from relations.models import User


class Command(BaseCommand):
    help = "Write the reports held in the format they are loaded from."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, help="a file; else standard output")
        parser.add_argument("--collection", help="only the reports of one collection")
        parser.add_argument("--as", dest="username", help="only what this user may read")

    def handle(self, *args: Any, **options: Any) -> None:
        reader: Any = OPERATOR
        if options["username"]:
            reader = User.objects.filter(username=options["username"]).first()
            if reader is None:
                raise CommandError(f"--as: there is no user “{options['username']}”")
        document = dump(reader, options["collection"])
        text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
        if options["out"] is None:
            self.stdout.write(text, ending="")
            return
        # Written beside and renamed, so that a broken run leaves no half file.
        beside = options["out"].with_name(options["out"].name + ".part")
        beside.write_text(text, encoding="utf-8")
        beside.replace(options["out"])
        self.stdout.write(f"{len(document['reports'])} reports written to {options['out']}")
