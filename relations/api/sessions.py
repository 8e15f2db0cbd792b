"""Who is asking: for the present the session of the site."""

from typing import Any

from drf_spectacular.authentication import SessionScheme
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request

from relations.api import rights


class StaffSession(SessionAuthentication):
    """The session of the site; who has none is asked for a token, which is tried first."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        found = super().authenticate(request)
        if found is not None:
            rights.know(found[0])
        return found


class StaffSessionScheme(SessionScheme):
    target_class = StaffSession  # type: ignore[assignment]
