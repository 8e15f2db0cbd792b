"""The list on a page as a file, and the links that lead to it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from relations.exports.asking import AskedError, read
from relations.exports.base import Label
from relations.exports.files import SOON, FullError, answer
from relations.exports.formats import formats_of
from relations.exports.snapshots import TooManyError
from relations.filters import FILTERS

LABELS = {
    "csv": "CSV",
    "xlsx": "XLSX",
    "json-stream": "JSON",
    "ndjson": "NDJSON",
    "vcf": "vCard",
    "ics": "iCalendar",
}
PAGED = ("cursor", "format", "page_size", "count", "bom", "trailer", "fields")


@dataclass(frozen=True, slots=True)
class Link:
    label: Label
    href: str


def wanted(noun: str, request: HttpRequest) -> bool:
    """Say whether a file is asked for: the format of an event is a filter, and no file."""
    name = FILTERS[noun].read(request.GET).get("format", "json")
    return bool(name != "json")


def links(noun: str, asked: QueryDict, order: str) -> list[Link]:
    """Lead to the same list, whole and in the same order, in each format."""
    query = asked.copy()
    for name in PAGED:
        query.pop(name, None)
    query.setdefault("sort", order)
    found = []
    for each in formats_of(noun):
        query["format"] = each.name
        found.append(Link(LABELS[each.name], f"?{query.urlencode()}"))
    query["format"], query["bom"] = "csv", "1"
    found.insert(1, Link(_("CSV for Excel"), f"?{query.urlencode()}"))
    return found


def file(
    noun: str, rows: QuerySet, query: Any, request: HttpRequest
) -> HttpResponseBase | dict[str, list[str]]:
    """Answer with the rows of a list as a file, or return what is wrong with the question."""
    try:
        return answer(read(noun, query["format"], query, request.user), rows, request)
    except AskedError as error:
        return {error.name: [str(error)]}
    except TooManyError:
        told = _("You have as many files running as one may. Wait until one has come.")
        return HttpResponse(told, status=429, content_type="text/plain; charset=utf-8")
    except FullError:
        told = _("As many files are being made as there is room for. Try again in a moment.")
        headers = {"Content-Type": "text/plain; charset=utf-8", "Retry-After": str(SOON)}
        return HttpResponse(told, status=503, headers=headers)
