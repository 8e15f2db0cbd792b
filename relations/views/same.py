"""The queue of pairs that are probably the same: merged, or never asked about again."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from relations.actions import pairing
from relations.actions.merging import MAY_MERGE
from relations.models import ProbablySame, SameState

A_PAGE = 50
LISTS = {"contact": "contacts", "institution": "institutions"}
ENDS = ("event", "contact", "institution")


class Same(PermissionRequiredMixin, TemplateView):
    """Pairs that are open, as far as both can be seen; a page of them costs three queries."""

    template_name = "relations/same.html"
    permission_required = MAY_MERGE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = open_pairs(self.request.user)
        rows = rows.select_related(*ENDS, *(f"other_{end}" for end in ENDS)).order_by("pk")
        page = Paginator(rows, A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, pairs=[shown(row) for row in page], **kwargs)


class Judge(PermissionRequiredMixin, TemplateView):
    http_method_names = ["post"]
    permission_required = MAY_MERGE

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        row = open_pairs(request.user).filter(pk=pk).first()
        if row is None:
            raise Http404(_("There is no such pair."))
        pairing.decide(row, state=SameState.DIFFERENT, user=request.user)
        messages.success(request, _("They are two, and will not be asked about again."))
        return redirect("site:same")


def open_pairs(user: Any) -> Any:
    return ProbablySame.objects.visible_to(user).filter(state=SameState.OPEN)


def shown(row: ProbablySame) -> dict[str, Any]:
    """Give the two of a pair, and where they are merged; events are not."""
    end = next(end for end in ENDS if getattr(row, end) is not None)
    one, other = getattr(row, end), getattr(row, f"other_{end}")
    merge = ""
    if end in LISTS:
        merge = f"{reverse(f'site:{LISTS[end]}-merge', args=[one.pk])}?with={other.pk}"
    return {"pk": row.pk, "one": one, "other": other, "why": row.why, "merge": merge}
