import sys
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from relations.access import OPERATOR
from relations.exports import COLUMNS, asking
from relations.exports.files import File
from relations.exports.formats import FORMATS
from relations.exports.nouns import MODELS
from relations.filters import FILTERS
from relations.models import User


class Command(BaseCommand):
    help = "Write a list as a file, with the filters that the pages and the API have."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("noun", choices=list(MODELS))
        parser.add_argument("filters", nargs="*", metavar="filter=value", help="as in an address")
        parser.add_argument("--format", choices=list(FORMATS), default="csv")
        parser.add_argument("--fields", help="columns, parted by commas; else all")
        parser.add_argument("--sort", help="a column to order by, with - before it downwards")
        parser.add_argument("--bom", action="store_true", help="of CSV: begin as Excel wants")
        parser.add_argument("--trailer", action="store_true", help="of CSV: end with # rows=N")
        parser.add_argument("--out", type=Path, help="a file; else standard output")
        parser.add_argument("--as", dest="username", help="only what this user may read")

    def handle(self, *args: Any, **options: Any) -> None:
        file = self.file(self.reader(options["username"]), options)
        with closing(file):
            if options["out"] is None:
                out = getattr(sys.stdout, "buffer", None)
                for piece in file:
                    out.write(piece) if out else self.stdout.write(piece.decode(), ending="")
                return
            # Written beside and renamed, so that a broken run leaves no half file.
            beside = options["out"].with_name(options["out"].name + ".part")
            with beside.open("wb") as whole:
                for piece in file:
                    whole.write(piece)
            beside.replace(options["out"])
        self.stdout.write(f"{file.rows} {options['noun']} written to {options['out']}")

    def reader(self, username: str | None) -> Any:
        if not username:
            return OPERATOR
        reader = User.objects.filter(username=username).first()
        if reader is None:
            raise CommandError(f"--as: there is no user “{username}”")
        return reader

    def file(self, reader: Any, options: dict[str, Any]) -> File:
        noun = options["noun"]
        query = QueryDict(mutable=True)
        for pair in options["filters"]:
            name, equals, value = pair.partition("=")
            if not equals:
                raise CommandError(f"{pair}: write a filter as name=value")
            query.appendlist(name, value)
        seen = MODELS[noun].objects.visible_to(reader)  # type: ignore[attr-defined]
        filters = FILTERS[noun](data=query, queryset=seen, request=SimpleNamespace(user=reader))
        for name, errors in filters.errors.items():
            raise CommandError(f"{name}: {' '.join(map(str, errors))}")
        asked = {name: "1" for name in asking.ONLY_FILES if options[name]}
        if options["fields"]:
            asked["fields"] = options["fields"]
        try:
            return File(
                asking.read(noun, options["format"], asked, reader),
                self.ordered(noun, filters.qs, options["sort"]),
                reader,
            )
        except asking.AskedError as error:
            raise CommandError(f"--{error.name}: {error}") from None

    def ordered(self, noun: str, rows: Any, asked: str | None) -> Any:
        if asked is None:
            return rows.order_by()
        paths = {column.name: column.sort for column in COLUMNS[noun] if column.sort}
        name = asked.removeprefix("-")
        if name not in paths:
            raise CommandError(f"--sort: choose from: {', '.join(paths)}")
        down = "-" if asked.startswith("-") else ""
        return rows.order_by(f"{down}{paths[name]}", "pk")
