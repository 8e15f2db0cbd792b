"""Undo a change of several records: see what it would put back, then do it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from relations.actions.undoing import NOTHING, ChangedSinceError, plan_undo, undo_several
from relations.views.bulk import Bulk


class BulkUndo(Bulk):
    """One change of several records, by its transaction; what one may not see is not there."""

    template_name = "relations/bulk_undo.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        plans = plan_undo(
            self.linked().order_by("pk"), transaction=kwargs["transaction"], user=request.user
        )
        if not plans:
            raise Http404(NOTHING)
        return self.shown(plans)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            done = undo_several(self.linked(), transaction=kwargs["transaction"], user=request.user)
        except ChangedSinceError as error:
            told = _("Some of it was changed since, and would be overwritten; nothing was undone.")
            return self.shown(error.plans, told)
        except ValidationError as error:
            return self.shown([], " ".join(error.messages))
        messages.success(request, _("Undone: {number}.").format(number=len(done)))
        return redirect(self.back)

    def shown(self, plans: Any, problem: str = "") -> HttpResponse:
        context = self.get_context_data(
            plans=self.told(plans),
            problem=problem,
            ready=any(one.changes for one in plans)
            and not any(one.changes and one.why for one in plans),
        )
        return self.render_to_response(context, status=409 if problem else 200)
