"""What is chosen in a list of the admin as a file: the chosen rows, or all that are shown."""

from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from relations.exports.asking import read
from relations.exports.files import FullError, answer
from relations.exports.nouns import noun_of
from relations.exports.snapshots import TooManyError


class Exporting:
    """Offer files of a noun; stands before Django's ModelAdmin."""

    def get_actions(self: Any, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)  # type: ignore[misc]
        if not noun_of(self.model()):
            for name in ("export_csv", "export_xlsx"):
                actions.pop(name, None)
        return actions

    @admin.action(description=_("Export as CSV for Excel"), permissions=["view"])
    def export_csv(
        self: Any, request: HttpRequest, queryset: models.QuerySet
    ) -> HttpResponseBase | None:
        return self.exported(request, queryset, "csv", {"bom": "1"})

    @admin.action(description=_("Export as XLSX"), permissions=["view"])
    def export_xlsx(
        self: Any, request: HttpRequest, queryset: models.QuerySet
    ) -> HttpResponseBase | None:
        return self.exported(request, queryset, "xlsx", {})

    def exported(
        self: Any,
        request: HttpRequest,
        queryset: models.QuerySet,
        name: str,
        query: dict[str, str],
    ) -> HttpResponseBase | None:
        noun = noun_of(self.model())
        # Chosen by id among what is visible, since the list's own query brings links for a page.
        rows = self.get_queryset(request).filter(pk__in=queryset.order_by().values("pk"))
        try:
            return answer(read(noun, name, query, request.user), rows.order_by("pk"), request)
        except TooManyError:
            told = _("You have as many files running as one may. Wait until one has come.")
        except FullError:
            told = _("As many files are being made as there is room for. Try again in a moment.")
        self.message_user(request, told, messages.ERROR)
        return None
