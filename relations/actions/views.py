"""Keep a list with its filters, columns and order under a name."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext as _

from relations.actions.records import create
from relations.models import SavedView, Sharing, Team

SHORT = 8


def keep_view(user: Any, *, noun: str, name: str, query: str, shared: str) -> SavedView:
    """Save a view for oneself, for everybody, or for a team named by its id.

    Raises ``ValidationError`` by field. The slug is the name and a few letters of chance, since
    names in other scripts leave nothing of themselves in it and two may be alike.
    """
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"name": _("Give the view a name.")})
    team = None
    if shared not in (Sharing.MINE, Sharing.ALL):
        team = _own_team(user, shared)
    asked = QueryDict(query)
    view = SavedView(
        owner=user,
        name=name,
        slug=f"{slugify(name)[:90]}-{uuid.uuid4().hex[:SHORT]}".strip("-"),
        noun=noun,
        query=query,
        columns=[word for one in asked.getlist("fields") for word in one.split(",")],
        sort=asked.get("sort", ""),
        shared=Sharing.TEAM if team else shared,
        team=team,
    )
    return create(view, user=user, name="keep view")


def _own_team(user: Any, text: str) -> Team:
    try:
        key = uuid.UUID(text)
    except ValueError:
        key = uuid.UUID(int=0)
    team = Team.objects.filter(pk=key, memberships__user=user).first()
    if team is None:
        raise ValidationError({"shared": _("You are not in that team.")})
    return team
