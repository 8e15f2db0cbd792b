"""The kinds of question a parameter can ask; each may stand for a family of parameters.

A question is told where to look: a path on the row itself, or a function from the filter set and
the values to a condition. Whatever lies behind another record is asked of visible rows only.
"""

from collections.abc import Callable, Sequence
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet, TextChoices

from relations.filters import fields
from relations.filters.trees import Ids as Chosen
from relations.filters.trees import below, few
from relations.models import User

Where = str | Callable[[Any, Any], Q]


def aside(_asker: Any, _value: Any) -> Q:
    """Ask nothing: the value is read by another question."""
    return Q()


class Question(django_filters.Filter):
    """One parameter: a field that reads the value, and a place to look for it.

    Declared once and shared by all requests, so it keeps nothing: what it needs to know of a
    request it gets as ``asker``, the filter set.
    """

    field_class: type[forms.Field] = fields.TextField
    about = ""

    def __init__(self, where: Where = aside, *, about: str = "", **extra: Any) -> None:
        super().__init__(**extra)
        self.where = where
        self.about = about or self.about

    def make_field(self, asker: Any) -> forms.Field:
        field: forms.Field = self.field_class(
            label=self.label, help_text=self.about, **self.extra, **self.facts(asker)
        )
        return field

    @property
    def field(self) -> forms.Field:
        """Return a field to look at, such as for its choices; it knows of no request."""
        return self.make_field(None)

    def facts(self, asker: Any) -> dict[str, Any]:
        """Give what the field must know of the request, to be asked for when it cleans a value."""
        return {}

    def condition(self, asker: Any, value: Any) -> Q:
        return self.where(asker, value) if callable(self.where) else Q(**{self.where: value})

    def family(self) -> dict[str, "Question"]:
        """Give the further parameters of this question by the end of their names."""
        return {}

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


class Many(Question):
    """The same question for any of several values: the end ``__in``, or for none: ``__not``."""

    field_class = fields.ManyField

    def __init__(self, one: "Listed", *, negated: bool = False) -> None:
        super().__init__(about=f"{'none' if negated else 'any'} of several, parted by commas")
        self.one = one
        self.negated = negated

    def facts(self, asker: Any) -> dict[str, Any]:
        return {"one": self.one.make_field(asker)}

    def condition(self, asker: Any, value: Any) -> Q:
        condition = self.one.condition_of(asker, value)
        return ~condition if self.negated else condition


class Listed(Question):
    """A question that can be asked for one value or for several; ``where`` gets a list."""

    def __init__(
        self, where: Where, *, blank: bool = False, negatable: bool = False, **extra: Any
    ) -> None:
        super().__init__(where, **extra)
        self.blank = blank
        self.negatable = negatable

    def condition(self, asker: Any, value: Any) -> Q:
        return self.condition_of(asker, [value])

    def condition_of(self, asker: Any, values: list[Any]) -> Q:
        if callable(self.where):
            return self.where(asker, values)
        return Q(**{f"{self.where}__in": values})

    def emptiness(self, asker: Any) -> Q:
        return Q(**{str(self.where): ""})

    def family(self) -> dict[str, Question]:
        found: dict[str, Question] = {"__in": Many(self)}
        if self.negatable:
            found["__not"] = Many(self, negated=True)
        if self.blank:
            found["__isnull"] = Empty(self)
        return found


class Empty(Question):
    """Whether nothing is told: 1 for yes, 0 for no."""

    field_class = fields.FlagField
    about = "whether nothing is told"

    def __init__(self, of: Any) -> None:
        super().__init__()
        self.of = of

    def condition(self, asker: Any, value: Any) -> Q:
        empty: Q = self.of.emptiness(asker)
        return empty if value else ~empty

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class Choice(Listed):
    """One of a vocabulary: `kind`, `kind__in`, `kind__not`; `kind__isnull` where it may be empty.

    Of an ``array``, a column that holds several, those rows are found that hold any of the values.
    """

    field_class = forms.ChoiceField

    def __init__(
        self, where: Where, choices: type[TextChoices], *, array: bool = False, **extra: Any
    ) -> None:
        super().__init__(where, negatable=True, choices=[("", "any"), *choices.choices], **extra)
        self.choices = choices
        self.array = array

    def condition_of(self, asker: Any, values: list[Any]) -> Q:
        if self.array:
            return Q(**{f"{self.where}__overlap": values})
        return super().condition_of(asker, values)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.choices.values)}


