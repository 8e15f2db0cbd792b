"""Every page of the site without scripts: each role follows every link, one sends forms.

Once for each name of an address: by a link, by a word typed, by choices. A form that writes is not
sent: it is held to have a button and its token. What a hand does besides stands in
tests/browser/test_hands.py.
"""

from collections import deque
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.test import Client, override_settings
from django.urls import resolve

from relations.exports.nouns import MODELS
from relations.search.rebuilding import rebuild
from tests import cast
from tests.house.scriptless import Scriptless
from tests.house.world import records

pytestmark = pytest.mark.django_db

WORD = "Open"
ROLES = (*cast.ROLES, "administrator")
# Django's own admin, for programs, and what is read from disk.
ELSEWHERE = ("/admin/", "/api/", "/static/")


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker, tmp_path_factory):
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    with files, cast.shared(django_db_blocker, furnished) as people:
        yield people


def furnished():
    records(WORD, confidentiality="public")
    rebuild()
    return cast.everyone()


class Walk:
    """Somebody who goes wherever a page leads, once to each kind of address."""

    def __init__(self, user, *, sends):
        self.sends = sends
        self.client = Client()
        self.client.force_login(user)
        self.known = set()
        self.ahead = deque()
        self.wrong = []

    def go(self):
        self.note("/", "/")
        while self.ahead:
            self.read(*self.ahead.popleft())

    def note(self, address, source, by="link"):
        """Keep an address of the site for later, unless one of its kind was seen.

        What a link offers as a file is held by the tests of files.
        """
        parts = urlsplit(address)
        asked = dict(parse_qsl(parts.query))
        if parts.netloc or parts.path.startswith(ELSEWHERE) or "format" in asked:
            return
        kind = (resolve(parts.path).view_name, by)
        if kind not in self.known:
            self.known.add(kind)
            self.ahead.append((parts._replace(fragment="").geturl(), source))

    def read(self, address, source):
        answer = self.client.get(address, follow=True)
        if answer.status_code != 200:
            self.wrong.append((source, address, answer.status_code))
        elif answer.streaming:
            b"".join(answer.streaming_content)
        elif answer["Content-Type"].startswith("text/html"):
            self.see(address, Scriptless(answer.content.decode()))

    def see(self, address, page):
        self.wrong += [(address, fault) for fault in page.faults]
        if page.headings != 1:
            self.wrong.append((address, "headings", page.headings))
        for link in page.links:
            self.note(urljoin(address, link), address)
        for form in page.forms:
            if self.sends and form.method == "get":
                stem = urljoin(address, form.action or urlsplit(address).path)
                for way, query in form.queries(WORD).items():
                    self.note(f"{stem}?{query}", address, way)


@pytest.mark.parametrize("role", ROLES)
def test_every_link_and_form_leads_to_a_page(role, people):
    walk = Walk(people[role], sends=role == "manager")
    walk.go()
    assert walk.wrong == []
    reached = {name.removeprefix("site:") for name, _by in walk.known}
    assert {f"{noun}-list" for noun in MODELS} - reached == set()
