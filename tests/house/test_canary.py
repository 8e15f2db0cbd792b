"""A closed record leaves no trace: not a word, not a count, not a byte, on any address."""

import uuid
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client

from relations.exports.formats import formats_of
from relations.filters import FILTERS
from relations.filters.asking import Many
from relations.models import Event, Institution
from relations.search.keeping import keep_touched
from tests import cast
from tests.house import walk
from tests.house.addresses import UnknownAddressError, filled, patterns
from tests.house.world import WORD, hidden_links, records

pytestmark = pytest.mark.django_db

BLIND = {
    "outsider": (),
    "reader": ("reader",),
    "editor": ("editor",),
    "manager": ("manager",),
    "auditor": ("auditor",),
    "cleared for others": ("cleared",),
}
# All roles that are more than a reader see the same rows, and each right adds pages and parts of
# pages: who has all of them sees whatever one of them sees. Without a right to change a record
# its page is another one, which the reader gets. Two tours cost a minute.
WALKERS = {
    "outsider": (),
    "reader": ("reader",),
    "all others at once": ("editor", "manager", "auditor", "cleared"),
}
# A record that closed ones rest on cannot be deleted, and the page must say so: without a
# word of what they are, since hidden work would else be lost in silence.
# The history of an open record tells its own change: a link was set, to what is not said;
# so does the journal to an auditor.
TELLING = ("/delete/", "/history/", "/journal/")


