"""What a briefing says of each kind of subject, and how its parts are chosen."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from relations import models as m
from relations.dossier.briefing import said
from relations.dossier.composing import compose
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return cast.reader()


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def part(briefing, code):
    """Give a section as lists of its lines under the title of each group."""
    section = next(one for one in briefing.sections if one.code == code)
    return {
        group.title: [
            " | ".join(word for word in (one.lead, one.text, one.under, one.sign) if word)
            for one in group.lines
        ]
        for group in section.groups
    }


def title(briefing, code):
    return next(one.title for one in briefing.sections if one.code == code)


def with_sides(event):
    """Put our side and that of Hankuk University into an event."""
    ours = cast.make_delegation(event=event, name="Our side", role="host", order=1)
    theirs = cast.make_delegation(event=event, name="Korean side", order=2)
    house = cast.make_institution()
    guest = cast.make_institution(display_name=cast.HUFS)
    m.DelegationInstitution.objects.create(delegation=ours, institution=house)
    m.DelegationInstitution.objects.create(delegation=theirs, institution=guest)
    m.DelegationCountry.objects.create(delegation=theirs, place=cast.place("KR"))
    return ours, theirs, guest


def test_a_meeting_without_sides_takes_those_of_the_one_it_follows(user):
    earlier = cast.make_meeting(date=day(-100))
    _ours, theirs, _guest = with_sides(earlier)
    cast.make_participation(event=earlier, delegation=theirs)
    planned = cast.make_meeting(title="Next", date=day(5), status="planned")
    cast.make_link(from_event=planned, to_event=earlier)
    briefing = compose(user, planned)
    assert title(briefing, "people") == "Nobody is named yet: who came to the talks before"
    assert part(briefing, "people") == {
        "Korean side": [f"{cast.JEH} | °"],
        "Our side": ["Nobody is named."],
    }
    assert briefing.owned is True


def test_a_meeting_that_follows_nothing_says_so(user):
    planned = cast.make_meeting(date="", status="planned")
    briefing = compose(user, planned)
    assert [fact.text for fact in briefing.facts] == ["Date not known", "planned"]
    assert {one.code: one.nothing for one in briefing.sections if one.empty} == {
        "people": "Nobody is named yet.",
        "said": "Nothing said is kept.",
        "promises": "No promise is open.",
        "agreements": "There is no agreement.",
        "talks": "There were no talks before.",
        "figures": "No figure is kept.",
        "notes": "No note is kept.",
    }


def test_the_home_institution_tells_our_side_from_the_hosts(user, settings):
    settings.HOME_INSTITUTION = "us"
    event = cast.make_meeting(start_time="10:00", time_zone="Asia/Tashkent", theme="Energy")
    cast.make_event_place(event=event, venue="Hall")
    event.refresh_from_db()
    _ours, _theirs, body = with_sides(event)
    m.Institution.objects.filter(pk=body.pk).update(key="us")
    assert list(part(compose(user, event), "people")) == ["Our side", "Korean side"]
    settings.HOME_INSTITUTION = "elsewhere"
    assert list(part(compose(user, event), "people")) == ["Korean side", "Our side"]
    facts = [fact.text for fact in compose(user, m.Event.objects.get(pk=event.pk)).facts]
    assert facts == [
        "16 May 2024 · 10:00 (Asia/Tashkent) · Hall, Tashkent, Uzbekistan",
        "held",
        "Energy",
    ]


def test_people_are_told_by_the_posts_of_then_and_now(user):
    event = cast.make_meeting()
    _ours, side, guest = with_sides(event)
    person = cast.make_contact()
    old = cast.make_post(contact=person, institution=guest, title="Dean", until="2024-12")
    cast.make_post(contact=person, institution=guest, title="Rector", acting=True, since="2025")
    there = cast.make_participation(event=event, contact=person, delegation=side)
    m.ParticipationPost.objects.create(participation=there, post=old)
    cast.make_participation(
        event=event, contact=cast.make_contact(display_name="Kim"), capacity_printed="expert"
    )
    m.Delegation.objects.filter(pk=side.pk).update(unnamed_count=4)
    assert part(compose(user, event), "people") == {
        "Korean side": [
            f"{cast.JEH} | Dean, {cast.HUFS} | "
            f"now: acting Rector, {cast.HUFS} · no longer: Dean, {cast.HUFS} | °",
            "and 4 more",
        ],
        "Our side": ["Nobody is named."],
        "": ["Kim | expert | °"],
    }


def test_a_long_list_of_names_is_cut(user):
    event = cast.make_meeting(status="planned", date=day(3))
    side = cast.make_delegation(event=event, name="Party", role="party", unnamed_text="staff")
    for number in range(14):
        one = cast.make_contact(display_name=f"Person {number:02}")
        cast.make_participation(event=event, contact=one, delegation=side, order=number)
    briefing = compose(user, event)
    assert title(briefing, "people") == "Who comes"
    assert part(briefing, "people")["Party"][-2:] == [
        "Person 11 | °",
        "and 2 more by name · staff",
    ]


def test_a_post_is_said_in_the_readers_language(user):
    person = cast.make_contact()
    cast.make_post(contact=person, title_ru="профессор")
    with translation.override("ru"):
        lines = part(compose(user, person), "people")
    assert lines == {"": [f"{cast.JEH} | профессор, {cast.HUFS} | °"]}


def test_a_contact_brings_names_words_and_signs_of_care(user):
    person = cast.make_contact(deceased=True, do_not_contact=True)
    for text, script in (("제성훈", "Hang"), ("Je", "Latn")):
        m.ContactName.objects.create(contact=person, text=text, script=script)
    event = cast.make_meeting(date="2024-05")
    side = cast.make_delegation(event=event)
    cast.make_participation(event=event, contact=person, delegation=side)
    cast.make_statement(event=event, contact=person, delegation=side, text="Let us meet.")
    other = cast.make_contact(display_name="Kim")
    cast.make_statement(event=event, contact=other, text="Of another.")
    cast.make_statement(event=event, speaker="report", text="So it was.", order=2)
    promise = cast.make_commitment(event=cast.make_event(), what="Send the book")
    m.CommitmentParty.objects.create(commitment=promise, contact=person)
    briefing = compose(user, person)
    assert briefing.kind == "Contact"
    assert [fact.text for fact in briefing.facts] == ["제성훈", "Not to be contacted", "Deceased"]
    assert part(briefing, "people") == {"": [f"{cast.JEH} | last met May 2024 | °"]}
    assert title(briefing, "said") == "What each side said last: May 2024"
    assert part(briefing, "said") == {
        "Korean side": [f"Let us meet. | {cast.JEH} | °"],
        "Report": ["So it was. | °"],
    }
    assert part(briefing, "promises") == {
        "Of others, or not said whose": [
            f"Send the book | no date set · made December 2023 · {cast.JEH} | °"
        ]
    }


def test_earlier_talks_of_both_sides_stand_before_later_ones_of_one(user):
    body = cast.make_institution(display_name=cast.KIEP)
    events = [cast.make_meeting(title=date, date=date) for date in ("2022", "2023")]
    for event in events:
        cast.make_host(event=event, institution=body)
        cast.make_statement(event=event, speaker="we", text=f"We in {event.date}")
    assert list(part(compose(user, body), "said").values()) == [["We in 2023 | °"]]
    cast.make_statement(event=events[0], speaker="they", text="They")
    assert part(compose(user, body), "said") == {"We": ["We in 2022 | °"], "They": ["They | °"]}


def test_an_institution_lists_its_people_by_rank_and_its_papers_by_their_end(user):
    body = cast.make_institution(
        display_name=cast.KIEP, country=cast.place("KR"), city="Sejong", website="https://kiep.kr"
    )
    unit = cast.make_unit(parent=body)
    for name, rank, where in (("Second", 2, unit), ("First", 1, body), ("Last", None, body)):
        person = cast.make_contact(display_name=name)
        cast.make_post(contact=person, institution=where, title="", rank=rank)
    gone = cast.make_contact(display_name="Gone")
    cast.make_post(contact=gone, institution=body, until="2020")
    event = cast.make_meeting()
    source = cast.make_source(title="Paper")
    for name, values in {
        "Lasting": {"until": day(1)},
        "Tacit": {"until": day(-1), "renewal": "tacit"},
        "Ended": {"until": day(-1)},
        "Open": {},
        "Proposed": {"in_force": "", "state": "proposed", "event": event},
    }.items():
        paper = cast.make_agreement(title=name, **values)
        m.AgreementParty.objects.create(agreement=paper, institution=unit)
        m.AgreementParty.objects.create(agreement=paper, place=cast.place("KR"), order=1)
        m.Citation.objects.create(agreement=paper, source=source)
    briefing = compose(user, body)
    assert [fact.text for fact in briefing.facts] == [
        "state think tank · Sejong, South Korea",
        "https://kiep.kr",
    ]
    assert [line.split(" |")[0] for line in part(briefing, "people")[""]] == [
        "First",
        "Second",
        "Last",
    ]
    papers = [
        line.replace(" · Center, South Korea | [1]", "")
        for line in part(briefing, "agreements")[""]
    ]
    words = [briefing_day(-1), briefing_day(1)]
    assert papers == [
        f"Tacit | May 2024 · in force · until {words[0]}",
        f"Lasting | May 2024 · in force · until {words[1]} (1 day left)",
        "Proposed | 16 May 2024 · proposed",
        "Open | May 2024 · in force",
    ]
    assert [one.text for one in briefing.sources] == ["Paper, ISRS, 6 December 2023"]


def briefing_day(days):
    return said(day(days))


def test_promises_stand_by_whose_they_are_and_are_cut(user):
    body = cast.make_institution(display_name=cast.KIEP)
    account = cast.make_account()
    for number in range(7):
        promise = cast.make_commitment(
            event=None, account=None, what=f"Promise {number}", direction="ours", due=f"203{number}"
        )
        m.Commitment.objects.filter(pk=promise.pk).update(event=None)
        m.CommitmentParty.objects.create(commitment=promise, institution=body)
    theirs = cast.make_commitment(account=account, what="Theirs", direction="theirs", due="2020")
    m.CommitmentParty.objects.create(commitment=theirs, institution=body)
    done = cast.make_commitment(what="Done", direction="theirs", status="fulfilled")
    m.CommitmentParty.objects.create(commitment=done, institution=body)
    assert part(compose(user, body), "promises") == {
        "We promised": [
            *(f"Promise {number} | due 203{number} · {cast.KIEP} | °" for number in range(5)),
            "and 2 more in the list",
        ],
        "They promised": [f"Theirs | overdue · due 2020 · made December 2023 · {cast.KIEP} | [1]"],
    }


def test_a_country_gathers_its_bodies_people_and_figures(user):
    korea = cast.place("KR")
    body = cast.make_institution(display_name=cast.KIEP, country=korea)
    for name, date in (("Early", "2022"), ("Late", "2024")):
        event = cast.make_meeting(title=name, date=date)
        side = cast.make_delegation(event=event)
        m.DelegationCountry.objects.create(delegation=side, place=korea)
        person = cast.make_contact(display_name=name)
        cast.make_post(contact=person, institution=body, title="")
        cast.make_participation(event=event, contact=person, delegation=side)
    for number in range(7):
        figure = cast.make_figure(indicator=f"trade {number}", order=number)
        m.FigureSubject.objects.create(figure=figure, place=korea)
    briefing = compose(user, korea)
    assert (briefing.title, briefing.kind, briefing.facts) == (
        "South Korea",
        "Country or region",
        [],
    )
    assert [line.split(" |")[0] for line in part(briefing, "people")[""]] == ["Late", "Early"]
    assert part(briefing, "talks") == {
        "": ["2024 | Late | meeting | °", "2022 | Early | meeting | °"]
    }
    assert part(briefing, "figures")[""][-2:] == [
        "trade 5 | 2.46 billion US dollars | 2023 | °",
        "and more in the list",
    ]


def test_closed_notes_are_shown_to_the_cleared_alone(user):
    event = cast.make_meeting()
    cast.make_note(event=event, text="Open to all of us.")
    cast.make_note(event=event, text="Ask before.", **cast.restricted())
    assert part(compose(user, event), "notes") == {"": ["Open to all of us. | °"]}
    assert sorted(part(compose(cast.cleared(), event), "notes")[""]) == [
        "Open to all of us. | °",
        "Restricted: | Ask before. | °",
    ]
