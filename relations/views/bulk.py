"""Change several records of a list at once: choose, see before and after, save."""

import re
import uuid
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from relations.access import team_ids
from relations.actions.several import (
    MOST,
    TOPICS,
    Done,
    Plan,
    change_several,
    fields_of,
    plan,
    right_to_change,
    topics_of,
)
from relations.dates.edtf import parse
from relations.dates.fields import EdtfField
from relations.dates.words import say
from relations.filters import FILTERS
from relations.models import Team
from relations.models.base import is_uuid
from relations.templatetags.words import called
from relations.views import panel, saved
from relations.views.base import NounPage
from relations.views.blocks import ordered
from relations.views.several import ChangeForm

ROW = "row"
ALL = "all"
NOTHING = "\N{EN DASH}"
# What fits a version; Python refuses to read a number of thousands of digits.
_VERSION = re.compile("[0-9]{0,18}")


class Bulk(NounPage):
    """The three steps; each is a plain form, and only the last one writes."""

    template_name = "relations/bulk.html"
    request: Any

    def get_permission_required(self) -> Any:
        return (*super().get_permission_required(), right_to_change(self.model))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.first(ChangeForm(request.user, self.model))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ChangeForm(request.user, self.model, request.POST)
        given = [one.partition(":") for one in request.POST.getlist(ROW)]
        versions = {
            pk: int(version or 0)
            for pk, _sep, version in given
            if is_uuid(pk) and _VERSION.fullmatch(version)
        }
        if ALL in request.POST:
            versions = {str(pk): 0 for pk in self.listed().values_list("pk", flat=True)[:MOST]}
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
        self.told_of(done)
        for one in done.left:
            messages.warning(
                self.request,
                _("Left as it is: {name}. {why}").format(name=called(one.record), why=one.why),
            )
        missing = len(versions) - len(done.changed) - len(done.left)
        if missing:
            messages.warning(self.request, _("No longer there: {number}.").format(number=missing))
        return redirect(self.back)

    def told_of(self, done: Done) -> None:
        """Say how many were changed, and lead to the undoing of it."""
        sentence = _("Changed: {number}.").format(number=len(done.changed))
        if not done.changed:
            messages.success(self.request, sentence)
            return
        undo = reverse(f"site:{self.noun}-bulk-undo", args=[done.transaction])
        messages.success(
            self.request,
            format_html('{} <a href="{}">{}</a>', sentence, undo, _("undo the change")),
        )

    def listed(self) -> QuerySet:
        """Return what there is to choose from; a list that is not to be had has no rows."""
        query = saved.opened(self.noun, self.request.GET, self.request.user)
        query.pop(panel.MORE, None)
        query.pop(ROW, None)
        filters = FILTERS[self.noun](data=query, queryset=self.seen(), request=self.request)
        found = filters.qs.filter(pk__in=self.asked) if self.asked else filters.qs
        return ordered(self.noun, self.words.order).applied(found)

    def first(self, form: ChangeForm, chosen: set[str] | None = None) -> HttpResponse:
        """Show the choice of records and of values; ticked is what was chosen, and else nothing."""
        records = list(self.listed()[: MOST + 1])
        ticked = set(self.asked) if chosen is None else chosen
        context = self.get_context_data(
            form=form,
            most=MOST,
            cut=len(records) > MOST,
            records=[(record, str(record.pk) in ticked) for record in records[:MOST]],
        )
        return self.render_to_response(context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back=self.back, **kwargs)

    @property
    def asked(self) -> list[str]:
        """The records that the address asks for, where it leads here from a choice of them."""
        return [pk for pk in self.request.GET.getlist(ROW) if is_uuid(pk)]

    @property
    def back(self) -> str:
        kept = self.request.GET.copy()
        kept.pop(ROW, None)
        query = kept.urlencode()
        return reverse(f"site:{self.noun}-list") + (f"?{query}" if query else "")

    def linked(self) -> QuerySet:
        """Return the visible rows with what their fields point at."""
        links = [
            name
            for name in fields_of(self.model)
            if isinstance(self.model._meta.get_field(name), ForeignKey)
        ]
        rows = self.seen().select_related(*links)
        return rows.prefetch_related("topic_links__topic") if topics_of(self.model) else rows

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

    @cached_property
    def teams(self) -> dict[Any, str]:
        """Name the teams of the reader; one query, where records are closed."""
        return {
            team.pk: str(team) for team in Team.objects.filter(pk__in=team_ids(self.request.user))
        }

    def label(self, name: str) -> str:
        if name == TOPICS:
            return _("Topics")
        field: Any = self.model._meta.get_field(name)
        return capfirst(str(field.verbose_name))

    def said(self, name: str, value: Any) -> str:
        if value in (None, "", []):
            return NOTHING
        if name == "teams":
            return ", ".join(self.teams.get(pk, _("another team")) for pk in value)
        if isinstance(value, list):
            return ", ".join(called(one) for one in value)
        field: Any = self.model._meta.get_field(name)
        if isinstance(field, EdtfField):
            return say(parse(value), self.request.LANGUAGE_CODE)
        return called(value) if isinstance(value, Model) else str(dict(field.choices)[value])
