"""Make, use and revoke personal tokens, and count what is asked with them."""

import hashlib
import secrets
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from relations.actions import records
from relations.history.acting import act
from relations.models import Token

PREFIX = "mlq_"
"""Begins every secret, so that scanners of published code know one."""
LONGEST = timedelta(days=366)
SEEN_EVERY = timedelta(minutes=1)
MINUTE = 60
READ, WRITE = "read", "write"
EVERYTHING = "*"


def issue(
    *, user: Any, name: str, scopes: Iterable[str], expires_at: datetime, by: Any = None
) -> tuple[Token, str]:
    """Make a token and give its secret, which nobody can be told again.

    Raises ``ValidationError`` by field.
    """
    if not timezone.now() < expires_at <= timezone.now() + LONGEST:
        raise ValidationError({"expires_at": [_("Choose a day within a year from now.")]})
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token(
        user=user,
        name=name,
        hint=secret[: len(PREFIX) + 4],
        digest=digest(secret),
        scopes=sorted(set(scopes)),
        expires_at=expires_at,
    )
    return records.create(token, user=by or user, name="issue token"), secret


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def revoke(token: Token, *, user: Any) -> None:
    """End a token for good; its row stays, to tell what it was."""
    with act("revoke token", user):
        Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())


def opened(secret: str) -> Token | None:
    """Find the token of a secret if it still works and its person is still at work.

    Notes the moment of use, though not more than once a minute.
    """
    token = Token.objects.select_related("user").filter(digest=digest(secret)).first()
    if token is None or not token.works or not token.user.is_active:
        return None
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at < now - SEEN_EVERY:
        due = Q(last_used_at=None) | Q(last_used_at__lt=now - SEEN_EVERY)
        Token.objects.filter(due, pk=token.pk).update(last_used_at=now)
        token.last_used_at = now
    return token


def allows(token: Token, noun: str, *, writing: bool) -> bool:
    """Tell whether a token is good for a noun; who may write with it may read with it."""
    wanted = {WRITE} if writing else {READ, WRITE}
    return any(f"{scope}:{verb}" in token.scopes for scope in (EVERYTHING, noun) for verb in wanted)


def tally(*whom: str) -> dict[str, int]:
    """Count one request of each, and give how many each has made in this minute.

    One statement, whose rows PostgreSQL locks in one order, so that workers count together and
    never wait for each other in a circle. What was counted an hour ago is swept out now and then.
    """
    minute = int(time.time()) // MINUTE
    names = sorted(whom)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO relations_tally AS held (who, minute, count) "
            "SELECT who, %s, 1 FROM unnest(%s::text[]) WITH ORDINALITY AS new (who, place) "
            "ORDER BY place ON CONFLICT (who, minute) DO UPDATE SET count = held.count + 1 "
            "RETURNING who, count",
            [minute, names],
        )
        counts = dict(cursor.fetchall())
        if counts[names[0]] == 1:
            cursor.execute("DELETE FROM relations_tally WHERE minute < %s", [minute - MINUTE])
    return counts
