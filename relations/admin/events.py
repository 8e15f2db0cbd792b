"""Meetings, forums, their series and kinds, and how they follow one another."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from relations.admin.attachments import CitationRows, DocumentRows, NameRows, NoteRows
from relations.admin.base import NounAdmin, Table, date_column
from relations.admin.commitments import CommitmentRows, StatementRows
from relations.admin.lists import VisibleFilter, YearFilter
from relations.admin.logging import Logged
from relations.admin.sides import DelegationRows, ParticipationRows
from relations.models import (
    Account,
    Agreement,
    Edition,
    EditionSource,
    Event,
    EventFamily,
    EventInstitution,
    EventKind,
    EventLink,
    EventName,
    EventPlace,
    EventSeries,
    Forum,
    Meeting,
    SeriesName,
)

WHEN = date_column("date", _("when"), "date_span")


class EventNameRows(NameRows):
    model = EventName
    classes = ("collapse",)


class PlaceRows(Table):
    model = EventPlace
    verbose_name = _("place")
    verbose_name_plural = _("places")
    fields = ("venue", "city", "country")


class InstitutionRows(Table):
    model = EventInstitution
    verbose_name = _("institution")
    verbose_name_plural = _("institutions")
    fields = ("institution", "role")


class LinkRows(Table):
    model = EventLink
    fk_name = "from_event"
    verbose_name = _("link to an earlier event")
    verbose_name_plural = _("links to earlier events")
    fields = ("kind", "to_event", "basis")


class AccountRows(Table):
    model = Account
    fields = ("name", "source", "tense")
    read_only = True
    show_change_link = True
    classes = ("collapse",)


class AgreementRows(Table):
    model = Agreement
    fields = ("title", "kind", "status")
    read_only = True
    show_change_link = True


@admin.register(Event)
class EventAdmin(NounAdmin):
    family: EventFamily | None = None
    list_display = ("title", WHEN, "kind", "status", "confidentiality")
    list_links = ("kind",)
    list_filter = (
        YearFilter,
        ("kind", VisibleFilter),
        ("places__country", VisibleFilter),
        ("series", VisibleFilter),
        "status",
        "format",
        "level",
        "confidentiality",
    )
    search_fields = ("title", "names__text")
    search_help_text = _("Any name of the event")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    ("date", "start_time", "end_time", "time_zone"),
                    ("kind", "status", "format", "level"),
                    "topics",
                    ("theme", "title_language", "languages"),
                    "summary",
                )
            },
        ),
        (_("Where it belongs"), {"fields": (("series", "edition"), "part_of", "owner")}),
    )
    inlines = (
        PlaceRows,
        InstitutionRows,
        DelegationRows,
        ParticipationRows,
        StatementRows,
        CommitmentRows,
        LinkRows,
        AgreementRows,
        NoteRows,
        DocumentRows,
        EventNameRows,
        AccountRows,
        CitationRows,
    )

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> Any:
        offered = super().get_field_queryset(db, db_field, request)
        if db_field.name == "kind" and self.family:
            return offered.filter(family=self.family)
        return offered


@admin.register(Meeting)
class MeetingAdmin(Logged, EventAdmin):
    family = EventFamily.MEETING


@admin.register(Forum)
class ForumAdmin(Logged, EventAdmin):
    family = EventFamily.FORUM


@admin.register(EventKind)
class KindAdmin(NounAdmin):
    list_display = ("name_en", "name_ru", "name_uz", "name_ko", "code", "family")
    list_filter = ("family",)
    search_fields = ("name_en", "name_ru", "name_uz", "name_ko", "code")
    fieldsets = (
        (None, {"fields": ("name_en", ("name_ru", "name_uz", "name_ko"), ("code", "family"))}),
    )


class SeriesNameRows(NameRows):
    model = SeriesName


class EditionRows(Table):
    model = Edition
    fields = ("number", "date", "event", "city", "country", "status")
    show_change_link = True


@admin.register(EventSeries)
class SeriesAdmin(NounAdmin):
    list_display = ("name", "organizer", "cadence", "first_year")
    list_links = ("organizer",)
    list_filter = ("confidentiality",)
    search_fields = ("name", "names__text")
    fieldsets = (
        (
            None,
            {"fields": ("name", ("organizer", "organizer_text"), ("cadence", "first_year"))},
        ),
    )
    inlines = (EditionRows, SeriesNameRows)


class EditionSourceRows(Table):
    model = EditionSource
    fields = ("source",)


@admin.register(Edition)
class EditionAdmin(NounAdmin):
    in_index = False
    list_display = ("series", "number", WHEN, "event", "status")
    list_links = ("series", "event")
    list_filter = (("series", VisibleFilter),)
    search_fields = ("series__name", "event__title", "city", "host")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("series", "number"),
                    ("date", "event"),
                    ("city", "country", "host"),
                    ("level", "status"),
                    "note",
                )
            },
        ),
    )
    inlines = (EditionSourceRows,)


@admin.register(EventLink)
class LinkAdmin(NounAdmin):
    list_display = ("from_event", "kind", "to_event", "basis")
    list_links = ("from_event", "to_event")
    list_filter = ("kind", "basis")
    search_fields = ("from_event__title", "to_event__title")
    fieldsets = ((None, {"fields": ("from_event", "kind", "to_event", "basis")}),)
