"""Change a logged event from what was typed: what is new is made, what is gone is taken away.

Rows that the person does not see, and rows nobody typed anything about, stay as they are.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, OperationalError, models
from django.utils.translation import gettext_lazy as _

from relations.actions import documents, records, rewriting, telling
from relations.actions.drafts import MeetingDraft
from relations.actions.planning import Planner
from relations.history.acting import act
from relations.intake.marks import TOLD
from relations.models import (
    Account,
    Agreement,
    Attendance,
    Commitment,
    Delegation,
    DelegationCountry,
    DelegationInstitution,
    Event,
    EventLink,
    EventPlace,
    EventTopic,
    Participation,
    ParticipationPost,
    Statement,
)

# What of the event itself may change, and the columns that it stands in.
COLUMNS = {
    "title": ("title",),
    "date": ("date",),
    "kind": ("kind_id",),
    "series": ("series_id", "edition"),
}
BUSY = _("Others are saving this event just now, so nothing was saved. Save it again.")


@dataclass(frozen=True, slots=True)
class SideChange:
    """A side of the draft that stands already: ``id`` is its row, and what of it was typed."""

    id: UUID
    renamed: bool = False
    role: bool = False
    others: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What is to change in an event.

    ``draft`` holds what is new, side by side; ``sides`` tell which of those stand already, with
    ``None`` for a new one. ``columns`` are those of the event itself, ``gone`` the rows that were
    taken away, and ``order`` gives rows new places in their list. ``rewritten`` tells which new
    records of the draft are rows of ``gone`` under a new text: by their kind, and their number
    among the draft's of that kind. ``account`` is the telling that what is new belongs to, and
    ``printed`` how it prints the date by now. ``redated`` are those who hold other posts on the
    new day, and ``renamed`` the documents with what their lines say of them by now.
    """

    event: Event
    draft: MeetingDraft
    columns: Collection[str] = ()
    sides: tuple[SideChange | None, ...] = ()
    gone: tuple[models.Model, ...] = ()
    order: tuple[tuple[models.Model, int], ...] = ()
    rewritten: tuple[tuple[type[models.Model], int, Any], ...] = ()
    account: Account | None = None
    printed: str | None = None
    redated: tuple[rewriting.Redated, ...] = ()
    renamed: tuple[tuple[Any, dict[str, Any]], ...] = ()


def change(*, user: Any, event: Event, make: Callable[[], Change | None]) -> bool:
    """Change an event as ``make`` says once the event is locked; ``None`` changes nothing.

    What is made is thus made from what stands, however many write at once. Raises
    ``ValidationError`` by the path in the draft; nothing is written then.
    """
    at_work: list[_Changer] = []
    try:
        with (
            documents.kept(row for one in at_work for row in one.rows),
            act("change meeting", user),
        ):
            _lock(event)
            wanted = make()
            if wanted is None:
                return False
            at_work.append(_Changer(user, wanted))
            at_work[0].run()
    except (IntegrityError, DataError) as error:
        raise ValidationError(records.in_words(_model_of(error), error)) from error
    return True


def _lock(event: Event) -> None:
    """Wait for an event that others are saving; who waits too long is told, and may go on."""
    try:
        records.lock(event)
    except OperationalError as error:
        raise ValidationError(BUSY) from error


def _model_of(error: Exception) -> type[models.Model]:
    """Find the model whose rule was broken."""
    diagnosis = getattr(error.__cause__, "diag", None)
    tables = {model._meta.db_table: model for model in apps.get_models()}
    return tables.get(getattr(diagnosis, "table_name", None) or "", Event)


