"""The feed of changes over all nouns."""

from typing import Any, Final

from django import forms
from django.core import signing
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from relations.actions import tokens
from relations.api.problems import CONTENT_TYPE, BadParameters, Problem
from relations.exports import changes
from relations.exports.changes import Change, Kind, Position
from relations.filters.base import StrictForm
from relations.filters.fields import ManyField
from relations.models import Token

USUAL, MOST = 100, 1000
NOW: Final = "now"
NOUNS: Final = tuple(noun for noun in changes.nouns_of().values())
SIGNER = signing.Signer(salt="relations.api.changes")


class ChangeShape(serializers.Serializer):
    """One change; of what is gone or closed only the noun and the id are told."""

    noun = serializers.CharField(help_text="empty where the reader's own access has changed")
    id = serializers.UUIDField(allow_null=True)
    change = serializers.ChoiceField([kind.value for kind in Kind], source="kind")
    at = serializers.DateTimeField(allow_null=True)
    url = serializers.SerializerMethodField(allow_null=True)

    into = serializers.UUIDField(
        allow_null=True, help_text="the record that a merged one is part of now"
    )

    def get_url(self, one: Change) -> str | None:
        standing = one.into or (one.id if one.at else None)
        return f"{self.context['base']}{one.noun}/{standing}/" if standing else None


class ChangesView(APIView):
    """What was created, changed, deleted, opened or closed to the reader, in one order.

    What belongs to a record comes and goes with it. ``access`` says that the reader's own teams
    have changed: what they may read is best read anew.
    """

    @extend_schema(
        operation_id="changes",
        tags=["changes"],
        parameters=[
            OpenApiParameter(
                "since",
                {"type": "string"},
                description="a cursor of an earlier answer; now for what is still to come; "
                "left out, all from the beginning",
            ),
            OpenApiParameter("noun", {"type": "string"}, description="parted by commas"),
            OpenApiParameter(
                "page_size", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
            ),
        ],
        responses={
            200: inline_serializer(
                "Changes",
                {
                    "results": ChangeShape(many=True),
                    "cursor": serializers.CharField(help_text="to be sent as since"),
                    "more": serializers.BooleanField(help_text="whether more is there already"),
                },
            ),
            **{(status, CONTENT_TYPE): Problem for status in (400, 401)},
        },
    )
    def get(self, request: Request) -> Response:
        asked = read(request.query_params)
        if request.query_params.get("since") == NOW:
            return Response({"results": [], "cursor": sealed(changes.now()), "more": False})
        wanted = {noun for noun in asked["noun"] or NOUNS if self.good_for(noun)}
        page = changes.read(
            request.user,
            opened(request.query_params.get("since", "")),
            nouns={*wanted, *([] if asked["noun"] else [""])},
            size=asked["page_size"] or USUAL,
        )
        base = request.build_absolute_uri(request.path.removesuffix("changes/"))
        told = ChangeShape(page.changes, many=True, context={"base": base}).data
        return Response({"results": told, "cursor": sealed(page.position), "more": page.more})

    def good_for(self, noun: str) -> bool:
        auth = self.request.auth
        return not isinstance(auth, Token) or tokens.allows(auth, noun, writing=False)


def read(given: Any) -> dict[str, Any]:
    one = forms.ChoiceField(choices=[(noun, noun) for noun in NOUNS])
    fields = {
        "since": forms.CharField(required=False),
        "noun": ManyField(one=one, required=False),
        "page_size": forms.IntegerField(min_value=1, max_value=MOST, required=False),
    }
    form = StrictForm(given, asked=fields, known=fields)
    if not form.is_valid():
        raise BadParameters(form.errors)
    asked: dict[str, Any] = form.cleaned_data
    return asked


def sealed(position: Position) -> str:
    return SIGNER.sign_object(list(position))


def opened(cursor: str) -> Position:
    if not cursor:
        return changes.START
    try:
        transaction, entry = SIGNER.unsign_object(cursor)
    except signing.BadSignature:
        raise BadParameters({"since": ["This is no cursor of ours."]}) from None
    return transaction, entry
