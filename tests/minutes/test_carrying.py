"""What follows an event begins with its sides, people and topics, as they stand on the new day."""

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relations.minutes import carrying
from relations.models import (
    ContactPoint,
    DelegationCountry,
    DelegationInstitution,
    Event,
    EventTopic,
    ParticipationPost,
    PostSighting,
)
from tests import cast
from tests.minutes.sending import LOG, boxes, chips, client_of, read_back, saved

pytestmark = pytest.mark.django_db

FOLLOWER = "Kim Young-ho"
LINE = f"{cast.JEH} — President, {cast.KINU}"


def make_world():
    editor = cast.editor()
    series = cast.make_series(name="Strategic dialogue, with partners")
    forum = cast.make_event(title="Dialogue, part five", series=series, edition=5)
    cast.make_event_place(event=forum)
    for name in ("energy", "trade, and transit"):
        EventTopic.objects.create(event=forum, topic=cast.make_topic(name_en=name))
    ours = cast.make_delegation(event=forum, name="Uzbek side", role="host")
    theirs = cast.make_delegation(event=forum, order=1)
    isrs, hufs = cast.make_institution(), cast.make_institution(display_name=cast.HUFS)
    kinu = cast.make_institution(display_name=cast.KINU)
    DelegationCountry.objects.create(delegation=theirs, place=cast.place("KR"))
    DelegationInstitution.objects.create(delegation=ours, institution=isrs)
    DelegationInstitution.objects.create(delegation=theirs, institution=hufs)
    jeh, lee, park = (
        cast.make_contact(display_name=name) for name in (cast.JEH, cast.LEE, cast.PARK)
    )
    director = cast.make_post(
        contact=jeh, institution=hufs, title="Director", since="2020", until="2024-06"
    )
    cast.make_post(contact=jeh, institution=kinu, title="President", since="2024-07")
    head = cast.make_post(contact=lee, institution=hufs, title="Head")
    expert = cast.make_post(contact=park, institution=kinu, title="Expert")
    PostSighting.objects.create(post=expert, seen="2024-02", former=True)
    for order, (person, post) in enumerate(((jeh, director), (lee, head), (park, expert))):
        there = cast.make_participation(
            event=forum, contact=person, delegation=theirs, order=order, roles=[]
        )
        ParticipationPost.objects.create(participation=there, post=post)
    kim = cast.make_contact(display_name=FOLLOWER)
    follower = cast.make_post(contact=kim, institution=hufs, title="director", since="2024-06")
    beside = cast.make_contact(display_name="Deputy of long ago")
    cast.make_post(contact=beside, institution=hufs, title="Director", since="2001")
    cast.make_post(contact=beside, institution=hufs, title="Rector")
    closed = cast.make_contact(display_name="Quetzal", **cast.restricted())
    cast.make_participation(event=forum, contact=closed, delegation=theirs)
    cast.make_commitment(event=forum, what="Send the papers", direction="theirs")
    return SimpleNamespace(**{name: value for name, value in locals().items() if name != "self"})


def opened(client, world, way="continues", address=LOG):
    return client.get(address, {way: world.forum.pk}).content.decode()


def test_sides_people_topics_and_link_are_carried_over_as_lines(client, world):
    page = opened(client, world)
    typed = boxes(page)
    told = ("title", "topics", "continues", "series", "side-0-name", "side-0-people", "side-1-name")
    assert {name: typed[name] for name in (*told, "kind", "side-1-role")} == {
        "title": "",
        "topics": "energy, trade, and transit",
        "continues": "Dialogue, part five, December 2023, Tashkent",
        "series": "Strategic dialogue, with partners",
        "side-0-name": f"Uzbek side: {cast.ISRS}",
        "side-0-people": "",
        "side-1-name": f"Korean side: {cast.HUFS}",
        "kind": "forum",
        "side-1-role": "guest",
    }
    assert typed["side-1-people"].split("\n") == [
        LINE,
        f"{cast.LEE} — Head, {cast.HUFS}",
        cast.PARK,
    ]
    assert "Quetzal" not in page
    assert "data-fresh" in page


def test_what_is_over_is_flagged_and_who_came_after_is_offered(client, world):
    page = opened(client, world)
    assert [chip for chip in chips(page) if chip[0] == "text"] == [
        ("text", f"no longer: Director, {cast.HUFS}"),
        ("text", f"no longer: Expert, {cast.KINU}"),
    ]
    asked = re.findall(r'name="(successor-\w+)" value="([\w-]+)"( checked)?', page)
    assert [(value, bool(checked)) for _name, value, checked in asked] == [
        ("stay", True),
        (str(world.kim.pk), False),
    ]
    assert "The post of Jeh Sung Hoon has passed on. Who comes?" in page


