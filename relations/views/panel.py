"""Draw the filters of a list: the usual ones as controls, and a chip for each that is on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from relations.filters.asking import Choice, Ids, Many, Record, Staff
from relations.filters.base import RESERVED
from relations.filters.fields import FlagField, ManyField
from relations.filters.reach import Kinds, Places, TopicText
from relations.models import EventKind, Place, PlaceKind, Topic
from relations.templatetags.words import called
from relations.views import naming
from relations.views.facets import facets
from relations.views.nouns import FILTER_ENDS, FILTER_WORDS, NOUNS

SEARCH = "q"
MORE = "more"
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Option:
    """A choice, and how many rows it would leave where that was counted."""

    value: str
    name: str
    number: int | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """One filter of the panel; with ``options`` it is a choice, else a text to type.

    To what is typed something may be ``suggested``.
    """

    name: str
    label: str
    value: str
    errors: Sequence[str]
    options: Sequence[Option] = ()
    several: bool = False
    suggested: Sequence[Option] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, in words, and the address of the list without it."""

    label: str
    value: str
    href: str
    errors: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Panel:
    search: Control | None
    controls: Sequence[Control]
    chips: Sequence[Chip]
    kept: Sequence[tuple[str, str]]
    further: Sequence[Option] = ()
    opened: bool = False
    errors: dict[str, Sequence[str]] = field(default_factory=dict)


def draw(
    noun: str,
    filters: Any,
    data: QueryDict,
    *,
    more: Sequence[str] = (),
    few: bool = True,
    which: Mapping[str, Sequence[tuple[str, str]]] = NOTHING,
) -> Panel:
    """Draw the panel of a bound filter set; ``data`` is the query it was bound to.

    Beside the usual filters it shows those that are on and those asked for by ``more``; ``which``
    gives the records that a name may mean. What each choice would leave is counted where the list
    has ``few`` rows. It stands open only to be filled in: what is on is told by chips, and the
    rows are what one came for.
    """
    errors: dict[str, Sequence[str]] = {
        name: [str(one) for one in found] for name, found in filters.errors.items()
    }
    errors.update((name, [_in_doubt(found)]) for name, found in which.items())
    usual = NOUNS[noun].panel
    counted = facets(filters, usual) if few else {}
    offered = further(filters, usual)
    added = [name for name in offered if name in more or name in data]
    controls = [
        _control(name, filters, data, errors.get(name, ()), counted.get(name), which.get(name))
        for name in (SEARCH, *usual, *added)
        if name in filters.filters
    ]
    search = next((one for one in controls if one.name == SEARCH), None)
    drawn = {SEARCH, "fields", *usual, *added}
    return Panel(
        search=search,
        controls=[one for one in controls if one is not search],
        chips=_chips(filters, data, errors),
        kept=[pair for pair in _given(data) if pair[0] not in drawn],
        further=[Option(name, label_of(name)) for name in offered if name not in added],
        opened=bool(errors) or any(name not in data for name in added),
        errors=errors,
    )


def further(filters: Any, usual: Sequence[str]) -> list[str]:
    """Name the filters that can be added to the panel, in the order of their words.

    Left out is what one cannot type or choose, and what is called as a usual filter is. Of a
    choice, the question for several stands for the one for a single value.
    """
    there = {label_of(name) for name in usual}
    found = [
        f"{name}__in" if isinstance(question, Choice) else name
        for name, question in filters.filters.items()
        if name != SEARCH
        and label_of(name) not in there
        and f"{name}__contains" not in filters.filters
        and _can_be_asked(question)
    ]
    return sorted(found, key=label_of)


def _can_be_asked(question: Any) -> bool:
    if isinstance(question, Ids | Many):
        return isinstance(question, Many) and question.negated
    if isinstance(question, Record):
        return isinstance(question, Places | Kinds | Staff) or question.related in naming.KINDS
    return True


def _in_doubt(found: Sequence[tuple[str, str]]) -> str:
    return _("Several are called so: choose one.") if found else _("Nothing is called so.")


def label_of(name: str) -> str:
    """Say a parameter in words; one that has none is said by its name."""
    base, _sep, end = name.partition("__")
    words = (
        FILTER_WORDS.get(name) or FILTER_WORDS.get(base) or _(base.replace("_", " ")).capitalize()
    )
    if name in FILTER_WORDS or end not in FILTER_ENDS:
        return str(words)
    return f"{words}, {FILTER_ENDS[end]}"


