"""Is it one of these? Candidates for a name that is about to be entered."""

from typing import Any, Final

from relations.models.search import SearchKind
from relations.names.likeness import Reason
from relations.search.finding import Found, find

# From here on two names are taken for one. On the development cases of the benchmark, of the best
# candidates at or above it this share is the right one (see ``manage.py bench search``).
SAME: Final = 0.95
LIKELY: Final = 0.85


def match(user: Any, name: str, *, kind: str = SearchKind.CONTACT, limit: int = 5) -> list[Found]:
    """List records of a kind the user may see that may bear a name, the likeliest first.

    A score from ``SAME`` on says they are one; below ``LIKELY`` none is listed. Whose institution
    is called so is not listed either.
    """
    found = find(user, name, kinds=[kind], limit=limit)
    return [one for one in found if one.score >= LIKELY and one.reason is not Reason.HINT]
