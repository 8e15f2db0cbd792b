"""The statement behind a file: visible, filtered rows, and how PostgreSQL is to write them.

What is put together here is the text of expressions of this file around columns named by number;
whatever anybody sent stands in the parameters.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy

from relations.exports.cells import Cell, Form

BEGINNING: Final = 500
"""So many rows are read first: the first of them come at once, whatever the rest asks for."""
LIST = "; "
LONGEST = 32_000
"""A spreadsheet's cell holds 32,767 characters, of which some count twice."""
# What a spreadsheet may run, behind any number of the marks that make it harmless: those are
# doubled, so that taking one away gives back what was there.
RUN = r"E'\t', E'\r', E'\n', '=', '+', '-', '@', '＝', '＋', '－', '＠'"
HARMLESS = "+-0123456789 ()./,"
"""A text of these alone is a number or a phone, and runs nothing."""
# One comparison of bytes spares all but few texts the rest; what is below "A" is every sign of
# ASCII that matters, and the wide ones stand where no letter does but wide letters.
GUARD = (
    """CASE WHEN ({0} COLLATE "C" < 'A' OR {0} COLLATE "C" >= '＀')"""
    """ AND left(ltrim({0}, ''''), 1) IN ({1}) AND ltrim({0}, '{2}') <> '' """
    """THEN '''' || {0} ELSE {0} END"""
)
MARKS = {Form.NUMBER: "\x01", Form.DAY: "\x02", Form.FLAG: "\x03"}
"""What stands before a value in a sheet that is no text."""
FIRST_DAY = "1900-03-01"
"""Before it a spreadsheet's own dates are wrong, and before 1900 there are none."""

Bound = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Selection:
    """The cells of some rows, compiled for one connection; ``inner`` is None where none can be.

    ``below`` are the cells told of the rows below all rows at once, by their place; what else is
    told of rows below stands in ``inner``. ``then`` gives what the rows go on with, when it is
    their turn.
    """

    cells: tuple[Cell, ...]
    inner: Bound | None
    order: str
    part: str = "OFFSET 0"
    below: tuple[tuple[int, Bound], ...] = ()
    then: "Callable[[], Selection] | None" = None

    @property
    def names(self) -> list[str]:
        return [cell.name for cell in self.cells]

    def beginning(self, rest: "Callable[[], Selection]") -> "Selection":
        """Read the first rows like this, and the others as ``rest`` says."""

        def others() -> Selection:
            return replace(rest(), part=f"OFFSET {BEGINNING}")

        return replace(self, part=f"LIMIT {BEGINNING}", then=others)

    def csv(self) -> Iterator[Bound]:
        options = "FORMAT csv"
        return self.copied([_csv(cell, column) for cell, column in self._columns()], options)

    def plain_csv(self) -> Iterator[Bound]:
        """Give the rows as they are, for a comparison: formulas, times and lists untouched."""
        return self.copied([column for _cell, column in self._columns()], "FORMAT csv")

    def sheet(self) -> Iterator[Bound]:
        """Give rows of tab-separated text, each value that is no text behind its mark."""
        texts = [_sheet(cell, column) for cell, column in self._columns()]
        return self.copied(texts, "FORMAT text, NULL ''")

    def json(self) -> Iterator[Bound]:
        """Give an object a row.

        As csv with a quote and a delimiter that JSON never has: the plain format of COPY would
        double the backslashes.
        """
        named = ", ".join(f'{column} AS "{cell.name}"' for cell, column in self._columns())
        return self.copied(
            ["row_to_json(o)"],
            r"FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02'",
            around=f"SELECT {named} FROM ({{}}) AS r",
            name="o",
        )

    def counted(self, most: int) -> Bound | None:
        if self.inner is None:
            return None
        sql, params = self.inner
        return f"SELECT count(*) FROM (SELECT FROM ({sql}) AS r LIMIT {most}) AS c", params

    def explained(self) -> Bound | None:
        return self.inner and (f"EXPLAIN (FORMAT json) {self.inner[0]}", self.inner[1])

    def _columns(self) -> list[tuple[Cell, str]]:
        return [(cell, f"r.c{place}") for place, cell in enumerate(self.cells)]

    def copied(
        self, columns: Sequence[str], options: str, *, around: str = "{}", name: str = "r"
    ) -> Iterator[Bound]:
        if self.inner is None:
            return
        texts = ", ".join(columns).replace("%", "%%")
        sql, params = self._ordered(*self.inner)
        inside = around.replace("{}", sql)
        yield f"COPY (SELECT {texts} FROM ({inside}) AS {name}) TO STDOUT ({options})", params
        if self.then:
            yield from self.then().copied(columns, options, around=around, name=name)

    def _ordered(self, sql: str, params: tuple[Any, ...]) -> Bound:
        """Put the rows in order, and what is told of rows below beside them.

        Its end is a fence besides: what asks other tables is not asked again wherever it is named.
        """
        told = dict(self.below)
        columns = ", ".join(
            f"coalesce(d{place}.told, {cell.below.empty}) AS c{place}"
            if place in told and cell.below
            else f"r.c{place}"
            for place, cell in enumerate(self.cells)
        )
        joins = ""
        for place, (one, values) in self.below:
            joins += f" LEFT JOIN ({one}) AS d{place} ON d{place}.of = r.c0"
            params += values
        return (
            f"SELECT {columns} FROM ({sql}) AS r{joins} ORDER BY {self.order} {self.part}",
            params,
        )