def test_what_is_open_with_the_partners_stands_beside(client, world):
    page = opened(client, world)
    beside = re.search(r'<section class="log-beside">.*?</section>', page, re.DOTALL)[0]
    assert re.findall(r"<h3>(.+?)</h3>", beside) == ["They promised"]
    assert re.findall(r"<a [^>]+>(.+?)</a>", beside) == ["Send the papers"]
    again = read_back(client, boxes(page))
    assert beside in again


def test_left_as_it_stands_it_means_the_very_records(client, world):
    typed = {**boxes(opened(client, world)), "date": "5 October 2024"}
    event = Event.objects.get(pk=saved(client, typed).url.split("/")[2])
    assert (event.title, event.series, event.edition) == (
        "Uzbek side – Korean side",
        world.series,
        None,
    )
    assert [str(topic) for topic in event.topics.order_by("event_links__order")] == [
        "energy",
        "trade, and transit",
    ]
    assert [(link.to_event, link.kind) for link in event.links_out.all()] == [
        (world.forum, "continues")
    ]
    ours, theirs = event.delegations.all()
    assert [list(side.institutions.all()) for side in (ours, theirs)] == [
        [world.isrs],
        [world.hufs],
    ]
    assert [str(country) for country in theirs.countries.all()] == ["South Korea"]
    assert [
        (str(one.contact), [post.title for post in one.posts.all()])
        for one in event.participations.all()
    ] == [(cast.JEH, ["President"]), (cast.LEE, ["Head"]), (cast.PARK, [])]


def test_posts_are_those_of_the_day_that_is_typed(client, world):
    typed = {**boxes(opened(client, world)), "date": "January 2024"}
    assert [chip for chip in chips(read_back(client, typed)) if chip[0] == "text"] == []
    event = Event.objects.get(pk=saved(client, typed).url.split("/")[2])
    jeh = event.participations.get(contact=world.jeh)
    assert [post.title for post in jeh.posts.all()] == ["Director"]


def test_the_successor_comes_where_that_is_the_answer(client, world):
    page = opened(client, world)
    name = re.search(r'name="(successor-\w+)"', page)[1]
    event = Event.objects.get(
        pk=saved(client, {**boxes(page), name: str(world.kim.pk)}).url.split("/")[2]
    )
    kim = event.participations.order_by("order").first()
    assert (kim.contact, list(kim.posts.all())) == (world.kim, [world.follower])
    strange = {**boxes(page), name: str(world.park.pk)}
    assert 'value="stay" checked' in read_back(client, strange)


def test_a_line_that_was_edited_is_read_with_the_names_known(client, world):
    world.jeh.do_not_contact = world.jeh.deceased = True
    world.jeh.save()
    typed = boxes(opened(client, world, "next_edition"))
    assert (typed["title"], typed["series"]) == (
        "Strategic dialogue, with partners",
        "Strategic dialogue, with partners, 6",
    )
    typed |= {
        "title": "Sixth dialogue",
        "topics": "energy",
        "continues": "Dialogue, part five",
        "side-1-name": "Guests",
        "side-1-people": f"{cast.JEH}\n{cast.LEE} — Dean, {cast.HUFS}",
    }
    page = read_back(client, typed)
    assert [chip for chip in chips(page) if chip[0] == "text"] == [
        ("text", f"no longer: Director, {cast.HUFS}"),
        ("text", "deceased"),
        ("text", "not to be contacted"),
    ]
    event = Event.objects.get(pk=saved(client, typed).url.split("/")[2])
    assert [(link.to_event, link.kind) for link in event.links_out.all()] == [
        (world.forum, "next_edition")
    ]
    assert (event.series, event.edition, [str(one) for one in event.topics.all()]) == (
        world.series,
        6,
        ["energy"],
    )
    assert [
        (one.contact, [post.title for post in one.posts.all()])
        for one in event.participations.all()
    ] == [(world.jeh, ["President"]), (world.lee, ["Dean"])]
    assert world.lee.posts.get(title="Dean").institution == world.hufs


