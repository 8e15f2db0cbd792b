"""The form of a meeting: few boxes, free text, and what was understood said back before saving."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from relations import access
from relations.actions import meetings, submissions
from relations.actions.drafts import MeetingDraft, Plan
from relations.dates.edtf import parse
from relations.dates.fields import EdtfFormField
from relations.dates.words import say
from relations.minutes import carrying, papers
from relations.minutes.papers import FilesField
from relations.minutes.reading import Reader, Reading, Typed
from relations.minutes.sides import SideTyped
from relations.models import Confidentiality, EventKind, SideRole

FEWEST, MOST = 2, 12
_LONG: Final = 20_000
# Answers to what was asked back change nothing of what was understood, nor do files: where none is
# chosen a browser sends an empty text in their place.
_NOT_TYPED: Final = re.compile(
    r"(?:csrfmiddlewaretoken|do|read|once|sides|added|(?:contact|institution|event|series|successor)-[0-9a-f]{12})$"
)
# Where the fault of a draft is shown: the field that speaks of that part.
_FIELDS: Final = {
    "places": "place",
    "links": "continues",
    "sources": "source",
    "statements": "said",
    "event": "title",
    "documents": "added",
}


def untold(text: str) -> str:
    """Refuse what hangs in the air until a source tells it."""
    return _("“{text}”: name the source that tells this.").format(text=text[:60])


def area(label: Any, *, rows: int, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, required=False, max_length=_LONG, widget=widget, help_text=help_text
    )


def line(label: Any, *, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=600, help_text=help_text)


class SideForm(forms.Form):
    """One side: its name and institutions, its people, and what it said."""

    name = area(
        _("Side"), rows=1, help_text=_("Uzbek side: Institute for Strategic Studies; another body")
    )
    role = forms.ChoiceField(label=_("Role"), choices=SideRole, required=False)
    people = area(
        _("People, one a line or pasted as a list"),
        rows=4,
        help_text=_("Name — post, unit, institution; second post, institution"),
    )
    said = area(
        _("What they said, one a line"), rows=2, help_text=_("interest: more on climate #energy")
    )

    @property
    def filled(self) -> bool:
        return any(self.cleaned_data[name].strip() for name in ("name", "people", "said"))

    def typed(self) -> SideTyped:
        values = self.cleaned_data
        role = values["role"] or SideRole.PARTY
        name = " ".join(values["name"].split())
        return SideTyped(name, role, values["people"], values["said"])


class LogForm(forms.Form):
    """A meeting or forum as it is typed; ``user`` sees and writes."""

    date = EdtfFormField(
        label=_("When"), required=False, help_text=_("16 May 2024 · December 2023 · 2023년 12월")
    )
    place = area(
        _("Where"), rows=1, help_text=_("venue, city, country; another place in a new line")
    )
    kind = forms.ChoiceField(label=_("Kind"))
    title = line(_("Title"), help_text=_("left empty, the names of the sides"))
    topics = area(_("Topics"), rows=1, help_text=_("parted by commas"))
    continues = area(
        _("Continues"), rows=1, help_text=_("the earlier event: title, December 2023, city")
    )
    series = line(_("Series and edition"), help_text=_("Strategic dialogue, 5"))
    promises = area(
        _("Promises, one a line"),
        rows=2,
        help_text=_("we: send the papers by September 2024 · they: … · both: …"),
    )
    agreements = area(_("Signed there, one a line"), rows=1)
    source = area(_("Source"), rows=1, help_text=_("address, publisher, title"))
    told = area(_("Date as the source prints it; how the year is known"), rows=1)
    figures = area(
        _("Figures, one a line"), rows=1, help_text=_("trade: more than 10 billion USD in 2023")
    )
    notes = area(_("Confidential notes"), rows=2)
    notes_level = forms.ChoiceField(label=_("Notes may be read by"), required=False)
    confidentiality = forms.ChoiceField(label=_("The meeting may be read by"), required=False)
    added = FilesField()
    once = forms.CharField(max_length=64, widget=forms.HiddenInput)
    carried = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)

    # What stands below the sides, and which two boxes share a place there.
    BELOW: ClassVar = (
        *("topics", "continues", "promises", "agreements", "source", "told"),
        *("figures", "series", "notes", "added"),
    )
    PAIR: ClassVar = ("notes_level", "confidentiality")

    def __init__(self, user: Any, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, **options)
        self.user = user
        kinds = EventKind.objects.order_by("-family", "name_en")
        language = get_language() or "en"
        self.fields["kind"].choices = [(kind.code, kind.name_in(language)) for kind in kinds]  # type: ignore[attr-defined]
        for name in ("notes_level", "confidentiality"):
            self.fields[name].choices = levels(user)  # type: ignore[attr-defined]
        self.sides = self._sides()
        self.reading: Reading | None = None
        self.planned: Plan | None = None

    def _sides(self) -> list[SideForm]:
        asked = self.data.get("sides", "") if self.is_bound else ""
        count = int(asked) if asked.isdecimal() and len(asked) < len("100") else FEWEST
        count = min(max(count, FEWEST), MOST)
        roles = [SideRole.HOST, SideRole.GUEST] + [SideRole.PARTY] * MOST
        data = self.data if self.is_bound else None
        return [
            SideForm(data, prefix=f"side-{place}", initial={"role": roles[place]})
            for place in range(count)
        ]

    def add_side(self) -> None:
        place = len(self.sides)
        if place < MOST:
            data = QueryDict(mutable=True)
            data.update(self.data)
            data[f"side-{place}-role"] = SideRole.PARTY
            self.sides.append(SideForm(data, prefix=f"side-{place}"))

    @property
    def below(self) -> list[forms.BoundField]:
        return [self[name] for name in self.BELOW]

    @property
    def pair(self) -> list[forms.BoundField]:
        return [self[name] for name in self.PAIR]

    @property
    def said_date(self) -> str:
        """Return the date as it was understood, in the reader's language."""
        edtf = self.cleaned_data.get("date") if self.is_bound and self.is_valid() else ""
        return say(parse(edtf), get_language() or "en") if edtf else ""

    @property
    def typed_digest(self) -> str:
        """Name what was typed; a save must have been shown the reading of the same."""
        held = sorted(
            (name, value) for name, value in self.data.items() if not _NOT_TYPED.match(name)
        )
        return hashlib.sha256(repr(held).encode()).hexdigest()[:24]

    @property
    def digest(self) -> str:
        """Name all that was sent, answers too: the same sent again is the same meeting."""
        left_out = ("csrfmiddlewaretoken", "do", "read", "added")
        held = sorted((name, value) for name, value in self.data.items() if name not in left_out)
        return submissions.digest_of(held)

    def clean(self) -> dict[str, Any]:
        """Read everything, plan it, and tell each fault at its field."""
        values = super().clean() or {}
        ready = [side.is_valid() for side in self.sides]
        if not all(ready) or self.errors:
            return values
        typed = Typed(
            sides=tuple(side.typed() for side in self.sides),
            **{name: values[name] or _initial(name) for name in _TYPED},
        )
        answers: Mapping[str, str] = self.data
        carried = carrying.find(self.user, values["carried"], values["date"])
        reader = Reader(self.user, answers, timezone.localdate(), carried)
        self.reading = reader.read(typed)
        for name, sentence in self.reading.faults.items():
            self.add_error(name, sentence)
        if not self.reading.draft.sides and not typed.title:
            self.add_error("title", _("Give the event a title, or name a side."))
        if not self.reading.draft.sources:
            self._refuse_untold(self.reading.draft, values["told"])
        if not self.errors:
            self._plan()
        return values

    @cached_property
    def draft(self) -> MeetingDraft:
        """The event as it was read, with the files that were sent along."""
        assert self.reading is not None  # noqa: S101 - asked of a valid form alone
        documents = tuple(papers.drafts(self.cleaned_data["added"]))
        return replace(self.reading.draft, documents=documents)

    def _refuse_untold(self, draft: MeetingDraft, printed: str) -> None:
        for figure in draft.figures:
            self.add_error("figures", untold(figure.indicator))
        if printed.strip():
            self.add_error("told", untold(printed))

    def _plan(self) -> None:
        try:
            self.planned = meetings.plan(user=self.user, draft=self.draft)
        except ValidationError as error:
            place_faults(self, self._shown(), error)

    def _shown(self) -> list[SideForm]:
        """List the blocks that were filled in: they are the sides of the draft, in order."""
        return [side for side in self.sides if side.filled]

    def save(self) -> UUID | None:
        """Log what was read; nothing where it was refused, and the form says why."""
        try:
            return meetings.log(
                user=self.user,
                draft=self.draft,
                key=self.cleaned_data["once"],
                digest=self.digest,
            )
        except ValidationError as error:
            place_faults(self, self._shown(), error)
            return None