def _places() -> list[tuple[str, str]]:
    """List the regions by their M49 code, then the countries by their ISO code; one query."""
    own = f"name_{(get_language() or 'en')[:2]}"
    rows = Place.objects.exclude(kind=PlaceKind.WORLD).order_by()
    read = rows.values_list("kind", own, "name_en", "alpha2", "m49")  # whole rows take ten ms
    named = [
        (kind == PlaceKind.COUNTRY, name or english, alpha2 or m49 or "")
        for kind, name, english, alpha2, m49 in read
    ]
    return [(code, name) for _country, name, code in sorted(named)]


def _kinds() -> list[tuple[str, str]]:
    """List the kinds of event by their name; one query."""
    named = sorted((called(kind), kind.code) for kind in EventKind.objects.all())
    return [(code, name) for name, code in named]


def _topics(counted: Mapping[Any, int]) -> list[Option]:
    """Name the topics that were counted, those of most rows first; one query if there are any."""
    rows: Any = Topic.objects.filter(pk__in=list(counted)) if counted else []
    named = sorted((-counted[row.pk], called(row)) for row in rows)
    return [Option(name, name, -number) for number, name in named]


def _control(
    name: str,
    filters: Any,
    data: QueryDict,
    errors: Sequence[str],
    counted: Mapping[Any, int] | None,
    which: Sequence[tuple[str, str]] | None,
) -> Control:
    question = filters.filters[name]
    several = isinstance(question, Many)
    value = data.get(name, "")
    chosen = (
        {one for given in data.getlist(name) for one in given.split(",")} if several else {value}
    )
    told = which or _options(question.one if several else question)
    if isinstance(question, Places) and counted and not which:  # of 280, those that leave a row
        told = [one for one in told if one[0] in counted or one[0] in chosen]
    record = filters.asked(name)
    if isinstance(record, Model) and not told:
        told = [(value, called(record))]
    options = [
        Option(code, words, counted.get(code, 0) if counted is not None else None, code in chosen)
        for code, words in told
    ]
    topics = _topics(counted or {}) if isinstance(question, TopicText) else []
    return Control(name, label_of(name), value, errors, options, several and bool(options), topics)


def _options(question: Any) -> Sequence[tuple[str, str]]:
    """Give what can be chosen, none where it is to be typed."""
    if isinstance(question, Places):
        return _places()
    if isinstance(question, Kinds):
        return _kinds()
    if isinstance(question.field, FlagField):
        return [("1", _("yes")), ("0", _("no"))]
    if isinstance(question.field, forms.ChoiceField):
        choices: Any = question.field.choices
        return [(code, str(words)) for code, words in choices if code]
    return []


def _given(data: QueryDict) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in data.lists()
        for value in values
        if name not in ("cursor", "count")
    ]


def _chips(filters: Any, data: QueryDict, errors: Mapping[str, Sequence[str]]) -> list[Chip]:
    return [
        Chip(
            label_of(name),
            _said(filters, name, data),
            without(data, name),
            errors.get(name, ()),
        )
        for name in data
        if name not in RESERVED
    ]


def _said(filters: Any, name: str, data: QueryDict) -> str:
    """Say a value in words: a record by its name, a code by its label, text as it was typed."""
    typed = ", ".join(data.getlist(name))
    cleaned = getattr(filters.form, "cleaned_data", {}).get(name)
    if name not in filters.filters or cleaned in (None, "", []):
        return typed
    values = cleaned if isinstance(cleaned, list) else [cleaned]
    if any(isinstance(value, Model) for value in values):
        return ", ".join(called(value) for value in values)
    one = filters.filters[name].field
    one = one.one if isinstance(one, ManyField) else one
    if isinstance(one, FlagField):
        return _("yes") if cleaned else _("no")
    if isinstance(one, forms.ChoiceField):
        choices: Any = one.choices
        labels = dict(choices)
        return ", ".join(str(labels.get(value, value)) for value in values)
    return typed


def without(data: QueryDict, *names: str) -> str:
    """Return the query of the address less some parameters, and back on the first page."""
    rest = data.copy()
    for name in (*names, "cursor"):
        rest.pop(name, None)
    return f"?{rest.urlencode()}"
