"""A pasted card makes a contact in one act, once it was read back and nothing is left open."""

import re
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Max

from relations.actions import cards
from relations.actions.drafts import BodyDraft, PersonDraft, PostDraft
from relations.models import Contact, ContactPoint, Institution, Journal, Post
from relations.models.search import SearchKind
from relations.search import keeping
from tests import cast
from tests.minutes.sending import boxes, chips, client_of

pytestmark = pytest.mark.django_db

ADDRESS = "/contacts/card/"
CARD = (
    "Hyun Seung-soo (현승수)\nSenior Fellow\nDivision of Peace\nKorea Institute for National"
    " Unification\nhyun@kinu.or.kr\nTel. 02-2023-8000\n217 Banpo-daero, Seoul"
)
POINTS = [("email", "hyun@kinu.or.kr"), ("phone", "+82220238000")]


def make_world():
    editor = cast.editor()
    kinu = cast.make_institution(display_name=cast.KINU)
    return SimpleNamespace(editor=editor, kinu=kinu)


def read_back(client, card=CARD, address=ADDRESS, **values):
    typed = boxes(client.get(address).content.decode())
    return client.post(address, {**typed, "card": card, **values, "do": "read"}).content.decode()


def saved(client, page, address=ADDRESS, **values):
    return client.post(address, {**boxes(page), **values, "do": "save"})


def known(**values):
    """Make somebody of the name on the card, whom the search finds."""
    person = cast.make_contact(display_name=cast.HYUN, **values)
    keeping.keep(SearchKind.CONTACT, [person.pk])
    return person


def kept(person):
    return (
        [(post.title, str(post.institution)) for post in person.posts.order_by("order")],
        list(person.points.order_by("order").values_list("kind", "value")),
    )


def test_a_card_is_read_back_and_nothing_is_kept(client):
    page = read_back(client)
    assert chips(page) == [
        ("new", f"new: {cast.HYUN}"),
        ("known", f"known: {cast.KINU}"),
        ("new", "new: Division of Peace"),
        ("new", "new post: Senior Fellow"),
        ("text", "not kept"),
    ]
    assert "217 Banpo-daero, Seoul" in page
    assert Contact.objects.count() == 0


def test_a_save_makes_the_contact_in_one_act(client, world):
    last = Journal.objects.aggregate(last=Max("pk"))["last"]
    answer = saved(client, read_back(client))
    person = Contact.objects.get()
    assert answer.url == f"/contacts/{person.pk}/"
    assert (person.family_name, person.given_name, person.name_order) == (
        "Hyun",
        "Seung-soo",
        "family_first",
    )
    assert list(person.names.values_list("text", "script", "language")) == [
        (cast.HYUN, "Latn", ""),
        ("현승수", "Hang", "ko"),
    ]
    assert kept(person) == ([("Senior Fellow", "Division of Peace")], POINTS)
    assert person.posts.get().institution.parent == world.kinu
    acts = Journal.objects.filter(act="add contact from a card", pk__gt=last)
    assert len(set(acts.values_list("transaction", flat=True))) == 1
    assert "The contact is kept." in client.get(answer.url).content.decode()


def test_sent_twice_it_is_one_contact(client):
    page = read_back(client)
    assert saved(client, page).url == saved(client, page).url
    assert Contact.objects.count() == 1
    other = {**boxes(page), "card": "Kim Young-ho, Director"}
    read = read_back(client, **other)
    assert "said something else then" in saved(client, read).content.decode()


def test_the_act_done_twice_with_one_key_is_one_contact(world):
    person = PersonDraft(name="Kim Young-ho")
    first, again = (
        cards.keep(user=world.editor, person=person, points=(), key="k") for _ in range(2)
    )
    assert (first, Contact.objects.count()) == (again, 1)


def test_a_save_without_its_reading_only_reads(client):
    page = read_back(client)
    answer = saved(client, page, card=CARD.replace("Senior", "Junior"))
    assert (answer.status_code, Contact.objects.count()) == (200, 0)


