"""What each source told of an event: looked at here, and corrected in its plain columns."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from relations.admin.base import NounAdmin, Table, date_column
from relations.admin.lists import YearFilter
from relations.models import (
    Account,
    AccountInstitution,
    AccountName,
    AccountParticipant,
    AccountPlace,
    AccountRemark,
    AccountSide,
    EventMention,
    ParticipantPost,
    SideCountry,
    SideInstitution,
    Transition,
)


class Told(Table):
    """A part of a telling: read here as it was told."""

    read_only = True


class NameRows(Told):
    model = AccountName
    fields = ("text", "language", "as_printed")


class PlaceRows(Told):
    model = AccountPlace
    fields = ("venue", "city", "country", "basis")


class InstitutionRows(Told):
    model = AccountInstitution
    fields = ("institution", "role", "printed")


class SideRows(Told):
    model = AccountSide
    fields = ("name", "role", "delegation", "unnamed_count", "unnamed_text")
    show_change_link = True


class RemarkRows(Table):
    model = AccountRemark
    fields = ("code", "text")


class MentionRows(Told):
    model = EventMention
    fields = ("name", "relation", "event", "date", "note")


class TransitionRows(Told):
    model = Transition
    fields = ("kind", "what", "contact", "subject", "institution", "result", "date")


@admin.register(Account)
class AccountAdmin(NounAdmin):
    list_display = ("name", date_column("date", _("when"), "date_span"), "event", "source", "tense")
    list_links = ("event", "source")
    list_filter = (YearFilter, "tense", "confidentiality")
    search_fields = ("name", "event__title", "source__title", "accountnames__text")
    fieldsets = (
        (None, {"fields": (("event", "source"), ("name", "name_language"), "tense", "theme")}),
        (
            _("The event as told"),
            {
                "fields": (
                    ("kind", "level", "status", "format"),
                    ("series", "edition", "edition_text"),
                    ("topics", "languages"),
                    ("head_count", "head_count_qualifier", "head_count_text"),
                )
            },
        ),
        (
            _("The date as told"),
            {
                "fields": (
                    ("date", "date_text", "precision", "date_basis"),
                    ("earliest", "latest"),
                    ("start_time", "end_time", "time_zone"),
                    ("year_evidence", "date_conflict"),
                )
            },
        ),
    )
    inlines = (
        NameRows,
        PlaceRows,
        InstitutionRows,
        SideRows,
        RemarkRows,
        MentionRows,
        TransitionRows,
    )


class CountryRows(Told):
    model = SideCountry
    fields = ("place",)


class SideInstitutionRows(Told):
    model = SideInstitution
    fields = ("institution", "printed")


class ParticipantRows(Told):
    model = AccountParticipant
    fields = ("name", "participation", "roles", "attendance", "reads_for", "note")
    show_change_link = True


@admin.register(AccountSide)
class SideAdmin(NounAdmin):
    in_index = False
    list_display = ("name", "account", "role")
    list_links = ("account",)
    list_filter = ("role",)
    search_fields = ("name", "account__name")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "account",
                    ("name", "role"),
                    ("unnamed_count", "unnamed_qualifier", "unnamed_text"),
                )
            },
        ),
    )
    readonly_fields = ("account",)
    inlines = (CountryRows, SideInstitutionRows, ParticipantRows)

    def has_add_permission(self, request: object) -> bool:
        return False


class ParticipantPostRows(Told):
    model = ParticipantPost
    fields = ("post", "former", "within", "as_unit")


@admin.register(AccountParticipant)
class ParticipantAdmin(NounAdmin):
    in_index = False
    list_display = ("name", "participation", "attendance")
    list_links = ("participation",)
    list_filter = ("attendance",)
    search_fields = ("name",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("side", "participation"),
                    ("name", "script", "also_printed"),
                    ("roles", "attendance"),
                    ("reads_for", "note"),
                )
            },
        ),
    )
    readonly_fields = ("side", "participation", "also_printed")
    inlines = (ParticipantPostRows,)

    def has_add_permission(self, request: object) -> bool:
        return False
