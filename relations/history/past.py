"""What somebody might have read of a record as it stood in the past."""

from collections.abc import Mapping
from typing import Any

from relations import access

State = Mapping[str, Any] | None


def might_read(state: State, user: Any) -> bool:
    """Say whether a record in a past state was open to the user."""
    if not state or "confidentiality" not in state or user.is_superuser:
        return True
    if state["confidentiality"] != access.RESTRICTED:
        return state["confidentiality"] in access.levels(user)
    named = user.pk in state["readers"] or {str(team) for team in access.team_ids(user)} & {
        *state["teams"]
    }
    return bool(named and user.has_perm(access.READ_RESTRICTED))
