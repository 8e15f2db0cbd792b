"""One row of every model, and of every kind of record a row may hang on, under a name each."""

from django.db.models import Model

from relations import models as m
from tests import cast

LEVELED = (
    "institution",
    "partner",
    "contact",
    "twin",
    "source",
    "series",
    "event",
    "meeting",
    "participation",
    "account",
    "agreement",
    "bare_agreement",
    "statement",
    "bare_statement",
    "commitment",
    "figure",
    "relation",
    *(f"{what}_of_{owner}" for what in ("note", "document") for owner in m.Note.guarded_by),
)
"""The names of the rows with a level of their own."""


def everything() -> dict[str, Model]:
    """Make the world; nothing in it is restricted, all that has a level is internal."""
    world: dict[str, Model] = {}
    for build in (_ground, _events, _sides, _tellings, _outcomes, _attached):
        world.update(build(world))
    return world


def _ground(_: dict[str, Model]) -> dict[str, Model]:
    team = cast.make_team()
    user = cast.make_user(username="owner")
    topic = cast.make_topic()
    institution = cast.make_institution()
    partner = cast.make_institution(display_name=cast.HUFS, kind="university")
    contact = cast.make_contact()
    source = cast.make_source(
        collection=m.Collection.objects.create(name="real reports", collected="from the web")
    )
    post = cast.make_post(contact=contact, institution=partner)
    bare_post = m.Post.objects.create(contact=contact, title="member of a council")
    succession = m.Succession.objects.create(successor=institution, kind="merged_into")
    return {
        "place": cast.place(),
        "kind": cast.kind(),
        "topic": topic,
        "team": team,
        "membership": m.Membership.objects.create(team=team, user=user),
        "view": m.SavedView.objects.create(owner=user, name="Korea", slug="korea", noun="events"),
        "collection": source.collection,
        "institution": institution,
        "partner": partner,
        "institution_name": institution.names.create(text="ISRS"),
        "institution_topic": institution.topic_links.create(topic=topic),
        "succession": succession,
        "predecessor": succession.from_links.create(institution=partner),
        "contact": contact,
        "twin": cast.make_contact(display_name="Je Seong-hun"),
        "contact_name": contact.names.create(text="제성훈", language="ko"),
        "address_form": contact.address_forms.create(language="en", honorific="Professor"),
        "point": contact.points.create(kind="email", value="jeh@example.org"),
        "contact_topic": contact.topic_links.create(topic=topic),
        "source": source,
        "post": post,
        "bare_post": bare_post,
        "sighting": post.sightings.create(source=source, seen="2023-12", within=institution),
        "bare_sighting": bare_post.sightings.create(seen="2023"),
    }


def _events(world: dict[str, Model]) -> dict[str, Model]:
    series = cast.make_series()
    event = cast.make_event(series=series, edition=1)
    meeting = cast.make_meeting()
    edition = series.editions.create(number=1, event=event, status="held")
    return {
        "series": series,
        "series_name": series.names.create(text="KUEF"),
        "event": event,
        "meeting": meeting,
        "event_name": event.names.create(text="Экспертный форум", language="ru"),
        "event_place": cast.make_event_place(event=event, venue="ISRS"),
        "event_institution": cast.make_host(event=event, institution=world["institution"]),
        "event_topic": event.topic_links.create(topic=world["topic"]),
        "link": cast.make_link(from_event=meeting, to_event=event),
        "edition": edition,
        "missing_edition": series.editions.create(number=2, status="unknown"),
        "edition_source": edition.source_links.create(source=world["source"]),
    }


def _sides(world: dict[str, Model]) -> dict[str, Model]:
    event = world["event"]
    delegation = cast.make_delegation(event=event)
    participation = cast.make_participation(
        event=event, contact=world["contact"], delegation=delegation
    )
    return {
        "delegation": delegation,
        "delegation_country": delegation.country_links.create(place=cast.place("KR")),
        "delegation_institution": delegation.institution_links.create(institution=world["partner"]),
        "participation": participation,
        "participation_post": participation.post_links.create(post=world["post"]),
    }


