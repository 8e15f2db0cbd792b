"""Errors as problem details (RFC 9457), whatever went wrong."""

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import SuspiciousOperation, ValidationError
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import exception_handler

from relations.search.limits import TooSlowError

CONTENT_TYPE = "application/problem+json"


class Problem(serializers.Serializer):
    """What is answered instead of a record; ``errors`` has sentences by parameter or path."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()), required=False
    )


class StaleProblem(Problem):
    """What is answered to a write that comes too late: the record as it stands now."""

    current = serializers.DictField()


class Candidate(serializers.Serializer):
    """A record that may be meant by a name."""

    id = serializers.UUIDField()
    url = serializers.URLField()
    name = serializers.CharField()
    hint = serializers.CharField()


class Candidates(serializers.Serializer):
    """Where a name stands in what was sent (a JSON pointer), and which records may be meant."""

    pointer = serializers.CharField()
    match = serializers.CharField()
    among = Candidate(many=True)


class AmbiguousProblem(Problem):
    """What is answered where a name may be of several records; nothing was saved."""

    candidates = Candidates(many=True)


class BadParameters(APIException):
    """Some parameters cannot be answered; ``errors`` says by name what is wrong with each."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, errors: Mapping[str, Sequence[Any]]) -> None:
        self.errors = {
            name: [one if isinstance(one, str) else str(one) for one in found]
            for name, found in errors.items()
        }
        told = "; ".join(f"{name}: {' '.join(found)}" for name, found in self.errors.items())
        super().__init__(told)


class TooLarge(BadParameters):
    """What was sent is larger than what is kept."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class OtherType(BadParameters):
    """What was sent is of a type that is not kept."""

    status_code = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class Stopped(APIException):
    """A search was stopped at its limit of time."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE


class Busy(APIException):
    """There is no room at this moment; ``wait`` says after how many seconds to ask again."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE

    def __init__(self, detail: str, wait: int) -> None:
        super().__init__(detail)
        self.wait = wait


class TagWanted(APIException):
    """A change names no state of the record it was made from."""

    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_detail = "Send the ETag of the record as If-Match: somebody may have changed it since."


class Stale(APIException):
    """Somebody changed the record since it was read; ``current`` is how it stands now."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_detail = "Somebody changed this record since you read it; nothing was saved."

    def __init__(self, current: Any, tag: str) -> None:
        super().__init__()
        self.current = current
        self.headers = {"ETag": tag}


class Conflict(APIException):
    status_code = HTTPStatus.CONFLICT


class Ambiguous(Conflict):
    """Names may be of several records; ``candidates`` says for each place of which."""

    default_detail = (
        "Names may be of several records: give the id of the one that is meant, or create another. "
        "Nothing was saved."
    )

    def __init__(self, errors: Mapping[str, Sequence[Any]], candidates: list[Any]) -> None:
        super().__init__()
        self.errors = errors
        self.candidates = candidates


class Clashes(Conflict):
    """An undo would overwrite what was changed since; ``clashes`` are those the reader may see."""

    default_detail = (
        "Some of what was merged was changed since, and would be overwritten; nothing was undone. "
        "Send keep_changes to undo the rest."
    )

    def __init__(self, clashes: Any) -> None:
        super().__init__()
        self.clashes = clashes


class OtherBody(APIException):
    """A key came again with another request."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_detail = "This Idempotency-Key was used for another request."


def refused(error: ValidationError) -> BadParameters:
    """Turn what an action refused into an answer by path."""
    if hasattr(error, "error_dict"):
        return BadParameters(error.message_dict)
    return BadParameters({"record": error.messages})


def flat(errors: Any, path: str = "") -> Iterator[tuple[str, list[Any]]]:
    """Give nested errors of serializers by path: ``names.1.text``."""
    if isinstance(errors, Mapping):
        for name, found in errors.items():
            step = "" if name == "non_field_errors" else str(name)
            yield from flat(found, ".".join(part for part in (path, step) if part))
    elif any(isinstance(one, Mapping) for one in errors):
        for place, found in enumerate(errors):
            yield from flat(found, f"{path}.{place}" if path else str(place))
    elif errors:
        yield path or "record", list(errors)


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
    if isinstance(error, BadParameters | Ambiguous):
        response.data["errors"] = error.errors
    if isinstance(error, Ambiguous):
        response.data["candidates"] = error.candidates
    if isinstance(error, Stale):
        response.data["current"] = error.current
        response.headers["ETag"] = error.headers["ETag"]
    if isinstance(error, Clashes):
        response.data["clashes"] = error.clashes
    response.content_type = CONTENT_TYPE
    return response
