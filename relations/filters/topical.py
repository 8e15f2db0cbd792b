"""How many rows of a list each topic would leave: one query, whatever the number of topics."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection

from relations.filters.base import NounFilters
from relations.filters.placed import sql_of
from relations.filters.reach import TopicText
from relations.models import Topic

# A row counts once for a topic and for each broader one; of too many rows nothing is read.
COUNTED: Final = """
WITH RECURSIVE few(id) AS MATERIALIZED ({few}),
  topics(id, parent_id) AS ({topics}),
  up(topic, above) AS (
    SELECT id, id FROM topics UNION
    SELECT up.topic, topics.parent_id FROM up JOIN topics ON topics.id = up.above
    WHERE topics.parent_id IS NOT NULL),
  pairs(id, topic) AS ({pairs})
SELECT above, count(DISTINCT id) FROM pairs JOIN few USING (id) JOIN up USING (topic)
WHERE (SELECT count(*) FROM few) <= %s GROUP BY above
"""


def by_topic(filters: NounFilters, name: str, *, most: int) -> Mapping[UUID, int]:
    """Count rows by the id of a topic, all filters but this one being on.

    Topics with no row are left out. Nothing is counted beyond ``most`` rows.
    """
    question: Any = filters.filters.get(name)
    if not isinstance(question, TopicText) or not question.topics.links or not filters.is_valid():
        return {}
    rest = filters.without(name)
    found = filters.but(name)
    try:
        parts = [
            sql_of(found.order_by().values("pk")[: most + 1]),
            sql_of(filters.visible(Topic).values_list("pk", "parent")),
            sql_of(question.topics.links(rest)),
        ]
    except EmptyResultSet:
        return {}
    few, topics, pairs = (sql for sql, _asked in parts)
    asked = [one for _sql, its in parts for one in its]
    with connection.cursor() as cursor:
        cursor.execute(COUNTED.format(few=few, topics=topics, pairs=pairs), [*asked, most])
        return dict(cursor.fetchall())
