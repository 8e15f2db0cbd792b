"""A logged meeting is changed in lines: what is left stays, hidden rows too, and nobody is lost."""

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.models import Max
from django.test.utils import CaptureQueriesContext

from relations.actions import changing as acts
from relations.actions.drafts import MeetingDraft, SideDraft
from relations.models import (
    Delegation,
    DelegationCountry,
    DelegationInstitution,
    Event,
    EventTopic,
    Journal,
    Participation,
    ParticipationPost,
    Statement,
)
from relations.search.keeping import keep_touched
from tests import cast
from tests.minutes.sending import boxes, chips, client_of, read_back, saved

pytestmark = pytest.mark.django_db

JEH_LINE = f"{cast.JEH} — Director, {cast.HUFS} (speaker)"
QUETZAL = ("Quetzal", [])
LEE_LINE = f"{cast.LEE} — guest of honor (moderator, online)"


def make_world():
    editor, other = cast.editor(), cast.editor(username="colleague")
    cleared = cast.make_user(username="cleared", roles=("editor", "cleared"))
    series = cast.make_series(name="Strategic dialogue")
    event = cast.make_meeting(title="Talks", series=series, edition=5, theme="peace")
    cast.make_event_place(event=event, venue="ISRS")
    cast.make_event_place(event=event, venue="A garden", city="", country=None, order=1)
    for order, name in enumerate(("energy", "trade, and transit")):
        topic = cast.make_topic(name_en=name)
        EventTopic.objects.create(event=event, topic=topic, order=order)
    forum = cast.make_event(title="Forum")
    cast.make_link(from_event=event, to_event=forum, how="follows_up")
    ours = cast.make_delegation(event=event, name="Uzbek side", role="host")
    theirs = cast.make_delegation(event=event, order=1, list_incomplete=True)
    isrs, hufs = cast.make_institution(), cast.make_institution(display_name=cast.HUFS)
    DelegationCountry.objects.create(delegation=theirs, place=cast.place("KR"))
    DelegationInstitution.objects.create(delegation=ours, institution=isrs)
    DelegationInstitution.objects.create(delegation=theirs, institution=hufs)
    jeh, lee = cast.make_contact(), cast.make_contact(display_name=cast.LEE)
    director = cast.make_post(contact=jeh, institution=hufs, title="Director", until="2024-12")
    cast.make_post(contact=lee, institution=hufs, title="Dean", since="2025")
    first = cast.make_participation(event=event, contact=jeh, delegation=theirs)
    ParticipationPost.objects.create(participation=first, post=director)
    second = cast.make_participation(
        event=event,
        contact=lee,
        delegation=theirs,
        order=1,
        roles=["moderator"],
        attendance="online",
        name_printed="Li Dji-on",
        capacity_printed="guest of honor",
    )
    said = cast.make_statement(event=event, delegation=theirs)
    names = {name: value for name, value in locals().items() if name not in {"order", "name"}}
    world = SimpleNamespace(**names)
    hide_things(world)
    return world


def hide_things(world):
    """Hang on the event what only one person sees."""
    event, theirs, secret = world.event, world.theirs, cast.restricted(user=world.cleared)
    quiet = cast.make_contact(display_name="Quetzal", **secret)
    body = cast.make_institution(display_name="Quetzal office", **secret)
    cast.make_participation(event=event, contact=quiet, delegation=theirs, order=2)
    office = cast.make_post(contact=world.jeh, institution=body, title="Adviser")
    ParticipationPost.objects.create(participation=world.first, post=office)
    DelegationInstitution.objects.create(delegation=theirs, institution=body, order=1)
    cast.make_note(event=event, **secret)
    world.closed = cast.make_event(title="Quetzal talks", **secret)
    cast.make_link(from_event=event, to_event=world.closed)


@pytest.fixture
def colleague(world):
    return client_of(world.other)


@pytest.fixture
def address(world):
    return f"/events/{world.event.pk}/edit/"


