"""A meeting or forum as somebody wants it kept, before any of it is: plain structures.

Whoever wants to log an event (a form, the API, an importer) writes one ``MeetingDraft`` and hands
it to ``relations.actions.meetings``. Nothing here asks the database. Records that are known are
named by ``id``; without one they are new, and made with the event. Two equal drafts of an
institution, and two drafts of a person under one name, are one record.

Dates are EDTF texts ("2024-05-16", "2023-12", ""). Countries are ISO 3166-1 alpha-2 codes.
Errors are told by path: ``sides.1.people.0.posts.1.title``.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from relations import access


@dataclass(frozen=True, slots=True)
class NameDraft:
    """A further name of a new person, in another script or spelling."""

    text: str
    language: str = ""
    script: str = ""


@dataclass(frozen=True, slots=True)
class BodyDraft:
    """An institution: a known one, or a new one by its name, inside another if it is a unit."""

    id: UUID | None = None
    name: str = ""
    inside: "BodyDraft | None" = None
    kind: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class PostDraft:
    """A post held on the day: a known one of the person, or a new one.

    A new post of a known person that says what one of theirs says already is that one.
    """

    id: UUID | None = None
    title: str = ""
    body: BodyDraft | None = None
    acting: bool = False
    former: bool = False


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """Somebody on a side: a known contact, a new one by ``name``, or a line kept as ``text``.

    A line that was not understood makes no contact: it is kept in the words of the side.
    ``printed`` is the name as the source prints it.
    """

    id: UUID | None = None
    name: str = ""
    text: str = ""
    printed: str = ""
    family_name: str = ""
    given_name: str = ""
    name_order: str = ""
    names: tuple[NameDraft, ...] = ()
    posts: tuple[PostDraft, ...] = ()
    roles: tuple[str, ...] = ()
    attendance: str = "not_stated"


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """What a side said, or ``speaker`` where no side did; ``topic`` by its English name."""

    text: str
    kind: str = ""
    topic: str = ""
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class SideDraft:
    """A side: for which countries and institutions, who, and that there were others."""

    name: str
    role: str = "party"
    countries: tuple[str, ...] = ()
    bodies: tuple[BodyDraft, ...] = ()
    people: tuple[PersonDraft, ...] = ()
    statements: tuple[StatementDraft, ...] = ()
    list_incomplete: bool = False
    unnamed_count: int | None = None
    unnamed_qualifier: str = ""
    unnamed_text: str = ""


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    venue: str = ""
    city: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """A link to another event: a known one, or one known by this mention alone."""

    kind: str = "continues"
    id: UUID | None = None
    title: str = ""
    date: str = ""
    event_kind: str = "forum"
    place: PlaceDraft | None = None
    basis: str = "printed"


@dataclass(frozen=True, slots=True)
class SeriesDraft:
    id: UUID | None = None
    name: str = ""
    edition: int | None = None


@dataclass(frozen=True, slots=True)
class PromiseDraft:
    """What was promised: ``ours``, ``theirs`` or ``joint``; who owes it, where that is said."""

    what: str
    direction: str = ""
    due: str = ""
    due_text: str = ""
    kind: str = "follow_up"
    owes: tuple[BodyDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """An agreement signed at the event by the institutions named."""

    title: str
    kind: str = "memorandum"
    parties: tuple[BodyDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceDraft:
    """A source that tells of the event, and how it prints the date; known by id or address."""

    id: UUID | None = None
    title: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    published: str = ""
    date_text: str = ""
    year_evidence: str = ""


@dataclass(frozen=True, slots=True)
class FigureDraft:
    """A figure somebody gave, with its qualifier; it comes from the first source."""

    indicator: str
    value: str
    unit: str
    qualifier: str = "exact"
    period: str = ""


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """Confidential minutes with a level of their own."""

    text: str
    confidentiality: str = access.INTERNAL
    teams: tuple[UUID, ...] = ()
    readers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """A file of the event, as it was sent, and what it is called; as open as the event."""

    title: str
    file: Any


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """The whole event. ``kind`` is the code of its kind, which makes it a meeting or a forum."""

    title: str
    kind: str = "meeting"
    date: str = ""
    status: str = "held"
    format: str = "unknown"
    level: str = ""
    language: str = ""
    theme: str = ""
    summary: str = ""
    confidentiality: str = access.INTERNAL
    teams: tuple[UUID, ...] = ()
    readers: tuple[int, ...] = ()
    places: tuple[PlaceDraft, ...] = ()
    hosts: tuple[BodyDraft, ...] = ()
    sides: tuple[SideDraft, ...] = ()
    statements: tuple[StatementDraft, ...] = ()
    topics: tuple[str, ...] = ()
    links: tuple[LinkDraft, ...] = ()
    series: SeriesDraft | None = None
    promises: tuple[PromiseDraft, ...] = ()
    agreements: tuple[AgreementDraft, ...] = ()
    sources: tuple[SourceDraft, ...] = ()
    figures: tuple[FigureDraft, ...] = ()
    notes: tuple[NoteDraft, ...] = ()
    documents: tuple[DocumentDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """One record the save will make, for the reader: its kind and what it is called."""

    kind: str
    label: str


@dataclass(slots=True)
class Plan:
    """What a draft comes to: the rows to write, in order, and the event's id."""

    event: UUID
    rows: list[Any] = field(default_factory=list)

    @property
    def made(self) -> list[Made]:
        """List the records of their own that will be made; their parts go without saying."""
        told = {
            "event",
            "contact",
            "institution",
            "post",
            "topic",
            "eventseries",
            "source",
            "agreement",
            "commitment",
            "document",
        }
        return [
            Made(str(row._meta.verbose_name), _label(row))
            for row in self.rows
            if row._meta.model_name in told
        ]

    @property
    def made_beside(self) -> list[Made]:
        """List what will be made beside the event, for one that stands already."""
        return Plan(self.event, [row for row in self.rows if row.pk != self.event]).made


def _label(row: Any) -> str:
    """Name a new row without asking the database: of a post's links only those at hand."""
    if row._meta.model_name != "post":
        return str(row)
    body = row._state.fields_cache.get("institution")  # noqa: SLF001
    return ", ".join(str(part) for part in (row.title, body) if part)
