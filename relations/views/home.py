"""Today: how much is kept, what comes next, what was lately, what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from relations.exports.base import Label
from relations.views.blocks import Block, block, rows_of
from relations.views.nouns import NOUNS
from relations.views.paging import Count, count

SOON = 30
RUNNING_OUT = 90
COUNTED = ("meetings", "forums", "contacts", "institutions", "agreements", "sources")

SHOWN = {
    "events": ("date", "title", "places"),
    "commitments": ("what", "due"),
    "agreements": ("title", "until"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """A number and the list it counts."""

    label: Label
    count: Count
    href: str


class Home(LoginRequiredMixin, TemplateView):
    template_name = "relations/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            today=timezone.localdate(),
            tallies=self.tallies(),
            events=self.events(),
            due=self.due(),
            **kwargs,
        )

    def tallies(self) -> Sequence[Tally]:
        return [
            Tally(
                NOUNS[noun].many,
                count(rows_of(noun, self.request.user)),
                reverse(f"site:{noun}-list"),
            )
            for noun in COUNTED
        ]

    def events(self) -> Sequence[Block]:
        today = timezone.localdate().isoformat()
        held = {"date__until": today, "status__in": "held,ongoing"}
        return [
            self.block(_("Next"), "events", {"date__from": today}, order="date"),
            self.block(_("Lately"), "events", held),
        ]

    def due(self) -> Sequence[Block]:
        today = timezone.localdate()
        soon = {
            "open": "1",
            "due__from": today.isoformat(),
            "due__until": (today + timedelta(days=SOON)).isoformat(),
        }
        ends = {"expires_within": str(RUNNING_OUT)}
        return [
            self.block(_("Overdue"), "commitments", {"overdue": "1"}),
            self.block(_("Due in 30 days"), "commitments", soon),
            self.block(_("Agreements that end in 90 days"), "agreements", ends),
        ]

    def block(self, title: str, noun: str, asked: dict[str, str], order: str = "") -> Block:
        return block(self.request, title, noun, asked, order=order, names=SHOWN[noun])
