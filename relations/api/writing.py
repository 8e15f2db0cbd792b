"""What can be written of a record: the names of its answer, each read into the column behind it."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from relations.actions.given import Given, Implied, New, Part
from relations.actions.resting import rows
from relations.api.naming import Names
from relations.dates.edtf import DateError, parse
from relations.dates.fields import EdtfField
from relations.filters.fields import RecordField, UserField
from relations.models import EventKind, Place, Post, Team, Topic, User
from relations.models.base import Confidential

MOST_ROWS = 1000
UNKNOWN = "There is no such field here to write."
NAMED: dict[type[models.Model], tuple[str, ...]] = {
    Place: ("alpha2", "m49"),
    EventKind: ("code",),
    Topic: ("name_en",),
    Team: ("name",),
}
"""What names a row beside its id; an answer that is sent back has one of these."""
MADE: dict[type[models.Model], type["Write"]] = {}
"""What is sent of records that may be made where they are named."""
HANDLES = ("id", "code", "alpha2", "m49", "username")


class Text(serializers.CharField):
    """A text that is sent as one: a number is none, whatever it would read as."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        text: str = super().to_internal_value(data)
        return text


class Flag(serializers.BooleanField):
    """Yes or no, sent as such: no text and no number stands for either."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Whole(serializers.IntegerField):
    """A whole number that is sent as one."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool | str):
            self.fail("invalid")
        number: int = super().to_internal_value(data)
        return number


