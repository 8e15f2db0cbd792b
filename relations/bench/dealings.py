"""What a made-up ministry has besides its people: what was said, promised and signed, and by whom.

Rows are told by what differs from a blank record; the rest is what a new record has by itself.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Field, Model

from relations.bench import dice
from relations.bench.dice import id_of
from relations.models import (
    Account,
    Agreement,
    AgreementParty,
    Commitment,
    CommitmentParty,
    Delegation,
    DelegationCountry,
    DelegationInstitution,
    Document,
    EventInstitution,
    EventKind,
    EventLink,
    EventPlace,
    EventSeries,
    EventTopic,
    Figure,
    FigureSubject,
    Note,
    Place,
    Relation,
    RelationParty,
    Source,
    Statement,
    Topic,
)

Rows = Iterator[dict[str, Any]]
ASPECTS: Final = dice.words(
    "policy|law|research|education|investment|cooperation|security|technology|statistics|forecasts",
    "|",
)
FIELDS: Final = dice.words(
    "water|energy|trade|transport|climate|health|migration|culture|tourism|agriculture|finance|"
    "industry|digital|space|border|youth|media|science|food|labor",
    "|",
)
SAID: Final = dice.words(
    "Interest in joint research was expressed.|The sides exchanged views on the region.|"
    "A visit in spring was proposed.|Предложено провести встречу экспертов.|"
    "Hamkorlik dasturi taklif qilindi.|공동 연구를 제안하였다.",
    "|",
)
PROMISES: Final = dice.words(
    "Send the papers|Prepare a draft of the program|Name the experts|Host the next round|"
    "Направить проект соглашения|Hisobotni yuborish|보고서를 보내기로 함",
    "|",
)
KINDS: Final = ("memorandum", "agreement", "program", "road_map")
DIRECTIONS: Final = ("ours", "theirs", "joint")
STATUSES: Final = ("open", "in_progress", "fulfilled", "lapsed")
SPEECH: Final = ("informed", "position", "proposal", "request")


def _topics(_contacts: int) -> Rows:
    for number in range(len(FIELDS) * len(ASPECTS)):
        field, aspect = FIELDS[number // len(ASPECTS)], ASPECTS[number % len(ASPECTS)]
        yield {"id": id_of("topic", number), "name_en": f"{field.capitalize()}: {aspect}"}


def _series(contacts: int) -> Rows:
    for number in range(max(contacts // 200, 1)):
        name = f"Forum on {FIELDS[number % len(FIELDS)]} {number}"
        yield {"id": id_of("series", number), "name": name, "organizer_text": None}


def _sources(contacts: int) -> Rows:
    for number in range(_tenth(contacts)):
        told = {"title": f"News of the ministry {number}", "publisher": "Press service"}
        where = {"url": f"https://ministry.example/news/{number}", "published": _day(number)}
        yield {"id": id_of("source", number), **told, **where, "language": ("en", "ru")[number % 2]}


def _accounts(contacts: int) -> Rows:
    kind = EventKind.objects.order_by("code").values_list("pk", flat=True)[0]
    for number in range(_tenth(contacts)):
        event = number % dice.events(contacts)
        kept = {"event_id": id_of("event", event), "source_id": id_of("source", number)}
        told = {"kind_id": kind, "name": f"Talks {number}", "date": _day(event)}
        yield {"id": id_of("account", number), **kept, **told, "precision": "day"}


def _event_places(contacts: int) -> Rows:
    places = _places()
    for number in range(dice.events(contacts)):
        place = {"city": "Tashkent", "country_id": places[number * 3 % len(places)]}
        yield {"id": id_of("held", number), "event_id": id_of("event", number), **place}


def _event_topics(contacts: int) -> Rows:
    for number in range(2 * dice.events(contacts)):
        topic = id_of("topic", number * 7 % (len(FIELDS) * len(ASPECTS)))
        event = id_of("event", number // 2)
        yield {"id": id_of("about", number), "event_id": event, "topic_id": topic}


def _hosts(contacts: int) -> Rows:
    for number in range(dice.events(contacts)):
        host = {"institution_id": _house(number, contacts), "role": "host"}
        yield {"id": id_of("host", number), "event_id": id_of("event", number), **host}


def _delegations(contacts: int) -> Rows:
    for number in range(2 * dice.events(contacts)):
        side = {"name": ("Our side", "Guests")[number % 2], "role": ("host", "guest")[number % 2]}
        event = id_of("event", number // 2)
        yield {"id": id_of("side", number), "event_id": event, **side, "order": number % 2}


def _side_countries(contacts: int) -> Rows:
    places = _places()
    for number in range(2 * dice.events(contacts)):
        place = places[number * 5 % len(places)]
        yield {"id": id_of("flag", number), "delegation_id": id_of("side", number)} | {
            "place_id": place
        }


def _side_houses(contacts: int) -> Rows:
    for number in range(2 * dice.events(contacts)):
        house = {"institution_id": _house(number, contacts)}
        yield {"id": id_of("from", number), "delegation_id": id_of("side", number), **house}


def _statements(contacts: int) -> Rows:
    for number in range(2 * dice.events(contacts)):
        kept = {"event_id": id_of("event", number // 2), "delegation_id": id_of("side", number)}
        topic = id_of("topic", number * 11 % (len(FIELDS) * len(ASPECTS)))
        said = {"kind": SPEECH[number % 4], "text": SAID[number % len(SAID)], "topic_id": topic}
        yield {"id": id_of("statement", number), **kept, **said}


def _commitments(contacts: int) -> Rows:
    for number in range(dice.events(contacts)):
        said = {"what": f"{PROMISES[number % len(PROMISES)]} {number}", "due": _day(number + 900)}
        kept = {"direction": DIRECTIONS[number % 3], "status": STATUSES[number % 4]}
        yield {"id": id_of("promise", number), "event_id": id_of("event", number), **kept, **said}


def _promisers(contacts: int) -> Rows:
    for number in range(dice.events(contacts)):
        house = {"institution_id": _house(number, contacts), "role": "owes"}
        yield {"id": id_of("promiser", number), "commitment_id": id_of("promise", number), **house}


def _agreements(contacts: int) -> Rows:
    for number in range(_tenth(contacts) // 2):
        said = {"title": f"Memorandum on {FIELDS[number % len(FIELDS)]} {number}"}
        kept = {"kind": KINDS[number % 4], "in_force": _day(number), "until": _day(number + 1800)}
        event = id_of("event", number % dice.events(contacts))
        yield {"id": id_of("agreement", number), "event_id": event, **said, **kept}


def _agreement_parties(contacts: int) -> Rows:
    for number in range(_tenth(contacts) // 2 * 2):
        house = {"institution_id": _house(number, contacts), "order": number % 2}
        yield {
            "id": id_of("party", number),
            "agreement_id": id_of("agreement", number // 2),
        } | house


def _figures(contacts: int) -> Rows:
    for number in range(_tenth(contacts) // 2):
        said = {"indicator": f"{FIELDS[number % len(FIELDS)]} turnover", "unit": "USD"}
        kept = {"value": Decimal(1000 + number), "period": f"{2000 + number % 24}"}
        source = id_of("source", number)
        yield {"id": id_of("figure", number), "source_id": source, **said, **kept}


def _figure_subjects(contacts: int) -> Rows:
    places = _places()
    for number in range(_tenth(contacts) // 2):
        subject = {"place_id": places[number % len(places)]}
        yield {"id": id_of("subject", number), "figure_id": id_of("figure", number), **subject}


def _relations(contacts: int) -> Rows:
    for number in range(max(contacts // 100, 1)):
        said = {"status": f"Partnership {number}", "since": f"{1992 + number % 30}"}
        source = id_of("source", number % _tenth(contacts))
        yield {"id": id_of("relation", number), "source_id": source, **said}


def _relation_parties(contacts: int) -> Rows:
    places = _places()
    for number in range(2 * max(contacts // 100, 1)):
        party = {"place_id": places[number * 13 % len(places)], "order": number % 2}
        yield {
            "id": id_of("related", number),
            "relation_id": id_of("relation", number // 2),
        } | party


def _links(contacts: int) -> Rows:
    for number in range(1, dice.events(contacts), 4):
        ends = {"from_event_id": id_of("event", number), "to_event_id": id_of("event", number - 1)}
        yield {"id": id_of("link", number), **ends, "kind": "continues"}


def _documents(contacts: int) -> Rows:
    for number in range(_tenth(contacts) // 2):
        file = {"file": f"{number}.pdf", "file_name": f"{number}.pdf", "size": 1000}
        kept = {"event_id": id_of("event", number % dice.events(contacts)), **file}
        yield {"id": id_of("document", number), "title": f"Program {number}", **kept}


def _notes(contacts: int) -> Rows:
    for number in range(_tenth(contacts)):
        event = id_of("event", number % dice.events(contacts))
        yield {"id": id_of("note", number), "event_id": event, "text": f"Remark {number}"}


def _tenth(contacts: int) -> int:
    return max(contacts // 10, 4)


def _house(number: int, contacts: int) -> Any:
    return id_of("institution", number * 3 % dice.institutions(contacts))


def _day(number: int) -> str:
    return (dice.BORN + timedelta(days=number * 17 % dice.DAYS)).isoformat()


def _places() -> list[Any]:
    return list(
        Place.objects.filter(alpha2__isnull=False).order_by("pk").values_list("pk", flat=True)
    )


TABLES: Final[Mapping[type[Model], Callable[[int], Rows]]] = {
    Topic: _topics,
    EventSeries: _series,
    Source: _sources,
    Account: _accounts,
    EventPlace: _event_places,
    EventTopic: _event_topics,
    EventInstitution: _hosts,
    Delegation: _delegations,
    DelegationCountry: _side_countries,
    DelegationInstitution: _side_houses,
    Statement: _statements,
    Commitment: _commitments,
    CommitmentParty: _promisers,
    Agreement: _agreements,
    AgreementParty: _agreement_parties,
    Figure: _figures,
    FigureSubject: _figure_subjects,
    Relation: _relations,
    RelationParty: _relation_parties,
    EventLink: _links,
    Document: _documents,
    Note: _notes,
}


def columns(model: type[Model]) -> dict[str, Any]:
    """Give the columns of a table with what a new record has in each."""
    return {
        str(field.column): _blank(field)
        for field in model._meta.concrete_fields
        if not getattr(field, "generated", False)
    }


def _blank(field: Field) -> Any:
    moments = {"created_at": dice.MOMENT, "changed_at": dice.MOMENT, "version": 1}
    if field.name in moments:
        return moments[field.name]
    value = field.get_default() if field.name != "id" else None
    return "" if value is None and not field.null else getattr(value, "value", value)


def rows(model: type[Model], contacts: int) -> Iterator[tuple[Any, ...]]:
    blank = columns(model)
    for row in TABLES[model](contacts):
        yield tuple((blank | row).values())
