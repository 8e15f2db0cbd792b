"""The search: records by name, and texts by their words."""

from typing import Any, Final

from django import forms
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from relations.api.problems import CONTENT_TYPE, BadParameters, Problem
from relations.api.shapes import flag, line
from relations.filters.base import StrictForm
from relations.filters.fields import FlagField, ManyField
from relations.filters.searching import SearchField
from relations.models.search import SearchKind
from relations.names.folding import LONGEST
from relations.names.likeness import Reason
from relations.search.finding import MOST, NEAR, Found, find
from relations.search.texts import SHELVES, FoundText, Owner, find_texts

USUAL: Final = 10
NOUNS: Final = {
    "contact": "contacts",
    "institution": "institutions",
    "event": "events",
    "series": "series",
    "agreement": "agreements",
    "topic": "topics",
    "source": "sources",
    "commitment": "commitments",
    "figure": "figures",
}
KINDS: Final = f"one or several of: {', '.join(SearchKind.values)}"


class Addressed(serializers.Serializer):
    """A record by its kind, id and address."""

    kind = serializers.CharField(read_only=True)
    id = serializers.UUIDField(read_only=True)
    url = serializers.SerializerMethodField()

    def get_url(self, one: Found | Owner) -> str:
        return f"{self.context['base']}{NOUNS[one.kind]}/{one.id}/"


class FoundRecord(Addressed):
    """A record found, and why: the stored name that matched, and in what way."""

    name = serializers.CharField(read_only=True)
    score = serializers.FloatField(
        read_only=True, help_text=f"0 to 1; from {NEAR} on what was asked for, below it similar"
    )
    matched_by = serializers.CharField(
        read_only=True, source="reason", help_text=f"one of: {', '.join(Reason)}"
    )
    matched_name = serializers.CharField(read_only=True, source="matched")
    hint = serializers.CharField(
        read_only=True, help_text="what the record belongs to, to tell namesakes apart"
    )


class TextOwner(Addressed):
    """The record a text belongs to."""

    name = serializers.CharField(read_only=True, source="title")


class TextPiece(serializers.Serializer):
    """A part of an excerpt: plain text, and whether it is one of the words asked for."""

    text = serializers.CharField(read_only=True)
    marked = flag()


class TextFound(serializers.Serializer):
    """A text found, with an excerpt and the record on whose page it stands."""

    kind = line(help_text=f"one of: {', '.join(SHELVES)}")
    id = serializers.UUIDField(read_only=True)
    of = TextOwner(source="owner")
    excerpt = TextPiece(many=True)
    rank = serializers.FloatField(read_only=True, help_text="0 to 1, among texts alone")


class SearchAnswer(serializers.Serializer):
    """What was found, the best first; ``texts`` only where they were asked for."""

    query = serializers.CharField(read_only=True)
    results = FoundRecord(many=True)
    texts = TextFound(many=True, required=False)


PARAMETERS: Final = (
    OpenApiParameter(
        "q",
        {"type": "string", "maxLength": LONGEST},
        required=True,
        description="a name in any script, order and spelling, with words of what it belongs to; "
        "an e-mail address; digits of a phone number",
        examples=[
            OpenApiExample("In another script", value="제성훈"),
            OpenApiExample("With the institution", value="KIEP Park"),
            OpenApiExample("Mistyped", value="Hankok University"),
        ],
    ),
    OpenApiParameter("kind", {"type": "string"}, description=f"{KINDS}, parted by commas"),
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        description="records at most, and texts at most",
    ),
    OpenApiParameter(
        "typing",
        {"type": "boolean", "default": False},
        description="a quick answer while one still types: nothing mistyped, nothing half right",
    ),
    OpenApiParameter(
        "texts",
        {"type": "boolean", "default": False},
        description="search minutes, statements, notes and other texts too",
    ),
)
EXAMPLE: Final = OpenApiExample(
    "A name heard on the phone",
    response_only=True,
    status_codes=["200"],
    value={
        "query": "Je Seong-hun",
        "results": [
            {
                "kind": "contact",
                "id": "01908f6c-1a2b-7c3d-8e4f-5a6b7c8d9e0f",
                "url": "https://muloqot.example/api/v1/contacts/01908f6c-1a2b-7c3d-8e4f-5a6b7c8d9e0f/",
                "name": "Jeh Sung Hoon",
                "score": 0.93,
                "matched_by": "romanization",
                "matched_name": "Jeh Sung Hoon",
                "hint": "professor Hankuk University of Foreign Studies HUFS",
            }
        ],
    },
)


class SearchView(APIView):
    """Find records by what is remembered of them."""

    noun = "search"

    @extend_schema(
        operation_id="search",
        tags=["search"],
        parameters=[*PARAMETERS],
        examples=[EXAMPLE],
        responses={
            200: SearchAnswer,
            **{(status, CONTENT_TYPE): Problem for status in (400, 401, 503)},
        },
    )
    def get(self, request: Request) -> Response:
        asked = read(request.query_params)
        limit = asked["limit"] or USUAL
        answer: dict[str, list[Found] | list[FoundText] | str] = {
            "query": asked["q"],
            "results": find(
                request.user,
                asked["q"],
                kinds=asked["kind"],
                limit=limit,
                typing=bool(asked["typing"]),
            ),
        }
        if asked["texts"]:
            answer["texts"] = find_texts(request.user, asked["q"], limit=limit)
        base = request.build_absolute_uri(request.path.removesuffix("search/"))
        return Response(SearchAnswer(answer, context={"base": base}).data)


def read(given: Any) -> dict[str, Any]:
    """Read the parameters; raises BadParameters for those that are missing, wrong or unknown."""
    kinds = forms.ChoiceField(choices=SearchKind.choices)
    fields = {
        "q": SearchField(),
        "kind": ManyField(one=kinds, required=False),
        "limit": forms.IntegerField(min_value=1, max_value=MOST, required=False),
        "typing": FlagField(required=False),
        "texts": FlagField(required=False),
    }
    form = StrictForm(given, asked=fields, known=fields)
    if not form.is_valid():
        raise BadParameters(form.errors)
    asked: dict[str, Any] = form.cleaned_data
    return asked
