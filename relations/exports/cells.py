"""What a column gives to a file: one cell or several, each an expression of the database."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Case,
    CharField,
    DateField,
    DecimalField,
    F,
    Func,
    Model,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import Combinable

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

    ``free`` text is text that people wrote, which a spreadsheet might take for a formula. A
    ``dear`` expression asks other tables for each row, and must be asked once. ``long`` text may
    be longer than a spreadsheet's cell can hold.
    """

    name: str
    expression: Any
    form: Form = Form.TEXT
    free: bool = False
    dear: bool = False
    long: bool = False


Cells = Callable[[str, Any], list[Cell]]


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
    days: Any = F(span) if span else EdtfSpan(path)
    first = Func(days, function="lower", output_field=DateField())
    last = Func(days, template="(upper(%(expressions)s) - 1)", output_field=DateField())
    return [
        Cell(name, F(path)),
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


def several(name: str, rows: QuerySet, value: Any) -> Cell:
    """Give a list of texts read from other rows, which ``rows`` tie to this one and order."""
    texts = ArraySubquery(
        rows.annotate(said=F(value) if isinstance(value, str) else value).values("said")
    )
    return Cell(name, texts, Form.LIST, free=True, dear=True)