def kept(world):
    """Give every row of the event as it stands, hidden ones too, without stamps."""
    tables = ("participations", "delegations", "places", "topic_links", "links_out", "statements")
    found = {"event": Event.objects.filter(pk=world.event.pk).values().get()}
    for table in tables:
        found[table] = list(getattr(world.event, table).order_by("pk").values())
    found["posts"] = list(ParticipationPost.objects.order_by("pk").values())
    found["bodies"] = list(DelegationInstitution.objects.order_by("pk").values())
    found["countries"] = list(DelegationCountry.objects.order_by("pk").values())
    return found


def there(world):
    return [
        (str(one.contact), [str(post.title) for post in one.posts.order_by("title")])
        for one in Participation.objects.filter(event=world.event, deleted_at=None).order_by(
            "order", "pk"
        )
    ]


def differences(page):
    """Read the three columns: the box, whether it clashes, and what stands in each."""
    table = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    found = []
    for row in re.findall(r"<tr.*?</tr>", table[1], re.DOTALL) if table else []:
        label = re.search(r'scope="row">(.+?)<span', row)[1]
        cells = re.findall(r"<td [^>]+>(.*?)</td>", row, re.DOTALL)
        columns = [re.findall(r"<p[^>]*>(.+?)</p>", cell) for cell in cells]
        found.append((label, "log-clash" in row, *columns))
    return found


def test_the_event_is_shown_in_lines_without_what_is_hidden(client, address, typed):
    del typed["was"], typed["once"]
    sides = {name: value for name, value in typed.items() if name.startswith("side-")}
    assert {name: value for name, value in typed.items() if name not in sides} == {
        "date": "2024-05-16",
        "place": "ISRS, Tashkent, Uzbekistan\nA garden",
        "kind": "meeting",
        "title": "Talks",
        "topics": "energy\ntrade, and transit",
        "continues": "Forum, 2023-12",
        "series": "Strategic dialogue, 5",
        "sides": "2",
        **dict.fromkeys(("said", "promises", "agreements", "source", "printed"), ""),
        **dict.fromkeys(("figures", "notes", "documents", "added"), ""),
    }
    assert [sides[f"side-{number}-name"] for number in (0, 1)] == [
        f"Uzbek side: {cast.ISRS}",
        f"Korean side: {cast.HUFS}",
    ]
    assert sides["side-1-people"] == f"{JEH_LINE}\n{LEE_LINE}\nand others"
    assert "Quetzal" not in client.get(address).content.decode()


def test_saved_as_it_stands_not_one_byte_changes(client, address, typed, world):
    before, entries = kept(world), Journal.objects.count()
    answer = saved(client, typed, address)
    assert answer.url == f"/events/{world.event.pk}/"
    assert (kept(world), Journal.objects.count()) == (before, entries)
    assert "Saved." in client.get(answer.url).content.decode()


def test_the_events_own_fields_change_and_nothing_else(client, address, typed, world):
    before = kept(world)
    last = Journal.objects.aggregate(last=Max("pk"))["last"]
    typed |= {"title": "Talks on peace", "date": "17 May 2024", "kind": "forum", "series": ""}
    saved(client, typed, address)
    after = kept(world)
    changed = {"title", "date", "date_span", "kind_id", "series_id", "edition"}
    stamps = {"version", "changed_at", "changed_by_id"}
    was, now = before.pop("event"), after.pop("event")
    assert after == before
    assert {name for name in now if now[name] != was[name]} - stamps == changed
    assert (now["title"], now["date"], now["series_id"]) == ("Talks on peace", "2024-05-17", None)
    told = Journal.objects.filter(pk__gt=last).values_list("act", "actor")
    assert set(told) == {("change meeting", world.editor.pk)}


