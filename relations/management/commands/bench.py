"""``manage.py bench``: measure search, export, pages, forms and what is typed; try all merges."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from relations.bench import (
    cases,
    corpus,
    exporting,
    forms,
    logging,
    merging,
    paging,
    reports,
    searching,
)
from relations.bench.scratch import scratch

DATABASE = "muloqot_bench"
REPORTS = Path("fixtures/real-reports/reports.json")


class Command(BaseCommand):
    help = (
        "Measure search, export, pages or typed reports in a scratch database, or lines of people; "
        "merge and undo all pairs of the reports."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=list(MEASURES))
        parser.add_argument(
            "--reports",
            type=Path,
            default=REPORTS,
            help="for log, reports, merges and form: what to read",
        )
        parser.add_argument("--cases", type=Path, help="cases, one JSON object a line")
        parser.add_argument("--corpus", type=Path, help="records, one JSON object a line; or .gz")
        parser.add_argument("--contacts", type=int, help="fill the corpus up to so many records")
        parser.add_argument("--a-kind", type=int, help="at most so many cases of each kind")
        parser.add_argument("--keep", action="store_true", help="keep the database, and use it")
        parser.add_argument("--misses", type=Path, help="write the cases not found first here")
        parser.add_argument("--no-rivals", action="store_true", help="leave out the usual ways")
        parser.add_argument(
            "--rounds", type=int, default=5, help="how many times each file or page"
        )
        parser.add_argument("--every", type=int, default=1, help="of merges: each so manieth pair")
        parser.add_argument("--json", action="store_true", help="print all figures as JSON")

    def handle(self, **options: Any) -> None:
        for name in ("cases", "corpus", "reports"):
            if options[name] and not options[name].is_file():
                raise CommandError(f"--{name}: there is no file {options[name]}")
        MEASURES[options["what"]](self, options)

    def log(self, options: dict[str, Any]) -> None:
        self.stdout.write(logging.told(logging.run(options["reports"])))

    def typed(self, options: dict[str, Any]) -> None:
        with scratch(f"{DATABASE}_reports"):
            self.stdout.write(reports.told(reports.run(options["reports"])))

    def merges(self, options: dict[str, Any]) -> None:
        with scratch(f"{DATABASE}_merges"):
            found = merging.run(options["reports"], every=options["every"])
        merging.tell(found, self.stdout.write)

    def export(self, options: dict[str, Any]) -> None:
        told = exporting.run(
            options["contacts"] or exporting.SLOW,
            rounds=options["rounds"],
            keep=options["keep"],
        )
        self.stdout.write(json.dumps(told, indent=1) if options["json"] else exporting.table(told))

    def pages(self, options: dict[str, Any]) -> None:
        told = paging.run(
            options["contacts"] or paging.MOST, rounds=options["rounds"], keep=options["keep"]
        )
        self.stdout.write(json.dumps(told, indent=1) if options["json"] else paging.table(told))

    def form(self, options: dict[str, Any]) -> None:
        told = forms.run(
            options["reports"],
            options["contacts"] or paging.MOST,
            rounds=options["rounds"],
            keep=options["keep"],
        )
        self.stdout.write(json.dumps(told, indent=1) if options["json"] else forms.table(told))

    def search(self, options: dict[str, Any]) -> None:
        rows = corpus.read(options["corpus"], options["contacts"])
        asked = cases.read(options["cases"], a_kind=options["a_kind"]) if options["cases"] else []

        def load() -> None:
            self.stderr.write(f"loading {len(rows)} records …")
            corpus.load(rows)

        with scratch(f"{DATABASE}_{len(rows)}", keep=options["keep"], fill=load):
            found = self.measure(rows, asked, options)
        self.stdout.write(
            json.dumps(cases.plain(found), indent=1) if options["json"] else table(found)
        )

    def measure(
        self, rows: list[corpus.Row], asked: list[cases.Case], options: dict[str, Any]
    ) -> dict[str, Any]:
        names = {row.id: row.key for row in rows}
        asked = asked or [
            cases.Case(row.names[0], "exact", frozenset({row.key})) for row in rows[:1000]
        ]
        searching.run(asked[:: max(len(asked) // 500, 1)], names)
        found, told = searching.run(asked, names)
        typed, _ = searching.run(asked, names, typing=True)
        if options["misses"]:
            options["misses"].write_text(
                "".join(
                    json.dumps([place, case.kind, case.query, *sorted(case.targets)]) + "\n"
                    for case, place, _ in told
                    if place != 1
                )
            )
        return {
            "records": len(rows),
            **found,
            "as typed": {key: typed[key] for key in ("means", "database ms", "whole ms")},
            "same": searching.same(told),
            "bytes a record": searching.sizes(),
            "writing": searching.writing(rows),
            "beside": {} if options["no_rivals"] else searching.beside(asked, names),
        }


MEASURES = {
    "log": Command.log,
    "reports": Command.typed,
    "merges": Command.merges,
    "export": Command.export,
    "pages": Command.pages,
    "form": Command.form,
    "search": Command.search,
}


def table(found: dict[str, Any]) -> str:
    """Lay the figures out for a reader."""
    lines = [f"{found['records']} records", "", f"{'group':34} recall@1  recall@10    MRR  cases"]
    for part in ("kinds", "groups", "means"):
        lines += [_line(name, figure) for name, figure in found[part].items()]
        lines.append("")
    for name in ("database ms", "whole ms", "same", "bytes a record", "writing"):
        lines.append(f"{name:34} {found[name]}")
    lines.append(f"{'as typed, database ms':34} {found['as typed']['database ms']}")
    for name, rival in found["beside"].items():
        means = rival["means"].items()
        lines += ["", *(_line(f"{name}, {part}", figure) for part, figure in means)]
        lines.append(f"{'':34} {rival['database ms']}")
    return "\n".join(lines)


def _line(name: str, figure: cases.Quality) -> str:
    return (
        f"{name:34} {figure.first:8.3f}  {figure.ten:9.3f}  {figure.reciprocal:5.3f}"
        f"  {figure.cases:5}"
    )
