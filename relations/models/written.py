"""Conditions that are written into many questions, and are put into words only once."""

from typing import Any, Self

from django.db.models import BooleanField, Expression
from django.db.models.sql import Query
from django.db.models.sql.where import WhereNode


class Written(Expression):
    """Conditions that keep their SQL: it says no more than which columns of which tables.

    Where a table gets another name, as in a question within a question, they are written anew.
    """

    output_field = BooleanField()

    def __init__(self, where: WhereNode) -> None:
        super().__init__()
        self.where = where
        self.words: tuple[str, Any] | None = None

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, Any]:
        if self.words is None:
            self.words = compiler.compile(self.where)
        return self.words

    def relabeled_clone(self, change_map: Any) -> Self:
        where = self.where.clone()
        where.relabel_aliases(change_map)
        return type(self)(where)


def written(query: Query) -> Query:
    """Return a question with all its conditions as one that keeps its SQL."""
    asked = query.chain()
    asked.where = WhereNode([Written(query.where)])  # type: ignore[list-item]
    return asked
