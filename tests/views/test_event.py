"""The page of an event: who stood on which side, what was said, what came of it, who tells it."""

import pytest

from relations import models as m
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    """The seed meeting: a host without a name, a guest side of three and others."""
    event = cast.make_meeting(
        title="Meeting with the Korean experts",
        level="expert",
        start_time="10:00",
        end_time="12:30",
        time_zone="Asia/Tashkent",
        theme="Growth",
        summary="First line.\n\nSecond line.",
    )
    cast.make_event_place(event=event, venue="ISRS")
    host = cast.make_delegation(event=event, name="Uzbek side", role="host", order=1)
    guest = cast.make_delegation(event=event, order=2, list_incomplete=True)
    m.DelegationCountry.objects.create(delegation=guest, place=cast.place("KR"))
    m.DelegationInstitution.objects.create(
        delegation=host, institution=cast.make_institution(display_name="ISRS institute")
    )
    hufs = cast.make_institution(display_name=cast.HUFS)
    for order, name in enumerate((cast.JEH, cast.LEE, cast.PARK)):
        contact = cast.make_contact(display_name=name)
        person = cast.make_participation(
            event=event, contact=contact, delegation=guest, order=order, roles=["delegation_member"]
        )
        if name == cast.JEH:
            person.roles = ["head_of_delegation", "delegation_member"]
            person.attendance = "online"
            person.save()
            for title in ("director", "secretary"):
                post = cast.make_post(contact=contact, institution=hufs, title=title)
                m.ParticipationPost.objects.create(participation=person, post=post)
        if name == cast.LEE:
            person.capacity_printed = "Head of Department"
            person.save()
        if name == cast.PARK:
            post = cast.make_post(contact=contact, institution=hufs, title="fellow", acting=True)
            m.ParticipationPost.objects.create(participation=person, post=post, former=True)
    return event


def test_the_head_says_what_when_and_where(meeting, reader):
    page = reader.ask(f"/events/{meeting.pk}/")
    assert page.main.partition(" Sides ")[0] == (
        "Events meeting held experts Meeting with the Korean experts 16 May 2024 , 10:00–12:30 "
        "(Asia/Tashkent) ISRS, Tashkent, Uzbekistan Growth Briefing First line. Second line."
    )
    assert page.under("At a glance") == "Format unknown Who may read it internal Changed " + (
        page.under("Changed")
    )


def test_sides_stand_in_order_with_people_and_the_posts_held_then(meeting, reader):
    page = reader.ask(f"/events/{meeting.pk}/")
    assert page.under(" Sides ", "At a glance") == (
        "Host Uzbek side ISRS institute Nobody is named. "
        "Guest Korean side South Korea "
        f"{cast.JEH} director, {cast.HUFS} secretary, {cast.HUFS} head of delegation online "
        f"{cast.LEE} Head of Department "
        f"{cast.PARK} formerly acting fellow, {cast.HUFS} and others"
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"unnamed_text": "and four staff"}, "and four staff"),
        ({"unnamed_count": 1}, "and 1 more without a name"),
        ({"unnamed_count": 4}, "and 4 more without their names"),
        ({"list_incomplete": True}, "and others"),
        ({}, "Nobody is named."),
    ],
)
def test_those_without_a_name_are_told_of(values, words, reader):
    event = cast.make_meeting()
    cast.make_delegation(event=event, name="Guests", **values)
    assert reader.ask(f"/events/{event.pk}/").under("Guests", "At a glance") == words


def test_somebody_of_no_side_is_shown_apart(reader):
    event = cast.make_meeting(date="")
    cast.make_participation(event=event, contact=cast.make_contact(), roles=[])
    page = reader.ask(f"/events/{event.pk}/")
    assert page.under(" Sides ", "At a glance") == f"Of no side {cast.JEH}"
    assert "Date not known" in page.main


