"""Form fields and widgets: links by typing, dates in words, several choices folded away."""

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.contrib.admin.widgets import (
    AdminTextInputWidget,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from relations.actions.resting import rows
from relations.admin.visible import label
from relations.dates.edtf import DateError
from relations.dates.fields import EdtfFormField
from relations.dates.reading import read
from relations.dates.words import say
from relations.models import Team, User
from relations.models.base import is_uuid

NOTHING = "\N{EN DASH}"


class Known:
    """Draw the chosen options of a select that is filled by typing.

    What the form met already costs no query; a value that is no id, or names what the user may
    not see, is left out.
    """

    known: Iterable[models.Model] = ()

    def optgroups(self: Any, name: str, value: Any, attr: Any = None) -> list[Any]:
        options = []
        if not self.is_required and not self.allow_multiple_selected:
            options.append(self.create_option(name, "", "", selected=False, index=0))
        for place, row in enumerate(self.chosen(value), 1):
            options.append(self.create_option(name, row.pk, label(row), selected=True, index=place))
        return [(None, options, 0)]

    def chosen(self: Any, value: Any) -> Iterator[models.Model]:
        wanted = {str(one) for one in value if one}
        met = [row for row in self.known if str(row.pk) in wanted]
        rest = [one for one in wanted - {str(row.pk) for row in met} if is_uuid(one)]
        yield from met
        if rest:
            yield from self.choices.queryset.filter(pk__in=rest)

    def build_attrs(self: Any, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        attrs: dict[str, Any] = super().build_attrs(base_attrs, extra_attrs)  # type: ignore[misc]
        return {**attrs, "lang": self.i18n_name or "en"}


class Autocomplete(Known, AutocompleteSelect):
    """One record, found by typing."""


class AutocompleteMany(Known, AutocompleteSelectMultiple):
    """Several records, found by typing."""


class LinkField(forms.ModelChoiceField):
    """A foreign key to a visible record; ``known`` is the one it points to now."""

    known: models.Model | None = None

    def label_from_instance(self, obj: models.Model) -> str:
        return label(obj)

    def to_python(self, value: Any) -> Any:
        if self.known and str(value) == str(self.known.pk):
            return self.known
        return super().to_python(value)


class LinksField(forms.ModelMultipleChoiceField):
    """Visible records behind a table of links; ``known`` are those linked now."""

    known: Iterable[models.Model] = ()


class SaidDate(AdminTextInputWidget):
    """A date as people type it, and beside it what was understood, in words."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        box = super().render(name, value, attrs, renderer)
        return format_html('{}<span class="said">{}</span>', box, said(value))


class Folded(forms.CheckboxSelectMultiple):
    """Checkboxes behind a line that names the chosen ones; opens without a script."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        wanted = {str(one) for one in value or ()}
        chosen = [str(text) for key, text in self.choices if str(key) in wanted]
        return format_html(
            '<details class="folded"><summary aria-label="{}">{}</summary>{}</details>',
            self.attrs.get("aria-label", name),
            ", ".join(chosen) or NOTHING,
            super().render(name, value, attrs, renderer),
        )


def said(value: Any) -> str:
    """Put a date, as kept or as typed, into the words of the screen's language."""
    try:
        return say(read(str(value or ""), today=timezone.localdate()), get_language() or "en")
    except DateError:
        return ""


def bare(widget: forms.Widget) -> forms.Widget:
    """Return a widget without the frame of buttons the admin puts around it."""
    return widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget


def array_field(db_field: models.Field, request: HttpRequest) -> forms.Field | None:
    """Return the form field of an array of chosen things, or None for any other field."""
    if not isinstance(db_field, ArrayField):
        return None
    if db_field.name == "teams":
        teams = [(team.pk, team.name) for team in rows(Team, request.user)]
        return _several(_("Teams who may read it"), teams, uuid.UUID)
    if db_field.name == "readers":
        people = [(person.pk, str(person)) for person in rows(User, request.user)]
        return _several(_("People who may read it"), people, int)
    if db_field.base_field.choices:
        name = str(db_field.verbose_name).capitalize()
        return _several(name, list(db_field.base_field.choices), str)
    return None


def _several(name: str, choices: list[Any], coerce: Any) -> forms.Field:
    return forms.TypedMultipleChoiceField(
        label=name,
        choices=choices,
        coerce=coerce,
        empty_value=[],
        required=False,
        widget=Folded(attrs={"aria-label": name}),
    )


def in_words(field: forms.Field, value: Any) -> str:
    """Put the value of a form field into words, for people to compare."""
    if isinstance(value, models.Model):
        return label(value)
    if isinstance(value, list | tuple | models.QuerySet):
        return ", ".join(in_words(field, one) for one in value) or NOTHING
    if value in (None, ""):
        return NOTHING
    if isinstance(field, EdtfFormField):
        return said(value) or str(value)
    choices: Any = {True: _("yes"), False: _("no")} if isinstance(value, bool) else _choices(field)
    return str(choices.get(value, value))


def _choices(field: Any) -> dict[Any, str]:
    listed = isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField)
    return dict(field.choices) if listed else {}
