"""The form of a meeting without scripts: read back first, then kept; nothing typed is lost."""

import re
import uuid

import pytest
from django.test import Client

from relations.minutes import sides
from relations.models import (
    Contact,
    Event,
    EventLink,
    Figure,
    Institution,
    Participation,
    Submission,
)
from relations.models.search import SearchKind
from relations.search import keeping, rebuilding
from tests import cast
from tests.minutes.typed import BLANK, SEED

pytestmark = pytest.mark.django_db

LOG = "/log/"


@pytest.fixture
def editor():
    return cast.editor()


@pytest.fixture
def client(editor):
    found = Client()
    found.force_login(editor)
    return found


def typed(**values):
    return {**BLANK, "once": uuid.uuid4().hex, **values}


def seen(client, values, address=LOG):
    """Send the form to be read back, and give what one may then send to save it."""
    page = client.post(address, {**values, "do": "read"}).content.decode()
    found = re.search(r'name="read" value="(\w+)"', page)
    return {**values, "read": found[1], "do": "save"} if found else page


def saved(client, values, address=LOG):
    return client.post(address, seen(client, values, address))


def test_a_form_is_shown_empty_with_two_sides(client):
    page = client.get(LOG).content.decode()
    assert re.findall(r'name="(side-\d-name)"', page) == ["side-0-name", "side-1-name"]
    assert 'value="meeting" selected' in page
    assert re.findall(r"<(?:script|style)[^>]*>[^<]", page) == []


def test_roles_and_attendance_are_read_back_and_kept(client):
    people = "Moderator: Park Joung-ho, Expert, KIEP\nHyun Seung-soo (regrets)\nand others"
    values = typed(**{**SEED, "side-1-people": people})
    page = client.post(LOG, {**values, "do": "read"}).content.decode()
    chips = re.findall(r'log-chip is-(\w+)">\s*(.+?)\s*</span>', page)
    assert [chip for chip in chips if chip[1] in {"moderator", "absent"}] == [
        ("known", "moderator"),
        ("known", "absent"),
    ]
    saved(client, values)
    told = Participation.objects.order_by("order").values_list(
        "contact__display_name", "roles", "attendance"
    )
    assert list(told) == [
        ("Park Joung-ho", ["moderator"], "not_stated"),
        ("Hyun Seung-soo", [], "absent"),
    ]


def test_who_may_not_write_may_not_log(client):
    outsider = Client()
    outsider.force_login(cast.reader())
    assert [outsider.get(LOG).status_code, outsider.post(LOG, typed()).status_code] == [403, 403]
    assert Client().get(LOG).status_code == 302


def test_the_first_sending_reads_back_and_keeps_nothing(client):
    page = client.post(LOG, typed(do="read", **SEED)).content.decode()
    chips = re.findall(r'log-chip is-(\w+)">\s*(.+?)\s*</span>', page)
    assert ("new", "new: Jeh Sung Hoon") in chips
    assert ("known", "others without names") in chips
    assert "<strong>16 May 2024</strong>" in page
    made = re.findall(r"<dt>(\d+) × (\w+)</dt>", page)
    assert made == [
        ("2", "event"),
        ("9", "topic"),
        ("7", "institution"),
        ("1", "source"),
        ("4", "contact"),
        ("5", "post"),
    ]
    assert Event.objects.count() == Contact.objects.count() == Submission.objects.count() == 0


def test_a_save_without_its_reading_only_reads(client):
    answer = client.post(LOG, typed(do="save", **SEED))
    assert (answer.status_code, Event.objects.count()) == (200, 0)
    stale = seen(client, typed(**SEED)) | {"title": "Something else"}
    assert client.post(LOG, stale).status_code == 200
    assert Event.objects.count() == 0


def test_the_seeds_visit_is_twelve_boxes_and_one_save(client):
    assert len(SEED) == 12
    answer = saved(client, typed(**SEED))
    event = Event.objects.get(title="Uzbek side – Korean side")
    assert (answer.status_code, answer.url) == (302, f"/events/{event.pk}/")
    assert "The meeting is kept." in client.get(answer.url).content.decode()


def test_the_same_form_sent_twice_is_one_meeting(client):
    sent = typed(**{"side-0-name": "Korean side", "side-0-people": "Kim Young — Head, KIEP"})
    ready = seen(client, sent)
    first, again = client.post(LOG, ready), client.post(LOG, ready)
    assert (first.url, Event.objects.count(), Contact.objects.count()) == (again.url, 1, 1)
    other = client.post(LOG, seen(client, {**sent, "title": "Another"}))
    assert "said something else then" in other.content.decode()


