"""Turn columns and rows into cells that a template can write without asking anything."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from relations.exports.base import Column, Kind, Label
from relations.geography.tongues import language_name
from relations.models import Institution, Post
from relations.models.base import Named
from relations.templatetags.words import address, called, said, titled, tongue, written_in

LONGEST_NAME = 240
EMPTY = SafeString('<span class="none" aria-hidden="true">\N{EN DASH}</span>')
LANG = SafeString(' lang="{}"')
OUTSIDE = SafeString(' rel="noreferrer external"')


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, with the page it leads to and the language it is in."""

    text: str
    href: str = ""
    lang: str = ""
    outside: bool = False

    def __html__(self) -> str:
        lang = format_html(LANG, self.lang) if self.lang else ""
        if self.href:
            rel = OUTSIDE if self.outside else ""
            return format_html('<a href="{}"{}{}>{}</a>', self.href, lang, rel, self.text)
        return format_html("<span{}>{}</span>", lang, self.text) if lang else escape(self.text)


Item = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table at one place."""

    label: Label
    kind: str
    items: tuple[Item, ...]

    def html(self) -> SafeString:
        """Write it; a page has hundreds of these, for which a template takes five times as long."""
        lines = [format_html_join(", ", "{}", ((piece,) for piece in item)) for item in self.items]
        if len(lines) > 1:
            told = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
            return format_html('<ul class="plain">{}</ul>', told)
        return lines[0] if lines else EMPTY


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head; ``order`` is said as aria-sort has it, ``href`` sorts by it."""

    label: Label
    kind: str
    order: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    heads: Sequence[Head]
    rows: Sequence[Sequence[Cell]]


def table(columns: Iterable[Column], rows: Iterable[Model], heads: Sequence[Head] = ()) -> Table:
    columns = list(columns)
    return Table(
        heads=heads or [Head(column.label, column.kind) for column in columns],
        rows=[[cell(column, row) for column in columns] for row in rows],
    )


def facts(columns: Iterable[Column], row: Model) -> list[Cell]:
    """Take the cells that say something, but for the name, which stands above them."""
    cells = (cell(column, row) for column in columns if column.kind != Kind.NAME)
    return [made for made in cells if made.items]


def cell(column: Column, row: Model) -> Cell:
    value = column.value(row)
    items: tuple[Item, ...] = ()
    if column.kind is Kind.NAME:
        named = isinstance(row, Named | Institution | Post)
        items = (_name(called(row) if named else str(value), row),)
    elif value not in (None, "", False, []):
        items = tuple(_ITEMS[column.kind](column, value))
    return Cell(column.label, column.kind, items)


def piece(record: Any) -> Piece:
    return Piece(called(record), address(record), tongue(record))


def _name(text: str, row: Model) -> Item:
    short = Truncator(text).chars(LONGEST_NAME) or _("(without a name)")
    return (Piece(short, address(row), tongue(row) or written_in(short)),)


def _record(record: Any) -> Item:
    """Say a record; of a post its title, and the institution as a link."""
    if not isinstance(record, Post):
        return (piece(record),)
    title = Piece(titled(record) or _("(post not said)"), address(record))
    return (title, piece(record.institution)) if record.institution else (title,)


def number(value: int | Decimal) -> str:
    """Write a number without the zeros it is stored with; a year is not grouped."""
    return number_format(f"{value.normalize():f}" if isinstance(value, Decimal) else value)


def _moment(value: datetime) -> str:
    here = timezone.localtime(value)
    return f"{said(here.date().isoformat())}, {here:%H:%M}"


def _language(tag: str) -> str:
    return language_name(tag, get_language() or "en")


def _plain(text: str) -> list[Item]:
    return [(Piece(text),)]


_ITEMS: dict[Kind, Callable[[Column, Any], Iterable[Item]]] = {
    Kind.TEXT: lambda _column, value: [(Piece(str(value), lang=written_in(str(value))),)],
    Kind.LONG: lambda _column, value: _plain(str(value)),
    Kind.DATE: lambda _column, value: _plain(said(value)),
    Kind.DAY: lambda _column, value: _plain(said(value.isoformat())),
    Kind.MOMENT: lambda _column, value: _plain(_moment(value)),
    Kind.NUMBER: lambda _column, value: _plain(number(value)),
    Kind.CHOICE: lambda column, value: _plain(column.words(value)),
    Kind.CHOICES: lambda column, value: [(Piece(column.words(one)),) for one in value],
    Kind.FLAG: lambda _column, _value: _plain(_("yes")),
    Kind.WORDS: lambda _column, value: [(Piece(one, lang=written_in(one)),) for one in value],
    Kind.TONGUE: lambda _column, value: _plain(_language(value)),
    Kind.TONGUES: lambda _column, value: [(Piece(_language(one)),) for one in value],
    Kind.NAMES: lambda _column, value: [(Piece(str(one), lang=tongue(one)),) for one in value],
    Kind.ADDRESS: lambda _column, value: [(Piece(value, value, outside=True),)],
    Kind.RECORD: lambda _column, value: [_record(value)],
    Kind.RECORDS: lambda _column, value: [_record(one) for one in value],
    Kind.LINES: lambda _column, value: [_record(one) for one in value],
}