def test_a_link_to_another_event_is_a_plain_one(client, world):
    other = cast.make_event(title="Another forum")
    carried = carrying.find(world.editor, f"next_edition:{world.forum.pk}", "")
    assert carried.given["event", "Dialogue, part five"] == world.forum.pk
    carrying_other = {**boxes(opened(client, world, "next_edition")), "continues": "Talks in Busan"}
    event = Event.objects.get(pk=saved(client, carrying_other).url.split("/")[2])
    assert [link.kind for link in event.links_out.all()] == ["continues"]
    assert event.links_out.get().to_event not in {world.forum, other}


def test_two_of_one_name_are_asked_for_and_who_stands_on_no_side_is_kept(client, world):
    for number in range(2):
        twin = cast.make_contact(display_name="Li Wei")
        ContactPoint.objects.create(contact=twin, kind="email", value=f"{number}@example.org")
        cast.make_participation(event=world.forum, contact=twin, delegation=None)
    typed = boxes(opened(client, world))
    assert (typed["side-2-name"], typed["side-2-people"]) == ("", "Li Wei\nLi Wei")
    carried = carrying.find(world.editor, f"continues:{world.forum.pk}", "")
    assert ("contact", "Li Wei") not in carried.given
    assert "Li Wei" not in carried.people


def test_an_event_that_tells_little_gives_little(client):
    event = cast.make_meeting(title="Talks", date="")
    typed = boxes(client.get(LOG, {"continues": event.pk}).content.decode())
    assert (typed["continues"], typed["series"], typed["sides"]) == ("Talks", "", "2")
    later = boxes(client.get(LOG, {"next_edition": event.pk}).content.decode())
    assert (later["title"], later["series"]) == ("Talks", "")


def test_what_lies_ahead_is_planned(client, world):
    typed = {**boxes(opened(client, world)), "date": "5 May 2099"}
    event = Event.objects.get(pk=saved(client, typed).url.split("/")[2])
    assert event.status == "planned"


@pytest.mark.parametrize("asked", ["nothing", "01890a5d-ac96-774b-bcce-b302099a8057", ""])
def test_an_event_that_is_not_there_is_not_found(client, world, asked):
    world.editor.is_staff = True
    world.editor.save()
    for address in (LOG, "/admin/relations/meeting/log/"):
        assert client.get(address, {"continues": asked}).status_code == 404


def test_a_hidden_event_gives_nothing(client, world):
    closed = cast.make_event(title="Closed talks", **cast.restricted())
    assert client.get(LOG, {"continues": closed.pk}).status_code == 404
    typed = {**boxes(client.get(LOG).content.decode()), "title": "Open talks"}
    page = read_back(client, {**typed, "carried": f"continues:{closed.pk}"})
    assert "Closed talks" not in page
    assert carrying.event_of(world.editor, f"replaces:{world.forum.pk}") is None


def test_the_pages_of_events_lead_there(client, world):
    page = client.get(f"/events/{world.forum.pk}/").content.decode()
    ways = [f"/log/?{way}={world.forum.pk}" for way in ("continues", "next_edition")]
    assert re.findall(r'href="(/log/\?[^"]+)"', page) == ways
    meeting = cast.make_meeting()
    page = client.get(f"/meetings/{meeting.pk}/").content.decode()
    assert re.findall(r'href="(/log/\?[^"]+)"', page) == [f"/log/?continues={meeting.pk}"]
    reader = client_of(cast.reader()).get(f"/events/{world.forum.pk}/").content.decode()
    assert "/log/" not in reader


def test_the_admin_has_it_too(client, world):
    world.editor.is_staff = True
    world.editor.save()
    page = client.get(f"/admin/relations/forum/{world.forum.pk}/change/").content.decode()
    address = "/admin/relations/meeting/log/"
    assert re.findall(rf'href="({address}\?[^"]+)"', page) == [
        f"{address}?{way}={world.forum.pk}" for way in ("continues", "next_edition")
    ]
    page = opened(client, world, address=address)
    assert "Send the papers" in page
    assert boxes(page)["side-1-people"].startswith(LINE)


def test_the_price_is_the_same_for_any_number_of_people(client, world):
    def price(number):
        for place in range(number):
            person = cast.make_contact(display_name=f"Person Number {number}{place}")
            post = cast.make_post(contact=person, institution=world.hufs, title=f"Fellow {place}")
            there = cast.make_participation(event=world.forum, contact=person)
            ParticipationPost.objects.create(participation=there, post=post)
        with CaptureQueriesContext(connection) as queries:
            opened(client, world)
        return len(queries)

    assert price(1) == price(3)
