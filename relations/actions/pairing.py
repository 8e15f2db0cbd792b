"""Pairs that may be the same: judged, moved with what is merged, and closed by a merge."""

from typing import Any

from django.db import models
from django.db.models import Q

from relations.actions import records
from relations.history.merges import NOUNS
from relations.models import ProbablySame, SameState, SavedView


def of(one: models.Model, other: models.Model) -> dict[str, Any]:
    """Name a pair by its columns: the smaller id stands first."""
    noun = NOUNS[type(one)]
    first, second = sorted((one, other), key=lambda record: record.pk)
    return {noun: first, f"other_{noun}": second}


def taken(keep: models.Model, drop: models.Model) -> ProbablySame | None:
    """Find the pair of two records, if somebody asked about them."""
    return ProbablySame.objects.filter(**of(keep, drop)).first()


def close(keep: models.Model, drop: models.Model, pair: ProbablySame | None) -> None:
    """Write down that two are the same, always as a new row: it is the ledger's last entry."""
    why = pair.why if pair else ""
    if pair:
        pair.delete()
    ProbablySame.objects.create(**of(keep, drop), why=why, state=SameState.SAME)


def move(keep: models.Model, drop: models.Model) -> None:
    """Ask of the kept record what was asked of the dropped one.

    Pairs with what was merged into it, or is gone, stay: they say where that went.
    """
    noun = NOUNS[type(keep)]
    rows = ProbablySame.objects.filter(Q(**{noun: drop}) | Q(**{f"other_{noun}": drop}))
    for row in rows.select_related(noun, f"other_{noun}"):
        third = next(
            record
            for record in (getattr(row, noun), getattr(row, f"other_{noun}"))
            if record.pk != drop.pk
        )
        if third.pk == keep.pk or third.deleted_at is not None:
            continue
        pair = of(keep, third)
        if ProbablySame.objects.filter(**pair).exists():
            row.delete()  # the same is asked already
            continue
        for name, record in pair.items():
            setattr(row, name, record)
        row.save(update_fields=list(pair))


def rewrite_views(keep: models.Model, drop: models.Model) -> None:
    """Let saved lists that ask for the dropped record ask for the kept one."""
    for view in SavedView.objects.filter(query__contains=str(drop.pk)):
        view.query = view.query.replace(str(drop.pk), str(keep.pk))
        view.save(update_fields=["query"])


def about(record: models.Model) -> models.QuerySet:
    """Return the pairs one record is in."""
    noun = NOUNS[type(record)]
    return ProbablySame.objects.filter(Q(**{noun: record}) | Q(**{f"other_{noun}": record}))


def ids_beside(record: models.Model) -> set[Any]:
    """Give the ids of all that was ever asked about beside a record, whatever came of it."""
    noun = NOUNS[type(record)]
    ids = about(record).values_list(f"{noun}_id", f"other_{noun}_id")
    return {pk for pair in ids for pk in pair} - {record.pk}


def judge(one: models.Model, other: models.Model, *, state: str, user: Any) -> ProbablySame:
    """Say of two records that they are different, or may be the same; one row a pair."""
    held = taken(one, other)
    if held is None:
        return records.create(ProbablySame(**of(one, other), state=state), user=user)
    return decide(held, state=state, user=user)


def decide(pair: ProbablySame, *, state: str, user: Any) -> ProbablySame:
    return records.change(pair, values={"state": state}, user=user, name="judge a pair")
