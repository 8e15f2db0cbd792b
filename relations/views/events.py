"""The pages of events, series, kinds and links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from relations.exports.base import Label, seen
from relations.models import (
    Account,
    Agreement,
    AgreementParty,
    Citation,
    Commitment,
    CommitmentParty,
    Delegation,
    DelegationCountry,
    DelegationInstitution,
    Document,
    Edition,
    Event,
    EventInstitution,
    EventLink,
    EventMention,
    EventSeries,
    Figure,
    FigureSubject,
    LinkKind,
    Note,
    Participation,
    ParticipationPost,
    Relation,
    RelationParty,
    Statement,
)
from relations.views.detail import NounDetail

# A link read from its other end.
BACKWARD: Mapping[str, Label] = {
    LinkKind.CONTINUES: gettext_lazy("is continued by"),
    LinkKind.FOLLOWS_UP: gettext_lazy("is followed up by"),
    LinkKind.NEXT_EDITION: gettext_lazy("has as next edition"),
    LinkKind.RESULT_OF: gettext_lazy("has as result"),
    LinkKind.IMPLEMENTS: gettext_lazy("is implemented by"),
    LinkKind.PREPARES: gettext_lazy("is prepared by"),
    LinkKind.SAME_VISIT: gettext_lazy("belongs to the same visit as"),
    LinkKind.ON_SIDELINES: gettext_lazy("has on its sidelines"),
    LinkKind.PART_OF: gettext_lazy("has as part"),
    LinkKind.REPLACES: gettext_lazy("is replaced by"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """A side of an event with its people in protocol order; ``None`` for those of no side."""

    delegation: Delegation | None
    people: list[Participation] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Said:
    """What one side said, under its name."""

    speaker: str
    statements: list[Statement] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Step:
    """A linked event and how it is linked, read from the event at hand."""

    how: Label
    event: Event
    basis: str


class EventDetail(NounDetail):
    """Everything about one event; some thirty queries, however much there is of it."""

    noun = "events"
    template_name = "relations/event.html"
    apart = ("date", "kind", "places", "status", "level", "theme", "topics")

    def own(self, record: Event) -> dict[str, Any]:
        return {
            **self.told(record),
            **self.outcomes(record),
            "sides": self.sides(record),
            "statements": self.statements(record),
            "steps": self.steps(record),
            "topics": [link.topic for link in record.topic_links.all()],
            "names": list(record.names.all()),
            "carriers": list(
                self.seen(EventInstitution)
                .filter(event=record)
                .select_related("institution")
                .order_by("order", "pk")
            ),
            "parts": list(self.seen(Event).filter(part_of=record).order_by("date_span", "pk")),
            "documents": list(self.seen(Document).filter(event=record)),
            "notes": list(self.seen(Note).filter(event=record)),
        }

    def sides(self, event: Event) -> list[Side]:
        user = self.request.user
        rows = Delegation.objects.filter(event=event).prefetch_related(
            Prefetch("country_links", DelegationCountry.objects.select_related("place")),
            seen("institution_links", DelegationInstitution, user, "institution"),
        )
        sides = {row.pk: Side(row) for row in rows}
        nowhere = Side(None)
        posts = seen("post_links", ParticipationPost, user, "post__institution")
        people = self.seen(Participation).filter(event=event).select_related("contact")
        for person in people.prefetch_related(posts).order_by("order", "pk"):
            sides.get(person.delegation_id, nowhere).people.append(person)
        return [*sides.values(), *([nowhere] if nowhere.people else [])]

    def statements(self, event: Event) -> list[Said]:
        rows = self.seen(Statement).filter(event=event).order_by("order", "pk")
        by_speaker: dict[str, Said] = {}
        for row in rows.select_related("delegation", "contact", "topic"):
            speaker = row.delegation.name if row.delegation else row.speaker or _("Others")
            by_speaker.setdefault(speaker, Said(speaker)).statements.append(row)
        return list(by_speaker.values())

    def steps(self, event: Event) -> list[Step]:
        """Read the links both ways; what leads here stands first."""
        links = self.seen(EventLink).filter(Q(from_event=event) | Q(to_event=event))
        steps = []
        for link in links.select_related("from_event", "to_event").order_by("kind", "pk"):
            if link.from_event_id == event.pk:
                steps.append(Step(link.get_kind_display(), link.to_event, link.basis))
            else:
                steps.append(Step(BACKWARD[link.kind], link.from_event, link.basis))
        return sorted(steps, key=lambda step: step.event.date or "9999")

    def outcomes(self, event: Event) -> dict[str, Any]:
        user = self.request.user
        agreements = self.seen(Agreement).filter(
            Q(event=event) | Q(pk__in=event.signings.values("agreement"))
        )
        commitments = self.seen(Commitment).filter(Q(event=event) | Q(fulfilled_by=event))
        return {
            "agreements": list(
                agreements.order_by("order", "pk").prefetch_related(
                    seen("parties", AgreementParty, user, "institution", "place")
                )
            ),
            "commitments": list(
                commitments.order_by("order", "pk").prefetch_related(
                    seen(
                        "parties", CommitmentParty, user, "institution", "place", "contact", "user"
                    )
                )
            ),
        }

    def told(self, event: Event) -> dict[str, Any]:
        """Gather what sources told: tellings, mentions, figures, relations and citations."""
        user = self.request.user
        accounts = self.seen(Account).filter(event=event).select_related("source", "kind")
        mentions = self.seen(EventMention).filter(event=event)
        of_event = {"account__event": event}
        return {
            "accounts": list(accounts.prefetch_related("accountremarks").order_by("order", "pk")),
            "mentions": list(
                mentions.select_related("account__source", "account__event").order_by("pk")
            ),
            "figures": list(
                self.seen(Figure)
                .filter(**of_event)
                .select_related("source")
                .prefetch_related(seen("subjects", FigureSubject, user, "institution", "place"))
                .order_by("account", "order", "pk")
            ),
            "relations": list(
                self.seen(Relation)
                .filter(**of_event)
                .select_related("source")
                .prefetch_related(seen("parties", RelationParty, user, "institution", "place"))
                .order_by("account", "order", "pk")
            ),
            "citations": list(self.seen(Citation).filter(event=event).select_related("source")),
        }


class MeetingDetail(EventDetail):
    noun = "meetings"


class ForumDetail(EventDetail):
    noun = "forums"


class SeriesDetail(NounDetail):
    """A series with its editions in order; a number nobody told of stands as a gap."""

    noun = "series"
    template_name = "relations/series.html"
    related = ((gettext_lazy("Events of the series"), "events", "series"),)

    def own(self, record: EventSeries) -> dict[str, Any]:
        rows = self.seen(Edition).filter(series=record).select_related("event", "country")
        return {"names": list(record.names.all()), "editions": list(with_gaps(rows))}


class KindDetail(NounDetail):
    noun = "kinds"
    related = ((gettext_lazy("Events of this kind"), "events", "kind"),)


class LinkDetail(NounDetail):
    noun = "links"

    def heading(self, record: EventLink) -> str:
        return f"{record.from_event.title} {record.get_kind_display()} {record.to_event.title}"


@dataclass(frozen=True, slots=True)
class Knot:
    """An edition, or a number for which there is none, or years in which there was none."""

    number: int | None
    edition: Edition | None = None
    idle: str = ""


def with_gaps(editions: Iterable[Edition]) -> Iterable[Knot]:
    last = 0
    before = None
    for edition in editions:
        number = edition.number
        for missing in range(last + 1, number or 0):
            yield Knot(missing)
        if idle := idle_between(before, edition):
            yield Knot(None, idle=idle)
        last = max(last, number or 0)
        before = edition
        yield Knot(number, edition)


def idle_between(earlier: Edition | None, later: Edition) -> str:
    """Give in EDTF the whole years between two editions; none where another may lie there."""
    if earlier is None or not earlier.number or later.number != earlier.number + 1:
        return ""
    end = earlier.date_span and earlier.date_span.upper
    start = later.date_span and later.date_span.lower
    if not end or not start:
        return ""
    years = range((end - timedelta(days=1)).year + 1, start.year)
    if len(years) > 1:
        return f"{years[0]:04}/{years[-1]:04}"
    return f"{years[0]:04}" if years else ""
