"""The report of a year: every number in it opens the rows it counts."""

from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from relations.dossier.matrix import Matrix, topics_by_country
from relations.filters.dating import LAST_YEAR
from relations.views import charts
from relations.views.blocks import rows_of
from relations.views.numbers import Number, address_of, filtered, number, numbers

HELD = {"status__in": "held,ongoing"}
KEPT = "fulfilled,fulfilled_otherwise"


def years_of(user: Any) -> list[int]:
    """List the years in which there were events to be seen, the latest first."""
    began = rows_of("events", user).filter(date_span__startswith__isnull=False).order_by()
    years = began.values_list("date_span__startswith__year", flat=True).distinct()
    return sorted(years, reverse=True)


class Reports(PermissionRequiredMixin, View):
    """Lead to the report of this year, or of the last one there were events in."""

    permission_required = "relations.view_event"

    def get(self, request: HttpRequest) -> HttpResponse:
        this = timezone.localdate().year
        past = [year for year in years_of(request.user) if year <= this]
        return redirect("site:report", past[0] if past else this)


class Report(PermissionRequiredMixin, TemplateView):
    permission_required = "relations.view_event"
    template_name = "relations/report.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        year = kwargs["year"]
        if not 1 <= year <= LAST_YEAR:
            raise Http404(_("There is no such year."))
        told = f"{year:04}"
        shared = {"year": str(year), **HELD}
        months = self.months(year, shared)
        matrix = topics_by_country(self.request.user, filtered(self.request, "events", shared))
        events = number(self.request, _("Events"), "events", shared)
        return super().get_context_data(
            years=sorted({*years_of(self.request.user), year}, reverse=True),
            events=events,
            unknown=events.number - sum(bar.number.number for bar in months.bars),
            months=months,
            before=year - 1,
            met=self.met(year, told, shared),
            came=self.came_of_it(told),
            countries=[
                Number(place, count, address_of("events", {**shared, "side_country": place}))
                for place, count in matrix.countries
            ],
            topics=rows(matrix, shared),
            topics_left=matrix.topics_left,
            countries_left=matrix.countries_left,
            **kwargs,
        )

    def met(self, year: int, told: str, shared: dict[str, Any]) -> list[Number]:
        people = {"met_from": told, "met_until": told}
        return [
            number(self.request, _("Meetings"), "meetings", shared),
            number(self.request, _("Forums"), "forums", shared),
            number(self.request, _("People met"), "contacts", people),
            number(self.request, _("Institutions met"), "institutions", {"met_year": str(year)}),
        ]

    def came_of_it(self, told: str) -> list[Number]:
        promises = [
            (_("Promises made"), {"date": told}),
            (_("Promises kept"), {"fulfilled": told, "status__in": KEPT}),
            (_("Promises due"), {"due": told}),
            (_("Of these still open"), {"due": told, "open": "1"}),
        ]
        signed = number(self.request, _("Agreements signed"), "agreements", {"signed": told})
        return [signed, *numbers(self.request, "commitments", {}, promises)]

    def months(self, year: int, shared: dict[str, Any]) -> charts.Chart:
        """Draw the events of each month; those not known to the month are in none."""
        day = timezone.localdate()
        each = [
            (
                date_format(day.replace(year=2000, month=month, day=1), "M"),
                {"date__within": f"{year:04}-{month:02}"},
            )
            for month in range(1, 13)
        ]
        counted = numbers(self.request, "events", shared, each)
        return charts.columns(_("Events by month"), _("Month"), counted)


def rows(matrix: Matrix, shared: dict[str, Any]) -> list[tuple[Number, list[Number]]]:
    """Turn the numbers of the matrix into links to the events they count."""
    found = []
    for topic, all_of_it, cells in matrix.rows:
        of_topic = {**shared, "topic": topic}
        found.append(
            (
                Number(topic, all_of_it, address_of("events", of_topic)),
                [
                    Number(
                        place,
                        count,
                        address_of("events", {**of_topic, "side_country": place}),
                    )
                    for (place, _all), count in zip(matrix.countries, cells, strict=True)
                ],
            )
        )
    return found
