"""Which records were merged into which: read from the journal and from the pairs found the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from relations import access
from relations.models import Contact, Institution, Journal, ProbablySame, SameState, User

NOUNS: dict[type[models.Model], str] = {Contact: "contact", Institution: "institution"}
"""What can be merged, by the name of its column in a pair."""


@dataclass(frozen=True, slots=True)
class Merge:
    """One merge: the entries of its transaction from the first to the last are its ledger.

    The first takes the dropped record away, the last writes down that the two are the same; so
    both ends are known however much else the transaction did.
    """

    model: type[models.Model]
    keep: Any
    drop: Any
    transaction: int
    first: int
    last: int
    at: datetime
    actor: User | None

    def entries(self) -> models.QuerySet:
        return Journal.objects.filter(
            transaction=self.transaction, pk__range=(self.first, self.last)
        ).order_by("pk")


def pairs(model: type[models.Model]) -> models.QuerySet:
    """Return the pairs found the same, the two ids as ``one`` and ``other``."""
    noun = NOUNS[model]
    same = ProbablySame.objects.filter(**{f"{noun}__isnull": False}, state=SameState.SAME)
    return same.annotate(one=F(f"{noun}_id"), other=F(f"other_{noun}_id"))


def heir(model: type[models.Model], pk: Any, user: Any) -> Any:
    """Return the id of the record that one was merged into, at last; None where there is none."""
    return heirs(model, [pk], user).get(pk)


def heirs(model: type[models.Model], pks: Iterable[Any], user: Any) -> dict[Any, Any]:
    """Give for records that are gone the ids of those they were merged into, at last.

    Nothing for whoever could not have seen the record when it stood, or may not see its heir:
    that a record was there, and is another now, is told to nobody else. Two queries and two a
    merge of the longest chain, however many records are asked about.
    """
    rows: Any = model._default_manager  # noqa: SLF001
    if not access.may_read_at_all(user):
        return {}
    gone = rows.filter(access.within_reach(user), pk__in=list(pks), deleted_at__isnull=False)
    ahead = asked = set(gone.values_list("pk", flat=True))
    links: dict[Any, set[Any]] = defaultdict(set)
    standing: set[Any] = set()
    met = set(asked)
    while ahead:
        found = pairs(model).filter(Q(one__in=ahead) | Q(other__in=ahead))
        for one, other in found.values_list("one", "other"):
            links[one].add(other)
            links[other].add(one)
        new = {pk for one in ahead for pk in links[one]} - met
        alive = rows.filter(pk__in=new, deleted_at__isnull=True)
        standing |= set(alive.values_list("pk", flat=True))
        ahead = new - standing
        met |= new
    seen = set(rows.visible_to(user).filter(pk__in=standing).values_list("pk", flat=True))
    ends = {pk: _end(pk, links, standing) for pk in asked}
    return {pk: end for pk, end in ends.items() if end in seen}


def _end(pk: Any, links: dict[Any, set[Any]], standing: set[Any]) -> Any:
    """Follow the pairs from a record that is gone to the one that stands; None where none does."""
    met, ahead = {pk}, {pk}
    while ahead:
        ahead = {other for one in ahead for other in links[one]} - met
        if found := ahead & standing:
            return min(found)
        met |= ahead
    return None


def merge_of(record: models.Model) -> Merge | None:
    """Return the merge that took a record away; None where it stands, or was merely removed."""
    if getattr(record, "deleted_at", None) is None:
        return None
    noun = NOUNS[type(record)]
    taken = Journal.objects.of(record).filter(
        operation="update", before__deleted_at=None, after__deleted_at__isnull=False
    )
    start = taken.order_by("-pk").select_related("actor").first()
    if start is None:
        return None
    mark = str(record.pk)
    both = Q(**{f"after__{noun}_id": mark}) | Q(**{f"after__other_{noun}_id": mark})
    end = (
        Journal.objects.filter(
            both,
            transaction=start.transaction,
            pk__gt=start.pk,
            table=ProbablySame._meta.db_table,
            operation="insert",
        )
        .order_by("pk")
        .first()
    )
    if end is None:
        return None
    ids = {end.after[f"{noun}_id"], end.after[f"other_{noun}_id"]}
    (other,) = ids - {mark}
    keep = type(record)._base_manager.filter(pk=other).first()  # noqa: SLF001
    return Merge(
        model=type(record),
        keep=keep,
        drop=record,
        transaction=start.transaction,
        first=start.pk,
        last=end.pk,
        at=start.at,
        actor=start.actor,
    )


def merged_into(record: models.Model, user: Any) -> list[Merge]:
    """Return the merges a record has taken in, of records the user could have seen; newest first.

    Two queries a merge, of which a record has few.
    """
    model: Any = type(record)
    met = set(_beside(record))
    gone = model.objects.filter(access.within_reach(user), pk__in=met, deleted_at__isnull=False)
    found = [merge for one in gone if (merge := merge_of(one)) and merge.keep == record]
    return sorted(found, key=lambda merge: merge.first, reverse=True)


def _beside(record: models.Model) -> Iterator[Any]:
    found = pairs(type(record)).filter(Q(one=record.pk) | Q(other=record.pk))
    for one, other in found.values_list("one", "other"):
        yield other if one == record.pk else one
