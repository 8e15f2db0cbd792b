"""The description of the API (OpenAPI): its parameters are those of the filters themselves."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from relations.api import examples, uploads
from relations.api.problems import CONTENT_TYPE, AmbiguousProblem, Problem, StaleProblem
from relations.api.sorting import sortable
from relations.api.writing import Flag
from relations.exports.flat import names_of
from relations.exports.formats import formats_of
from relations.filters import FILTERS
from relations.filters.counting import MOST, Kind

Asked = dict[str, tuple[dict[str, Any], str]]

COUNT = (
    f"count the rows too; count_is says what that number is. Beyond {MOST:,} it is the least there "
    "are, or an estimate for whom nothing is hidden from; exact counts them all"
)
PAGING: Asked = {
    "sort": ({"type": "string"}, ""),
    "page_size": ({"type": "integer", "minimum": 1, "maximum": 1000, "default": 50}, ""),
    "cursor": ({"type": "string"}, "from next or previous"),
    "expand": ({"type": "string"}, "whole records in place of their names: posts,institution"),
    "view": (
        {"type": "string"},
        "a saved view by its short name; what is asked beside goes before",
    ),
    "count": ({"type": "string", "enum": ["exact", "estimate"]}, COUNT),
}
FORMAT = (
    "json for a page; or the whole list as a file, streamed: {}. The same by Accept. NDJSON "
    'ends in a line {{"_end": {{"rows": N}}}} and json-stream in "rows":N; a file without its end '
    "was cut off"
)
FILE: Asked = {
    "bom": ({"type": "boolean"}, "of CSV: begin with a mark that Excel reads"),
    "trailer": ({"type": "boolean"}, "of CSV: end with a line # rows=N"),
}
FIELDS: tuple[dict[str, Any], str] = (
    {"type": "string"},
    "names of the fields wanted, parted by commas",
)


VERBS = {
    "list": "list",
    "retrieve": "read",
    "create": "create",
    "partial_update": "change",
    "destroy": "remove",
    "bulk": "create_many",
    "merge": "merge",
    "unmerge": "unmerge",
}
JSON = "application/json"
STALE, CONFLICT = 412, 409
READING = {"create", "partial_update", "bulk"}
WRITTEN = {"create", "partial_update", "destroy", "bulk", "merge", "unmerge"}
STATUSES: dict[str, tuple[int, tuple[int, ...]]] = {
    "list": (200, (400, 401, 404)),
    "retrieve": (200, (400, 401, 404)),
    "create": (201, (400, 401, 403, 409, 422)),
    "partial_update": (200, (400, 401, 403, 404, 409, 412, 428)),
    "destroy": (204, (401, 403, 404, 409, 412, 428)),
    "bulk": (201, (400, 401, 403, 409, 422)),
    "merge": (200, (400, 401, 403, 404, 412, 422, 428)),
    "unmerge": (200, (400, 401, 403, 404, 409, 412, 422, 428)),
}
IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string"},
    OpenApiParameter.HEADER,
    required=True,
    description="the ETag of the record as it was read",
)
KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "maxLength": 100},
    OpenApiParameter.HEADER,
    description="what is sent again under one key within a day is done once",
)
HEADERS = {
    "create": [KEY],
    "bulk": [KEY],
    "partial_update": [IF_MATCH],
    "destroy": [IF_MATCH],
    "merge": [IF_MATCH, KEY],
    "unmerge": [IF_MATCH, KEY],
}


class MadeOne(serializers.Serializer):
    id = serializers.UUIDField()
    url = serializers.URLField()


class Made(serializers.Serializer):
    """The records made at once, in the order they were sent in."""

    results = MadeOne(many=True)


class MergeWrite(serializers.Serializer):
    """What is merged into the record addressed, and by field which of the two is right."""

    drop = serializers.UUIDField(help_text="the record that is merged away")
    choices = serializers.DictField(
        child=serializers.ChoiceField(["keep", "drop", "both"]), required=False
    )


class Differing(serializers.Serializer):
    """Two rows that became one and said different things: what stays, what the history keeps."""

    row = serializers.CharField()
    field = serializers.CharField()
    kept = serializers.JSONField()
    left = serializers.JSONField()


class MergeTold(serializers.Serializer):
    """The record kept, and how many rows moved to it or became one with a row of its own."""

    id = serializers.UUIDField()
    url = serializers.URLField()
    merged = serializers.UUIDField()
    moved = serializers.DictField(child=serializers.IntegerField())
    combined = serializers.DictField(child=serializers.IntegerField())
    differences = Differing(many=True)


class UnmergeWrite(serializers.Serializer):
    """Which merge is undone, and whether what was changed since may stay as it is."""

    drop = serializers.UUIDField(help_text="the record that was merged away")
    keep_changes = Flag(required=False)


class Clashing(serializers.Serializer):
    """A field changed since the merge: before it, after it, and now."""

    row = serializers.CharField()
    id = serializers.UUIDField()
    field = serializers.CharField()
    before = serializers.JSONField()
    merged = serializers.JSONField()
    now = serializers.JSONField()


class UnmergeTold(serializers.Serializer):
    """The record that stands again, and what was left as it is now."""

    id = serializers.UUIDField()
    url = serializers.URLField()
    unmerged = serializers.UUIDField()
    clashes = Clashing(many=True)


class ClashProblem(Problem):
    """What is answered to an undo that would overwrite what was changed since."""

    clashes = Clashing(many=True)


MERGING = {"merge": MergeWrite, "unmerge": UnmergeWrite}


class NounSchema(AutoSchema):
    """Describe a noun's list and record."""

    view: Any

    @property
    def listing(self) -> bool:
        return bool(self.view.action == "list")

    def get_operation_id(self) -> str:
        return f"{self.view.noun}_{VERBS[self.view.action]}"

    def get_examples(self) -> Any:
        return examples.of(self.view.noun, self.view.action)

    def get_tags(self) -> list[str]:
        return [self.view.noun]

    def get_override_parameters(self) -> list[Any]:
        if self.view.action in WRITTEN:
            return HEADERS[self.view.action]
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
        shown = examples.asked(self.view.noun) if self.listing else {}
        return [
            OpenApiParameter(
                name, schema, description=about, required=False, examples=shown.get(name, [])
            )
            for name, (schema, about) in asked.items()
        ]

    def _filters(self) -> Asked:
        questions = FILTERS[self.view.noun].base_filters
        return {
            name: (_told(question.schema()), question.about) for name, question in questions.items()
        }

    def get_request_serializer(self) -> Any:
        if self.view.action in MERGING:
            return MERGING[self.view.action]()
        if self.view.action == "bulk":
            return {JSON: self.view.written(many=True)}
        if self.view.action == "partial_update":
            return {JSON: self.view.changed(partial=True)}
        if self.view.noun == "documents":
            return {uploads.FORM: uploads.described()}
        return {JSON: self.view.written()}

    def get_response_serializers(self) -> Any:
        action = self.view.action
        told = {
            "list": self._page,
            "bulk": lambda: Made,
            "destroy": lambda: None,
            "merge": lambda: MergeTold,
            "unmerge": lambda: UnmergeTold,
        }.get(action, lambda: self.view.whole)()
        status, refusals = STATUSES[action]
        if (self.view.noun, action) == ("documents", "create"):
            refusals += uploads.STATUSES
        wrong: dict[Any, Any] = {(code, CONTENT_TYPE): Problem for code in refusals}
        if STALE in refusals:
            wrong[STALE, CONTENT_TYPE] = StaleProblem
        if action in READING:
            wrong[CONFLICT, CONTENT_TYPE] = AmbiguousProblem
        if action == "unmerge":
            wrong[CONFLICT, CONTENT_TYPE] = ClashProblem
        return {**self._told(status, told), **wrong}

    def _told(self, status: int, told: Any) -> dict[Any, Any]:
        """Name the answer, and for a list the files it may come as."""
        if not self.listing:
            return {status: told}
        files = {
            (200, each.media_type): OpenApiResponse(OpenApiTypes.BINARY, description=each.name)
            for each in formats_of(self.view.noun)
        }
        late = {(code, CONTENT_TYPE): Problem for code in (429, 503)}
        return {(200, "application/json"): told, **files, **late}

    def _page(self) -> serializers.Serializer:
        return inline_serializer(
            f"{self.view.noun.capitalize()}Page",
            {
                "next": serializers.URLField(allow_null=True),
                "previous": serializers.URLField(allow_null=True),
                "count": serializers.IntegerField(required=False),
                "count_is": serializers.ChoiceField(list(Kind), required=False),
                "results": self.view.row(many=True),
            },
        )

    def _is_list_view(self, serializer: Any = None) -> bool:
        """Say no, also for a list: a page is one object with the rows inside."""
        return False


def _told(schema: dict[str, Any]) -> dict[str, Any]:
    """Say that a text is not to be empty."""
    return {**schema, "minLength": 1} if schema == {"type": "string"} else schema