def test_lists_change_line_by_line(client, address, typed, world):
    typed |= {
        "place": "ISRS, Tashkent, Uzbekistan\nA hall, Busan",
        "topics": "trade, and transit\npeace, war",
        "continues": "Forum, 2023-12\nTalks in Busan, 2022, Busan",
        "series": "Strategic dialogue, 6",
    }
    saved(client, typed, address)
    event = Event.objects.get(pk=world.event.pk)
    assert [(place.venue, place.city) for place in event.places.all()] == [
        ("ISRS", "Tashkent"),
        ("A hall", "Busan"),
    ]
    assert [str(link.topic) for link in event.topic_links.all()] == [
        "trade, and transit",
        "peace",
        "war",
    ]
    assert sorted((link.kind, link.to_event.title) for link in event.links_out.all()) == [
        ("continues", "Quetzal talks"),
        ("continues", "Talks in Busan"),
        ("follows_up", "Forum"),
    ]
    assert (event.series, event.edition) == (world.series, 6)
    saved(client, {**boxes(client.get(address).content.decode()), "continues": ""}, address)
    assert [link.to_event for link in event.links_out.all()] == [world.closed]


def test_people_come_and_go_and_those_who_stay_keep_their_row(client, address, typed, world):
    typed["side-1-people"] = f"{LEE_LINE}\nKim Young-ho — Fellow, {cast.HUFS}\nand others"
    page = read_back(client, typed, address)
    assert chips(page) == [
        ("known", f"known: {cast.ISRS}"),
        ("known", f"known: {cast.HUFS}"),
        ("new", "new: Kim Young-ho"),
        ("known", f"known: {cast.HUFS}"),
        ("new", "new post: Fellow"),
    ]
    assert re.findall(r"<dt>(\d+) × (\w+)</dt>", page) == [("1", "contact"), ("1", "post")]
    saved(client, typed, address)
    assert there(world) == [(cast.LEE, []), ("Quetzal", []), ("Kim Young-ho", ["Fellow"])]
    lee = Participation.objects.get(pk=world.second.pk)
    assert (lee.roles, lee.attendance, lee.name_printed, lee.order) == (
        ["moderator"],
        "online",
        "Li Dji-on",
        1,
    )
    assert Delegation.objects.get(pk=world.theirs.pk).list_incomplete is True
    assert Participation.objects.get(pk=world.first.pk).deleted_at is not None


def test_a_line_that_is_rewritten_keeps_the_person_and_hidden_posts(client, address, typed, world):
    typed["side-1-people"] = f"{cast.JEH} — Rector, {cast.HUFS} (speaker)\n{LEE_LINE}\nand others"
    saved(client, typed, address)
    assert there(world)[0] == (cast.JEH, ["Adviser", "Rector"])
    assert Participation.objects.get(contact=world.jeh).pk == world.first.pk


def test_roles_and_attendance_change_with_the_line_and_what_it_does_not_say_stays(
    client, address, typed, world
):
    Participation.objects.filter(pk=world.second.pk).update(roles=["participant", "moderator"])
    lines = f"{JEH_LINE[: -len(')')]}, online)\n{cast.LEE} — guest of honor (chair)\nand others"
    typed["side-1-people"] = lines
    page = read_back(client, typed, address)
    parts = [chip for chip in chips(page) if chip[1] in {"speaker", "online", "chair"}]
    assert parts == [("known", "speaker"), ("known", "online"), ("known", "chair")]
    saved(client, typed, address)
    rows = Participation.objects.filter(pk__in=[world.first.pk, world.second.pk]).order_by("order")
    assert list(rows.values_list("roles", "attendance")) == [
        (["speaker"], "online"),
        (["participant", "chair"], "not_stated"),
    ]


def test_somebody_moves_to_the_other_side_and_the_order_is_the_typed_one(
    client, address, typed, world
):
    typed["side-1-people"] = f"{LEE_LINE}\n{JEH_LINE}\nand others"
    saved(client, typed, address)
    assert [name for name, _posts in there(world)] == [cast.LEE, cast.JEH, "Quetzal"]
    typed = boxes(client.get(address).content.decode())
    typed |= {"side-0-people": JEH_LINE, "side-1-people": f"{LEE_LINE}\nand others"}
    saved(client, typed, address)
    assert Participation.objects.get(pk=world.first.pk).delegation == world.ours
    assert dict(there(world))[cast.JEH] == ["Adviser", "Director"]


