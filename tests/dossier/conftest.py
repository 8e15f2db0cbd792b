"""The real reports, loaded once for a file, as the house of the first of them sees them."""

from pathlib import Path

import pytest
from django.db import transaction
from django.test import override_settings

from relations.actions.records import refresh_statistics
from relations.imports.reports.loading import load
from relations.imports.reports.reading import read

HOME = "uz-isrs"
REPORTS = Path("fixtures/real-reports/reports.json")


@pytest.fixture(scope="module")
def reports(django_db_setup, django_db_blocker):
    with (
        override_settings(HOME_INSTITUTION=HOME),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        load(read(REPORTS))
        refresh_statistics()
        yield
        transaction.set_rollback(True)
