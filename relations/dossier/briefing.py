"""What a briefing is made of: plain lines under headings, each with the numbers of its sources.

The same lines are written as a page, as DOCX and as PDF, so they hold text and no markup.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from relations.dates.edtf import parse
from relations.dates.words import say
from relations.models import Institution, Place, Post, Source
from relations.models.base import Named

FEW = 3
OWN = "°"
"""Marks a line that rests on our own record alone."""


@dataclass(frozen=True, slots=True)
class Line:
    """One statement: ``lead`` stands out before it, ``under`` stands small below it.

    ``record`` is the record whose page it leads to. ``sign`` names its sources by their numbers.
    """

    text: str
    lead: str = ""
    under: str = ""
    sign: str = ""
    record: Any = None


@dataclass(frozen=True, slots=True)
class Group:
    lines: Sequence[Line]
    title: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the briefing; ``nothing`` is said where it has no line."""

    code: str
    title: str
    groups: Sequence[Group]
    nothing: str = ""

    @property
    def empty(self) -> bool:
        return not any(group.lines for group in self.groups)


@dataclass(frozen=True, slots=True)
class Cited:
    """A source under the number by which the lines name it."""

    number: int
    text: str
    url: str
    record: Source


@dataclass(frozen=True, slots=True)
class Briefing:
    title: str
    kind: str
    facts: Sequence[Line]
    sections: Sequence[Section]
    sources: Sequence[Cited]
    reader: str
    day: date
    owned: bool = False
    """Whether some line rests on our own record alone."""


@dataclass(slots=True)
class Shelf:
    """Number the sources in the order in which they are first cited."""

    numbers: dict[Any, int] = field(default_factory=dict)
    owned: bool = False

    def sign(self, *sources: Any) -> str:
        """Return the mark of a line that rests on these sources, given by id or as None."""
        known = dict.fromkeys(source for source in sources if source)
        if not known:
            self.owned = True
            return OWN
        found = sorted(self.numbers.setdefault(one, len(self.numbers) + 1) for one in known)
        return f"[{', '.join(map(str, found))}]"

    def cited(self, user: Any) -> list[Cited]:
        rows = Source.objects.visible_to(user).in_bulk(list(self.numbers))
        return [
            Cited(number, told(rows[key]), rows[key].url, rows[key])
            for key, number in self.numbers.items()
        ]


def told(source: Source) -> str:
    return ", ".join(
        part for part in (source.title, source.publisher, said(source.published)) if part
    )


def said(text: str) -> str:
    """Put an EDTF date into words of the reader's language."""
    return say(parse(text), language()) if text else ""


def language() -> str:
    return get_language() or "en"


def named(record: Any) -> str:
    """Name a record: a place, term or institution in the reader's language, others as called."""
    if isinstance(record, Named | Institution):
        return record.name_in(language())
    return str(getattr(record, "title", "") or record)


def post(held: Post) -> str:
    """Say a post in the reader's language where its title is known in it."""
    title = getattr(held, f"title_{language()[:2]}", "") or held.title or ""
    if held.acting:
        title = _("acting {title}").format(title=title).strip()
    return ", ".join(part for part in (title, named(held.institution or "")) if part)


def together(parts: Iterable[str]) -> str:
    return " · ".join(part for part in parts if part)


def listed(records: Sequence[Any]) -> str:
    """Name a few records, and the number of the others."""
    names = [named(record) for record in records]
    if len(names) <= FEW:
        return ", ".join(names)
    few = ", ".join(names[: FEW - 1])
    return _("{names} and {number} more").format(names=few, number=len(names) - FEW + 1)


def country_of(place: Place | None) -> str:
    return named(place) if place else ""