def test_a_side_is_renamed_and_its_hidden_body_stays(client, address, typed, world):
    typed |= {"side-1-name": f"Guests: {cast.HUFS}; Institute of Peace", "side-1-role": "party"}
    page = read_back(client, typed, address)
    assert ("new", "new: Institute of Peace") in chips(page)
    saved(client, typed, address)
    side = Delegation.objects.get(pk=world.theirs.pk)
    assert (side.name, side.role, side.list_incomplete) == ("Guests", "party", True)
    assert [str(body) for body in side.institutions.order_by("display_name")] == [
        cast.HUFS,
        "Institute of Peace",
        "Quetzal office",
    ]
    assert list(side.countries.all()) == []
    again = boxes(client.get(address).content.decode())
    saved(client, {**again, "side-1-name": "Korean side: Institute of Peace"}, address)
    assert [str(body) for body in side.institutions.order_by("display_name")] == [
        "Institute of Peace",
        "Quetzal office",
    ]
    assert [str(country) for country in side.countries.all()] == ["South Korea"]


def test_people_without_names_change_with_their_line(client, address, typed, world):
    def others():
        side = Delegation.objects.get(pk=world.theirs.pk)
        return side.list_incomplete, side.unnamed_count, side.unnamed_text

    def change(people):
        values = boxes(client.get(address).content.decode())
        saved(client, {**values, "side-1-people": people}, address)
        return others()

    stay = f"{JEH_LINE}\n{LEE_LINE}"
    assert change(f"{stay}\nand others\nsome people whom nobody knows") == (
        True,
        None,
        "some people whom nobody knows; and others",
    )
    assert change(stay) == (False, None, None)
    Delegation.objects.filter(pk=world.theirs.pk).update(unnamed_count=4)
    assert boxes(client.get(address).content.decode())["side-1-people"] == f"{stay}\n+ 4"
    assert change(f"{stay}\n+ 4 staff") == (True, 4, "+ 4 staff")


def test_a_new_side_is_added(client, address, typed, world):
    page = client.post(address, {**typed, "do": "add"}).content.decode()
    more = boxes(page)
    assert (more["sides"], more["side-2-id"], more["side-2-role"]) == ("3", "", "party")
    saved(client, {**more, "side-2-name": "Observers: KINU", "side-2-people": "Kim Lee"}, address)
    side = world.event.delegations.get(name="Observers")
    assert (side.order, [str(body) for body in side.institutions.all()]) == (2, ["KINU"])
    assert side.participations.count() == 1


def test_what_does_not_clash_is_merged_by_itself(client, colleague, address, typed, world):
    ready = boxes(read_back(client, {**typed, "title": "Talks on peace"}, address))
    theirs = {**typed, "side-1-people": f"{LEE_LINE}\nand others", "side-0-name": "Uzbek hosts"}
    saved(colleague, theirs, address)
    answer = client.post(address, {**ready, "do": "save"})
    assert "with what a colleague saved meanwhile" in client.get(answer.url).content.decode()
    assert [name for name, _posts in there(world)] == [cast.LEE, "Quetzal"]
    assert Event.objects.get(pk=world.event.pk).title == "Talks on peace"
    assert Delegation.objects.get(pk=world.ours.pk).name == "Uzbek hosts"


def test_what_clashes_is_shown_in_three_columns_and_every_line_stays(
    client, colleague, address, typed, world
):
    mine = {**typed, "title": "Mine", "side-1-people": f"{JEH_LINE}\nKim Lee\nand others"}
    ready = boxes(read_back(client, mine, address))
    theirs = f"{JEH_LINE}\n{cast.LEE} — Dean, {cast.HUFS}\nand others"
    saved(colleague, {**typed, "title": "Theirs", "side-1-people": theirs}, address)
    before = kept(world)
    answer = client.post(address, {**ready, "do": "save"})
    page = answer.content.decode()
    assert (answer.status_code, kept(world)) == (200, before)
    assert differences(page) == [
        ("Title", True, ["Talks"], ["Theirs"], ["Mine"]),
        (
            f"Korean side: {cast.HUFS}: People, one a line or pasted as a list",
            True,
            [JEH_LINE, LEE_LINE, "and others"],
            theirs.split("\n"),
            [JEH_LINE, "Kim Lee", "and others"],
        ),
    ]
    again = boxes(page)
    assert (again["title"], again["side-1-people"]) == ("Mine", mine["side-1-people"])
    assert client.post(address, {**again, "do": "save"}).status_code == 302
    assert [name for name, _posts in there(world)] == [cast.JEH, "Quetzal", "Kim Lee"]


