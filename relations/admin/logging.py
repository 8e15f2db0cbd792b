"""The form of a meeting in the admin: the same as on the site, in the admin's frame."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from relations.dossier.composing import open_promises
from relations.minutes import changing, page, reopening
from relations.models import Event


class Logged:
    """Stands before the admin of meetings or forums; adds ``log/`` and ``<id>/lines/``."""

    def get_urls(self: Any) -> list[URLPattern]:
        stem, wrap = f"relations_{self.opts.model_name}", self.admin_site.admin_view
        own = [
            path("log/", wrap(self.log_view), name=f"{stem}_log"),
            path("<uuid:pk>/lines/", wrap(self.lines_view), name=f"{stem}_lines"),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def lines_view(self: Any, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Change a logged event in lines."""
        if not request.user.has_perms(changing.RIGHTS):
            raise PermissionDenied
        rows = Event.objects.visible_to(request.user).select_related("kind")
        event = rows.filter(pk=pk).first()
        if event is None:
            raise Http404(_("There is no such record."))
        sent = reopening.opened(request.user, event)
        if request.method == "POST":
            sent = reopening.send(request.user, event, request.POST, request.FILES)
        if sent.done:
            messages.success(request, sent.saved)
            answer = redirect("admin:relations_event_change", pk)
            page.let_go(answer, request)
            return answer
        if request.headers.get("X-Reading"):
            return TemplateResponse(request, "log/_reading.html", sent.context)
        context = {
            **self.admin_site.each_context(request),
            **sent.context,
            "record": event,
            "part": "log/_change.html",
            "scripted": True,
            "title": _("Change {event}").format(event=event),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/relations/desk.html", context)

    def log_view(self: Any, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perms(page.RIGHTS):
            raise PermissionDenied
        asked = request.POST
        if not asked:
            sent = page.opened(request.user, request.GET)
        else:
            sent = page.send(request.user, asked, request.FILES)
        if sent is None:
            raise Http404(_("There is no such record."))
        if sent.event:
            messages.success(request, _("The meeting is kept."))
            answer = redirect("admin:relations_event_change", sent.event)
            page.let_go(answer, request)
            return answer
        if request.headers.get("X-Reading"):
            return TemplateResponse(request, "log/_reading.html", sent.context)
        earlier = sent.earlier
        context = {
            **self.admin_site.each_context(request),
            **sent.context,
            "title": _("Log a meeting"),
            "opts": self.opts,
            "earlier": earlier,
            "beside": open_promises(request.user, earlier) if earlier else None,
        }
        return TemplateResponse(request, "admin/relations/log.html", context)
