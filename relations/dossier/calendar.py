"""A person's calendar (RFC 5545): talks, what falls due, and what runs out."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from relations.dossier.scope import readable
from relations.exports import calendars
from relations.filters.agreements import ENDED
from relations.models import Agreement, Commitment, Event, EventStatus, User
from relations.models.commitments import OPEN_STATUSES

PAST = timedelta(days=365)
MOST = 2000
NAMED: Final = b"X-WR-CALNAME:Muloqot\r\n"


def calendar_of(user: User, site: str) -> bytes:
    """Write what the person may see at this moment: lost clearance empties it at once."""
    entries = (calendars.entry(row) for row in _rows(user, site))
    return b"".join([calendars.BEGIN, NAMED, *entries, calendars.END])


def _rows(user: User, site: str) -> Iterator[dict[str, Any]]:
    lately = DateRange(timezone.localdate() - PAST, None)
    events = readable(Event, user).exclude(status=EventStatus.CANCELLED)
    for event in events.filter(date_span__overlap=lately).prefetch_related("places")[:MOST]:
        if _ends(event.date_span):
            yield {**_row("events", event, event.title, event.date, site), **_met(event)}
    promises = readable(Commitment, user).filter(status__in=OPEN_STATUSES)
    for promise in promises.filter(due_span__overlap=lately)[:MOST]:
        if _ends(promise.due_span):
            title = _("Due: {what}").format(what=promise.what)
            yield _row("commitments", promise, title, _last(promise.due_span), site)
    papers = readable(Agreement, user).exclude(status__in=ENDED)
    for paper in papers.filter(until_span__overlap=lately)[:MOST]:
        if _ends(paper.until_span):
            title = _("Ends: {title}").format(title=paper.title)
            ends = _row("agreements", paper, title, _last(paper.until_span), site)
            yield ends
            if paper.notice_days:
                yield {**ends, **_notice(paper)}


def _ends(span: DateRange) -> bool:
    """Say whether a span has two ends: what has not has no place among the days of a person."""
    return bool(span.lower and span.upper)


def _last(span: DateRange) -> str:
    """Give the last day of a span, by which something is to be done."""
    day: str = (span.upper - timedelta(days=1)).isoformat()
    return day


def _notice(paper: Agreement) -> dict[str, str]:
    """Say by which day notice is to be given, as an entry of its own."""
    day = paper.until_span.upper - timedelta(days=1 + (paper.notice_days or 0))
    title = _("Last day to give notice: {title}").format(title=paper.title)
    return {"id": f"{paper.pk}-notice", "title": title, "date": day.isoformat()}


def _row(noun: str, record: Any, title: str, date: str, site: str) -> dict[str, Any]:
    return {
        "id": str(record.pk),
        "changed_at": record.changed_at.isoformat(),
        "title": title,
        "date": date,
        "url": f"{site}{reverse(f'site:{noun}-detail', args=[record.pk])}",
    }


def _met(event: Event) -> dict[str, Any]:
    """Say the hours of an event, where it is, and whether it is sure."""
    hours = {name: getattr(event, name) for name in ("start_time", "end_time")}
    return {
        **{name: hour and hour.isoformat() for name, hour in hours.items()},
        "time_zone": event.time_zone,
        "status": event.status,
        "places": [str(place) for place in event.places.all()],
    }
