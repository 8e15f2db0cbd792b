"""Who may come in: an administrator and one account for each role."""

import secrets
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import Group

from relations.actions.records import create
from relations.models import Membership, Team, User


@dataclass(frozen=True, slots=True)
class Part:
    """One account of the demo; the administrator alone has no role."""

    username: str
    may: str
    role: str = ""


TEAM: Final = "Korea desk"
ADMIN: Final = Part("admin", "may do everything")
CLEARED: Final = Part("cleared", f"reads besides what is closed to all but the {TEAM}", "cleared")
CAST: Final = (
    ADMIN,
    Part("reader", "reads what is public or internal", "reader"),
    Part("editor", "reads the same and writes", "editor"),
    CLEARED,
    Part("manager", "writes, merges, keeps teams and vocabularies", "manager"),
    Part("auditor", "reads the journal, changes nothing", "auditor"),
)


def missing() -> list[Part]:
    known = set(User.objects.values_list("username", flat=True))
    return [part for part in CAST if part.username not in known]


def make_accounts() -> dict[str, str]:
    """Make the accounts that are missing and return their passwords, of which only hashes stay."""
    return {part.username: _make(part) for part in missing()}


def _make(part: Part) -> str:
    password = secrets.token_urlsafe(12)
    user = User(username=part.username, is_staff=True, is_superuser=not part.role)
    user.set_password(password)
    create(user)
    if part.role:
        user.groups.add(Group.objects.get(name=part.role))
    return password


def make_team(admin: User) -> Team:
    """Make the team that closed records name, with the cleared account in it."""
    team = create(Team(name=TEAM), user=admin)
    create(Membership(team=team, user=User.objects.get(username=CLEARED.username)), user=admin)
    return team
