"""The rows of a record on its page: only the visible ones, and each refused when stale."""

import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from relations.actions.resting import blocked
from relations.admin.fields import LinkField
from relations.admin.forms import NounForm
from relations.admin.page import page_of

GONE = _(
    "Somebody removed a row while this page was open; it is left out below. Add it anew if it is "
    "still wanted, and save again."
)
CHANGED = _(
    "A row you want removed was changed by somebody else after you opened this page; look it over "
    "and save again."
)


class RowFormSet(BaseInlineFormSet):
    request: ClassVar[HttpRequest]
    data: Any
    files: Any
    prefix: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gone = False
        self.places: list[int] = []
        if self.is_bound:
            self._leave_out_the_gone()

    def _leave_out_the_gone(self) -> None:
        """Drop posted rows that are no longer there, or never were visible, and number anew."""
        known = {str(row.pk) for row in super().get_queryset()}
        initial, total = self.initial_form_count(), self.total_form_count()
        lost = {
            place
            for place in range(min(initial, total))
            if str(self.data.get(f"{self.prefix}-{place}-id")) not in known
        }
        if not lost:
            return
        self.gone = any(f"{self.prefix}-{place}-DELETE" not in self.data for place in lost)
        kept = self.places = [place for place in range(total) if place not in lost]
        self.data = _numbered(self.data, self.prefix, kept)
        self.files = _numbered(MultiValueDict(self.files), self.prefix, kept)
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(len(kept))
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(initial - len(lost))
        del self.__dict__["management_form"]

    def get_queryset(self) -> Any:
        """Return the rows of the forms, in their order: the page pairs the two by position."""
        if self.is_bound and "forms" in self.__dict__:
            return [form.instance for form in self.initial_forms]
        return super().get_queryset()

    @cached_property
    def empty_form(self) -> Any:
        """Give the form that new rows are made like: a page asks for it three times."""
        return super().empty_form

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        self.fk.set_cached_value(form.instance, self.instance)
        if self.is_bound and form.adding:
            # The place it was posted at, so that the same page posted twice means the same row.
            place = self.places[i] if self.places else i
            form.instance.pk = page_of(self.request).row_id(f"{self.prefix}-{place}")
        return form

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if removing := form.fields.get("DELETE"):
            # It stands under the head of a table, and has no label there.
            removing.widget.attrs["aria-label"] = str(removing.label)
        if not form.adding:
            # Django would ask the database for every row whether its own id exists.
            key = form.fields["id"]
            form.fields["id"] = own = LinkField(key.queryset, required=True, widget=key.widget)
            own.initial, own.known = form.instance.pk, form.instance

    def to_remove(self: Any) -> list[NounForm]:
        return [form for form in self.initial_forms if self.marked(form)]

    def marked(self: Any, form: Any) -> bool:
        return bool(self.can_delete and self._should_delete_form(form))

    def to_add(self: Any) -> list[NounForm]:
        return [form for form in self.extra_forms if form.has_changed() and not self.marked(form)]

    def to_change(self: Any) -> list[NounForm]:
        return [form for form in self.initial_forms if form.has_changed() and not self.marked(form)]

    def clean(self) -> None:
        super().clean()
        if self.gone:
            raise ValidationError(GONE)
        for form in self.to_remove():
            if form.stale:
                raise ValidationError(CHANGED)
            if why := blocked(form.instance, self.request.user):
                raise ValidationError(why)


def _numbered(data: Any, prefix: str, kept: list[int]) -> Any:
    """Return what was posted with the rows of one set numbered anew; the others fall out."""
    places = {old: new for new, old in enumerate(kept)}
    pattern = re.compile(rf"{re.escape(prefix)}-(\d+)-(.+)")
    fresh: MultiValueDict[str, Any] = MultiValueDict()
    for key, values in data.lists():
        match = pattern.fullmatch(key)
        if not match:
            fresh.setlist(key, values)
        elif int(match[1]) in places:
            fresh.setlist(f"{prefix}-{places[int(match[1])]}-{match[2]}", values)
    return fresh
