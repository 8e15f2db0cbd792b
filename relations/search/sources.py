"""What records are found by, read from their tables: one statement a kind, any number of rows.

Every statement returns: id, level, teams, readers, names (the display name first), e-mails and
phones, and hints: words of what the record belongs to, each begun by the first letter of the
level it may be seen at. What belongs to a restricted record is no hint: it would tell by being
found. Of two open levels the lesser text is the stricter one: internal, public. Hints stand in the
order of the rows they come from, so that the same rows always make the same document.
"""

from typing import Final

from relations.models.search import SearchKind

NOTHING: Final = "ARRAY[]::text[]"
_PLACE: Final = "concat_ws(' ', {0}.name_en, {0}.name_ru, {0}.name_uz, {0}.name_ko)"
_YEAR: Final = """SELECT 'p' || to_char(day, 'YYYY') || ' ' || to_char(day, 'FMMonth')
  FROM (SELECT lower(r.{0}) AS day) d WHERE day IS NOT NULL"""


def _body(alias: str) -> str:
    """Write all names of an institution: ``Institute for … ISMI ИСМИ``."""
    return (
        f"concat_ws(' ', {alias}.display_name, (SELECT string_agg(n.text, ' ' "  # noqa: S608
        f'ORDER BY n."order", n.id) FROM relations_institutionname n '
        f"WHERE n.institution_id = {alias}.id))"
    )


def _open(alias: str) -> str:
    return f"{alias}.deleted_at IS NULL AND {alias}.confidentiality <> 'restricted'"


def _names(table: str, column: str) -> str:
    """List the further names of a record, in their order; a former one begins with a tab."""
    return (
        f"ARRAY(SELECT CASE n.kind WHEN 'former' THEN E'\\t' ELSE '' END || n.text FROM {table} n "  # noqa: S608
        f'WHERE n.{column} = r.id ORDER BY n."order", n.id)'
    )


def _statement(table: str, names: str, *, points: str = NOTHING, hints: str = "") -> str:
    found = f"ARRAY({hints})" if hints else NOTHING
    return (
        f"SELECT r.id, r.confidentiality, r.teams, r.readers, {names}, {points}, {found} "  # noqa: S608
        f"FROM {table} r WHERE r.deleted_at IS NULL AND r.id = ANY(%s)"
    )


_POSTS: Final = f"""
SELECT left(coalesce(least(i.confidentiality, u.confidentiality), 'public'), 1)
  || concat_ws(' ', p.title, p.title_ru, p.title_uz, p.title_ko, {_body("i")}, {_body("u")})
FROM relations_post p
LEFT JOIN relations_institution i ON i.id = p.institution_id
LEFT JOIN relations_institution u ON u.id = i.parent_id AND {_open("u")}
WHERE p.contact_id = r.id AND NOT p.entered_in_error AND (i.id IS NULL OR {_open("i")})
ORDER BY p."order", p.id"""  # noqa: S608
_PARENT: Final = f"""
SELECT left(u.confidentiality, 1) || {_body("u")} FROM relations_institution u
WHERE u.id = r.parent_id AND {_open("u")}
UNION ALL SELECT 'p' || concat_ws(' ', r.city, {_PLACE.format("c")}) FROM relations_place c
WHERE c.id = r.country_id"""  # noqa: S608
_AROUND_EVENT: Final = f"""
(SELECT left(i.confidentiality, 1) || {_body("i")} FROM relations_eventinstitution l
JOIN relations_institution i ON i.id = l.institution_id
WHERE l.event_id = r.id AND {_open("i")} ORDER BY l.id)
UNION ALL (SELECT left(i.confidentiality, 1) || {_body("i")} FROM relations_delegation d
JOIN relations_delegationinstitution l ON l.delegation_id = d.id
JOIN relations_institution i ON i.id = l.institution_id
WHERE d.event_id = r.id AND {_open("i")} ORDER BY l.id)
UNION ALL (SELECT 'p' || {_PLACE.format("c")} FROM relations_delegation d
JOIN relations_delegationcountry l ON l.delegation_id = d.id
JOIN relations_place c ON c.id = l.place_id WHERE d.event_id = r.id ORDER BY l.id)
UNION ALL (SELECT 'p' || concat_ws(' ', l.venue, l.city, {_PLACE.format("c")})
FROM relations_eventplace l LEFT JOIN relations_place c ON c.id = l.country_id
WHERE l.event_id = r.id ORDER BY l.id)
UNION ALL SELECT 'p' || {_PLACE.format("k")} FROM relations_eventkind k WHERE k.id = r.kind_id
UNION ALL SELECT left(s.confidentiality, 1) || s.name FROM relations_eventseries s
WHERE s.id = r.series_id AND {_open("s")}
UNION ALL {_YEAR.format("date_span")}"""  # noqa: S608
_PARTIES: Final = f"""
(SELECT left(i.confidentiality, 1) || {_body("i")} FROM relations_agreementparty l
JOIN relations_institution i ON i.id = l.institution_id
WHERE l.agreement_id = r.id AND {_open("i")} ORDER BY l."order", l.id)
UNION ALL (SELECT 'p' || {_PLACE.format("c")} FROM relations_agreementparty l
JOIN relations_place c ON c.id = l.place_id WHERE l.agreement_id = r.id
ORDER BY l."order", l.id)
UNION ALL {_YEAR.format("in_force_span")}"""  # noqa: S608
_ORGANIZER: Final = f"""
SELECT left(i.confidentiality, 1) || {_body("i")} FROM relations_institution i
WHERE i.id = r.organizer_id AND {_open("i")}"""  # noqa: S608

