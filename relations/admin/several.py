"""What is chosen in a list of the admin is changed at once: on the page where it is shown first."""

from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from relations.actions.several import fields_of
from relations.exports.nouns import noun_of

# What an address may well carry; more is chosen on the page itself, by its filters.
MOST: Final = 80


class Several:
    """Offer to change several records of a noun; stands before Django's ModelAdmin."""

    def get_actions(self: Any, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)  # type: ignore[misc]
        if not fields_of(self.model):
            actions.pop("change_several", None)
        return actions

    @admin.action(description=_("Change several…"), permissions=["change"])
    def change_several(
        self: Any, request: HttpRequest, queryset: models.QuerySet
    ) -> HttpResponse | None:
        chosen = list(queryset.order_by().values_list("pk", flat=True)[: MOST + 1])
        if len(chosen) > MOST:
            told = _("Choose at most {most} records.").format(most=MOST)
            self.message_user(request, told, messages.ERROR)
            return None
        address = reverse(f"site:{noun_of(self.model())}-bulk")
        return redirect(f"{address}?{urlencode([('row', pk) for pk in chosen])}")
