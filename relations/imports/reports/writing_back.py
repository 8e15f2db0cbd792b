"""Write reports back in the format they came in, from the records alone."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.text import slugify

from relations.imports.reports.vocabulary import AGREEMENT_WORDS, COMMITMENT_WORDS
from relations.models import (
    Account,
    AccountInstitution,
    AccountParticipant,
    AccountSide,
    Agreement,
    Commitment,
    EventMention,
    Figure,
    ParticipantPost,
    Relation,
    SideInstitution,
    Statement,
)
from relations.models.figures import number

Entry = dict[str, Any]

MOST_SHOWN = 120


def accounts(user: Any) -> QuerySet[Account]:
    """Take the tellings a user may read with all their parts: a fixed number of queries."""

    def seen(model: Any, *related: str) -> Any:
        return model.objects.visible_to(user).select_related(*related)

    def parties(model: Any, arc: str) -> Any:
        return Prefetch(
            arc, queryset=model.objects.visible_to(user).prefetch_related(*_parts(model))
        )

    return (
        Account.objects.visible_to(user)
        .exclude(source__key=None)
        .select_related("event", "source__collection", "kind", "series")
        .prefetch_related(
            "accountnames",
            "accountplaces__country",
            "accountremarks",
            "accounttopics__topic",
            "transitions__contact",
            "transitions__subject",
            "transitions__institution",
            "transitions__result",
            Prefetch("accountinstitutions", queryset=seen(AccountInstitution, "institution")),
            Prefetch("eventmentions", queryset=seen(EventMention, "event", "kind", "country")),
            Prefetch("accountsides", queryset=seen(AccountSide)),
            "accountsides__countries__place",
            Prefetch("accountsides__institutions", queryset=seen(SideInstitution, "institution")),
            Prefetch(
                "accountsides__participants",
                queryset=seen(AccountParticipant, "participation__contact", "reads_for"),
            ),
            Prefetch(
                "accountsides__participants__posts",
                queryset=seen(ParticipantPost, "post__institution", "within"),
            ),
            Prefetch("statements", queryset=seen(Statement, "contact")),
            parties(Agreement, "agreements"),
            parties(Commitment, "commitments"),
            parties(Figure, "figures"),
            parties(Relation, "relations"),
        )
        .order_by("order", "source__key", "pk")
    )


def _parts(model: Any) -> tuple[str, str]:
    parts = "subjects" if model is Figure else "parties"
    return f"{parts}__institution", f"{parts}__place"


class Keys:
    """The keys records go by in the file; one that has none is named after itself."""

    def __init__(self) -> None:
        self._made: dict[Any, str] = {}

    def of(self, record: Any) -> str:
        if record.key:
            return str(record.key)
        if record.pk not in self._made:
            stem = slugify(str(record))[:60] or "record"
            prefix = "ev:" if hasattr(record, "part_of_id") else ""
            self._made[record.pk] = f"{prefix}{stem}-{record.pk.hex[-8:]}"
        return self._made[record.pk]

    def of_any(self, record: Any) -> str | None:
        return self.of(record) if record is not None else None


def report(account: Account, keys: Keys) -> Entry:
    """Return one telling as a report of the format."""
    return {
        "id": account.source.key,
        "source": _source(account),
        "tense": account.tense,
        "year_evidence": account.year_evidence,
        "event": _event(account, keys),
        "other_events": [
            _other(mention, keys)
            for mention in account.eventmentions.all()
            if mention.listed == "beside"
        ],
        "sides": [_side(side, keys) for side in account.accountsides.all()],
        "topics": [link.topic.name_en for link in account.accounttopics.all()],
        "points": [
            {
                "side": said.speaker,
                "by": keys.of_any(said.contact),
                "text": said.text,
            }
            for said in account.statements.all()
        ],
        "outcomes": _outcomes(account, keys),
        "continues": [
            {
                "relation": mention.relation,
                "event": keys.of(mention.event),
                "name": mention.name,
                "edtf": mention.date or None,
                "city": mention.city,
                "basis": mention.basis,
            }
            for mention in account.eventmentions.all()
            if mention.listed == "continued"
        ],
        "figures": [_figure(figure, keys) for figure in _ordered(account.figures.all())],
        "relations": [
            {
                "between": _parties(relation.parties.all(), keys),
                "kind": relation.kind,
                "status": relation.status,
                "since": relation.since or None,
            }
            for relation in _ordered(account.relations.all())
        ],
        "changes": [_change(change, keys) for change in account.transitions.all()],
        "notes": [
            {"code": remark.code, "text": remark.text} for remark in account.accountremarks.all()
        ],
    }


def _source(account: Account) -> Entry:
    source = account.source
    published = source.published or None
    if published and source.published_time:
        published = f"{published}T{source.published_time}"
    return {
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "language": source.language,
        "published": published,
        "published_basis": source.published_basis,
        "reported_from": source.reported_from,
        "stored_copy": source.stored_copy,
    }


def _date(told: Any) -> Entry:
    return {
        "text": told.date_text,
        "edtf": told.date or None,
        "precision": told.precision,
        "basis": told.date_basis,
        "start": told.earliest.isoformat() if told.earliest else None,
        "end": told.latest.isoformat() if told.latest else None,
        "start_time": _hour(told.start_time),
        "end_time": _hour(told.end_time),
        "time_zone": told.time_zone,
        "conflict": told.date_conflict,
    }


def _hour(value: Any) -> str | None:
    return value.isoformat("minutes") if value is not None else None


def _event(account: Account, keys: Keys) -> Entry:
    bodies: dict[str, list[Entry]] = {"host": [], "co_organizer": [], "supporter": []}
    for link in account.accountinstitutions.all():
        entry = {"key": keys.of(link.institution), "printed": link.printed}
        bodies.setdefault(link.role, []).append(entry)
    return {
        "key": keys.of(account.event),
        "kind": account.kind.code,
        "name": _name(account),
        "other_names": [
            {"text": name.text, "language": name.language, "as_printed": name.as_printed}
            for name in account.accountnames.all()
        ],
        "theme": account.theme,
        "series": {
            "key": keys.of(account.series),
            "edition": account.edition,
            "edition_text": account.edition_text,
        }
        if account.series
        else None,
        "level": account.level,
        "status": account.status,
        "date": _date(account),
        "places": [
            {
                "venue": place.venue,
                "city": place.city,
                "country": place.country.alpha2 if place.country else None,
                "basis": place.basis,
            }
            for place in account.accountplaces.all()
        ],
        "mode": account.format,
        "languages": account.languages,
        "hosts": bodies["host"],
        "co_organisers": bodies["co_organizer"],
        "supporters": bodies["supporter"],
        "attendance": {
            "count": account.head_count,
            "qualifier": account.head_count_qualifier,
            "text": account.head_count_text,
        }
        if account.head_count is not None
        else None,
    }


def _name(told: Any) -> Entry:
    return {
        "text": told.name,
        "language": told.name_language,
        "as_printed": told.name_as_printed,
    }


def _other(mention: EventMention, keys: Keys) -> Entry:
    return {
        "relation": mention.relation,
        "key": keys.of(mention.event),
        "kind": mention.kind.code if mention.kind else "meeting",
        "name": _name(mention),
        "date": _date(mention),
        "city": mention.city,
        "country": mention.country.alpha2 if mention.country else None,
        "note": mention.note,
    }


def _side(side: AccountSide, keys: Keys) -> Entry:
    return {
        "name": side.name,
        "role": side.role,
        "countries": [link.place.alpha2 for link in side.countries.all()],
        "institutions": [
            {"key": keys.of(link.institution), "printed": link.printed}
            for link in side.institutions.all()
        ],
        "participants": [_participant(person, keys) for person in side.participants.all()],
        "unnamed": {
            "count": side.unnamed_count,
            "qualifier": side.unnamed_qualifier,
            "text": side.unnamed_text,
        }
        if side.unnamed_text is not None
        else None,
    }


def _participant(person: AccountParticipant, keys: Keys) -> Entry:
    entry: Entry = {
        "name": person.name,
        "script": person.script,
        "person": keys.of(person.participation.contact),
        "also_printed": person.also_printed,
        "posts": [post_entry(link, keys) for link in person.posts.all()],
        "roles": person.roles,
        "attendance": person.attendance,
    }
    if person.note is not None:
        entry["note"] = person.note
    if person.reads_for is not None:
        entry["reads_for"] = keys.of(person.reads_for)
    return entry


def post_entry(link: Any, keys: Keys) -> Entry:
    """Write a post as its telling names it: the whole body, the unit in it, or both."""
    seat = keys.of_any(link.post.institution)
    return {
        "title": link.post.title,
        "institution": keys.of_any(link.within) if link.as_unit else seat,
        "unit": seat if link.as_unit else None,
        "acting": link.post.acting,
        "former": link.former,
    }


def _outcomes(account: Account, keys: Keys) -> list[Entry]:
    told: list[tuple[int, str, str, Any]] = [
        *(
            (item.order, AGREEMENT_WORDS[item.kind], item.title, item)  # type: ignore[index]
            for item in account.agreements.all()
        ),
        *(
            (item.order, COMMITMENT_WORDS.get(item.kind, item.kind), item.what, item)  # type: ignore[call-overload]
            for item in account.commitments.all()
        ),
    ]
    return [
        {
            "kind": kind,
            "what": what,
            "who": _parties(item.parties.all(), keys),
            "state": item.state,
            "due": {"text": item.due_text, "edtf": item.due or None}
            if item.due or item.due_text is not None
            else None,
        }
        for _, kind, what, item in sorted(told, key=lambda entry: entry[0])
    ]


def _figure(figure: Figure, keys: Keys) -> Entry:
    return {
        "indicator": figure.indicator,
        "value": number(figure.value),
        "qualifier": figure.qualifier,
        "unit": figure.unit,
        "period": figure.period or None,
        "about": _parties(figure.subjects.all(), keys),
        "baseline": {
            "value": number(figure.baseline_value),
            "period": figure.baseline_period or None,
        }
        if figure.has_baseline
        else None,
        "note": figure.note,
    }


def _change(change: Any, keys: Keys) -> Entry:
    entry: Entry = {
        "kind": change.kind,
        "subject": keys.of(change.contact or change.subject),
        "what": change.what,
        "date": change.date or None,
    }
    if change.institution is not None:
        entry["institution"] = keys.of(change.institution)
    if change.result is not None:
        entry["result"] = keys.of(change.result)
    return entry


def _ordered(records: Iterable[Any]) -> list[Any]:
    return sorted(records, key=lambda record: (record.order, record.pk))


def _parties(parties: Iterable[Any], keys: Keys) -> list[str]:
    return [
        party.place.alpha2 if party.place_id else keys.of(party.institution) for party in parties
    ]


def reports_of_keys(keys: Iterable[str], user: Any) -> dict[str, Entry]:
    """Write the reports of some numbers back, by number."""
    names = Keys()
    found = accounts(user).filter(source__key__in=keys)
    return {str(account.source.key): report(account, names) for account in found}


def differences(one: Any, other: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield each place where two documents differ, with what stands on either side."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for name in sorted({*one, *other}):
            inner = f"{path}.{name}" if path else str(name)
            yield from differences(one.get(name, "absent"), other.get(name, "absent"), inner)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for position, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, f"{path}[{position}]")
    elif _plain(one) != _plain(other):
        yield path, f"{_short(one)} here, {_short(other)} there"


def _plain(value: Any) -> Any:
    """Compare numbers as they are written back: 6.3 read exactly is not 6.3 in binary."""
    return number(value) if isinstance(value, Decimal) else value


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"
