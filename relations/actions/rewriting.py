"""Give a row that stands the text of its rewritten line; take a row away whose line is gone.

What the line does not say stays: the status of a promise, the parties of an agreement, who spoke.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from relations.actions import records
from relations.actions.drafts import MeetingDraft, SourceDraft
from relations.actions.resting import blocked
from relations.models import (
    Account,
    Agreement,
    Citation,
    Commitment,
    Figure,
    Note,
    Participation,
    ParticipationPost,
    Post,
    Source,
    Statement,
)
from relations.models.base import Confidential

# What a line of each kind says of its record.
SAYS: dict[Any, tuple[str, ...]] = {
    Statement: ("kind", "text", "topic_id"),
    Commitment: ("what", "direction", "due", "due_text"),
    Agreement: ("title",),
    Figure: ("indicator", "value", "unit", "qualifier", "period"),
    Note: ("text", "confidentiality", "teams", "readers"),
}
RESTS = _("What was said or counted rests on this source; write another in its place.")
Rewritten = Iterable[tuple[type[models.Model], int, Any]]


@dataclass(slots=True)
class Rewriting:
    """What of a plan is to be written, and what then changes in rows that stand.

    A row that stands may name one of the plan's, so it changes after those are written.
    """

    rows: list[Any]
    changes: list[tuple[Any, dict[str, Any]]] = field(default_factory=list)

    def finish(self, user: Any) -> None:
        for row, values in self.changes:
            differing = {name: one for name, one in values.items() if getattr(row, name) != one}
            if differing:
                records.change(row, values=differing, user=user)


@dataclass(frozen=True, slots=True)
class Redated:
    """Somebody whose posts are others on the new day of an event: those that stay, come and go."""

    row: Participation
    stay: tuple[Post, ...]
    come: tuple[Post, ...]
    gone: tuple[Post, ...]


def redate(user: Any, redated: Iterable[Redated]) -> None:
    """Give people the posts of the new day; those that are hidden stay."""
    come = []
    for one in redated:
        links = ParticipationPost.objects.visible_to(user).filter(participation=one.row)
        for link in links.filter(post__in=one.gone):
            records.remove(link, user=user)
        come += [
            ParticipationPost(participation=one.row, post=post, order=place)
            for place, post in enumerate(one.come, len(one.stay))
        ]
    if come:
        records.add_at_once(come)


def rewrite(user: Any, draft: MeetingDraft, rows: list[Any], rewritten: Rewritten) -> Rewriting:
    """Take planned rows for rows that stand, and leave out what hangs on them."""
    by_kind: dict[type[models.Model], list[Any]] = {}
    for row in rows:
        by_kind.setdefault(type(row), []).append(row)
    dropped: set[Any] = set()
    found = Rewriting([])
    for kind, place, standing in rewritten:
        planned = by_kind[kind][place]
        dropped.add(planned.pk)
        if isinstance(planned, Account):
            again = _Retelling(user, standing, planned, draft.sources[place])
            dropped |= again.run(found, rows)
        else:
            found.changes.append((standing, _said(standing, planned)))
    found.rows = [row for row in rows if not dropped & {row.pk, *_wholes(row)}]
    return found


def _wholes(row: Any) -> set[Any]:
    return {getattr(row, name, None) for name in ("agreement_id", "commitment_id")} - {None}


def _said(standing: Any, planned: Any) -> dict[str, Any]:
    values = {name: getattr(planned, name) for name in SAYS[type(planned)]}
    if isinstance(planned, Statement) and standing.delegation_id is None and not standing.contact:
        values["speaker"] = planned.speaker
    if isinstance(planned, Commitment) and planned.due == standing.due:
        del values["due_text"]
    if isinstance(planned, Note) and planned.confidentiality == standing.confidentiality:
        del values["teams"], values["readers"]
    return values


@dataclass(frozen=True, slots=True)
class _Retelling:
    """Corrects the source of a telling that stands, or gives the telling another."""

    user: Any
    standing: Account
    planned: Account
    draft: SourceDraft

    def run(self, found: Rewriting, rows: list[Any]) -> set[Any]:
        """Say which planned rows are not needed.

        A source of the same address, or of none as before, is the same source.
        """
        known, source = self.standing.source, self.planned.source_id
        made = {row.pk for row in rows if isinstance(row, Source) and row.pk == source}
        if source == known.pk or (made and not self.draft.url and not known.url):
            said = {"title": self.draft.title or known.title, "publisher": self.draft.publisher}
            found.changes.append((known, said))
            cited = (row for row in rows if isinstance(row, Citation))
            return made | {row.pk for row in cited if row.source_id == source}
        _uncite(self.user, self.standing)
        figures = Figure.objects.visible_to(self.user).filter(account=self.standing)
        found.changes += [(row, {"source_id": source}) for row in (self.standing, *figures)]
        return set()


def _uncite(user: Any, account: Account) -> None:
    citations = Citation.objects.visible_to(user).filter(event=account.event_id)
    for row in citations.filter(source=account.source_id):
        records.remove(row, user=user)


def take_away(user: Any, row: models.Model) -> None:
    """Withdraw a row; refuse where something rests on it, seen or not."""
    if isinstance(row, Account):
        _release(user, row)
    elif isinstance(row, Agreement) and (why := blocked(row, user)):
        raise ValidationError({"agreements": [why]})
    records.remove(row, user=user)


def _release(user: Any, account: Account) -> None:
    """Let go of a telling that nothing rests on, and of its citation."""
    for link in account._meta.related_objects:
        model: Any = link.related_model
        rows = model._base_manager.filter(**{link.field.name: account})  # noqa: SLF001
        if issubclass(model, Confidential) and rows.filter(deleted_at=None).exists():
            raise ValidationError({"sources": [RESTS]})
    _uncite(user, account)
