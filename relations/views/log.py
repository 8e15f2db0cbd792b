"""Log a meeting: one form, which reads free text back before it saves anything."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from relations.minutes import page


class Log(PermissionRequiredMixin, TemplateView):
    """The form; sent with a header it answers with the reading alone, for while one types."""

    template_name = "log/page.html"
    permission_required = page.RIGHTS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.shown(page.blank(request.user)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent = page.send(request.user, request.POST)
        if sent.event:
            messages.success(request, _("The meeting is kept."))
            answer = redirect("site:events-detail", pk=sent.event)
            page.let_go(answer, request)
            return answer
        if request.headers.get("X-Reading"):
            self.template_name = "log/_reading.html"
        return self.render_to_response(self.shown(sent))

    def shown(self, sent: page.Sent) -> dict[str, Any]:
        return self.get_context_data(**sent.context)
