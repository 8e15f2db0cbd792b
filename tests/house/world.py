"""A small world with one of everything, twice: once to be read and once closed.

The closed twin of each record bears a rare word in every text it has.
"""

from typing import Any

from django.core.files.base import ContentFile
from django.db import models

from relations.models import (
    AccountInstitution,
    AccountParticipant,
    AccountRemark,
    AccountSide,
    AgreementParty,
    Citation,
    CommitmentParty,
    ContactName,
    ContactPoint,
    DelegationCountry,
    DelegationInstitution,
    Document,
    Edition,
    EventMention,
    EventName,
    EventTopic,
    Figure,
    FigureSubject,
    Identifier,
    InstitutionName,
    ParticipantPost,
    ParticipationPost,
    PostSighting,
    ProbablySame,
    RelationParty,
    SideInstitution,
    Signatory,
    Succession,
    SuccessionPredecessor,
    Transition,
)
from tests import cast

WORD = "Quetzalcoatlus"


def records(word: str, **level: Any) -> dict[str, models.Model]:
    """Make one record of each noun, joined to one another, with ``word`` in every text."""
    house = cast.make_institution(display_name=f"Institute {word}", city=word, **level)
    unit = cast.make_unit(parent=house, display_name=f"Center {word}", **level)
    InstitutionName.objects.create(institution=house, text=f"Name {word}", language="en")
    Identifier.objects.create(scheme="ror", value=word, institution=house)
    person = cast.make_contact(
        display_name=f"Person {word}", family_name=word, biography=word, **level
    )
    ContactName.objects.create(contact=person, text=f"Alias {word}", language="en")
    ContactPoint.objects.create(contact=person, kind="email", value=f"{word.lower()}@example.org")
    post = cast.make_post(contact=person, institution=unit, title=f"Director {word}")
    series = cast.make_series(name=f"Series {word}", organizer=house, **level)
    event = cast.make_event(
        title=f"Forum {word}", theme=word, summary=word, series=series, edition=1, **level
    )
    meeting = cast.make_meeting(title=f"Meeting {word}", part_of=event, **level)
    EventName.objects.create(event=event, text=f"Other name {word}", language="en")
    EventTopic.objects.create(event=event, topic=cast.make_topic())
    cast.make_event_place(event=event, venue=f"Hall {word}")
    cast.make_host(event=event, institution=house)
    source = cast.make_source(title=f"Source {word}", publisher=word, **level)
    found = {
        "institutions": house,
        "contacts": person,
        "posts": post,
        "series": series,
        "events": event,
        "forums": event,
        "meetings": meeting,
        "sources": source,
        "links": cast.make_link(from_event=meeting, to_event=event),
        "unit": unit,
    }
    found |= _at_the_event(found, word, level)
    found |= _outcomes(found, word, level)
    _rest(found, word, level)
    return found


def _at_the_event(found: dict[str, Any], word: str, level: dict[str, Any]) -> dict[str, Any]:
    event, person, house = found["events"], found["contacts"], found["institutions"]
    side = cast.make_delegation(event=event, name=f"Side {word}", unnamed_text=word)
    DelegationCountry.objects.create(delegation=side, place=cast.place())
    DelegationInstitution.objects.create(delegation=side, institution=house)
    participation = cast.make_participation(
        event=event, contact=person, delegation=side, name_printed=f"Printed {word}", **level
    )
    ParticipationPost.objects.create(participation=participation, post=found["posts"])
    account = cast.make_account(
        event=event, source=found["sources"], name=f"Account {word}", year_evidence=word, **level
    )
    told = AccountSide.objects.create(
        account=account, delegation=side, name=f"Told side {word}", role="guest"
    )
    SideInstitution.objects.create(side=told, institution=house, printed=f"Printed {word}")
    printed = AccountParticipant.objects.create(
        side=told, participation=participation, name=f"Told {word}", note=word
    )
    ParticipantPost.objects.create(participant=printed, post=found["posts"])
    AccountInstitution.objects.create(
        account=account, institution=house, role="host", printed=f"Printed {word}"
    )
    AccountRemark.objects.create(account=account, code="remark", text=word)
    EventMention.objects.create(
        account=account,
        event=found["meetings"],
        listed="beside",
        relation="has_part",
        name=f"Mentioned {word}",
    )
    Transition.objects.create(
        account=account, kind="left", contact=person, what=f"Left {word}", institution=house
    )
    PostSighting.objects.create(post=found["posts"], source=found["sources"], seen="2023-12")
    Edition.objects.create(series=found["series"], number=1, event=event, status="held", note=word)
    statement = cast.make_statement(
        event=event,
        account=account,
        delegation=side,
        contact=person,
        speaker=f"Speaker {word}",
        text=f"Said {word}",
        **level,
    )
    return {
        "participations": participation,
        "accounts": account,
        "statements": statement,
    }


