"""Give each request an id, and say whose request it is to everything that writes below."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from relations.history.acting import Caller, calling

HEADER = "X-Request-ID"


class ActMiddleware:
    """Carry the user and the request's id down to the journal; stands after authentication."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid.uuid4().hex
        user = getattr(request, "user", None)
        with calling(Caller(user_id=getattr(user, "pk", None), request_id=request_id)):
            response = self.get_response(request)
        response[HEADER] = request_id
        return response
