"""The description of the API (OpenAPI): its parameters are those of the filters themselves."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from relations.api.problems import CONTENT_TYPE, Problem
from relations.api.sorting import sortable
from relations.exports.flat import names_of
from relations.exports.formats import formats_of
from relations.filters import FILTERS

Asked = dict[str, tuple[dict[str, Any], str]]

PAGING: Asked = {
    "sort": ({"type": "string"}, ""),
    "page_size": ({"type": "integer", "minimum": 1, "maximum": 1000, "default": 50}, ""),
    "cursor": ({"type": "string"}, "from next or previous"),
    "count": ({"type": "string", "enum": ["exact", "estimate"]}, "count the rows too"),
}
FORMAT = (
    "json for a page; or the whole list as a file, streamed: {}. The same by Accept. NDJSON "
    'ends in a line {{"_end": {{"rows": N}}}} and json-stream in "rows":N; a file without its end '
    "was cut off"
)
FILE: Asked = {
    "bom": ({"type": "boolean", "default": False}, "of CSV: begin with a mark that Excel reads"),
    "trailer": ({"type": "boolean", "default": False}, "of CSV: end with a line # rows=N"),
}
FIELDS: tuple[dict[str, Any], str] = (
    {"type": "string"},
    "names of the fields wanted, parted by commas",
)


class NounSchema(AutoSchema):
    """Describe a noun's list and record."""

    view: Any

    @property
    def listing(self) -> bool:
        return bool(self.view.action == "list")

    def get_operation_id(self) -> str:
        return f"{self.view.noun}_{'list' if self.listing else 'read'}"

    def get_tags(self) -> list[str]:
        return [self.view.noun]

    def get_override_parameters(self) -> list[Any]:
        asked: Asked = {"fields": FIELDS}
        if self.listing:
            asked = {**self._filters(), **PAGING, **asked}
            keys = ", ".join(sortable(self.view.noun))
            names = ", ".join(each.name for each in formats_of(self.view.noun))
            asked["format"] = ({"type": "string", "default": "json"}, FORMAT.format(names))
            asked |= FILE
            asked["fields"] = (
                FIELDS[0],
                f"{FIELDS[1]}; of a file: {', '.join(names_of(self.view.noun))}",
            )
            asked["sort"] = ({"type": "string", "default": self.view.order}, f"of: {keys}")
        return [
            OpenApiParameter(name, schema, description=about, required=False)
            for name, (schema, about) in asked.items()
        ]

    def _filters(self) -> Asked:
        questions = FILTERS[self.view.noun].base_filters
        return {name: (question.schema(), question.about) for name, question in questions.items()}

    def get_response_serializers(self) -> Any:
        told = self._page() if self.listing else self.view.whole
        wrong = {(status, CONTENT_TYPE): Problem for status in (400, 401, 404)}
        if not self.listing:
            return {200: told, **wrong}
        files = {
            (200, each.media_type): OpenApiResponse(OpenApiTypes.BINARY, description=each.name)
            for each in formats_of(self.view.noun)
        }
        busy = {(429, CONTENT_TYPE): Problem}
        return {(200, "application/json"): told, **files, **wrong, **busy}

    def _page(self) -> serializers.Serializer:
        return inline_serializer(
            f"{self.view.noun.capitalize()}Page",
            {
                "next": serializers.URLField(allow_null=True),
                "previous": serializers.URLField(allow_null=True),
                "count": serializers.IntegerField(required=False),
                "results": self.view.row(many=True),
            },
        )

    def _is_list_view(self, serializer: Any = None) -> bool:
        """Say no, also for a list: a page is one object with the rows inside."""
        return False
