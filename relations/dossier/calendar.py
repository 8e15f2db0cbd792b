"""A person's calendar (RFC 5545): talks, what falls due, and what runs out."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from relations.dossier.scope import readable
from relations.filters.agreements import ENDED
from relations.models import Agreement, Commitment, Event, EventStatus, User
from relations.models.commitments import OPEN_STATUSES

PAST = timedelta(days=365)
MOST = 2000


def calendar_of(user: User, site: str) -> bytes:
    """Write what the person may see at this moment: lost clearance empties it at once."""
    since = timezone.localdate() - PAST
    lately = DateRange(since, None)
    made = icalendar.Calendar()
    made.add("prodid", "-//Muloqot//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Muloqot")
    events = readable(Event, user).exclude(status=EventStatus.CANCELLED)
    for event in events.filter(date_span__overlap=lately).prefetch_related("places")[:MOST]:
        places = [str(place) for place in event.places.all()]
        _put(made, event, event.date_span, event.title, site, location="; ".join(places))
    promises = readable(Commitment, user).filter(status__in=OPEN_STATUSES)
    for promise in promises.filter(due_span__overlap=lately)[:MOST]:
        title = _("Due: {what}").format(what=promise.what)
        _put(made, promise, _last(promise.due_span), title, site)
    papers = readable(Agreement, user).exclude(status__in=ENDED)
    for paper in papers.filter(until_span__overlap=lately)[:MOST]:
        title = _("Ends: {title}").format(title=paper.title)
        _put(made, paper, _last(paper.until_span), title, site)
    return bytes(made.to_ical())


def _last(span: DateRange) -> DateRange:
    """Give the last day of a span, by which something is to be done."""
    return DateRange(span.upper - timedelta(1), span.upper) if span.upper else span


def _put(
    made: Any, record: Any, span: DateRange, title: str, site: str, *, location: str = ""
) -> None:
    """Add one entry; what has no end or no beginning has no place in a calendar."""
    if not (span.lower and span.upper):
        return
    entry = icalendar.Event()
    entry.add("uid", f"{record.pk}@muloqot")
    entry.add("dtstamp", record.changed_at)
    entry.add("summary", title)
    start, end = _times(record, span)
    entry.add("dtstart", start)
    entry.add("dtend", end)
    if location:
        entry.add("location", location)
    noun = {Event: "events", Commitment: "commitments", Agreement: "agreements"}[type(record)]
    entry.add("url", f"{site}{reverse(f'site:{noun}-detail', args=[record.pk])}")
    made.add_component(entry)


def _times(record: Any, span: DateRange) -> tuple[Any, Any]:
    """Give whole days, or the hours of an event in its own time zone."""
    start: time | None = getattr(record, "start_time", None)
    if start is None:
        return span.lower, span.upper
    zone = ZoneInfo(record.time_zone)
    began = datetime.combine(span.lower, start, zone)
    if record.end_time is None:
        return began, began + timedelta(hours=1)
    return began, datetime.combine(span.upper - timedelta(1), record.end_time, zone)
