"""The functions that ask the index of the search and write it, in the database."""

# One round trip for all arms of a query. The planner would at times rather read the whole table
# than the index (at a million rows 1,050 ms instead of 33 at the 99th percentile), and plans
# for unknown parameters suit no arm; both are settled for this function alone. Rows a reader may
# not see are left out before any limit counts them.
FIND = """
CREATE FUNCTION relations_find(
  arms text[], asked text[], looked_for bit(192), kinds text[], levels text[],
  reader bigint, reader_teams uuid[], scan integer, keep integer)
RETURNS TABLE (arm text, id uuid, kind text, names text, hints text)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  place integer;
BEGIN
  FOR place IN 1 .. cardinality(arms) LOOP
    RETURN QUERY EXECUTE
      'SELECT $1, d.id, d.kind::text, d.names, d.hints FROM (
         SELECT s.id, s.kind, s.names, s.hints, s.signature FROM relations_searchdocument s
         WHERE s.keys @@ $2::tsquery
         AND (s.confidentiality = ANY($5) OR s.confidentiality = ''restricted''
           AND (s.readers @> ARRAY[$6] OR s.teams && $7))
         AND ($4 IS NULL OR s.kind = ANY($4)) LIMIT $8) d
       ORDER BY 4 * bit_count(d.signature & $3) - bit_count(d.signature) DESC, d.id LIMIT $9'
    USING arms[place], asked[place], looked_for, kinds, levels, reader, reader_teams, scan, keep;
  END LOOP;
END
$$
"""
DROP_FIND = """DROP FUNCTION relations_find(
  text[], text[], bit(192), text[], text[], bigint, uuid[], integer, integer)"""

FIND_AGAIN = FIND.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")

# All arms in one plan: a plan for each, made anew with every query, took six sevenths of the time,
# since for a known tsquery the planner weighs each of its words.
# An agreement is guarded by what it hangs on as well (``visible_rows``): its event and its telling,
# and of the telling again the event and the source. Left out after the limit of rows, hidden
# agreements would push out those that may be seen.
FIND_AT_ONCE = """
CREATE OR REPLACE FUNCTION relations_find(
  arms text[], asked text[], looked_for bit(192), kinds text[], levels text[],
  reader bigint, reader_teams uuid[], scan integer, keep integer)
RETURNS TABLE (arm text, id uuid, kind text, names text, hints text)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_custom_plan AS $$
BEGIN
  RETURN QUERY
    SELECT f.arm, d.id, d.kind::text, d.names, d.hints
    FROM unnest(arms, asked) f(arm, asked) CROSS JOIN LATERAL (
      SELECT x.* FROM (
        SELECT s.id, s.kind, s.names, s.hints, s.signature FROM relations_searchdocument s
        WHERE s.keys @@ f.asked::tsquery
        AND (s.confidentiality = ANY(levels) OR s.confidentiality = 'restricted'
          AND (s.readers @> ARRAY[reader] OR s.teams && reader_teams))
        AND (kinds IS NULL OR s.kind = ANY(kinds))
        AND (s.kind <> 'agreement' OR NOT EXISTS (
          SELECT FROM relations_agreement a
          LEFT JOIN relations_account t ON t.id = a.account_id
          CROSS JOIN LATERAL (
            SELECT e.confidentiality, e.readers, e.teams, e.deleted_at FROM relations_event e
              WHERE e.id IN (a.event_id, t.event_id)
            UNION ALL SELECT t.confidentiality, t.readers, t.teams, t.deleted_at
              WHERE t.id IS NOT NULL
            UNION ALL SELECT o.confidentiality, o.readers, o.teams, o.deleted_at
              FROM relations_source o WHERE o.id = t.source_id) g
          WHERE a.id = s.id AND (g.deleted_at IS NOT NULL
            OR NOT (g.confidentiality = ANY(levels) OR g.confidentiality = 'restricted'
              AND (g.readers @> ARRAY[reader] OR g.teams && reader_teams)))))
        LIMIT scan) x
      ORDER BY 4 * bit_count(x.signature & looked_for) - bit_count(x.signature) DESC, x.id
      LIMIT keep) d;
END
$$
"""

