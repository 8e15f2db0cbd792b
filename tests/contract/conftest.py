"""The program as ``tests/pressure`` serves it, and in the end what was found for each role."""

import os

import pytest

from tests.pressure.conftest import site  # noqa: F401 - a fixture

WHOLE = bool(os.environ.get("CONTRACT"))
"""Whether to try all that is described (``make contract``), or a little of it."""
TOLD = pytest.StashKey()


def pytest_configure(config):
    config.stash[TOLD] = {}


@pytest.fixture
def told(request):
    """The statuses and the failures of each role."""
    return request.config.stash[TOLD]


def pytest_terminal_summary(terminalreporter, config):
    rows = [
        (role, len(statuses), sum(200 <= (status or 0) < 300 for status in statuses), len(failures))
        for role, (statuses, failures) in config.stash[TOLD].items()
    ]
    rows.append(("all", *(sum(row[place] for row in rows) for place in (1, 2, 3))))
    for role, cases, well, failures in rows:
        line = f"{role:13} {cases:6} cases, {well:5} of them granted, {failures:4} failures"
        terminalreporter.write_line(line)
    for role, (_statuses, failures) in config.stash[TOLD].items():
        for failure in failures:  # whole: pytest shortens a list
            terminalreporter.write_line(f"\n{role}: {failure}")
