"""Users, teams, saved views, and the journal, which is only read."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from relations.actions import records
from relations.actions.resting import rows
from relations.admin import history, lists
from relations.admin.base import NounAdmin, Table
from relations.admin.visible import may_name_readers
from relations.history.acting import act
from relations.models import Journal, Membership, SavedView, Team, User
from relations.models.base import Row

admin.site.unregister(Group)  # the roles are made by migration, the same in every house


class MemberRows(Table):
    model = Membership
    verbose_name = _("member")
    verbose_name_plural = _("members")
    fields = ("user",)


@admin.register(Team)
class TeamAdmin(NounAdmin):
    list_display = ("name",)
    search_fields = ("name",)
    fieldsets = ((None, {"fields": ("name",)}),)
    inlines = (MemberRows,)


class OperatorsOnly:
    """Keep a page to administrators; stands before Django's ModelAdmin."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    has_change_permission = has_module_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: who leaves is made inactive, so that what they did keeps its name."""
        return False


class TeamRows(OperatorsOnly, admin.TabularInline):
    """Teams of a person: joined and left here, never turned into another."""

    model = Membership
    verbose_name = _("team")
    verbose_name_plural = _("teams")
    fields = ("team",)
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    has_delete_permission = OperatorsOnly.has_view_permission

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class PersonAdmin(OperatorsOnly, UserAdmin):
    list_display = ("username", "email", "first_name", "last_name", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "is_superuser")
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False
    filter_horizontal = ("groups",)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email", "language")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Moments"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    inlines = (TeamRows,)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with act("change user", request.user):
            return super().changeform_view(request, *args, **kwargs)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.save(commit=False)
        for membership in formset.deleted_objects:
            records.remove(membership, user=request.user)
        for membership in formset.new_objects:
            records.create(membership, user=request.user)

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        return lists.lookup_allowed(self, lookup, value, request)

    def get_search_results(
        self, request: Any, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        text = search_term.replace("\0", " ")
        return queryset.filter(
            lists.words_in(queryset.model, tuple(self.search_fields), text)
        ), False


@admin.register(SavedView)
class SavedViewAdmin(NounAdmin):
    """Each their own: what is shared is read by others and changed by its owner."""

    list_display = ("name", "noun", "owner", "shared", "team")
    list_links = ("owner", "team")
    list_filter = ("noun", "shared")
    search_fields = ("name", "slug")
    fieldsets = (
        (None, {"fields": (("name", "slug"), "noun", "query", ("columns", "sort"))}),
        (_("For whom"), {"fields": (("shared", "team"), "owner")}),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _own(obj, request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _own(obj, request.user)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"owner": request.user.pk, **super().get_changeform_initial_data(request)}


def _own(view: SavedView | None, user: Any) -> bool:
    return view is None or view.owner_id == user.pk or may_name_readers(user)


@admin.register(Journal)
class JournalAdmin(admin.ModelAdmin):
    """The journal of everything the auditor may see."""

    list_display = ("at", "actor", "done", "operation", "table", "record")
    list_filter = ("operation",)
    list_per_page = 50
    list_select_related = ("actor",)
    show_full_result_count = False
    sortable_by = ()
    ordering = ("-pk",)
    fields = ("at", "actor", "done", "operation", "table", "record", "request_id", "changes")
    readonly_fields = fields
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the entries of visible rows; the operator's are all, those of the gone too."""
        found = super().get_queryset(request)
        if request.user.is_superuser:
            return found
        condition = Q(pk__in=[])
        for model in apps.get_app_config("relations").get_models():
            if issubclass(model, Row) and not model._meta.proxy:
                visible = rows(model, request.user).order_by().values("pk")
                condition |= Q(table=model._meta.db_table, record__in=visible)
        return found.filter(condition)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        entry = super().get_object(request, object_id, from_field)
        if entry is not None:
            vars(entry)["reader"] = request.user
        return entry

    @admin.display(description=_("act"))
    def done(self, entry: Any) -> str:
        return history.act_in_words(entry.act)

    @admin.display(description=_("changes"))
    def changes(self, entry: Any) -> SafeString:
        kinds = apps.get_app_config("relations").get_models()
        model = next(kind for kind in kinds if kind._meta.db_table == entry.table)
        told = history.entries(model, [entry], entry.reader)
        lines = ((one.label, one.before, one.after) for told_ in told for one in told_.changes)
        return format_html_join("", "<p>{}: {} → {}</p>", lines)

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        return lists.lookup_allowed(self, lookup, value, request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