# The plan is kept from one query to the next: making it anew took two thirds of the time. It may
# be, since what is asked comes as rows and not as a parameter, so that no plan could suit it
# better. A look-up is asked for in so many words, lest the kept plan read all agreements at once.
# Each way of an arm stands on a line of its own and is looked up alone, with a share of the rows
# looked at: as alternatives of one question a common one leaves no room for the rare ones.
FIND_BY_WAYS = """
CREATE OR REPLACE FUNCTION relations_find(
  arms text[], asked text[], looked_for bit(192), kinds text[], levels text[],
  reader bigint, reader_teams uuid[], scan integer, keep integer)
RETURNS TABLE (arm text, id uuid, kind text, names text, hints text)
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY
    SELECT f.arm, d.id, d.kind::text, d.names, d.hints
    FROM unnest(arms, asked) f(arm, asked) CROSS JOIN LATERAL (
      SELECT DISTINCT ON (x.likeness, x.id) x.*
      FROM string_to_table(f.asked, E'\\n') w(way) CROSS JOIN LATERAL (
        SELECT s.id, s.kind, s.names, s.hints,
          4 * bit_count(s.signature & looked_for) - bit_count(s.signature) AS likeness
        FROM relations_searchdocument s
        WHERE s.keys @@ w.way::tsquery
        AND (s.confidentiality = ANY(levels) OR s.confidentiality = 'restricted'
          AND (s.readers @> ARRAY[reader] OR s.teams && reader_teams))
        AND (kinds IS NULL OR s.kind = ANY(kinds))
        AND (s.kind <> 'agreement' OR (
          SELECT true FROM relations_agreement a
          LEFT JOIN relations_account t ON t.id = a.account_id
          CROSS JOIN LATERAL (
            SELECT e.confidentiality, e.readers, e.teams, e.deleted_at FROM relations_event e
              WHERE e.id IN (a.event_id, t.event_id)
            UNION ALL SELECT t.confidentiality, t.readers, t.teams, t.deleted_at
              WHERE t.id IS NOT NULL
            UNION ALL SELECT o.confidentiality, o.readers, o.teams, o.deleted_at
              FROM relations_source o WHERE o.id = t.source_id) g
          WHERE a.id = s.id AND (g.deleted_at IS NOT NULL
            OR NOT (g.confidentiality = ANY(levels) OR g.confidentiality = 'restricted'
              AND (g.readers @> ARRAY[reader] OR g.teams && reader_teams))) LIMIT 1) IS NULL)
        LIMIT greatest(
          scan / (1 + length(f.asked) - length(replace(f.asked, E'\\n', ''))), keep)) x
      ORDER BY x.likeness DESC, x.id
      LIMIT keep) d;
END
$$
"""

# Whether an agreement may be seen is asked of a function of its own, for the few rows that are
# agreements: as a part of the plan it was made ready for every search, a tenth of the time of most.
OPEN_AGREEMENT = """
CREATE FUNCTION relations_open_agreement(
  agreement uuid, levels text[], reader bigint, reader_teams uuid[])
RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN NOT EXISTS (
    SELECT FROM relations_agreement a
    LEFT JOIN relations_account t ON t.id = a.account_id
    CROSS JOIN LATERAL (
      SELECT e.confidentiality, e.readers, e.teams, e.deleted_at FROM relations_event e
        WHERE e.id IN (a.event_id, t.event_id)
      UNION ALL SELECT t.confidentiality, t.readers, t.teams, t.deleted_at
        WHERE t.id IS NOT NULL
      UNION ALL SELECT o.confidentiality, o.readers, o.teams, o.deleted_at
        FROM relations_source o WHERE o.id = t.source_id) g
    WHERE a.id = agreement AND (g.deleted_at IS NOT NULL
      OR NOT (g.confidentiality = ANY(levels) OR g.confidentiality = 'restricted'
        AND (g.readers @> ARRAY[reader] OR g.teams && reader_teams))));
END
$$
"""
DROP_OPEN_AGREEMENT = "DROP FUNCTION relations_open_agreement(uuid, text[], bigint, uuid[])"
# The function as it was, with this guard in the place of the long one.
_BEFORE, _LONG = FIND_BY_WAYS.split(" OR (\n          SELECT true", 1)
_AFTER = _LONG[_LONG.index("        LIMIT greatest(") :]
FIND_BRIEFLY = f"""{_BEFORE}
          OR relations_open_agreement(s.id, levels, reader, reader_teams))
{_AFTER}"""

