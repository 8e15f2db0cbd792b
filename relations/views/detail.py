"""The page of one record: what is known of it, and blocks of what belongs to it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from relations.actions.merging import MAY_MERGE
from relations.exports import COLUMNS
from relations.exports.base import Label, fetch
from relations.history.merges import merged_into
from relations.models import Confidentiality
from relations.templatetags.words import called
from relations.views.base import NounPage
from relations.views.blocks import BRIEF, MOST, block
from relations.views.dossier import dossier_of
from relations.views.merging import moved
from relations.views.tables import facts


class NounDetail(NounPage):
    """The page of a record; a hidden record is answered like one that is not there."""

    template_name = "relations/detail.html"
    related: Sequence[tuple[Label, str, str]] = ()
    narrowed: Mapping[str, Mapping[str, str]] = {}  # what a block asks besides, by its noun
    apart: Collection[str] = ()  # columns the template shows in a place of their own
    mergeable = False
    most = MOST

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            if (elsewhere := moved(self.model, self.noun, kwargs["pk"], request.user)) is None:
                raise
            return elsewhere

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.record(kwargs["pk"])
        return super().get_context_data(
            record=record,
            heading=self.heading(record),
            list=reverse(f"site:{self.noun}-list"),
            edit=self.edit(record),
            dossier=dossier_of(record),
            merging=self.merging(record),
            closed=getattr(record, "confidentiality", "") == Confidentiality.RESTRICTED,
            facts=facts(
                [column for column in COLUMNS[self.noun] if column.name not in self.apart], record
            ),
            blocks=[
                block(
                    self.request,
                    title,
                    noun,
                    {parameter: str(record.pk), **self.narrowed.get(noun, {})},
                    names=[name for name in BRIEF[noun] if name != parameter],
                    most=self.most,
                )
                for title, noun, parameter in self.related
            ],
            **self.own(record),
            **kwargs,
        )

    def record(self, key: Any) -> Model:
        found = fetch(COLUMNS[self.noun], self.seen(), self.request.user).filter(pk=key).first()
        if found is None:
            raise Http404(_("There is no such record."))
        return found

    def heading(self, record: Any) -> str:
        return called(record)

    def edit(self, record: Model) -> str:
        """Return where staff may change the record, "" for those who may not."""
        user, name = self.request.user, self.model._meta.model_name
        if not user.is_staff or not user.has_perm(f"relations.change_{name}"):
            return ""
        return reverse(f"admin:relations_{name}_change", args=[record.pk])

    def merging(self, record: Any) -> dict[str, str]:
        """Return where a manager merges the record, and where what it took in comes apart."""
        if not self.mergeable or not self.request.user.has_perm(MAY_MERGE):
            return {}
        found = {"merge": reverse(f"site:{self.noun}-merge", args=[record.pk])}
        if merged_into(record, self.request.user):
            found["unmerge"] = reverse(f"site:{self.noun}-unmerge", args=[record.pk])
        return found

    def own(self, record: Any) -> dict[str, Any]:
        """Return what only this noun's template shows."""
        return {}
