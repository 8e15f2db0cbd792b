"""Compose a briefing: one or two pages for the director before the next talk."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from relations.dossier import dealings
from relations.dossier.briefing import (
    Briefing,
    Line,
    Section,
    Shelf,
    country_of,
    named,
    said,
    together,
)
from relations.dossier.guests import guests
from relations.dossier.scope import Scope, Subject, scope_of
from relations.models import Contact, Event, Institution
from relations.models.places import city_of


def compose(user: Any, subject: Subject) -> Briefing:
    """Gather all that one needs before talks; at most twenty queries, whatever is kept.

    The subject has been read by the caller over what the user may see.
    """
    scope, shelf = scope_of(user, subject), Shelf()
    rows = dealings.talks_of(scope)
    sections = [
        guests(scope, shelf),
        dealings.last_words(scope, rows, shelf),
        dealings.promises(scope, rows, shelf),
        dealings.agreements(scope, rows, shelf),
        dealings.talks(scope, rows, shelf),
        dealings.figures(scope, rows, shelf),
        dealings.notes(scope, rows, shelf),
    ]
    return Briefing(
        title=named(subject),
        kind=_kind(subject),
        facts=_facts(scope),
        sections=sections,
        sources=shelf.cited(user),
        reader=str(user),
        day=timezone.localdate(),
        owned=shelf.owned,
    )


def open_promises(user: Any, subject: Subject) -> Section:
    """Gather what is still open, both ways, between us and the partners behind a subject."""
    scope = scope_of(user, subject)
    return dealings.promises(scope, dealings.talks_of(scope), Shelf())


def _kind(subject: Subject) -> str:
    if isinstance(subject, Event):
        return named(subject.kind)
    if isinstance(subject, Contact):
        return _("Contact")
    return _("Institution") if isinstance(subject, Institution) else _("Country or region")


def _facts(scope: Scope) -> list[Line]:
    """Say the few things that stand under the title."""
    subject = scope.subject
    if isinstance(subject, Event):
        hours = f"{subject.start_time:%H:%M} ({subject.time_zone})" if subject.start_time else ""
        when = together([said(subject.date) or _("Date not known"), hours])
        places = [
            ", ".join(part for part in (one.venue, city_of(one), country_of(one.country)) if part)
            for one in subject.places.all()
        ]
        facts = [together([when, *places]), subject.get_status_display(), subject.theme]
    elif isinstance(subject, Contact):
        names = dict.fromkeys(
            one.text for one in subject.names.all() if one.script not in ("", "Latn", None)
        )
        flag = _("Not to be contacted") if subject.do_not_contact else ""
        facts = [together(list(names)[:3]), flag, _("Deceased") if subject.deceased else ""]
    elif isinstance(subject, Institution):
        where = ", ".join(part for part in (city_of(subject), country_of(subject.country)) if part)
        facts = [together([subject.get_kind_display(), where]), subject.website]
    else:
        facts = []
    return [Line(fact) for fact in facts if fact]
