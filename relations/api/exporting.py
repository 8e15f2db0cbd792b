"""The whole of a list as a file, from the address of the list itself."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import Throttled
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from relations.api.problems import CONTENT_TYPE, BadParameters, Busy, Problem
from relations.api.rendering import QuickJSON
from relations.exports.asking import ONLY_FILES, AskedError, read
from relations.exports.files import SOON, FullError, answer
from relations.exports.formats import Format, formats_of
from relations.exports.snapshots import TooManyError
from relations.filters.base import UNKNOWN
from relations.imports.reports.registries_back import dump
from relations.models import Collection

JSON = "json"


class FileRenderer(BaseRenderer):
    """Stand for a media type that is streamed; only a problem is ever rendered, and as JSON."""

    charset = None

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        return QuickJSON().render(data)


def renderers(noun: str) -> list[BaseRenderer]:
    """Offer the formats of a noun to whoever asks by ``Accept``."""
    return [_renderer(each)() for each in formats_of(noun)]


def _renderer(each: Format) -> type[FileRenderer]:
    told = {"media_type": each.media_type, "format": each.name}
    return type(f"{each.name.title()}Renderer", (FileRenderer,), told)


def asked_for(query: Any, request: Request) -> str:
    """Return the format asked for: by name, which goes before, or by ``Accept``."""
    name: str = query.get("format") or request.accepted_renderer.format
    return name


def file(noun: str, rows: QuerySet, query: Any, request: Request) -> HttpResponseBase:
    """Answer with the rows of a list as a file."""
    try:
        asked = read(noun, asked_for(query, request), query, request.user)
        return answer(asked, rows, request)
    except AskedError as error:
        raise BadParameters({error.name: [str(error)]}) from None
    except TooManyError:
        raise Throttled(detail="You have as many files running as one may.") from None
    except FullError:
        raise Busy("As many files are being made as there is room for.", SOON) from None


def page(query: Any, request: Request) -> None:
    """Settle on a page of JSON, refusing what only a file has rather than pass over it."""
    request.accepted_renderer = QuickJSON()
    request.accepted_media_type = QuickJSON.media_type
    for name in ONLY_FILES:
        if name in query:
            raise BadParameters({name: ["Only a file has this; see format."]})


class Reports(APIView):
    """The reports as they are loaded and written back, as far as the reader may see them."""

    asked: ClassVar[tuple[str, ...]] = ("collection",)

    @extend_schema(
        operation_id="reports",
        tags=["reports"],
        parameters=[
            OpenApiParameter(
                "collection", {"type": "string"}, description="the reports of one collection alone"
            )
        ],
        responses={
            200: {"type": "object", "additionalProperties": True},
            **{(status, CONTENT_TYPE): Problem for status in (400, 401)},
        },
    )
    def get(self, request: Request) -> Response:
        for name in request.query_params:
            if name not in self.asked:
                raise BadParameters({name: [UNKNOWN]})
        collection = request.query_params.get("collection")
        known = Collection.objects.values_list("name", flat=True)
        if collection is not None and collection not in known:
            raise BadParameters({"collection": ["There is no such collection."]})
        return Response(dump(request.user, collection))
