"""The form in which a logged event is changed: what is new is read back, what stands stays."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from relations.actions import meetings
from relations.actions.changing import Change, SideChange
from relations.actions.drafts import MeetingDraft, Plan, SideDraft
from relations.dates.edtf import parse
from relations.dates.fields import EdtfFormField
from relations.dates.words import say
from relations.minutes.boxes import boxes_of, count_of, key_of, parted
from relations.minutes.form import SideForm, area, line, place_faults
from relations.minutes.merging import Lines
from relations.minutes.reading import Reader, Reading, Typed
from relations.minutes.sides import SideTyped
from relations.minutes.telling import SINGLE, Told
from relations.models import EventKind, Participation

RIGHTS: Final = (
    "relations.change_event",
    "relations.add_event",
    "relations.add_contact",
    "relations.add_institution",
)
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
    was = forms.CharField(required=False, widget=forms.HiddenInput)
    once = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, user: Any, told: Told, data: Mapping[str, str]) -> None:
        super().__init__(data)
        self.user = user
        self.told = told
        kinds = EventKind.objects.order_by("-family", "name_en")
        language = get_language() or "en"
        self.fields["kind"].choices = [(kind.code, kind.name_in(language)) for kind in kinds]  # type: ignore[attr-defined]
        self.sides = [self._side(place) for place in range(count_of(data))]
        self.reading: Reading | None = None
        self.planned: Plan | None = None

    def _side(self, place: int) -> SideForm:
        side = SideForm(self.data, prefix=f"side-{place}")
        side.id = self.data.get(f"side-{place}-id", "")  # type: ignore[attr-defined]
        return side

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
        )
        reader = Reader(self.user, self.data, timezone.localdate(), self.told.carried)
        self.reading = reader.read(typed)
        try:
            self.planned = meetings.plan(user=self.user, draft=self._draft(self.reading.draft))
        except ValidationError as error:
            place_faults(self, self.shown, error)

    @property
    def shown(self) -> list[SideForm]:
        """List the blocks that were filled in: they are the sides of the draft, in order."""
        return [
            side for side in self.sides if side.cleaned_data["name"] or side.cleaned_data["people"]
        ]

    def _side_typed(self, side: Any, boxes: Mapping[str, Lines]) -> SideTyped:
        return replace(side.typed(), people=self._fresh(f"{key_of(side)}:people", boxes), said="")

    def _fresh(self, box: str, boxes: Mapping[str, Lines]) -> str:
        return "\n".join(parted(self.told.rows.get(box, []), boxes[box])[0])

    def _draft(self, draft: MeetingDraft) -> MeetingDraft:
        """Give what is new the level of the event, and leave all that is not typed here."""
        event = self.told.event
        sides = tuple(
            self._with_others(one, side) for one, side in zip(draft.sides, self.shown, strict=True)
        )
        return replace(
            draft,
            hosts=(),
            sides=sides,
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
        draft = self._draft(self.reading.draft)
        sides = tuple(
            self._side_change(side, one, changed)
            for one, side in zip(draft.sides, self.shown, strict=True)
        )
        return Change(
            event=self.told.event,
            draft=draft,
            columns=tuple(name for name in SINGLE if name in changed),
            sides=sides,
            gone=tuple(gone),
            order=tuple(one for box in changed for one in self._order(box, boxes[box])),
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

    def _order(self, box: str, lines: Lines) -> Iterable[tuple[uuid.UUID, int]]:
        """Put the people who stand into the order of their lines, where that was changed."""
        rows = [
            (text, row)
            for text, row in self.told.rows.get(box, [])
            if isinstance(row, Participation)
        ]
        kept, left = [], list(rows)
        for text in lines:
            found = next((one for one in left if one[0] == text), None)
            if found:
                left.remove(found)
                kept.append(found[1])
        places = sorted(row.order for row in kept)
        return [
            (row.pk, place) for row, place in zip(kept, places, strict=True) if row.order != place
        ]


def _tells_others(draft: SideDraft) -> bool:
    return draft.list_incomplete or any(person.text for person in draft.people)
