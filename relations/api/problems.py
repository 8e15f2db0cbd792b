"""Errors as problem details (RFC 9457), whatever went wrong."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import exception_handler

from relations.search.limits import TooSlowError

CONTENT_TYPE = "application/problem+json"


class Problem(serializers.Serializer):
    """What is answered instead of a record; ``errors`` has sentences by parameter."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()), required=False
    )


class BadParameters(APIException):
    """Some parameters cannot be answered; ``errors`` says by name what is wrong with each."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, errors: Mapping[str, Sequence[Any]]) -> None:
        self.errors = {name: [str(one) for one in found] for name, found in errors.items()}
        told = "; ".join(f"{name}: {' '.join(found)}" for name, found in self.errors.items())
        super().__init__(told)


class Stopped(APIException):
    """A search was stopped at its limit of time."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE


def problem(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Answer an exception; None lets one that is nobody's fault but ours become a 500."""
    if isinstance(error, SuspiciousOperation):
        error = BadParameters({"query": ["The query is too large or malformed."]})
    if isinstance(error, TooSlowError):
        error = Stopped(str(error))
    response = exception_handler(error, dict(context))
    if response is None:
        return None
    status = HTTPStatus(response.status_code)
    detail = response.data.get("detail") if isinstance(response.data, dict) else None
    response.data = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": str(detail or status.description),
    }
    if isinstance(error, BadParameters):
        response.data["errors"] = error.errors
    response.content_type = CONTENT_TYPE
    return response