def faults_of(error: ValidationError) -> dict[str, list[str]]:
    """Return what is wrong by the path or field it is told by, "" for the whole."""
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def place_faults(form: Any, shown: list[SideForm], error: ValidationError) -> None:
    """Show a fault of the draft at the field that speaks of that part of it.

    ``shown`` are the blocks of the draft's sides, in order.
    """
    for path, sentences in faults_of(error).items():
        first, _dot, rest = path.partition(".")
        if first == "sides":
            number, _dot, part = rest.partition(".")
            name = {"people": "people", "statements": "said"}.get(part.split(".")[0], "name")
            shown[int(number)].add_error(name, sentences)
            form.add_error(None, _("See the lines below."))
            continue
        name = _FIELDS.get(first, first)
        form.add_error(name if name in form.fields else None, sentences)


_TYPED: Final = (
    "kind", "date", "title", "place", "topics", "continues", "series", "promises", "agreements",
    "source", "told", "figures", "notes", "notes_level", "confidentiality",
)  # fmt: skip


def _initial(name: str) -> str:
    return access.INTERNAL if name in {"notes_level", "confidentiality"} else ""


def levels(user: Any) -> list[tuple[str, str]]:
    """List the levels somebody may give: nobody closes a record to themselves."""
    closing = user.has_perm(access.READ_RESTRICTED)
    order = (Confidentiality.INTERNAL, Confidentiality.PUBLIC, Confidentiality.RESTRICTED)
    return [
        (str(level.value), str(level.label))
        for level in order
        if closing or level != Confidentiality.RESTRICTED
    ]
