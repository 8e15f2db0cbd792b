"""Sources and collections, and the facts that stand or fall with them: figures and relations."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from relations.admin.attachments import CitationRows
from relations.admin.base import NounAdmin, Table, date_column
from relations.admin.lists import VisibleFilter
from relations.models import (
    Collection,
    Figure,
    FigureSubject,
    Relation,
    RelationParty,
    Source,
)


@admin.register(Source)
class SourceAdmin(NounAdmin):
    list_display = (
        "title",
        "publisher",
        date_column("published", _("published"), "published_span"),
        "kind",
        "language",
    )
    list_filter = ("kind", "confidentiality", ("collection", VisibleFilter))
    search_fields = ("title", "publisher", "url")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    ("publisher", "kind", "language"),
                    "url",
                    ("published", "published_time", "published_basis"),
                    ("reported_from", "retrieved_on", "stored_copy"),
                    "collection",
                )
            },
        ),
    )


@admin.register(Collection)
class CollectionAdmin(NounAdmin):
    list_display = ("name", "collected")
    search_fields = ("name", "collected")
    fieldsets = ((None, {"fields": ("name", "collected")}),)


class SubjectRows(Table):
    model = FigureSubject
    verbose_name = _("subject")
    verbose_name_plural = _("subjects")
    fields = ("institution", "place")


@admin.register(Figure)
class FigureAdmin(NounAdmin):
    list_display = (
        "indicator",
        "qualifier",
        "value",
        "unit",
        date_column("period", _("period"), "period_span"),
        "source",
    )
    list_links = ("source",)
    list_filter = ("qualifier", "confidentiality")
    search_fields = ("indicator", "note", "source__title")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "indicator",
                    ("qualifier", "value", "unit"),
                    "period",
                    ("has_baseline", "baseline_value", "baseline_period"),
                    "note",
                    ("source", "account"),
                )
            },
        ),
    )
    inlines = (SubjectRows, CitationRows)


class PartyRows(Table):
    model = RelationParty
    fields = ("institution", "place")


@admin.register(Relation)
class RelationAdmin(NounAdmin):
    list_display = (
        "status",
        "kind",
        date_column("since", _("since"), "since_span"),
        date_column("until", _("until"), "until_span"),
        "source",
    )
    list_links = ("source",)
    list_filter = ("kind", "confidentiality")
    search_fields = ("status", "source__title")
    fieldsets = (
        (
            None,
            {"fields": ("status", "kind", ("since", "until"), ("source", "account"))},
        ),
    )
    inlines = (PartyRows, CitationRows)
