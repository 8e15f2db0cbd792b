"""Read rows of several kinds in one round trip to the database."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def at_once(*asked: QuerySet) -> list[list[Any]]:
    """Answer several questions in one round trip: the rows of each, in its order.

    Their statements are sent as one. What a question joins comes with its rows; it may bring no
    others along (``prefetch_related``), which would be asked one by one after all.
    """
    answers: list[list[Any]] = [[] for _one in asked]
    waiting = []
    texts: list[str] = []
    values: list[Any] = []
    for place, one in enumerate(asked):
        compiler = one.query.get_compiler(connection=connection)
        try:
            text, given = compiler.as_sql()
        except EmptyResultSet:
            continue
        waiting.append((place, one.all(), compiler))
        texts.append(text)
        values += given
    if not waiting:
        return answers
    with connection.cursor() as cursor:
        cursor.execute(";\n".join(texts), values)
        for number, (place, one, compiler) in enumerate(waiting):
            if number:
                cursor.nextset()
            answers[place] = _read(one, compiler, cursor.fetchall())
    return answers


def _read(asked: QuerySet, compiler: Any, rows: list[Any]) -> list[Any]:
    """Make records of rows that have come, as the queryset does of those it asks for itself."""
    query: Any = asked.query
    compiler.execute_sql = lambda *_how, **_options: [rows]
    query.get_compiler = lambda *_where, **_options: compiler
    return list(asked)
