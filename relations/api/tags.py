"""The tag of a record's state (ETag), which a change must name (If-Match)."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from rest_framework.request import Request

from relations.api.problems import Stale, TagWanted


def tag_of(told: Mapping[str, Any], written: set[str]) -> str:
    """Give the tag of a record as one reader is told of it.

    It is made from the version and from all that can be written: parts have rows of their own,
    and a change of one leaves the record's version as it was. What is hidden is not in it.
    """
    state = {name: _bare(told[name]) for name in sorted(written & told.keys())}
    text = json.dumps(state, sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return f'"{told["id"]}-{told["version"]}-{digest}"'


def _bare(value: Any) -> Any:
    """Leave out of an answer what is not the record's own: names of others, dates in words."""
    if isinstance(value, Mapping):
        if "edtf" in value:
            return value["edtf"]
        if "url" in value and "version" not in value:
            return value["url"]
        return {name: _bare(inner) for name, inner in value.items() if name != "chain"}
    if isinstance(value, list):
        return [_bare(one) for one in value]
    return value


def demand(request: Request) -> None:
    """Refuse a change that names no state; ``*`` names none either."""
    if not _sent(request):
        raise TagWanted


def compare(request: Request, tag: str, told: Any) -> None:
    """Refuse a change made from another state than the present one."""
    if tag not in _sent(request):
        raise Stale(told, tag)


def _sent(request: Request) -> list[str]:
    header = request.headers.get("If-Match", "")
    return [tag for one in header.split(",") if (tag := one.strip()) and tag != "*"]
