"""What every noun of the API keeps to."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from rest_framework.exceptions import NotFound
from rest_framework.metadata import SimpleMetadata
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from relations.api import expanding, exporting, paging
from relations.api.changing import Changing
from relations.api.parsing import GuardedJSON
from relations.api.problems import BadParameters
from relations.api.schema import NounSchema
from relations.api.shapes import Shape
from relations.api.sorting import read_sort
from relations.exports.nouns import MODELS
from relations.filters import FILTERS, RESERVED, saved
from relations.filters.base import UNKNOWN

EMPTY = "Give a value, or leave this out."
VIEWS: dict[str, Any] = {}
"""The view of each noun, for those that show rows of another."""


class Plain(SimpleMetadata):
    """Answer OPTIONS without the fields to write: the schema has them."""

    def determine_actions(self, request: Any, view: Any) -> dict[str, Any]:
        return {}


class NounViewSet(Changing, GenericViewSet):
    """One noun: a filtered, ordered list in pages, and one record whole, read and written.

    Subclasses name the noun and its two shapes, and say what each shape is read from; every query
    starts at the rows the reader may see. The number of queries depends on no number of rows.
    """

    noun: ClassVar[str]
    row: ClassVar[type[Shape]]
    whole: ClassVar[type[Shape]]
    order: ClassVar[str]

    http_method_names = ["get", "head", "options", "post", "patch", "delete"]
    parser_classes: Any = (GuardedJSON,)
    metadata_class = Plain
    schema = NounSchema()

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "noun" in cls.__dict__:
            VIEWS[cls.noun] = cls

    @property
    def model(self) -> Any:
        return MODELS[self.noun]

    def get_queryset(self) -> QuerySet:
        """Show nothing to whoever forgets to ask ``seen``."""
        rows: QuerySet = self.model.objects.none()
        return rows

    def seen(self) -> QuerySet:
        rows: QuerySet = self.model.objects.visible_to(self.request.user)
        return rows

    @classmethod
    def for_rows(cls, rows: QuerySet, _user: Any) -> QuerySet:
        """Bring what ``row`` reads."""
        return rows

    @classmethod
    def for_whole(cls, rows: QuerySet, user: Any) -> QuerySet:
        """Bring what ``whole`` reads."""
        return cls.for_rows(rows, user)

    def beside_rows(self, rows: list[Any]) -> dict[str, Any]:
        """Bring what ``row`` reads beside the rows themselves."""
        return {}

    def beside(self, record: Any) -> dict[str, Any]:
        """Bring what ``whole`` reads beside the record itself."""
        return self.beside_rows([record])

    @cached_property
    def base(self) -> str:
        """Return the address of the API's root."""
        return self.request.build_absolute_uri(self.request.path.split(f"/{self.noun}/")[0] + "/")

    def shaped(self, shape: type[Shape], records: Any, *, only: Any = None, **context: Any) -> Any:
        many = isinstance(records, list)
        told = {"user": self.request.user, "base": self.base, **context}
        return shape(records, many=many, context=told, only=only).data

    def only(self, shape: type[Shape]) -> list[str] | None:
        """Read which fields were asked for."""
        text = self.request.query_params.get("fields")
        if not text:
            return None
        names = text.split(",")
        known = shape().fields
        unknown = [name for name in names if name not in known]
        if unknown:
            raise BadParameters({"fields": [f"Choose from: {', '.join(known)}."]})
        return names

    def get_renderers(self) -> list[Any]:
        files = exporting.renderers(self.noun) if self.action == "list" else []
        return [*super().get_renderers(), *files]

    def list(self, request: Request) -> HttpResponseBase:
        asked = self.asked()
        filters = FILTERS[self.noun](data=asked, queryset=self.seen(), request=request)
        self.refuse(filters.data)
        if not filters.is_valid():
            raise BadParameters(filters.errors)
        self.refuse_empty()
        if exporting.asked_for(filters.data, request) != exporting.JSON:
            rows = filters.qs
            if asked.get("sort"):
                rows = read_sort(self.noun, asked["sort"]).applied(rows)
            return exporting.file(self.noun, rows, filters.data, request)
        exporting.page(asked, request)
        sort = read_sort(self.noun, asked.get("sort") or self.order)
        size = paging.read_size(asked.get("page_size") or str(paging.USUAL))
        keys = [key.path for key in sort.keys]
        rows = expanding.lean(self.for_rows(filters.qs, request.user), self.row, keys)
        page = paging.cut(rows, sort, cursor=asked.get("cursor") or "", size=size)
        only = self.only(self.row)
        results = self.shaped(self.row, page.rows, only=only, **self.beside_rows(page.rows))
        self.expand(asked.get("expand", ""), page.rows, results)
        answer = {
            "next": self.turned(page.next),
            "previous": self.turned(page.previous),
            "results": results,
        }
        if "count" in asked:
            exact = self.exact(asked["count"])
            answer |= paging.count(filters.qs, request.user, exact=exact)
        return Response(answer)

    def retrieve(self, request: Request, pk: Any) -> Response:
        for name in request.query_params:
            if name != "fields":
                raise BadParameters({name: [UNKNOWN]})
        try:
            told, tag = self.state(pk)
        except NotFound:
            if (moved := self.moved(pk)) is None:
                raise
            return moved
        wanted = self.only(self.whole)
        if wanted is not None:
            told = {name: told[name] for name in wanted}
        return Response(told, headers={"ETag": tag})

    def moved(self, pk: Any) -> Response | None:
        """Lead to the record that one was merged into, if it was."""
        return None

    def asked(self) -> Any:
        """Give what is asked for, by the request and by the saved view that it names."""
        try:
            return saved.opened(self.request.user, self.noun, self.request.query_params)
        except saved.NoViewError:
            raise BadParameters({"view": ["There is no such view of this list."]}) from None

    def expand(self, text: str, rows: Any, results: Any) -> None:
        if text:
            names = expanding.read(self.noun, VIEWS, text)
            expander = expanding.Expander(self.request, self.base, VIEWS)
            expander.expand(self.noun, names, rows, results)

    def refuse(self, asked: Any) -> None:
        """Refuse a parameter of the list that is given twice."""
        for name in RESERVED & asked.keys():
            if len(asked.getlist(name)) > 1:
                raise BadParameters({name: ["Give this once."]})

    def refuse_empty(self) -> None:
        """Refuse a filter without a value: a program that lost its value would get every row."""
        asked = self.request.query_params.lists()
        filters = FILTERS[self.noun].base_filters
        if empty := [
            name for name, texts in asked if name in filters and not "".join(texts).strip()
        ]:
            raise BadParameters({name: [EMPTY] for name in empty})

    def exact(self, text: str) -> bool:
        if text not in ("exact", "estimate"):
            raise BadParameters({"count": ["Give exact or estimate."]})
        return text == "exact"

    def turned(self, cursor: str | None) -> str | None:
        """Give the address of this list at another cursor."""
        if cursor is None:
            return None
        query = self.request.query_params.copy()
        query["cursor"] = cursor
        return f"{self.base}{self.noun}/?{query.urlencode()}"
