"""SQL that several migrations share: functions and triggers the database keeps the rules with.

Every function fixes its search_path, so that none changes its meaning with the caller's, and
every piece has its reverse. Temporary tables come last in it: left out they would come first, and
whoever may make one could put it in the place of a table of ours.
"""

UUID7 = """
CREATE FUNCTION relations_uuid7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint)
                          FROM 3)
        FROM 1 FOR 6),
      52, 1), 53, 1), 'hex')::uuid
$$
"""
DROP_UUID7 = "DROP FUNCTION relations_uuid7()"

# Who is acting is told by the program for the length of one transaction; empty is nobody.
STAMP = """
CREATE FUNCTION relations_stamp() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  acting bigint := nullif(current_setting('muloqot.actor', true), '')::bigint;
  derived text[] := TG_ARGV[0]::text[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    NEW.created_by_id := acting;
    NEW.changed_by_id := acting;
    NEW.created_at := now();
    NEW.changed_at := now();
    NEW.version := 1;
    RETURN NEW;
  END IF;
  NEW.created_at := OLD.created_at;
  NEW.created_by_id := OLD.created_by_id;
  NEW.changed_at := OLD.changed_at;
  NEW.changed_by_id := OLD.changed_by_id;
  NEW.version := OLD.version;
  IF (to_jsonb(NEW) - derived) IS DISTINCT FROM (to_jsonb(OLD) - derived) THEN
    NEW.changed_at := now();
    NEW.changed_by_id := acting;
    NEW.version := OLD.version + 1;
  END IF;
  RETURN NEW;
END
$$
"""
DROP_STAMP = "DROP FUNCTION relations_stamp()"
STAMP_AGAIN = STAMP.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")

# Who undoes an act says which transaction. A row that is put back as the journal saw it before
# that transaction gets the stamps it had then; any other row is stamped as ever, so that nobody
# can give a row a stamp it never had.
STOOD = """
CREATE FUNCTION relations_stood(undone bigint, name text, state jsonb, derived text[])
RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM relations_journal
    WHERE "table" = name AND record = (state->>'id')::uuid AND transaction = undone
    AND before - derived = state - derived)
$$
"""
DROP_STOOD = "DROP FUNCTION relations_stood(bigint, text, jsonb, text[])"
STAMP_OR_PUT_BACK = STAMP_AGAIN.replace(
    """BEGIN
  IF TG_OP = 'INSERT'""",
    """  undone bigint := nullif(current_setting('muloqot.undone', true), '')::bigint;
BEGIN
  IF undone IS NOT NULL
     AND relations_stood(undone, TG_TABLE_NAME::text, to_jsonb(NEW), derived) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT'""",
)

# A version counts on even so. Given back, a number would be used again by the next change, and
# a form that was opened while the act stood would then match what it never saw.
STOOD_AGAIN = STOOD.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
STOOD_WHATEVER_VERSION = STOOD_AGAIN.replace(
    "before - derived = state - derived",
    "before - derived - 'version' = state - derived - 'version'",
)
STAMP_AND_COUNT_ON = STAMP_OR_PUT_BACK.replace(
    """to_jsonb(NEW), derived) THEN
    RETURN NEW;""",
    """to_jsonb(NEW), derived) THEN
    IF TG_OP = 'UPDATE' THEN
      NEW.version := OLD.version + 1;
    ELSE
      SELECT 1 + max((coalesce(after, before)->>'version')::integer) INTO NEW.version
      FROM relations_journal WHERE "table" = TG_TABLE_NAME AND record = NEW.id;
    END IF;
    RETURN NEW;""",
)

# Runs as the owner: the program's own role may read the journal and nothing else, nor hang this
# function on a temporary table of its own, which would be a way to write false entries. What is
# written does not depend on how the writer's session shows times and ranges of days.
JOURNAL = """
CREATE FUNCTION relations_write_journal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET timezone = 'UTC' SET datestyle = 'ISO, YMD' AS $$
DECLARE
  earlier jsonb;
  later jsonb;
BEGIN
  IF TG_OP <> 'INSERT' THEN earlier := to_jsonb(OLD); END IF;
  IF TG_OP <> 'DELETE' THEN later := to_jsonb(NEW); END IF;
  INSERT INTO relations_journal
    (at, transaction, actor_id, act, request_id, "table", record, operation, before, after)
  VALUES (
    clock_timestamp(),
    pg_current_xact_id()::text::bigint,
    nullif(current_setting('muloqot.actor', true), '')::bigint,
    coalesce(current_setting('muloqot.act', true), ''),
    coalesce(current_setting('muloqot.request', true), ''),
    TG_TABLE_NAME,
    (coalesce(later, earlier)->>'id')::uuid,
    lower(TG_OP), earlier, later);
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION relations_write_journal() FROM PUBLIC
"""
DROP_JOURNAL = "DROP FUNCTION relations_write_journal()"

