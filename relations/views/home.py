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

from relations.access import team_ids
from relations.exports.base import Label
from relations.exports.nouns import may_open
from relations.filters.counting import Count, counted
from relations.models import Membership, ProbablySame, SameState
from relations.views.blocks import Block, block, rows_of
from relations.views.nouns import NOUNS

SOON = 30
RUNNING_OUT = 90
QUIET = 180
MOST_PAIRS = 5
FEW = 5
MOST_COUNTED = 1000
COUNTED = ("meetings", "forums", "contacts", "institutions", "agreements", "sources")

SHOWN = {
    "events": ("date", "title", "places"),
    "commitments": ("what", "due"),
    "agreements": ("title", "until"),
    "institutions": ("name", "country"),
}
CHANGED = ("title", "changed_at")


@dataclass(frozen=True, slots=True)
class Tally:
    """A number and the list it counts."""

    label: Label
    count: Count
    href: str


class Home(LoginRequiredMixin, TemplateView):
    template_name = "relations/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, tallies = timezone.localdate(), self.tallies()
        if not tallies:
            return super().get_context_data(today=today, tallies=tallies, **kwargs)
        return super().get_context_data(
            today=today,
            tallies=tallies,
            events=self.events(),
            due=self.due(),
            pairs=self.pairs(),
            **kwargs,
        )

    def tallies(self) -> Sequence[Tally]:
        """Count what the reader may open; nothing where they have no role yet."""
        return [
            Tally(
                NOUNS[noun].many,
                counted(rows_of(noun, self.request.user), MOST_COUNTED),
                reverse(f"site:{noun}-list"),
            )
            for noun in COUNTED
            if may_open(self.request.user, noun)
        ]

    def events(self) -> Sequence[Block]:
        today = timezone.localdate().isoformat()
        held = {"date__until": today, "status__in": "held,ongoing"}
        quiet = {"quiet_for": str(QUIET)}
        return [
            self.block(_("Next"), "events", {"date__from": today}, order="date"),
            self.block(_("Lately"), "events", held, most=FEW),
            self.block(_("Quiet for half a year"), "institutions", quiet, most=FEW),
            block(
                self.request,
                _("Lately changed"),
                "events",
                {},
                order="-changed_at",
                names=CHANGED,
                most=FEW,
            ),
        ]

    def due(self) -> Sequence[Block]:
        today = timezone.localdate()
        soon = {
            "open": "1",
            "due__from": today.isoformat(),
            "due__until": (today + timedelta(days=SOON)).isoformat(),
        }
        ends = {"expires_within": str(RUNNING_OUT)}
        notice = {"notice_within": str(SOON)}
        mine = {"owner": "me", "open": "1"}
        return [
            self.block(_("Mine to do"), "commitments", mine),
            *self.of_my_teams(),
            self.block(_("Overdue"), "commitments", {"overdue": "1"}),
            self.block(_("Due in 30 days"), "commitments", soon),
            self.block(_("Agreements that end in 90 days"), "agreements", ends),
            self.block(_("Notice to be given in 30 days"), "agreements", notice),
        ]

    def of_my_teams(self) -> Sequence[Block]:
        """Show what colleagues of the reader's teams still have to do; nothing without a team."""
        teams = team_ids(self.request.user)
        mates = Membership.objects.filter(team__in=teams).exclude(user=self.request.user.pk)
        ids = sorted(set(mates.order_by().values_list("user", flat=True))) if teams else []
        if not ids:
            return []
        asked = {"owner__in": ",".join(map(str, ids)), "open": "1"}
        return [self.block(_("My team's to do"), "commitments", asked)]

    def pairs(self) -> Sequence[tuple[Any, Any, str]]:
        """Give pairs that may be one and the same, for those who may judge it."""
        user: Any = self.request.user
        if not user.has_perm("relations.view_probablysame"):
            return []
        rows = ProbablySame.objects.visible_to(user).filter(state=SameState.OPEN)
        ends = ("event", "contact", "institution")
        rows = rows.select_related(*ends, *(f"other_{end}" for end in ends))
        return [
            (
                row.event or row.contact or row.institution,
                row.other_event or row.other_contact or row.other_institution,
                row.why,
            )
            for row in rows.order_by("pk")[:MOST_PAIRS]
        ]

    def block(self, title: str, noun: str, asked: dict[str, str], **how: Any) -> Block:
        return block(self.request, title, noun, asked, names=SHOWN[noun], **how)
