"""What can be written of each noun, in the names of its answers."""

from functools import cache
from typing import Any

from relations import models
from relations.actions import telling
from relations.api.writing import MADE, Link, Links, Write, part, shape


@cache
def _names(model: type, back: str) -> Write:
    written = "text language script kind since until"
    return part(f"{model.__name__}Write", model, written, back=back)


@cache
def _identifiers(back: str) -> Write:
    name = f"{back.capitalize()}IdentifierWrite"
    return part(name, models.Identifier, "scheme value", back=back)


@cache
def _citations(back: str) -> Write:
    name = f"{back.capitalize()}CitationWrite"
    return part(name, models.Citation, "source field quotation", back=back)


SIGHTINGS = "source seen former within as_unit"
POST = "title title_ru title_uz title_ko since until acting primary rank entered_in_error"
PARTY = "institution place"
OUTCOME = "account state due due_text"

INSTITUTION = shape(
    "InstitutionWrite",
    models.Institution,
    "name=display_name kind parent country city website status founded ended owner key",
    names=_names(models.InstitutionName, "institution"),
    topics=Links(models.InstitutionTopic, "institution", "topic"),
    follows=part(
        "SuccessionWrite",
        models.Succession,
        "kind date",
        back="successor",
        predecessors=Links(models.SuccessionPredecessor, "succession", "institution"),
    ),
    identifiers=_identifiers("institution"),
    citations=_citations("institution"),
)
CONTACT = shape(
    "ContactWrite",
    models.Contact,
    "name=display_name family_name given_name name_order languages biography owner deceased "
    "do_not_contact key",
    names=_names(models.ContactName, "contact"),
    address_forms=part(
        "AddressFormWrite", models.AddressForm, "language honorific salutation", back="contact"
    ),
    points=part(
        "ContactPointWrite",
        models.ContactPoint,
        "kind value label preferred do_not_use",
        back="contact",
    ),
    topics=Links(models.ContactTopic, "contact", "topic"),
    posts=part("PostHeldWrite", models.Post, POST + " institution", back="contact"),
    identifiers=_identifiers("contact"),
    citations=_citations("contact"),
)
POSTS = shape(
    "PostWrite",
    models.Post,
    POST + " contact institution",
    sightings=part("SightingWrite", models.PostSighting, SIGHTINGS, back="post"),
    citations=_citations("post"),
)
SIDE = "name role list_incomplete unnamed_count unnamed_qualifier unnamed_text"
OF_EVENT = (
    "title title_language kind date start_time end_time time_zone status level format languages "
    "theme summary series edition part_of owner key"
)


def _side(name: str, **declared: Any) -> Write:
    return part(
        name,
        models.Delegation,
        SIDE,
        back="event",
        countries=Links(models.DelegationCountry, "delegation", "place"),
        institutions=Links(models.DelegationInstitution, "delegation", "institution"),
        **declared,
    )


@cache
def _parts_of_event() -> dict[str, Any]:
    return {
        "names": _names(models.EventName, "event"),
        "places": part("EventPlaceWrite", models.EventPlace, "venue city country", back="event"),
        "institutions": part(
            "EventInstitutionWrite", models.EventInstitution, "institution role", back="event"
        ),
        "topics": Links(models.EventTopic, "event", "topic"),
        "identifiers": _identifiers("event"),
        "citations": _citations("event"),
    }


EVENT_ITSELF = shape(
    "EventWrite", models.Event, OF_EVENT, sides=_side("SideWrite"), **_parts_of_event()
)
"""What is changed of an event: what belongs to it and is a record of its own has an address."""
SERIES = shape(
    "SeriesWrite",
    models.EventSeries,
    "name organizer organizer_text cadence first_year key",
    names=_names(models.SeriesName, "series"),
    editions=part(
        "EditionWrite",
        models.Edition,
        "number event date city country host level status note",
        back="series",
        sources=Links(models.EditionSource, "edition", "source"),
    ),
)
TOLD = (
    "source name_language status tense date_text date precision date_basis earliest "
    "latest start_time end_time time_zone date_conflict head_count head_count_qualifier "
    "head_count_text year_evidence theme series edition edition_text level format languages key"
)


@cache
def _parts_of_account() -> dict[str, Any]:
    return {
        "names": part("AccountNameWrite", models.AccountName, "text language", back="account"),
        "places": part(
            "AccountPlaceWrite", models.AccountPlace, "venue city country basis", back="account"
        ),
        "institutions": part(
            "AccountInstitutionWrite",
            models.AccountInstitution,
            "institution role printed",
            back="account",
        ),
        "topics": Links(models.AccountTopic, "account", "topic"),
        "remarks": part("AccountRemarkWrite", models.AccountRemark, "code text", back="account"),
    }


ACCOUNT = shape("AccountWrite", models.Account, f"event name kind {TOLD}", **_parts_of_account())
SEAT = "contact name_printed capacity_printed roles attendance"


@cache
def _parts_of_seat() -> dict[str, Any]:
    return {
        "posts": part(
            "PostThenWrite",
            models.ParticipationPost,
            "former",
            back="participation",
            post=Link(model=models.Post, own=True),
        ),
        "citations": _citations("participation"),
    }


PARTICIPATION = shape(
    "ParticipationWrite", models.Participation, f"event side=delegation {SEAT}", **_parts_of_seat()
)
SAID = "speaker contact topic kind text account"
STATEMENT = shape(
    "StatementWrite",
    models.Statement,
    f"event side=delegation {SAID}",
    citations=_citations("statement"),
)
PROMISE = (
    "what kind direction status agreement statement fulfilled_on fulfilled_by evidence remind_on "
    f"owner {OUTCOME}"
)


