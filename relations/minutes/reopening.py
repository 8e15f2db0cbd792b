"""What the page of a logged event does with what was sent: merge, read back, or save.

The form carries the text it was opened on. When a colleague saved meanwhile, what does not clash
is merged, and what does is shown in three columns; every line typed stays in its box.
"""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from relations.actions import changing
from relations.actions.changing import Change
from relations.minutes.boxes import boxes_of, count_of, data_of
from relations.minutes.changing import ChangeForm
from relations.minutes.form import MOST, SideForm, place_faults
from relations.minutes.merging import Lines, Merged, choose, merge
from relations.minutes.telling import LISTS, tell, unsealed
from relations.models import Event, SideRole

# Answers to what was asked back stay with the form whatever is merged.
_ANSWERS: Final = re.compile(r"(?:once|(?:contact|institution|event|series)-[0-9a-f]{12})$")
STRANGE: Final = _("This page is too old or was not made here. What you typed stands below.")


@dataclass(frozen=True, slots=True)
class Difference:
    """A box that a colleague changed meanwhile: what it was, what they made of it, what I wrote."""

    label: str
    was: Lines
    now: Lines
    typed: Lines
    clash: bool


@dataclass(slots=True)
class Sent:
    """What came of sending the form: the form to show, and whether the event was changed."""

    form: ChangeForm
    checked: bool = False
    done: bool = False
    fresh: bool = False
    differences: list[Difference] = field(default_factory=list)

    @property
    def saved(self) -> str:
        """Say what was saved."""
        merged = _("Saved, with what a colleague saved meanwhile.")
        return str(merged if self.differences else _("Saved."))

    @property
    def context(self) -> dict[str, Any]:
        reading = self.form.reading if self.checked else None
        made: dict[str, list[str]] = {}
        for one in self.form.made if reading else []:
            made.setdefault(one.kind, []).append(one.label)
        return {
            "form": self.form,
            "checked": self.checked,
            "reading": reading,
            "made": list(made.items()),
            "open": reading.open_questions if reading else [],
            "full": len(self.form.sides) >= MOST,
            "fresh": self.fresh,
            "differences": self.differences,
            "unsent": bool(self.form.files),
        }


def opened(user: Any, event: Event) -> Sent:
    """Show an event in the form."""
    told = tell(user, event)
    keys = [str(pk) for pk in told.ids]
    data = data_of(told.boxes, keys, once=uuid.uuid4().hex, was=told.seal())
    return Sent(ChangeForm(user, told, data, fresh=True), fresh=True)


def send(user: Any, event: Event, data: Mapping[str, str], files: Any = None) -> Sent:
    """Do what the pressed button says: read back, add a side, or save.

    A save is made from what stands once the event is locked.
    """
    if data.get("do") == "add":
        place = count_of(data)
        more = {f"side-{place}-role": SideRole.PARTY.value, "sides": str(min(place + 1, MOST))}
        return Sent(ChangeForm(user, tell(user, event), {**_plain(data), **more}, files))
    if data.get("do") != "save":
        return _met(user, event, data, files)[0]
    sent: list[Sent] = []

    def make() -> Change | None:
        now = Event.objects.select_related("kind").get(pk=event.pk)
        found, ready = _met(user, now, data, files)
        sent.append(found)
        return found.form.change() if ready else None

    try:
        done = changing.change(user=user, event=event, make=make)
    except ValidationError as error:
        sent = sent or [_met(user, event, data, files)[0]]
        place_faults(sent[0].form, sent[0].form.shown, error)
        done = False
    sent[0].done = done
    return sent[0]


def _met(user: Any, event: Event, data: Mapping[str, str], files: Any) -> tuple[Sent, bool]:
    """Meet what colleagues saved meanwhile; say whether what was typed is ready to be saved."""
    told = tell(user, event)
    was = unsealed(event, data.get("was", ""))
    typed = ChangeForm(user, told, _plain(data))
    differences, boxes = _merged(typed, was, boxes_of(data))
    keys = list(dict.fromkeys(box.rpartition(":")[0] for box in boxes if ":" in box))
    standing = {str(pk) for pk in told.ids}
    keys = [
        key for key in keys if key.startswith("side-") or key in standing or boxes[f"{key}:name"]
    ]
    answers = {name: value for name, value in _plain(data).items() if _ANSWERS.match(name)}
    form = ChangeForm(user, told, data_of(boxes, keys, **answers), files)
    sent = Sent(form, checked=True, differences=differences)
    ready = form.is_valid() and not any(one.clash for one in differences)
    if was is None:
        form.add_error(None, STRANGE)
        return sent, False
    if not ready or form.reading is None or form.reading.open_questions:
        return sent, False
    return sent, data.get("read") == typed.typed_digest


def _merged(
    form: ChangeForm, was: Mapping[str, Lines] | None, mine: dict[str, Lines]
) -> tuple[list[Difference], dict[str, Lines]]:
    """Merge box by box what stands with what was typed; compare where it is not known from what."""
    differences: list[Difference] = []
    boxes: dict[str, Lines] = {}
    for box in dict.fromkeys([*mine, *form.told.boxes]):
        now = form.told.boxes.get(box, ())
        before = was.get(box, ()) if was is not None else ()
        typed = mine.get(box, before)
        listed = box in LISTS or box.endswith((":people", ":said"))
        met = (merge if listed else choose)(before, now, typed)
        if was is None and box in mine:
            met = Merged(typed, clash=typed != now)
        boxes[box] = met.lines
        if met.clash or (was is not None and before != now):
            differences.append(Difference(_label(form, box), before, now, typed, met.clash))
    return differences, boxes


def _plain(data: Mapping[str, str]) -> dict[str, str]:
    return dict(data.items())


def _label(form: ChangeForm, box: str) -> str:
    """Name a box as the form does."""
    key, colon, name = box.rpartition(":")
    if not colon:
        return str(form.fields[box].label)
    side = next((str(one) for one in form.told.boxes.get(f"{key}:name", ())), "")
    return f"{side}: {SideForm.base_fields[name].label}" if side else name
