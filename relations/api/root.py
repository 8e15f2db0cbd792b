"""What stands beside the nouns: the list of them, the description, and what is not there."""

from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from relations.api.problems import CONTENT_TYPE, Problem
from relations.api.rendering import QuickJSON
from relations.exports.nouns import MODELS


class Root(APIView):
    """The addresses of all lists, of the search and of this description."""

    @extend_schema(
        operation_id="root",
        responses={
            200: {"type": "object", "additionalProperties": {"type": "string"}},
            (401, CONTENT_TYPE): Problem,
        },
    )
    def get(self, request: Request) -> Response:
        base = request.build_absolute_uri(request.path)
        beside = ("search", "changes", "reports", "schema", "docs")
        return Response({noun: f"{base}{noun}/" for noun in (*MODELS, *beside)})


@extend_schema(exclude=True)
class Nowhere(APIView):
    """Any other address under the API: as missing as a record that is hidden, to every method."""

    def http_method_not_allowed(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        raise NotFound


class PlainErrors(APIView):
    """A view that does not answer in JSON, except when it tells of an error."""

    def handle_exception(self, exc: Exception) -> Response:
        response = super().handle_exception(exc)
        self.request.accepted_renderer = QuickJSON()
        self.request.accepted_media_type = QuickJSON.media_type
        return response


@lru_cache(maxsize=8)
def _described(language: str | None, version: str | None) -> Any:  # noqa: ARG001 - the active one
    return SchemaGenerator(api_version=version).get_schema(public=True)


class Once(SchemaGenerator):
    """Describe the API once a process in each language: it says the same to all, and takes long."""

    def get_schema(self, *args: Any, **kwargs: Any) -> Any:
        return _described(get_language(), self.api_version)


class SchemaFile(PlainErrors, SpectacularAPIView):
    """The description of this API in OpenAPI 3.1."""

    generator_class = Once


class Docs(PlainErrors, SpectacularSwaggerSplitView):
    """The description to be read and tried in the browser; its files are our own."""

    url_name = "api:schema"
    template_name = "relations/interface.html"
