"""What only the cleared may see: a note on a meeting everybody knows, and a meeting to come."""

from datetime import date, timedelta

from relations.actions.records import create
from relations.models import (
    Confidentiality,
    Event,
    EventKind,
    EventLink,
    EventStatus,
    LinkKind,
    Note,
    Team,
    User,
)

NOTE = "For the Korea desk: ask before the next round who answers for the renewables projects."
TITLE = "Preparation of the next round with the Korean experts"
AHEAD = timedelta(days=30)


def add_closed(story: Event, team: Team, *, admin: User, today: date) -> Event:
    """Add both, and return the meeting to come."""
    for_team = {"confidentiality": Confidentiality.RESTRICTED, "teams": [team.pk]}
    create(Note(event=story, text=NOTE, **for_team), user=admin)
    planned = Event(
        title=TITLE,
        title_language="en",
        kind=EventKind.objects.get(code="preparatory_meeting"),
        date=(today + AHEAD).isoformat(),
        status=EventStatus.PLANNED,
        owner=admin,
        **for_team,
    )
    create(planned, user=admin)
    link = EventLink(from_event=planned, to_event=story, kind=LinkKind.FOLLOWS_UP, basis="inferred")
    create(link, user=admin)
    return planned
