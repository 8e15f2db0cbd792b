"""What a reader asks of a file: its format, its columns, and how it is to begin and end."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from relations.exports.cells import Cell
from relations.exports.flat import cells_for, names_of
from relations.exports.formats import Format, formats_of

FLAGS = {"1": True, "true": True, "0": False, "false": False}
ONLY_FILES = ("bom", "trailer")
"""Parameters that nothing but a file has."""
PAGES = ("cursor", "page_size", "count")
"""Parameters that a file, which has no pages, does not have."""


class AskedError(Exception):
    """A parameter cannot be answered; ``name`` says which."""

    def __init__(self, name: str, message: str) -> None:
        self.name = name
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Asked:
    """A file as it was asked for."""

    noun: str
    format: Format
    cells: tuple[Cell, ...]
    bom: bool = False
    trailer: bool = False


def read(noun: str, name: str, query: Mapping[str, str], user: Any) -> Asked:
    """Read what is asked, raising AskedError for what cannot be given."""
    known = {each.name: each for each in formats_of(noun)}
    if name not in known:
        raise AskedError(
            "format", _("Choose from: {names}.").format(names=", ".join(["json", *known]))
        )
    for page in PAGES:
        if page in query:
            raise AskedError(page, _("A file holds the whole list: this is for pages."))
    bom, trailer = (_flag(query, flag, name) for flag in ONLY_FILES)
    return Asked(noun, known[name], tuple(_cells(noun, known[name], query, user)), bom, trailer)


def _flag(query: Mapping[str, str], flag: str, name: str) -> bool:
    if flag not in query:
        return False
    if name != "csv":
        raise AskedError(flag, _("Only CSV has this."))
    if query[flag] not in FLAGS:
        raise AskedError(flag, _("Give 1 or 0."))
    return FLAGS[query[flag]]


def _cells(noun: str, format: Format, query: Mapping[str, str], user: Any) -> list[Cell]:  # noqa: A002
    if format.own:
        if query.get("fields"):
            raise AskedError(
                "fields", _("What stands in {name} is fixed.").format(name=format.name)
            )
        return format.own(noun, user)
    names = query["fields"].split(",") if query.get("fields") else None
    unknown = set(names or ()) - {"id", *names_of(noun)}
    if unknown:
        raise AskedError(
            "fields", _("Choose from: {names}.").format(names=", ".join(["id", *names_of(noun)]))
        )
    return cells_for(noun, user, names)


def accepted(noun: str) -> dict[str, str]:
    """Return the formats of a noun by their media types."""
    return {each.media_type: each.name for each in formats_of(noun)}
