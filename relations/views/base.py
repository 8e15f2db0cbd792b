"""What every page about a noun keeps to, and the list of any noun."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from relations.actions.several import fields_of, right_to_change
from relations.exports import COLUMNS
from relations.exports.base import Column, Kind, Label, fetch
from relations.exports.nouns import MODELS
from relations.filters import FILTERS
from relations.filters.base import NounFilters
from relations.views import exporting, naming, paging, panel, saved
from relations.views.blocks import ordered
from relations.views.nouns import NOUNS, Noun
from relations.views.tables import Head, table


class NounPage(PermissionRequiredMixin, TemplateView):
    """A page about one noun, for those who may read that noun at all."""

    noun: str = ""

    @property
    def model(self) -> type[Model]:
        return MODELS[self.noun]

    @property
    def words(self) -> Noun:
        return NOUNS[self.noun]

    def get_permission_required(self) -> tuple[str]:
        return (f"relations.view_{self.model._meta.model_name}",)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(noun=self.noun, words=self.words, **kwargs)

    def seen(self, model: type[Model] | None = None) -> QuerySet:
        """Return the rows of a model that the reader may see."""
        rows: QuerySet = (model or self.model).objects.visible_to(self.request.user)  # type: ignore[attr-defined]
        return rows


@dataclass(frozen=True, slots=True)
class Choice:
    """A column one may choose."""

    name: str
    label: Label
    chosen: bool


class NounList(NounPage):
    """A filtered, ordered list; one address is one list, whatever button led to it."""

    template_name = "relations/list.html"
    doubts: naming.Doubts = {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if "" in request.GET.values() or set(request.GET.getlist("fields")) == self.usual:
            return redirect(f"{request.path}{_clean(request, self.usual)}")
        if exporting.wanted(self.noun, request):
            return self.file(request)
        if named := self.named():
            return redirect(f"{request.path}?{named.urlencode()}")
        context = self.get_context_data(**kwargs)
        status = 400 if set(context["panel"].errors) - set(self.doubts) else 200
        return self.render_to_response(context, status=status)

    def get_context_data(
        self, refused: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        seen = self.seen()
        filters = self.filters
        count = paging.taken(filters)
        drawn = panel.draw(
            self.noun,
            filters,
            self.query,
            more=self.request.GET.getlist(panel.MORE),
            few=not count.more,
            which=self.doubts,
        )
        drawn.errors.update(refused or {})
        order = self.order(drawn.errors)
        columns = self.columns(drawn.errors)
        cursor = self.request.GET.get("cursor", "")
        rows = filters.qs if not drawn.errors else seen.none()
        page = paging.cut(
            rows,
            order,
            cursor,
            among=seen,
            brought=lambda few: fetch(columns, few, self.request.user),
        )
        return super().get_context_data(
            panel=drawn,
            problems=[(panel.label_of(name), found) for name, found in drawn.errors.items()],
            files=exporting.links(self.noun, self.query, self.words.order),
            table=table(columns, page.rows, [self.head(column) for column in columns]),
            count=None if cursor else count,
            next=self.turned(page.next),
            previous=self.turned(page.previous),
            first=panel.without(self.request.GET) if cursor else "",
            several=self.several(),
            choices=[
                Choice(column.name, column.label, column in columns)
                for column in COLUMNS[self.noun]
            ],
            **saved.context(self.noun, self.request, self.query),
            **kwargs,
        )

    def named(self) -> QueryDict | None:
        """Return the query with the ids of the records that it names, if that says more.

        Keeps in ``doubts`` the names that may mean several records, or none.
        """
        told, self.doubts = naming.by_name(self.filters, self.query)
        if told == self.query:
            return None
        told.setlist(panel.MORE, self.request.GET.getlist(panel.MORE))
        return told

    def several(self) -> str:
        """Return where several records of this list are changed, for those who may."""
        if not fields_of(self.model) or not self.request.user.has_perm(right_to_change(self.model)):
            return ""
        return f"bulk/{panel.without(self.request.GET)}"

    def file(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the whole list as a file, or with the page that says why there is none."""
        filters = self.filters
        errors: dict[str, Any] = dict(filters.errors)
        order = self.order(errors)
        told: Any = errors
        if not errors:
            told = exporting.file(self.noun, order.applied(filters.qs), filters.data, request)
        if isinstance(told, HttpResponseBase):
            return told
        context = self.get_context_data(refused=told)
        return self.render_to_response(context, status=400)

    @property
    def usual(self) -> set[str]:
        """Name the columns that are shown unasked; to ask for just these is to ask nothing."""
        return {column.name for column in COLUMNS[self.noun] if column.listed}

    @cached_property
    def query(self) -> QueryDict:
        query = saved.opened(self.noun, self.request.GET, self.request.user)
        query.pop(panel.MORE, None)
        return query

    @cached_property
    def filters(self) -> NounFilters:
        return FILTERS[self.noun](data=self.query, queryset=self.seen(), request=self.request)

    def columns(self, errors: dict[str, Any]) -> list[Column]:
        """Take the columns asked for, else those a list shows unasked; the name is always there."""
        asked = {word for one in self.query.getlist("fields") for word in one.split(",") if word}
        known = COLUMNS[self.noun]
        strange = asked - {column.name for column in known}
        if strange:
            words = ", ".join(sorted(strange))
            errors["fields"] = [_("There is no such column: {names}.").format(names=words)]
        if not asked:
            return [column for column in known if column.listed]
        return [column for column in known if column.name in asked or column.kind is Kind.NAME]

    def order(self, errors: dict[str, Any]) -> paging.Order:
        """Read the order asked for; one that is not to be had is told as an error."""
        asked = self.query.get("sort", self.words.order)
        try:
            return ordered(self.noun, asked)
        except KeyError:
            errors["sort"] = [_("This list cannot be put in that order.")]
            return ordered(self.noun, self.words.order)

    def head(self, column: Column) -> Head:
        if not column.sort:
            return Head(column.label, column.kind)
        asked = self.query.get("sort", self.words.order)
        down = asked.startswith("-")
        standing = asked.removeprefix("-") == column.name
        query = self.request.GET.copy()
        query.pop("cursor", None)
        query["sort"] = f"{'-' if standing and not down else ''}{column.name}"
        order = ("descending" if down else "ascending") if standing else "none"
        return Head(column.label, column.kind, order, f"?{query.urlencode()}")

    def turned(self, cursor: str) -> str:
        if not cursor:
            return ""
        query = self.request.GET.copy()
        query["cursor"] = cursor
        return f"?{query.urlencode()}"


def _clean(request: HttpRequest, usual: set[str]) -> str:
    """Leave out what a form sent empty, so that an address says only what is asked."""
    query = request.GET.copy()
    for name, values in request.GET.lists():
        given = [value for value in values if value]
        query.setlist(name, given)
        if not given or (name == "fields" and set(given) == usual):
            del query[name]
    return f"?{query.urlencode()}" if query else ""
