"""One filter set a noun, for its page, its API, its export and its command alike."""

from relations.filters.accounts import AccountFilters
from relations.filters.agreements import AgreementFilters
from relations.filters.attachments import DocumentFilters, NoteFilters
from relations.filters.base import RESERVED, NounFilters
from relations.filters.commitments import CommitmentFilters, StatementFilters
from relations.filters.contacts import ContactFilters, PostFilters
from relations.filters.events import EventFilters, KindFilters, LinkFilters, SeriesFilters
from relations.filters.figures import FigureFilters, RelationFilters
from relations.filters.institutions import InstitutionFilters
from relations.filters.places import PlaceFilters, TopicFilters
from relations.filters.sides import ParticipationFilters
from relations.filters.sources import SourceFilters

FILTERS: dict[str, type[NounFilters]] = {
    "institutions": InstitutionFilters,
    "contacts": ContactFilters,
    "posts": PostFilters,
    "events": EventFilters,
    "meetings": EventFilters,
    "forums": EventFilters,
    "series": SeriesFilters,
    "accounts": AccountFilters,
    "participations": ParticipationFilters,
    "statements": StatementFilters,
    "commitments": CommitmentFilters,
    "agreements": AgreementFilters,
    "places": PlaceFilters,
    "topics": TopicFilters,
    "sources": SourceFilters,
    "figures": FigureFilters,
    "relations": RelationFilters,
    "documents": DocumentFilters,
    "notes": NoteFilters,
    "kinds": KindFilters,
    "links": LinkFilters,
}

__all__ = [
    "FILTERS",
    "RESERVED",
    "AccountFilters",
    "AgreementFilters",
    "CommitmentFilters",
    "ContactFilters",
    "DocumentFilters",
    "EventFilters",
    "FigureFilters",
    "InstitutionFilters",
    "KindFilters",
    "LinkFilters",
    "NoteFilters",
    "NounFilters",
    "ParticipationFilters",
    "PlaceFilters",
    "PostFilters",
    "RelationFilters",
    "SeriesFilters",
    "SourceFilters",
    "StatementFilters",
    "TopicFilters",
]
