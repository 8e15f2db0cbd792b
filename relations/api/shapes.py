"""The pieces every answer is made of: dates, places, and other records by name and address."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema_field, inline_serializer
from rest_framework import serializers

from relations.api.telling import Told
from relations.dates.edtf import parse
from relations.dates.words import say
from relations.exports.nouns import noun_of

LONGEST_NAME = 200
STAMPS = ("created_at", "changed_at")


def told(text: str) -> dict[str, Any] | None:
    """Give a date as kept, with its first and its last day (both inclusive) and in words."""
    return dict(_told(text, get_language() or "en")) if text else None


@lru_cache(maxsize=4096)
def _told(text: str, language: str) -> dict[str, Any]:
    known = parse(text)
    return {
        "edtf": known.text,
        "from": known.lower.isoformat() if known.lower else None,
        "until": known.upper.isoformat() if known.upper else None,
        "words": say(known, language),
    }


def name_of(record: Model) -> str:
    """Name a record in one line, without asking the database for more."""
    for field in ("display_name", "title", "name_en", "name", "indicator", "status"):
        value = getattr(record, field, None)
        if isinstance(value, str) and value:
            return value
    return str(record)[:LONGEST_NAME]


def line(**options: Any) -> serializers.CharField:
    return serializers.CharField(read_only=True, allow_null=True, **options)


def number(**options: Any) -> serializers.IntegerField:
    return serializers.IntegerField(read_only=True, allow_null=True, **options)


def flag(**options: Any) -> serializers.BooleanField:
    return serializers.BooleanField(read_only=True, **options)


def lines(**options: Any) -> serializers.ListField:
    return serializers.ListField(child=serializers.CharField(), read_only=True, **options)


class Piece(serializers.Field):
    """A part of an answer that is read and never written; None where nothing is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, allow_null=True, **options)


class AmountPiece(serializers.DecimalField):
    def __init__(self, **options: Any) -> None:
        super().__init__(40, 10, read_only=True, allow_null=True, **options)

    def to_representation(self, value: Any) -> str:
        """Write a number as it was given: as text, without the zeros of its column."""
        return f"{value.normalize():f}"


_date: Any = inline_serializer(
    "Date",
    {
        "edtf": serializers.CharField(),
        "from": serializers.DateField(allow_null=True),
        "until": serializers.DateField(allow_null=True),
        "words": serializers.CharField(),
    },
)
# Copied wherever it is used: a serializer empties what it is made of.
_reference: dict[str, serializers.Field] = {
    "id": serializers.UUIDField(),
    "url": serializers.URLField(),
    "name": serializers.CharField(),
}


@extend_schema_field(_date)
class Date(Piece):
    def to_representation(self, value: str) -> dict[str, Any] | None:
        return told(value)


@extend_schema_field(inline_serializer("Reference", {**_reference}))
class Ref(Piece):
    """Another record by id, address and name; None where it is hidden, as where there is none.

    The rows must have been brought by ``seen``: this shows whatever it is given.
    """

    def to_representation(self, value: Any) -> dict[str, Any]:
        return ref(value, self.context["base"])


class NamedRef(Ref):
    """Another record by its key and its name, which both stand on the row: no record is brought."""

    def __init__(self, noun: str, key: str, **options: Any) -> None:
        super().__init__(source="*", **options)
        self.noun, self.key = noun, key

    def to_representation(self, value: Any) -> dict[str, Any] | None:  # type: ignore[override]
        pk = getattr(value, f"{self.key}_id")
        if pk is None:
            return None
        told = {"noun": self.noun, "id": str(pk), "name": getattr(value, f"{self.key}_name")}
        return ref(told, self.context["base"])


def ref(record: Any, base: str) -> dict[str, Any]:
    if isinstance(record, Mapping):  # brought within another row
        url = f"{base}{record['noun']}/{record['id']}/"
        return {"id": record["id"], "url": url, "name": record["name"]}
    return {
        "id": str(record.pk),
        "url": f"{base}{noun_of(record)}/{record.pk}/",
        "name": name_of(record),
    }