class _Changer:
    def __init__(self, user: Any, change: Change) -> None:
        self.user = user
        self.change = change
        self.event = change.event
        self.planner = Planner(user, change.draft)
        self.planner.account = change.account

    @property
    def rows(self) -> list[Any]:
        """What was planned so far, the files of new documents among it."""
        return self.planner.out.rows

    def run(self) -> None:
        planned = self.planner.plan()
        sides = [row for row in planned.rows if isinstance(row, Delegation)]
        pairs = list(zip(sides, self.change.sides, strict=True))
        moved = {planned.event: self.event.pk}
        moved |= {row.pk: side.id for row, side in pairs if side}
        rows = [row for row in planned.rows if row.pk not in moved]
        again = rewriting.rewrite(self.user, self.change.draft, rows, self.change.rewritten)
        rows = again.rows
        self._refuse_twice(rows)
        kept = self._kept(rows)
        moved |= {pk: row.pk for pk, row in kept.items()}
        for row in rows:
            _move(row, moved)
        self._take_away(kept)
        self._set_printed()
        self._write([row for row in rows if row.pk not in kept])
        again.changes += self.change.renamed
        again.finish(self.user)
        rewriting.redate(self.user, self.change.redated)
        self._set_event()
        for row, side in pairs:
            if side:
                self._set_side(row, side, rows)
        for row in rows:
            if row.pk in kept and isinstance(row, Participation):
                self._rewrite(kept[row.pk], row, rows)
        for row, place in self.change.order:
            records.change(row, values={"order": place}, user=self.user)

    def _take_away(self, kept: dict[UUID, Any]) -> None:
        stay = [*kept.values(), *(row for _kind, _place, row in self.change.rewritten)]
        stay += [row for row, _values in self.change.renamed]
        gone = [row for row in self.change.gone if row not in stay]
        for row in sorted(gone, key=lambda row: isinstance(row, Account)):
            rewriting.take_away(self.user, row)

    def _set_printed(self) -> None:
        account, printed = self.change.account, self.change.printed
        if account is None or printed is None:
            return
        date, _semicolon, evidence = (part.strip() for part in printed.partition(";"))
        values: dict[str, Any] = {"date_text": date or None, "year_evidence": evidence or None}
        values["date_basis"] = telling.account(self.event, values)["date_basis"]
        records.change(account, values=values, user=self.user)

    def _write(self, rows: list[Any]) -> None:
        fresh = [row for row in rows if self._is_fresh(row)]
        listed = (EventPlace, EventTopic, Delegation, Participation)
        for model in (*listed, Statement, Commitment, Agreement, Account):
            self._put_last(model, fresh)
        if fresh:
            records.add_at_once(fresh)

    def _refuse_twice(self, rows: Iterable[Any]) -> None:
        """Refuse a person who stands in the list already, beside those whose line is gone."""
        gone = {row.pk for row in self.change.gone}
        there = Participation.objects.visible_to(self.user).filter(event=self.event)
        stand = set(there.exclude(pk__in=gone).values_list("contact_id", flat=True))
        if any(isinstance(row, Participation) and row.contact_id in stand for row in rows):
            raise ValidationError({"people": ["This person stands in the list already."]})

    def _kept(self, rows: Iterable[Any]) -> dict[UUID, Any]:
        """Find the rows that stay though their line was rewritten: of one person, of one event.

        So they keep what the line does not say: what was printed, the kind of a link.
        """
        old = {(type(row), key): row for row in self.change.gone if (key := _whose(row))}
        found = {row.pk: old.get((type(row), key)) for row in rows if (key := _whose(row))}
        return {pk: row for pk, row in found.items() if row}

    def _rewrite(self, standing: Participation, row: Participation, rows: list[Any]) -> None:
        """Give somebody who stays the side, part and posts of the new line; hidden posts stay."""
        values = {"delegation_id": row.delegation_id, **_part(standing, row)}
        if any(getattr(standing, name) != value for name, value in values.items()):
            records.change(standing, values=values, user=self.user)
        wanted = {
            one.post_id
            for one in rows
            if isinstance(one, ParticipationPost) and one.participation_id == standing.pk
        }
        for link in ParticipationPost.objects.visible_to(self.user).filter(participation=standing):
            if link.post_id not in wanted:
                records.remove(link, user=self.user)

    def _set_event(self) -> None:
        planned = self.planner.event
        names = [name for column in self.change.columns for name in COLUMNS[column]]
        if names:
            values = {name: getattr(planned, name) for name in names}
            records.change(self.event, values=values, user=self.user)

    def _set_side(self, planned: Delegation, side: SideChange, rows: list[Any]) -> None:
        names = ["name"] * side.renamed + ["role"] * side.role
        if side.others:
            names += ["list_incomplete", "unnamed_count", "unnamed_qualifier", "unnamed_text"]
        current = Delegation.objects.get(pk=side.id)
        if names:
            values = {name: getattr(planned, name) for name in names}
            records.change(current, values=values, user=self.user)
        if side.renamed:
            self._relink(DelegationCountry, "place_id", current, rows)
            self._relink(DelegationInstitution, "institution_id", current, rows)

    def _relink(self, model: Any, column: str, side: Delegation, rows: list[Any]) -> None:
        """Take away the links that a side's new text does not name; hidden ones stay."""
        wanted = {
            getattr(row, column)
            for row in rows
            if isinstance(row, model) and row.delegation_id == side.pk
        }
        for link in model.objects.visible_to(self.user).filter(delegation=side):
            if getattr(link, column) not in wanted:
                records.remove(link, user=self.user)

    def _is_fresh(self, row: Any) -> bool:
        """Tell whether a planned row is to be written, and does not say what stands already."""
        links: dict[type, tuple[str, str]] = {
            EventTopic: ("event_id", "topic_id"),
            DelegationCountry: ("delegation_id", "place_id"),
            DelegationInstitution: ("delegation_id", "institution_id"),
            ParticipationPost: ("participation_id", "post_id"),
        }
        names = links.get(type(row))
        if names is None:
            return True
        if not self._touched(row):
            return False
        same = {name: getattr(row, name) for name in names}
        return not type(row).objects.filter(**same).exists()

    def _put_last(self, model: Any, fresh: list[Any]) -> None:
        """Let new rows stand after those that stand already, hidden ones among them."""
        own = [row for row in fresh if isinstance(row, model) and row.event_id == self.event.pk]
        standing = model.objects.filter(event=self.event)
        last = standing.aggregate(last=models.Max("order"))["last"] if own else None
        for place, row in enumerate(own, 0 if last is None else last + 1):
            row.order = place

    def _touched(self, row: Any) -> bool:
        """Tell whether the text a side's links come from was typed anew."""
        if not isinstance(row, DelegationCountry | DelegationInstitution):
            return True
        known = {side.id: side.renamed for side in self.change.sides if side}
        return known.get(row.delegation_id, True)


def _whose(row: Any) -> UUID | None:
    """Return what a row of an event is about, where that tells it from the event's others."""
    if isinstance(row, Participation):
        return row.contact_id
    return row.to_event_id if isinstance(row, EventLink) else None


def _part(standing: Participation, row: Participation) -> dict[str, Any]:
    """Take over roles and attendance of the new line; what no line tells stays."""
    stay = [role for role in standing.roles if role not in TOLD or role in row.roles]
    says = row.attendance != Attendance.NOT_STATED or standing.attendance in TOLD
    return {
        "roles": [*stay, *(role for role in row.roles if role not in stay)],
        "attendance": row.attendance if says else standing.attendance,
    }


def _move(row: Any, moved: dict[UUID, UUID]) -> None:
    """Let a planned row point at what stands instead of what was planned in its place."""
    for name in ("event_id", "from_event_id", "delegation_id", "participation_id"):
        if getattr(row, name, None) in moved:
            setattr(row, name, moved[getattr(row, name)])
