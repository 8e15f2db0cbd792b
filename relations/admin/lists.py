"""Lists of the admin: visible rows, known filters only, nothing to learn from an order."""

import operator
from functools import reduce
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models import Max, Min, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from relations.actions.resting import rows
from relations.admin.visible import label, links
from relations.dates.edtf import parse
from relations.dates.lookups import overlapping

LONGEST = 200
MOST_WORDS = 20
MOST_CHOICES = 300
MOST_YEARS = 40


class NounList(ChangeList):
    """A list whose linked records are fetched only where they are visible."""

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        self.user = request.user
        self.model_admin: Any
        super().__init__(request, *args)

    def apply_select_related(self, qs: models.QuerySet) -> models.QuerySet:
        names = self.model_admin.list_links
        return qs.prefetch_related(*links(self.model, names, self.user))


class VisibleFilter(admin.RelatedFieldListFilter):
    """A filter by a linked record: only those visible, and only those that occur.

    An id that is not offered is refused alike whether it is hidden or made up.
    """

    include_empty_choice = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {str(pk) for pk, _text in self.lookup_choices}
        if not offered.issuperset(self.lookup_val or ()):
            raise IncorrectLookupParameters

    def has_output(self) -> bool:
        """Show the filter where there is a choice, and where one was made by address."""
        return len(self.lookup_choices) > 1 or bool(self.lookup_val)

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        used = model_admin.get_queryset(request).order_by().values(self.field_path)
        found = rows(field.related_model, request.user).filter(pk__in=used)[:MOST_CHOICES]
        return [(row.pk, label(row)) for row in found]


class YearFilter(admin.SimpleListFilter):
    """A filter by the year in which something may have been."""

    title = _("year")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        found = model_admin.get_queryset(request).aggregate(
            first=Min("date_span__startswith"), last=Max("date_span__startswith")
        )
        if found["first"] is None:
            return []
        first, last = found["first"].year, found["last"].year
        years = range(last, max(first - 1, last - MOST_YEARS), -1)
        return [(f"{year:04}", f"{year:04}") for year in years]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        year = self.value()
        if year is None:
            return queryset
        if year not in dict(self.lookup_choices):
            raise IncorrectLookupParameters
        return queryset.filter(overlapping("date_span", parse(year)))


def lookup_allowed(model_admin: Any, lookup: str, value: Any, request: Any) -> bool:
    """Allow what the filters of the list ask and nothing else.

    Django allows any column and any lookup of the model, and so to guess at hidden text letter
    by letter.
    """
    known = set()
    for item in model_admin.get_list_filter(request):
        if isinstance(item, type):
            known.add(item.parameter_name)  # type: ignore[attr-defined]
        else:
            name = item if isinstance(item, str) else item[0]
            known |= {f"{name}__exact", f"{name}__id__exact"}
    return lookup in known and "\0" not in str(value)


def sortable(model_admin: Any, request: HttpRequest) -> list[str]:
    """Name the columns to sort by: no linked record, whose hidden name would give the order."""
    return [
        name
        for name in model_admin.get_list_display(request)
        if not getattr(_column(model_admin.model, name), "is_relation", False)
    ]


def _column(model: type[models.Model], name: str) -> Any:
    return {field.name: field for field in model._meta.get_fields()}.get(name)


def words_in(model: type[models.Model], fields: tuple[str, ...], text: str) -> Q:
    """Ask that every word stands somewhere: in a name, or in a further name."""
    asked = Q()
    for word in text[:LONGEST].split()[:MOST_WORDS]:
        asked &= reduce(operator.or_, (_holding(model, field, word) for field in fields))
    return asked


def _holding(model: type[models.Model], path: str, word: str) -> Q:
    first, _dunder, rest = path.partition("__")
    field: Any = model._meta.get_field(first)
    if not field.one_to_many:
        return Q(**{f"{path}__icontains": word})
    found = field.related_model.objects.filter(**{f"{rest}__icontains": word})
    return Q(pk__in=found.values(field.field.attname))
