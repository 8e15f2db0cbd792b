"""How many rows each choice of a filter would leave, over visible rows.

One query for all choices by a column, one for each column that holds several, one for the
places and one for the topics.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from relations.filters.asking import Choice
from relations.filters.base import NounFilters
from relations.filters.placed import by_place
from relations.filters.reach import Kinds
from relations.filters.topical import by_topic

MOST = 2000
"""Beyond so many rows nothing is counted, so that a list costs no more for being long."""


def facets(filters: NounFilters, names: tuple[str, ...]) -> Mapping[str, Mapping[str, int]]:
    """Count rows by each choice of some filters, all other filters being on.

    Of a topic by its id, of anything else by what stands in the address.
    """
    return {
        **_by_columns(filters, names),
        **_found(_by_array, filters, names),
        **_found(by_place, filters, names),
        **_found(by_topic, filters, names),
    }


def _found(count: Any, filters: NounFilters, names: tuple[str, ...]) -> Mapping[str, Any]:
    found = {name: count(filters, name, most=MOST) for name in names}
    return {name: numbers for name, numbers in found.items() if numbers}


def _by_columns(filters: NounFilters, names: tuple[str, ...]) -> Mapping[str, Mapping[str, int]]:
    """Count rows by each choice that is made by a column.

    The rows are read with all choices at once, grouped, and summed here for each.
    """
    paths = {name: path for name in names if (path := _path(filters.filters.get(name)))}
    if not paths or not filters.is_valid():
        return {}
    rows = list(filters.but(*paths).order_by().values_list(*paths.values())[: MOST + 1])
    if len(rows) > MOST:
        return {}
    chosen = {name: _chosen(filters, name) for name in paths}
    found: dict[str, Counter[str]] = {name: Counter() for name in paths}
    for codes, number in Counter(rows).items():
        row = dict(zip(paths, codes, strict=True))
        for name, code in row.items():
            others = (chosen[other] in (None, row[other]) for other in paths if other != name)
            if all(others):
                found[name][code] += number
    return found


def _by_array(filters: NounFilters, name: str, *, most: int) -> Mapping[str, int]:
    """Count rows by each value of a column that holds several."""
    question: Any = filters.filters.get(name)
    if not isinstance(question, Choice) or not question.array or not filters.is_valid():
        return {}
    found = filters.but(name).order_by().values_list(str(question.where), flat=True)
    rows = list(found[: most + 1])
    return Counter(one for row in rows for one in row) if len(rows) <= most else {}


def _path(question: Any) -> str:
    """Return the column a choice is made by, "" where it is more than one column."""
    if isinstance(question, Kinds):
        return f"{question.where}__code"
    simple = isinstance(question, Choice) and not question.array
    return question.where if simple and isinstance(question.where, str) else ""


def _chosen(filters: NounFilters, name: str) -> str | None:
    value = filters.asked(name)
    return getattr(value, "code", value) or None
