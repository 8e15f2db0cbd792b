"""Records with every part they can have, each part as often as asked."""

from itertools import count
from types import SimpleNamespace

from relations import models
from tests import cast

NUMBERS = count(1)


def tell(parts):
    """Make one record of every noun, with so many of each part; return them by noun."""
    s = SimpleNamespace(number=next(NUMBERS), parts=range(parts))
    s.owner = cast.make_user(username=f"owner {s.number}")
    s.topics = [cast.make_topic(name_en=f"topic {s.number} {n}") for n in s.parts]
    s.topic = cast.make_topic(name_en=f"narrow {s.number}", parent=s.topics[0])
    for n in s.parts:
        cast.make_topic(name_en=f"narrower {s.number} {n}", parent=s.topic)
    s.source = cast.make_source(
        title=f"Source {s.number}",
        collection=models.Collection.objects.create(name=f"collection {s.number}"),
    )
    institution(s)
    contact(s)
    event(s)
    said(s)
    agreed(s)
    told(s)
    around(s)
    return {
        "institutions": s.body, "contacts": s.contact, "posts": s.post, "events": s.event,
        "meetings": s.event, "forums": s.forum, "series": s.series, "accounts": s.account,
        "participations": s.taken, "statements": s.statement, "commitments": s.commitment,
        "agreements": s.agreement, "places": cast.place("143"), "topics": s.topic,
        "sources": s.source, "figures": s.figure, "relations": s.relation,
        "documents": s.document, "notes": s.note, "kinds": cast.kind(), "links": s.link,
    }  # fmt: skip


def cite(s, **record):
    for _ in s.parts:
        models.Citation.objects.create(source=s.source, **record)


def institution(s):
    whole = cast.make_institution(display_name="Whole body")
    mid = cast.make_unit(parent=whole, display_name="Faculty")
    s.body = cast.make_unit(
        parent=mid, display_name="Body", country=cast.place("KR"), owner=s.owner
    )
    s.series = cast.make_series(name=f"Series {s.number}", organizer=s.body)
    for n in s.parts:
        cast.make_unit(parent=s.body, display_name=f"Unit {n}")
        cast.make_series(name=f"Further {s.number} {n}", organizer=s.body)
        models.InstitutionName.objects.create(institution=s.body, text=f"name {n}")
        models.InstitutionTopic.objects.create(institution=s.body, topic=s.topics[n])
        models.Identifier.objects.create(scheme="ror", value=f"i{s.number}{n}", institution=s.body)
        for successor, predecessor in ((s.body, whole), (whole, s.body)):
            step = models.Succession.objects.create(successor=successor, kind="merged_into")
            models.SuccessionPredecessor.objects.create(succession=step, institution=predecessor)
    cite(s, institution=s.body)


def contact(s):
    s.contact = cast.make_contact(owner=s.owner)
    s.posts = [cast.make_post(contact=s.contact, institution=s.body) for _ in s.parts]
    s.post = s.posts[0]
    for n in s.parts:
        models.ContactName.objects.create(contact=s.contact, text=f"name {n}")
        models.AddressForm.objects.create(contact=s.contact, language=f"l{n}", honorific="Dr")
        models.ContactPoint.objects.create(contact=s.contact, kind="email", value=f"{n}@x.uz")
        models.ContactTopic.objects.create(contact=s.contact, topic=s.topics[n])
        models.Identifier.objects.create(scheme="ror", value=f"c{s.number}{n}", contact=s.contact)
        for post in s.posts:
            models.PostSighting.objects.create(post=post, source=s.source, seen="2024")
    cite(s, contact=s.contact)
    cite(s, post=s.post)


def event(s):
    s.forum = cast.make_event(owner=s.owner)
    s.event = cast.make_meeting(owner=s.owner, series=s.series, part_of=s.forum)
    s.link = cast.make_link(from_event=s.event, to_event=s.forum)
    for at in (s.event, s.forum):
        furnish(s, at)
    s.taken = s.event.participations.first()
    cite(s, event=s.event)
    cite(s, participation=s.taken)