def _tellings(world: dict[str, Model]) -> dict[str, Model]:
    account = cast.make_account(event=world["event"], source=world["source"])
    side = account.accountsides.create(
        delegation=world["delegation"], name="South Korea", role="guest"
    )
    participant = side.participants.create(
        participation=world["participation"], name="Je Seong Hun"
    )
    appointed = {"kind": "appointed", "what": "became a professor"}
    merged = {"kind": "merged", "what": "merged into ISRS"}
    return {
        "account": account,
        "account_name": account.accountnames.create(text="II Expert Forum"),
        "account_place": account.accountplaces.create(city="Tashkent", country=cast.place()),
        "account_institution": account.accountinstitutions.create(
            institution=world["institution"], role="host"
        ),
        "account_topic": account.accounttopics.create(topic=world["topic"]),
        "account_remark": account.accountremarks.create(code="date-conflict", text="two dates"),
        "side": side,
        "side_country": side.countries.create(place=cast.place("KR")),
        "side_institution": side.institutions.create(institution=world["partner"]),
        "participant": participant,
        "participant_post": participant.posts.create(
            post=world["post"], within=world["institution"]
        ),
        "mention": account.eventmentions.create(
            event=world["meeting"], listed="beside", relation="after", name="a later meeting"
        ),
        "appointment": account.transitions.create(
            contact=world["contact"], institution=world["partner"], **appointed
        ),
        "merger": account.transitions.create(
            subject=world["partner"], result=world["institution"], **merged
        ),
    }


def _outcomes(world: dict[str, Model]) -> dict[str, Model]:
    event, account, contact = world["event"], world["account"], world["contact"]
    told = {"event": event, "account": account}
    agreement = cast.make_agreement(**told)
    signing = cast.make_signing(agreement=agreement, event=world["meeting"])
    commitment = cast.make_commitment(**told, agreement=agreement)
    figure = cast.make_figure(source=world["source"], account=account)
    relation = cast.make_relation(source=world["source"], account=account)
    return {
        "agreement": agreement,
        "bare_agreement": cast.make_agreement(title="Joint statement"),
        "agreement_party": agreement.parties.create(institution=world["institution"]),
        "agreement_country": agreement.parties.create(place=cast.place("KR")),
        "agreement_topic": agreement.topic_links.create(topic=world["topic"]),
        "signing": signing,
        "signatory": signing.signatories.create(
            contact=contact, post=world["post"], institution=world["institution"]
        ),
        "statement": cast.make_statement(**told, contact=contact),
        "bare_statement": cast.make_statement(event=event),
        "commitment": commitment,
        "commitment_party": commitment.parties.create(institution=world["partner"]),
        "commitment_person": commitment.parties.create(contact=contact),
        "commitment_user": commitment.parties.create(user=m.User.objects.get(username="owner")),
        "figure": figure,
        "figure_subject": figure.subjects.create(institution=world["institution"]),
        "figure_country": figure.subjects.create(place=cast.place()),
        "relation": relation,
        "relation_party": relation.parties.create(institution=world["institution"]),
        "relation_country": relation.parties.create(place=cast.place("KR")),
    }


def _attached(world: dict[str, Model]) -> dict[str, Model]:
    made: dict[str, Model] = {}
    for arc in m.Citation.ARCS:
        made[f"citation_of_{arc}"] = m.Citation.objects.create(
            source=world["source"], **{arc: world[arc]}
        )
    for owner in m.Identifier.guarded_by:
        made[f"identifier_of_{owner}"] = m.Identifier.objects.create(
            scheme="wikidata", value=f"Q-{owner}", **{owner: world[owner]}
        )
    for owner in m.Note.guarded_by:
        made[f"note_of_{owner}"] = cast.make_note(**{owner: world[owner]})
        made[f"document_of_{owner}"] = cast.make_document(**{owner: world[owner]})
    for noun, one, other in (
        ("event", world["event"], world["meeting"]),
        ("contact", world["contact"], world["twin"]),
        ("institution", world["institution"], world["partner"]),
    ):
        first, second = sorted((one, other), key=lambda record: record.pk)
        made[f"same_{noun}"] = m.ProbablySame.objects.create(
            **{noun: first, f"other_{noun}": second}
        )
    return made