@extend_schema_field({"type": "string", "examples": ["2024-05-16", "2023-12"], "nullable": True})
class EdtfText(Text):
    """A date as EDTF text, or as an answer gives it; null and "" say that it is not known."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "allow_null": True, "allow_blank": True})

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if isinstance(data, Mapping):
            data = data.get("edtf")
        return "" if data is None else super().run_validation(data)

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        try:
            return parse(text).text
        except DateError as error:
            raise serializers.ValidationError(error.message % (error.params or {})) from error


@extend_schema_field(
    {
        "oneOf": [
            {"type": "string", "description": "its id, or the code or name that stands for one"},
            {
                "type": "object",
                "description": 'a reference as an answer gives it; {"match": "a name"} for the one '
                'record that bears it; {"create": {…}} for a new one, as sent to its own address',
            },
        ]
    }
)
class Link(serializers.Field):
    """Another record, by its id or as an answer gives it; one that is hidden is as none.

    ``{"match": …}`` and ``{"create": …}`` stand for the record of a name, and for a new one. What
    is to be created in the same words in several places is one record; but a post that is ``own``
    is one of the person it is named for. A topic of a name that stands already is that topic.
    """

    def __init__(self, *, model: type[models.Model], own: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.model = model
        self.own = own

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            for word, read in (("match", self._match), ("create", self._new)):
                if word in data:
                    if len(data) > 1:
                        raise serializers.ValidationError(f"Give nothing beside {word}.")
                    return read(data[word])
            data = next((data[name] for name in HANDLES if data.get(name)), None)
        if not isinstance(data, str) or not data:
            raise serializers.ValidationError("Give an id.")
        known: dict[Any, Any] = self.context["links"]
        if (self.model, data) not in known:
            known[self.model, data] = self._find(data)
        return known[self.model, data]

    def _match(self, name: Any) -> models.Model:
        names: Names = self.context["names"]
        return self.to_internal_value(str(names.find(self.model, name)))

    def _new(self, data: Any) -> New | Topic:
        written = MADE.get(self.model)
        if written is None or (self.model is Post and not self.own):
            raise serializers.ValidationError("This cannot be made here; give an id.")
        links: dict[Any, Any] = self.context["links"]
        key = (self.model, json.dumps({"create": data}, sort_keys=True))
        if key in links and not self.own:
            new: New = links[key]
            return new
        read = written(data=data, context=self.context)
        if not read.is_valid():
            raise serializers.ValidationError({"create": read.errors})
        if self.model is Topic and (standing := _topic(read.validated_data["name_en"])):
            return standing
        links[key] = New(self.model, read.given(read.validated_data), own=self.own)
        return links[key]

    def _find(self, text: str) -> models.Model:
        user = self.context["user"]
        noun = str(self.model._meta.verbose_name)

        def seen() -> QuerySet:
            return rows(self.model, user)

        field: RecordField
        if self.model is User:
            field = UserField(rows=seen, noun=noun, me=lambda: user)
        else:
            field = RecordField(rows=seen, names=NAMED.get(self.model, ()), noun=noun)
        try:
            return field.clean(text)
        except ValidationError as error:
            raise serializers.ValidationError(error.messages) from error


def _topic(name: str) -> Topic | None:
    return Topic.objects.filter(name_en__iexact=name).first()


class Links(serializers.ListField):
    """Several records linked by rows that say nothing but which."""

    def __init__(self, through: type[models.Model], back: str, to: str) -> None:
        column: Any = through._meta.get_field(to)
        super().__init__(
            child=Link(model=column.related_model), required=False, max_length=MOST_ROWS
        )
        self.through, self.back, self.to = through, back, to

    def given(self, value: list[Any]) -> Part:
        unique = dict.fromkeys(value)
        given = [Given({self.to: one}, words={self.to: ""}) for one in unique]
        return Part(self.through, self.back, given)


class ById(serializers.ListField):
    """Teams or people who may read a record, kept on it by their ids."""

    def to_internal_value(self, data: Any) -> list[Any]:
        return [one.pk for one in super().to_internal_value(data)]


class Write(serializers.ModelSerializer):
    """One record as it is sent.

    Uniqueness is left to the database, which holds it anyway: to ask first would tell of hidden
    records. When a record is changed, only what was named is asked for.
    """

    back: ClassVar[str] = ""
    implied: ClassVar[Implied | None] = None
    unsaid: ClassVar[Mapping[str, Any]] = {}

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: Text,
        models.TextField: Text,
        EdtfField: EdtfText,
        models.BooleanField: Flag,
        models.IntegerField: Whole,
        models.PositiveIntegerField: Whole,
        models.PositiveSmallIntegerField: Whole,
    }

    def __init__(self, *args: Any, changing: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.changing = changing

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        if not self.changing:
            return fields
        sent = getattr(self, "initial_data", {})
        return {name: field for name, field in fields.items() if name in sent}

    def build_standard_field(self, field_name: str, model_field: Any) -> tuple[type, dict]:
        kind, options = super().build_standard_field(field_name, model_field)
        options.pop("validators", None)
        if kind is EdtfText:
            options.pop("max_length", None)
        return kind, options

    def build_relational_field(self, field_name: str, relation_info: Any) -> tuple[type, dict]:
        column = relation_info.model_field
        empty = column.null
        return Link, {
            "model": relation_info.related_model, "required": not empty, "allow_null": empty
        }  # fmt: skip

    def get_uniqueness_extra_kwargs(
        self, field_names: Any, declared_fields: Any, extra_kwargs: Any
    ) -> Any:
        return extra_kwargs, {}

    def get_validators(self) -> list[Any]:
        return []

    def to_internal_value(self, data: Any) -> Any:
        unknown: dict[str, list[str]] = {}
        if isinstance(data, Mapping):
            data = {**self.unsaid, **data}
            known = self.get_known()
            unknown = {name: [UNKNOWN] for name in data if name not in known}
        try:
            value = super().to_internal_value(data)
        except serializers.ValidationError as error:
            found: Any = error.detail  # by field, since this is a whole record
            raise serializers.ValidationError({**found, **unknown}) from error
        if unknown:
            raise serializers.ValidationError(unknown)
        return value

    def get_known(self) -> set[str]:
        return {*self.Meta.fields, *self._declared_fields}

    def told(self) -> dict[str, Implied]:
        """Say what goes without saying of the part this is."""
        implied = type(self).implied
        return {} if implied is None else {"implied": implied}

    def given(self, value: Mapping[str, Any]) -> Given:
        """Put what was read into the terms of the actions."""
        values, parts, words = {}, {}, {}
        for name, field in self.fields.items():
            column = str(field.source)
            if column not in value:
                continue
            if isinstance(field, Links):
                parts[name] = field.given(value[column])
            elif isinstance(field, serializers.ListSerializer):
                part: Any = field.child
                given = [part.given(row) for row in value[column]]
                parts[name] = Part(part.Meta.model, part.back, given, **part.told())
            elif name != "id":
                values[column] = value[column]
                words[column] = name
        return Given(values, parts, value.get("id"), words)


def shape(
    name: str,
    model: type[models.Model],
    fields: str,
    *,
    back: str = "",
    implied: Implied | None = None,
    unsaid: Mapping[str, Any] | None = None,
    **declared: serializers.Field,
) -> type[Write]:
    """Make what is written of a model: ``name=display_name owner`` are fields and columns.

    A record with a level has three more, that say who may read it. What is ``implied`` is true of
    a part where nothing else is said, so that it need not be: ``kind?``; ``unsaid`` is what a
    record is read with where it is not sent.
    """
    if issubclass(model, Confidential):
        fields += " confidentiality"
        declared["teams"] = ById(child=Link(model=Team), required=False)
        declared["readers"] = ById(child=Link(model=User), required=False)
    named = [part.rstrip("?").partition("=") for part in fields.split()]
    columns = {word: column or word for word, _is, column in named}
    options: dict[str, dict[str, Any]] = {
        word: {"source": column} for word, column in columns.items() if column != word
    }
    options |= {part[:-1]: {"required": False} for part in fields.split() if part.endswith("?")}
    meta: Any = type(
        "Meta",
        (),
        {"model": model, "fields": [*columns, *declared], "extra_kwargs": options},
    )
    about = f"What is sent of a record: {model._meta.verbose_name_raw}."
    told = {
        "Meta": meta,
        "back": back,
        "implied": implied and staticmethod(implied),
        "unsaid": unsaid or {},
        "__doc__": about,
    }
    return type(name, (Write,), {**told, **declared})


def part(
    name: str,
    model: type[models.Model],
    fields: str,
    *,
    back: str,
    **declared: Any,
) -> Write:
    """Make a list of parts of a record."""
    declared = {"id": serializers.UUIDField(required=False), **declared}
    written = shape(name, model, fields, back=back, **declared)
    return written(many=True, required=False, max_length=MOST_ROWS)
