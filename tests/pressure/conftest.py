"""The program as it runs in an office: a real server, a database of its own, a token a role."""

import http.client
import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from relations.actions import tokens
from relations.bench import ministry
from relations.bench.scratch import scratch
from relations.bench.serving import HOST, served
from relations.search.rebuilding import rebuild
from tests import cast

WHOLE = bool(os.environ.get("PRESSURE"))
"""Whether to press with all one has (``make pressure``), or to try a little of it."""
UNBOUNDED = "100000000"


class Site:
    """A server and those who ask it."""

    def __init__(self, port, secrets, master):
        self.port, self.secrets, self.master = port, secrets, master

    def send(self, role, method, path, body=b"", **headers):
        """Send one request as it is; give the status, the answer's head and its body."""
        link = http.client.HTTPConnection(HOST, self.port, timeout=60)
        sent = {"Authorization": f"Bearer {self.secrets[role]}", **headers}
        if body and "Content-Type" not in sent:
            sent["Content-Type"] = "application/json"
        try:
            link.request(method, path, body, sent)
            answer = link.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            link.close()

    def ask(self, role, path):
        status, head, body = self.send(role, "GET", path)
        assert status == 200, body
        return json.loads(body), head.get("ETag")

    def at_once(self, calls, *, most=40):
        """Make calls in threads; an error of one is raised here."""
        with ThreadPoolExecutor(most) as pool:
            return [each.result() for each in [pool.submit(call) for call in calls]]


@pytest.fixture(scope="module")
def site(request, django_db_setup, django_db_blocker):
    """The seed's story served; a file may ask for made-up ``CONTACTS`` and settings besides."""
    with (
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        scratch("muloqot_pressure"),
    ):
        patch.setenv("API_REQUESTS_PER_TOKEN", UNBOUNDED)
        patch.setenv("API_REQUESTS_PER_PERSON", UNBOUNDED)
        for name, value in getattr(request.module, "SETTINGS", {}).items():
            patch.setenv(name, value)
        call_command("loaddata", "fixtures/tashkent.json", verbosity=0)
        rebuild()
        until = timezone.now() + timedelta(days=1)
        secrets = {
            role: tokens.issue(user=user, name="x", scopes=["*:write"], expires_at=until)[1]
            for role, user in cast.everyone().items()
            if user.is_authenticated
        }
        if contacts := getattr(request.module, "CONTACTS", 0):
            ministry.fill(contacts)
        with served() as (port, worker):
            yield Site(port, secrets, worker.parent())