def test_the_browser_is_told_to_let_go_of_its_draft(client):
    ready = seen(client, typed(title="Talks"))
    cookie = client.post(LOG, ready).cookies["muloqot-logged"]
    assert (cookie.value, cookie["samesite"]) == (ready["once"], "Strict")


def test_a_third_side_is_added_and_nothing_typed_is_lost(client):
    page = client.post(LOG, typed(do="add", **SEED)).content.decode()
    assert re.findall(r'name="(side-\d-name)"', page)[2:] == ["side-2-name"]
    assert SEED["side-1-people"] in page
    full = client.post(LOG, typed(do="add") | {"sides": "12"}).content.decode()
    assert len(re.findall(r'name="side-\d+-name"', full)) == 12
    assert 'value="add"' not in full
    strange = client.post(LOG, typed(do="add") | {"sides": "x"}).content.decode()
    assert len(re.findall(r'name="side-\d+-name"', strange)) == 3


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"date": "16 May"}, "Which year?"),
        ({"date": "soon"}, "cannot be read as a date"),
        ({"promises": "Send the papers"}, "begin with we:, they: or both:"),
        ({"figures": "a lot"}, "write it like"),
        ({"figures": "trade: 5 billion USD in the old days"}, "is no date"),
        ({"figures": "trade: 5"}, "say of what the figure is"),
        ({"figures": "trade: 5 tons", "source": ""}, "“trade”: name the source that tells this."),
        ({"told": "yesterday", "source": ""}, "“yesterday”: name the source that tells this."),
        ({"kind": "ball"}, "Select a valid choice"),
        ({"side-0-role": "boss"}, "Select a valid choice"),
        ({"title": "x" * 601}, "at most 600 characters"),
        ({"source": "https://x"}, "Enter a valid URL"),
        (
            {"side-0-people": "Kim Young-ho\nKim Young-ho"},
            "This person stands in the list already.",
        ),
        ({"side-0-name": "Korean side", "side-1-name": "Korean side"}, "has this already"),
    ],
)
def test_a_fault_is_told_at_its_field_and_every_line_stays(client, values, sentence):
    few = {name: SEED[name] for name in ("date", "place", "topics", "told", "source")}
    sent = typed(**{**few, "title": "Talks", **values})
    ready = seen(client, sent)
    page = ready if isinstance(ready, str) else client.post(LOG, ready).content.decode()
    assert sentence in page
    for value in {**few, **values}.values():
        assert value.split("\n")[0].replace("'", "&#x27;") in page.replace("&quot;", '"')
    assert Event.objects.count() == 0


def test_an_empty_form_asks_for_a_title(client):
    page = client.post(LOG, typed(do="read", title="")).content.decode()
    assert "Give the event a title, or name a side." in page


def known(*, name="Hyun Seung-soo", **values):
    person = cast.make_contact(display_name=name, **values)
    body = cast.make_institution(display_name="Korea Institute for National Unification", **values)
    post = cast.make_post(contact=person, institution=body, title="Fellow", since="2020")
    for kind, record in ((SearchKind.CONTACT, person), (SearchKind.INSTITUTION, body)):
        keeping.keep(kind, [record.pk])
    return person, post


def chips(page):
    return re.findall(r'log-chip is-(\w+)">\s*(.+?)\s*</span>', page)


def test_who_is_known_comes_with_the_post_held_that_day(client):
    person, post = known()
    sent = typed(**{"date": "2024-05", "side-0-name": "Korean side"})
    sent["side-0-people"] = "Hyun Seung-soo"
    page = client.post(LOG, {**sent, "do": "read"}).content.decode()
    assert chips(page) == [
        ("known", "known: Hyun Seung-soo"),
        ("known", f"held that day: Fellow, {post.institution}"),
    ]
    saved(client, sent)
    (guest,) = Event.objects.get().participations.all()
    assert (guest.contact, list(guest.posts.all())) == (person, [post])
    earlier = client.post(LOG, {**sent, "date": "2019", "do": "read"}).content.decode()
    assert chips(earlier) == [("known", "known: Hyun Seung-soo")]


def ask(page):
    return re.findall(r'type="radio" name="([\w-]+)" value="([\w-]+)"', page)


