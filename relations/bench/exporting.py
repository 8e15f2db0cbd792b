"""Measure the export: PostgreSQL's own COPY, our files over HTTP, and the usual ways beside them.

All in one run on the same rows, each way in turn and every round in another order, with the same
settings of the planner; what counts are ratios.
"""

import http.client
import os
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from math import log10
from statistics import median
from tempfile import TemporaryFile
from typing import Any, Final

import psutil
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import modify_settings

from relations.bench import answers, goals, ministry
from relations.bench.scratch import scratch
from relations.bench.serving import HOST, served
from relations.bench.visits import Visit, reader
from relations.exports import flat
from relations.exports.snapshots import Snapshot
from relations.exports.statements import Bound, select
from relations.models import Contact

FIELDS: Final = (
    "name,family_name,given_name,languages,post,owner,deceased,do_not_contact,confidentiality,"
    "changed_at"
)
FORMATS: Final = ("csv", "ndjson", "json-stream", "xlsx")
PIECE: Final = 256 * 1024
SAMPLED: Final = 10
"""Pages of the usual way that are asked for: all of them would take minutes."""
SLOW: Final = 100_000
"""Rows after which a slow way is told by its rate."""
PLAN: Final = (
    "SET jit = off; SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET statement_timeout = 0; "
)
PAUSE: Final = 0.2


@dataclass(frozen=True, slots=True)
class Taken:
    """What one way took for how many rows."""

    rows: int
    seconds: float
    first: float = 0.0
    size: int = 0
    memory: int = 0