@pytest.fixture
def opened(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cast.make_team()
    world = records("open", confidentiality="public")
    world["twin"] = cast.make_contact(display_name="Twin of none", confidentiality="public")
    # What the closed twins will hang on later stands empty before, so that nothing may change.
    Institution.objects.filter(pk=world["unit"].pk).update(parent=None)
    Event.objects.filter(pk=world["meetings"].pk).update(part_of=None)
    Event.objects.filter(pk=world["events"].pk).update(series=None, edition=None)
    keep_touched()
    return world


def client_of(*roles):
    user = cast.make_user(username="walker", roles=roles, is_staff=True)
    if "cleared" in roles:
        cast.Membership.objects.create(team=cast.make_team(name="another desk"), user=user)
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client


def plant(opened):
    closed = records(WORD, **cast.restricted())
    hidden_links(opened, closed)
    keep_touched()
    return closed


@pytest.mark.parametrize("roles", WALKERS.values(), ids=WALKERS)
def test_no_answer_changes_by_a_byte(roles, opened):
    client = client_of(*roles)
    places = [*walk.addresses(opened), *searches("Person open"), *searches("Insttute opne")]
    before = walk.tour(client, [place for place in places if not place.endswith(TELLING)])
    plant(opened)
    after = walk.tour(client, places)
    assert [place for place, answer in before.items() if after[place] != answer] == []
    # a question is said again in its answer
    unasked = [place for place in places if WORD not in place]
    assert [place for place in unasked if WORD.encode() in after[place][1]] == []
    assert [place for place in places if after[place][0] >= 500] == []
    assert len(places) > 200


# One noun for each shape of a file, in every format it comes in; the nouns share their writers.
FILES = tuple(
    f"/api/v1/{noun}/?format={each.name}&trailer=1&sort={order}"
    if each.name == "csv"
    else f"/api/v1/{noun}/?format={each.name}&sort={order}"
    for noun, order in (("contacts", "name"), ("events", "-date"), ("institutions", "name"))
    for each in formats_of(noun)
)


def test_no_file_of_a_list_changes_by_a_byte(opened):
    client = client_of("reader")
    before = walk.tour(client, FILES)
    plant(opened)
    after = walk.tour(client, FILES)
    assert [place for place in FILES if unpacked(before[place]) != unpacked(after[place])] == []
    assert [place for place in FILES if WORD.encode() in unpacked(after[place])] == []
    assert {status for status, _body in after.values()} == {200}
    client.force_login(cast.cleared())
    seen = walk.tour(client, FILES)
    assert [place for place in FILES if WORD.encode() not in unpacked(seen[place])] == []


def unpacked(answer):
    """Give the sheets of a spreadsheet, which is packed with the time of the day; else the body."""
    _status, body = answer
    if not body.startswith(b"PK"):
        return body
    with ZipFile(BytesIO(body)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist() if "sheet" in name)


@pytest.mark.parametrize("roles", BLIND.values(), ids=BLIND)
def test_a_closed_record_is_as_absent_as_one_that_never_was(roles, opened):
    client = client_of(*roles)
    closed = plant(opened)
    missing = uuid.UUID(int=7)
    nouns = [noun for noun in FILTERS if noun in closed]
    for noun in nouns:
        for stem in (f"/{noun}/", f"/api/v1/{noun}/"):
            hidden = walk.visit(client, f"{stem}{closed[noun].pk}/")
            absent = walk.visit(client, f"{stem}{missing}/")
            assert (hidden[0], absent[0]) == ((404, 404) if hidden[0] == 404 else (403, 403))
            assert hidden[1].replace(str(closed[noun].pk).encode(), b"") == absent[1].replace(
                str(missing).encode(), b""
            )
    hidden = walk.visit(client, f"/documents/{closed['documents'].pk}/file/")
    assert hidden[0] == (404 if roles else 403)
    assert len(nouns) == 18


def questions(wanted):
    """Yield the address and the question of every filter of every noun that is wanted."""
    for noun, filters in FILTERS.items():
        for name, question in filters.base_filters.items():
            one = question.one if isinstance(question, Many) else question
            if wanted(one):
                yield f"/api/v1/{noun}/?{name}=", one


def told_apart(client, address, hidden, absent):
    """Say whether one who asks for either learns more than what was asked for."""
    first, second = (walk.visit(client, f"{address}{asked}") for asked in (hidden, absent))
    bare = [
        (status, body.replace(asked.encode(), b""))
        for (status, body), asked in ((first, hidden), (second, absent))
    ]
    return bare[0] != bare[1]


def test_no_filter_tells_a_closed_record_from_none(opened):
    client = client_of("reader")
    closed = {type(record): str(record.pk) for record in plant(opened).values()}
    missing = str(uuid.UUID(int=7))
    asked = [
        (address, closed[question.related])
        for address, question in questions(lambda one: getattr(one, "related", None) in closed)
    ]
    assert [one for one in asked if told_apart(client, *one, missing)] == []
    assert len({hidden for _address, hidden in asked}) == 9


# Every door of the search, with the place for what is asked.
DOORS = (
    "/search/?q=",
    "/search/typed/?q=",
    "/api/v1/search/?limit=100&q=",
    "/api/v1/search/?texts=1&q=",
    "/api/v1/search/?typing=1&q=",
    "/admin/relations/contact/?q=",
    "/admin/relations/post/?q=",
    "/admin/autocomplete/?app_label=relations&model_name=post&field_name=contact&term=",
    *(f"/{noun}/?q=" for noun in ("contacts", "institutions", "events", "agreements")),
    *(f"/api/v1/{noun}/?q=" for noun in ("contacts", "institutions", "events", "agreements")),
)


def searches(asked):
    """Write the addresses that look for something at every door, in and out of its script."""
    return [f"{door}{text}" for door in DOORS for text in (asked, f"{asked} {WORD}", asked[:4])]


def test_a_closed_name_mends_no_typing_error_and_is_no_spelling_of_another(opened):
    client = client_of("reader")
    near = ("Quetzalcoatlu", "Кетцалькоатлус", "Q Person")
    places = [f"{door}{asked}" for door in DOORS for asked in near]
    before = walk.tour(client, places)
    plant(opened)
    after = walk.tour(client, places)
    assert [place for place in places if before[place] != after[place]] == []


def test_a_cleared_reader_finds_it_at_every_door(opened):
    closed = plant(opened)
    client = Client()
    client.force_login(cast.cleared())
    for door in ("/search/?q=", "/search/typed/?q=", "/api/v1/search/?q=", "/contacts/?q="):
        assert str(closed["contacts"].pk) in client.get(f"{door}Person+{WORD}").content.decode()


def takes_words(question):
    """Say whether any text is an answer: no id, date, number or word of a list."""
    schema = question.schema()
    return schema["type"] == "string" and not {"enum", "format"} & schema.keys()


def test_no_search_tells_a_closed_word_from_none(opened):
    client = client_of("reader")
    plant(opened)
    asked = [address for address, _question in questions(takes_words)]
    asked += [f"/{noun}/?q=" for noun in FILTERS]
    asked += DOORS
    told = [address for address in asked if told_apart(client, address, WORD, "Xylophagidae")]
    assert told == []
    assert len(asked) > 100


def test_a_cleared_reader_sees_it(opened):
    closed = plant(opened)
    client = Client()
    client.force_login(cast.cleared())
    nouns = [noun for noun in FILTERS if noun in closed]
    seen = {
        stem: WORD.encode() in walk.visit(client, stem)[1]
        for noun in nouns
        for stem in (
            f"/{noun}/",
            f"/{noun}/{closed[noun].pk}/",
            f"/api/v1/{noun}/",
            f"/api/v1/{noun}/{closed[noun].pk}/",
        )
    }
    assert [stem for stem, found in seen.items() if not found] == []


def test_the_walk_knows_every_route():
    """A route without arguments fails in ``filled``; this one proves that it does."""
    route, pattern = next(
        (route, pattern) for route, pattern in patterns() if route == "contacts/<uuid:pk>/"
    )
    with pytest.raises(UnknownAddressError, match="no arguments are known for contacts/"):
        filled(route, pattern, {})
