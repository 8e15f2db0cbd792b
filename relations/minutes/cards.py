"""The small form that takes a pasted card or signature, and reads it back before it is kept."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from relations.actions import cards, placing, submissions
from relations.actions.drafts import PersonDraft
from relations.intake.cards import LONGEST, ReadCard, read
from relations.minutes.form import faults_of
from relations.minutes.matching import NEW, Matcher, Option, Question, field_of
from relations.minutes.places import Countries
from relations.minutes.sides import Chip, LineTold, SideReader
from relations.models import Contact, ContactPoint, ContactPointKind
from relations.models.search import SearchKind
from relations.names.likeness import Reason
from relations.search.matching import match

RIGHTS: Final = ("relations.add_contact", "relations.add_post", "relations.add_institution")
_SURE: Final = frozenset({Reason.EXACT, Reason.ORDER})


@dataclass(slots=True)
class CardTold:
    """A card as it was understood: whose it is, how to reach them, and what stays unread."""

    draft: PersonDraft
    line: LineTold
    points: cards.Points
    rest: list[str] = field(default_factory=list)

    @property
    def open(self) -> bool:
        return any(not question.answer for question in self.line.questions)


class CardReader:
    """Reads one card for a user, who has answered what was asked back of it."""

    def __init__(self, user: Any, answers: Mapping[str, str]) -> None:
        self.user = user
        self.answers = answers

    def read(self, card: ReadCard) -> CardTold:
        assert card.person is not None  # noqa: S101 - asked of a card that names somebody
        name = card.person.name
        points = (
            *((ContactPointKind.EMAIL.value, email) for email in card.emails),
            *((ContactPointKind.PHONE.value, phone) for phone in card.phones),
        )
        question = self.who(name, points)
        chosen = UUID(question.answer) if question and question.answer not in {"", NEW} else None
        line = LineTold(name)
        matcher = Matcher(self.user, self.answers)
        matcher.known[SearchKind.CONTACT, name] = (chosen, None)
        draft = SideReader(matcher, Countries(), "").person(card.person, "", line)
        if question:
            line.questions.insert(0, question)
        if chosen:
            self.tell_posts(chosen, draft, line)
            draft = replace(draft, name=name)
        return CardTold(draft, line, points, card.rest)

    def tell_posts(self, chosen: UUID, draft: PersonDraft, line: LineTold) -> None:
        """Mark the posts that somebody known will be given."""
        contact = Contact.objects.get(pk=chosen)
        for post in draft.posts:
            body = post.body.id if post.body else None
            made = post.body and body is None
            held = placing.standing_post(contact, post.title, body, user=self.user)
            if not post.id and (made or held is None):
                line.chips.append(Chip("new", "post", post.title))

    def who(self, name: str, points: cards.Points) -> Question | None:
        """Ask whether it is one of those of that name or address; one for sure is proposed."""
        values = [value for _kind, value in points]
        reached = Contact.objects.visible_to(self.user).filter(
            pk__in=ContactPoint.objects.filter(value__in=values).values("contact")
        )
        same = [(person.pk, str(person), ", ".join(values), True) for person in reached]
        near = match(self.user, name, kind=SearchKind.CONTACT)
        same += [(one.id, one.name, one.hint, one.reason in _SURE) for one in near]
        by_id = {str(pk): Option(str(pk), shown, hint) for pk, shown, hint, _sure in reversed(same)}
        if not by_id:
            return None
        options = [*reversed(by_id.values()), Option(NEW, name)]
        sure = {str(pk) for pk, _shown, _hint, sure in same if sure}
        question = Question(field_of("contact", name), name, options)
        question.answer = next(iter(sure)) if len(sure) == 1 else ""
        given = self.answers.get(question.name, "")
        if given in {option.value for option in options}:
            question.answer = given
        return question


class CardForm(forms.Form):
    card = forms.CharField(
        label=_("Card or signature"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("name, post, institution, e-mail, phone, as they stand on the card"),
    )
    once = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, user: Any, data: Any = None) -> None:
        super().__init__(data, initial={"once": uuid.uuid4().hex})
        self.user = user
        self.told: CardTold | None = None

    def clean_card(self) -> str:
        text: str = self.cleaned_data["card"]
        found = read(text)
        if found.person is None:
            raise ValidationError(_("No name of a person was found here. Put it in a line alone."))
        self.told = CardReader(self.user, self.data).read(found)
        return text

    @property
    def seal(self) -> str:
        """Name what was read; a save must have been shown the reading of the same."""
        return hashlib.sha256(self.data.get("card", "").encode()).hexdigest()[:24]

    @property
    def digest(self) -> str:
        left_out = ("csrfmiddlewaretoken", "do", "read")
        return submissions.digest_of(
            sorted(one for one in self.data.items() if one[0] not in left_out)
        )

    def save(self) -> UUID | None:
        """Keep what was read; nothing where it was refused, and the form says why."""
        assert self.told is not None  # noqa: S101 - asked of a valid form alone
        try:
            return cards.keep(
                user=self.user,
                person=self.told.draft,
                points=self.told.points,
                key=self.cleaned_data["once"],
                digest=self.digest,
            )
        except ValidationError as error:
            for name, sentences in faults_of(error).items():
                self.add_error(name if name in self.fields else None, sentences)
            return None


def send(user: Any, data: Mapping[str, str]) -> tuple[CardForm, UUID | None]:
    """Keep a card whose reading was shown and left nothing open; else show its reading."""
    form = CardForm(user, data)
    first = submissions.answered(user, data.get("once", ""), digest=form.digest)
    if data.get("do") == "save" and first:
        return form, UUID(first["contact"])
    ready = form.is_valid() and form.told is not None and not form.told.open
    if ready and data.get("do") == "save" and data.get("read") == form.seal:
        return form, form.save()
    return form, None