def test_who_may_be_known_is_asked_and_saved_as_answered(client):
    person, _post = known()
    sent = typed(**{"side-0-name": "Korean side", "side-0-people": "현승수, 통일연구원 위원"})
    page = client.post(LOG, {**sent, "do": "read"}).content.decode()
    (name, *_), values = zip(*ask(page), strict=True)
    assert values == (str(person.pk), "new", "text")
    unanswered = seen(client, sent)
    assert "Answer what is asked above" in client.post(LOG, unanswered).content.decode()
    assert client.post(LOG, {**unanswered, name: str(uuid.uuid4())}).status_code == 200
    for answer, made in ((str(person.pk), 0), ("new", 1), ("text", 0)):
        before = Contact.objects.count()
        ready = seen(client, {**sent, "once": answer, name: answer})
        assert client.post(LOG, ready).status_code == 302
        assert Contact.objects.count() - before == made
    assert Event.objects.order_by("-pk")[0].delegations.get().unnamed_text == (
        "현승수, 통일연구원 위원"
    )


def test_namesakes_are_told_apart_by_post_and_by_place(client):
    person, _post = known()
    cast.make_post(contact=person, title="Editor")
    cast.make_post(contact=person, title="Rector", until="2020")
    hidden = cast.make_institution(display_name="Closed house", **cast.restricted())
    cast.make_post(contact=person, institution=hidden, title="Keeper")
    for values in ({"city": "Seoul", "country": cast.place("KR")}, {}):
        body = cast.make_institution(display_name="Institute of Peace", **values)
        keeping.keep(SearchKind.INSTITUTION, [body.pk])
        event = cast.make_event(title="Talks on peace", date="2023" if values else "")
        keeping.keep(SearchKind.EVENT, [event.pk])
    sent = typed(
        **{
            "side-0-name": "a: Institute of Peace",
            "side-0-people": "현승수, 통일연구원 위원",
            "continues": "Talks on peace",
        }
    )
    page = client.post(LOG, {**sent, "do": "read"}, headers={"accept-language": "ko"})
    assert len({name for name, _value in ask(page.content.decode())}) == 3
    told = re.findall(r'<span class="log-help">([^<]*)</span></label>', page.content.decode())
    posts = f"Fellow, Korea Institute for National Unification; Editor, {cast.HUFS}"
    assert sorted(told) == [posts, "Seoul, 대한민국", "포럼", "포럼, 2023년"]


def test_hidden_people_are_not_offered_nor_told(client):
    known(**cast.restricted(user=cast.cleared()))
    for name in ("현승수", "Hyun Seung-soo"):
        sent = typed(**{"side-0-name": "a", "side-0-people": f"{name} — Fellow, KINU"})
        page = client.post(LOG, {**sent, "do": "read"}).content.decode()
        assert (ask(page), chips(page)[0]) == ([], ("new", f"new: {name}"))


def test_a_known_event_series_and_unit_are_used(client):
    whole = cast.make_institution(display_name="Hankuk University", kind="university")
    unit = cast.make_unit(parent=whole, display_name="Center for Eurasian Studies")
    forum = cast.make_event(title="Strategic dialogue")
    series = cast.make_series(name="Dialogue of think tanks")
    rebuilding.rebuild()
    sent = typed(
        **{
            "title": "Talks",
            "side-0-name": "Korea",
            "side-0-people": "Kim Young — Head, Center for Eurasian Studies, Hankuk University\n"
            "Kim Jin — Head, Center for Seals, Hankuk University",
            "continues": "“Strategic dialogue”",
            "series": "Dialogue of think tanks, 5",
        }
    )
    saved(client, sent)
    event = Event.objects.get(title="Talks")
    assert EventLink.objects.get(from_event=event).to_event == forum
    assert (event.series, event.edition) == (series, 5)
    assert list(Institution.objects.exclude(pk__in=[whole.pk, unit.pk])) == list(
        Institution.objects.filter(parent=whole, display_name="Center for Seals")
    )
    saved(client, typed(title="More", series="A new one"))
    assert Event.objects.get(title="More").series.name == "A new one"


def test_of_two_bodies_of_one_name_one_is_asked_for(client):
    for _ in range(2):
        body = cast.make_institution(display_name="Institute of Peace")
        keeping.keep(SearchKind.INSTITUTION, [body.pk])
    sent = typed(
        **{
            "side-0-name": "a: Institute of Peace",
            "continues": "Talks, part two, May 2023, Seoul",
        }
    )
    page = client.post(LOG, {**sent, "do": "read"}).content.decode()
    assert [value for _name, value in ask(page)][-1] == "new"
    saved(client, {**sent, ask(page)[0][0]: str(body.pk)})
    event = Event.objects.get(title="a")
    assert list(event.delegations.get().institutions.all()) == [body]
    earlier = event.links_out.get().to_event
    assert (earlier.title, earlier.date, earlier.places.get().city) == (
        "Talks, part two",
        "2023-05",
        "Seoul",
    )


