"""The small forms about people in the admin: the same as on the site, in the admin's frame."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from relations.minutes import cards, moving
from relations.models import Contact


class Desk:
    """Stands before the admin of contacts, and adds the addresses ``card/`` and ``<id>/move/``."""

    def get_urls(self: Any) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("card/", wrap(self.card_view), name="relations_contact_card"),
            path("<uuid:pk>/move/", wrap(self.move_view), name="relations_contact_move"),
        ]
        return [*own, *super().get_urls()]  # type: ignore[misc]

    def move_view(self: Any, request: HttpRequest, pk: UUID) -> HttpResponse:
        if not request.user.has_perms(moving.RIGHTS):
            raise PermissionDenied
        contact = Contact.objects.visible_to(request.user).filter(pk=pk).first()
        if contact is None:
            raise Http404(_("There is no such record."))
        form, done = moving.MoveForm(request.user, contact), False
        if request.method == "POST":
            form, done = moving.send(request.user, contact, request.POST)
        if done:
            messages.success(request, _("The new post is kept."))
            return redirect("admin:relations_contact_change", contact.pk)
        return self.desk(request, form, "log/_move.html", _("Moved to a new post"))

    def card_view(self: Any, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perms(cards.RIGHTS):
            raise PermissionDenied
        form, contact = cards.CardForm(request.user), None
        if request.method == "POST":
            form, contact = cards.send(request.user, request.POST)
        if contact:
            messages.success(request, _("The contact is kept."))
            return redirect("admin:relations_contact_change", contact)
        return self.desk(request, form, "log/_card.html", _("Add a contact from a card"))

    def desk(self: Any, request: HttpRequest, form: Any, part: str, title: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "form": form,
            "checked": form.is_bound,
            "part": part,
            "title": title,
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/relations/desk.html", context)
