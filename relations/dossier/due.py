"""What a person has to do today, this week, and should have done: for the daily mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relations.dossier.briefing import said
from relations.dossier.scope import readable
from relations.models import Commitment, User
from relations.models.commitments import OPEN_STATUSES

WEEK = timedelta(days=7)
MOST = 50


@dataclass(frozen=True, slots=True)
class Due:
    """Open promises by when they fall due; one known to the month is due on its last day."""

    overdue: Sequence[Commitment]
    today: Sequence[Commitment]
    week: Sequence[Commitment]

    def __bool__(self) -> bool:
        return bool(self.overdue or self.today or self.week)


def due_of(user: User, day: date) -> Due:
    """Gather what a person answers for and may still read; one query."""
    mine = readable(Commitment, user).filter(
        owner=user, status__in=OPEN_STATUSES, due_span__endswith__lte=day + WEEK + timedelta(1)
    )
    overdue: list[Commitment] = []
    today: list[Commitment] = []
    week: list[Commitment] = []
    for one in mine.order_by("due_span", "order", "pk")[:MOST]:
        last = one.due_span.upper - timedelta(1)
        (overdue if last < day else today if last == day else week).append(one)
    return Due(overdue, today, week)


def mail_of(due: Due, site: str) -> tuple[str, str]:
    """Write the subject and the text of the mail in the language at hand."""
    number = len(due.overdue) + len(due.today)
    subject = ngettext("{number} promise is due", "{number} promises are due", number)
    if not number:
        number = len(due.week)
        subject = ngettext(
            "{number} promise is due this week", "{number} promises are due this week", number
        )
    parts = [
        (_("Overdue"), due.overdue),
        (_("Due today"), due.today),
        (_("Due within a week"), due.week),
    ]
    text = "\n\n".join(
        "\n".join([title, *(_line(one, site) for one in promises)])
        for title, promises in parts
        if promises
    )
    return subject.format(number=number), f"{text}\n"


def _line(one: Commitment, site: str) -> str:
    told = f"- {one.what} ({said(one.due)})"
    if not site:
        return told
    page = reverse("site:commitments-detail", args=[one.pk])
    return f"{told}\n  {site.rstrip('/')}{page}"
