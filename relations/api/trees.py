"""The bodies an institution is a unit of, brought for many institutions at once."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from relations.filters.trees import above
from relations.models import Institution

Chains = dict[UUID, list[Institution]]


def chains(user: Any, institutions: Iterable[Institution | None]) -> Chains:
    """Give for each institution what it is a unit of, nearest first, as far as can be seen.

    One query, however many and however deep.
    """
    ids = {institution.pk for institution in institutions if institution}
    rows = Institution.objects.visible_to(user)
    start = rows.filter(pk__in=ids).values("pk")
    found = {row.pk: row for row in rows.filter(pk__in=above(rows, start))} if ids else {}
    return {pk: list(_parents(pk, found)) for pk in ids}


def _parents(pk: UUID, found: dict[UUID, Institution]) -> Iterable[Institution]:
    parent_id = found[pk].parent_id if pk in found else None
    while parent_id in found:
        parent = found[parent_id]
        yield parent
        parent_id = parent.parent_id
