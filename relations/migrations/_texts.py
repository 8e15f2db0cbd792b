"""The full text of minutes, statements and the like, in the database."""

# What is said in English and in Russian is found in any form of its words, in other languages by
# words that begin as asked. A longer text is read up to here: PostgreSQL refuses to keep more than
# a megabyte of words of one row, and would refuse the row with it.
LONGEST = 100_000
WORDS = f"""
CREATE FUNCTION relations_words(content text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
SET search_path = pg_catalog, pg_temp AS $$
  SELECT to_tsvector('pg_catalog.english', said) || to_tsvector('pg_catalog.russian', said)
    || to_tsvector('pg_catalog.simple', said) FROM left(content, {LONGEST}) AS said
$$
"""
DROP_WORDS = "DROP FUNCTION relations_words(text)"

# All words are demanded, each in one of three ways, and no sign in a text is an operator. Words
# without meaning of their own are demanded only where there are no others. The beginning of a word
# is enough from three letters on, or two syllables of Hangul: Uzbek and Korean put endings after it.
ASKED = r"""
CREATE FUNCTION relations_asked(content text) RETURNS tsquery
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(
    string_agg(way, ' & ' ORDER BY lexeme) FILTER (WHERE NOT empty),
    string_agg(way, ' & ' ORDER BY lexeme), '')::tsquery
  FROM unnest(to_tsvector('pg_catalog.simple', content)) AS word,
  LATERAL (SELECT plainto_tsquery('pg_catalog.english', lexeme) AS english,
    plainto_tsquery('pg_catalog.russian', lexeme) AS russian,
    '''' || replace(replace(lexeme, '\', '\\'), '''', '''''') || ''''
    || CASE WHEN length(lexeme) > 2 OR octet_length(lexeme) > 5 THEN ':*' ELSE '' END AS begun) one,
  LATERAL (SELECT '(' || (english || russian || begun::tsquery)::text || ')' AS way,
    numnode(english) = 0 OR numnode(russian) = 0 AS empty) made
$$
"""
DROP_ASKED = "DROP FUNCTION relations_asked(text)"

INDEXED = {
    "statement": ["text"],
    "commitment": ["what", "evidence"],
    "note": ["text"],
    "event": ["theme", "summary"],
    "edition": ["note"],
    "account": ["name", "theme", "year_evidence"],
    "accountremark": ["text"],
    "accountparticipant": ["note"],
    "eventmention": ["note"],
    "figure": ["indicator", "note"],
    "contact": ["biography"],
}


def index(model, columns):
    """Index the words of some columns together, as they are asked for."""
    content = " || ' ' || ".join(f"coalesce({column}, '')" for column in columns)
    return (
        f"CREATE INDEX {model}_words ON relations_{model} "
        f"USING gin (relations_words({content})) WITH (fastupdate = off)",
        f"DROP INDEX {model}_words",
    )
