"""How long a search may take: what looks for too much is stopped, and says so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any, Final

from django.db import OperationalError, connection
from django.utils.translation import gettext as _
from psycopg.errors import QueryCanceled

# Many times what the slowest takes, so that a busy machine answers late rather than not at all.
SECONDS: Final = 5.0
# In one round trip, since a search has few to spare: the limit, the question, and back to the
# limit that stood before, which within a longer transaction goes on to hold.
_LIMITED: Final = """
SELECT set_config('muloqot.unhurried', current_setting('statement_timeout'), true),
  set_config('statement_timeout', '{limit}', true);
{question};
SELECT set_config('statement_timeout', current_setting('muloqot.unhurried'), true)"""


class TooSlowError(Exception):
    """A search was stopped; the message can be shown."""

    def __init__(self) -> None:
        super().__init__(
            _("This search took too long and was stopped. Try fewer words, or more of each.")
        )


@contextmanager
def limited(seconds: float = SECONDS) -> Iterator[None]:
    """Give all queries of the block so much time together; raises TooSlowError when it is over.

    Within a transaction that is then the end of the transaction too, as with any other error.
    """
    end = monotonic() + seconds

    def hurried(execute: Callable[..., Any], sql: str, params: Any, many: Any, context: Any) -> Any:
        left = max(int((end - monotonic()) * 1000), 1)
        answer = execute(_LIMITED.format(limit=left, question=sql), params, many, context)
        context["cursor"].nextset()
        return answer

    try:
        with connection.execute_wrapper(hurried):
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooSlowError from error
        raise
