"""The ground of every admin: visible rows, links by typing, one act a save, soft removal."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.checks import InlineModelAdminChecks, ModelAdminChecks
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from relations import access
from relations.actions import records
from relations.actions.resting import rows
from relations.admin import history, lists, search
from relations.admin.exporting import Exporting
from relations.admin.fields import (
    NOTHING,
    Autocomplete,
    AutocompleteMany,
    LinkField,
    LinksField,
    SaidDate,
    array_field,
    said,
)
from relations.admin.forms import NounForm
from relations.admin.formsets import RowFormSet
from relations.admin.page import page_of
from relations.admin.removing import consequences
from relations.admin.saving import Saving
from relations.admin.several import Several
from relations.admin.visible import label, labelled, links, may_name_readers
from relations.dates.fields import EdtfField
from relations.history.acting import act
from relations.models import Confidentiality, Delegation, EventKind, Journal, Team, User
from relations.models.base import Confidential, is_uuid

CHOSEN_FROM_A_LIST = (User, EventKind, Delegation, Team)
"""Short enough to be shown whole; everything else is found by typing."""

HISTORY_PAGE = 50


def levels(user: Any) -> list[tuple[str, str]]:
    """Return the levels somebody may give: nobody closes a record to themselves."""
    closing = user.has_perm(access.READ_RESTRICTED)
    return [
        (str(level.value), str(level.label))
        for level in Confidentiality
        if closing or level != Confidentiality.RESTRICTED
    ]


def date_column(name: str, title: Any, order: str) -> Callable[[Any], str]:
    """Return a column of a list that says a date in words and sorts by its days."""

    @admin.display(description=title, ordering=order)
    def column(record: Any) -> str:
        return said(getattr(record, name)) or NOTHING

    return column


class LinksThroughTables:
    """Let a many-to-many field stand on a form though its table has more columns (admin.E013)."""

    def _check_field_spec_item(self: Any, obj: Any, field_name: str, label: str) -> list[Any]:
        names = {field.name for field in obj.model._meta.many_to_many}
        if field_name in names:
            return []
        return super()._check_field_spec_item(obj, field_name, label)  # type: ignore[misc]


class NounChecks(LinksThroughTables, ModelAdminChecks):
    pass


class RowChecks(LinksThroughTables, InlineModelAdminChecks):
    pass


class Fields:
    """How a column becomes a field; stands before Django's ModelAdmin and its inlines."""

    def get_field_queryset(self, db: Any, db_field: Any, request: HttpRequest) -> Any:
        return labelled(db_field.remote_field.model, request.user)

    def formfield_for_dbfield(self: Any, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if several := array_field(db_field, request):
            return several
        if isinstance(db_field, EdtfField):
            kwargs["widget"] = SaidDate
        if isinstance(db_field, models.TimeField):
            # Django's box compares its hours with the reader's; ours are those of the place.
            kwargs["widget"] = forms.TimeInput(format="%H:%M")
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        if db_field.name == "confidentiality":
            kwargs["choices"] = levels(request.user)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if isinstance(field and field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field

    def formfield_for_foreignkey(self: Any, db_field: Any, request: Any, **kwargs: Any) -> Any:
        offered = self.get_field_queryset(None, db_field, request)
        short = db_field.related_model in CHOSEN_FROM_A_LIST
        widget = forms.Select() if short else Autocomplete(db_field, self.admin_site)
        field = db_field.formfield(form_class=LinkField, queryset=offered, widget=widget)
        if short:
            # Asked once for all rows of a page, which would else each ask for the same list.
            field.choices = [("", "---------"), *((row.pk, label(row)) for row in offered)]
        return field

    def formfield_for_manytomany(self: Any, db_field: Any, request: Any, **kwargs: Any) -> Any:
        offered = self.get_field_queryset(None, db_field, request)
        widget = AutocompleteMany(db_field, self.admin_site)
        return db_field.formfield(form_class=LinksField, queryset=offered, widget=widget)


class NounAdmin(Saving, Several, Exporting, Fields, admin.ModelAdmin):
    """A noun in the admin. ``list_links`` names the linked records its list shows."""

    checks_class = NounChecks
    form = NounForm
    list_per_page = 50
    list_max_show_all = 200
    list_select_related = ()
    list_links: ClassVar[tuple[str, ...]] = ()
    show_full_result_count = False
    save_on_top = False
    view_on_site = False
    in_index = True
    actions = ("change_several", "export_csv", "export_xlsx")

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        return super().get_model_perms(request) if self.in_index else {}

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return rows(self.model, request.user)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """Read a visible record, its links too; locked while its page is being saved."""
        if not is_uuid(object_id):
            return None
        names = flatten_fieldsets(self.get_fieldsets(request))
        found = self.get_queryset(request).prefetch_related(*links(self.model, names, request.user))
        if page_of(request).locking:
            found = found.select_for_update(of=("self",))
        return found.filter(pk=object_id).first()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = list(self.fieldsets or [(None, {"fields": self.fields or ()})])
        if not issubclass(self.model, Confidential):
            return fieldsets
        readers = ["teams", "readers"] if may_name_readers(request.user) else []
        key = ["key"] if readers and hasattr(self.model, "key") else []
        return [(None, {"fields": [("confidentiality", *readers, *key)]}), *fieldsets]

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.request = request  # type: ignore[attr-defined]
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Take from the address what may be typed as text, and links to what is visible."""
        given: dict[str, Any] = {}
        for name in flatten_fieldsets(self.get_fieldsets(request)):
            column: Any = {field.name: field for field in self.opts.concrete_fields}.get(name)
            value = request.GET.get(name)
            if value is None or column is None:
                continue
            if not column.is_relation or is_uuid(value) or value.isdecimal():
                given[name] = value
        return given

    def to_field_allowed(self, request: HttpRequest, to_field: str) -> bool:
        return to_field == "id"

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        return lists.lookup_allowed(self, lookup, value, request)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return lists.NounList

    def get_sortable_by(self, request: HttpRequest) -> Any:
        return lists.sortable(self, request)

    def get_search_results(
        self, request: Any, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        return search.search(request, queryset, tuple(self.search_fields), search_term), False

    def response_action(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.POST.get("action", "").startswith("export_"):  # reads alone: no act, no locks
            return super().response_action(request, *args, **kwargs)
        work = partial(super().response_action, request, *args, **kwargs)
        return self.told(request, work, back=request.get_full_path())

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        work = partial(super().delete_view, request, object_id, extra_context)
        return self.told(request, work, back=request.path)

    def told(self, request: HttpRequest, work: Callable[[], Any], *, back: str) -> Any:
        """Run one act, and tell the user why it was refused, if it was."""
        try:
            with act(f"remove {self.noun()}", request.user):
                return work()
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(back)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        return consequences(objs, request.user)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        records.remove(obj, user=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        for record in queryset:
            records.remove(record, user=request.user)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Show the journal of a visible record; its entries need a right of their own."""
        if not request.user.has_perm("relations.read_journal"):
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        journal = Journal.objects.of(record).select_related("actor").order_by("-pk")
        page = self.get_paginator(request, journal, HISTORY_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: {record}").format(record=record),
            "subtitle": None,
            "module_name": str(self.opts.verbose_name_plural).capitalize(),
            "object": record,
            "opts": self.opts,
            "page": page,
            "entries": history.entries(self.model, page.object_list, request.user),
        }
        return TemplateResponse(request, "admin/relations/object_history.html", context)


class Rows(Fields):
    """Rows of a record on its page; stands before one of Django's inlines.

    The fields are always listed; ``read_only`` makes a list of them.
    """

    checks_class = RowChecks
    form: Any = NounForm
    formset: Any = RowFormSet
    extra = 0
    read_only = False

    def get_queryset(self: Any, request: HttpRequest) -> models.QuerySet:
        names = flatten_fieldsets(self.get_fieldsets(request))
        found = rows(self.model, request.user)
        return found.prefetch_related(*links(self.model, names, request.user))

    def get_formset(self: Any, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        self.parent = obj
        formset = super().get_formset(request, obj, **kwargs)  # type: ignore[misc]
        formset.request = formset.form.request = request
        # Django names what protects a row, visible or not; our formset refuses without names.
        formset.form.hand_clean_DELETE = _without_names
        return formset

    def formfield_for_dbfield(self: Any, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        widget = field.widget
        if isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_change_related = widget.can_delete_related = False
            widget.can_view_related = False
            widget = widget.widget
        # A table shows its labels once, above: each control needs its own for those who listen.
        widget.attrs.setdefault("aria-label", str(field.label))
        return field

    def has_add_permission(self: Any, request: HttpRequest, obj: Any = None) -> bool:
        return not self.read_only and super().has_add_permission(request, obj)  # type: ignore[misc]

    def has_change_permission(self: Any, request: HttpRequest, obj: Any = None) -> bool:
        return not self.read_only and super().has_change_permission(request, obj)  # type: ignore[misc]

    def has_delete_permission(self: Any, request: HttpRequest, obj: Any = None) -> bool:
        return not self.read_only and super().has_delete_permission(request, obj)  # type: ignore[misc]


def _without_names(_form: NounForm) -> None:
    """Say nothing where Django would name the rows that protect this one."""


class Table(Rows, admin.TabularInline):
    """Rows as a table."""


class Blocks(Rows, admin.StackedInline):
    """Rows as blocks, where they have too many fields for a table."""
