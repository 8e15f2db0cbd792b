"""Log a meeting: one form, which reads free text back before it saves anything."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from relations.dossier.composing import open_promises
from relations.minutes import page


class Log(PermissionRequiredMixin, TemplateView):
    """The form; sent with a header it answers with the reading alone, for while one types."""

    template_name = "log/page.html"
    permission_required = page.RIGHTS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent = page.opened(request.user, request.GET)
        if sent is None:
            raise Http404(_("There is no such record."))
        return self.render_to_response(self.shown(sent))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent = page.send(request.user, request.POST, request.FILES)
        if sent.event:
            messages.success(request, _("The meeting is kept."))
            answer = redirect("site:events-detail", pk=sent.event)
            page.let_go(answer, request)
            return answer
        if request.headers.get("X-Reading"):
            self.template_name = "log/_reading.html"
            return self.render_to_response(self.get_context_data(**sent.context))
        return self.render_to_response(self.shown(sent))

    def shown(self, sent: page.Sent) -> dict[str, Any]:
        """Show what is open with the partners beside the form, where it follows an event."""
        user, earlier = self.request.user, sent.earlier
        beside = open_promises(user, earlier) if earlier else None
        return self.get_context_data(**sent.context, earlier=earlier, beside=beside)
