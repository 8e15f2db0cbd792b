"""The order of the tests."""

from typing import Any


def pytest_collection_modifyitems(items: list[Any]) -> None:
    """Run last what empties the database: it takes along what migrations put there."""
    items.sort(key=_empties)


def _empties(item: Any) -> bool:
    mark = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or bool(mark and mark.kwargs.get("transaction"))
