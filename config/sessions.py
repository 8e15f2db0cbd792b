"""Sessions in the database that know when they began."""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import SessionBase

BEGAN = "_began"
SEEN = "_seen"
RENEWAL = 300
"""Seconds for which no new write says that a session is in use."""


class SessionStore(db.SessionStore):
    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, value)
        if key == SESSION_KEY:
            super().__setitem__(BEGAN, int(time.time()))
            super().__setitem__(SEEN, int(time.time()))


def tend(session: SessionBase, *, now: float) -> None:
    """End a login that is too old, and put off the end of one in use.

    Idle sessions end by themselves, SESSION_COOKIE_AGE after the last write.
    """
    if SESSION_KEY not in session:
        return
    if now - session.get(BEGAN, 0) > settings.SESSION_LONGEST:
        session.flush()
    elif now - session.get(SEEN, 0) > RENEWAL:
        session[SEEN] = int(now)