def test_hidden_people_posts_and_bodies_leave_no_trace(meeting, reader, cleared):
    closed = cast.make_contact(display_name="Closed person", **cast.restricted())
    house = cast.make_institution(display_name="Closed institute", **cast.restricted())
    guest = meeting.delegations.get(name="Korean side")
    person = cast.make_participation(event=meeting, contact=closed, delegation=guest)
    post = cast.make_post(contact=closed, institution=house)
    m.ParticipationPost.objects.create(participation=person, post=post)
    m.DelegationInstitution.objects.create(delegation=guest, institution=house)
    cast.make_host(event=meeting, institution=house)
    address = f"/events/{meeting.pk}/"
    assert "Closed" not in reader.ask(address).html
    seen = cleared.ask(address)
    assert seen.main.count("Closed person") == 1
    assert seen.main.count("Closed institute") == 3


def test_statements_stand_under_their_side(reader):
    event = cast.make_meeting()
    side = cast.make_delegation(event=event)
    topic = cast.make_topic(name_en="energy")
    said = {"event": event, "kind": ""}
    cast.make_statement(text="We ask.", delegation=side, order=1, event=event, kind="request")
    cast.make_statement(text="Ties grow.", speaker="report itself", order=2, **said)
    cast.make_statement(
        text="We offer.",
        delegation=side,
        order=3,
        contact=cast.make_contact(),
        topic=topic,
        **said,
    )
    cast.make_statement(text="Nobody knows who.", order=4, **said)
    page = reader.ask(f"/events/{event.pk}/")
    assert page.under("What was said", "At a glance") == (
        f"Korean side request We ask. We offer. — {cast.JEH} energy "
        "Report itself Ties grow. Others Nobody knows who."
    )


def test_outcomes_name_their_parties(reader):
    event = cast.make_meeting()
    memo = cast.make_agreement(title="Memorandum", event=event, state="signed")
    m.AgreementParty.objects.create(agreement=memo, place=cast.place("KR"), order=1)
    m.AgreementParty.objects.create(agreement=memo, place=cast.place("UZ"), order=2)
    signed = cast.make_agreement(title="Plan signed here")
    cast.make_signing(agreement=signed, event=event)
    promise = cast.make_commitment(event=event, what="Send the paper", direction="ours", due="2024")
    m.CommitmentParty.objects.create(commitment=promise, place=cast.place("UZ"))
    earlier = cast.make_event(title="Earlier")
    cast.make_commitment(event=earlier, what="Meet again", fulfilled_by=event)
    page = reader.ask(f"/events/{event.pk}/")
    assert page.under("What came of it", "At a glance") == (
        "Agreements Memorandum signed South Korea · Uzbekistan Plan signed here "
        "Commitments Send the paper follow-up · open · ours · due 2024 · Uzbekistan "
        "Meet again follow-up · open"
    )


def test_links_are_read_both_ways(reader):
    event = cast.make_meeting(date="2024-05-16")
    forum = cast.make_event(title="Forum before", date="2023-12")
    later = cast.make_event(title="Forum after", date="2024-10")
    unknown = cast.make_event(title="Some time", date="")
    cast.make_link(from_event=event, to_event=forum)
    cast.make_link(from_event=later, to_event=event, how="follows_up", basis="inferred")
    cast.make_link(from_event=unknown, to_event=event, how="prepares")
    page = reader.ask(f"/events/{event.pk}/")
    assert page.under("Before and after", "The whole thread") == (
        "continues Forum before December 2023 is followed up by (inferred) Forum after "
        "October 2024 is prepared by Some time"
    )
    assert page.links["The whole thread"] == f"/events/{event.pk}/thread/"


def test_every_kind_of_link_can_be_read_backward(reader):
    event = cast.make_meeting()
    for number, kind in enumerate(m.LinkKind.values):
        other = cast.make_event(title=f"Other {number}", date="")
        cast.make_link(from_event=other, to_event=event, how=kind)
    words = reader.ask(f"/events/{event.pk}/").under("Before and after", "The whole thread")
    assert words == (
        "is continued by Other 0 is followed up by Other 1 is implemented by Other 4 "
        "has as next edition Other 2 has on its sidelines Other 7 has as part Other 8 "
        "is prepared by Other 5 is replaced by Other 9 has as result Other 3 "
        "belongs to the same visit as Other 6"
    )