@extend_schema_field(
    inline_serializer(
        "PlaceReference",
        {
            "url": serializers.URLField(),
            "alpha2": serializers.CharField(allow_null=True),
            "m49": serializers.CharField(allow_null=True),
            "name": serializers.CharField(),
        },
    )
)
class PlaceRef(Piece):
    def to_representation(self, value: Any) -> dict[str, Any] | None:
        return self.place(value.pk, value.alpha2, value.m49, value.name_en)

    def place(self, pk: Any, alpha2: str | None, m49: str | None, name: str) -> dict[str, Any]:
        url = f"{self.context['base']}places/{pk}/"
        return {"url": url, "alpha2": alpha2, "m49": m49, "name": name}


class NamedPlace(PlaceRef):
    """The country of a row that holds what is told of it: no place is brought."""

    def __init__(self) -> None:
        super().__init__(source="*")

    def to_representation(self, value: Any) -> dict[str, Any] | None:
        if value.country_id is None:
            return None
        return self.place(
            value.country_id, value.country_alpha2, value.country_m49, value.country_name_en
        )


@extend_schema_field(
    inline_serializer(
        "KindReference",
        {**_reference, "code": serializers.CharField(), "family": serializers.CharField()},
    )
)
class KindRef(Piece):
    def to_representation(self, value: Any) -> dict[str, Any]:
        return {**ref(value, self.context["base"]), "code": value.code, "family": value.family}


@extend_schema_field(
    inline_serializer("EventReference", {**_reference, "date": type(_date)(allow_null=True)})
)
class EventRef(Piece):
    """Another event, with the day it was."""

    def to_representation(self, value: Any) -> dict[str, Any]:
        return {**ref(value, self.context["base"]), "date": told(value.date)}


@extend_schema_field(
    inline_serializer(
        "Colleague",
        {"username": serializers.CharField(), "name": serializers.CharField()},
    )
)
class UserRef(Piece):
    def to_representation(self, value: Any) -> dict[str, Any]:
        return {"username": value.username, "name": value.get_full_name()}


@extend_schema_field(
    inline_serializer(
        "Days",
        {
            "from": serializers.DateField(allow_null=True),
            "until": serializers.DateField(allow_null=True),
        },
    )
)
class Days(Piece):
    """The first and the last day (inclusive) of a range; None where it is open."""

    def to_representation(self, value: Any) -> dict[str, Any]:
        last = value.upper and value.upper - timedelta(days=1)
        return {
            "from": value.lower and value.lower.isoformat(),
            "until": last and last.isoformat(),
        }


class Chain(serializers.ListField):
    """The bodies an institution is a unit of, nearest first, from ``chains`` of the context."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=Ref(), read_only=True, allow_null=True, **options)

    def to_representation(self, data: Any) -> list[Any]:
        return [ref(body, self.context["base"]) for body in self.context["chains"][data.pk]]


class Beside(serializers.ListField):
    """Records that were brought beside the row, in the context under the field's own name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read_only=True, **options)

    def to_representation(self, data: Any) -> list[Any]:
        child: Any = self.child
        return [child.to_representation(row) for row in self.context[str(self.field_name)]]


class Refs(serializers.ListField):
    """Several records, each read from a part of the row by ``through``."""

    def __init__(self, *, through: str = "", child: Piece | None = None, **options: Any) -> None:
        super().__init__(child=child or Ref(), read_only=True, **options)
        self.through = through

    def to_representation(self, data: Any) -> list[Any]:
        rows = data.all() if hasattr(data, "all") else data
        found = (getattr(row, self.through) if self.through else row for row in rows)
        child: Any = self.child
        return [child.to_representation(row) for row in found if row is not None]


class NameShape(Told):
    text = serializers.CharField()
    language = serializers.CharField()
    script = line()
    kind = serializers.CharField()
    since = Date()
    until = Date()


class Shape(Told):
    """One record; ``only`` leaves the fields it does not name out."""

    kind_of: ClassVar[str]

    id = serializers.UUIDField(read_only=True)
    url = serializers.SerializerMethodField()
    type = serializers.SerializerMethodField()
    version = serializers.IntegerField(read_only=True)

    def __init__(self, *args: Any, only: Sequence[str] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.only = only

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        return fields if self.only is None else {name: fields[name] for name in self.only}

    def get_url(self, record: Any) -> str:
        return f"{self.context['base']}{noun_of(record)}/{record.pk}/"

    def get_type(self, _record: Any) -> str:
        return self.kind_of


class Guarded(Shape):
    """A record with a level of its own."""

    confidentiality = serializers.CharField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)
    changed_at = serializers.DateTimeField(read_only=True)