def furnish(s, at):
    for n in s.parts:
        cast.make_event_place(event=at)
        cast.make_host(event=at, institution=s.body if n == 0 else s.body.units.all()[n - 1])
        models.EventTopic.objects.create(event=at, topic=s.topics[n])
        models.EventName.objects.create(event=at, text=f"name {n}")
        side = cast.make_delegation(event=at, name=f"side {n}")
        models.DelegationCountry.objects.create(delegation=side, place=cast.place())
        models.DelegationInstitution.objects.create(delegation=side, institution=s.body)
        person = s.contact if n == 0 else cast.make_contact()
        post = s.post if n == 0 else cast.make_post(contact=person, institution=s.body)
        taken = cast.make_participation(event=at, contact=person, delegation=side)
        models.ParticipationPost.objects.create(participation=taken, post=post)
        cast.make_link(from_event=at, to_event=cast.make_event())
        cast.make_link(from_event=cast.make_event(), to_event=at)
        cast.make_event(part_of=at)
        cast.make_note(event=at, created_by=s.owner)
        cast.make_document(event=at)
        models.Identifier.objects.create(scheme="ror", value=f"{at.pk}{n}", event=at)


def said(s):
    for n in s.parts:
        shared = {"event": s.event, "contact": s.contact, "topic": s.topics[n]}
        s.statement = cast.make_statement(**shared, delegation=s.taken.delegation)
        s.commitment = cast.make_commitment(
            event=s.event, owner=s.owner, statement=s.statement, fulfilled_by=s.forum
        )
    for n in s.parts:
        cast.make_commitment(statement=s.statement, event=s.forum)
        party = {"role": "owes", "institution": s.body}
        models.CommitmentParty.objects.create(commitment=s.commitment, order=n, **party)
        models.CommitmentParty.objects.create(commitment=s.commitment, contact=s.contact)
    cite(s, statement=s.statement)
    cite(s, commitment=s.commitment)


def agreed(s):
    first = cast.make_agreement(title="First")
    s.agreement = cast.make_agreement(event=s.event, amends=first, replaces=first)
    for n in s.parts:
        cast.make_agreement(title=f"Next {n}", amends=s.agreement)
        cast.make_agreement(title=f"Other {n}", replaces=s.agreement)
        models.AgreementParty.objects.create(agreement=s.agreement, institution=s.body)
        models.AgreementTopic.objects.create(agreement=s.agreement, topic=s.topics[n])
        signing = cast.make_signing(agreement=s.agreement, event=s.event, country=cast.place())
        models.Signatory.objects.create(signing=signing, contact=s.contact, post=s.post)
        cast.make_commitment(event=s.forum, agreement=s.agreement)
        cast.make_document(agreement=s.agreement)
    cite(s, agreement=s.agreement)


def told(s):
    s.account = cast.make_account(event=s.event, source=s.source, series=s.series)
    for n in s.parts:
        shared = {"account": s.account, "order": n}
        models.AccountName.objects.create(text="name", **shared)
        models.AccountPlace.objects.create(country=cast.place(), **shared)
        models.AccountInstitution.objects.create(institution=s.body, role="host", **shared)
        models.AccountTopic.objects.create(topic=s.topics[n], **shared)
        models.AccountRemark.objects.create(code="odd", **shared)
        side = models.AccountSide.objects.create(
            delegation=s.taken.delegation, name="side", role="host", **shared
        )
        models.AccountParticipant.objects.create(side=side, participation=s.taken, name="Jeh")
        models.EventMention.objects.create(
            event=s.forum, listed="beside", relation="near", name="Forum", **shared
        )
        cast.make_statement(event=s.event, account=s.account)
        s.figure = cast.make_figure(account=s.account, source=s.source)
        s.relation = cast.make_relation(account=s.account, source=s.source)
    for _ in s.parts:
        models.FigureSubject.objects.create(figure=s.figure, institution=s.body)
        models.RelationParty.objects.create(relation=s.relation, place=cast.place())
    cite(s, figure=s.figure)
    cite(s, relation=s.relation)


def around(s):
    for n in s.parts:
        edition = models.Edition.objects.create(
            series=s.series, number=n, event=s.event, status="held", country=cast.place()
        )
        models.EditionSource.objects.create(edition=edition, source=s.source)
        models.SeriesName.objects.create(series=s.series, text=f"name {n}")
    s.note = s.event.notes.first()
    s.document = s.event.documents.first()