def test_each_source_tells_it_in_its_own_way(reader):
    event = cast.make_meeting()
    news = cast.make_source(title="News", publisher="Agency", published="2024-05-17")
    site = cast.make_source(title="Site", publisher="ISRS", published="")
    told = {
        "event": event,
        "date_text": "May 16 this year",
        "date_conflict": "another source says 15 May",
        "head_count_text": "some thirty people",
    }
    first = cast.make_account(source=news, name="Talks", order=1, **told)
    cast.make_account(event=event, source=site, name="Visit", date="", head_count=30, order=2)
    m.AccountRemark.objects.create(account=first, code="year_inferred", text="year not printed")
    m.AccountRemark.objects.create(account=first, code="multi_post", order=1)
    figure = cast.make_figure(
        account=first, source=news, qualifier="more_than", value=10_000_000_000, unit="USD"
    )
    cast.make_figure(indicator="cars", account=first, value=3, unit="", period="", order=1)
    m.FigureSubject.objects.create(figure=figure, place=cast.place("KR"))
    tie = cast.make_relation(account=first)
    cast.make_relation(account=first, status="Friends", since="", order=1)
    m.RelationParty.objects.create(relation=tie, place=cast.place("KR"), order=1)
    m.RelationParty.objects.create(relation=tie, place=cast.place("UZ"), order=2)
    page = reader.ask(f"/events/{event.pk}/")
    assert page.under("Figures and relations told here", "As told") == (
        "trade turnover 2023 > 10,000,000,000 USD cars 3 "
        "South Korea · Uzbekistan Special Strategic Partnership since April 2019 Friends"
    )
    assert page.under("As told by each source", "At a glance") == (
        "Agency · 17 May 2024 Talks held · December 2023 · “May 16 this year” · some thirty people "
        "another source says 15 May year not printed multi_post Source: News (Agency) "
        "ISRS Visit held · 30 people Source: Site (ISRS)"
    )


def test_mentions_parts_names_and_papers_are_shown(reader):
    event = cast.make_meeting(part_of=cast.make_event(title="The whole"))
    cast.make_event(title="A part", date="2024-05", part_of=event)
    other = cast.make_account(event=cast.make_event(title="Another"))
    told = {"account": other, "event": event, "listed": "beside", "relation": "before"}
    m.EventMention.objects.create(name="that meeting", date="2024", **told)
    m.EventMention.objects.create(name="the visit", order=1, **told)
    m.EventName.objects.create(event=event, text="회의", language="ko")
    m.EventTopic.objects.create(event=event, topic=cast.make_topic(name_en="water"))
    source = cast.make_source(title="Report")
    m.Citation.objects.create(source=source, event=event, quotation="They met.")
    m.Citation.objects.create(source=source, event=event)
    cast.make_document(event=event)
    cast.make_note(event=event)
    cast.make_host(event=event, institution=cast.make_institution(display_name="Host house"))
    page = reader.ask(f"/events/{event.pk}/")
    assert page.under("Mentioned in", "At a glance") == (
        "Experts discussed cooperation in Tashkent (ISRS) that meeting, 2024 "
        "Experts discussed cooperation in Tashkent (ISRS) the visit"
    )
    assert page.under("Parts", "As told") == "A part May 2024"
    assert page.under("Topics", "Where we know it from") == (
        "water Carried by Host house host Also called 회의"
    )
    assert page.tongues["회의"] == "ko"
    assert page.under("Where we know it from") == (
        "Report (ISRS) They met. Report (ISRS) Documents Program of the forum "
        "Notes Minutes of the talks"
    )
    assert page.links["The whole"] == f"/events/{event.part_of_id}/"


def test_a_closed_event_says_so_to_those_who_read_it(cleared):
    event = cast.make_meeting(title="Talks", **cast.restricted())
    page = cleared.ask(f"/meetings/{event.pk}/")
    assert page.main.startswith("Meetings meeting held Talks 16 May 2024 Briefing Restricted")


def test_a_forum_is_no_meeting(reader):
    event = cast.make_event()
    statuses = [reader.ask(f"/{noun}/{event.pk}/").status for noun in ("forums", "meetings")]
    assert statuses == [200, 404]
