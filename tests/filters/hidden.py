"""What only the cleared may see, at every end of the small world."""

from relations import models
from tests import cast
from tests.filters.world import in_days


def hide(world):
    """Add what only the cleared may see, at every end a question can come from."""
    secret = cast.restricted()
    lab = cast.make_unit(parent=world.kiep, display_name="Lab", **secret)
    event = cast.make_event(
        title="Secret talks", of="signing", date=in_days(-1), part_of=world.talks, **secret
    )
    source = cast.make_source(title="Secret report", **secret)
    hidden = hide_people(world, lab, event, secret)
    hide_sides(world, lab, event)
    hide_tellings(world, source, event, secret)
    return [lab, event, source, hidden, *hide_outcomes(world, lab, event, source)]


def hide_people(world, lab, event, secret):
    hidden = cast.make_contact(display_name="Hidden Person", **secret)
    cast.make_post(contact=hidden, institution=world.kiep)
    cast.make_post(contact=world.jeh, institution=lab, since="2024")
    for at in (event, world.table):
        taken = cast.make_participation(event=at, contact=world.jeh, **secret)
        models.ParticipationPost.objects.create(participation=taken, post=world.jeh_hufs)
    cast.make_participation(event=world.talks, contact=hidden, delegation=world.talks_uz)
    cast.make_document(contact=hidden)
    return hidden


def hide_sides(world, lab, event):
    cast.make_host(event=event, institution=world.isrs)
    cast.make_host(event=world.table, institution=lab)
    cast.make_event_place(event=event, country=world.kz)
    cast.make_link(from_event=event, to_event=world.talks)
    models.EventTopic.objects.create(event=event, topic=world.climate)
    side = cast.make_delegation(event=event, name="Secret side")
    models.DelegationCountry.objects.create(delegation=side, place=world.kz)
    models.DelegationInstitution.objects.create(delegation=side, institution=world.nisi)


def hide_tellings(world, source, event, secret):
    cast.make_account(event=world.table, source=source, precision="day")
    cast.make_account(event=world.talks, source=world.paper, precision="year", **secret)
    models.Citation.objects.create(source=source, event=world.visit)
    models.PostSighting.objects.create(post=world.park_center, source=source, former=True)
    cast.make_statement(event=world.talks, contact=world.jeh, topic=world.climate, **secret)
    cast.make_statement(event=event, contact=world.jeh)
    cast.make_note(event=world.talks, **secret)


def hide_outcomes(world, lab, event, source):
    secret = cast.restricted()
    owed = cast.make_commitment(event=world.table, state="agreed", direction="ours", **secret)
    models.CommitmentParty.objects.create(commitment=owed, contact=world.jeh)
    models.CommitmentParty.objects.create(commitment=owed, institution=world.kiep)
    models.CommitmentParty.objects.create(commitment=world.theirs, institution=lab)
    signed = cast.make_agreement(title="Secret", event=world.table, state="adopted", **secret)
    cast.make_signing(agreement=world.draft, event=event)
    models.AgreementParty.objects.create(agreement=signed, institution=world.kiep)
    models.AgreementParty.objects.create(agreement=world.old, institution=lab)
    figure = cast.make_figure(source=source)
    models.FigureSubject.objects.create(figure=figure, institution=world.kiep)
    models.FigureSubject.objects.create(figure=world.trade, institution=lab)
    models.RelationParty.objects.create(relation=world.special, institution=lab)
    models.Identifier.objects.create(scheme="ror", value="secret", institution=lab)
    return [owed, signed]