# Words that share with a mistyped one what is left of both when a letter is taken out.
NEIGHBORS = """
CREATE FUNCTION relations_neighbors(hashes integer[], of_public boolean, most integer)
RETURNS SETOF text LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_custom_plan AS $$
BEGIN
  RETURN QUERY SELECT w.word::text FROM relations_searchword w
    WHERE w.near && hashes AND (w.public OR NOT of_public) LIMIT most;
END
$$
"""
NEIGHBORS_BY_ONE_PLAN = NEIGHBORS.replace("CREATE F", "CREATE OR REPLACE F").replace(
    "force_custom_plan", "force_generic_plan"
)
NEIGHBORS_AGAIN = NEIGHBORS.replace("CREATE F", "CREATE OR REPLACE F")
DROP_NEIGHBORS = "DROP FUNCTION relations_neighbors(integer[], boolean, integer)"

# Django adds to a key of text an index for patterns; no word is ever looked for by one.
NO_PATTERNS = "DROP INDEX IF EXISTS relations_searchword_word_118d864f_like"
PATTERNS = """CREATE INDEX relations_searchword_word_118d864f_like
  ON relations_searchword (word varchar_pattern_ops)"""

# To plan three statements anew with every act took a quarter of their time.
# All rows come as JSON, which costs less to write and to plan than ten values a row; what stands
# as it should is left as it is. A conflict that would be mended by an update locks the row, even
# where nothing is to be mended: two acts would wait for each other over any common word. So what
# is to be opened is looked for.
KEEP = """
CREATE FUNCTION relations_keep_documents(
  documents json, opened text[], words text[], open boolean[], hashes text[])
RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  IF documents IS NOT NULL THEN
    INSERT INTO relations_searchdocument AS held (id, kind, names, hints, signature, keys,
      confidentiality, teams, readers, version)
    SELECT n.id, n.kind, n.names, n.hints, n.signature, array_to_tsvector(n.keys),
      n.confidentiality, n.teams, n.readers, n.version
    FROM json_to_recordset(documents) AS n (id uuid, kind text, names text, hints text,
      signature bit(192), keys text[], confidentiality text, teams uuid[], readers bigint[],
      version smallint)
    ON CONFLICT (id) DO UPDATE SET names = excluded.names, hints = excluded.hints,
      signature = excluded.signature, keys = excluded.keys,
      confidentiality = excluded.confidentiality, teams = excluded.teams,
      readers = excluded.readers, version = excluded.version
    WHERE held IS DISTINCT FROM excluded;
  END IF;
  IF cardinality(opened) > 0 THEN
    UPDATE relations_searchword w SET public = true WHERE w.word = ANY(opened) AND NOT w.public;
  END IF;
  IF cardinality(words) > 0 THEN
    INSERT INTO relations_searchword (word, public, near)
    SELECT n.word, n.public, n.near::integer[]
    FROM unnest(words, open, hashes) AS n (word, public, near) ON CONFLICT (word) DO NOTHING;
  END IF;
END
$$
"""
DROP_KEEP = "DROP FUNCTION relations_keep_documents(json, text[], text[], boolean[], text[])"
