"""Private calendars and the daily mail: whose they are, and that nobody gets one twice."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from relations.history.acting import act
from relations.models import User


def hash_of(token: str) -> str:
    """Return what is kept of a token, which has too much chance in it to be found by trying."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_calendar(user: User) -> str:
    """Give a person a new private calendar and return its token; an older one ends with it."""
    token = secrets.token_urlsafe(32)
    with act("open calendar", user):
        User.objects.filter(pk=user.pk).update(calendar_hash=hash_of(token))
    return token


def close_calendar(user: User) -> None:
    with act("close calendar", user):
        User.objects.filter(pk=user.pk).update(calendar_hash=None)


@contextmanager
def once_a_day(user: User, day: date) -> Iterator[bool]:
    """Tell whether this person's mail of a day is still to be sent, and that it now is.

    Of several at once one sends: the others wait for it and then find it done. When sending
    fails, nothing is remembered.
    """
    with act("send digest"):
        waiting = User.objects.filter(pk=user.pk).exclude(digested_on=day)
        yield bool(waiting.update(digested_on=day))
