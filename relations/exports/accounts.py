"""Columns of tellings and of who took part."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from relations.exports.base import Column, Kind, seen
from relations.exports.cells import Cell, several
from relations.exports.contacts import said_post
from relations.models import (
    Attendance,
    EventFormat,
    EventLevel,
    EventStatus,
    Participation,
    ParticipationPost,
    Post,
    Role,
    Tense,
)


def posts_then(participation: Participation) -> list[Post]:
    return [link.post for link in participation.post_links.all()]


def bring_posts_then(user: Any) -> Prefetch:
    return seen("post_links", ParticipationPost, user, "post__institution")


def posts_then_told(name: str, user: Any) -> list[Cell]:
    rows = ParticipationPost.objects.visible_below(user, "participation").order_by("order", "pk")
    return [several(name, "participation", rows, said_post("post__"))]


# Event, source and contact guard these rows, and a side is a part of its event.
ACCOUNT_COLUMNS = (
    Column("name", _("Name"), kind=Kind.NAME, sort="name"),
    Column("event", _("Event"), kind=Kind.RECORD, sort="event__title", joined=("event",)),
    Column("source", _("Source"), kind=Kind.RECORD, sort="source__title", joined=("source",)),
    Column("tense", _("Told"), kind=Kind.CHOICE, sort="tense", choices=Tense),
    Column("date", _("Date"), kind=Kind.DATE, sort="date_span"),
    Column("date_text", _("Date as told"), listed=False),
    Column("date_basis", _("How the date is known"), listed=False),
    Column("date_conflict", _("Disagreement on the date"), listed=False),
    Column(
        "kind", _("Kind"), kind=Kind.RECORD, sort="kind__name_en", joined=("kind",), listed=False
    ),
    Column("status", _("Status"), kind=Kind.CHOICE, choices=EventStatus, listed=False),
    Column("level", _("Level"), kind=Kind.CHOICE, choices=EventLevel, listed=False),
    Column("format", _("Format"), kind=Kind.CHOICE, choices=EventFormat, listed=False),
    Column("theme", _("Theme"), listed=False),
    Column("edition_text", _("Edition as told"), listed=False),
    Column("head_count", _("People"), kind=Kind.NUMBER, sort="head_count"),
    Column("head_count_text", _("People as told"), listed=False),
)

PARTICIPATION_COLUMNS = (
    Column(
        "contact", _("Contact"), kind=Kind.RECORD, sort="contact__display_name", joined=("contact",)
    ),
    Column("event", _("Event"), kind=Kind.RECORD, sort="event__title", joined=("event",)),
    Column("date", _("Date"), "event__date", Kind.DATE, "event__date_span", joined=("event",)),
    Column(
        "posts",
        _("Post held then"),
        posts_then,
        Kind.LINES,
        brought=bring_posts_then,
        cells=posts_then_told,
    ),
    Column("delegation", _("Side"), "delegation__name", joined=("delegation",)),
    Column("roles", _("Roles"), kind=Kind.CHOICES, choices=Role),
    Column("attendance", _("Attendance"), kind=Kind.CHOICE, sort="attendance", choices=Attendance),
    Column("name_printed", _("Name as printed"), listed=False),
    Column("capacity_printed", _("Capacity as printed"), listed=False),
)
