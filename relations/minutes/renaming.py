"""A line for each document of an event: rewritten, it is the same document by another name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from relations import access
from relations.actions.given import LOST
from relations.minutes.boxes import parted
from relations.minutes.lines import leveled
from relations.minutes.merging import Lines
from relations.minutes.pairing import pairs
from relations.models import Document


@dataclass(slots=True)
class Renamed:
    """The documents whose lines were rewritten with what these say, and what is wrong with them."""

    rows: list[tuple[Document, dict[str, Any]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def renamed(
    user: Any, rows: list[tuple[str, Any]], lines: Lines, level: str, allowed: Mapping[str, Any]
) -> Renamed:
    """Tell which documents got a new line: the likest one, or the only one left without.

    ``level`` is that of the event, which a line means that names none.
    """
    fresh, gone = parted(rows, lines)
    texts = [(text, row) for text, row in rows if row in gone]
    found = pairs(texts, fresh)
    places, taken = {place for place, _row in found}, [row for _place, row in found]
    left = [place for place in range(len(fresh)) if place not in places]
    alone = [row for row in gone if row not in taken]
    if len(left) == len(alone) == 1:
        found.append((left.pop(), alone.pop()))
    told = Renamed()
    for place in left:
        sentence = _("“{text}”: a document comes with its file. Add it below.")
        if alone:
            sentence = _("“{text}”: which document is this? Rename or remove one at a time.")
        told.faults.append(sentence.format(text=fresh[place][:60]))
    for place, row in found:
        values = _said(user, row, fresh[place], level)
        told.rows.append((row, values))
        if values["confidentiality"] not in allowed:
            told.faults.append(str(LOST))
    return told


def _said(user: Any, row: Document, text: str, level: str) -> dict[str, Any]:
    level, title = leveled(text, level)
    values: dict[str, Any] = {"title": title[:300], "confidentiality": level}
    if level != row.confidentiality:
        closed = level == access.RESTRICTED
        values["teams"] = access.team_ids(user) if closed else []
        values["readers"] = [user.pk] if closed else []
    return values
