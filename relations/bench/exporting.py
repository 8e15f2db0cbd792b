"""Measure the export: PostgreSQL's own COPY, our files over HTTP, and the usual ways beside them.

All in one run on the same rows, each way in turn and every round in another order, with the same
settings of the planner; what counts are ratios.
"""

import http.client
import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log10
from statistics import median
from tempfile import TemporaryFile
from typing import Any, Final

import psutil
from django.conf import settings
from django.contrib.auth.models import Group
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from relations.bench import ministry
from relations.bench.scratch import scratch
from relations.bench.serving import HOST, served
from relations.exports import flat
from relations.exports.snapshots import Snapshot
from relations.exports.statements import Bound, select
from relations.models import Contact, User

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
DEEP: Final = 0.9


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
        cells = flat.cells_for("contacts", self.user, FIELDS.split(","))
        self.selection = select(rows, cells, snapshot.connection)
        snapshot.close()

    def ways(self) -> dict[str, Callable[[], Taken]]:
        copies = {
            "psql csv": self.selection.csv(),
            "psql csv, unguarded": self.selection.plain_csv(),
            "psql ndjson": self.selection.json(),
        }
        ways: dict[str, Callable[[], Taken]] = {
            name: lambda bound=bound: self.psql(bound)  # type: ignore[misc]
            for name, bound in copies.items()
        }
        for name in FORMATS:
            address = f"/api/v1/contacts/?format={name}&fields={FIELDS}"
            ways[f"http {name}"] = lambda address=address: self.get(address)  # type: ignore[misc]
        return ways

    def psql(self, bound: Bound | None) -> Taken:
        assert bound is not None  # noqa: S101 - a reader sees rows of this world
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
        link = http.client.HTTPConnection(HOST, self.port, timeout=600)
        begun = time.perf_counter()
        link.request("GET", address, headers={"Cookie": self.cookie, "Host": "127.0.0.1"})
        answer = link.getresponse()
        first = answer.read(1)
        seen = time.perf_counter() - begun
        size, memory = len(first), self.worker.memory_info().rss
        while piece := answer.read(PIECE):
            size += len(piece)
            memory = max(memory, self.worker.memory_info().rss)
        seconds = time.perf_counter() - begun
        link.close()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{address}: {answer.status} {answer.reason}")
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
                for place, value in enumerate(row):
                    text = "; ".join(value) if isinstance(value, list) else str(value or "")
                    sheet.write_string(rows, place, text)
            book.close()
            return Taken(rows, time.perf_counter() - begun, size=file.tell())

    def pages(self, rounds: int) -> dict[str, Any]:
        """Time the pages of people and programs, at the beginning and deep inside."""
        found: dict[str, Any] = {}
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(self.user)
        for name, address in self._addresses().items():
            seconds = median(self.get(address).seconds for _round in range(rounds))
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            found[name] = {"ms": round(1000 * seconds, 1), "queries": len(queries)}
        return found

    def _addresses(self) -> dict[str, str]:
        place = int(self.contacts * DEEP)
        ordered = Contact.objects.visible_to(self.user).order_by("display_name", "pk")
        deep = ordered[place : place + 1].get()
        values = ["name", False, [deep.display_name, ["u", str(deep.pk)]]]
        cursor = signing.Signer(salt="relations.api.paging").sign_object(values, compress=True)
        return {
            "list page, first": "/contacts/",
            "list page, deep": f"/contacts/?cursor={deep.pk}",
            **{
                f"API page of {size}, {where}": f"/api/v1/contacts/?page_size={size}&sort=name{at}"
                for size in (100, 1000)
                for where, at in (("first", ""), ("deep", f"&cursor={cursor}"))
            },
        }


def reader() -> User:
    """Give a reader without any special right, the same each time."""
    user, made = User.objects.get_or_create(username="bench")
    if made:
        user.groups.set(Group.objects.filter(name="reader"))
    return user


def measure(contacts: int, *, rounds: int, keep: bool = False) -> dict[str, Any]:
    """Measure one size in a scratch database of its own."""
    with scratch(f"muloqot_bench_world_{contacts}", keep=keep) as there:
        begun = time.perf_counter()
        made = {} if there else ministry.fill(contacts)
        filled = time.perf_counter() - begun
        with served() as (port, worker):
            bench = Bench(contacts, port, worker)
            taken = _in_turn(bench.ways(), rounds)
            taken["usual pages (DRF)"] = [bench.paged()]
            taken["xlsxwriter"] = [bench.xlsxwriter()]
            pages = bench.pages(rounds)
        return {
            "contacts": contacts,
            "filled in s": round(filled, 1) if made else None,
            "ways": told(taken),
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
    return {
        "sizes": found,
        "growth": growth(found),
        "peak memory, last less first, MB": round(peaks[-1] - peaks[0], 1),
    }


def table(found: dict[str, Any]) -> str:
    """Lay the figures out for a reader."""
    lines: list[str] = []
    for size in found["sizes"]:
        lines += ["", f"{size['contacts']:,} contacts"]
        for name, figures in {**size["ways"], **size["pages"]}.items():
            told_ = "  ".join(f"{figure} {value}" for figure, value in figures.items())
            lines.append(f"  {name:24} {told_}")
    lines += ["", f"growth {found['growth']}"]
    lines.append(f"peak memory, last less first: {found['peak memory, last less first, MB']} MB")
    return "\n".join(lines)
