"""Name the actor and the act of a transaction, so that the database's journal can record them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from relations.search.keeping import keep_touched


@dataclass(frozen=True, slots=True)
class Caller:
    """Who stands behind the present request: a user's id, if any, and the request's id."""

    user_id: int | None = None
    request_id: str = ""


NOBODY = Caller()

_caller: ContextVar[Caller] = ContextVar("caller", default=NOBODY)
_running: ContextVar[Caller | None] = ContextVar("running", default=None)


@contextmanager
def calling(caller: Caller) -> Iterator[None]:
    token = _caller.set(caller)
    try:
        yield
    finally:
        _caller.reset(token)


@contextmanager
def act(name: str, user: Any = None) -> Iterator[int | None]:
    """Run one act in one transaction, under the actor's name; give the actor's id.

    An act inside another belongs to the outer one: one transaction, one name in the journal.
    Costs one query, which is the price of a true name in every entry, and one to keep the search
    up to what was written. The name holds to the end
    of the transaction: what is written after an act inside a longer one still counts to the act.
    """
    outer = _running.get()
    if outer:
        with transaction.atomic():
            yield outer.user_id
        return
    caller = _caller.get()
    actor = getattr(user, "pk", None) or caller.user_id
    token = _running.set(Caller(user_id=actor, request_id=caller.request_id))
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT set_config('muloqot.actor', %s, true), "
                    "set_config('muloqot.act', %s, true), "
                    "set_config('muloqot.request', %s, true)",
                    [str(actor or ""), name, caller.request_id],
                )
            yield actor
            keep_touched()
    finally:
        _running.reset(token)
