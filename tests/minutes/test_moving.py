"""Somebody moves to a new post: one post ends on a day and the next begins on it."""

import re
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Max

from relations.actions import moving
from relations.actions.drafts import BodyDraft
from relations.models import Institution, Journal, Post
from relations.search.keeping import keep_touched
from tests import cast
from tests.minutes.sending import boxes, client_of

pytestmark = pytest.mark.django_db

NOTHING = "There is no such record: {pk}."


def make_world():
    editor = cast.editor()
    hufs = cast.make_institution(display_name=cast.HUFS, kind="university")
    kinu = cast.make_institution(display_name=cast.KINU)
    unit = cast.make_unit(parent=kinu, display_name="Division of Peace")
    jeh = cast.make_contact()
    post = cast.make_post(
        contact=jeh, institution=hufs, title="Director", since="2020-05", primary=True
    )
    beside = cast.make_post(contact=jeh, institution=hufs, title="Professor", order=1)
    over = cast.make_post(contact=jeh, institution=kinu, title="Fellow", until="2019", order=2)
    return SimpleNamespace(**locals())


@pytest.fixture
def address(world):
    return f"/contacts/{world.jeh.pk}/move/"


@pytest.fixture
def typed(client, address):
    form = boxes(client.get(address).content.decode())
    return {**form, "day": "1 July 2024", "title": "President", "institution": cast.KINU}


def posts(world):
    return [
        (post.title, str(post.institution), post.since, post.until, post.primary)
        for post in Post.objects.filter(contact=world.jeh).order_by("order")
    ]


BEFORE = [
    ("Director", cast.HUFS, "2020-05", "", True),
    ("Professor", cast.HUFS, "", "", False),
    ("Fellow", cast.KINU, "", "2019", False),
]


def told(page):
    return re.findall(r'class="log-wrong" role="alert">(.+?)</p>', page)


def test_the_form_offers_the_posts_that_can_be_left(client, address):
    page = client.get(address).content.decode()
    assert re.findall(r"<option [^>]+>(.+?)</option>", page) == [
        f"Director, {cast.HUFS}",
        f"Professor, {cast.HUFS}",
        "no post: this one is beside",
    ]
    assert boxes(page)["title"] == ""
    assert "<script" not in page.split("<main", 1)[1]


def test_one_post_ends_on_the_day_and_the_next_begins(client, address, typed, world):
    last = Journal.objects.aggregate(last=Max("pk"))["last"]
    answer = client.post(address, {**typed, "unit": "Division of Peace"})
    assert answer.url == f"/contacts/{world.jeh.pk}/"
    assert posts(world) == [
        ("Director", cast.HUFS, "2020-05", "2024-07-01", True),
        *BEFORE[1:],
        ("President", "Division of Peace", "2024-07-01", "", True),
    ]
    acts = Journal.objects.filter(pk__gt=last).values_list("act", "transaction")
    assert len(set(acts)) == 1
    assert {act for act, _ in acts} == {"move contact"}
    assert "The new post is kept." in client.get(answer.url).content.decode()


