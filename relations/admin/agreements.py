"""Agreements, their parties, signings and signatories."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from relations.admin.attachments import CitationRows, DocumentRows, NoteRows
from relations.admin.base import NounAdmin, Table, date_column
from relations.models import Agreement, AgreementParty, Signatory, Signing


class PartyRows(Table):
    model = AgreementParty
    fields = ("institution", "place")


class SigningRows(Table):
    model = Signing
    fields = ("date", "city", "country", "mode", "event")
    show_change_link = True


@admin.register(Agreement)
class AgreementAdmin(NounAdmin):
    list_display = (
        "title",
        "kind",
        "status",
        date_column("in_force", _("in force"), "in_force_span"),
        date_column("until", _("until"), "until_span"),
        "event",
    )
    list_links = ("event",)
    list_filter = ("kind", "status", "renewal", "confidentiality")
    search_fields = ("title",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    ("kind", "status", "state"),
                    ("in_force", "until"),
                    ("renewal", "notice_days"),
                    "topics",
                )
            },
        ),
        (
            _("Where it belongs"),
            {"fields": ("event", ("amends", "replaces"), ("due", "due_text"), "account")},
        ),
    )
    inlines = (PartyRows, SigningRows, NoteRows, DocumentRows, CitationRows)


class SignatoryRows(Table):
    model = Signatory
    fields = ("contact", "post", "institution")


@admin.register(Signing)
class SigningAdmin(NounAdmin):
    in_index = False
    list_display = ("agreement", date_column("date", _("when"), "date_span"), "city", "mode")
    list_links = ("agreement",)
    list_filter = ("mode",)
    search_fields = ("agreement__title", "city")
    fieldsets = ((None, {"fields": ("agreement", ("date", "mode"), ("city", "country"), "event")}),)
    inlines = (SignatoryRows,)
