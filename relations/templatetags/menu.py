"""Where the head of a page leads: to what its reader may open, and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from relations.exports.base import Label
from relations.exports.nouns import may_open
from relations.minutes.page import RIGHTS

register = template.Library()

MAIN: Final[Sequence[tuple[str, Label]]] = (
    ("meetings", _("Meetings")),
    ("forums", _("Forums")),
    ("contacts", _("Contacts")),
    ("institutions", _("Institutions")),
    ("agreements", _("Agreements")),
    ("commitments", _("Commitments")),
)
MORE: Final[Sequence[tuple[str, Label]]] = (
    ("events", _("All events")),
    ("series", pgettext_lazy("several", "Series")),
    ("links", _("Links")),
    ("participations", _("Attendance")),
    ("posts", _("Posts")),
    ("statements", _("Statements")),
    ("figures", _("Figures")),
    ("relations", _("Relations")),
    ("sources", _("Sources")),
    ("accounts", _("Tellings")),
    ("documents", _("Documents")),
    ("notes", _("Notes")),
    ("places", _("Places")),
    ("topics", _("Topics")),
    ("kinds", _("Kinds of event")),
)
# What the search finds; with none of these there is nothing to search.
FOUND: Final = (
    *("contacts", "institutions", "events", "series"),
    *("agreements", "topics", "sources"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A list one may go to; ``noun`` is empty for a page that is none."""

    noun: str
    label: Label
    href: str


@dataclass(frozen=True, slots=True)
class Menu:
    """What the head of a page offers a reader."""

    main: Sequence[Entry]
    more: Sequence[Entry]
    searches: bool
    logs: bool


@register.simple_tag
def menu(user: Any) -> Menu:
    """Offer what a user may open; asks for nothing but their rights."""
    report = Entry("", _("Year report"), reverse("site:reports"))
    return Menu(
        main=_open(user, MAIN),
        more=[*([report] if may_open(user, "events") else []), *_open(user, MORE)],
        searches=any(may_open(user, noun) for noun in FOUND),
        logs=user.has_perms(RIGHTS),
    )


def _open(user: Any, entries: Sequence[tuple[str, Label]]) -> list[Entry]:
    return [
        Entry(noun, label, reverse(f"site:{noun}-list"))
        for noun, label in entries
        if may_open(user, noun)
    ]
