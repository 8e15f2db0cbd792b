"""Do once what is sent twice: the key, the effect and its answer stand or fall together."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from relations.history.acting import act
from relations.models import Submission

KEPT = timedelta(hours=24)
_CLAIM = """
INSERT INTO relations_submission (user_id, key, digest, answer) VALUES (%s, %s, %s, %s::jsonb)
ON CONFLICT (user_id, key) DO NOTHING RETURNING 1"""


class OtherBodyError(Exception):
    """The key was used before, for something else."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Any
    headers: Mapping[str, str]


def digest(*said: Any) -> str:
    """Give a short form of all that is asked, to know it again by."""
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def once(
    *, user: Any, key: str, digest: str, effect: Callable[[], Answer], name: str = "submit"
) -> tuple[Answer, bool]:
    """Run an effect and keep its answer; give that answer again, and True, for the same key.

    Of several at once one runs, and the others wait for it at the key's row. What fails leaves
    no row, so that it can be sent again. Keys are kept for a day.
    """
    with act(name, user):
        own = Submission.objects.filter(user=user)
        own.filter(created_at__lt=timezone.now() - KEPT).delete()
        held, new = own.get_or_create(key=key, user=user, defaults={"digest": digest})
        if not new:
            if held.digest != digest:
                raise OtherBodyError
            return Answer(held.status or 0, held.answer["body"], held.answer["headers"]), True
        answer = effect()
        kept = {"body": answer.body, "headers": dict(answer.headers)}
        own.filter(pk=held.pk).update(status=answer.status, answer=kept)
    return answer, False


def digest_of(content: Any) -> str:
    """Name a content by what it says; equal contents have one name."""
    return hashlib.sha256(repr(content).encode()).hexdigest()


def answered(user: Any, key: str, *, digest: str) -> Any:
    """Return what the same thing was answered with when it was sent before, if it was."""
    sent = Submission.objects.filter(user=user, key=key, digest=digest)
    return sent.values_list("answer", flat=True).first()


def claim(user: Any, key: str, *, digest: str, answer: str) -> Any:
    """Claim a key for an act in the same transaction; ``None`` says to go ahead.

    Otherwise the answer of who was first, which stands. A second sender waits until the first
    is done, and goes ahead if that one failed. One query, two where the key is used. Raises
    ``ValidationError`` where the key was used for something else.
    """
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [user.pk, key, digest, answer])
        if cursor.fetchone():
            return None
    first = Submission.objects.get(user=user, key=key)
    if first.digest != digest:
        raise ValidationError(
            _("This was sent before, and said something else then."), code="reused"
        )
    return first.answer