KEEP_JOURNAL = """
CREATE FUNCTION relations_keep_journal() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER relations_keep_journal_rows BEFORE UPDATE OR DELETE ON relations_journal
  FOR EACH ROW EXECUTE FUNCTION relations_keep_journal();
CREATE TRIGGER relations_keep_journal_table BEFORE TRUNCATE ON relations_journal
  FOR EACH STATEMENT EXECUTE FUNCTION relations_keep_journal();
DO $$
DECLARE app text := nullif(current_setting('muloqot.app_role', true), '');
BEGIN
  IF app IS NOT NULL AND app <> current_user THEN
    EXECUTE format('REVOKE ALL ON relations_journal FROM %I', app);
    EXECUTE format('GRANT SELECT ON relations_journal TO %I', app);
  END IF;
END
$$
"""
DROP_KEEP_JOURNAL = "DROP FUNCTION relations_keep_journal() CASCADE"

# One circle check at a time for a table: two transactions could else close a circle together.
NO_CIRCLE = """
CREATE FUNCTION relations_no_circle() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  up text := TG_ARGV[0];
  closed boolean;
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(OLD)->>up = to_jsonb(NEW)->>up THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(hashtext(TG_TABLE_NAME));
  EXECUTE format(
    'WITH RECURSIVE above(id) AS (
       SELECT %1$I FROM %2$I WHERE id = $1
       UNION SELECT t.%1$I FROM %2$I t JOIN above ON t.id = above.id WHERE t.%1$I IS NOT NULL)
     SELECT EXISTS (SELECT 1 FROM above WHERE id = $1)', up, TG_TABLE_NAME)
  INTO closed USING NEW.id;
  IF closed THEN
    RAISE EXCEPTION '% of % closes a circle', up, TG_TABLE_NAME USING
      ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME, COLUMN = up;
  END IF;
  RETURN NULL;
END
$$
"""
DROP_NO_CIRCLE = "DROP FUNCTION relations_no_circle()"

# A batch may fill tables the planner still takes for empty; the owner alone may look again.
STATISTICS = """
CREATE FUNCTION relations_refresh_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename LIKE 'relations\\_%' LOOP
    EXECUTE format('ANALYZE public.%I', name);
  END LOOP;
END
$$
"""
DROP_STATISTICS = "DROP FUNCTION relations_refresh_statistics()"
STATISTICS_AGAIN = STATISTICS.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")

# A table that autovacuum is at is had after a second, and both go through the tables in one order:
# waiting for each in turn took 15 s and more. What is taken is left for the end, when the other
# has moved on.
PATIENT_STATISTICS = """
CREATE OR REPLACE FUNCTION relations_refresh_statistics() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  name text;
  taken text[] := '{}';
  patience text := current_setting('lock_timeout');
BEGIN
  PERFORM set_config('lock_timeout', '10ms', true);
  FOR name IN SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename LIKE 'relations\\_%' LOOP
    BEGIN
      EXECUTE format('ANALYZE public.%I', name);
    EXCEPTION WHEN lock_not_available THEN
      taken := taken || name;
    END;
  END LOOP;
  PERFORM set_config('lock_timeout', patience, true);
  FOREACH name IN ARRAY taken LOOP
    EXECUTE format('ANALYZE public.%I', name);
  END LOOP;
END
$$
"""

NO_LINK_CIRCLE = """
CREATE FUNCTION relations_no_link_circle() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  ordering_kinds text[] := TG_ARGV[0]::text[];
  closed boolean;
BEGIN
  IF NOT NEW.kind = ANY (ordering_kinds) THEN RETURN NULL; END IF;
  IF TG_OP = 'UPDATE' AND (OLD.from_event_id, OLD.to_event_id, OLD.kind)
     = (NEW.from_event_id, NEW.to_event_id, NEW.kind) THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(hashtext(TG_TABLE_NAME));
  WITH RECURSIVE earlier(id) AS (
    SELECT NEW.to_event_id
    UNION SELECT l.to_event_id FROM relations_eventlink l JOIN earlier
      ON l.from_event_id = earlier.id AND l.kind = ANY (ordering_kinds))
  SELECT EXISTS (SELECT 1 FROM earlier WHERE id = NEW.from_event_id) INTO closed;
  IF closed THEN
    RAISE EXCEPTION 'the link closes a circle of events' USING
      ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
      COLUMN = 'to_event_id';
  END IF;
  RETURN NULL;
END
$$
"""
DROP_NO_LINK_CIRCLE = "DROP FUNCTION relations_no_link_circle()"

