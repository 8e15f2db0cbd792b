"""Rules of the database: broken on purpose, by the program's ways and by plain SQL."""

from contextlib import contextmanager

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from tests.models.world import everything


@pytest.fixture
def world(db):
    return everything()


@pytest.fixture
def refused_by():
    """Return a context that demands a refusal by a rule of that name, and undoes all within it.

    Rules judged at the end of a transaction are judged at the end of the context.
    """

    @contextmanager
    def context(rule):
        with pytest.raises((IntegrityError, DataError)) as caught, transaction.atomic():  # noqa: PT012
            connection.check_constraints()
            yield
            connection.check_constraints()
        assert caught.value.__cause__.diag.constraint_name == rule

    return context


@pytest.fixture
def sql(db):
    """Return a function that runs plain SQL and gives its rows."""

    def run(statement, *values):
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else cursor.rowcount

    return run
