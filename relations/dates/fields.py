from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from relations.dates.edtf import DateError, EdtfDate, parse
from relations.dates.reading import LONGEST, read

# Room beyond the longest text of today: PostgreSQL refuses to change the type of a column that a
# generated column is made from.
MAX_LENGTH = 40


def validate_edtf(text: str) -> None:
    try:
        parse(text)
    except DateError as error:
        raise _invalid(error) from error


class EdtfFormField(forms.CharField):
    """Take a date as people write it and clean it to EDTF text; an empty field gives ""."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        if not text:
            return text
        try:
            return read(text, today=timezone.localdate()).text
        except DateError as error:
            raise _invalid(error) from error


class EdtfField(models.CharField):
    """Keep a date with its precision as canonical EDTF text; unknown is "".

    Assigned may be an EdtfDate or EDTF text. What is no EDTF raises ValidationError, in full_clean,
    in a save and in a filter alike.
    """

    default_validators = [validate_edtf]  # which serializers take over, and answer with its message

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", MAX_LENGTH)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "blank": self.blank}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, EdtfDate):
            return value.text
        if not isinstance(value, str) or not value:
            return value
        validate_edtf(value)
        return parse(value).text

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str | EdtfDate):
            value = self.to_python(value)
            setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": EdtfFormField, **kwargs, "max_length": LONGEST})


def _invalid(error: DateError) -> ValidationError:
    return ValidationError(gettext(error.message), code=error.code, params=error.params)