# Judged at the end of the transaction by the rows as they then stand: a merge moves the posts and
# the participations of a contact one after the other.
OWN_POST = """
CREATE FUNCTION relations_own_post() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  others boolean;
BEGIN
  -- An id is of one table alone, so it need not be asked which of the three has changed.
  SELECT bool_or(held.contact_id <> was.contact_id) INTO others
    FROM relations_participationpost link
    JOIN relations_participation was ON was.id = link.participation_id
    JOIN relations_post held ON held.id = link.post_id
    WHERE NEW.id = link.id OR NEW.id = link.participation_id OR NEW.id = link.post_id;
  IF others THEN
    RAISE EXCEPTION 'the post is another contact''s' USING
      ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
      COLUMN = CASE TG_TABLE_NAME WHEN 'relations_participationpost' THEN 'post_id'
        ELSE 'contact_id' END;
  END IF;
  RETURN NULL;
END
$$
"""
DROP_OWN_POST = "DROP FUNCTION relations_own_post()"
OWN_POST_AGAIN = OWN_POST.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")

# One condition over three tables can use no index, and each row then costs a join of all of them:
# a batch of 2,000 rows ran for more than 15 s. A plan made while the tables were empty is kept for
# the connection, so reading them through is out of the question from the start.
OWN_POST_BY_KEY = """
CREATE OR REPLACE FUNCTION relations_own_post() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off AS $$
DECLARE
  others boolean;
BEGIN
  CASE TG_TABLE_NAME
  WHEN 'relations_participationpost' THEN
    SELECT held.contact_id <> was.contact_id INTO others
      FROM relations_participationpost link
      JOIN relations_participation was ON was.id = link.participation_id
      JOIN relations_post held ON held.id = link.post_id
      WHERE link.id = NEW.id;
  WHEN 'relations_participation' THEN
    SELECT bool_or(held.contact_id <> was.contact_id) INTO others
      FROM relations_participation was
      JOIN relations_participationpost link ON link.participation_id = was.id
      JOIN relations_post held ON held.id = link.post_id
      WHERE was.id = NEW.id;
  ELSE
    SELECT bool_or(held.contact_id <> was.contact_id) INTO others
      FROM relations_post held
      JOIN relations_participationpost link ON link.post_id = held.id
      JOIN relations_participation was ON was.id = link.participation_id
      WHERE held.id = NEW.id;
  END CASE;
  IF others THEN
    RAISE EXCEPTION 'the post is another contact''s' USING
      ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
      COLUMN = CASE TG_TABLE_NAME WHEN 'relations_participationpost' THEN 'post_id'
        ELSE 'contact_id' END;
  END IF;
  RETURN NULL;
END
$$
"""
OWN_POST_TRIGGERS = [
    (
        f"CREATE CONSTRAINT TRIGGER {table}_own_post AFTER {moment} ON {table} "
        f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW {when}EXECUTE FUNCTION relations_own_post()",
        f"DROP TRIGGER {table}_own_post ON {table}",
    )
    for table, moment, when in (
        ("relations_participationpost", "INSERT OR UPDATE", ""),
        *(
            (table, "UPDATE OF contact_id", "WHEN (OLD.contact_id IS DISTINCT FROM NEW.contact_id) ")
            for table in ("relations_participation", "relations_post")
        ),
    )
]

# A side and what stands under it belong to one event; an empty side is allowed.
SIDE_OF_EVENT = [
    (
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_side_of_event "
        "FOREIGN KEY (delegation_id, event_id) REFERENCES relations_delegation (id, event_id) "
        "DEFERRABLE INITIALLY DEFERRED",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_side_of_event",
    )
    for table in ("relations_participation", "relations_statement")
]


def stamp_trigger(table, derived):
    """Stamp a table; ``derived`` are its generated columns, still empty in a BEFORE trigger."""
    listed = "{" + ",".join(derived) + "}"
    return (
        f"CREATE TRIGGER relations_stamp BEFORE INSERT OR UPDATE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION relations_stamp('{listed}')",
        f"DROP TRIGGER relations_stamp ON {table}",
    )


def journal_triggers(table):
    """Write one entry for each changed row of a table, and none for a row left as it was."""
    return (
        f"CREATE TRIGGER relations_journal_rows AFTER INSERT OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION relations_write_journal(); "
        f"CREATE TRIGGER relations_journal_changes AFTER UPDATE ON {table} "
        "FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) "
        "EXECUTE FUNCTION relations_write_journal()",
        f"DROP TRIGGER relations_journal_changes ON {table}; "
        f"DROP TRIGGER relations_journal_rows ON {table}",
    )


def circle_trigger(table, column):
    return (
        f"CREATE CONSTRAINT TRIGGER {table}_{column}_no_circle "
        f"AFTER INSERT OR UPDATE OF {column} ON {table} "
        f"FOR EACH ROW WHEN (NEW.{column} IS NOT NULL) "
        f"EXECUTE FUNCTION relations_no_circle('{column}')",
        f"DROP TRIGGER {table}_{column}_no_circle ON {table}",
    )
