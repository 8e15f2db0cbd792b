"""Who may see what: one pure function from a user and a path to a condition."""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

PUBLIC = "public"
INTERNAL = "internal"
RESTRICTED = "restricted"

READ_INTERNAL = "relations.read_internal"
READ_RESTRICTED = "relations.read_restricted"

NOTHING = Q(pk__in=[])


def team_ids(user: Any) -> list[Any]:
    """Return the teams of a user; asked of the database once per user object."""
    known: list[Any] | None = getattr(user, "_team_ids", None)
    if known is None:
        known = list(user.memberships.values_list("team_id", flat=True))
        user._team_ids = known  # noqa: SLF001 - the cache lives and dies with the request's user
    return known


def levels(user: Any) -> list[str]:
    """Return the levels a user reads without being named by the record."""
    return [PUBLIC, INTERNAL] if user.has_perm(READ_INTERNAL) else [PUBLIC]


def may_read_at_all(user: Any) -> bool:
    return not isinstance(user, AnonymousUser) and user.is_authenticated and user.is_active


def sees_all(user: Any) -> bool:
    """Tell whether no level hides anything from a user."""
    return bool(user.is_superuser)


def visible(user: Any, path: str = "") -> Q:
    """Return the condition under which the record at ``path`` is readable by ``user``.

    ``path`` is empty for the row itself or ends in ``__`` for a record reached through foreign
    keys. The lists of teams and people stand on the record as arrays, so that the condition
    needs no join and no row is doubled; it costs one query for the teams of a user.
    """
    return reach(user).visible(path)


def within_reach(user: Any, path: str = "") -> Q:
    """Return the condition under which a user who reads at all reads a record, gone or not."""
    return reach(user).condition(path)


class Reach(NamedTuple):
    """How far a user reads: of all that is known of them, what conditions ask.

    Whoever reads as far gets the same condition, so that one made for them can be kept.
    """

    everything: bool = False
    levels: tuple[str, ...] = ()
    person: int | None = None
    teams: tuple[Any, ...] = ()

    def visible(self, path: str = "") -> Q:
        """Return what must hold of the record at ``path``, which is still there."""
        if self == NOWHERE:
            return NOTHING
        return Q(**{f"{path}deleted_at__isnull": True}) & self.condition(path)

    def condition(self, path: str = "") -> Q:
        """Return what must hold of the record at ``path``, gone or not."""
        if self.everything:
            return Q()
        open_to_all = Q(**{f"{path}confidentiality__in": self.levels})
        if self.person is None:
            return open_to_all
        named = Q(**{f"{path}readers__contains": [self.person]})
        if self.teams:
            named |= Q(**{f"{path}teams__overlap": self.teams})
        return open_to_all | (Q(**{f"{path}confidentiality": RESTRICTED}) & named)

    def holds(self, level: str, teams: Collection[str], readers: Collection[int]) -> bool:
        """Say the same as ``condition`` of a level with its teams, written out, and readers."""
        if self.everything or level in self.levels:
            return True
        named = self.person in readers or not {str(team) for team in self.teams}.isdisjoint(teams)
        return level == RESTRICTED and self.person is not None and named


NOWHERE = Reach()


def reach(user: Any) -> Reach:
    """Tell how far a user reads; it costs one query for the teams of who reads what is closed."""
    if not may_read_at_all(user):
        return NOWHERE
    if sees_all(user):
        return Reach(everything=True)
    read = tuple(levels(user))
    if not user.has_perm(READ_RESTRICTED):
        return Reach(levels=read)
    return Reach(levels=read, person=user.pk, teams=tuple(team_ids(user)))


class Operator:
    """Whoever runs a command on the server itself: sees what an administrator sees."""

    pk = None
    is_authenticated = True
    is_active = True
    is_superuser = True


OPERATOR = Operator()
