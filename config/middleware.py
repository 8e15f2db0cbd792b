"""What holds for every answer, whoever makes it."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from config.sessions import tend

Answer = Callable[[HttpRequest], HttpResponseBase]


def content_security_policy(get_response: Answer) -> Answer:
    """Tell the browser to run and load only what this site serves (SECURE_CSP)."""
    policy = "; ".join(f"{name} {' '.join(from_)}" for name, from_ in settings.SECURE_CSP.items())

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        return response

    return answer


def session_age(get_response: Answer) -> Answer:
    def answer(request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            tend(request.session, now=time.time())
        return get_response(request)

    return answer


def never_stored(get_response: Answer) -> Answer:
    """Keep what one reader may see out of every cache, the browser's own included.

    Judged by what came with the request and goes with the answer, so it asks no database.
    """

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        session = settings.SESSION_COOKIE_NAME
        private = session in request.COOKIES or session in response.cookies
        if private or "Authorization" in request.headers:
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return answer
