"""What a report says was said, promised, signed, counted and called."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import models

from relations.imports.reports.batch import Batch
from relations.imports.reports.registry import Registry
from relations.imports.reports.vocabulary import AGREEMENTS
from relations.models import (
    Account,
    Agreement,
    AgreementParty,
    Commitment,
    CommitmentParty,
    Delegation,
    Figure,
    FigureSubject,
    Relation,
    RelationParty,
    Signing,
    Statement,
)
from relations.models.commitments import CommitmentStatus, Direction

Entry = Mapping[str, Any]

# What is still to be done after the event; the other outcomes are done by being reported.
TO_BE_DONE = frozenset({"planned", "pledged", "agreed"})


class Outcomes:
    """Write the points, outcomes, figures and relations of one report."""

    def __init__(self, account: Account, report: Entry, path: str, registry: Registry) -> None:
        self.account = account
        self.report = report
        self.path = path
        self.registry = registry
        self.batch: Batch = registry.batch
        self.shared: dict[str, Any] = {
            "account": account,
            "confidentiality": registry.level,
        }

    def write(self, sides: Mapping[str, Delegation]) -> None:
        for order, told in enumerate(self.report["points"]):
            self.batch.add(
                Statement(
                    event=self.account.event,
                    delegation=sides.get(told["side"]),
                    contact=self.registry.held.people.get(told["by"]),
                    speaker=told["side"],
                    text=told["text"],
                    order=order,
                    **self.shared,
                ),
                f"{self.path}.points[{order}]",
            )
        for order, told in enumerate(self.report["outcomes"]):
            self._outcome(told, order, f"{self.path}.outcomes[{order}]")
        for order, told in enumerate(self.report["figures"]):
            self._figure(told, order, f"{self.path}.figures[{order}]")
        for order, told in enumerate(self.report["relations"]):
            self._relation(told, order, f"{self.path}.relations[{order}]")

    def _outcome(self, told: Entry, order: int, path: str) -> None:
        due = told["due"] or {"text": None, "edtf": None}
        shared = {
            **self.shared,
            "event": self.account.event,
            "state": told["state"],
            "due": due["edtf"] or "",
            "due_text": due["text"],
            "order": order,
        }
        if told["kind"] in AGREEMENTS:
            agreement = Agreement(title=told["what"], kind=AGREEMENTS[told["kind"]].value, **shared)
            self.batch.add(agreement, path)
            self._parties(AgreementParty, "agreement", agreement, told["who"], f"{path}.who")
            if told["state"] == "signed":
                self.batch.add(
                    Signing(agreement=agreement, date=self.account.date, event=self.account.event),
                    path,
                )
            return
        status = CommitmentStatus.OPEN if told["state"] in TO_BE_DONE else CommitmentStatus.UNKNOWN
        commitment = Commitment(
            what=told["what"],
            kind=told["kind"],
            status=status,
            direction=direction_of(
                told["who"],
                self.registry.ours,
                present=bool(self.registry.ours & keys_present(self.report)),
            ),
            **shared,
        )
        self.batch.add(commitment, path)
        self._parties(CommitmentParty, "commitment", commitment, told["who"], f"{path}.who")

    def _figure(self, told: Entry, order: int, path: str) -> None:
        baseline = told["baseline"] or {"value": None, "period": None}
        figure = Figure(
            source=self.account.source,
            indicator=told["indicator"],
            value=Decimal(told["value"]),
            qualifier=told["qualifier"],
            unit=told["unit"],
            period=told["period"] or "",
            has_baseline=told["baseline"] is not None,
            baseline_value=None if baseline["value"] is None else Decimal(baseline["value"]),
            baseline_period=baseline["period"] or "",
            note=told["note"],
            order=order,
            **self.shared,
        )
        self.batch.add(figure, path)
        self._parties(FigureSubject, "figure", figure, told["about"], f"{path}.about")

    def _relation(self, told: Entry, order: int, path: str) -> None:
        relation = Relation(
            source=self.account.source,
            kind=told["kind"],
            status=told["status"],
            since=told["since"] or "",
            order=order,
            **self.shared,
        )
        self.batch.add(relation, path)
        self._parties(RelationParty, "relation", relation, told["between"], f"{path}.between")

    def _parties(
        self, model: type[models.Model], arc: str, record: Any, keys: Sequence[str], path: str
    ) -> None:
        """Write who a record is between or about; a key in two letters is a country."""
        held = self.registry.held
        for order, key in enumerate(keys):
            place = held.countries.get(key)
            body = None if place else held.institutions[key]
            self.batch.add(
                model(place=place, institution=body, order=order, **{arc: record}),
                f"{path}[{order}]",
            )


def direction_of(who: Sequence[str], ours: set[str], *, present: bool) -> str:
    """Say whose promise it is, seen from the house: its own key and its country are ``ours``.

    ``present`` says that the house or its country was at the event; without it a promise
    of others is no business of ours to wait for.
    """
    if not ours or not who:
        return ""
    mine = ours & set(who)
    if not mine:
        return Direction.THEIRS if present else Direction.OTHERS
    return Direction.OURS if mine == set(who) else Direction.JOINT


def keys_present(report: Entry) -> set[str]:
    """Collect the bodies and countries a report sees at its event."""
    event = report["event"]
    keys = {body["key"] for role in ("hosts", "co_organisers") for body in event[role]}
    for side in report["sides"]:
        keys.update(side["countries"])
        keys.update(body["key"] for body in side["institutions"])
    return keys