def test_a_colleagues_new_side_joins_and_one_taken_away_goes(
    client, colleague, address, typed, world
):
    ready = boxes(read_back(client, {**typed, "title": "Mine"}, address))
    more = boxes(colleague.post(address, {**typed, "do": "add"}).content.decode())
    saved(colleague, {**more, "side-2-name": "Observers"}, address)
    Delegation.objects.filter(pk=world.ours.pk).delete()
    page = read_back(client, ready, address)
    assert [label for label, *_rest in differences(page)][-1].startswith("Observers")
    assert [boxes(page)[f"side-{number}-name"] for number in range(int(boxes(page)["sides"]))] == [
        f"Korean side: {cast.HUFS}",
        "Observers",
    ]
    assert client.post(address, {**boxes(page), "do": "save"}).status_code == 302
    assert sorted(side.name for side in world.event.delegations.all()) == [
        "Korean side",
        "Observers",
    ]


def test_a_page_that_was_not_made_here_is_compared_with_what_stands(client, address, typed):
    page = read_back(client, {**typed, "was": "x", "title": "Mine"}, address)
    assert "This page is too old or was not made here." in page
    assert differences(page) == [("Title", True, [], ["Talks"], ["Mine"])]
    assert boxes(page)["title"] == "Mine"


def test_a_save_without_its_reading_only_reads(client, address, typed, world):
    answer = client.post(address, {**typed, "title": "Mine", "do": "save"})
    assert answer.status_code == 200
    assert Event.objects.get(pk=world.event.pk).title == "Talks"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": ""}, "Give the event a title."),
        ({"title": "x" * 601}, "at most 600 characters"),
        ({"date": "soon"}, "cannot be read as a date"),
        ({"kind": "ball"}, "Select a valid choice"),
        ({"side-0-name": ""}, "A side is not taken away here; give it a name."),
        ({"side-1-people": f"{JEH_LINE}\n{LEE_LINE}\n{cast.JEH} — Rector"}, "list already"),
        ({"side-0-people": "Kim Lee\nKim Lee"}, "This person stands in the list already."),
        ({"side-0-name": "Korean side"}, "has this already"),
        ({"sides": "x", "side-0-role": "boss"}, "Select a valid choice"),
        ({"place": f"A hall, {'x' * 201}, Uzbekistan"}, None),
    ],
)
def test_a_fault_is_told_and_nothing_is_written(client, address, typed, world, values, sentence):
    before = kept(world)
    page = read_back(client, {**typed, **values}, address)
    if 'name="read"' in page and sentence:
        page = client.post(address, {**boxes(page), "do": "save"}).content.decode()
    if sentence:
        assert sentence in page
    for name, value in values.items():
        if name not in {"sides", "kind", "side-0-role"}:
            assert boxes(page)[name] == value
    assert kept(world) == before


def test_a_new_side_of_a_known_name_is_refused(client, address, typed, world):
    before = kept(world)
    typed |= {"sides": "3", "side-2-name": "Korean side", "side-2-role": "party"}
    page = saved(client, typed, address).content.decode()
    assert "Another record has this already." in page
    assert (boxes(page)["side-2-name"], kept(world)) == ("Korean side", before)


