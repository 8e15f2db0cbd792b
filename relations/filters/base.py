"""What every filter set keeps to: unknown parameters are refused, and nothing leaks.

django-filter ignores a parameter it does not know, so that a misspelt one lists everything, and
gives every row when a value is bad. Both are mended here, once: an unknown parameter is an error
under its own name, and a set with an error gives no rows.
"""

from collections.abc import Container, Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.db.models import Lookup, Q, QuerySet, UUIDField
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from relations.filters.asking import Ids, Question
from relations.filters.fields import ManyInput
from relations.models.base import Row

# What the doors read themselves.
RESERVED = frozenset(
    {"page_size", "cursor", "count", "sort", "fields", "expand", "format", "view", "bom", "trailer"}
)

UNKNOWN = _("There is no such filter.")
TWICE = _("Give this once.")


@UUIDField.register_lookup
class Among(Lookup):
    """Ask for ids of a list as one value: thousands of values are slow to send and to read."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*params, list(self.rhs))


class StrictForm(forms.Form):
    """A form of given fields that also answers for the parameters nobody knows."""

    data: Any

    def __init__(self, data: Any, *, asked: dict[str, forms.Field], known: Container[str]) -> None:
        super().__init__(data)
        self.fields = asked
        self.known = known

    def full_clean(self) -> None:
        super().full_clean()
        for name in self.data if self.is_bound else ():
            if name not in self.known:
                self.errors[name] = self.error_class([str(UNKNOWN)])
            elif name in self.fields and self.given_twice(name):
                self.errors[name] = self.error_class([str(TWICE)])

    def given_twice(self, name: str) -> bool:
        several = isinstance(self.fields[name].widget, ManyInput)
        return not several and len(self.data.getlist(name)) > 1


@dataclass(frozen=True, slots=True)
class Given:
    """Values that are clean already."""

    cleaned_data: dict[str, Any]


class NounFilters(django_filters.FilterSet):
    """The filters of one noun; ``request.user`` is the reader whom other records are hidden from.

    A parameter that asks through another record asks over the rows the reader may see; else the
    answer would tell what is hidden. Fields are made for the parameters that were given and no
    others: to copy and clean all ninety of an event took 50 ms a request.
    """

    id = Ids("pk", about="the id of the record")

    def __init__(self, data: Any = None, queryset: Any = None, *, request: Any = None) -> None:
        # Not by way of the parent, which copies every question for every request.
        self.is_bound = data is not None
        self.data = self.read(data)
        self.queryset = queryset
        self.request = request
        self.form_prefix = None
        self.filters = self.base_filters
        self.searched: dict[str, list[Any]] = {}

    @classmethod
    def read(cls, data: Any) -> Any:
        """Take a query as a request has it, or a plain mapping of single values."""
        if data is None or hasattr(data, "getlist"):
            return data
        return MultiValueDict({name: [value] for name, value in data.items()})

    @classmethod
    def get_filters(cls) -> dict[str, Question]:
        """Spread each family of parameters out, and give every parameter its label."""
        spread: dict[str, Question] = {}
        for name, question in super().get_filters().items():
            members = {name: question}
            members.update((name + end, other) for end, other in question.family().items())
            for full_name, member in members.items():
                member.label = full_name.replace("__", " ").replace("_", " ")
            spread.update(members)
        return spread

    @cached_property
    def form(self) -> StrictForm:
        """Return the whole form, cleaned, for a page to show."""
        whole = self._form_of(self.filters)
        whole.full_clean()
        return whole

    @cached_property
    def given(self) -> StrictForm:
        """Return the form of the parameters that were given."""
        return self._form_of([name for name in self.data or () if name in self.filters])

    def _form_of(self, names: Iterable[str]) -> StrictForm:
        asked = {name: self.filters[name].make_field(self) for name in names}
        known = {*self.filters, *RESERVED}
        return StrictForm(self.data, asked=asked, known=known)

    @property
    def errors(self) -> ErrorDict:
        return self.given.errors

    def is_valid(self) -> bool:
        return self.is_bound and not self.errors

    @cached_property
    def qs(self) -> QuerySet:
        if not self.is_bound:
            return self.queryset.all()
        return self.filter_queryset(self.queryset) if self.is_valid() else self.queryset.none()

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        for name, value in self.given.cleaned_data.items():
            if value is not None and value not in ("", []):
                queryset = queryset.filter(self.filters[name].condition(self, value))
        return queryset

    def take(self, most: int) -> int:
        """Count the rows that are found, up to one more than ``most``; one query.

        Where there are no more, whatever asks for these rows from then on asks for their ids: to
        find them by all filters over and over is most of what a narrowed list costs.
        """
        keys = list(self.qs.order_by().values_list("pk", flat=True)[: most + 1])
        if keys and len(keys) <= most:
            self.qs = self.queryset.filter(pk__among=keys)
        return len(keys)

    def but(self, *names: str) -> QuerySet:
        """Filter by all that was asked but some parameters."""
        if not self.asks(*names):
            return self.qs
        return self.without(*names).filter_queryset(self.queryset)

    def asks(self, *names: str) -> bool:
        return any(self.asked(name) not in (None, "", []) for name in names)

    def without(self, *names: str) -> "NounFilters":
        """Ask all that was asked but some parameters; what was read is not read again."""
        other = copy(self)
        cleaned = self.given.cleaned_data
        kept = {name: value for name, value in cleaned.items() if name not in names}
        other.__dict__["given"] = Given(kept)
        return other

    @property
    def user(self) -> Any:
        return getattr(self.request, "user", None) or AnonymousUser()

    def asked(self, name: str) -> Any:
        """Return what another parameter of the same request says, cleaned."""
        return self.given.cleaned_data.get(name)

    def visible(self, model: type[Row]) -> QuerySet:
        return model.objects.visible_to(self.user).order_by()

    def told_of(self, model: type[Row], back: str) -> QuerySet:
        """Give the rows of another model that tell of the rows at hand, which ``back`` leads to.

        These are visible, or they would not be at hand: what guards them is not asked again.
        """
        return model.objects.visible_below(self.user, back).order_by()

    def through(self, model: type[Row], back: str, *conditions: Q, **lookups: Any) -> Q:
        """Ask for rows that a visible row of another model points at by ``back``.

        Rows that point nowhere are left out: of a list with one NULL in it SQL never says that
        something is not there, and the negated question would find nothing.
        """
        rows = self.told_of(model, back)
        rows = rows.filter(*conditions, **lookups, **{f"{back}__isnull": False})
        return Q(pk__in=rows.values(back))

    def named(self, word: str, own: Iterable[str], model: type[Row], back: str) -> Q:
        """Ask for a word in the row's own names or in its further ones."""
        found = self.through(model, back, text__icontains=word)
        for path in own:
            found |= Q(**{f"{path}__icontains": word})
        return found
