"""One's own tokens: made, shown once, and revoked."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from relations.actions import tokens
from relations.actions.tokens import EVERYTHING, READ, WRITE
from relations.filters.fields import as_id
from relations.models import Token
from relations.views.nouns import NOUNS

PARTS = ("meetings", "forums")
"""Nouns that come with events."""
SCOPES = {
    EVERYTHING: _("Everything"),
    **{noun: words.many for noun, words in NOUNS.items() if noun not in PARTS},
    "search": _("The search"),
}
DAYS = [(7, _("a week")), (30, _("a month")), (90, _("three months")), (365, _("a year"))]


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"),
        max_length=80,
        help_text=_("So that you know it again, such as “Monday's report”."),
    )
    days = forms.TypedChoiceField(label=_("Good for"), choices=DAYS, coerce=int, initial=90)
    reading = forms.MultipleChoiceField(
        choices=list(SCOPES.items()), required=False, initial=[EVERYTHING]
    )
    writing = forms.MultipleChoiceField(choices=list(SCOPES.items()), required=False)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Give each noun with what is ticked for it."""
        reading, writing = (self[name].value() or () for name in ("reading", "writing"))
        for noun, label in SCOPES.items():
            yield {
                "noun": noun,
                "label": label,
                "reading": noun in reading,
                "writing": noun in writing,
            }

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        scopes = [
            *(f"{noun}:{READ}" for noun in told.get("reading", ())),
            *(f"{noun}:{WRITE}" for noun in told.get("writing", ())),
        ]
        if not scopes and not {"reading", "writing"} & self.errors.keys():
            raise forms.ValidationError(_("Tick at least one thing it may read or write."))
        return {**told, "scopes": scopes}


class Tokens(LoginRequiredMixin, TemplateView):
    template_name = "accounts/tokens.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = Token.objects.filter(user=self.request.user.pk, revoked_at=None)
        told = {"form": TokenForm(), "secret": "", "tokens": list(own), **kwargs}
        return super().get_context_data(**told)

    def post(self, request: HttpRequest) -> HttpResponse:
        if "revoke" in request.POST:
            return self.revoke(request.POST["revoke"])
        form = TokenForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        _token, secret = tokens.issue(
            user=request.user,
            name=form.cleaned_data["name"],
            scopes=form.cleaned_data["scopes"],
            expires_at=timezone.now() + timedelta(days=form.cleaned_data["days"]),
        )
        return self.render_to_response(self.get_context_data(secret=secret))

    def revoke(self, pk: str) -> HttpResponse:
        own = Token.objects.filter(user=self.request.user.pk)
        try:
            token = get_object_or_404(own, pk=as_id(pk))
        except forms.ValidationError:
            return self.render_to_response(self.get_context_data(), status=400)
        tokens.revoke(token, user=self.request.user)
        return redirect("site:tokens")
