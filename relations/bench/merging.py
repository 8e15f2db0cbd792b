"""Merge each two people, and each two bodies, of the reports; undo it; see that all is as before.

Each pair is tried in a transaction that is taken back, so that no pair meets what another left.
Left out of the comparison are the journal, which only grows; the words of the search, which only
rebuilding takes away; and the versions of rows: they count on over an undo, so that a form that was
opened while two records were one does not match the state after it.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from time import monotonic
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.db import connection, transaction
from psycopg import sql

from relations.actions.merging import merge_contacts, merge_institutions
from relations.actions.records import refresh_statistics
from relations.actions.unmerging import undo_merge
from relations.imports.reports.loading import load
from relations.imports.reports.reading import read
from relations.models import Contact, Institution, User

GROWING: Final = {"relations_journal", "relations_searchword"}
APART: Final = {"version"}
MERGES: Final[dict[Any, Any]] = {Contact: merge_contacts, Institution: merge_institutions}
# In which order the index finds the words around a record, nothing tells.
HINTS: Final = sql.SQL(
    r"(SELECT array_agg(word ORDER BY word) FROM regexp_split_to_table(hints, E'[ \n]') word)"
)


@dataclass(slots=True)
class Tried:
    """What came of the pairs of one kind."""

    pairs: int = 0
    as_before: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    differing: list[tuple[str, str, list[str]]] = field(default_factory=list)
    rows_combined: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


class Sums:
    """A sum of each table's rows as PostgreSQL writes them, whoever may read them."""

    def __init__(self) -> None:
        self.asked = sql.SQL(" UNION ALL ").join(
            _sum(table, columns) for table, columns in _tables() if table not in GROWING
        )
        self.before = self.now()

    def now(self) -> dict[str, str]:
        """Ask for the sums of all tables: one query."""
        with connection.cursor() as cursor:
            cursor.execute(self.asked)
            return dict(cursor.fetchall())

    def differing(self) -> list[str]:
        """Name the tables that are not as they were."""
        now = self.now()
        return [table for table, held in self.before.items() if now[table] != held]


def _tables() -> list[tuple[str, list[str]]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname::text, array_agg(attname::text ORDER BY attnum)"
            " FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid"
            " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND attnum > 0 AND NOT attisdropped GROUP BY 1 ORDER BY 1"
        )
        return list(cursor.fetchall())


def _sum(table: str, columns: list[str]) -> sql.Composed:
    ordered = table == "relations_searchdocument"
    told = [
        HINTS if ordered and name == "hints" else sql.Identifier(name)
        for name in columns
        if name not in APART
    ]
    return sql.SQL(
        "SELECT {}, md5(coalesce(string_agg(said, ' ' ORDER BY said), ''))"
        " FROM (SELECT ROW({})::text AS said FROM {}) rows"
    ).format(sql.Literal(table), sql.SQL(", ").join(told), sql.Identifier(table))


def run(reports: Path, *, every: int = 1) -> dict[str, Tried]:
    """Load the reports into an empty database, and try their pairs, or each so manieth of them."""
    load(read(reports))
    refresh_statistics()
    boss = User.objects.create_superuser("merges")
    return {
        str(model._meta.verbose_name_plural): try_pairs(pairs(model, every), boss)
        for model in MERGES
    }


def pairs(model: Any, every: int = 1) -> Iterator[tuple[Any, Any]]:
    """Yield each two records once, the kept one now the first of the two and now the second."""
    rows = model.objects.order_by("pk")
    for place, pair in enumerate(combinations(rows, 2)):
        if place % every == 0:
            yield pair if place // every % 2 else pair[::-1]


def try_pairs(found: Iterator[tuple[Any, Any]], user: Any) -> Tried:
    tried, start, sums = Tried(), monotonic(), Sums()
    for keep, drop in found:
        tried.pairs += 1
        with transaction.atomic():
            _try(tried, keep, drop, sums, user)
            transaction.set_rollback(True)
    tried.seconds = monotonic() - start
    return tried


def _try(tried: Tried, keep: Any, drop: Any, sums: Sums, user: Any) -> None:
    try:
        merged = MERGES[type(keep)](keep=keep, drop=drop, user=user)
    except ValidationError as error:
        tried.refused[" ".join(error.messages)] += 1
    else:
        tried.rows_combined += Counter(merged.combined)
        undo_merge(drop, user=user)
    if differing := sums.differing():
        tried.differing.append((str(keep), str(drop), differing))
    else:
        tried.as_before += 1


def told(found: dict[str, Tried]) -> str:
    lines = []
    for name, tried in found.items():
        lines.append(
            f"{name}: {tried.pairs} pairs in {tried.seconds:.0f} s,"
            f" all tables as before after {tried.as_before}"
        )
        lines += [f"  not merged, {count}: {why}" for why, count in tried.refused.items()]
        lines += [f"  rows made one: {count} {row}" for row, count in tried.rows_combined.items()]
        lines += [f"  DIFFERS {one} / {other}: {where}" for one, other, where in tried.differing]
    return "\n".join(lines)


def tell(found: dict[str, Tried], write: Callable[[str], Any]) -> None:
    """Write down what was found; raises ``CommandError`` where not all is as it was."""
    write(told(found))
    if any(tried.differing for tried in found.values()):
        raise CommandError("Not everything is as it was before.")