def _outcomes(found: dict[str, Any], word: str, level: dict[str, Any]) -> dict[str, Any]:
    event, house, account = found["events"], found["institutions"], found["accounts"]
    commitment = cast.make_commitment(
        event=event, account=account, what=f"Promise {word}", evidence=word, due="2024", **level
    )
    CommitmentParty.objects.create(commitment=commitment, institution=house)
    agreement = cast.make_agreement(
        title=f"Agreement {word}", event=event, account=account, until="2030", **level
    )
    AgreementParty.objects.create(agreement=agreement, institution=house)
    signing = cast.make_signing(agreement=agreement, event=event, city=word)
    Signatory.objects.create(signing=signing, contact=found["contacts"], post=found["posts"])
    figure = cast.make_figure(
        indicator=f"Indicator {word}", source=found["sources"], account=account, note=word, **level
    )
    FigureSubject.objects.create(figure=figure, institution=house)
    relation = cast.make_relation(
        status=f"Relation {word}", source=found["sources"], account=account, **level
    )
    RelationParty.objects.create(relation=relation, institution=house)
    document = Document(
        title=f"Document {word}",
        event=event,
        file_name=f"{word}.txt",
        content_type="text/plain",
        **level,
    )
    document.file.save(f"{word}.txt", ContentFile(word.encode()), save=False)
    document.save()
    return {
        "commitments": commitment,
        "agreements": agreement,
        "figures": figure,
        "relations": relation,
        "documents": document,
        "notes": cast.make_note(event=event, text=f"Minutes {word}", **level),
    }


def _rest(found: dict[str, Any], word: str, level: dict[str, Any]) -> None:
    Citation.objects.create(source=found["sources"], event=found["events"], quotation=word)
    other = cast.make_institution(display_name=f"Predecessor {word}", **level)
    change = Succession.objects.create(successor=found["institutions"], kind="merged_into")
    SuccessionPredecessor.objects.create(succession=change, institution=other)
    pair = sorted([found["institutions"], other], key=lambda record: record.pk)
    ProbablySame.objects.create(institution=pair[0], other_institution=pair[1], why=word)


def hidden_links(opened: dict[str, Any], closed: dict[str, Any]) -> None:
    """Hang closed records on open ones: each link must vanish with what it leads to."""
    cast.make_participation(event=opened["events"], contact=closed["contacts"])
    cast.make_host(event=opened["events"], institution=closed["institutions"])
    cast.make_link(from_event=opened["meetings"], to_event=closed["events"], how="follows_up")
    cast.make_note(event=opened["events"], text=f"Closed minutes {WORD}", **cast.restricted())
    cast.make_post(
        contact=opened["contacts"], institution=closed["unit"], title=f"Second post {WORD}"
    )
    cast.make_statement(
        event=opened["events"], contact=closed["contacts"], text=f"Closed words {WORD}"
    )
    Citation.objects.create(
        source=closed["sources"], event=opened["events"], quotation=f"Closed {WORD}"
    )
    AgreementParty.objects.create(
        agreement=opened["agreements"], institution=closed["institutions"], order=2
    )
    CommitmentParty.objects.create(
        commitment=opened["commitments"], contact=closed["contacts"], order=2
    )
    FigureSubject.objects.create(
        figure=opened["figures"], institution=closed["institutions"], order=2
    )
    cast.make_commitment(event=closed["events"], what=f"Another promise {WORD}")
    cast.make_agreement(title=f"Another agreement {WORD}", event=closed["events"])
    models.QuerySet.update(
        type(opened["institutions"]).objects.filter(pk=opened["unit"].pk),
        parent=closed["institutions"],
    )
    models.QuerySet.update(
        type(opened["events"]).objects.filter(pk=opened["meetings"].pk), part_of=closed["events"]
    )
    models.QuerySet.update(
        type(opened["events"]).objects.filter(pk=opened["events"].pk), series=closed["series"]
    )
    assert Figure.objects.count() == 2
