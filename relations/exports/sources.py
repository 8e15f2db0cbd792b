"""Columns of where facts come from, and of figures, relations, documents and notes."""

from typing import Any

from django.db.models import Case, CharField, Prefetch, UUIDField, Value, When
from django.db.models.functions import Coalesce
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from relations.exports.agreements import parties, parties_of
from relations.exports.base import LEVEL, Column, Kind, seen
from relations.exports.cells import Cell
from relations.models import (
    Figure,
    FigureSubject,
    Qualifier,
    RelationKind,
    RelationParty,
    SourceKind,
)

TOO_LONG_TO_READ = 10_000  # from here on digits stand in groups; a year never does


def amount(figure: Figure) -> str:
    """Say the value with its qualifier and unit: more than 10 billion is not 10 billion."""
    grouped = abs(figure.value) >= TOO_LONG_TO_READ
    value = number_format(f"{figure.value.normalize():f}", force_grouping=grouped)
    if figure.qualifier != Qualifier.EXACT:
        value = f"{figure.get_qualifier_display()}\N{NO-BREAK SPACE}{value}"
    return f"{value} {figure.unit}".rstrip()


def subjects(figure: Figure) -> list[Any]:
    return [subject.institution or subject.place for subject in figure.subjects.all()]


def attached_to(row: Any) -> Any:
    """Give the one record a document or note belongs to."""
    return next(
        (getattr(row, arc) for arc in _BEARERS if getattr(row, f"{arc}_id")),
    )


def bring_subjects(user: Any) -> Prefetch:
    return seen("subjects", FigureSubject, user, "institution", "place")


def bring_parties(user: Any) -> Prefetch:
    return seen("parties", RelationParty, user, "institution", "place")


# All that a document or note can belong to guards it, as the source guards figures and relations.
_BEARERS = ("event", "agreement", "institution", "contact")
_CALLED = ("event__title", "agreement__title", "institution__display_name", "contact__display_name")


def bearer_told(name: str, _user: Any) -> list[Cell]:
    """Tell the one record by its noun, its id and its name."""
    noun = Case(
        *(When(**{f"{arc}__isnull": False}, then=Value(f"{arc}s")) for arc in _BEARERS),
        output_field=CharField(),
    )
    key = Coalesce(*(f"{arc}_id" for arc in _BEARERS), output_field=UUIDField())
    return [
        Cell(f"{name}_noun", noun),
        Cell(f"{name}_id", key),
        Cell(name, Coalesce(*_CALLED), free=True),
    ]


def untold(_name: str, _user: Any) -> list[Cell]:
    """Leave out of a file what other columns of it tell more exactly."""
    return []


SOURCE_COLUMNS = (
    Column("published", _("Published"), kind=Kind.DATE, sort="published_span"),
    Column("title", _("Title"), kind=Kind.NAME, sort="title"),
    Column("publisher", _("Publisher"), sort="publisher"),
    Column("language", _("Language"), kind=Kind.TONGUE, sort="language"),
    Column("kind", _("Kind"), kind=Kind.CHOICE, sort="kind", choices=SourceKind),
    Column("url", _("Address"), kind=Kind.ADDRESS, listed=False),
    Column("published_basis", _("How the date is known"), listed=False),
    Column("reported_from", _("Reported from"), listed=False),
    Column("retrieved_on", _("Retrieved"), kind=Kind.DAY, sort="retrieved_on", listed=False),
    Column("stored_copy", _("What could be read"), listed=False),
)

FIGURE_COLUMNS = (
    Column("indicator", _("Indicator"), kind=Kind.NAME, sort="indicator"),
    Column("amount", _("Amount"), amount, cells=untold),
    Column("period", _("Period"), kind=Kind.DATE, sort="period_span"),
    Column(
        "subjects",
        _("About"),
        subjects,
        Kind.RECORDS,
        brought=bring_subjects,
        cells=parties_of(FigureSubject, "figure"),
    ),
    Column("source", _("Source"), kind=Kind.RECORD, sort="source__title", joined=("source",)),
    Column("qualifier", _("Qualifier"), kind=Kind.CHOICE, choices=Qualifier, listed=False),
    Column("value", _("Value"), kind=Kind.NUMBER, listed=False),
    Column("unit", _("Unit"), sort="unit", listed=False),
    Column("baseline_value", _("Compared with"), kind=Kind.NUMBER, listed=False),
    Column("baseline_period", _("Compared with the period"), kind=Kind.DATE, listed=False),
    Column("note", _("Remark"), kind=Kind.LONG, listed=False),
)

RELATION_COLUMNS = (
    Column("status", _("Status as named by the parties"), kind=Kind.NAME, sort="status"),
    Column("kind", _("Kind"), kind=Kind.CHOICE, sort="kind", choices=RelationKind),
    Column(
        "parties",
        _("Between"),
        parties,
        Kind.RECORDS,
        brought=bring_parties,
        cells=parties_of(RelationParty, "relation"),
    ),
    Column("since", _("Since"), kind=Kind.DATE, sort="since_span"),
    Column("until", _("Until"), kind=Kind.DATE, sort="until_span"),
    Column("source", _("Source"), kind=Kind.RECORD, sort="source__title", joined=("source",)),
)

_BEARER = Column(
    "record", _("Belongs to"), attached_to, Kind.RECORD, joined=_BEARERS, cells=bearer_told
)
DOCUMENT_COLUMNS = (
    Column("title", _("Title"), kind=Kind.NAME, sort="title"),
    _BEARER,
    Column("language", _("Language"), kind=Kind.TONGUE, sort="language"),
    Column("content_type", _("Type"), sort="content_type"),
    Column("size", _("Bytes"), kind=Kind.NUMBER, sort="size"),
    Column("file_name", _("File name"), listed=False),
    LEVEL,
)

NOTE_COLUMNS = (
    Column("text", _("Note"), kind=Kind.NAME),
    _BEARER,
    Column("created_at", _("Written"), kind=Kind.MOMENT, sort="created_at"),
    Column("created_by", _("By"), kind=Kind.RECORD, joined=("created_by",)),
    LEVEL,
)
