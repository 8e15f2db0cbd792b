"""Merging two records of one noun side by side, and undoing it."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from relations.actions import merging, pairing, unmerging
from relations.actions.given import LEVEL
from relations.actions.records import StaleError
from relations.exports.nouns import MODELS
from relations.history.merges import NOUNS, heir, merged_into
from relations.models import Contact, ProbablySame, SameState
from relations.search.matching import match
from relations.views.found import in_words

NOTHING = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Line:
    """One field of two records side by side."""

    name: str
    label: str
    keep: str
    drop: str
    chosen: str
    may_join: bool
    differs: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be the same, and why it is thought so."""

    record: Any
    hint: str
    why: str


class MergePage(PermissionRequiredMixin, TemplateView):
    """A page on merging a record, for managers; a hidden record is as one that is not there."""

    noun = ""
    permission_required = merging.MAY_MERGE

    @property
    def model(self) -> Any:
        return MODELS[self.noun]

    def record(self, pk: Any) -> Any:
        found = self.model.objects.visible_to(self.request.user).filter(pk=pk).first()
        if found is None:
            raise Http404(_("There is no such record."))
        return found

    def address(self, pk: Any, verb: str = "detail") -> str:
        return reverse(f"site:{self.noun}-{verb}", args=[pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(noun=self.noun, **kwargs)


class Merge(MergePage):
    """Choose what is the same as a record; then see both side by side, and merge."""

    template_name = "relations/merge.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        keep = self.record(kwargs["pk"])
        text = request.GET.get("q", "").strip()
        if "with" not in request.GET:
            context = self.get_context_data(
                record=keep,
                href=self.address(keep.pk),
                candidates=self.candidates(keep, text),
                text=text,
            )
            return self.render_to_response(context)
        return self.compared(keep, self.other(request.GET["with"]), {})

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        keep, drop = self.record(pk), self.other(request.POST.get("drop", ""))
        if "different" in request.POST:
            pairing.judge(keep, drop, state=SameState.DIFFERENT, user=request.user)
            messages.success(request, _("They are two, and will not be asked about again."))
            return redirect(self.address(keep.pk, "merge"))
        choices = {
            name.removeprefix("field-"): str(choice)
            for name, choice in request.POST.items()
            if name.startswith("field-")
        }
        if "preview" in request.POST:
            return self.compared(keep, drop, choices)
        seen = (request.POST.get("keep_version"), request.POST.get("drop_version"))
        try:
            self.merge(keep, drop, choices, seen)
        except StaleError:
            told = _("Somebody changed one of the two since you looked; nothing was merged.")
            return self.compared(keep, drop, choices, told)
        except ValidationError as error:
            return self.compared(keep, drop, choices, said(error))
        sentence = _("The two are one now. This can be undone at any time:")
        undo = self.address(keep.pk, "unmerge")
        messages.success(
            request, format_html('{} <a href="{}">{}</a>', sentence, undo, _("undo the merge"))
        )
        return redirect(self.address(keep.pk))

    def other(self, text: str) -> Any:
        try:
            return self.record(uuid.UUID(text))
        except ValueError:
            raise Http404(_("There is no such record.")) from None

    def merge(self, keep: Any, drop: Any, choices: dict[str, str], seen: Any) -> None:
        def check() -> None:
            for record, version in zip((keep, drop), seen, strict=True):
                record.refresh_from_db()
                if version != str(record.version):
                    raise StaleError(record)

        do: Any = (
            merging.merge_contacts if isinstance(keep, Contact) else merging.merge_institutions
        )
        do(keep=keep, drop=drop, user=self.request.user, choices=choices, check=check)

    def compared(
        self, keep: Any, drop: Any, choices: dict[str, str], problem: str = ""
    ) -> HttpResponse:
        """Show both, with what a merge would do: it is tried and taken back.

        To look at two that never merge is no fault; to send what came to a ``problem`` is one.
        """
        trial = None
        status = 400 if problem else 200
        try:
            trial = merging.tried(keep, drop, choices=choices, user=self.request.user)
        except ValidationError as error:
            problem = problem or said(error)
        keep, drop = self.record(keep.pk), self.record(drop.pk)
        context = self.get_context_data(
            candidates=None,
            keep=keep,
            drop=drop,
            href=self.address(keep.pk),
            other_href=self.address(drop.pk),
            swapped=f"{self.address(drop.pk, 'merge')}?with={keep.pk}",
            lines=list(lines(keep, drop, choices, self.request.user)),
            trial=trial,
            problem=problem,
        )
        return self.render_to_response(context, status=status)

    def candidates(self, record: Any, text: str) -> list[Candidate]:
        """Give what bears a name; unasked what was asked about already and what is called alike.

        What was judged to be another is out, unless somebody looks for it by its name.
        """
        noun = NOUNS[self.model]
        user: Any = self.request.user
        if text:
            found = match(user, text, kind=noun, limit=20)
            held = self.model.objects.visible_to(user).in_bulk([one.id for one in found])
            return [
                Candidate(held[one.id], one.hint, in_words(one.reason))
                for one in found
                if one.id in held and one.id != record.pk
            ]
        open_ones = pairing.about(record).filter(state=SameState.OPEN)
        rows = open_ones & ProbablySame.objects.visible_to(user)
        asked = {}
        for pair in rows.select_related(noun, f"other_{noun}"):
            one, other = getattr(pair, noun), getattr(pair, f"other_{noun}")
            asked[(other if one == record else one).pk] = pair.why
        judged = pairing.ids_beside(record) - asked.keys()
        near = {
            one.id: one
            for one in match(user, record.display_name, kind=noun, limit=10)
            if one.id not in judged | {record.pk}
        }
        ids = [*asked, *(pk for pk in near if pk not in asked)]
        shown = self.model.objects.visible_to(user).in_bulk(ids)
        return [
            Candidate(
                shown[pk],
                near[pk].hint if pk in near else "",
                asked.get(pk) or (in_words(near[pk].reason) if pk in near else ""),
            )
            for pk in ids
            if pk in shown
        ]


class Unmerge(MergePage):
    """The merges a record has taken in, each to be undone."""

    template_name = "relations/unmerge.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.shown(self.record(kwargs["pk"]))

    def post(self, request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
        keep = self.record(pk)
        drops = {str(merge.drop.pk): merge.drop for merge in merged_into(keep, request.user)}
        drop = drops.get(request.POST.get("drop", ""))
        if drop is None:
            return self.shown(keep, problem=_("There is no such merge, or it is undone already."))
        keep_changes = "keep_changes" in request.POST
        try:
            unmerging.undo_merge(drop, user=request.user, keep_changes=keep_changes)
        except ValidationError as error:
            return self.shown(keep, problem=said(error))
        except unmerging.ClashError as error:
            clashes = unmerging.shown(error.clashes, request.user)
            told = _("Some of it was changed since, and would be overwritten; nothing was undone.")
            return self.shown(keep, problem=told, drop=drop, clashes=clashes)
        told = _("The merge was undone: there are two again.")
        messages.success(
            request,
            format_html('{} <a href="{}">{}</a>', told, self.address(drop.pk), drop.display_name),
        )
        return redirect(self.address(keep.pk))

    def shown(self, record: Any, **more: Any) -> HttpResponse:
        told = {"problem": "", "drop": None, "clashes": [], **more}
        context = self.get_context_data(
            record=record,
            href=self.address(record.pk),
            merges=merged_into(record, self.request.user),
            **told,
        )
        return self.render_to_response(context, status=409 if more else 200)


def said(error: ValidationError) -> str:
    return " ".join(error.messages)


def lines(keep: Any, drop: Any, choices: dict[str, str], user: Any) -> Iterator[Line]:
    """Write the fields of two records; a link to what the reader may not see is as none."""
    for field in merging.fields_of(keep, drop):
        column = keep._meta.get_field(field.name)
        values = [field.keep, field.drop]
        if column.is_relation:
            values = [
                None if value and merging.is_hidden(value, user) else value for value in values
            ]
        here, there = (_written(column, value) for value in values)
        if here == there == NOTHING:
            continue
        usual = merging.DROP if column.is_relation and values[0] is None else field.usual
        yield Line(
            field.name,
            capfirst(field.label),
            here,
            there,
            choices.get(field.name, usual),
            field.may_join,
            differs=values[0] != values[1],
        )


def _written(column: models.Field, value: Any) -> str:
    if column.name == LEVEL[0]:
        value = value[LEVEL[0]]
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(value) or NOTHING
    return str(dict(column.flatchoices).get(value, value or NOTHING))


def moved(model: Any, noun: str, pk: Any, user: Any) -> HttpResponse | None:
    """Lead from a record that was merged away to the one it is part of now; it may be undone."""
    new = heir(model, pk, user) if model in NOUNS else None
    return None if new is None else redirect(f"site:{noun}-detail", new)
