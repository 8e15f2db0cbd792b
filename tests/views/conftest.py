"""People at their browsers, and a count of what a page asks the database."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.views.reading import Page


class Browser:
    """A signed-in person; ``ask`` reads a page."""

    def __init__(self, user):
        self.user = user
        self.client = Client()
        self.client.force_login(user)

    def ask(self, address):
        return Page(self.client.get(address))

    def price(self, address):
        """Return a page and how many queries it took."""
        with CaptureQueriesContext(connection) as queries:
            page = self.ask(address)
        assert page.status == 200
        return page, len(queries)


@pytest.fixture
def reader(db):
    return Browser(cast.reader())


@pytest.fixture
def editor(db):
    return Browser(cast.editor())


@pytest.fixture
def cleared(db):
    return Browser(cast.cleared())


@pytest.fixture
def outsider(db):
    return Browser(cast.outsider())


@pytest.fixture
def files(settings, tmp_path):
    """Keep stored files in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
