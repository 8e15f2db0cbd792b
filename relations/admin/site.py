"""The admin as a whole: order by use, no log that names records, no way round a record's page."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from relations.admin.visible import label

ORDER = [
    "Meeting",
    "Forum",
    "Contact",
    "Institution",
    "Commitment",
    "Agreement",
    "Event",
    "EventSeries",
    "Participation",
    "Statement",
    "Post",
    "Figure",
    "Relation",
    "Source",
    "Account",
    "Document",
    "Note",
    "EventLink",
    "ProbablySame",
    "Topic",
    "EventKind",
    "Place",
    "Collection",
    "Delegation",
    "SavedView",
    "Team",
    "User",
    "Token",
    "Journal",
]


class LabelledAutocomplete(AutocompleteJsonView):
    """Answer what is typed into a link: visible records with the labels of the form."""

    def get_queryset(self) -> models.QuerySet:
        guards = getattr(self.model_admin.model, "guarded_by", ())
        found = super().get_queryset()
        return found.select_related(*guards) if guards else found

    def serialize_result(self, obj: models.Model, to_field_name: str) -> dict[str, str]:
        return {"id": str(obj.pk), "text": label(obj)}


class HouseSite(admin.AdminSite):
    site_header = "Muloqot"
    site_title = "Muloqot"
    index_title = _("Back office")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """List the nouns by use."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: ORDER.index(model["object_name"]))
        return apps

    def get_log_entries(self, request: HttpRequest) -> Any:
        """Return nothing: the journal keeps what happened, and each reader's part of it."""
        return LogEntry.objects.none()

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return LabelledAutocomplete.as_view(admin_site=self)(request)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Close Django's address that finds any record by type and id, visible or not."""
        return [path("r/<path:rest>", self.admin_view(nowhere)), *super().get_urls()]


def nowhere(_request: HttpRequest, rest: str) -> HttpResponseBase:
    raise Http404(rest)
