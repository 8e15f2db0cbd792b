"""The statement behind a file: visible, filtered rows, and how PostgreSQL is to write them.

What is put together here is the text of expressions of this file around columns named by number;
whatever anybody sent stands in the parameters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from relations.exports.cells import Cell, Form

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
    """The cells of some rows, compiled for one connection; ``inner`` is None where none can be."""

    cells: tuple[Cell, ...]
    inner: Bound | None

    @property
    def names(self) -> list[str]:
        return [cell.name for cell in self.cells]

    def csv(self) -> Bound | None:
        options = "FORMAT csv"
        return self._copied([_csv(cell, column) for cell, column in self._columns()], options)

    def plain_csv(self) -> Bound | None:
        """Give the rows as they are, for a comparison: formulas, times and lists untouched."""
        return self._copied([column for _cell, column in self._columns()], "FORMAT csv")

    def sheet(self) -> Bound | None:
        """Give rows of tab-separated text, each value that is no text behind its mark."""
        texts = [_sheet(cell, column) for cell, column in self._columns()]
        return self._copied(texts, "FORMAT text, NULL ''")

    def json(self) -> Bound | None:
        """Give an object a row.

        As csv with a quote and a delimiter that JSON never has: the plain format of COPY would
        double the backslashes.
        """
        named = ", ".join(f'{column} AS "{cell.name}"' for cell, column in self._columns())
        return self._copied(
            ["row_to_json(o)"],
            r"FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02'",
            around=f"SELECT {named} FROM ({{}}) AS r",
            name="o",
        )

    def counted(self, most: int) -> Bound | None:
        return self._wrapped(f"SELECT count(*) FROM (SELECT FROM ({{}}) AS r LIMIT {most}) AS c")

    def explained(self) -> Bound | None:
        return self._wrapped("EXPLAIN (FORMAT json) {}")

    def _columns(self) -> list[tuple[Cell, str]]:
        return [(cell, f"r.c{place}") for place, cell in enumerate(self.cells)]

    def _copied(
        self, columns: Sequence[str], options: str, *, around: str = "{}", name: str = "r"
    ) -> Bound | None:
        # A fence, so that what asks other tables is not asked again wherever it is named.
        fence = " OFFSET 0" if any(cell.dear for cell in self.cells) else ""
        texts = ", ".join(columns).replace("%", "%%")
        inside = around.format("{}" + fence)
        return self._wrapped(
            f"COPY (SELECT {texts} FROM ({inside}) AS {name}) TO STDOUT ({options})"
        )

    def _wrapped(self, around: str) -> Bound | None:
        if self.inner is None:
            return None
        sql, params = self.inner
        before, after = around.split("{}")
        return f"{before}{sql}{after}", params


def select(rows: QuerySet, cells: Sequence[Cell], connection: Any) -> Selection:
    """Compile the cells of rows in their order, if they have one."""
    named = {f"c{place}": cell.expression for place, cell in enumerate(cells)}
    compiled = rows.annotate(**named).values_list(*named)
    try:
        sql, params = compiled.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return Selection(tuple(cells), None)
    return Selection(tuple(cells), (sql, tuple(params)))


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
