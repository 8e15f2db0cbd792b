"""Change several records of a list at once: choose, see before and after, save."""

import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from relations.actions.several import (
    MOST,
    Plan,
    change_several,
    fields_of,
    plan,
    right_to_change,
)
from relations.dates.edtf import parse
from relations.dates.fields import EdtfField, EdtfFormField
from relations.dates.words import say
from relations.filters import FILTERS
from relations.models import Confidentiality, EventKind, Place, PlaceKind, User
from relations.templatetags.words import called
from relations.views import panel, saved
from relations.views.base import NounPage
from relations.views.blocks import ordered

NONE = "-"
NOTHING = "\N{EN DASH}"
# What fits a version; Python refuses to read a number of thousands of digits.
_VERSION = re.compile("[0-9]{0,18}")


def _rows(model: type[Model]) -> QuerySet:
    """Return the rows a field may be set to."""
    if model is Place:
        return Place.objects.filter(kind=PlaceKind.COUNTRY)
    return User.objects.filter(is_active=True) if model is User else EventKind.objects.all()


class ChangeForm(forms.Form):
    """A field for each value that may be set; what is left empty stays as it is."""

    def __init__(self, model: type[Model], data: Any = None) -> None:
        super().__init__(data)
        self.known: dict[str, Any] = {}
        for name in fields_of(model):
            field: Any = model._meta.get_field(name)
            self.fields[name] = self.field_of(field)
            self.fields[name].label = capfirst(str(field.verbose_name))

    def field_of(self, field: Any) -> forms.Field:
        if isinstance(field, EdtfField):
            return EdtfFormField(required=False)
        if isinstance(field, ForeignKey):
            rows = sorted(_rows(field.remote_field.model), key=called)
            self.known[field.name] = {str(row.pk): row for row in rows}
            choices = [(str(row.pk), called(row)) for row in rows]
        else:
            # who closes a record must say to whom: that is done on its own page
            choices = [
                (code, str(words))
                for code, words in field.choices
                if code != Confidentiality.RESTRICTED
            ]
        none = [(NONE, _("nothing"))] if field.blank else []
        return forms.ChoiceField(
            choices=[("", _("leave as it is")), *none, *choices], required=False
        )

    def clean(self) -> None:
        if not self.errors and not any(self.cleaned_data.values()):
            raise ValidationError(_("Choose what is to change."))

    @property
    def values(self) -> dict[str, Any]:
        """Give the values to set, of a link the record."""
        found: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            rows = self.known.get(name)
            if value and rows is not None:
                found[name] = rows.get(value)
            elif value:
                found[name] = "" if value == NONE else value
        return found


class Bulk(NounPage):
    """The three steps; each is a plain form, and only the last one writes."""

    template_name = "relations/bulk.html"
    request: Any

    def get_permission_required(self) -> Any:
        return (*super().get_permission_required(), right_to_change(self.model))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.first(ChangeForm(self.model))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ChangeForm(self.model, request.POST)
        given = [one.partition(":") for one in request.POST.getlist("row")]
        versions = {
            pk: int(version or 0)
            for pk, _sep, version in given
            if _is_id(pk) and _VERSION.fullmatch(version)
        }
        if not versions:
            form.add_error(None, _("Choose at least one record."))
        if not form.is_valid():
            return self.first(form, set(versions))
        rows = self.linked().filter(pk__in=versions)
        if "save" in request.POST:
            return self.saved(form, rows, {uuid.UUID(pk): n for pk, n in versions.items()})
        plans = plan(rows.order_by("pk"), form.values)
        return self.render_to_response(self.get_context_data(form=form, plans=self.told(plans)))

    def saved(self, form: ChangeForm, rows: Any, versions: Mapping[Any, int]) -> HttpResponse:
        user = self.request.user
        try:
            done = change_several(rows, values=form.values, versions=versions, user=user)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.first(form, {str(pk) for pk in versions})
        messages.success(self.request, _("Changed: {number}.").format(number=len(done.changed)))
        for one in done.left:
            messages.warning(
                self.request,
                _("Left as it is: {name}. {why}").format(name=called(one.record), why=one.why),
            )
        missing = len(versions) - len(done.changed) - len(done.left)
        if missing:
            messages.warning(self.request, _("No longer there: {number}.").format(number=missing))
        return redirect(self.back)

    def first(self, form: ChangeForm, chosen: set[str] | None = None) -> HttpResponse:
        """Show the choice of records and of values; a list that is not to be had has no rows."""
        query = saved.opened(self.noun, self.request.GET, self.request.user)
        query.pop(panel.MORE, None)
        filters = FILTERS[self.noun](data=query, queryset=self.seen(), request=self.request)
        rows = ordered(self.noun, self.words.order).applied(filters.qs)[: MOST + 1]
        records = list(rows)
        context = self.get_context_data(
            form=form,
            most=MOST,
            cut=len(records) > MOST,
            records=[
                (record, chosen is None or str(record.pk) in chosen) for record in records[:MOST]
            ],
        )
        return self.render_to_response(context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back=self.back, **kwargs)

    @property
    def back(self) -> str:
        query = self.request.GET.urlencode()
        return reverse(f"site:{self.noun}-list") + (f"?{query}" if query else "")

    def linked(self) -> QuerySet:
        """Return the visible rows with what their fields point at."""
        links = [
            name
            for name in fields_of(self.model)
            if isinstance(self.model._meta.get_field(name), ForeignKey)
        ]
        return self.seen().select_related(*links)

    def told(self, plans: Sequence[Plan]) -> list[dict[str, Any]]:
        """Put plans into words."""
        return [
            {
                "record": one.record,
                "why": one.why,
                "lines": [
                    (self.label(name), self.said(name, old), self.said(name, new))
                    for name, old, new in one.changes
                ],
            }
            for one in plans
        ]

    def label(self, name: str) -> str:
        field: Any = self.model._meta.get_field(name)
        return capfirst(str(field.verbose_name))

    def said(self, name: str, value: Any) -> str:
        field: Any = self.model._meta.get_field(name)
        if value in (None, ""):
            return NOTHING
        if isinstance(field, EdtfField):
            return say(parse(value), self.request.LANGUAGE_CODE)
        return called(value) if isinstance(value, Model) else str(dict(field.choices)[value])


def _is_id(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
