"""The private calendar of a person: its page, and the feed that calendar programs read."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from relations.actions.reminders import close_calendar, hash_of, open_calendar
from relations.dossier.calendar import calendar_of
from relations.models import User


def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give the calendar of whom the token was given to; one who was sent away has none."""
    user = User.objects.filter(calendar_hash=hash_of(token), is_active=True).first()
    if user is None:
        raise Http404(_("There is no such calendar."))
    with translation.override(user.language or None):
        body = calendar_of(user, request.build_absolute_uri("/").rstrip("/"))
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


class CalendarPage(LoginRequiredMixin, TemplateView):
    """Make, renew and withdraw one's own address; it is shown once and kept nowhere."""

    template_name = "relations/calendar.html"
    request: Any

    def post(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        if "close" in request.POST:
            close_calendar(user)
            user.calendar_hash = None
            return self.render_to_response({})
        where = reverse("site:calendar-feed", args=[open_calendar(user)])
        return self.render_to_response({"address": request.build_absolute_uri(where)})