class Bench:
    """One world, served; ``cookie`` is that of a reader without any special right."""

    def __init__(self, contacts: int, port: int, worker: psutil.Process) -> None:
        self.contacts, self.port, self.worker = contacts, port, worker
        self.user = reader()
        client = Client()
        client.force_login(self.user)
        name = settings.SESSION_COOKIE_NAME
        self.cookie = f"{name}={client.cookies[name].value}"
        rows = flat.joined("contacts", Contact.objects.visible_to(self.user))
        snapshot = Snapshot(self.user, "measure")
        self.selection, self.whole = (
            select(
                rows,
                flat.cells_for("contacts", self.user, names),
                snapshot.connection,
                at_once=True,
            )
            for names in (FIELDS.split(","), None)
        )
        snapshot.close()

    def ways(self) -> dict[str, Callable[[], Taken]]:
        copies = {
            "psql csv": self.selection.csv(),
            "psql csv, unguarded": self.selection.plain_csv(),
            "psql ndjson": self.selection.json(),
            "psql csv, all columns": self.whole.csv(),
        }
        ways: dict[str, Callable[[], Taken]] = {
            name: lambda bound=bound: self.psql(bound)  # type: ignore[misc]
            for name, (bound,) in copies.items()
        }
        for name in FORMATS:
            address = f"/api/v1/contacts/?format={name}&fields={FIELDS}"
            ways[f"http {name}"] = lambda address=address: self.get(address)  # type: ignore[misc]
        ways["http csv, all columns"] = lambda: self.get("/api/v1/contacts/?format=csv")
        return ways

    def psql(self, bound: Bound) -> Taken:
        with connection.cursor() as cursor:
            statement = cursor.mogrify(*bound)
        command, variables = connection.client.settings_to_cmd_args_env(
            connection.settings_dict, []
        )
        begun = time.perf_counter()
        with TemporaryFile() as nowhere:
            subprocess.run(  # noqa: S603 - psql, as dbshell starts it
                [*command, "-qXc", PLAN + statement],
                env={**os.environ, **(variables or {})},
                stdout=nowhere,
                check=True,
            )
            seconds = time.perf_counter() - begun
            return Taken(
                self.contacts, seconds, size=nowhere.tell() or os.fstat(nowhere.fileno()).st_size
            )

    def get(self, address: str) -> Taken:
        begun = time.perf_counter()
        with self.asked(address) as answer:
            first = answer.read(1)
            seen = time.perf_counter() - begun
            size, memory = len(first), self.worker.memory_info().rss
            while piece := answer.read(PIECE):
                size += len(piece)
                memory = max(memory, self.worker.memory_info().rss)
            seconds = time.perf_counter() - begun
            _refuse(address, answer)
        return Taken(self.contacts, seconds, seen, size, memory)

    def paged(self) -> Taken:
        """Ask for some pages of the usual way, as far apart as can be."""
        pages = -(-self.contacts // 1000)
        asked = range(1, pages + 1, max(pages // SAMPLED, 1))
        taken = [self.get(f"/paged/?page={page}") for page in asked]
        rows = min(len(asked) * 1000, self.contacts)
        return Taken(
            rows,
            sum(one.seconds for one in taken),
            taken[0].seconds,
            sum(one.size for one in taken),
        )

    def xlsxwriter(self) -> Taken:
        """Write the same rows by the usual library, in the way that holds the fewest of them."""
        import xlsxwriter

        sql, params = self.selection.inner or ("", ())
        begun = time.perf_counter()
        with TemporaryFile() as file, connection.cursor() as cursor:
            book = xlsxwriter.Workbook(file, {"constant_memory": True})
            sheet = book.add_worksheet()
            cursor.execute(f"{sql} LIMIT {SLOW}", params)
            rows = 0
            for rows, row in enumerate(cursor, start=1):
                for place, value in enumerate(row[: len(self.selection.cells)]):
                    text = "; ".join(value) if isinstance(value, list) else str(value or "")
                    sheet.write_string(rows, place, text)
            book.close()
            return Taken(rows, time.perf_counter() - begun, size=file.tell())

    def begun(self) -> dict[str, dict[str, float]]:
        """Begin each file as programs and people ask for it, and go away after its first row."""
        addresses = {"API": "/api/v1/contacts/?", "list page": "/contacts/?sort=name&"}
        columns = {"some columns": f"&fields={FIELDS}", "all columns": ""}
        return {
            f"{name}, {where}, {which}": self.first(f"{address}format={name}{asked}")
            for name in FORMATS
            for where, address in addresses.items()
            for which, asked in columns.items()
        }

    def first(self, address: str) -> dict[str, float]:
        """Time the first byte and the first row, waiting for a turn where others still run."""
        while True:
            begun = time.perf_counter()
            with self.asked(address) as answer:
                if answer.status == http.client.TOO_MANY_REQUESTS:
                    time.sleep(PAUSE)
                    continue
                _refuse(address, answer)
                answer.read(1)
                byte = time.perf_counter() - begun
                for _line in range(2):  # the head, or what stands for one
                    answer.readline(PIECE)
                row = time.perf_counter() - begun
            return {"first byte ms": round(1000 * byte, 1), "first row ms": round(1000 * row, 1)}

    @contextmanager
    def asked(self, address: str) -> Iterator[http.client.HTTPResponse]:
        """Ask for an address, and go away in the end whether or not all of it has come."""
        link = http.client.HTTPConnection(HOST, self.port, timeout=600)
        with closing(link):
            link.request("GET", address, headers={"Cookie": self.cookie, "Host": HOST})
            with link.getresponse() as answer:
                yield answer


def _refuse(address: str, answer: http.client.HTTPResponse) -> None:
    if answer.status != http.client.OK:
        raise RuntimeError(f"{address}: {answer.status} {answer.reason}")


@modify_settings(ALLOWED_HOSTS={"append": HOST})
def measure(contacts: int, *, rounds: int, keep: bool = False) -> dict[str, Any]:
    """Measure one size in a scratch database of its own."""
    world = f"muloqot_bench_world_{contacts}"
    with scratch(world, keep=keep, fill=lambda: ministry.fill(contacts)) as filled:
        with served() as (port, worker):
            bench = Bench(contacts, port, worker)
            taken = _in_turn(bench.ways(), rounds)
            taken["usual pages (DRF)"] = [bench.paged()]
            taken["xlsxwriter"] = [bench.xlsxwriter()]
            begun = bench.begun()
        pages = answers.measured(Visit(rounds), contacts)
        return {
            "contacts": contacts,
            "filled in s": filled and round(filled, 1),
            "ways": told(taken),
            "begun": begun,
            "pages": pages,
        }


def _in_turn(ways: dict[str, Callable[[], Taken]], rounds: int) -> dict[str, list[Taken]]:
    taken: dict[str, list[Taken]] = {name: [] for name in ways}
    names = list(ways)
    for name in names:  # once, that nobody is the first to read a table
        ways[name]()
    for turn in range(rounds):
        at = turn * 2 % len(names)
        for name in [*names[at:], *names[:at]]:
            taken[name].append(ways[name]())
    return taken


BESIDE: Final = {
    "http csv": {"of its COPY": "psql csv", "of the plain COPY": "psql csv, unguarded"},
    "http csv, all columns": {"of its COPY": "psql csv, all columns"},
    "http ndjson": {"of its COPY": "psql ndjson"},
    "http json-stream": {"of its COPY": "psql ndjson"},
    "http xlsx": {"of xlsxwriter": "xlsxwriter"},
}


def told(taken: dict[str, list[Taken]]) -> dict[str, dict[str, float]]:
    """Say the medians of each way, and what it makes of the one it is to be compared with."""
    rates = {name: median(one.rows / one.seconds for one in found) for name, found in taken.items()}
    figures = {}
    for name, found in taken.items():
        seconds = median(one.seconds for one in found)
        figures[name] = {
            "rows/s": round(rates[name]),
            "MB/s": round(median(one.size for one in found) / seconds / 1e6, 1),
            "first byte ms": round(1000 * median(one.first for one in found), 1),
            "peak MB": round(max(one.memory for one in found) / 1e6, 1),
            **{
                said: round(rates[name] / rates[other], 3)
                for said, other in BESIDE.get(name, {}).items()
            },
        }
        if name.startswith("http"):
            usual = rates["usual pages (DRF)"]
            figures[name]["of usual pages"] = round(rates[name] / usual, 1)
    return figures


def growth(sizes: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Say how the time of each file grows with its rows: 1 is as they do, 2 as their square."""
    if len(sizes) < 2:  # noqa: PLR2004 - two points make a line
        return {}
    first, last = sizes[0], sizes[-1]
    found = {}
    for name in (f"http {each}" for each in FORMATS):
        seconds = [size["contacts"] / size["ways"][name]["rows/s"] for size in (first, last)]
        steps = log10(last["contacts"] / first["contacts"])
        found[name] = round(log10(seconds[1] / seconds[0]) / steps, 2)
    return found


def run(contacts: int, *, rounds: int, keep: bool = False) -> dict[str, Any]:
    """Measure at ten thousand, a hundred thousand … up to the number asked for."""
    sizes = [size for size in (10_000, 100_000, 1_000_000) if size < contacts]
    found = [measure(size, rounds=rounds, keep=keep) for size in [*sizes, contacts]]
    peaks = [max(way["peak MB"] for way in size["ways"].values()) for size in found]
    told_: dict[str, Any] = {
        "sizes": found,
        "growth": growth(found),
        "peak memory": round(peaks[-1] - peaks[0], 1),
    }
    return {**told_, "goals": goals.goals(told_)}


def table(found: dict[str, Any]) -> str:
    """Lay the figures out for a reader."""
    lines: list[str] = []
    for size in found["sizes"]:
        lines += ["", f"{size['contacts']:,} contacts"]
        for name, figures in {**size["ways"], **size["begun"], **size["pages"]}.items():
            told_ = "  ".join(f"{figure} {value}" for figure, value in figures.items())
            lines.append(f"  {name:38} {told_}")
    lines += ["", "goals", *goals.lines(found["goals"])]
    return "\n".join(lines)
