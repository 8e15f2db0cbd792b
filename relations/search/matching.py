"""Is it one of these? Candidates for a name that is about to be entered."""

from collections.abc import Iterable
from typing import Any, Final

from relations.models.search import SearchKind
from relations.names.likeness import Reason
from relations.search.finding import Found, find, find_each

# From here on two names are taken for one. On the development cases of the benchmark, of the best
# candidates at or above it this share is the right one (see ``manage.py bench search``).
SAME: Final = 0.95
LIKELY: Final = 0.85


def match(user: Any, name: str, *, kind: str = SearchKind.CONTACT, limit: int = 5) -> list[Found]:
    """List records of a kind the user may see that may bear a name, the likeliest first.

    A score from ``SAME`` on says they are one; below ``LIKELY`` none is listed. Whose institution
    is called so is not listed either.
    """
    return _borne(find(user, name, kinds=[kind], limit=limit))


def match_each(user: Any, asked: Iterable[tuple[str, str]], *, limit: int = 5) -> list[list[Found]]:
    """List what ``match`` does for each name with its kind; in four round trips for all of them."""
    return [_borne(found) for found in find_each(user, asked, limit=limit)]


def _borne(found: Iterable[Found]) -> list[Found]:
    return [one for one in found if one.score >= LIKELY and one.reason is not Reason.HINT]
