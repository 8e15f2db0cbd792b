"""Log a meeting or forum with all that belongs to it, in one transaction."""

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models

from relations.actions import documents, records, submissions
from relations.actions.drafts import MeetingDraft, Plan
from relations.actions.planning import Planner
from relations.history.acting import act


def plan(*, user: Any, draft: MeetingDraft) -> Plan:
    """Say what a draft would make, and make none of it.

    One round trip. Raises ``ValidationError`` by path.
    """
    return Planner(user, draft).plan()


def log(*, user: Any, draft: MeetingDraft, key: str = "", digest: str = "") -> UUID:
    """Make the event of a draft with everything in it, and return its id.

    With a ``key`` the same draft sent twice is one event, and both senders get its id; a ``digest``
    tells what is the same instead of the draft, which may name new what the first made. Raises
    ``ValidationError`` by path; nothing is written then. At most 15 round trips to the database,
    whatever the number of people.
    """
    ready = plan(user=user, draft=draft)
    try:
        with documents.kept(ready.rows), act("log meeting", user):
            if key:
                digest = digest or submissions.digest_of(draft)
                answer = json.dumps({"event": str(ready.event)})
                first = submissions.claim(user, key, digest=digest, answer=answer)
                if first is not None:
                    return UUID(first["event"])
            records.add_at_once(ready.rows)
    except (IntegrityError, DataError) as error:
        raise ValidationError(records.in_words(_model_of(ready, error), error)) from error
    return ready.event


def _model_of(ready: Plan, error: Exception) -> type[models.Model]:
    """Find the model whose rule was broken."""
    diagnosis = getattr(error.__cause__, "diag", None)
    tables = {row._meta.db_table: type(row) for row in ready.rows}
    return tables.get(getattr(diagnosis, "table_name", None) or "", type(ready.rows[0]))
