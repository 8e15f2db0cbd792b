"""What a column gives to a file: one cell or several, each an expression of the database."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    DecimalField,
    F,
    Func,
    IntegerField,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from relations.dates.sql import EdtfSpan
from relations.models import (
    Agreement,
    Contact,
    Delegation,
    Event,
    EventKind,
    EventSeries,
    Institution,
    Place,
    Source,
    Topic,
    User,
)
from relations.models.base import visible_rows

Expression = Combinable | F
# The column by which a record of each model is called in a file.
CALLED: dict[type[Model], str] = {
    Agreement: "title",
    Contact: "display_name",
    Delegation: "name",
    Event: "title",
    EventKind: "name_en",
    EventSeries: "name",
    Institution: "display_name",
    Place: "name_en",
    Source: "title",
    Topic: "name_en",
    User: "username",
}


class Form(StrEnum):
    """How a cell is written; each format has its own way."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    FLAG = "flag"
    LIST = "list"  # of texts


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of each row of a file.

    ``free`` text is text that people wrote, which a spreadsheet might take for a formula. What is
    told of the rows ``below`` a row has no expression of its own. ``long`` text may be longer than
    a spreadsheet's cell can hold.
    """

    name: str
    expression: Any
    form: Form = Form.TEXT
    free: bool = False
    below: "Below | None" = None
    long: bool = False


Cells = Callable[[str, Any], list[Cell]]


@dataclass(frozen=True, slots=True)
class Below:
    """What is told of the ordered rows whose ``key`` leads to the row of a file.

    Asked for each row where the file has few, and once for all of them where it has most: then
    each table is read from end to end, in half the time or less. ``value`` is told of each row
    below in a list; None stands for their number, or for how many different ones of ``counts``
    they have.
    """

    rows: QuerySet
    key: str
    value: Any
    counts: Any = None

    @property
    def number(self) -> Count:
        return Count("pk") if self.counts is None else Count(self.counts, distinct=True)

    @property
    def empty(self) -> str:
        """Write what is told where there is no row below."""
        return "0" if self.value is None else "'{}'"

    def of_each(self) -> Any:
        """Give the expression that asks for one row of the file."""
        own = self.rows.filter(**{self.key: OuterRef("pk")})
        if self.value is not None:
            return ArraySubquery(own.annotate(told=self.value).values("told"))
        number = own.order_by().values(self.key).annotate(told=self.number).values("told")
        return Coalesce(Subquery(number, output_field=IntegerField()), 0)

    def of_all(self) -> QuerySet:
        """Give a row for each row of a file that has any below: its id, and what is told."""
        told: Any = self.number
        if self.value is not None:
            told = ArrayAgg(self.value, order_by=list(self.rows.query.order_by))
        grouped = self.rows.order_by().values(of=F(f"{self.key}_id"))
        return grouped.annotate(told=told).values_list("of", "told")


class Joined(Func):
    """Join what is there of several texts by a comma; empty where none is."""

    function = "concat_ws"
    output_field = CharField()

    def __init__(self, *parts: Any, by: str = ", ") -> None:
        filled = [Func(part, Value(""), function="nullif") for part in parts]
        super().__init__(Value(by), *filled)


def free(name: str, path: Any = "", *, long: bool = False) -> Cell:
    return Cell(name, F(path or name) if isinstance(path, str) else path, free=True, long=long)


def date(name: str, path: str, span: str) -> list[Cell]:
    """Give an EDTF date as it is kept, and the first and last day it can mean, None where open."""
    return dated(name, F(path), F(span) if span else EdtfSpan(path))


def dated(name: str, text: Any, days: Any) -> list[Cell]:
    """Give the same of the text of a date and the days it can mean, whatever tells them."""
    first = Func(days, function="lower", output_field=DateField())
    last = Func(days, template="(upper(%(expressions)s) - 1)", output_field=DateField())
    return [
        Cell(name, text),
        Cell(f"{name}_from", first, Form.DAY),
        Cell(f"{name}_until", last, Form.DAY),
    ]


def exact(name: str, path: str) -> Cell:
    """Give a number of any precision without the zeros it is stored with."""
    number = Func(path, function="trim_scale", output_field=DecimalField())
    return Cell(name, number, Form.NUMBER)


def record(name: str, path: str, model: type[Model], user: Any, *, hidden: bool) -> list[Cell]:
    """Give another record by its id and what it is called.

    Where it may be ``hidden`` from the reader of the row, it is then as if not there.
    """
    key, called = F(f"{path}_id"), F(f"{path}__{CALLED[model]}")
    if not hidden:
        return [Cell(f"{name}_id", key), Cell(name, called, free=True)]
    seen = visible_rows(model, user, f"{path}__")
    return [
        Cell(f"{name}_id", Case(When(seen, then=key))),
        Cell(name, Case(When(seen, then=called)), free=True),
    ]


def several(name: str, key: str, rows: QuerySet, value: Any) -> Cell:
    """Give a list of texts, one of each of the ordered rows whose ``key`` leads to this one."""
    told = F(value) if isinstance(value, str) else value
    return Cell(name, None, Form.LIST, free=True, below=Below(rows, key, told))


def counted(name: str, key: str, rows: QuerySet, each: Any = None) -> Cell:
    """Give the number of the rows whose ``key`` leads here, or of what ``each`` of them has."""
    return Cell(name, None, Form.NUMBER, below=Below(rows, key, None, each))
