"""The briefing before a talk, as a page, as DOCX and as PDF; one click from what it is about."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Prefetch, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from relations.dossier import sheet
from relations.dossier.briefing import Briefing
from relations.dossier.composing import compose
from relations.dossier.wording import foot, legend
from relations.models import Contact, Event, EventPlace, Institution, Place
from relations.templatetags.words import address, called

SUBJECTS: Mapping[str, type[Model]] = {
    "event": Event,
    "contact": Contact,
    "institution": Institution,
    "country": Place,
}
FORMS = ("html", "docx", "pdf")


class Dossier(LoginRequiredMixin, TemplateView):
    """A briefing about the one record that is named, in the form of the ending or of `format`."""

    template_name = "relations/dossier.html"
    form = "html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        faults = self.faults()
        if faults:
            return self.refused(faults)
        subject = self.subject()
        briefing = compose(request.user, subject)
        if self.asked_form == "html":
            return self.render_to_response(self.get_context_data(**self.told(briefing, subject)))
        content, body = self.written(briefing)
        name = f"{called(subject)[:80]} {briefing.day.isoformat()}.{self.asked_form}"
        headers = {"Content-Disposition": content_disposition_header(True, name) or ""}
        return HttpResponse(body, content_type=content, headers=headers)

    def refused(self, faults: list[tuple[str, str]]) -> HttpResponse:
        return render(self.request, "relations/dossier_asked.html", {"faults": faults}, status=400)

    def told(self, briefing: Briefing, subject: Model) -> dict[str, Any]:
        query = self.request.GET.copy()
        query.pop("format", None)
        return {
            "briefing": briefing,
            "subject": subject,
            "subject_href": address(subject),
            "query": query.urlencode(),
            "with_pdf": sheet.can_be_had(),
            "legend": legend(briefing),
            "foot": foot(briefing),
        }

    def written(self, briefing: Briefing) -> tuple[str, bytes]:
        if self.asked_form == "pdf":
            return sheet.CONTENT, sheet.pdf(briefing)
        from relations.dossier import paper

        return paper.CONTENT, paper.docx(briefing)

    @property
    def asked_form(self) -> str:
        return self.request.GET.get("format", self.form)

    def faults(self) -> list[tuple[str, str]]:
        """Say what is wrong with the question, by the parameter it is about."""
        given = self.request.GET
        found = [
            (name, _("There is no such parameter."))
            for name in given
            if name not in SUBJECTS and name != "format"
        ]
        asked = [name for name in given if name in SUBJECTS]
        if len(asked) != 1 or len(given.getlist(asked[0])) != 1:
            found.append((", ".join(SUBJECTS), _("Name just one of these.")))
        if self.asked_form not in FORMS:
            found.append(("format", _("A briefing is written as html, docx or pdf.")))
        elif self.asked_form == "pdf" and not sheet.can_be_had():
            found.append(("format", _("This house has not installed what writes PDF.")))
        return found

    def subject(self) -> Any:
        """Read what the briefing is about; a hidden record is as if not there."""
        name = next(name for name in self.request.GET if name in SUBJECTS)
        text, model = self.request.GET[name], SUBJECTS[name]
        if not self.request.user.has_perm(f"relations.view_{model._meta.model_name}"):
            raise PermissionDenied
        asked = Q(pk=_id(text))
        rows: QuerySet = model.objects.visible_to(self.request.user)  # type: ignore[attr-defined]
        if model is Place:
            asked = Q(alpha2__iexact=text) | Q(m49=text) | asked
        if model is Event:
            places = Prefetch("places", EventPlace.objects.select_related("country"))
            rows = rows.select_related("kind").prefetch_related(places)
        if model is Institution:
            rows = rows.select_related("country")
        found = rows.filter(asked).first()
        if found is None:
            raise Http404(_("There is no such record."))
        return found


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def dossier_of(subject: Model) -> str:
    """Return where the briefing about a record stands, "" where there is none about such."""
    names = [name for name, model in SUBJECTS.items() if isinstance(subject, model)]
    return f"{reverse('site:dossier')}?{names[0]}={subject.pk}" if names else ""
