"""The small form by which somebody moves to a new post: the day, the title, where."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from relations.actions import moving, submissions
from relations.actions.drafts import BodyDraft
from relations.dates.edtf import parse
from relations.dates.fields import EdtfFormField
from relations.minutes.form import faults_of
from relations.minutes.matching import NEW, Matcher, Option, Question, field_of, said
from relations.minutes.standing import held_on
from relations.models import Contact, Post
from relations.models.search import SearchKind

RIGHTS: Final = (
    "relations.change_contact",
    "relations.add_post",
    "relations.change_post",
    "relations.add_institution",
)
_CHANGED: Final = _("This post was changed or has ended meanwhile. Look at it again.")


@dataclass(slots=True)
class Places:
    """Reads an institution and a unit of it, and asks back what is not known for sure."""

    matcher: Matcher
    questions: list[Question] = field(default_factory=list)

    def read(self, institution: str, unit: str) -> BodyDraft | None:
        if not institution:
            return None
        found, question = self.matcher.find(SearchKind.INSTITUTION, institution)
        self._ask(question or (None if found else self.only_new("institution", institution)))
        whole = BodyDraft(id=found) if found else BodyDraft(name=institution)
        if not unit:
            return whole
        inner = self.matcher.unit(unit, found) if found else None
        self._ask(None if inner else self.only_new("unit", unit))
        return BodyDraft(id=inner) if inner else BodyDraft(name=unit, inside=whole)

    def only_new(self, kind: str, text: str) -> Question:
        """Ask before something is made that resembles nothing known."""
        name = field_of(kind, text)
        answer = NEW if self.matcher.answers.get(name) == NEW else ""
        return Question(name, text, [Option(NEW, text)], answer, about="new")

    def _ask(self, question: Question | None) -> None:
        if question:
            self.questions.append(question)

    @property
    def open(self) -> bool:
        return any(not question.answer for question in self.questions)


class MoveForm(forms.Form):
    """Which post ends, on which day, and what begins on it."""

    leaves = forms.ChoiceField(
        label=_("Leaves"), required=False, error_messages={"invalid_choice": _CHANGED}
    )
    day = EdtfFormField(label=_("On"), help_text=_("1 July 2024 · July 2024 · 2024년 7월"))
    title = forms.CharField(label=_("New post"), required=False, max_length=300)
    institution = forms.CharField(label=_("Institution"), required=False, max_length=300)
    unit = forms.CharField(
        label=_("Unit of it"), required=False, max_length=300, help_text=_("left empty, the whole")
    )
    once = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, user: Any, contact: Contact, data: Any = None) -> None:
        super().__init__(data, initial={"once": uuid.uuid4().hex})
        self.user = user
        self.contact = contact
        held = _held(user, contact)
        choices = [(f"{post.pk}:{post.version}", said(post)) for post in held]
        self.fields["leaves"].choices = [*choices, ("", _("no post: this one is beside"))]  # type: ignore[attr-defined]
        first = next((post for post in held if post.primary), next(iter(held), None))
        self.initial["leaves"] = f"{first.pk}:{first.version}" if first else ""
        self.places = Places(Matcher(user, self.data))
        self.body: BodyDraft | None = None

    @property
    def digest(self) -> str:
        held = sorted(one for one in self.data.items() if one[0] != "csrfmiddlewaretoken")
        return submissions.digest_of(held)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        title, institution, unit = (
            " ".join(values.get(name, "").split()) for name in ("title", "institution", "unit")
        )
        if not title and not institution:
            self.add_error("title", _("Name the new post, or the institution."))
        if unit and not institution:
            self.add_error("institution", _("Name the institution that this is a unit of."))
        if not self.errors:
            self.body = self.places.read(institution, unit)
        return {**values, "title": title}

    def save(self) -> UUID | None:
        """Move the contact; nothing where it was refused, and the form says why."""
        values = self.cleaned_data
        post, _colon, version = values["leaves"].partition(":")
        move = moving.Move(
            contact=self.contact.pk,
            day=values["day"],
            title=values["title"],
            body=self.body,
            leaves=UUID(post) if post else None,
            version=int(version) if post else None,
        )
        try:
            return moving.move(user=self.user, move=move, key=values["once"], digest=self.digest)
        except ValidationError as error:
            for name, sentences in faults_of(error).items():
                self.add_error(name if name in self.fields else None, sentences)
            return None


def _held(user: Any, contact: Contact) -> list[Post]:
    """List the posts that can be left: none that has an end already."""
    today = parse(timezone.localdate().isoformat())
    return list(held_on(user, today).filter(contact=contact, until=""))


def send(user: Any, contact: Contact, data: Mapping[str, str]) -> tuple[MoveForm, bool]:
    """Move a contact as the form says, and say whether that is done; else the form is shown."""
    form = MoveForm(user, contact, data)
    if submissions.answered(user, data.get("once", ""), digest=form.digest):
        return form, True
    return form, form.is_valid() and not form.places.open and form.save() is not None
