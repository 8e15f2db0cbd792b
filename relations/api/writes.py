"""What can be written of each noun, in the names of its answers."""

from relations import models
from relations.api.writing import Links, Write, part, shape


def _names(model: type, back: str) -> Write:
    written = "text language script kind since until"
    return part(f"{model.__name__}Write", model, written, back=back)


def _identifiers(back: str) -> Write:
    name = f"{back.capitalize()}IdentifierWrite"
    return part(name, models.Identifier, "scheme value", back=back)


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
EVENT = shape(
    "EventWrite",
    models.Event,
    "title title_language kind date start_time end_time time_zone status level format languages "
    "theme summary series edition part_of owner key",
    names=_names(models.EventName, "event"),
    places=part("EventPlaceWrite", models.EventPlace, "venue city country", back="event"),
    institutions=part(
        "EventInstitutionWrite", models.EventInstitution, "institution role", back="event"
    ),
    topics=Links(models.EventTopic, "event", "topic"),
    sides=part(
        "SideWrite",
        models.Delegation,
        "name role list_incomplete unnamed_count unnamed_qualifier unnamed_text",
        back="event",
        countries=Links(models.DelegationCountry, "delegation", "place"),
        institutions=Links(models.DelegationInstitution, "delegation", "institution"),
    ),
    identifiers=_identifiers("event"),
    citations=_citations("event"),
)
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
ACCOUNT = shape(
    "AccountWrite",
    models.Account,
    "event source name name_language kind status tense date_text date precision date_basis "
    "earliest latest start_time end_time time_zone date_conflict head_count head_count_qualifier "
    "head_count_text year_evidence theme series edition edition_text level format languages key ",
    names=part("AccountNameWrite", models.AccountName, "text language", back="account"),
    places=part(
        "AccountPlaceWrite", models.AccountPlace, "venue city country basis", back="account"
    ),
    institutions=part(
        "AccountInstitutionWrite",
        models.AccountInstitution,
        "institution role printed",
        back="account",
    ),
    topics=Links(models.AccountTopic, "account", "topic"),
    remarks=part("AccountRemarkWrite", models.AccountRemark, "code text", back="account"),
)
PARTICIPATION = shape(
    "ParticipationWrite",
    models.Participation,
    "event contact side=delegation name_printed capacity_printed roles attendance ",
    posts=part("PostThenWrite", models.ParticipationPost, "post former", back="participation"),
    citations=_citations("participation"),
)
STATEMENT = shape(
    "StatementWrite",
    models.Statement,
    "event side=delegation speaker contact topic kind text account ",
    citations=_citations("statement"),
)
COMMITMENT = shape(
    "CommitmentWrite",
    models.Commitment,
    f"what kind direction status event agreement statement fulfilled_on fulfilled_by evidence "
    f"remind_on owner {OUTCOME}",
    parties=part(
        "CommitmentPartyWrite",
        models.CommitmentParty,
        f"role {PARTY} contact colleague=user",
        back="commitment",
    ),
    citations=_citations("commitment"),
)
AGREEMENT = shape(
    "AgreementWrite",
    models.Agreement,
    f"title kind status event in_force until renewal notice_days amends replaces {OUTCOME}",
    parties=part("AgreementPartyWrite", models.AgreementParty, PARTY, back="agreement"),
    topics=Links(models.AgreementTopic, "agreement", "topic"),
    signings=part(
        "SigningWrite",
        models.Signing,
        "date city country mode event",
        back="agreement",
        signatories=part(
            "SignatoryWrite", models.Signatory, "contact post institution", back="signing"
        ),
    ),
    citations=_citations("agreement"),
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
FIGURE = shape(
    "FigureWrite",
    models.Figure,
    "indicator qualifier value unit period source account baseline_value baseline_period note ",
    subjects=part("FigureSubjectWrite", models.FigureSubject, PARTY, back="figure"),
    citations=_citations("figure"),
)
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
