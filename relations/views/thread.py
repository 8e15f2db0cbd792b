"""The thread of an event: all it is linked with, however far, in the order of time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Prefetch, QuerySet

from relations.models import Agreement, Commitment, Event, EventLink, EventPlace
from relations.views.detail import NounDetail

LONGEST = 500


@dataclass(frozen=True, slots=True)
class Knot:
    """An event of the thread, what it leads back to within it, and what hangs from it."""

    event: Event
    links: list[EventLink] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)


class Thread(NounDetail):
    noun = "events"
    template_name = "relations/thread.html"

    def own(self, record: Event) -> dict[str, Any]:
        keys = connected(record.pk, self.seen(EventLink))
        in_order = F("date_span").asc(nulls_last=True)
        places = Prefetch("places", EventPlace.objects.select_related("country"))
        events = self.seen(Event).filter(pk__in=keys).select_related("kind")
        knots = {
            event.pk: Knot(event)
            for event in events.prefetch_related(places).order_by(in_order, "pk")
        }
        links = self.seen(EventLink).filter(from_event__in=knots, to_event__in=knots)
        for link in links.select_related("to_event").order_by("kind", "pk"):
            knots[link.from_event_id].links.append(link)
        for agreement in self.seen(Agreement).filter(event__in=knots).order_by("order", "pk"):
            knots[agreement.event_id].agreements.append(agreement)
        for promise in self.seen(Commitment).filter(event__in=knots).order_by("order", "pk"):
            knots[promise.event_id].commitments.append(promise)
        return {"knots": list(knots.values())}


def connected(start: UUID, links: QuerySet) -> Iterable[UUID]:
    """Return the ids of the events that links lead to from one, both ways and to any length.

    Only the given links are walked, so that no hidden event joins two that are seen. One
    recursive query; a thread is cut at ``LONGEST`` events.
    """
    try:
        known, params = links.order_by().values("from_event", "to_event").query.sql_with_params()
    except EmptyResultSet:
        return [start]
    sql = (
        f"WITH RECURSIVE link(a, b) AS ({known}), chain(id) AS (SELECT %s::uuid UNION "  # noqa: S608
        "SELECT CASE WHEN a = id THEN b ELSE a END FROM chain JOIN link ON id IN (a, b)) "
        "SELECT id FROM chain LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, start, LONGEST])
        return [row[0] for row in cursor.fetchall()]
