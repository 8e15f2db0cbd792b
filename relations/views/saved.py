"""Saved views of lists: kept under a name, opened by ``?view=``, shared with a team or all."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from relations.actions.records import remove
from relations.actions.views import keep_view
from relations.exports.nouns import MODELS
from relations.filters import saved
from relations.models import SavedView, Team


def opened(noun: str, asked: QueryDict, user: Any) -> QueryDict:
    """Return the query of a list with that of the saved view it names; its own words come first.

    Raises ``Http404`` where there is no such view for the reader.
    """
    try:
        query: QueryDict = saved.opened(user, noun, asked).copy()
    except saved.NoViewError:
        raise Http404(_("There is no such view.")) from None
    query.pop("view", None)
    return query


def context(noun: str, request: Any, query: QueryDict) -> dict[str, Any]:
    """Give what a list's page needs to show the saved views and to keep one more; two queries."""
    user = request.user
    views = list(SavedView.objects.visible_to(user).filter(noun=noun).order_by("name", "pk"))
    kept = query.copy()
    for name in saved.OF_A_PAGE:
        kept.pop(name, None)
    slug = request.GET.get("view", "")
    return {
        "views": views,
        "view_name": slug,
        "own_view": next((one for one in views if one.slug == slug and one.owner == user), None),
        "can_keep": True,
        "keep_query": kept.urlencode(),
        "teams": list(Team.objects.filter(memberships__user=user).order_by("name", "pk")),
    }


class KeepView(LoginRequiredMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, noun: str) -> HttpResponse:
        if noun not in MODELS:
            raise Http404(_("There is no such list."))
        given = request.POST
        query = given.get("query", "")
        try:
            view = keep_view(
                request.user,
                noun=noun,
                name=given.get("name", ""),
                query=query,
                shared=given.get("shared", "mine"),
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(f"{reverse(f'site:{noun}-list')}?{query}")
        messages.success(request, _("The view “{name}” was saved.").format(name=view.name))
        return redirect(f"{reverse(f'site:{noun}-list')}?view={view.slug}")


class DropView(LoginRequiredMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        view = get_object_or_404(SavedView, pk=pk, owner=request.user)
        remove(view, user=request.user)
        messages.success(request, _("The view “{name}” was deleted.").format(name=view.name))
        return redirect(f"site:{view.noun}-list")
