"""What was said and what was promised."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from relations.admin.attachments import CitationRows
from relations.admin.base import Blocks, NounAdmin, Table, date_column
from relations.admin.sides import offer_sides, sides_of
from relations.models import Commitment, CommitmentParty, Statement


class StatementRows(Blocks):
    model = Statement
    fields = (("delegation", "contact", "kind"), ("topic", "confidentiality"), "text")
    show_change_link = True
    classes = ("collapse",)

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> Any:
        offered = super().get_field_queryset(db, db_field, request)
        if db_field.name == "delegation":
            return sides_of(self.parent and self.parent.pk, offered)
        return offered


class CommitmentRows(Table):
    model = Commitment
    fk_name = "event"
    fields = ("what", "kind", "direction", "due", "status", "owner")
    show_change_link = True

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "what":
            field.widget.attrs["rows"] = 2
        return field


@admin.register(Statement)
class StatementAdmin(NounAdmin):
    list_display = ("__str__", "event", "delegation", "contact", "kind", "topic")
    list_links = ("event", "delegation", "contact", "topic")
    list_filter = ("kind", "confidentiality")
    search_fields = ("text", "speaker", "event__title", "contact__display_name")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "event",
                    ("delegation", "contact", "speaker"),
                    ("kind", "topic"),
                    "text",
                    "account",
                )
            },
        ),
    )
    inlines = (CitationRows,)

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        offer_sides(form, obj)
        return form


class PartyRows(Table):
    model = CommitmentParty
    fields = ("role", "institution", "place", "contact", "user")


@admin.register(Commitment)
class CommitmentAdmin(NounAdmin):
    list_display = (
        "__str__",
        "kind",
        "direction",
        date_column("due", _("due"), "due_span"),
        "status",
        "owner",
        "event",
    )
    list_links = ("owner", "event")
    list_filter = ("status", "direction", "kind", "confidentiality")
    search_fields = ("what", "event__title", "evidence")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "what",
                    ("kind", "direction", "state"),
                    ("due", "due_text", "remind_on"),
                    ("status", "owner"),
                )
            },
        ),
        (_("Where it was made"), {"fields": ("event", "agreement", "statement", "account")}),
        (_("How it ended"), {"fields": (("fulfilled_on", "fulfilled_by"), "evidence")}),
    )
    inlines = (PartyRows, CitationRows)
