"""The form in which one chooses what is to change in several records at once."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from relations.access import READ_RESTRICTED, RESTRICTED, team_ids
from relations.actions.several import ADDED, TAKEN, fields_of, topics_of
from relations.dates.fields import EdtfField, EdtfFormField
from relations.models import Confidentiality, EventKind, Place, PlaceKind, Team, Topic, User
from relations.templatetags.words import called

NONE = "-"
TEAM = "team"


def _rows(model: type[Model]) -> QuerySet:
    """Return the rows a field may be set to."""
    if model is Place:
        return Place.objects.filter(kind=PlaceKind.COUNTRY)
    return User.objects.filter(is_active=True) if model is User else EventKind.objects.all()


class ChangeForm(forms.Form):
    """A field for each value that may be set; what is left empty stays as it is.

    A topic is added or taken away; a record is closed to one of the teams of who closes it.
    """

    def __init__(self, user: Any, model: type[Model], data: Any = None) -> None:
        super().__init__(data)
        self.known: dict[str, Any] = {}
        for name in fields_of(model):
            field: Any = model._meta.get_field(name)
            self.fields[name] = self.field_of(field)
            self.fields[name].label = capfirst(str(field.verbose_name))
        if topics_of(model):
            every = list(Topic.objects.all())
            self.fields[ADDED] = self.choice(ADDED, every, label=_("Add the topic"))
            self.fields[TAKEN] = self.choice(TAKEN, every, label=_("Take the topic away"))
        own = Team.objects.filter(pk__in=team_ids(user)) if user.has_perm(READ_RESTRICTED) else ()
        if "confidentiality" in self.fields and own:
            self.fields[TEAM] = self.choice(TEAM, own, label=_("Close to the team"))

    def choice(
        self, name: str, rows: Iterable[Model], *, none: bool = False, **options: Any
    ) -> forms.Field:
        """Offer records by what they are called."""
        known = sorted(rows, key=called)
        self.known[name] = {str(row.pk): row for row in known}
        choices = [(str(row.pk), called(row)) for row in known]
        nothing = [(NONE, _("nothing"))] if none else []
        return forms.ChoiceField(
            choices=[("", _("leave as it is")), *nothing, *choices], required=False, **options
        )

    def field_of(self, field: Any) -> forms.Field:
        if isinstance(field, EdtfField):
            return EdtfFormField(required=False)
        if isinstance(field, ForeignKey):
            rows = _rows(field.remote_field.model)
            return self.choice(field.name, rows, none=field.blank)
        # who closes a record says to whom: to a team, below, or on the record's own page
        choices = [
            (code, str(words))
            for code, words in field.choices
            if code != Confidentiality.RESTRICTED
        ]
        none = [(NONE, _("nothing"))] if field.blank else []
        return forms.ChoiceField(
            choices=[("", _("leave as it is")), *none, *choices], required=False
        )

    def clean(self) -> None:
        if not self.errors and not any(self.cleaned_data.values()):
            raise ValidationError(_("Choose what is to change."))
        if self.cleaned_data.get(TEAM) and self.cleaned_data.get("confidentiality"):
            self.add_error(TEAM, _("Choose who may read it, or the team, not both."))

    @property
    def values(self) -> dict[str, Any]:
        """Give the values to set, of a link the record."""
        found: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            rows = self.known.get(name)
            if value and rows is not None:
                found[name] = rows.get(value)
            elif value:
                found[name] = "" if value == NONE else value
        if team := found.pop(TEAM, None):
            found |= {"confidentiality": RESTRICTED, "teams": [team.pk]}
        return found
