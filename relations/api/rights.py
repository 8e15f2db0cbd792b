"""What somebody may do, and of which teams they are, in one question."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import Permission
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from relations.models import Membership

RIGHT, TEAM = "right", "team"


def know(user: Any) -> None:
    """Bring in one query what would be asked for in three.

    It is kept on the user where Django and the rules of access look for it, for this request.
    """
    if not user.is_active or user.is_superuser:
        return
    own = Permission.objects.filter(user=user), Permission.objects.filter(group__user=user)
    teams = Membership.objects.filter(user=user).order_by()
    found = _named(teams, TEAM, Cast("team_id", CharField())).union(
        *(_named(rights.order_by(), RIGHT, _right()) for rights in own)
    )
    known: dict[str, set[str]] = {RIGHT: set(), TEAM: set()}
    for what, word in found:
        known[what].add(word)
    user._user_perm_cache = user._group_perm_cache = user._perm_cache = known[RIGHT]  # noqa: SLF001
    user._team_ids = [UUID(word) for word in sorted(known[TEAM])]  # noqa: SLF001


def _right() -> Concat:
    return Concat("content_type__app_label", Value("."), "codename", output_field=CharField())


def _named(rows: QuerySet, what: str, word: Any) -> QuerySet:
    return rows.annotate(what=Value(what, CharField()), word=word).values_list("what", "word")
