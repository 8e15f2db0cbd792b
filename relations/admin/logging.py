"""The form of a meeting in the admin: the same as on the site, in the admin's frame."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from relations.minutes import page


class Logged:
    """Stands before the admin of meetings or forums, and adds the address ``log/``."""

    def get_urls(self: Any) -> list[URLPattern]:
        name = f"relations_{self.opts.model_name}_log"
        own = path("log/", self.admin_site.admin_view(self.log_view), name=name)
        return [own, *super().get_urls()]  # type: ignore[misc]

    def log_view(self: Any, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perms(page.RIGHTS):
            raise PermissionDenied
        sent = page.send(request.user, request.POST) if request.POST else page.blank(request.user)
        if sent.event:
            messages.success(request, _("The meeting is kept."))
            answer = redirect("admin:relations_event_change", sent.event)
            page.let_go(answer, request)
            return answer
        context = {
            **self.admin_site.each_context(request),
            **sent.context,
            "title": _("Log a meeting"),
            "opts": self.opts,
        }
        only = request.headers.get("X-Reading")
        template = "log/_reading.html" if only else "admin/relations/log.html"
        return TemplateResponse(request, template, context)