def test_sent_twice_it_is_one_move(client, address, typed, world):
    answers = [client.post(address, typed) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert len(posts(world)) == 4
    other = client.post(address, {**typed, "title": "Rector", "leaves": ""}).content.decode()
    assert told(other) == ["This was sent before, and said something else then."]


def test_what_is_not_known_is_made_only_when_one_says_so(client, address, typed, world):
    typed |= {"institution": "University of Busan", "unit": "Department of Law", "title": ""}
    page = client.post(address, typed).content.decode()
    asked = re.findall(r'type="radio" name="([\w-]+)" value="([\w-]+)"', page)
    assert [name.split("-")[0] for name, _value in asked] == ["institution", "unit"]
    assert told(page) == ["Answer what is asked above, then save."]
    assert (posts(world), Institution.objects.count()) == (BEFORE, 3)
    client.post(address, {**typed, **dict(asked)})
    unit = Institution.objects.get(display_name="Department of Law")
    assert (unit.kind, str(unit.parent), unit.parent.kind) == (
        "unit",
        "University of Busan",
        "other",
    )
    assert posts(world)[-1] == (None, "Department of Law", "2024-07-01", "", True)


def test_one_of_several_is_chosen(client, address, typed, world):
    twins = [cast.make_institution(display_name="Institute of Peace") for _ in range(2)]
    keep_touched()
    typed |= {"institution": "Institute of Peace", "leaves": ""}
    page = client.post(address, typed).content.decode()
    name, values = (
        re.search(r'name="(institution-\w+)"', page)[1],
        re.findall(r'type="radio" name="institution-\w+" value="([\w-]+)"', page),
    )
    assert set(values) == {*(str(twin.pk) for twin in twins), "new"}
    client.post(address, {**typed, name: str(twins[1].pk)})
    assert posts(world)[0] == BEFORE[0]
    assert Post.objects.get(title="President").institution == twins[1]
    assert Post.objects.get(title="President").primary is False


@pytest.mark.parametrize(
    ("values", "name", "sentence"),
    [
        ({"day": ""}, "day", "This field is required."),
        ({"day": "1 July"}, "day", "Which year?"),
        ({"day": "2023/2024"}, "day", "Give one day, one month or one year."),
        ({"day": "2019"}, "day", "This is before the post began (May 2020)."),
        ({"title": "", "institution": ""}, "title", "Name the new post, or the institution."),
        (
            {"institution": "", "unit": "Division"},
            "institution",
            "Name the institution that this is a unit of.",
        ),
        (
            {"title": "professor", "institution": cast.HUFS},
            "title",
            "They hold this post already.",
        ),
        ({"leaves": "x"}, "leaves", "This post was changed or has ended meanwhile."),
        ({"title": "x" * 301}, "title", "at most 300 characters"),
    ],
)
def test_nonsense_is_refused_at_its_field(client, typed, world, values, name, sentence):
    address = f"/contacts/{world.jeh.pk}/move/"
    page = client.post(address, {**typed, **values}).content.decode()
    field = re.search(rf'for="id_{name}".*?</div>', page, re.DOTALL)[0]
    assert sentence in re.search(r'role="alert">(.+?)</p>', field)[1]
    assert posts(world) == BEFORE


def test_a_title_alone_is_a_post(client, address, typed, world):
    client.post(address, {**typed, "institution": ""})
    assert posts(world)[-1] == ("President", "None", "2024-07-01", "", True)


def test_the_act_done_twice_with_one_key_is_one_move(world):
    what = moving.Move(world.jeh.pk, "2024", "Dean")
    first, again = (moving.move(user=world.editor, move=what, key="k") for _ in range(2))
    assert (first, len(posts(world))) == (again, 4)


def test_a_post_that_a_colleague_changed_is_looked_at_again(client, address, typed, world):
    Post.objects.filter(pk=world.post.pk).update(title="Head")
    page = client.post(address, typed).content.decode()
    assert told(page) == ["This post was changed or has ended meanwhile. Look at it again."]
    with pytest.raises(ValidationError) as caught:
        moving.move(
            user=world.editor,
            move=moving.Move(world.jeh.pk, "2024", "Dean", leaves=world.post.pk, version=1),
        )
    assert caught.value.message_dict == {"leaves": [moving.CHANGED]}


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        ({"leaves": "over"}, {"leaves": ["This post has ended already."]}),
        ({"leaves": "foreign"}, {"leaves": [NOTHING]}),
        ({"body": "hidden"}, {"institution": [NOTHING]}),
        ({"body": "nameless"}, {"institution": ["This field cannot be blank."]}),
        ({"title": ""}, {"title": ["A post needs a title or an institution."]}),
        ({"title": "\0"}, {"title": ["This text holds characters that cannot be kept."]}),
        ({"day": ""}, {"day": ["Give one day, one month or one year."]}),
    ],
)
def test_the_act_refuses_by_field_and_writes_nothing(world, values, faults):
    hidden = cast.make_institution(display_name="Hidden", **cast.restricted())
    foreign = cast.make_post(contact=cast.make_contact(display_name=cast.LEE)).pk
    meant = {
        "over": world.over.pk,
        "foreign": foreign,
        "hidden": BodyDraft(id=hidden.pk),
        "nameless": BodyDraft(),
    }
    given = {name: meant.get(value, value) for name, value in values.items()}
    before = Institution.objects.count()
    with pytest.raises(ValidationError) as caught:
        moving.move(
            user=world.editor,
            move=moving.Move(**{"contact": world.jeh.pk, "day": "2024", "title": "Dean", **given}),
        )
    asked = foreign if "leaves" in values else hidden.pk
    told = {
        field: [one.format(pk=asked) for one in sentences] for field, sentences in faults.items()
    }
    assert caught.value.message_dict == told
    assert (posts(world), Institution.objects.count()) == (BEFORE, before)


def test_a_closed_contact_moves_to_a_closed_institution():
    user = cast.make_user(username="both", roles=("editor", "cleared"))
    person = cast.make_contact(**cast.restricted(user=user))
    post = moving.move(
        user=user,
        move=moving.Move(person.pk, "2024", body=BodyDraft(name="Secret office")),
        key="one",
    )
    made = Post.objects.get(pk=post)
    assert (made.institution.confidentiality, made.institution.readers, made.order) == (
        "restricted",
        [user.pk],
        0,
    )


def test_who_may_not_see_or_write_may_not_move(client, world, address):
    closed = cast.make_contact(display_name="Closed", **cast.restricted())
    staff = cast.make_user(username="staff", roles=("reader",), is_staff=True)
    reader = client_of(staff)
    admin = f"/admin/relations/contact/{world.jeh.pk}/move/"
    assert client.get(f"/contacts/{closed.pk}/move/").status_code == 404
    assert [reader.get(one).status_code for one in (address, admin)] == [403, 403]
    assert "Moved to" not in reader.get(f"/contacts/{world.jeh.pk}/").content.decode()
    assert "Moved to" in client.get(f"/contacts/{world.jeh.pk}/").content.decode()


def test_the_admin_has_the_same_form(client, world, typed):
    world.editor.is_staff = True
    world.editor.save()
    stem = "/admin/relations/contact/"
    address = f"{stem}{world.jeh.pk}/move/"
    assert address in client.get(f"{stem}{world.jeh.pk}/change/").content.decode()
    page = client.get(address).content.decode()
    assert told(client.post(address, {**boxes(page), "title": "Dean"}).content.decode()) == [
        "This field is required."
    ]
    answer = client.post(address, typed)
    assert (answer.url, len(posts(world))) == (f"{stem}{world.jeh.pk}/change/", 4)
    closed = cast.make_contact(display_name="Closed", **cast.restricted())
    assert client.get(f"{stem}{closed.pk}/move/").status_code == 404
