"""What a person has to do today, this week, and should have done: for the daily mail.

To give notice of an agreement is nobody's own: whoever may change agreements is told of the last
day for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relations.dossier.briefing import said
from relations.dossier.scope import readable
from relations.filters.agreements import AgreementFilters
from relations.models import Agreement, Commitment, User
from relations.models.commitments import OPEN_STATUSES

WEEK = timedelta(days=7)
MOST = 50
MAY_GIVE_NOTICE = "relations.change_agreement"


@dataclass(frozen=True, slots=True)
class Due:
    """Open promises by when they fall due; one known to the month is due on its last day."""

    overdue: Sequence[Commitment]
    today: Sequence[Commitment]
    week: Sequence[Commitment]
    notice: Sequence[Agreement] = ()

    def __bool__(self) -> bool:
        return bool(self.overdue or self.today or self.week or self.notice)


def due_of(user: User, day: date) -> Due:
    """Gather what a person answers for and may still read; one query, two for who gives notice."""
    mine = readable(Commitment, user).filter(
        owner=user, status__in=OPEN_STATUSES, due_span__endswith__lte=day + WEEK + timedelta(1)
    )
    overdue: list[Commitment] = []
    today: list[Commitment] = []
    week: list[Commitment] = []
    for one in mine.order_by("due_span", "order", "pk")[:MOST]:
        last = one.due_span.upper - timedelta(1)
        (overdue if last < day else today if last == day else week).append(one)
    return Due(overdue, today, week, _notice(user))


def _notice(user: User) -> Sequence[Agreement]:
    """Find the agreements of which notice is to be given within a week, as the list finds them."""
    if not user.has_perm(MAY_GIVE_NOTICE):
        return ()
    asker = SimpleNamespace(user=user)
    asked = {"notice_within": str(WEEK.days)}
    found = AgreementFilters(asked, readable(Agreement, user), request=asker).qs
    return sorted(found[:MOST], key=lambda one: (_last_day(one), one.title))


def _last_day(one: Agreement) -> date:
    """Return the last day to give notice of an agreement."""
    day: date = one.until_span.upper - timedelta(1 + (one.notice_days or 0))
    return day


def mail_of(due: Due, site: str) -> tuple[str, str]:
    """Write the subject and the text of the mail in the language at hand."""
    number = len(due.overdue) + len(due.today)
    subject = ngettext("{number} promise is due", "{number} promises are due", number)
    if not number:
        number = len(due.week)
        subject = ngettext(
            "{number} promise is due this week", "{number} promises are due this week", number
        )
    if not number:
        number = len(due.notice)
        subject = ngettext(
            "Notice of {number} agreement ends this week",
            "Notice of {number} agreements ends this week",
            number,
        )
    parts = [
        (_("Overdue"), [_promise(one, site) for one in due.overdue]),
        (_("Due today"), [_promise(one, site) for one in due.today]),
        (_("Due within a week"), [_promise(one, site) for one in due.week]),
        (_("Last day to give notice"), [_paper(one, site) for one in due.notice]),
    ]
    text = "\n\n".join("\n".join([title, *lines]) for title, lines in parts if lines)
    return subject.format(number=number), f"{text}\n"


def _promise(one: Commitment, site: str) -> str:
    page = reverse("site:commitments-detail", args=[one.pk])
    return _line(one.what, one.due, page, site)


def _paper(one: Agreement, site: str) -> str:
    page = reverse("site:agreements-detail", args=[one.pk])
    return _line(one.title, _last_day(one).isoformat(), page, site)


def _line(told: str, day: str, page: str, site: str) -> str:
    line = f"- {told} ({said(day)})"
    return f"{line}\n  {site.rstrip('/')}{page}" if site else line
