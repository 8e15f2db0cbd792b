"""Every page of the site without scripts: roles follow every link, one sends every form.

A page is read once for each name of an address and what it asks: by a link, by a word typed, by
choices. One role has each page read as a browser reads it; of the others the links are followed,
each once to every kind of page. What a hand does besides stands in tests/browser/test_hands.py.
"""

import re
from collections import deque
from copy import deepcopy
from html import unescape
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import resolve

from relations.exports.nouns import MODELS
from relations.models import ProbablySame
from relations.search.rebuilding import rebuild
from tests import cast
from tests.house.scriptless import Scriptless
from tests.house.world import records

pytestmark = pytest.mark.django_db

WORD = "Open"
SENDER = "manager"
# Besides these, those roles that open no other pages than a reader does.
OTHERS = ("outsider", "reader", "editor", "administrator")
# Whose own links are walked by other tests.
ELSEWHERE = ("/admin/", "/api/")
HREF = re.compile(r'<a [^>]*?href="([^"]*)"')
# What is typed into empty boxes, chosen and ticked, by the name of each.
TYPED = {
    "date": "16 May 2024",
    "side-0-name": "Korean side",
    "side-0-people": "Park Joung-ho — Researcher, Institute Open",
    "card": "Park Joung-ho\nSenior researcher\nInstitute Open\npark@example.org",
    "day": "1 July 2024",
    "title": "Head of department",
    "institution": "Institute Open",
    "name": "Kept for Monday",
    "reading": "",
    "confidentiality": "internal",
    "all": "1",
}
# Where each button leads; those that only read back, or make what is shown but once, answer 200.
SHOWN = (
    "calendar",
    "calendar close 1",
    "contact-card do read",
    "contacts-merge preview 1",
    "event-change do add",
    "event-change do read",
    "institutions-merge preview 1",
    "log do add",
    "log do read",
    "password_change",
    "tokens",
)
SEVERAL = (
    "agreements",
    "commitments",
    "contacts",
    "events",
    "forums",
    "institutions",
    "meetings",
    "sources",
)
SENT = {
    **dict.fromkeys(SHOWN, 200),
    **{f"{noun}-bulk": 200 for noun in SEVERAL},
    **{f"{noun}-bulk save 1": f"{noun}-list" for noun in SEVERAL},
    **{f"set_language language {code}": "home" for code in ("en", "ru", "uz", "ko")},
    "contact-card do save": "contacts-detail",
    "contact-move": "contacts-detail",
    "contacts-merge": "contacts-detail",
    "contacts-merge different 1": "contacts-merge",
    "event-change do save": "events-detail",
    "institutions-merge different 1": "institutions-merge",
    "log do save": "events-detail",
    "logout": "login",
    "same-judge": "same",
    "tokens revoke": "tokens",
    "view-keep": "meetings-list",
}


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker, tmp_path_factory):
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    with files, cast.shared(django_db_blocker, furnished) as people:
        yield people


def furnished():
    records(WORD, confidentiality="public")
    ProbablySame.objects.all().delete()  # the two of this pair belong together and never merge
    pair = [
        cast.make_contact(display_name=f"{name} {WORD}") for name in ("Lee Jieun", "Lee Ji-eun")
    ]
    ProbablySame.objects.create(contact=pair[0], other_contact=pair[1], why="one name")
    rebuild()
    return cast.everyone()


class Walk:
    """Somebody who goes wherever a page leads, once to each kind of address."""

    def __init__(self, user):
        self.client = Client(enforce_csrf_checks=True)
        self.client.force_login(user)
        self.known = set()
        self.ahead = deque()
        self.wrong = []

    def go(self):
        self.note("/", "/", "link")
        while self.ahead:
            self.read(*self.ahead.popleft())

    def note(self, address, source, by):
        """Keep an address of this house for later, unless one of its kind was seen."""
        parts = urlsplit(address)
        if parts.netloc or parts.path.startswith("/static/"):
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
        elif answer["Content-Type"].startswith("text/html") and not address.startswith(ELSEWHERE):
            self.see(address, answer.content.decode())

    def see(self, address, page):
        for link in HREF.findall(page):
            self.note(urljoin(address, unescape(link)), address, "link")


class Hand(Walk):
    """Somebody who also sends every form, and whose pages are read as a browser reads them."""

    def __init__(self, user):
        super().__init__(user)
        self.sent = {}

    def note(self, address, source, by):
        """Tell addresses apart by what they ask, but for lists, which ask for anything."""
        parts = urlsplit(address)
        asked = (
            ""
            if resolve(parts.path).view_name.endswith("-list")
            else " ".join(sorted(dict(parse_qsl(parts.query))))
        )
        super().note(address, source, f"{by} {asked}")

    def see(self, address, page):
        read = Scriptless(page)
        self.wrong += [(address, fault) for fault in read.faults]
        if read.headings != 1:
            self.wrong.append((address, "headings", read.headings))
        for link in read.links:
            self.note(urljoin(address, link), address, "link")
        for form in read.forms:
            stem = urljoin(address, form.action or urlsplit(address).path)
            if form.method == "get":
                for way, query in form.queries(WORD).items():
                    self.note(f"{stem}?{query}", address, way)
            else:
                self.press(form, address)

    def press(self, form, source):
        """Press each button of a form that writes, once for each kind; nothing of it stays."""
        address = urljoin(source, form.action) if form.action else source
        name = resolve(urlsplit(address).path).view_name.removeprefix("site:")
        for button in form.buttons:
            kind = " ".join([name, *(part for part in button if part and "-" not in part)])
            if kind not in self.sent:
                self.sent[kind] = None
                with transaction.atomic():
                    self.sent[kind] = self.send(form, address, button)
                    transaction.set_rollback(True)

    def send(self, form, address, button):
        """Send a form, and what stands on the page that answers; say where that led."""
        client = Client(enforce_csrf_checks=True)
        client.cookies = deepcopy(self.client.cookies)
        answer = client.post(address, form.filled(TYPED, button))
        if "Location" in answer:
            return resolve(urlsplit(answer["Location"]).path).view_name.removeprefix("site:")
        read = Scriptless(answer.content.decode())
        self.wrong += [(address, fault) for fault in read.faults]
        for again in read.forms:
            if again.method == "post":
                self.press(again, address)
        return answer.status_code


@pytest.mark.parametrize("role", OTHERS)
def test_every_link_leads_to_a_page(role, people):
    walk = Walk(people[role])
    walk.go()
    assert walk.wrong == []
    lists = {name for name, _by in walk.known if name.endswith("-list")}
    everything = {f"site:{noun}-list" for noun in MODELS}
    assert lists == (set() if role == "outsider" else everything)


def test_the_other_roles_may_open_what_a_reader_may(people):
    common = people["reader"].get_all_permissions()
    more = {role: people[role].get_all_permissions() - common for role in ("cleared", "auditor")}
    assert more == {
        "cleared": {"relations.read_restricted", "relations.read_journal"},
        "auditor": {"relations.view_journal", "relations.read_journal"},
    }
    assert all(people[role].get_all_permissions() >= common for role in more)


def test_every_form_can_be_sent(people):
    walk = Hand(people[SENDER])
    walk.go()
    assert walk.wrong == []
    assert walk.sent == SENT
