"""Form fields of the filters: each answers bad input with a sentence, never with an error."""

import unicodedata
import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from relations.dates.edtf import EdtfDate, parse, shown
from relations.dates.fields import EdtfFormField

LONGEST_TEXT = 200
MOST_YEAR = 9999
MOST_WORDS = 20
MOST_VALUES = 100
LARGEST_ID = 2**63 - 1


class ManyInput(forms.TextInput):
    """Join what was given several times, as a multiple select sends it, by commas."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        given = data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]
        return ",".join(str(value) for value in given if value)


class TextField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST_TEXT, **kwargs})

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", super().to_python(value) or "")
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            raise ValidationError(_("This text holds half a letter."))
        return text


class WordsField(TextField):
    """Take a few words, each of which must be found."""

    def clean(self, value: Any) -> Any:
        words = super().clean(value).split()
        if len(words) > MOST_WORDS:
            raise ValidationError(_("Give at most {most} words.").format(most=MOST_WORDS))
        return words


class YearsField(TextField):
    """Take a few years, parted by commas."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        years = [word.strip() for word in text.split(",") if word.strip()]
        strange = [one for one in years if not (one.isascii() and one.isdecimal())]
        strange += [
            one for one in years if one not in strange and not 1 <= int(one[:5]) <= MOST_YEAR
        ]
        if strange or len(years) > MOST_WORDS:
            raise ValidationError(_("Give a few years, parted by commas, such as 2022,2024."))
        return [int(one) for one in years]


class DateField(EdtfFormField):
    """Take a date as people write it; cleans to an EdtfDate, an empty field to None."""

    def clean(self, value: Any) -> EdtfDate | None:
        text = super().clean(value)
        return parse(text) if text else None


class FlagField(forms.TypedChoiceField):
    """Take yes or no in the spellings programs use; cleans to True, False or None."""

    SPELLINGS = {"true": "1", "yes": "1", "on": "1", "false": "0", "no": "0", "off": "0"}

    def __init__(self, **kwargs: Any) -> None:
        choices = [("", "either"), ("1", "yes"), ("0", "no")]
        super().__init__(
            choices=choices, coerce=lambda text: text == "1", empty_value=None, **kwargs
        )

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value))
        return self.SPELLINGS.get(text.lower(), text)


class ManyField(forms.CharField):
    """Take several values parted by commas, each cleaned by ``one``; cleans to a list."""

    widget = ManyInput

    def __init__(self, *, one: forms.Field, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.one = one

    def clean(self, value: Any) -> Any:
        texts = [text.strip() for text in super().clean(value).split(",")]
        texts = list(dict.fromkeys(text for text in texts if text))
        if len(texts) > MOST_VALUES:
            raise ValidationError(_("Give at most {most} values.").format(most=MOST_VALUES))
        return [self.one.clean(text) for text in texts]


class IdField(TextField):
    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return as_id(text) if text else None


class RecordField(TextField):
    """Take what names one row among those the reader may see; cleans to the row.

    ``names`` are lookups beside the id. A hidden row and none at all get the same answer, which
    costs one query for each value.
    """

    def __init__(
        self, *, rows: Callable[[], QuerySet], names: tuple[str, ...] = (), noun: str, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.rows = rows
        self.names = names
        self.noun = noun

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = self.rows().filter(self.named(text)).first()
        if found is None:
            raise ValidationError(
                _("There is no {noun} “{text}”.").format(noun=self.noun, text=shown(text))
            )
        return found

    def named(self, text: str) -> Q:
        asked = Q(pk__in=[])
        for lookup in self.names:
            asked |= Q(**{lookup: text})
        try:
            return asked | Q(pk=as_id(text))
        except ValidationError:
            if not self.names:
                raise
            return asked


class UserField(RecordField):
    """Take a user by name, by number or as ``me``."""

    def __init__(self, *, me: Callable[[], Any], **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "names": ("username",)})
        self.me = me

    def named(self, text: str) -> Q:
        if text == "me":
            return Q(pk=self.me().pk)
        if text.isascii() and text.isdecimal() and int(text) <= LARGEST_ID:
            return Q(pk=int(text)) | Q(username=text)
        return Q(username=text)


def as_id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise ValidationError(_("“{text}” is no id.").format(text=shown(text))) from None


class EitherField(forms.CharField):
    """Take what one of two fields takes, tried in their order."""

    def __init__(self, *, either: tuple[forms.Field, forms.Field], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.either = either

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        first, second = self.either
        try:
            return first.clean(text)
        except ValidationError:
            return second.clean(text)
