"""Make the demo's world: once, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from django.db import transaction

from relations.demo.cast import ADMIN, TEAM, make_accounts, make_team
from relations.demo.closed import add_closed
from relations.history.acting import act
from relations.imports.reports.loading import load
from relations.imports.reports.reading import read
from relations.models import Event, Source, Team, User

HOME: Final = "uz-isrs"
"""The key of the institute whose memory the demo shows."""
STORY: Final = "ev:2024-05-16-isrs-korean-experts"
REPORTS: Final = Path(__file__).resolve().parents[2] / "fixtures" / "real-reports" / "reports.json"


@dataclass(frozen=True, slots=True)
class Made:
    """What one run made: passwords by user name, and the number of reports; empty on the next."""

    passwords: Mapping[str, str]
    reports: int


def is_strange() -> bool:
    """Say whether the database is in use, and not by a demo: it has accounts, but not this team."""
    return User.objects.exists() and not Team.objects.filter(name=TEAM).exists()


def make(*, today: date) -> Made:
    """Make what is missing of the world; in a world that is whole it asks three small questions.

    What a visitor changed or took away stays so: the reports are loaded into a world that never
    had them, and the closed records are made with the team that may read them.
    """
    with transaction.atomic():
        passwords = make_accounts()
        admin = User.objects.get(username=ADMIN.username)
        with act("make the demo", admin):
            reports = 0 if Source.objects.exists() else _load(admin)
            if not Team.objects.filter(name=TEAM).exists():
                story = Event.objects.get(key=STORY)
                add_closed(story, make_team(admin), admin=admin, today=today)
    return Made(passwords, reports)


def _load(admin: User) -> int:
    return len(load(read(REPORTS), user=admin).created)
