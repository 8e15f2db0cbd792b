"""The usual ways of searching, on the same rows in the same run."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from django.db import connection
from django.db.utils import DatabaseError

Rows = list[Any]
# What a search field of Django's admin makes of words: each in any of the columns.
_EACH_WORD: Final = """(d.names ILIKE %s OR EXISTS (SELECT FROM relations_contactpoint p
  WHERE p.contact_id = d.id AND p.value ILIKE %s))"""


def icontains(text: str) -> Rows:
    words = text.split()[:8]
    pattern = [
        f"%{word.translate({ord(sign): f'{chr(92)}{sign}' for sign in chr(92) + '%_'})}%"
        for word in words
    ]
    where = " AND ".join([_EACH_WORD] * len(words)) or "false"
    return _ids(
        f"SELECT d.id FROM relations_searchdocument d WHERE {where} ORDER BY d.names LIMIT 10",  # noqa: S608
        [part for one in pattern for part in (one, one)],
    )


def full_text(text: str) -> Rows:
    return _ids(
        """SELECT id FROM relations_searchdocument,
        to_tsquery('simple', nullif(plainto_tsquery('simple', %s)::text, '') || ':*') q
        WHERE to_tsvector('simple', names) @@ q
        ORDER BY ts_rank(to_tsvector('simple', names), q) DESC, id LIMIT 10""",
        [text],
    )


def trigrams(text: str) -> Rows:
    return _ids(
        "SELECT id FROM relations_searchdocument WHERE %s <%% names"
        " ORDER BY word_similarity(%s, names) DESC, id LIMIT 10",
        [text, text],
    )


def _ids(statement: str, params: list[str]) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return [row[0] for row in cursor.fetchall()]


_TEXT: Final = (
    """CREATE INDEX IF NOT EXISTS rival_text ON relations_searchdocument
    USING gin (to_tsvector('simple', names))""",
)
# An extension of PostgreSQL's contrib, which the embedded server lacks.
_TRIGRAMS: Final = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    """CREATE INDEX IF NOT EXISTS rival_trgm ON relations_searchdocument
    USING gin (names gin_trgm_ops)""",
)
_WAYS: Final[tuple[tuple[str, tuple[str, ...], Callable[[str], Rows]], ...]] = (
    ("icontains", (), icontains),
    ("full text", _TEXT, full_text),
    ("pg_trgm", _TRIGRAMS, trigrams),
)


def prepared() -> Iterator[tuple[str, Callable[[str], Rows]]]:
    """Build what each way needs, and give those that this server can do."""
    for name, statements, way in _WAYS:
        if _made(statements):
            yield name, way


def _made(statements: Sequence[str]) -> bool:
    database: Any = connection
    try:
        with database.as_owner(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    except DatabaseError:
        return False
    return True
