"""Run the cases of a search through the program, and time what it costs."""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import zip_longest
from typing import Any, Final

from django.db import connection, transaction

from relations.access import OPERATOR
from relations.bench import cases as figures
from relations.bench import corpus, rivals
from relations.bench.cases import Case
from relations.models.search import SearchKind
from relations.search import documents, keeping
from relations.search.finding import find
from relations.search.matching import SAME

WRITTEN: Final = 1000
TOGETHER: Final = 100
SAMPLED: Final = 12
# How long one of the usual ways is asked: at a million rows some take seconds a question.
SECONDS: Final = 90.0
DEEP: Final = 50


@contextmanager
def database_time() -> Iterator[list[float]]:
    """Add up the time spent in statements, with the way there and back."""
    spent = [0.0]

    def timed(execute: Callable[..., Any], *args: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(*args)
        finally:
            spent[0] += time.perf_counter() - begun

    with connection.execute_wrapper(timed):
        yield spent


def run(
    asked: Sequence[Case], names: dict[Any, str], *, typing: bool = False
) -> tuple[dict[str, Any], list[tuple[Case, int, float]]]:
    """Ask all cases; return the figures, and each case with its rank and best score."""
    ranks: dict[str, list[int]] = defaultdict(list)
    in_database, whole, told = [], [], []
    for case in asked:
        with database_time() as spent:
            begun = time.perf_counter()
            found = find(OPERATOR, case.query, limit=DEEP, typing=typing)
            whole.append(time.perf_counter() - begun)
        in_database.append(spent[0])
        place = figures.rank(case, [names.get(one.id, "") for one in found])
        ranks[case.kind].append(place)
        told.append((case, place, found[0].score if found else 0.0))
    return {
        **figures.summary(ranks),
        "database ms": figures.percentiles(in_database),
        "whole ms": figures.percentiles(whole),
    }, told


def beside(asked: Sequence[Case], names: dict[Any, str]) -> dict[str, Any]:
    """Ask a sample of the cases in the usual ways, each until its time is over."""
    sample = _sampled(asked)
    found: dict[str, Any] = {}
    for name, way in rivals.prepared():
        ranks: dict[str, list[int]] = defaultdict(list)
        times: list[float] = []
        for case in sample:
            if sum(times) > SECONDS:
                break
            begun = time.perf_counter()
            rows = way(case.query)
            times.append(time.perf_counter() - begun)
            ranks[case.kind].append(figures.rank(case, [names.get(row, "") for row in rows]))
        found[name] = {
            "means": figures.summary(ranks)["means"],
            "database ms": figures.percentiles(times),
        }
    return found


def _sampled(asked: Sequence[Case]) -> list[Case]:
    """Take a few cases of each kind, in turn, so that the first ones are of all kinds."""
    taken: dict[str, list[Case]] = defaultdict(list)
    for case in asked:
        taken[case.kind].append(case)
    turns = zip_longest(*(kind[:SAMPLED] for kind in taken.values()))
    return [case for turn in turns for case in turn if case]


def sizes() -> dict[str, float]:
    """Return the bytes a record that rows, index and dictionary take."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), pg_table_size('relations_searchdocument'),"
            " pg_indexes_size('relations_searchdocument'),"
            " pg_total_relation_size('relations_searchword') FROM relations_searchdocument"
        )
        count, *parts = cursor.fetchone()
    kinds = ("rows", "index", "dictionary")
    return {kind: round(part / max(count, 1), 1) for kind, part in zip(kinds, parts, strict=True)}


def writing(rows: Sequence[corpus.Row]) -> dict[str, float]:
    """Write the index of new contacts, and roll them back; milliseconds a contact.

    One by one, as an officer does, and a hundred at once, as a file does. The contacts are taken
    from all over the corpus, and as many others are drafted before: a process that writes has met
    most words of a name. Beside the time in statements all else counts as Python's.
    """
    chosen = _spread(rows, 3 * WRITTEN)
    documents.dictionary([corpus.draft(row) for row in chosen[::3]])
    return {
        **_written(chosen[1::3], 1, "ms"),
        **_written(chosen[2::3], TOGETHER, f"ms, {TOGETHER} at once"),
    }


def _written(rows: Sequence[corpus.Row], together: int, unit: str) -> dict[str, float]:
    new = [
        replace(row, key=f"new:{place}", id=corpus.id_of(f"new:{place}"))
        for place, row in enumerate(rows)
    ]
    begun = time.perf_counter()
    with transaction.atomic(), database_time() as spent:
        for start in range(0, len(new), together):
            drafts = [corpus.draft(row) for row in new[start : start + together]]
            keeping.write(drafts, documents.dictionary(drafts))
        whole = time.perf_counter() - begun
        transaction.set_rollback(True)
    share = 1000 / max(len(new), 1)
    return {
        f"Python {unit}": round((whole - spent[0]) * share, 3),
        f"SQL {unit}": round(spent[0] * share, 3),
    }


def _spread(rows: Sequence[corpus.Row], count: int) -> list[corpus.Row]:
    """Take contacts from all over the corpus, in an order that has nothing of the alphabet."""
    contacts = [row for row in rows if row.kind == SearchKind.CONTACT]
    kept = contacts[:: max(len(contacts) // count, 1)][:count]
    random.Random(count).shuffle(kept)  # noqa: S311 - rows of a measurement
    return kept


def same(told: Sequence[tuple[Case, int, float]]) -> dict[str, float]:
    """Say of the best candidates at or above ``SAME`` how many are right."""
    sure = [place for case, place, score in told if score >= SAME]
    return {
        "threshold": SAME,
        "share of cases": round(len(sure) / len(told), 4),
        "right": round(sum(place == 1 for place in sure) / max(len(sure), 1), 4),
    }