def test_the_act_itself_refuses_a_strange_side(world):
    draft = MeetingDraft("x", sides=(SideDraft("a"),))
    with pytest.raises(ValueError, match="zip"):
        acts.change(
            user=world.editor, event=world.event, make=lambda: acts.Change(world.event, draft)
        )
    assert Statement.objects.get(pk=world.said.pk).text == world.said.text


def test_who_may_not_see_or_write_may_not_change(client, world, address):
    staff = client_of(cast.reader())
    assert staff.get(address).status_code == 403
    assert client.get(f"/events/{world.closed.pk}/edit/").status_code == 404
    assert address in client.get(f"/events/{world.event.pk}/").content.decode()
    assert address not in staff.get(f"/events/{world.event.pk}/").content.decode()


def test_who_is_cleared_sees_and_changes_the_hidden_lines(world, address):
    client = client_of(world.cleared)
    typed = boxes(client.get(address).content.decode())
    assert "Quetzal" in typed["side-1-people"]
    people = typed["side-1-people"].replace("\nQuetzal", "")
    saved(client, {**typed, "side-1-people": people}, address)
    assert [name for name, _posts in there(world)] == [cast.JEH, cast.LEE]


def test_while_one_types_the_reading_alone_is_answered(client, address, typed):
    page = client.post(address, {**typed, "do": "read"}, headers={"X-Reading": "1"})
    assert page.content.decode().strip().startswith("<h2>As it was understood</h2>")


def test_an_event_without_sides_opens_with_one_empty(client):
    event = cast.make_event(title="Bare", date="", of="forum")
    typed = boxes(client.get(f"/events/{event.pk}/edit/").content.decode())
    assert (typed["sides"], typed["side-0-name"], typed["date"]) == ("1", "", "")
    typed |= {"side-0-name": "Hosts", "series": "New series"}
    saved(client, typed, f"/events/{event.pk}/edit/")
    event.refresh_from_db()
    assert ([str(side) for side in event.delegations.all()], str(event.series)) == (
        ["Hosts"],
        "New series",
    )


def price(work):
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


def test_posts_are_those_of_the_day_to_which_the_event_is_moved(client, address, typed, world):
    former = cast.make_post(contact=world.lee, institution=world.hufs, title="Rector", until="2010")
    ParticipationPost.objects.create(participation=world.second, post=former, former=True)
    typed = boxes(client.get(address).content.decode())
    page = read_back(client, {**typed, "date": "17 May 2024"}, address)
    assert [chip for chip in chips(page) if "that day" in chip[1]] == []
    page = read_back(client, {**typed, "date": "2025-02"}, address)
    assert [chip for chip in chips(page) if "that day" in chip[1]] == [
        ("text", f"not held that day: Director, {cast.HUFS}"),
        ("known", f"held that day: Dean, {cast.HUFS}"),
    ]
    assert there(world) == [(cast.JEH, ["Adviser", "Director"]), (cast.LEE, ["Rector"]), QUETZAL]
    client.post(address, {**boxes(page), "do": "save"})
    assert there(world) == [(cast.JEH, ["Adviser"]), (cast.LEE, ["Dean", "Rector"]), QUETZAL]
    typed = boxes(client.get(address).content.decode())
    saved(client, {**typed, "date": ""}, address)
    assert there(world)[:2] == [(cast.JEH, ["Adviser"]), (cast.LEE, ["Dean", "Rector"])]
    typed = boxes(client.get(address).content.decode())
    assert typed["side-1-people"].startswith(f"{cast.JEH} (speaker)\n{cast.LEE} — Rector")
    saved(client, {**typed, "date": "2024-05"}, address)
    assert there(world)[:2] == [(cast.JEH, ["Adviser"]), (cast.LEE, ["Rector"])]


def test_who_holds_the_post_on_both_days_keeps_it(client, address, typed, world):
    rector = cast.make_post(
        contact=world.jeh, institution=world.isrs, title="Rector", since="2024-06"
    )
    page = read_back(client, {**typed, "date": "1 December 2024"}, address)
    assert [chip for chip in chips(page) if "that day" in chip[1]] == [
        ("known", f"held that day: Director, {cast.HUFS}"),
        ("known", f"held that day: Rector, {cast.ISRS}"),
    ]
    client.post(address, {**boxes(page), "do": "save"})
    told = ParticipationPost.objects.filter(participation=world.first).order_by("order")
    assert [str(link.post.title) for link in told.exclude(post__title="Adviser")] == [
        "Director",
        "Rector",
    ]
    assert told.get(post=rector).former is False


