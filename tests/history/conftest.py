"""What the journal says since a test began."""

import pytest
from django.db import connection
from django.db.models import Max

from relations.models import Journal
from tests import cast


@pytest.fixture
def lee(db):
    return cast.editor(username="lee.ji-eon")


@pytest.fixture
def told(db):
    """Return a function that gives the entries made since it was last asked."""
    seen = [Journal.objects.aggregate(last=Max("pk"))["last"] or 0]

    def entries():
        found = list(Journal.objects.filter(pk__gt=seen[0]))
        seen[0] = max((entry.pk for entry in found), default=seen[0])
        return found

    return entries


@pytest.fixture
def transaction_id(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        return cursor.fetchone()[0]
