"""What a person is told when a search, on whatever page, was stopped for taking too long."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from relations.search.limits import TooSlowError


class SlowMiddleware:
    """Answer with a page that says so, where there would be the page of an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, TooSlowError):
            return None
        asked = {"text": request.GET.get("q", "")}
        return render(request, "503.html", asked, status=HTTPStatus.SERVICE_UNAVAILABLE)
