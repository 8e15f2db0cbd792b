"""The talks before, what each side said last, promises, agreements, figures and notes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relations.dates.edtf import parse
from relations.dossier.briefing import Group, Line, Section, Shelf, listed, named, said, together
from relations.dossier.scope import Scope, readable
from relations.exports.agreements import parties as parties_of
from relations.exports.base import seen
from relations.exports.sources import amount
from relations.filters.agreements import ENDED, status_today
from relations.filters.reach import HAPPENED
from relations.models import (
    Account,
    Agreement,
    AgreementParty,
    AgreementStatus,
    Citation,
    Commitment,
    CommitmentParty,
    Confidentiality,
    Direction,
    Event,
    Figure,
    FigureSubject,
    Note,
    Place,
    Signing,
    Statement,
)
from relations.models.commitments import OPEN_STATUSES

MOST_TALKS, MOST_SAID, MOST_PROMISES, MOST_AGREEMENTS, MOST_FIGURES, MOST_NOTES = 5, 6, 5, 6, 6, 5


def talks_of(scope: Scope) -> list[Any]:
    """Bring the last talks, the latest first; the event at hand stands first if it was held."""
    told = scope.asker.visible(Account).filter(event=OuterRef("pk")).order_by("order", "pk")
    rows = readable(Event, scope.user).filter(status__in=HAPPENED)
    rows = rows.annotate(told=ArraySubquery(told.values("source"))).select_related("kind")
    event = scope.event
    found = rows.filter(scope.talks())
    if event and event.date_span:
        found = found.filter(date_span__lt=event.date_span)
    elif not event:
        found = found.filter(date_span__isnull=False)
    here = Q(pk=event.pk) if event else Q(pk__in=[])
    found = rows.filter(Q(pk__in=found.order_by().values("pk")) | here)
    latest = F("date_span").desc(nulls_last=True)
    return list(found.order_by(latest, "title", "pk")[: MOST_TALKS + 1])


def talks(scope: Scope, rows: Iterable[Any], shelf: Shelf) -> Section:
    lines = [
        Line(row.title, said(row.date), named(row.kind), shelf.sign(*row.told), row)
        for row in rows
        if row.pk != scope.subject.pk
    ]
    return Section(
        "talks", _("Last talks"), [Group(lines[:MOST_TALKS])], _("There were no talks before.")
    )


def last_words(scope: Scope, rows: list[Any], shelf: Shelf) -> Section:
    """Tell what each side said at the latest talks of which anything is kept; one query."""
    statements = readable(Statement, scope.user).filter(event__in=[row.pk for row in rows])
    if scope.event is None and scope.contacts:
        statements = statements.filter(Q(contact__in=scope.contacts) | Q(contact__isnull=True))
    by_event: dict[Any, dict[str, list[Any]]] = {}
    for one in statements.select_related("account", "delegation", "contact").order_by(
        "order", "pk"
    ):
        speaker = one.delegation.name if one.delegation else one.speaker or str(one.contact or "")
        by_event.setdefault(one.event_id, {}).setdefault(speaker, []).append(one)
    spoken = [row for row in rows if row.pk in by_event]
    if not spoken:
        return Section("said", _("What each side said last"), [], _("Nothing said is kept."))
    # Where one side alone was heard, earlier talks of both tell more.
    row = next((row for row in spoken if len(by_event[row.pk]) > 1), spoken[0])
    groups = [
        Group([_spoken(one, shelf) for one in said_then[:MOST_SAID]], capfirst(speaker))
        for speaker, said_then in by_event[row.pk].items()
    ]
    title = _("What each side said last: {date}").format(date=said(row.date) or row.title)
    return Section("said", title, groups)


def _spoken(one: Statement, shelf: Shelf) -> Line:
    who = str(one.contact or "") if one.delegation else ""
    source = one.account.source_id if one.account else None
    return Line(one.text, under=who, sign=shelf.sign(source), record=one)


def promises(scope: Scope, rows: list[Any], shelf: Shelf) -> Section:
    """Tell what is still open both ways; the first due stands first."""
    open_ones = readable(Commitment, scope.user).filter(
        Q(pk__in=_between(scope, CommitmentParty, "commitment")) | Q(event__in=rows),
        status__in=OPEN_STATUSES,
    )
    found = _cited(scope, open_ones, "commitment").prefetch_related(
        seen("parties", CommitmentParty, scope.user, "institution", "place", "contact", "user")
    )
    ordered = list(found.order_by(F("due_span").asc(nulls_last=True), "order", "pk"))
    titles = (
        (Direction.OURS, _("We promised")),
        (Direction.THEIRS, _("They promised")),
        (Direction.JOINT, _("Promised together")),
        ("", _("Of others, or not said whose")),
    )
    groups = []
    for direction, title in titles:
        known = {Direction.OURS, Direction.THEIRS, Direction.JOINT}
        mine = [
            one
            for one in ordered
            if one.direction == direction or (not direction and one.direction not in known)
        ]
        lines = [_promise(one, shelf) for one in mine[:MOST_PROMISES]]
        groups += [Group([*lines, *_more(len(mine) - MOST_PROMISES)], title)] if lines else []
    return Section("promises", _("Open promises"), groups, _("No promise is open."))


def _promise(one: Any, shelf: Shelf) -> Line:
    last = parse(one.due).upper if one.due else None
    due = _("due {date}").format(date=said(one.due)) if one.due else _("no date set")
    late = _("overdue") if last and last < timezone.localdate() else ""
    made = said(one.event.date) if one.event else ""
    made = _("made {date}").format(date=made) if made else ""
    parties = [
        party.institution or party.place or party.contact or party.user
        for party in one.parties.all()
    ]
    under = together([late, due, made, listed(parties)])
    return Line(one.what, under=under, sign=_sign(one, shelf), record=one)


def agreements(scope: Scope, rows: list[Any], shelf: Shelf) -> Section:
    """Tell what binds us, what runs out first, with the days left."""
    found = readable(Agreement, scope.user).filter(
        Q(pk__in=_between(scope, AgreementParty, "agreement")) | Q(event__in=rows)
    )
    found = found.annotate(today=status_today(scope.asker.visible(Signing)))
    found = _cited(scope, found.exclude(today__in=ENDED), "agreement").prefetch_related(
        seen("parties", AgreementParty, scope.user, "institution", "place")
    )
    latest = F("event__date_span").desc(nulls_last=True)
    taken = list(found.order_by(F("until_span").asc(nulls_last=True), latest, "title", "pk"))
    lines = [_agreement(one, shelf) for one in taken[:MOST_AGREEMENTS]]
    lines += _more(len(taken) - MOST_AGREEMENTS)
    return Section("agreements", _("Agreements"), [Group(lines)], _("There is no agreement."))


def _agreement(one: Any, shelf: Shelf) -> Line:
    status = str(AgreementStatus(one.today).label)
    if one.state and one.today == AgreementStatus.DRAFT:
        status = one.get_state_display()
    when = said(one.event.date) if one.event else said(one.in_force)
    names = listed(parties_of(one))
    under = together([when, status, _left(one, timezone.localdate()), names])
    return Line(one.title, under=under, sign=_sign(one, shelf), record=one)


def _left(one: Agreement, today: date) -> str:
    last = parse(one.until).upper if one.until else None
    if last is None:
        return ""
    days = (last - today).days
    left = ngettext("{days} day left", "{days} days left", days).format(days=days)
    until = _("until {date}").format(date=said(one.until))
    return f"{until} ({left})" if days >= 0 else until


def figures(scope: Scope, rows: list[Any], shelf: Shelf) -> Section:
    """Give the figures told at these talks, then those about the partners, each with its source."""
    about = Q(institution__in=scope.institutions)
    if isinstance(scope.subject, Place):
        about |= Q(place__in=scope.places)
    subjects = scope.asker.visible(FigureSubject).filter(about)
    here = Q(account__event__in=rows)
    found = readable(Figure, scope.user).filter(here | Q(pk__in=subjects.values("figure")))
    first = Case(When(account__event=scope.shown, then=0), default=1) if scope.shown else Value(1)
    latest = F("account__event__date_span").desc(nulls_last=True)
    ordered = found.alias(first=first).order_by("first", latest, "order", "pk")
    taken = list(ordered[: MOST_FIGURES + 1])
    lines = [
        Line(amount(one), one.indicator, said(one.period), shelf.sign(one.source_id), one)
        for one in taken[:MOST_FIGURES]
    ]
    lines += [Line(_("and more in the list"))] if len(taken) > MOST_FIGURES else []
    return Section("figures", _("Figures"), [Group(lines)], _("No figure is kept."))


def notes(scope: Scope, rows: list[Any], shelf: Shelf) -> Section:
    """Give the notes the reader may see; a closed one is marked as such."""
    ours = Q(event__in=[row.pk for row in rows]) | Q(contact__in=scope.contacts)
    ours |= Q(institution__in=scope.institutions)
    if scope.event:
        ours |= Q(event=scope.event)
    found = readable(Note, scope.user).filter(ours).order_by("-created_at", "pk")
    lines = [
        Line(
            one.text,
            _("Restricted:") if one.confidentiality == Confidentiality.RESTRICTED else "",
            sign=shelf.sign(),
            record=one,
        )
        for one in found[:MOST_NOTES]
    ]
    return Section("notes", _("To keep in mind"), [Group(lines)], _("No note is kept."))


def _between(scope: Scope, model: Any, back: str) -> QuerySet:
    """Find what has one of the partners among its parties: a body, a person or a country."""
    of = Q(institution__in=scope.institutions) | Q(place__in=scope.places)
    if model is CommitmentParty:
        of |= Q(contact__in=scope.contacts)
    return scope.asker.visible(model).filter(of).values(back)


def _cited(scope: Scope, rows: QuerySet, arc: str) -> QuerySet:
    """Bring where each row is known from: its telling, and what is cited for it."""
    cited = scope.asker.visible(Citation).filter(**{arc: OuterRef("pk")}).order_by("order", "pk")
    return rows.select_related("account", "event").annotate(
        cited=ArraySubquery(cited.values("source"))
    )


def _sign(one: Any, shelf: Shelf) -> str:
    return shelf.sign(one.account.source_id if one.account else None, *one.cited)


def _more(number: int) -> list[Line]:
    if number <= 0:
        return []
    return [Line(_("and {number} more in the list").format(number=number))]