@cache
def _parts_of_commitment() -> dict[str, Any]:
    return {
        "parties": part(
            "CommitmentPartyWrite",
            models.CommitmentParty,
            f"role {PARTY} contact colleague=user",
            back="commitment",
        ),
        "citations": _citations("commitment"),
    }


COMMITMENT = shape(
    "CommitmentWrite", models.Commitment, f"event {PROMISE}", **_parts_of_commitment()
)
SIGNED = f"title kind status in_force until renewal notice_days amends replaces {OUTCOME}"


@cache
def _parts_of_agreement() -> dict[str, Any]:
    return {
        "parties": part("AgreementPartyWrite", models.AgreementParty, PARTY, back="agreement"),
        "topics": Links(models.AgreementTopic, "agreement", "topic"),
        "citations": _citations("agreement"),
    }


@cache
def _signatories() -> Write:
    written = "contact post institution"
    return part("SignatoryWrite", models.Signatory, written, back="signing")


def _signings(name: str, **implied: Any) -> Write:
    written = "date city country mode event"
    signed = {"signatories": _signatories(), **implied}
    return part(name, models.Signing, written, back="agreement", **signed)


AGREEMENT = shape(
    "AgreementWrite",
    models.Agreement,
    f"event {SIGNED}",
    signings=_signings("SigningWrite"),
    **_parts_of_agreement(),
)
NAMED = "name=name_en name_ru name_uz name_ko"
PLACE = shape("PlaceWrite", models.Place, f"{NAMED} kind alpha2 alpha3 m49 parent")
TOPIC = shape("TopicWrite", models.Topic, f"{NAMED} parent")
KIND = shape("KindWrite", models.EventKind, f"{NAMED} code family")
LINK = shape("LinkWrite", models.EventLink, "from_event to_event kind basis")
SOURCE = shape(
    "SourceWrite",
    models.Source,
    "title publisher address=url language kind published published_time published_basis "
    "reported_from retrieved_on stored_copy key",
)
GIVEN = "indicator qualifier value unit period baseline_value baseline_period note"


@cache
def _parts_of_figure() -> dict[str, Any]:
    return {
        "subjects": part("FigureSubjectWrite", models.FigureSubject, PARTY, back="figure"),
        "citations": _citations("figure"),
    }


FIGURE = shape("FigureWrite", models.Figure, f"source account {GIVEN}", **_parts_of_figure())
RELATION = shape(
    "RelationWrite",
    models.Relation,
    "kind status since until source account ",
    parties=part("RelationPartyWrite", models.RelationParty, PARTY, back="relation"),
    citations=_citations("relation"),
)
OWNERS = "event agreement institution contact"
DOCUMENT = shape("DocumentWrite", models.Document, f"title language {OWNERS}")
NOTE = shape("NoteWrite", models.Note, f"text {OWNERS}")


def _seats(name: str, back: str, **of_seat: Any) -> Write:
    return part(name, models.Participation, SEAT, back=back, **of_seat, **_parts_of_seat())


def _said(name: str, back: str, **of_statement: Any) -> Write:
    cited = _citations("statement")
    return part(name, models.Statement, SAID, back=back, **of_statement, citations=cited)


EVENT = shape(
    "EventWrite",
    models.Event,
    OF_EVENT,
    **_parts_of_event(),
    sources=part(
        "ToldWrite",
        models.Account,
        f"name? kind? {TOLD}",
        back="event",
        implied=telling.account,
        **_parts_of_account(),
        figures=part(
            "FigureToldWrite",
            models.Figure,
            GIVEN,
            back="account",
            implied=telling.figure,
            **_parts_of_figure(),
        ),
    ),
    sides=_side(
        "SideWholeWrite",
        participations=_seats("SeatWrite", "delegation", implied=telling.seated),
        statements=_said("SideSaidWrite", "delegation", implied=telling.statement),
    ),
    participations=_seats("LooseSeatWrite", "event"),
    statements=_said("SaidWrite", "event"),
    commitments=part(
        "PromiseWrite", models.Commitment, PROMISE, back="event", **_parts_of_commitment()
    ),
    agreements=part(
        "SignedWrite",
        models.Agreement,
        SIGNED,
        back="event",
        implied=telling.agreement,
        unsaid={"signings": [{}]},
        signings=_signings("SigningThereWrite", implied=telling.signing),
        **_parts_of_agreement(),
    ),
    links=part("LinkFromWrite", models.EventLink, "event=to_event kind basis", back="from_event"),
    notes=part("NoteOnWrite", models.Note, "text", back="event"),
)
"""What is sent of a new event: the whole of it, with what its parts imply left out."""

MADE.update(
    {
        models.Institution: INSTITUTION,
        models.Contact: CONTACT,
        models.Event: EVENT_ITSELF,
        models.EventSeries: SERIES,
        models.Source: SOURCE,
        models.Topic: TOPIC,
        models.Post: shape("OwnPostWrite", models.Post, f"{POST} institution"),
    }
)
CHANGES: dict[str, type[Write]] = dict.fromkeys(("events", "meetings", "forums"), EVENT_ITSELF)
"""What is changed of a noun, where that is less than what is sent of a new record."""
WRITES: dict[str, type[Write]] = {
    "institutions": INSTITUTION,
    "contacts": CONTACT,
    "posts": POSTS,
    "events": EVENT,
    "meetings": EVENT,
    "forums": EVENT,
    "series": SERIES,
    "accounts": ACCOUNT,
    "participations": PARTICIPATION,
    "statements": STATEMENT,
    "commitments": COMMITMENT,
    "agreements": AGREEMENT,
    "places": PLACE,
    "topics": TOPIC,
    "sources": SOURCE,
    "figures": FIGURE,
    "relations": RELATION,
    "documents": DOCUMENT,
    "notes": NOTE,
    "kinds": KIND,
    "links": LINK,
}
