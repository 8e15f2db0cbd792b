"""Change a logged meeting in the form it was logged by."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from relations.minutes import changing, page, reopening
from relations.models import Event


class ChangeEvent(PermissionRequiredMixin, TemplateView):
    """The form; sent with a header it answers with the reading alone, for while one types."""

    template_name = "log/change.html"
    permission_required = changing.RIGHTS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        event = self.event(kwargs["pk"])
        return self.render_to_response(self.shown(event, reopening.opened(request.user, event)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        event = self.event(kwargs["pk"])
        sent = reopening.send(request.user, event, request.POST, request.FILES)
        if sent.done:
            messages.success(request, sent.saved)
            answer = redirect("site:events-detail", pk=event.pk)
            page.let_go(answer, request)
            return answer
        if request.headers.get("X-Reading"):
            self.template_name = "log/_reading.html"
        return self.render_to_response(self.shown(event, sent))

    def event(self, pk: UUID) -> Event:
        rows = Event.objects.visible_to(self.request.user).select_related("kind")
        found = rows.filter(pk=pk).first()
        if found is None:
            raise Http404(_("There is no such record."))
        return found

    def shown(self, event: Event, sent: reopening.Sent) -> dict[str, Any]:
        return self.get_context_data(record=event, **sent.context)
