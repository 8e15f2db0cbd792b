from datetime import date, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from relations.dates.edtf import EdtfDate


def overlapping(path: str, value: EdtfDate) -> Q:
    """Find what can have been at that time: asked for Q4 2023, "2023" is found too.

    `path` leads to a date range column made by EdtfSpan; an unknown date is never found.
    """
    return Q(**{f"{path}__overlap": span(value)})


def within(path: str, value: EdtfDate) -> Q:
    """Find what certainly was at that time: asked for Q4 2023, "2023" is not found."""
    return Q(**{f"{path}__contained_by": span(value)})


def span(value: EdtfDate) -> DateRange:
    """Give the range PostgreSQL makes of the same text, its upper bound the day after the last."""
    end = value.upper
    return DateRange(value.lower, end + timedelta(days=1) if end and end < date.max else None)