def test_somebody_of_that_name_is_proposed_and_gets_what_is_new(client, world):
    person = known()
    unit = cast.make_unit(parent=world.kinu, display_name="Division of Peace")
    cast.make_post(contact=person, institution=unit, title="senior fellow")
    ContactPoint.objects.create(contact=person, kind="email", value="hyun@kinu.or.kr")
    page = read_back(client)
    assert f'value="{person.pk}" checked' in page
    assert [chip for chip in chips(page) if chip[0] == "new"] == []
    assert saved(client, page).url == f"/contacts/{person.pk}/"
    assert kept(person) == ([("senior fellow", "Division of Peace")], POINTS)
    another = read_back(client, CARD.replace("Senior Fellow", "President"))
    assert ("new", "new post: President") in chips(another)
    saved(client, another)
    assert kept(person)[0][1:] == [("President", "Division of Peace")]


def test_a_namesake_is_made_where_that_is_the_answer(client):
    person = known()
    page = read_back(client)
    name = re.search(r'name="(contact-\w+)"', page)[1]
    saved(client, page, **{name: "new"})
    assert Contact.objects.filter(display_name=cast.HYUN).count() == 2
    assert kept(person) == ([], [])


def test_who_has_the_same_address_is_proposed_under_any_name(client):
    person = cast.make_contact(display_name="Somebody Else")
    ContactPoint.objects.create(contact=person, kind="email", value="hyun@kinu.or.kr")
    assert f'value="{person.pk}" checked' in read_back(client)


def test_of_two_alike_one_must_be_chosen(client):
    known(), known()
    page = read_back(client, "Hyun Seung-soo\nhyun@kinu.or.kr")
    assert "Answer what is asked above, then save." in page
    assert saved(client, page).status_code == 200
    assert Contact.objects.count() == 2


def test_a_card_without_a_name_says_so_and_keeps_what_was_typed(client):
    page = read_back(client, "info@kinu.or.kr\nroom 12")
    assert "No name of a person was found here. Put it in a line alone." in page
    assert boxes(page)["card"] == "info@kinu.or.kr\nroom 12"
    assert "This field is required." in read_back(client, "")


def test_a_hidden_person_is_neither_proposed_nor_taken(client, world):
    person = known(**cast.restricted())
    ContactPoint.objects.create(contact=person, kind="email", value="hyun@kinu.or.kr")
    page = read_back(client)
    assert str(person.pk) not in page
    with pytest.raises(ValidationError) as caught:
        cards.keep(user=world.editor, person=PersonDraft(id=person.pk), points=())
    assert caught.value.message_dict == {"card": [f"There is no such record: {person.pk}."]}


def test_what_breaks_a_rule_is_told_and_nothing_is_written(client, world):
    before = Institution.objects.count()
    post = PostDraft("Head", body=BodyDraft(name="New body"))
    person = PersonDraft(name="Kim Young-ho", posts=(post,))
    with pytest.raises(ValidationError) as caught:
        cards.keep(user=world.editor, person=person, points=(("phone", "12"),), key="k")
    assert list(caught.value.message_dict) == ["card"]
    assert (Contact.objects.count(), Post.objects.count(), Institution.objects.count()) == (
        0,
        0,
        before,
    )


def test_the_form_tells_what_the_database_refuses(client):
    long = f"Kim Young-ho\nDirector\n{'a' * 300}@example.org"
    page = saved(client, read_back(client, long)).content.decode()
    assert "at most 300 characters" in page


def test_the_admin_has_the_same_form(client, world):
    world.editor.is_staff = True
    world.editor.save()
    address = "/admin/relations/contact/card/"
    assert address in client.get("/admin/relations/contact/").content.decode()
    answer = saved(client, read_back(client, address=address), address)
    assert answer.url == f"/admin/relations/contact/{Contact.objects.get().pk}/change/"
    staff = client_of(cast.make_user(username="staff", roles=("reader",), is_staff=True))
    assert [staff.get(one).status_code for one in (address, ADDRESS)] == [403, 403]


def test_the_list_of_contacts_leads_there(client):
    assert ADDRESS in client.get("/contacts/").content.decode()
    assert ADDRESS not in client.get("/institutions/").content.decode()
