"""Load a checked document: one act, one transaction, all of it or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from relations.access import OPERATOR
from relations.actions.records import add_all, refresh_statistics, refusing
from relations.history.acting import act
from relations.imports.reports.batch import Batch
from relations.imports.reports.checking import meaning_faults
from relations.imports.reports.faults import MOST_SHOWN, Fault, RefusedError
from relations.imports.reports.held import Held
from relations.imports.reports.judging import judge_all
from relations.imports.reports.registry import Registry
from relations.imports.reports.series import write_series
from relations.imports.reports.telling import Telling, source_of
from relations.imports.reports.transitions import apply_transitions
from relations.imports.reports.writing_back import differences, reports_of_keys
from relations.models import (
    Collection,
    Event,
)
from relations.models.base import Confidentiality

Document = Mapping[str, Any]


@dataclass(slots=True)
class Summary:
    """What a load did: reports new and already held, and rows written."""

    created: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    rows: int = 0


def load(document: Document, *, user: Any = None, level: str = Confidentiality.PUBLIC) -> Summary:
    """Write what a document adds to what is held.

    A report that is held already must say the same; persons and institutions are joined by
    the keys of the file, never by guessing. Raises ``RefusedError`` and writes nothing.
    """
    with act("import reports", user):
        held = Held(document)
        _refuse(meaning_faults(document, held.known().and_of(document)))
        return _write(document, held, level)


def _refuse(faults: Any) -> None:
    found: list[Fault] = []
    for fault in faults:
        found.append(fault)
        if len(found) >= MOST_SHOWN:
            break
    if found:
        raise RefusedError(found)


def _write(document: Document, held: Held, level: str) -> Summary:
    summary, batch = Summary(), Batch()
    fresh = _fresh(document, held, summary)
    told_on = {report["id"]: report["event"]["date"]["edtf"] for report in document["reports"]}
    registry = Registry(held, batch, level, told_on)
    collection = _collection(document, held, batch)
    for position, report in fresh:
        source = source_of(report, collection=collection, level=level)
        held.sources[report["id"]] = batch.add(source, f"reports[{position}].source")
    registry.institutions(document["institutions"])
    registry.whose(settings.HOME_INSTITUTION)
    registry.people(document["people"])
    registry.links(document["institution_links"])
    editions = write_series(document["series"], registry)
    for position, report in fresh:
        Telling(report, f"reports[{position}]", registry).write(order=position)
    apply_transitions(registry)
    judge_all(batch, editions)
    _refuse(batch.faults())
    summary.rows = _insert(batch)
    return summary


def _fresh(document: Document, held: Held, summary: Summary) -> list[tuple[int, Document]]:
    """Take the reports that are not held; those that are must say the same."""
    told = reports_of_keys(set(held.sources), OPERATOR)
    fresh = []
    for position, report in enumerate(document["reports"]):
        if report["id"] in held.sources:
            _same(report, told.get(report["id"]), f"reports[{position}]")
            summary.unchanged.append(report["id"])
        else:
            fresh.append((position, report))
            summary.created.append(report["id"])
    return fresh


def _collection(document: Document, held: Held, batch: Batch) -> Collection:
    known = held.collections.get(document["set"])
    return known or batch.add(
        Collection(name=document["set"], collected=document["collected"]), "collected"
    )


def _insert(batch: Batch) -> int:
    try:
        with refusing(Event):
            rows = add_all(batch.rows) + _save(batch)
    except ValidationError as error:
        raise RefusedError([Fault("", "; ".join(error.messages))]) from error
    if rows:
        refresh_statistics()
    return rows


def _same(report: Document, told: Document | None, path: str) -> None:
    """Refuse a report that is held with other facts: nothing of either may be lost."""
    _refuse(
        Fault(f"{path}.{where}" if where else path, f"held with other facts: {what}")
        for where, what in differences(report, told)
    )


def _save(batch: Batch) -> int:
    for record, fields in batch.changed.items():
        record.save(update_fields=[name.removesuffix("_id") for name in fields])
    return len(batch.changed)
