"""What comes of an event as a draft tells it: promises, agreements, figures, notes, documents."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from relations.actions import documents
from relations.actions.drafts import AgreementDraft, MeetingDraft, PromiseDraft
from relations.models import (
    Agreement,
    AgreementParty,
    Commitment,
    CommitmentParty,
    CommitmentRole,
    Document,
    Figure,
    Note,
    Signing,
)


def take(planner: Any, draft: MeetingDraft) -> None:
    """Take all outcomes of a draft into the plan."""
    for place, promise in enumerate(draft.promises):
        of_promise(planner, promise, place)
    for place, agreement in enumerate(draft.agreements):
        of_agreement(planner, agreement, place)
    of_figures(planner)
    of_notes(planner)
    of_documents(planner)


def of_promise(planner: Any, draft: PromiseDraft, order: int) -> None:
    path = f"promises.{order}"
    row = Commitment(
        event_id=planner.event.pk,
        what=draft.what,
        direction=draft.direction,
        due=draft.due,
        due_text=draft.due_text or None,
        kind=draft.kind,
        order=order,
        **planner.level,
    )
    planner.add(row, path)
    for place, body in enumerate(draft.owes):
        party = CommitmentParty(commitment_id=row.pk, role=CommitmentRole.OWES, order=place)
        party.institution_id = planner.bodies.id_of(body, f"{path}.owes.{place}")
        planner.out.rows.append(party)


def of_agreement(planner: Any, draft: AgreementDraft, order: int) -> None:
    path = f"agreements.{order}"
    row = Agreement(
        title=draft.title,
        kind=draft.kind,
        event_id=planner.event.pk,
        state="signed",
        order=order,
        **planner.level,
    )
    planner.add(row, path)
    signing = Signing(agreement_id=row.pk, event_id=planner.event.pk, date=planner.draft.date)
    planner.add(signing, path)
    for place, body in enumerate(draft.parties):
        party = AgreementParty(agreement_id=row.pk, order=place)
        party.institution_id = planner.bodies.id_of(body, f"{path}.parties.{place}")
        planner.out.rows.append(party)


def of_figures(planner: Any) -> None:
    for order, draft in enumerate(planner.draft.figures):
        path = f"figures.{order}"
        account = planner.account
        row = Figure(
            indicator=draft.indicator,
            value=_number(planner, draft.value, f"{path}.value"),
            unit=draft.unit,
            qualifier=draft.qualifier,
            period=draft.period,
            account_id=account.pk if account else None,
            source_id=account.source_id if account else None,
            order=order,
            **planner.level,
        )
        planner.add(row, path)


def _number(planner: Any, text: str, path: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        planner.fault(path, _("This is no number."))
        return Decimal(0)


def of_notes(planner: Any) -> None:
    for order, draft in enumerate(planner.draft.notes):
        row = Note(
            event_id=planner.event.pk,
            text=draft.text,
            confidentiality=draft.confidentiality,
            teams=list(draft.teams),
            readers=list(draft.readers),
        )
        planner.add(row, f"notes.{order}")


def of_documents(planner: Any) -> None:
    """Plan a record for each file; the file itself is stored as the record is written."""
    for order, draft in enumerate(planner.draft.documents):
        path = f"documents.{order}"
        try:
            documents.judge(draft.file)
        except ValidationError as error:
            planner.fault(path, " ".join(error.messages))
            continue
        row = Document(event_id=planner.event.pk, title=draft.title, **planner.level)
        documents.take(row, draft.file)
        planner.add(row, path)