STATEMENTS: Final[dict[str, str]] = {
    SearchKind.CONTACT: _statement(
        "relations_contact",
        f"ARRAY[r.display_name] || {_names('relations_contactname', 'contact_id')}",
        points="ARRAY(SELECT p.kind || ' ' || p.value FROM relations_contactpoint p"
        " WHERE p.contact_id = r.id AND p.kind IN ('email', 'phone'))",
        hints=_POSTS,
    ),
    SearchKind.INSTITUTION: _statement(
        "relations_institution",
        f"ARRAY[r.display_name] || {_names('relations_institutionname', 'institution_id')}",
        hints=_PARENT,
    ),
    SearchKind.EVENT: _statement(
        "relations_event",
        f"ARRAY[r.title] || {_names('relations_eventname', 'event_id')} || ARRAY[r.theme]",
        hints=_AROUND_EVENT,
    ),
    SearchKind.SERIES: _statement(
        "relations_eventseries",
        f"ARRAY[r.name] || {_names('relations_seriesname', 'series_id')}",
        hints=_ORGANIZER,
    ),
    SearchKind.AGREEMENT: _statement("relations_agreement", "ARRAY[r.title]", hints=_PARTIES),
    SearchKind.SOURCE: _statement(
        "relations_source",
        "ARRAY[r.title]",
        hints="SELECT 'p' || r.publisher UNION ALL " + _YEAR.format("published_span"),
    ),
    # A topic has no level: it is a word of the house's vocabulary.
    SearchKind.TOPIC: f"""
SELECT r.id, 'public', ARRAY[]::uuid[], ARRAY[]::bigint[],
  ARRAY[r.name_en, r.name_ru, r.name_uz, r.name_ko], {NOTHING}, {NOTHING}
FROM relations_topic r WHERE r.id = ANY(%s)""",  # noqa: S608
}
TABLES: Final = {
    SearchKind.CONTACT: "relations_contact",
    SearchKind.INSTITUTION: "relations_institution",
    SearchKind.EVENT: "relations_event",
    SearchKind.SERIES: "relations_eventseries",
    SearchKind.AGREEMENT: "relations_agreement",
    SearchKind.SOURCE: "relations_source",
    SearchKind.TOPIC: "relations_topic",
}

# Whose document a changed row belongs to: its table, the kind, the column of the owner.
TOUCHES: Final = (
    ("relations_contact", SearchKind.CONTACT, "id"),
    ("relations_contactname", SearchKind.CONTACT, "contact_id"),
    ("relations_contactpoint", SearchKind.CONTACT, "contact_id"),
    ("relations_post", SearchKind.CONTACT, "contact_id"),
    ("relations_institution", SearchKind.INSTITUTION, "id"),
    ("relations_institutionname", SearchKind.INSTITUTION, "institution_id"),
    ("relations_event", SearchKind.EVENT, "id"),
    ("relations_eventname", SearchKind.EVENT, "event_id"),
    ("relations_eventplace", SearchKind.EVENT, "event_id"),
    ("relations_eventinstitution", SearchKind.EVENT, "event_id"),
    ("relations_delegation", SearchKind.EVENT, "event_id"),
    ("relations_eventseries", SearchKind.SERIES, "id"),
    ("relations_seriesname", SearchKind.SERIES, "series_id"),
    ("relations_agreement", SearchKind.AGREEMENT, "id"),
    ("relations_agreementparty", SearchKind.AGREEMENT, "agreement_id"),
    ("relations_source", SearchKind.SOURCE, "id"),
    ("relations_topic", SearchKind.TOPIC, "id"),
)
# Whose hints a changed institution or series is part of. A row of a side leads to its event.
DEPENDENTS: Final = {
    SearchKind.INSTITUTION: """
SELECT 'contact', p.contact_id FROM relations_post p
JOIN relations_institution i ON i.id = p.institution_id
WHERE i.id = ANY(%(ids)s) OR i.parent_id = ANY(%(ids)s)
UNION SELECT 'institution', i.id FROM relations_institution i WHERE i.parent_id = ANY(%(ids)s)
UNION SELECT 'event', l.event_id FROM relations_eventinstitution l
WHERE l.institution_id = ANY(%(ids)s)
UNION SELECT 'event', d.event_id FROM relations_delegation d
JOIN relations_delegationinstitution l ON l.delegation_id = d.id
WHERE l.institution_id = ANY(%(ids)s)
UNION SELECT 'agreement', l.agreement_id FROM relations_agreementparty l
WHERE l.institution_id = ANY(%(ids)s)
UNION SELECT 'series', s.id FROM relations_eventseries s WHERE s.organizer_id = ANY(%(ids)s)""",
    SearchKind.SERIES: """
SELECT 'event', e.id FROM relations_event e WHERE e.series_id = ANY(%(ids)s)""",
}
SIDES: Final = ("relations_delegationinstitution", "relations_delegationcountry")
