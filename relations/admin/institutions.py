"""Institutions with their names, units, successions and topics."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from relations.admin.attachments import (
    CitationRows,
    DocumentRows,
    IdentifierRows,
    NameRows,
    NoteRows,
)
from relations.admin.base import NounAdmin, Table
from relations.admin.lists import VisibleFilter
from relations.models import Institution, InstitutionName, Succession


class InstitutionNameRows(NameRows):
    model = InstitutionName


class UnitRows(Table):
    model = Institution
    fk_name = "parent"
    verbose_name = pgettext_lazy("institution", "unit")
    verbose_name_plural = pgettext_lazy("institution", "units")
    fields = ("display_name", "kind", "status")
    read_only = True
    show_change_link = True


class SuccessionRows(Table):
    model = Succession
    fields = ("kind", "date", "predecessors")
    classes = ("collapse",)


@admin.register(Institution)
class InstitutionAdmin(NounAdmin):
    list_display = ("display_name", "kind", "country", "city", "parent", "status")
    list_links = ("country", "parent")
    list_filter = ("kind", "status", "confidentiality", ("country", VisibleFilter))
    search_fields = ("display_name", "names__text")
    search_help_text = _("Any name of the institution, in any script")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "display_name",
                    ("kind", "status"),
                    ("parent", "country", "city"),
                    "topics",
                    ("website", "owner"),
                    ("founded", "ended"),
                )
            },
        ),
    )
    inlines = (
        InstitutionNameRows,
        UnitRows,
        IdentifierRows,
        SuccessionRows,
        NoteRows,
        DocumentRows,
        CitationRows,
    )
