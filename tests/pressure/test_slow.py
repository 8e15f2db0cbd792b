"""Clients that stop reading or sending hold up nobody, and a cut file is seen to be cut."""

import http.client
import io
import json
import re
import socket
import time
import zipfile
from contextlib import ExitStack, closing
from functools import partial

import psycopg
import pytest
from django.db import connection

from relations.bench import exporting
from relations.bench.serving import HOST
from tests.pressure.conftest import WHOLE
from tests.servers import owner_of_tables

pytestmark = pytest.mark.django_db
CONTACTS = 30_000
"""Enough that no file fits into what lies between a server and its client."""
PATIENCE = 10
SETTINGS = {"CLIENT_PATIENCE": str(PATIENCE)}
SECONDS = 8 if WHOLE else 3
FIELDS = f"fields={exporting.FIELDS}"
FILE = f"/api/v1/contacts/?format=ndjson&{FIELDS}"
TOPICS = "/api/v1/topics/"
PAGE = "/api/v1/contacts/?page_size=100"


class Clients:
    """Clients whose network takes little at once; all of them leave in the end."""

    def __init__(self, site):
        self.site = site
        self.stack = ExitStack()

    def begun(self, role, path, *, method="GET", more=""):
        """Begin a request by hand; ``more`` ends it, or leaves it without its end."""
        link = self.stack.enter_context(socket.socket())
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        link.settimeout(60)
        link.connect((HOST, self.site.port))
        secret = self.site.secrets[role]
        head = f"{method} {path} HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {secret}\r\n"
        link.sendall(f"{head}{more}".encode())
        return link

    def asked(self, role, path):
        """Ask for something and read no more than the head of the answer."""
        link = self.begun(role, path, more="\r\n")
        answer = self.stack.enter_context(closing(http.client.HTTPResponse(link)))
        answer.begin()
        return answer


@pytest.fixture
def clients(site):
    made = Clients(site)
    with made.stack:
        yield made


def rest(answer):
    """Read to the end; say what came, and whether it was the end."""
    body = bytearray()
    try:
        while piece := answer.read1(65536):
            body += piece
    except (http.client.HTTPException, OSError):
        return bytes(body), False
    return bytes(body), True


def seconds(call):
    began = time.perf_counter()
    assert call()[0] == 200
    return time.perf_counter() - began


def test_thirty_slow_clients_delay_nobody(site, clients, record_testsuite_property):
    asking = [partial(clients.asked, role, FILE) for role in ("reader", "editor", "manager")] * 2
    files = sorted(site.at_once(asking), key=lambda answer: answer.status)
    assert [answer.status for answer in files] == [200] * 4 + [503] * 2
    assert {answer.headers["Retry-After"] for answer in files[4:]} == {"10"}
    half = "Content-Type: application/json\r\nContent-Length: 900\r\n\r\n{"
    for _number in range(8):
        clients.begun("reader", PAGE, more="\r\n")
        clients.begun("reader", TOPICS, more="X-Half:")
        clients.begun("editor", TOPICS, method="POST", more=half)
    health, pages = [], []
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        health.append(seconds(lambda: site.send("reader", "GET", "/healthz")))
        pages.append(seconds(lambda: site.send("reader", "GET", TOPICS)))
    record_testsuite_property("longest wait for /healthz, s", max(health))
    assert max(health) <= 0.5
    assert max(pages) <= 5


def test_a_reader_who_stops_reading_holds_nothing_for_long(site, clients):
    worker = site.master.children()[0]
    stalled = clients.asked("reader", FILE)
    memory = worker.memory_info().rss
    held = "SELECT DISTINCT mode FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
    theirs = "WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND l.relation > 0"
    with connection.cursor() as cursor:
        cursor.execute(held + theirs)
        assert cursor.fetchall() == [("AccessShareLock",)]
    body = json.dumps({"name": "written meanwhile"})
    assert site.send("manager", "POST", "/api/v1/contacts/", body)[0] == 201
    began = time.monotonic()
    with psycopg.connect(**owner_of_tables(), dbname=connection.settings_dict["NAME"]) as owner:
        owner.execute("ALTER TABLE relations_contact ADD COLUMN another int")
        waited = time.monotonic() - began
        owner.rollback()
    grown = worker.memory_info().rss - memory
    assert waited <= PATIENCE + 5
    assert grown <= 16e6
    sent, whole = rest(stalled)
    assert (whole, b"_end" in sent) == (False, False)


def ended(pattern):
    return lambda body: bool(re.search(pattern, body))


def ended_json(body):
    try:
        return bool(json.loads(body)["rows"])
    except ValueError:
        return False


ENDED = {
    f"contacts/?format=csv&trailer=1&{FIELDS}": ended(rb"\n# rows=\d+\n\Z"),
    f"contacts/?format=ndjson&{FIELDS}": ended(rb'\n{"_end": {"rows": \d+}}\n\Z'),
    f"contacts/?format=json-stream&{FIELDS}": ended_json,
    f"contacts/?format=xlsx&{FIELDS}": lambda body: zipfile.is_zipfile(io.BytesIO(body)),
    "contacts/?format=vcf": lambda _body: None,  # cards have no end but that of their sending
    "events/?format=ics": ended(rb"\nEND:VCALENDAR\r\n\Z"),
}


@pytest.mark.parametrize("path", ENDED, ids=lambda path: path.split("=")[1].split("&")[0])
def test_a_file_of_a_killed_server_is_seen_to_be_cut(path, site, clients):
    said = ENDED[path]
    body, whole = rest(clients.asked("reader", f"/api/v1/{path}"))
    assert (whole, said(body)) in ((True, True), (True, None))
    answer = clients.asked("reader", f"/api/v1/{path}")
    assert len(answer.read1(1000)) > 0
    site.master.children()[0].kill()
    cut, whole = rest(answer)
    assert (whole, said(cut)) in ((False, False), (False, None))
    assert len(cut) < len(body)
    assert site.send("reader", "GET", "/healthz")[0] == 200  # another takes its place
