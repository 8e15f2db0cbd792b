"""How many rows of a list each place would leave: one query, whatever the number of places."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from relations.filters.base import NounFilters
from relations.filters.reach import Links, Places, in_places
from relations.filters.trees import Ids, below, few
from relations.models import Institution, Place

# A unit without a country stands where its body does, as `in_places` has it. A row counts once
# for a place and for each region around it, so that rows which stand in the same places are put
# together first; where there are too many rows, nothing is read.
COUNTED: Final = """
WITH RECURSIVE few(id) AS MATERIALIZED ({few}),
  places(id, parent_id, code) AS ({places}),
  bodies(id, parent_id, country_id) AS ({bodies}),
  stands(id, place) AS (
    SELECT id, country_id FROM bodies WHERE country_id IS NOT NULL UNION
    SELECT bodies.id, stands.place FROM bodies JOIN stands ON bodies.parent_id = stands.id
    WHERE bodies.country_id IS NULL),
  up(place, above) AS (
    SELECT id, id FROM places UNION
    SELECT up.place, places.parent_id FROM up JOIN places ON places.id = up.above),
  pairs(id, place) AS ({pairs}),
  sets(places, number) AS (
    SELECT places, count(*) FROM (
      SELECT id, array_agg(DISTINCT place) FROM pairs {bound} GROUP BY id) AS each(id, places)
    GROUP BY places)
SELECT code, sum(number)::bigint FROM (
  SELECT DISTINCT sets.places, number, code
  FROM sets, unnest(sets.places) AS own(place)
  JOIN up ON up.place = own.place JOIN places ON places.id = up.above
  WHERE %s::text[] IS NULL OR code = ANY(%s)
) AS found GROUP BY code {total}
"""
BOUND: Final = {
    "bound": "WHERE (SELECT count(*) FROM few) <= %s",
    "total": "UNION ALL SELECT '', count(*) FROM few",
}
UNBOUND: Final = {"bound": "", "total": ""}
FEW: Final = 5000
AT_PLACE: Final = "SELECT id, place FROM ({rows}) AS direct(id, place) JOIN few USING (id)"
AT_BODY: Final = (
    "SELECT held.id, stands.place FROM ({rows}) AS held(id, body) JOIN few USING (id) "
    "JOIN stands ON stands.id = held.body"
)


def by_place(
    filters: NounFilters, name: str, *, most: int | None = None, codes: list[str] | None = None
) -> Mapping[str, int]:
    """Count rows by the code of a country or region, all filters but this one being on.

    Of all places, or of those with these ``codes``. Nothing is counted beyond ``most`` rows, or
    where the question is more than where a row stands.
    """
    question: Any = filters.filters.get(name)
    if not isinstance(question, Places) or question.links is None or not filters.is_valid():
        return {}
    rest = filters.without(name)
    found = rest.filter_queryset(filters.queryset)  # tells the links what they stand beside
    links = question.links(rest)
    if links is None:
        return {}
    rows = (found if filters.asks(name) else filters.qs).order_by().values("pk")
    code = Coalesce("alpha2", "m49")
    bodies = filters.visible(Institution).values_list("pk", "parent", "country")
    try:
        if codes is not None:
            chosen = filters.visible(Place).alias(code=code).filter(code__in=codes)
            links = _near(filters, links, chosen)
            rows = _led(rows, links) if links.places or links.bodies else rows.none()
        if most is not None:
            rows = rows[: most + 1]
        counted_rows, asked = sql_of(rows)
        places, more = sql_of(filters.visible(Place).values_list("pk", "parent", code))
        units, rest_asked = sql_of(bodies)
        parts = [(AT_PLACE, sql_of(rows)) for rows in links.places]
        parts += [(AT_BODY, sql_of(rows)) for rows in links.bodies]
    except EmptyResultSet:
        return {}
    form = UNBOUND if most is None else BOUND
    pairs = " UNION ALL ".join(way.format(rows=rows) for way, (rows, _asked) in parts)
    asked = [*asked, *more, *rest_asked, *(one for _way, (_rows, its) in parts for one in its)]
    with connection.cursor() as cursor:
        cursor.execute(
            COUNTED.format(few=counted_rows, places=places, bodies=units, pairs=pairs, **form),
            [*asked, *([] if most is None else [most]), codes, codes],
        )
        counted = dict(cursor.fetchall())
    return counted if most is None or counted.pop("") <= most else {}


def _near(filters: NounFilters, links: Links, chosen: QuerySet) -> Links:
    """Leave of what leads to places what leads to those chosen, or to what lies in them."""
    places = few(filters, below(filters.visible(Place), chosen.values("pk")))
    bodies = in_places(filters, places)

    def to(links: Sequence[QuerySet], ids: Ids) -> list[QuerySet]:
        none = isinstance(ids, list) and not ids
        found = (rows.filter(**{f"{rows.query.values_select[-1]}__in": ids}) for rows in links)
        return [] if none else list(found)

    return Links(to(links.places, places), to(links.bodies, bodies))


def _led(rows: QuerySet, links: Links) -> QuerySet:
    """Leave the rows from which something leads there, unless they are many; one query."""
    parts = [sql_of(one) for one in (*links.places, *links.bodies)]
    each = " UNION ".join(f"SELECT id FROM ({sql}) AS led(id)" for sql, _asked in parts)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"{each} LIMIT {FEW + 1}", [one for _sql, asked in parts for one in asked])
        ids = [row[0] for row in cursor]
    return rows.filter(pk__among=ids) if len(ids) <= FEW else rows


def sql_of(rows: QuerySet) -> tuple[str, list[Any]]:
    sql, params = rows.query.sql_with_params()
    return sql, list(params)