@pytest.mark.parametrize("number", [1, 3, 60])
def test_the_price_is_the_same_for_any_number_of_people(client, world, address, number):
    for place in range(number):
        person = cast.make_contact(display_name=f"Person Number {place}")
        post = cast.make_post(contact=person, institution=world.hufs, title=f"Fellow {place}")
        one = cast.make_participation(event=world.event, contact=person, delegation=world.theirs)
        ParticipationPost.objects.create(participation=one, post=post)
    page = client.get(address).content.decode()
    assert page.count("Fellow") == number
    # session, user, two of rights, the event, and all that the form shows
    assert price(lambda: client.get(address)) == 6
    values = {**boxes(page), "title": "Talks on peace"}
    # beside those: countries, and what the change names
    assert price(lambda: read_back(client, values, address)) == 8


@pytest.mark.parametrize("number", [1, 3, 60])
def test_new_names_are_looked_up_together(client, world, address, typed, number):
    school = cast.make_unit(parent=world.hufs, display_name="School of Peace")
    cast.make_unit(parent=school, display_name="Laboratory of Words")
    cast.make_contact(display_name="Kim Young-ho")
    keep_touched()
    lines = [
        f"Nobody{'u' * place} Xanthos{'o' * place} — Fellow, School of Peace, {cast.HUFS}"
        for place in range(number)
    ]
    people = "\n".join([typed["side-1-people"], *lines, "Kim Young-ho"])
    values = {**typed, "side-1-people": people}
    page = read_back(client, values, address)
    told = [chip for chip in chips(page) if chip[1].startswith("new: Nobody")]
    assert (len(told), ("known", "known: School of Peace") in chips(page)) == (number, True)
    deep = f"Nobody Xanthos — Fellow, Laboratory of Words, School of Peace, {cast.HUFS}"
    known = [
        chip
        for chip in chips(read_back(client, {**typed, "side-1-people": deep}, address))
        if chip[0] == "known" and "new" not in chip[1]
    ]
    assert [text for _state, text in known][-3:] == [
        f"known: {cast.HUFS}",
        "known: School of Peace",
        "known: Laboratory of Words",
    ]
    # five as above, the form, four of the search, countries with units and posts, the plan
    assert price(lambda: read_back(client, values, address)) == 12
    # the form of a new event asks for its kinds instead of an event
    log = {"kind": "meeting", "sides": "1", "once": "x", "title": "Talks", "side-0-role": "party"}
    log |= {"side-0-people": "\n".join(lines), "side-0-name": "Guests"}
    assert price(lambda: read_back(client, log)) == 11


def test_the_admin_has_the_same_form(client, world, typed):
    world.editor.is_staff = True
    world.editor.save()
    stem = f"/admin/relations/meeting/{world.event.pk}"
    address = f"{stem}/lines/"
    assert address in client.get(f"{stem}/change/").content.decode()
    page = client.get(address).content.decode()
    assert boxes(page)["side-1-people"] == typed["side-1-people"]
    reading = client.post(address, {**typed, "do": "read"}, headers={"X-Reading": "1"})
    assert reading.content.decode().strip().startswith("<h2>As it was understood</h2>")
    answer = saved(client, {**typed, "title": "Mine"}, address)
    assert answer.url == f"/admin/relations/event/{world.event.pk}/change/"
    assert Event.objects.get(pk=world.event.pk).title == "Mine"
    assert client.get(f"/admin/relations/meeting/{world.closed.pk}/lines/").status_code == 404
    staff = client_of(cast.make_user(username="staff", roles=("reader",), is_staff=True))
    assert staff.get(address).status_code == 403
