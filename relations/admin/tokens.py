"""Tokens of programs: looked at, made for oneself, and revoked."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations.actions import tokens
from relations.admin.users import OperatorsOnly
from relations.models import Token

DAYS = 90


class TokenForm(forms.ModelForm):
    """What a new token is for; its person is the administrator who makes it."""

    class Meta:
        model = Token
        fields = ("name", "scopes", "expires_at")
        help_texts = {"scopes": _("Such as contacts:read,events:write; *:read is everything.")}


@admin.register(Token)
class TokenAdmin(OperatorsOnly, admin.ModelAdmin):
    """All tokens: an administrator sees whose they are and ends them, and never a secret."""

    form = TokenForm
    list_display = ("name", "hint", "user", "last_used_at", "expires_at", "revoked_at")
    list_select_related = ("user",)
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False
    actions = ("revoke",)
    ordering = ("-created_at", "pk")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let an administrator see the list and its action, and change nothing by hand."""
        return obj is None and self.has_view_permission(request)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        later = timezone.now() + timedelta(days=DAYS)
        return {"expires_at": later.replace(microsecond=0), "scopes": "*:read"}

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Token.objects.visible_to(request.user).select_related("user")

    def save_model(self, request: HttpRequest, obj: Token, form: Any, change: bool) -> None:
        made, secret = tokens.issue(user=request.user, **form.cleaned_data)
        obj.pk = made.pk
        self.message_user(
            request,
            _("Copy the token now, it is shown this once: {secret}").format(secret=secret),
            messages.WARNING,
        )

    def log_addition(self, *args: Any, **kwargs: Any) -> Any:
        """Write nothing: the journal keeps what happened."""

    @admin.action(description=_("Revoke the chosen tokens"), permissions=["change"])
    def revoke(self, request: HttpRequest, chosen: QuerySet) -> HttpResponse | None:
        for token in chosen:
            tokens.revoke(token, user=request.user)
        return None