def test_places_are_told_a_line_each_or_parted_by_semicolons(client):
    lines = (
        "SNU Asia Center, Seoul, South Korea\nLotte Hotel, South Korea; Busan; "
        "Университет мировой экономики\n서울 롯데호텔"
    )
    saved(client, typed(title="Talks", place=lines))
    event = Event.objects.get(title="Talks")
    told = [(one.venue, one.city, one.country and one.country.alpha2) for one in event.places.all()]
    assert told == [
        ("SNU Asia Center", "Seoul", "KR"),
        ("Lotte Hotel", "", "KR"),
        ("", "Busan", None),
        ("Университет мировой экономики", "", None),
        ("서울 롯데호텔", "", None),
    ]


def test_outcomes_and_notes_are_kept_with_their_level(client):
    sent = typed(
        **{
            "title": "Talks",
            "kind": "forum",
            "side-0-name": "Institute of Peace",
            "side-2-name": "",
            "place": "Seoul\nBusan",
            "promises": "we: Send the papers by September 2024\nthey: Come by train\n"
            "they: Be friends\nboth: meet again (until 2025)",
            "agreements": "Road map for 2025\nPaper of intent",
            "figures": "trade: about 12,5 mln tons, 2023\nshare: 5 percent",
            "notes": "They were cool.",
            "notes_level": "public",
            "source": "Minutes of the talks",
            "confidentiality": "public",
            "side-0-people": "Participants:\nsome people whom nobody knows\n+ 4 staff",
            "side-0-said": "We agreed. [peace]",
        }
    )
    saved(client, sent)
    event = Event.objects.get(title="Talks")
    assert [(one.direction, one.what, one.due) for one in event.commitments.order_by("order")] == [
        ("ours", "Send the papers", "2024-09"),
        ("theirs", "Come by train", ""),
        ("theirs", "Be friends", ""),
        ("joint", "meet again", "2025"),
    ]
    assert [one.kind for one in event.agreements.order_by("order")] == ["road_map", "memorandum"]
    figures = Figure.objects.order_by("order")
    assert [(one.qualifier, one.value, one.unit, one.period) for one in figures] == [
        ("about", 12_500_000, "tons", "2023"),
        ("exact", 5, "percent", ""),
    ]
    assert (event.notes.get().confidentiality, event.confidentiality) == ("public", "public")
    side = event.delegations.get()
    assert (side.unnamed_text, side.unnamed_count, side.unnamed_qualifier) == (
        "some people whom nobody knows; + 4 staff",
        4,
        "exact",
    )
    assert [str(body) for body in side.institutions.all()] == ["Institute of Peace"]


def test_what_is_closed_is_closed_to_its_author_and_their_teams(editor):
    user = cast.make_user(username="both", roles=("editor", "cleared"))
    client = Client()
    client.force_login(user)
    saved(client, typed(title="Talks", confidentiality="restricted"))
    assert Event.objects.get().readers == [user.pk]


def test_the_admin_has_the_same_form(client, editor):
    editor.is_staff = True
    editor.save()
    address = "/admin/relations/meeting/log/"
    assert client.get(address).status_code == 200
    assert "log-chip" in client.post(address, typed(do="read", **SEED)).content.decode()
    answer = saved(client, typed(title="Talks"), address)
    assert answer.url == f"/admin/relations/event/{Event.objects.get().pk}/change/"
    outsider = Client()
    outsider.force_login(cast.make_user(username="staff", roles=("reader",), is_staff=True))
    assert outsider.get(address).status_code == 403


@pytest.mark.parametrize("address", [LOG, "/admin/relations/forum/log/"])
def test_while_one_types_the_reading_alone_is_answered(client, editor, address):
    editor.is_staff = True
    editor.save()
    page = client.post(address, typed(do="read", **SEED), headers={"X-Reading": "1"})
    assert page.content.decode().strip().startswith("<h2>As it was understood</h2>")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Hyun Seung-soo", ("Hyun", "Seung-soo", "family_first")),
        ("Jeh Sung Hoon", ("Jeh", "Sung Hoon", "family_first")),
        ("Kim Lee", ("", "", "")),
        ("Eldor Aripov", ("", "", "")),
        ("현승수", ("", "", "")),
    ],
)
def test_a_korean_name_is_parted_where_it_is_built_as_one(name, told):
    assert sides.parts(name) == told
