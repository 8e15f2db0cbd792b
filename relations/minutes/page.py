"""What the page of the form does with what was sent: read it back, add a side, or save."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from relations.actions.drafts import Made
from relations.actions.submissions import answered
from relations.minutes import carrying
from relations.minutes.form import MOST, LogForm
from relations.models import Event

RIGHTS: Final = ("relations.add_event", "relations.add_contact", "relations.add_institution")
# Who saved is told so by this cookie, so that the browser lets go of the draft it kept.
COOKIE: Final = "muloqot-logged"
COOKIE_AGE: Final = 24 * 60 * 60


@dataclass(slots=True)
class Sent:
    """What came of sending the form: the form to show, or the event that was made."""

    form: LogForm
    checked: bool = False
    event: UUID | None = None
    fresh: bool = False

    @property
    def earlier(self) -> Event | None:
        """Return the event that the one on the form follows; one query where it follows any."""
        return carrying.event_of(self.form.user, self.form.data.get("carried", ""))

    @property
    def context(self) -> dict[str, Any]:
        reading = self.form.reading if self.checked else None
        return {
            "form": self.form,
            "checked": self.checked,
            "reading": reading,
            "made": grouped(self.form.planned.made) if self.form.planned and reading else [],
            "open": reading.open_questions if reading else [],
            "full": len(self.form.sides) >= MOST,
            "fresh": self.fresh,
            "unsent": bool(self.form.files),
        }


def blank(user: Any) -> Sent:
    form = LogForm(user, initial={"once": uuid.uuid4().hex, "kind": "meeting"})
    return Sent(form, fresh=True)


def opened(user: Any, asked: Mapping[str, str]) -> Sent | None:
    """Show the form as an address asks for it: empty, or as what follows an event.

    Nothing where the user sees no such event.
    """
    way = next((way for way in carrying.WAYS if way in asked), None)
    if way is None:
        return blank(user)
    carried = carrying.find(user, f"{way}:{asked[way]}", "")
    if carried is None:
        return None
    form = LogForm(user, {**carried.typed, "once": uuid.uuid4().hex})
    form.is_valid()  # reads it
    return Sent(form, checked=True, fresh=True)


def send(user: Any, data: Mapping[str, str], files: Any = None) -> Sent:
    """Do what the pressed button says.

    A save needs that its reading was shown and left no question open: else it is shown.
    """
    form = LogForm(user, data, files)
    if data.get("do") == "add":
        form.add_side()
        return Sent(form)
    sent = Sent(form, checked=True)
    key = data.get("once", "")
    if data.get("do") == "save" and (first := answered(user, key, digest=form.digest)):
        sent.event = UUID(first["event"])
        return sent
    if not form.is_valid() or data.get("do") != "save":
        return sent
    assert form.reading is not None  # noqa: S101 - a valid form has been read
    if data.get("read") == form.typed_digest and not form.reading.open_questions:
        sent.event = form.save()
    return sent


def grouped(made: list[Made]) -> list[tuple[str, list[str]]]:
    """Gather what will be made by its kind."""
    found: dict[str, list[str]] = {}
    for one in made:
        found.setdefault(one.kind, []).append(one.label)
    return list(found.items())


def let_go(answer: Any, request: Any) -> None:
    """Tell the browser that the draft it kept is saved."""
    key = request.POST["once"]
    answer.set_cookie(
        COOKIE, key, max_age=COOKIE_AGE, secure=request.is_secure(), samesite="Strict"
    )
