"""The cells of each noun's file: its columns, and what only a file tells."""

from collections.abc import Mapping
from typing import Any

from django.db.models import (
    Case,
    DecimalField,
    F,
    FilteredRelation,
    Model,
    Q,
    QuerySet,
    When,
)

from relations.exports import COLUMNS
from relations.exports.base import Column, Kind
from relations.exports.cells import (
    Cell,
    Cells,
    Form,
    counted,
    date,
    exact,
    free,
    record,
    several,
)
from relations.exports.nouns import MODELS
from relations.models import ContactPoint, ContactPointKind, Institution, Participation
from relations.models.base import visible_rows

POST = "current_post"
"""The one post that is marked as the main one and has not ended."""


def _text(column: Column, path: str, _model: Any, _user: Any) -> list[Cell]:
    return [free(column.name, path, long=column.kind in (Kind.LONG, Kind.NAME))]


def _date(column: Column, path: str, _model: Any, _user: Any) -> list[Cell]:
    span = column.sort if column.sort.endswith("_span") else ""
    return date(column.name, path, span)


def _number(column: Column, path: str, model: Any, _user: Any) -> list[Cell]:
    if isinstance(model._meta.get_field(path), DecimalField):
        return [exact(column.name, path)]
    return [Cell(column.name, F(path), Form.NUMBER)]


def _record(column: Column, path: str, model: Any, user: Any) -> list[Cell]:
    related = model._meta.get_field(path).related_model
    return record(column.name, path, related, user, hidden=column.brought is not None)


def _as(form: Form, *, is_free: bool = False) -> Any:
    return lambda column, path, _model, _user: [Cell(column.name, F(path), form, free=is_free)]


_KINDS: Mapping[Kind, Any] = {
    Kind.TEXT: _text,
    Kind.LONG: _text,
    Kind.NAME: _text,
    Kind.TONGUE: _text,
    Kind.ADDRESS: _text,
    Kind.DATE: _date,
    Kind.DAY: _as(Form.DAY),
    Kind.MOMENT: _as(Form.MOMENT),
    Kind.NUMBER: _number,
    Kind.CHOICE: _as(Form.TEXT),
    Kind.CHOICES: _as(Form.LIST),
    Kind.WORDS: _as(Form.LIST, is_free=True),
    Kind.TONGUES: _as(Form.LIST, is_free=True),
    Kind.FLAG: _as(Form.FLAG),
    Kind.RECORD: _record,
}


def cells_of(column: Column, model: type[Model], user: Any) -> list[Cell]:
    if column.cells:
        return column.cells(column.name, user)
    return list(_KINDS[column.kind](column, column.path or column.name, model, user))


def _main_post(_name: str, user: Any) -> list[Cell]:
    """Tell the main post of today and its institution, if the reader may see that one.

    Joined over the index that allows one such post a contact: asked for each row it would take
    more than twice as long.
    """
    path = f"{POST}__institution"
    none, seen = Q(**{f"{path}__isnull": True}), visible_rows(Institution, user, f"{path}__")
    return [
        Cell("post", Case(When(none | seen, then=F(f"{POST}__title"))), free=True),
        *record("institution", path, Institution, user, hidden=True),
    ]


def _points(kind: ContactPointKind) -> Cells:
    """Tell the ways to reach a contact that may be used, the preferred one first."""

    def told(name: str, _user: Any) -> list[Cell]:
        points = ContactPoint.objects.filter(kind=kind, do_not_use=False)
        ordered = points.order_by("-preferred", "order", "pk")
        return [several(name, "contact", ordered, "value")]

    return told


def _taken(name: str, user: Any) -> list[Cell]:
    return [counted(name, "contact", Participation.objects.visible_below(user, "contact"))]


def _plain(*cells: Cell) -> Cells:
    return lambda _name, _user: list(cells)


# What a file has besides the columns of its noun, by the name it is asked for with.
FURTHER: Mapping[str, Mapping[str, Cells]] = {
    "contacts": {
        "post": _main_post,
        "emails": _points(ContactPointKind.EMAIL),
        "phones": _points(ContactPointKind.PHONE),
        "events_count": _taken,
        "biography": _plain(free("biography", long=True)),
    },
    "institutions": {"by_mention": _plain(Cell("by_mention", F("by_mention"), Form.FLAG))},
    **{
        noun: {
            "hours": _plain(
                Cell("start_time", F("start_time")),
                Cell("end_time", F("end_time")),
                free("time_zone"),
            ),
            "summary": _plain(free("summary", long=True)),
        }
        for noun in ("events", "meetings", "forums")
    },
}


def names_of(noun: str) -> list[str]:
    """Return the names by which ``fields=`` may choose, in the order of the file."""
    return [column.name for column in COLUMNS[noun]] + list(FURTHER.get(noun, ()))


def cells_for(noun: str, user: Any, names: list[str] | None = None) -> list[Cell]:
    """Return the cells of a noun's file, all or those of the columns named; the id is first."""
    found = {column.name: cells_of(column, MODELS[noun], user) for column in COLUMNS[noun]}
    found |= {name: told(name, user) for name, told in FURTHER.get(noun, {}).items()}
    chosen = found if names is None else dict.fromkeys(name for name in names if name != "id")
    return [Cell("id", F("pk")), *(cell for name in chosen for cell in found[name])]


def joined(noun: str, rows: QuerySet) -> QuerySet:
    """Join what the cells of a noun read besides foreign keys."""
    if noun != "contacts":
        return rows
    condition = Q(posts__primary=True, posts__until="", posts__entered_in_error=False)
    return rows.annotate(**{POST: FilteredRelation("posts", condition=condition)})
