"""The form of any record: keeps hidden links, refuses a stale save, shows what was refused."""

import hashlib
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.models import construct_instance
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from relations import access
from relations.admin.fields import LinkField, LinksField, bare, in_words
from relations.admin.page import MAIN, Page, page_of


class NounForm(forms.ModelForm):
    """A record or row on a page of the admin; ``request`` is set on a class made per request.

    ``hidden`` names the links whose records the user may not see: shown as empty, and kept when
    the field comes back empty.
    """

    request: ClassVar[HttpRequest]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page: Page = page_of(self.request)
        self.adding: bool = self.instance._state.adding  # noqa: SLF001 - ids are set beforehand
        if self.adding and self.is_bound and self.prefix is None:
            self.instance.pk = self.page.id
        self.hidden: set[str] = set()
        for name, field in self.fields.items():
            if isinstance(field, LinkField):
                self._meet(name, field)
            elif isinstance(field, LinksField):
                field.known = list(self.initial.get(name) or ())
                self._introduce(field)

    def _meet(self, name: str, field: LinkField) -> None:
        """Take the record a link points to, which the page fetched if the user may see it."""
        link: Any = self._meta.model._meta.get_field(name)
        field.known = link.get_cached_value(self.instance, default=None)
        if field.known is None and getattr(self.instance, link.attname) is not None:
            self.hidden.add(name)
            self.initial[name] = None
            field.required = False
        self._introduce(field)

    def _introduce(self, field: Any) -> None:
        known = field.known
        bare(field.widget).known = known if isinstance(known, list) else [known] * bool(known)  # type: ignore[attr-defined]

    @property
    def was(self) -> str:
        """Return a short digest of what the database held when the form was made."""
        held = sorted((name, _plain(value)) for name, value in self.initial.items())
        return hashlib.sha256(repr(held).encode()).hexdigest()[:16]

    @property
    def stale(self) -> bool:
        """Say whether somebody saved this since the page was shown."""
        if self.adding or self.page.strange:
            return False
        if self.prefix is None:
            return bool(self.page.version != getattr(self.instance, "version", 0))
        return self.page.rows.get(str(self.instance.pk)) != self.was

    def values(self) -> dict[str, Any]:
        """Return the columns the user changed, and what follows from them."""
        own = {field.name for field in self._meta.model._meta.concrete_fields}
        changed = [name for name in self.changed_data if name in own and name in self.cleaned_data]
        return {**{name: self.cleaned_data[name] for name in changed}, **self.implied()}

    def implied(self) -> dict[str, Any]:
        """Return columns that are not typed but follow from what is.

        Who closes a record without a right to name readers closes it to themselves and their
        teams, since the database wants a restricted record open to somebody.
        """
        closed = self.cleaned_data.get("confidentiality") == access.RESTRICTED
        if not closed or "readers" in self.fields or self.instance.teams or self.instance.readers:
            return {}
        return {"readers": [self.request.user.pk], "teams": access.team_ids(self.request.user)}

    def clean(self) -> dict[str, Any]:
        for name in self.hidden:
            if not self.cleaned_data.get(name):
                self.cleaned_data.pop(name, None)
        if self.stale and self.changed_data:
            self.add_error(None, self.differences())
        if refusal := self.page.refusals.get(self.prefix or MAIN):
            self.refuse(refusal)
        elif self.page.refusals and self.prefix is None:
            self.add_error(None, _("Nothing was saved yet: see the rows below."))
        return self.cleaned_data

    def refuse(self, error: ValidationError) -> None:
        """Show each message at its field, or above the form where the form has no such field."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, messages in error.error_dict.items():
            place = name if name in self.fields and name != NON_FIELD_ERRORS else None
            if place is None or not self.has_error(place):
                self.add_error(place, messages)

    def differences(self) -> list[str]:
        """Say who saved this meanwhile, and field by field what stands now and what was typed."""
        told = [
            _("{person} saved this after you opened it, so nothing was saved.").format(
                person=_whose(self.instance)
            )
        ]
        for name in self.changed_data:
            field = self.fields[name]
            now = getattr(field, "known", None) or self.initial.get(name)
            typed = self.cleaned_data.get(name, self.data.get(self.add_prefix(name)))
            told.append(
                _("{field}: now “{now}”, you typed “{typed}”").format(
                    field=field.label, now=in_words(field, now), typed=in_words(field, typed)
                )
            )
        return [*told, _("Save again to keep what you typed.")]

    def _post_clean(self: Any) -> None:
        """Check the record's own fields; uniqueness and rules are left to the database.

        Django would ask the database for each of them first, and "already exists" tells of
        records one may not see.
        """
        exclude = self._get_validation_exclusions()
        exclude |= {field.name for field in self._meta.model._meta.fields if field.is_relation}
        try:
            self.instance = construct_instance(
                self, self.instance, self._meta.fields, self._meta.exclude
            )
            self.instance.full_clean(
                exclude=exclude, validate_unique=False, validate_constraints=False
            )
        except ValidationError as error:
            self._update_errors(error)

    def _save_m2m(self) -> None:
        """Leave tables of links to the saving of the page, which goes through the actions."""


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return repr(sorted(str(getattr(one, "pk", one)) for one in value))
    return str(value)


def _whose(record: models.Model) -> str:
    saver = getattr(record, "changed_by", None) or _("Somebody")
    when = getattr(record, "changed_at", None)
    if when is None:
        return str(saver)
    return f"{saver} ({date_format(timezone.localtime(when), 'SHORT_DATETIME_FORMAT')})"
