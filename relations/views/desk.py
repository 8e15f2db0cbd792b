"""Small forms about people: somebody moves to a new post, a card is kept."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from relations.minutes import cards, moving
from relations.models import Contact


class MoveContact(PermissionRequiredMixin, TemplateView):
    """One post ends on a day and the next begins on it."""

    template_name = "relations/move.html"
    permission_required = moving.RIGHTS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        contact = self.contact(kwargs["pk"])
        form = moving.MoveForm(request.user, contact)
        return self.render_to_response({"form": form, "record": contact, "checked": False})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        contact = self.contact(kwargs["pk"])
        form, done = moving.send(request.user, contact, request.POST)
        if done:
            messages.success(request, _("The new post is kept."))
            return redirect("site:contacts-detail", pk=contact.pk)
        return self.render_to_response({"form": form, "record": contact, "checked": True})

    def contact(self, pk: UUID) -> Contact:
        found = Contact.objects.visible_to(self.request.user).filter(pk=pk).first()
        if found is None:
            raise Http404(_("There is no such record."))
        return found


class AddCard(PermissionRequiredMixin, TemplateView):
    """A pasted card is read back, and kept once that is right."""

    template_name = "relations/card.html"
    permission_required = cards.RIGHTS

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response({"form": cards.CardForm(request.user), "checked": False})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form, contact = cards.send(request.user, request.POST)
        if contact:
            messages.success(request, _("The contact is kept."))
            return redirect("site:contacts-detail", pk=contact)
        return self.render_to_response({"form": form, "checked": True})