class Ids(Listed):
    """The ids of the rows themselves; those that are not there are not found."""

    field_class = fields.IdField

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "uuid"}


class Record(Listed):
    """A related record by its id, or by what else names it; ``where`` gets a list of ids."""

    field_class: type[forms.Field] = fields.RecordField
    names: tuple[str, ...] = ()

    def __init__(self, where: Where, model: type[Any], **extra: Any) -> None:
        super().__init__(where, **extra)
        self.related = model

    def rows(self, asker: Any) -> QuerySet:
        return asker.visible(self.related)

    def facts(self, asker: Any) -> dict[str, Any]:
        return {
            "rows": lambda: self.rows(asker),
            "names": self.names,
            "noun": str(self.related._meta.verbose_name),
        }

    def condition_of(self, asker: Any, values: list[Any]) -> Q:
        return super().condition_of(asker, [value.pk for value in values])

    def emptiness(self, asker: Any) -> Q:
        """Count a key that points at a hidden row as empty, like one that points nowhere."""
        return ~Q(**{f"{self.where}__in": self.rows(asker).values("pk")})

    def schema(self) -> dict[str, Any]:
        return {"type": "string"} if self.names else {"type": "string", "format": "uuid"}


class Coded(Record):
    """A row of a vocabulary by its code, name or id: `kind`, `kind__in`, `kind__not`."""

    def __init__(
        self, where: Where, model: type[Any], *, names: Sequence[str], **extra: Any
    ) -> None:
        super().__init__(where, model, negatable=True, **extra)
        self.names = tuple(names)


class Tree(Record):
    """A record and all that stands under it; ``where`` gets the ids of all of them."""

    def condition_of(self, asker: Any, values: list[Any]) -> Q:
        return self.at(asker, self.ids(asker, [value.pk for value in values]))

    def at(self, asker: Any, ids: Chosen) -> Q:
        return self.where(asker, ids) if callable(self.where) else Q(**{f"{self.where}__in": ids})

    def ids(self, asker: Any, chosen: list[Any]) -> Chosen:
        rows = self.rows(asker)
        return few(asker, below(rows, rows.filter(pk__in=chosen).values("pk")))


class Staff(Record):
    """A user by name or number, or ``me``."""

    field_class = fields.UserField
    about = "a user by name or number, or me"

    def __init__(self, where: Where, **extra: Any) -> None:
        super().__init__(where, User, **extra)

    def rows(self, asker: Any) -> QuerySet:
        return User.objects.all()

    def facts(self, asker: Any) -> dict[str, Any]:
        return {**super().facts(asker), "me": lambda: asker.user}

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


class Text(Question):
    """Text that one of some columns holds, in any case."""

    def __init__(self, *paths: str, **extra: Any) -> None:
        super().__init__(**extra)
        self.paths = paths

    def condition(self, asker: Any, value: Any) -> Q:
        return holding(value, self.paths)


class Words(Question):
    """Words each of which stands in one of the names; ``where`` gets one word at a time."""

    field_class: type[forms.Field] = fields.WordsField
    about = "words of the name, in any spelling held"

    def condition(self, asker: Any, value: Any) -> Q:
        found = Q()
        for word in value:
            found &= super().condition(asker, word)
        return found


class Years(Words):
    """Years each of which must be answered for; ``where`` gets one at a time."""

    field_class = fields.YearsField
    about = "years, parted by commas: all of them"


class Flag(Question):
    field_class = fields.FlagField

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class Number(Question):
    field_class = forms.IntegerField

    def __init__(self, where: Where, *, most: int, least: int = 0, **extra: Any) -> None:
        super().__init__(where, min_value=least, max_value=most, **extra)

    def schema(self) -> dict[str, Any]:
        return {
            "type": "integer",
            "minimum": self.extra["min_value"],
            "maximum": self.extra["max_value"],
        }


class Amount(Question):
    field_class = forms.DecimalField

    def __init__(self, where: Where, **extra: Any) -> None:
        super().__init__(where, max_digits=40, decimal_places=10, **extra)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "decimal"}


def holding(text: str, paths: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(**{f"{path}__icontains": text})
    return found
