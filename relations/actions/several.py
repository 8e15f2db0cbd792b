"""One change to many records: planned for each, then done in one act."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils.translation import gettext as _

from relations.actions.records import add_all, clean, refusing
from relations.history.acting import act
from relations.models import (
    Agreement,
    AgreementTopic,
    Commitment,
    Contact,
    ContactTopic,
    Event,
    EventTopic,
    Institution,
    InstitutionTopic,
    Source,
    Topic,
)

MOST = 500
# What may sensibly be the same for many records of a model; the level comes to each.
FIELDS: Mapping[type[models.Model], Sequence[str]] = {
    Institution: ("kind", "country", "status", "owner", "confidentiality"),
    Contact: ("owner", "confidentiality"),
    Event: ("kind", "level", "status", "owner", "confidentiality"),
    Commitment: ("kind", "status", "due", "owner", "confidentiality"),
    Agreement: ("kind", "status", "confidentiality"),
    Source: ("kind", "confidentiality"),
}
# What tells the topics of a model, by the name of its key to the record.
TOPIC_LINKS: Mapping[type[models.Model], tuple[Any, str]] = {
    Institution: (InstitutionTopic, "institution"),
    Contact: (ContactTopic, "contact"),
    Event: (EventTopic, "event"),
    Agreement: (AgreementTopic, "agreement"),
}
# Beside fields a change may name a topic that is added to each record, and one taken away.
ADDED, TAKEN, TOPICS = "topic_added", "topic_taken", "topics"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a change would do to one record; ``why`` says why it is left as it is."""

    record: Any
    changes: Sequence[tuple[str, Any, Any]]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a change; ``transaction`` is what its undoing is asked for by."""

    changed: Sequence[Any]
    left: Sequence[Plan]
    transaction: int


def fields_of(model: type[models.Model]) -> Sequence[str]:
    """Name the fields of a model that can be set for many; a meeting has those of an event."""
    return FIELDS.get(model._meta.concrete_model or model, ())


def topics_of(model: type[models.Model]) -> tuple[Any, str] | None:
    """Return what links a model to its topics, and the link's key to the record."""
    return TOPIC_LINKS.get(model._meta.concrete_model or model)


def right_to_change(model: type[models.Model]) -> str:
    """Name the right one needs; who may change events may change meetings."""
    concrete = model._meta.concrete_model or model
    return f"relations.change_{concrete._meta.model_name}"


def plan(
    records: Iterable[Any], values: Mapping[str, Any], versions: Mapping[Any, int] | None = None
) -> list[Plan]:
    """Say what some values would change in each record, and which records must be left.

    With ``versions`` those are left that somebody saved since.
    """
    return [_planned(record, values, versions) for record in records]


def _planned(record: Any, values: Mapping[str, Any], versions: Mapping[Any, int] | None) -> Plan:
    if versions is not None and versions[record.pk] != record.version:
        return Plan(record, (), _("Somebody changed it in the meantime."))
    changes: list[tuple[str, Any, Any]] = [
        (name, getattr(record, name), value)
        for name, value in _plain(values).items()
        if getattr(record, name) != value
    ]
    if values.keys() & {ADDED, TAKEN}:
        before = [link.topic for link in record.topic_links.all()]
        if (after := _topics(before, values)) != before:
            changes.append((TOPICS, before, after))
    if not changes:
        return Plan(record, (), _("It is so already."))
    after = _changed(copy(record), _plain(values))
    try:
        clean(after)
    except ValidationError as error:
        return Plan(record, changes, " ".join(error.messages))
    return Plan(record, changes)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in {ADDED, TAKEN}}


def _topics(before: list[Topic], values: Mapping[str, Any]) -> list[Topic]:
    added, taken = values.get(ADDED), values.get(TAKEN)
    after = [topic for topic in before if topic != taken]
    return after if added is None or added in after else [*after, added]


def _changed(record: Any, values: Mapping[str, Any]) -> Any:
    for name, value in values.items():
        setattr(record, name, value)
    return record


def change_several(
    rows: models.QuerySet, *, values: Mapping[str, Any], versions: Mapping[Any, int], user: Any
) -> Done:
    """Set some values in all records of ``versions`` among the rows: one act, one transaction.

    What was saved since its version was read is left and told. Raises ``ValidationError`` when a
    rule of the database forbids it; nothing is changed then.
    """
    model = rows.model
    name = f"change {len(versions)} {model._meta.model_name}"
    with act(name, user), refusing(model._meta.concrete_model or model):
        chosen = rows.filter(pk__in=versions).order_by("pk").select_for_update(of=("self",))
        plans = plan(chosen, values, versions)
        ready = [one.record for one in plans if not one.why]
        plain = _plain(values)
        for record in ready if plain else ():
            _changed(record, plain).save(update_fields=list(plain))
        _set_topics(model, [one for one in plans if not one.why], values)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text::bigint")
            (transaction,) = cursor.fetchone()
    return Done(ready, [one for one in plans if one.why], transaction)


def _set_topics(
    model: type[models.Model], plans: Iterable[Plan], values: Mapping[str, Any]
) -> None:
    """Link records to a topic and unlink them from another; two statements for all of them."""
    told = [one for one in plans if any(name == TOPICS for name, _old, _new in one.changes)]
    links = topics_of(model)
    if not told or links is None:
        return
    link, owner = links
    ids = [one.record.pk for one in told]
    link.objects.filter(**{f"{owner}__in": ids}, topic=values.get(TAKEN)).delete()
    added = values.get(ADDED)
    ordered = any(column.name == "order" for column in link._meta.concrete_fields)
    add_all(
        [
            link(
                **{owner: one.record},
                topic=added,
                **({"order": 1 + len(old)} if ordered else {}),
            )
            for one in told
            for name, old, new in one.changes
            if name == TOPICS and added in new and added not in old
        ]
    )
