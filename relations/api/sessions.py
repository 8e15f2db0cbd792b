"""Who is asking: for the present the session of the site."""

from drf_spectacular.authentication import SessionScheme
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request


class StaffSession(SessionAuthentication):
    """The session of the site; who has none is told so by 401, not by 403."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class StaffSessionScheme(SessionScheme):
    target_class = StaffSession  # type: ignore[assignment]
