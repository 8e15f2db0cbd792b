"""Who is asking: for the present the session of the site."""

from drf_spectacular.authentication import SessionScheme
from rest_framework.authentication import SessionAuthentication


class StaffSession(SessionAuthentication):
    """The session of the site; who has none is asked for a token, which is tried first."""


class StaffSessionScheme(SessionScheme):
    target_class = StaffSession  # type: ignore[assignment]
