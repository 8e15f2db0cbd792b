"""What is shown of each noun: one list of columns for page, API, export and report.

``COLUMNS`` go by the noun's segment in an address. ``base.fetch(columns, rows, user)`` brings what
the columns read, in a number of queries that does not depend on the rows.
"""

from collections.abc import Mapping

from relations.exports import (
    accounts,
    agreements,
    commitments,
    contacts,
    events,
    institutions,
    places,
    sources,
)
from relations.exports.base import Column

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "institutions": institutions.INSTITUTION_COLUMNS,
    "contacts": contacts.CONTACT_COLUMNS,
    "posts": contacts.POST_COLUMNS,
    "events": events.EVENT_COLUMNS,
    "meetings": events.EVENT_COLUMNS,
    "forums": events.EVENT_COLUMNS,
    "series": events.SERIES_COLUMNS,
    "accounts": accounts.ACCOUNT_COLUMNS,
    "participations": accounts.PARTICIPATION_COLUMNS,
    "statements": commitments.STATEMENT_COLUMNS,
    "commitments": commitments.COMMITMENT_COLUMNS,
    "agreements": agreements.AGREEMENT_COLUMNS,
    "places": places.PLACE_COLUMNS,
    "topics": places.TOPIC_COLUMNS,
    "sources": sources.SOURCE_COLUMNS,
    "figures": sources.FIGURE_COLUMNS,
    "relations": sources.RELATION_COLUMNS,
    "documents": sources.DOCUMENT_COLUMNS,
    "notes": sources.NOTE_COLUMNS,
    "kinds": events.KIND_COLUMNS,
    "links": events.LINK_COLUMNS,
}
