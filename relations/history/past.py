"""What somebody might have read of a record as it stood in the past."""

from collections.abc import Mapping
from typing import Any

from relations import access

State = Mapping[str, Any] | None


def might_read(state: State, user: Any) -> bool:
    """Say whether a record in a past state was open to the user."""
    if not state or "confidentiality" not in state:
        return True
    return access.reach(user).holds(state["confidentiality"], state["teams"], state["readers"])
