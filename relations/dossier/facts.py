"""Questions about what came of it: papers, promises, figures."""

from typing import Any

from django.db.models import Prefetch

from relations.dates.edtf import parse
from relations.dates.lookups import overlapping
from relations.dossier.people import FAR, Answer
from relations.models import (
    Agreement,
    AgreementParty,
    Commitment,
    Figure,
    FigureSubject,
)
from relations.models.agreements import AgreementKind, OutcomeState
from relations.models.figures import number

PAPER = (OutcomeState.SIGNED, OutcomeState.ADOPTED)


def outcomes(user: Any, **conditions: Any) -> list[Agreement | Commitment]:
    """Take agreements and commitments together, in the order of their tellings."""
    found: list[Agreement | Commitment] = [
        *Agreement.objects.visible_to(user)
        .filter(**conditions)
        .select_related("event__kind", "account__source", "account__kind"),
        *Commitment.objects.visible_to(user)
        .filter(**conditions)
        .select_related("event__kind", "account__source", "account__kind"),
    ]
    return sorted(found, key=_in_time)


def _in_time(item: Agreement | Commitment) -> tuple[str, str, int]:
    account = item.account
    day = str(account.earliest or FAR) if account else FAR
    return (day, (account.source.key or "") if account else "", item.order)


def party_key(party: Any) -> str:
    """Name a party: a country by its code, an institution by its key."""
    return str(party.place.alpha2 if party.place else party.institution.key)


def signed_memoranda(user: Any) -> list[Answer]:
    """Answer which memoranda were signed, between whom, at which event."""
    parties = AgreementParty.objects.visible_to(user).select_related("institution", "place")
    found = (
        Agreement.objects.visible_to(user)
        .filter(kind=AgreementKind.MEMORANDUM, state=OutcomeState.SIGNED)
        .select_related("event", "account__source")
        .prefetch_related(Prefetch("parties", queryset=parties))
    )
    return [
        {
            "what": item.title,
            "who": [party_key(party) for party in item.parties.all()],
            "event": item.event.key if item.event else None,
            "date": item.event.date if item.event else "",
        }
        for item in sorted(found, key=_in_time)
    ]


def due_in(user: Any, *, period: str) -> list[Answer]:
    """Answer which plans and promises fell due in a period."""
    span = parse(period)
    found = [
        *Agreement.objects.visible_to(user).filter(overlapping("due_span", span)),
        *Commitment.objects.visible_to(user).filter(overlapping("due_span", span)),
    ]
    due = {item.pk for item in found}
    return [
        {
            "what": item.title if isinstance(item, Agreement) else item.what,
            "due": item.due,
            "state": item.state,
            "report": item.account.source.key if item.account else None,
            "event": item.event.key if item.event else None,
        }
        for item in outcomes(user, pk__in=due)
    ]


def papers(user: Any, *, without_kind: str) -> list[Answer]:
    """Answer in which events, one kind left out, something was signed or adopted."""
    found: dict[Any, Answer] = {}
    for item in outcomes(user, state__in=PAPER):
        account, event = item.account, item.event
        if account is None or event is None or account.kind.code == without_kind:
            continue
        row = found.setdefault(
            event.pk,
            {
                "event": event.key,
                "date": account.date,
                "kind": account.kind.code,
                "status": account.status,
                "report": account.source.key,
                "documents": [],
            },
        )
        row["documents"].append(item.title if isinstance(item, Agreement) else item.what)
    return list(found.values())


def figures_about(user: Any, *, about: set[str], unit: str) -> list[Answer]:
    """Answer what figures are given about a whole, and who gives them."""
    subjects = FigureSubject.objects.visible_to(user).select_related("place", "institution")
    found = (
        Figure.objects.visible_to(user)
        .filter(unit=unit)
        .select_related("source")
        .prefetch_related(Prefetch("subjects", queryset=subjects))
        .order_by("source__key", "order")
    )
    return [
        {
            "report": figure.source.key if figure.source else None,
            "indicator": figure.indicator,
            "value": number(figure.value),
            "qualifier": figure.qualifier,
            "period": figure.period or None,
        }
        for figure in found
        if about == {party_key(subject) for subject in figure.subjects.all()}
    ]
