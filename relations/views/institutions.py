"""The page of an institution: the chain it belongs to, its units, its people, our dealings."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations.exports.base import seen
from relations.exports.contacts import current
from relations.filters.trees import above, below
from relations.models import (
    Citation,
    Document,
    Institution,
    Note,
    Post,
    Succession,
    SuccessionPredecessor,
)
from relations.templatetags.words import written_in
from relations.views import charts
from relations.views.detail import NounDetail
from relations.views.numbers import filtered

MOST_PEOPLE = 200
MONTH = 30


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and the units under it."""

    institution: Institution
    units: list["Unit"] = field(default_factory=list)


class InstitutionDetail(NounDetail):
    noun = "institutions"
    mergeable = True
    template_name = "relations/institution.html"
    narrowed = {"commitments": {"open": "1"}}
    apart = ("parent",)
    related = (
        (_("Open promises"), "commitments", "institution"),
        (_("Agreements"), "agreements", "institution"),
        (_("Events"), "events", "institution"),
        (_("Figures"), "figures", "institution"),
    )

    def own(self, record: Institution) -> dict[str, Any]:
        seen_rows = self.seen()
        here = Institution.objects.filter(pk=record.pk).values("pk")
        down = below(seen_rows, here)
        return {
            **self.people(self.seen(Post).filter(institution__in=down)),
            "chain": chain(record, seen_rows.filter(pk__in=above(seen_rows, here))),
            "units": nest(record, seen_rows.filter(pk__in=down)),
            **self.names(record),
            **self.talks(record),
            "identifiers": list(record.identifiers.all()),
            "topics": [link.topic for link in record.topic_links.select_related("topic")],
            "predecessors": list(
                self.seen(Succession)
                .filter(successor=record)
                .prefetch_related(
                    seen("from_links", SuccessionPredecessor, self.request.user, "institution")
                )
            ),
            "successors": list(
                self.seen(Succession)
                .filter(predecessors=record)
                .select_related("successor")
                .order_by("order", "pk")
            ),
            "documents": list(self.seen(Document).filter(institution=record)),
            "notes": list(self.seen(Note).filter(institution=record)),
            "citations": list(
                self.seen(Citation).filter(institution=record).select_related("source")
            ),
        }

    def talks(self, institution: Institution) -> dict[str, Any]:
        """Tell in which years we met, and for how long it has been quiet since."""
        of = {"institution": str(institution.pk)}
        dated = filtered(self.request, "events", {**of, **charts.HELD}).exclude(date="")
        last = dated.order_by("-date_span", "pk").first()
        end = last.date_span.upper if last and last.date_span else None
        days = (timezone.localdate() - end).days if end else 0
        return {
            "years": charts.events_by_year(self.request, of),
            "last": last,
            "quiet": max(days // MONTH, 0),
        }

    def names(self, institution: Institution) -> dict[str, Any]:
        """Gather the further names; above them all stand the first in each other script."""
        names = [one for one in institution.names.all() if one.text != institution.display_name]
        first: dict[str, Any] = {}
        for name in names:
            first.setdefault(written_in(name.text), name)
        first.pop("", None)
        return {"names": names, "foreign": list(first.values())}

    def people(self, posts: QuerySet) -> dict[str, Any]:
        """Part the people by whether their post may be held today."""
        posts = posts.filter(entered_in_error=False)
        now = set(current(posts, self.request.user).values_list("pk", flat=True)[: MOST_PEOPLE * 2])
        rows = posts.select_related("contact", "institution")
        known = list(rows.order_by("rank", "contact__display_name", "pk")[:MOST_PEOPLE])
        return {
            "people_now": [post for post in known if post.pk in now],
            "people_then": [post for post in known if post.pk not in now],
        }


def chain(record: Institution, rows: Iterable[Institution]) -> list[Institution]:
    """Order what stands above a unit, the highest first; it ends where a parent is hidden."""
    known: dict[Any, Institution] = {row.pk: row for row in rows}
    found: list[Institution] = []
    parent = known.get(record.parent_id)
    while parent:
        found.insert(0, parent)
        parent = known.get(parent.parent_id)
    return found


def nest(record: Institution, rows: Iterable[Institution]) -> list[Unit]:
    """Build the tree of units under an institution from its rows, in order of their names."""
    units: dict[Any, Unit] = {row.pk: Unit(row) for row in rows}
    top = units.setdefault(record.pk, Unit(record))
    for unit in units.values():
        if unit is not top:
            units[unit.institution.parent_id].units.append(unit)
    return top.units
