"""The form in which a logged event is changed: what is new is read back, what stands stays."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from relations import access
from relations.actions import meetings
from relations.actions.changing import COLUMNS, Change, SideChange
from relations.actions.drafts import Made, MeetingDraft, NoteDraft, Plan, SideDraft
from relations.actions.given import LOST
from relations.actions.rewriting import Redated
from relations.dates.edtf import parse
from relations.dates.fields import EdtfFormField
from relations.dates.words import say
from relations.minutes import lines as read_lines
from relations.minutes import papers
from relations.minutes.boxes import boxes_of, count_of, key_of, parted, reordered, rewritten
from relations.minutes.form import SideForm, area, levels, line, place_faults, untold
from relations.minutes.merging import Lines
from relations.minutes.papers import FilesField
from relations.minutes.reading import Reader, Reading, Typed
from relations.minutes.redating import line_of, redated
from relations.minutes.renaming import renamed
from relations.minutes.sides import SideTyped
from relations.minutes.telling import OF_SIDE, Told
from relations.models import (
    Account,
    Agreement,
    Commitment,
    Document,
    Figure,
    Note,
    Participation,
    Statement,
)

RIGHTS: Final = (
    "relations.change_event",
    "relations.add_event",
    "relations.add_contact",
    "relations.add_institution",
)
# Boxes of one line a record, and what each line of them makes.
_OUTCOMES: Final = ("said", "promises", "agreements", "figures", "source")
_MADE: Final = {
    "promises": Commitment,
    "agreements": Agreement,
    "figures": Figure,
    "source": Account,
    "notes": Note,
}
_ORDERED: Final = (Participation, Statement, Commitment, Agreement, Figure, Account)
EMPTIED: Final = _("A side is not taken away here; give it a name.")


class ChangeForm(forms.Form):
    """An event in boxes; ``told`` is how it stands now, ``boxes`` what was typed, line by line."""

    date = EdtfFormField(label=_("When"), required=False)
    place = area(
        _("Where"), rows=1, help_text=_("venue, city, country; another place in a new line")
    )
    kind = forms.ChoiceField(label=_("Kind"))
    title = line(_("Title"))
    topics = area(_("Topics"), rows=1, help_text=_("one a line, or parted by commas"))
    continues = area(
        _("Continues"), rows=1, help_text=_("the earlier event: title, December 2023, city")
    )
    series = line(_("Series and edition"), help_text=_("Strategic dialogue, 5"))
    said = area(
        _("Said by no side alone, one a line"),
        rows=1,
        help_text=_("both sides: interest: more on climate #energy"),
    )
    promises = area(
        _("Promises, one a line"),
        rows=2,
        help_text=_("we: send the papers by September 2024 · they: … · both: …"),
    )
    agreements = area(_("Signed there, one a line"), rows=1)
    source = area(_("Sources, one a line"), rows=1, help_text=_("address, publisher, title"))
    printed = line(_("Date as the source prints it; how the year is known"))
    figures = area(
        _("Figures, one a line"), rows=1, help_text=_("trade: more than 10 billion USD in 2023")
    )
    notes = area(
        _("Confidential notes, one a line"),
        rows=2,
        help_text=_("restricted: they were cool · internal: … · public: … · ¶ begins a new line"),
    )
    documents = area(
        _("Documents, one a line"),
        rows=1,
        help_text=_("rename a line, or remove it; restricted: … · internal: … closes or opens it"),
    )
    added = FilesField()
    was = forms.CharField(required=False, widget=forms.HiddenInput)
    once = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    # What stands below the sides, in the order of the form in which an event is logged.
    BELOW: ClassVar = (
        *("topics", "continues", "said", "promises", "agreements", "source", "printed"),
        *("figures", "series", "notes", "documents", "added"),
    )

    def __init__(
        self,
        user: Any,
        told: Told,
        data: Mapping[str, str],
        files: Any = None,
        *,
        fresh: bool = False,
    ) -> None:
        """Show what was typed, or with ``fresh`` what stands, which nobody has sent yet."""
        super().__init__(None if fresh else data, files, initial=dict(data))
        self.user = user
        self.told = told
        language = get_language() or "en"
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.code, kind.name_in(language)) for kind in told.kinds
        ]
        self.sides = [self._side(place) for place in range(count_of(data))]
        self.reading: Reading | None = None
        self.planned: Plan | None = None
        self.redated: list[Redated] = []
        self.renamed: list[tuple[Document, dict[str, Any]]] = []

    def _side(self, place: int) -> SideForm:
        stem = f"side-{place}"
        stands = {name: self.initial.get(f"{stem}-{name}", "") for name in ("id", *OF_SIDE)}
        side = SideForm(self.data if self.is_bound else None, prefix=stem, initial=stands)
        side.id = stands["id"]  # type: ignore[attr-defined]
        return side

    @property
    def below(self) -> list[forms.BoundField]:
        return [self[name] for name in self.BELOW]

    @property
    def seal(self) -> str:
        return self.told.seal()

    @property
    def said_date(self) -> str:
        edtf = self.cleaned_data.get("date") if self.is_valid() else ""
        return say(parse(edtf), get_language() or "en") if edtf else ""

    @property
    def typed_digest(self) -> str:
        """Name what was typed; a save must have been shown the reading of the same."""
        held = sorted(boxes_of(self.data).items())
        return hashlib.sha256(repr(held).encode()).hexdigest()[:24]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        ready = [side.is_valid() for side in self.sides]
        if not values.get("title") and "title" not in self.errors:
            self.add_error("title", _("Give the event a title."))
        for side in self.sides:
            if side.id and side.is_valid() and not side.cleaned_data["name"].strip():  # type: ignore[attr-defined]
                side.add_error("name", EMPTIED)
                self.add_error(None, _("See the lines below."))
        if all(ready) and not self.errors:
            self._read(values)
        return values

    def _read(self, values: dict[str, Any]) -> None:
        """Read what is new alone; lines that stand are left to the rows they were made from."""
        boxes = boxes_of(self.data)
        typed = Typed(
            kind=values["kind"],
            date=values["date"],
            title=values["title"],
            place=self._fresh("place", boxes),
            topics=self._fresh("topics", boxes),
            continues=self._fresh("continues", boxes),
            series="" if boxes["series"] == self.told.boxes["series"] else values["series"],
            sides=tuple(self._side_typed(side, boxes) for side in self.shown),
            told=self._told_typed(boxes),
            **{box: self._fresh(box, boxes) for box in _OUTCOMES},
        )
        reader = Reader(self.user, self.data, timezone.localdate(), self.told.carried)
        self.reading = reader.read(typed)
        for name, sentence in self.reading.faults.items():
            self.add_error(name, sentence)
        self._tell_redated(boxes, values["date"])
        self._check_sources(self.reading.draft, boxes)
        self._check_notes(self._notes(boxes))
        self._rename(boxes)
        if self.errors:
            return
        try:
            self.planned = meetings.plan(user=self.user, draft=self._draft(self.reading.draft))
        except ValidationError as error:
            place_faults(self, self.shown, error)

    def _tell_redated(self, boxes: Mapping[str, Lines], date: str) -> None:
        """Read the posts of the new day, and tell them under the side of whoever holds them."""
        assert self.reading is not None  # noqa: S101 - called once it is read
        own = {
            key_of(side): told for side, told in zip(self.shown, self.reading.sides, strict=True)
        }
        stay = []
        for key in own:
            rows = self.told.rows.get(f"{key}:people", [])
            gone = parted(rows, boxes[f"{key}:people"])[1]
            stay += [row for _line, row in rows if row and row not in gone]
        self.redated = redated(self.user, self.told, stay, date)
        for one in self.redated:
            own[str(one.row.delegation_id)].lines.append(line_of(one))

    @property
    def made(self) -> list[Made]:
        """List what a save will make: not what is a record that stands under a new text."""
        if self.planned is None or self.reading is None:
            return []
        again = self._rewritten(self._draft(self.reading.draft), boxes_of(self.data))
        stand = {(kind, place) for kind, place, _row in again}
        seen: Counter[type] = Counter()
        rows = []
        for row in self.planned.rows:
            if (type(row), seen[type(row)]) not in stand:
                rows.append(row)
            seen[type(row)] += 1
        return Plan(self.planned.event, rows).made_beside

    @property
    def shown(self) -> list[SideForm]:
        """List the blocks that were filled in: they are the sides of the draft, in order."""
        return [side for side in self.sides if side.filled]

    def _notes(self, boxes: Mapping[str, Lines]) -> tuple[NoteDraft, ...]:
        """Read new notes; one that does not say who may read it is as closed as the event."""
        closed = self.told.event.confidentiality == access.RESTRICTED
        usual = access.RESTRICTED if closed else access.INTERNAL
        return tuple(
            replace(one, teams=tuple(access.team_ids(self.user)), readers=(self.user.pk,))
            if one.confidentiality == access.RESTRICTED
            else one
            for one in read_lines.notes(self._fresh("notes", boxes), usual)
        )

    def _check_notes(self, notes: Iterable[NoteDraft]) -> None:
        allowed = dict(levels(self.user))
        if any(one.confidentiality not in allowed for one in notes):
            self.add_error("notes", LOST)

    def _rename(self, boxes: Mapping[str, Lines]) -> None:
        level, allowed = self.told.event.confidentiality, dict(levels(self.user))
        rows = self.told.rows["documents"]
        found = renamed(self.user, rows, boxes["documents"], level, allowed)
        self.renamed = found.rows
        for sentence in found.faults:
            self.add_error("documents", sentence)

    def _standing_account(self, boxes: Mapping[str, Lines]) -> Account | None:
        """Return the first source's telling that stays: what is new was told there."""
        rows = self.told.rows["source"]
        gone = parted(rows, boxes["source"])[1]
        stay = [row for _place, row in rewritten(rows, boxes["source"])]
        return next((one for one in self.told.accounts if one not in gone or one in stay), None)

    def _told_typed(self, boxes: Mapping[str, Lines]) -> str:
        """Give a new source the date as it prints it, where no source stands."""
        return "" if self._standing_account(boxes) else "; ".join(boxes["printed"])

    def _check_sources(self, draft: MeetingDraft, boxes: Mapping[str, Lines]) -> None:
        """Refuse figures and printed dates that no source tells: they would hang in the air."""
        if draft.sources or self._standing_account(boxes):
            return
        for figure in draft.figures:
            self.add_error("figures", untold(figure.indicator))
        if boxes["printed"] and boxes["printed"] != self.told.boxes["printed"]:
            self.add_error("printed", untold(boxes["printed"][0]))

    def _rewritten(
        self, draft: MeetingDraft, boxes: Mapping[str, Lines]
    ) -> Iterable[tuple[type, int, Any]]:
        """Tell which of the new records are rows that stand, by their number among their kind."""
        for box, model in _MADE.items():
            for place, row in rewritten(self.told.rows[box], boxes[box]):
                yield model, place, row
        before = 0
        said: list[tuple[str, SideDraft | MeetingDraft]] = [
            (f"{key_of(side)}:said", one) for side, one in zip(self.shown, draft.sides, strict=True)
        ]
        for box, one in [*said, ("said", draft)]:
            for place, row in rewritten(self.told.rows.get(box, []), boxes[box]):
                yield Statement, before + place, row
            before += len(one.statements)

    def _side_typed(self, side: Any, boxes: Mapping[str, Lines]) -> SideTyped:
        return replace(
            side.typed(),
            **{box: self._fresh(f"{key_of(side)}:{box}", boxes) for box in ("people", "said")},
        )

    def _fresh(self, box: str, boxes: Mapping[str, Lines]) -> str:
        return "\n".join(parted(self.told.rows.get(box, []), boxes[box])[0])

    def _draft(self, draft: MeetingDraft) -> MeetingDraft:
        """Give what is new the level of the event, and leave all that is not typed here."""
        event = self.told.event
        kept = [row for _line, row in self.told.rows["documents"]]
        sides = tuple(
            self._with_others(one, side) for one, side in zip(draft.sides, self.shown, strict=True)
        )
        return replace(
            draft,
            hosts=(),
            sides=sides,
            notes=self._notes(boxes_of(self.data)),
            documents=tuple(papers.drafts(self.cleaned_data["added"], kept)),
            confidentiality=event.confidentiality,
            teams=tuple(event.teams),
            readers=tuple(event.readers),
        )

    def _with_others(self, draft: SideDraft, side: SideForm) -> SideDraft:
        """Keep what stands of people without names beside what is new of them."""
        kept = self._others_kept(side)
        if not kept or not _tells_others(draft):
            return draft
        text = "; ".join(filter(None, [kept, draft.unnamed_text]))
        return replace(draft, list_incomplete=True, unnamed_text=text)

    def _others_kept(self, side: SideForm) -> str:
        box = f"{key_of(side)}:people"
        standing = [text for text, row in self.told.rows.get(box, []) if row is None]
        return next((text for text in standing if text in boxes_of(self.data)[box]), "")

    def change(self) -> Change:
        """Say what is to change in the event that stands."""
        assert self.reading is not None  # noqa: S101 - asked of a valid form alone
        boxes = boxes_of(self.data)
        changed = {box for box, lines in boxes.items() if lines != self.told.boxes.get(box, ())}
        gone = [row for box in boxes for row in parted(self.told.rows.get(box, []), boxes[box])[1]]
        account = self._standing_account(boxes)
        draft = self._draft(self.reading.draft)
        sides = tuple(
            self._side_change(side, one, changed)
            for one, side in zip(draft.sides, self.shown, strict=True)
        )
        return Change(
            event=self.told.event,
            draft=draft,
            columns=tuple(name for name in COLUMNS if name in changed),
            sides=sides,
            gone=tuple(gone),
            order=tuple(one for box in changed for one in self._order(box, boxes[box])),
            rewritten=tuple(self._rewritten(draft, boxes)),
            account=account,
            printed="; ".join(boxes["printed"]) if account and "printed" in changed else None,
            redated=tuple(self.redated),
            renamed=tuple(self.renamed),
        )

    def _side_change(
        self, side: SideForm, draft: SideDraft, changed: set[str]
    ) -> SideChange | None:
        key = key_of(side)
        known = {str(pk): pk for pk in self.told.ids}.get(key)
        if known is None:
            return None
        rows = self.told.rows[f"{key}:people"]
        had = any(row is None for _text, row in rows)
        return SideChange(
            known,
            renamed=f"{key}:name" in changed,
            role=f"{key}:role" in changed,
            others=_tells_others(draft) or (had and not self._others_kept(side)),
        )

    def _order(self, box: str, lines: Lines) -> Iterable[tuple[Any, int]]:
        """Put rows that stand into the order of their lines, where that was changed."""
        rows = [one for one in self.told.rows.get(box, []) if isinstance(one[1], _ORDERED)]
        return reordered(rows, lines)


def _tells_others(draft: SideDraft) -> bool:
    return draft.list_incomplete or any(person.text for person in draft.people)
