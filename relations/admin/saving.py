"""Saving a page: one act for the record and all its rows, through the actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from relations.actions import forms as pages
from relations.actions import records
from relations.admin.fields import LinksField
from relations.admin.forms import NounForm
from relations.admin.formsets import RowFormSet
from relations.admin.page import (
    FIELD,
    MAIN,
    Page,
    RefusedError,
    SavedAlreadyError,
    page_of,
    salt,
)
from relations.history.acting import act


@contextmanager
def refusals_of(form: NounForm) -> Iterator[None]:
    """Say in which form of the page stands what was refused."""
    try:
        yield
    except ValidationError as error:
        raise RefusedError(form.prefix or MAIN, error) from error


def save_record(request: HttpRequest, form: NounForm) -> None:
    """Create or change the record of a form, and the links it chose."""
    record = form.instance
    with refusals_of(form):
        values = form.values()
        if form.adding:
            for name, value in values.items():
                setattr(record, name, value)
            records.create(record, user=request.user)
        elif values:
            version = form.page.version if form.prefix is None else None
            records.change(record, values=values, version=version, user=request.user)
        for name in form.changed_data:
            if isinstance(field := form.fields[name], LinksField):
                now, before = set(form.cleaned_data[name]), set(field.known)
                pages.link(
                    record,
                    name,
                    added=[one for one in form.cleaned_data[name] if one not in before],
                    removed=before - now,
                    user=request.user,
                )


def save_rows(request: HttpRequest, formset: RowFormSet) -> None:
    """Remove, change and add the rows of one set, in this order, so that a name can move."""
    new = formset.to_add()
    rows: Any = formset.model
    if rows.objects.filter(pk__in=[form.instance.pk for form in new]).exists():
        raise SavedAlreadyError
    for form in formset.to_remove():
        with refusals_of(form):
            records.remove(form.instance, user=request.user)
    for form in formset.to_change():
        save_record(request, form)
    last = max((getattr(form.instance, "order", 0) for form in formset.initial_forms), default=-1)
    for place, form in enumerate(new, last + 1):
        if hasattr(form.instance, "order") and "order" not in form.fields:
            form.instance.order = place
        save_record(request, form)


class Saving:
    """The part of an admin that shows and saves forms; stands before Django's ModelAdmin."""

    def changeform_view(
        self: Any,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        asked = (request, object_id, form_url, extra_context)
        if request.method != "POST":
            return super().changeform_view(*asked)  # type: ignore[misc]
        if "_saveasnew" in request.POST:
            raise BadRequest(_("A record is not copied by saving it under another id."))
        page = Page.opened(request.POST.get(FIELD, ""), self.salt(request, object_id))
        vars(request)["page"] = page
        if object_id is None and self.made(page):
            return self.saved_already(request, page)
        try:
            with act(f"{'change' if object_id else 'create'} {self.noun()}", request.user):
                page.locking = True
                return super().changeform_view(*asked)  # type: ignore[misc]
        except RefusedError as refused:
            page.refusals[refused.prefix] = refused.error
        except SavedAlreadyError:
            return self.saved_already(request, page, object_id)
        page.locking = False
        if object_id is None and self.made(page):
            return self.saved_already(request, page)
        return super().changeform_view(*asked)  # type: ignore[misc]

    def noun(self: Any) -> str:
        return str(self.opts.concrete_model._meta.verbose_name_raw)

    def salt(self: Any, request: HttpRequest, object_id: Any) -> str:
        return salt(self.opts.label_lower, object_id, request.user)

    def made(self: Any, page: Page) -> bool:
        return bool(self.opts.concrete_model.objects.filter(pk=page.id).exists())

    def saved_already(
        self: Any, request: HttpRequest, page: Page, object_id: str | None = None
    ) -> HttpResponse:
        self.message_user(
            request, _("This was saved already; nothing was saved twice."), messages.INFO
        )
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[object_id or page.id]))

    def save_model(
        self, request: HttpRequest, obj: models.Model, form: NounForm, change: bool
    ) -> None:
        save_record(request, form)

    def save_related(
        self, request: HttpRequest, form: NounForm, formsets: list[RowFormSet], change: bool
    ) -> None:
        for formset in formsets:
            save_rows(request, formset)

    def construct_change_message(self, *args: Any, **kwargs: Any) -> Any:
        return ""

    def log_addition(self, *args: Any, **kwargs: Any) -> Any:
        """Write nothing: the journal keeps what happened, and Django's log would name records."""

    def log_change(self, *args: Any, **kwargs: Any) -> Any:
        """Write nothing, as above."""

    def log_deletions(self, *args: Any, **kwargs: Any) -> Any:
        """Write nothing, as above."""

    def render_change_form(
        self: Any, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        page, original = page_of(request), context["original"]
        page.version = getattr(original, "version", 0)
        page.rows = {
            str(form.instance.pk): form.was
            for shown in context["inline_admin_formsets"]
            for form in shown.formset.initial_forms
        }
        sealed = page.seal(self.salt(request, context["object_id"]))
        context |= {"seen_field": FIELD, "seen": sealed}
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]