def select(
    rows: QuerySet, cells: Sequence[Cell], connection: Any, *, at_once: bool = False
) -> Selection:
    """Compile the cells of rows in their order, which the id ends, or is where they have none.

    What is told of rows below is asked for each row, or ``at_once`` for all. The first of the
    cells is the id.
    """
    below = {}
    for place, cell in enumerate(cells):
        if at_once and cell.below and (found := _compiled(cell.below.of_all(), connection)):
            below[place] = found
    named = {
        f"c{place}": cell.below.of_each() if cell.below else cell.expression
        for place, cell in enumerate(cells)
        if place not in below
    }
    keys = _keys(rows)
    named |= {f"o{place}": key.expression for place, key in enumerate(keys)}
    order = ", ".join(f"r.o{place}{_direction(key)}" for place, key in enumerate(keys))
    compiled = _compiled(rows.order_by().annotate(**named).values_list(*named), connection)
    return Selection(tuple(cells), compiled, order, below=tuple(below.items()))


def _compiled(rows: QuerySet, connection: Any) -> Bound | None:
    try:
        sql, params = rows.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None
    return sql, tuple(params)


def _keys(rows: QuerySet) -> list[OrderBy]:
    order: Sequence[Any] = rows.query.order_by
    return [*(_key(key) if isinstance(key, str) else key for key in order), F("pk").asc()]


def _key(name: str) -> OrderBy:
    return OrderBy(F(name.removeprefix("-")), descending=name.startswith("-"))


def _direction(key: OrderBy) -> str:
    nulls = " NULLS FIRST" if key.nulls_first else " NULLS LAST" if key.nulls_last else ""
    return (" DESC" if key.descending else "") + nulls


def _text(cell: Cell, column: str) -> str:
    match cell.form:
        case Form.LIST:
            return f"array_to_string({column}, '{LIST}')"
        case Form.MOMENT:  # the session's zone is UTC while a file is written
            return f"replace({column}::timestamp::text, ' ', 'T') || '+00:00'"
        case Form.FLAG:
            return f"{column}::text"
    return column


def _csv(cell: Cell, column: str) -> str:
    text = _text(cell, column)
    return GUARD.format(text, RUN, HARMLESS) if cell.free else text


def _sheet(cell: Cell, column: str) -> str:
    match cell.form:
        case Form.NUMBER:
            return rf"E'\x01' || coalesce({column}::text, '')"
        case Form.DAY:
            return (
                f"CASE WHEN {column} < '{FIRST_DAY}' THEN {column}::text ELSE "
                rf"E'\x02' || coalesce(({column} - DATE '1899-12-30')::text, '') END"
            )
        case Form.FLAG:
            return rf"E'\x03' || coalesce({column}::int::text, '')"
    text = _text(cell, column)
    if cell.long or cell.form is Form.LIST:
        cut = f"left({text}, {LONGEST}) || ' […]'"
        return f"CASE WHEN length({text}) > {LONGEST} THEN {cut} ELSE {text} END"
    return text
