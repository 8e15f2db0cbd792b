"""The page of the search, and the rows under its box while one types."""

import re
from types import SimpleNamespace

import pytest

from relations import models as m
from relations.history.acting import act
from relations.search.finding import Reason
from relations.views.found import _by_name, marker
from tests import cast
from tests.search.conftest import load
from tests.views.conftest import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with cast.shared(django_db_blocker, load) as user:
        yield user


@pytest.fixture
def desk(loaded, db):
    return Browser(loaded)


def test_one_is_found_with_what_he_is_and_leads_to_his_page(desk):
    page = desk.ask("/search/?q=Jung-ho+Park")
    park = m.Contact.objects.get(key="park-joung-ho")
    assert f'class="found-name" href="/contacts/{park.pk}/"' in page.html
    said = page.main.partition("Sources ")[2]
    assert said == f"Park Joung- ho Contact Expert, {cast.KIEP} in another spelling"
    assert desk.ask(f"/contacts/{park.pk}/").status == 200


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        ("Sung Hoon Jeh", "in another order"),
        ("S. H. Jeh", "by its initials"),
        ("KINU", "by its acronym"),
        ("Je Seong-hun", "in another spelling"),
        ("제성훈", "in another script"),
        ("박정호", "also known as 박정호"),
        ("peaceful coexistence", "former name: Research Institute for Peaceful Coexistence"),
        ("Prak Joung-ho", "one or two letters differ"),
        ("jh.park@kiep.go.kr", "by an e-mail address"),
        ("4141114", "by a telephone number"),
        ("Hyun unification", ""),
        ("secretary general Jeh", ""),
    ],
)
def test_why_is_said_in_words(desk, asked, why):
    page = desk.ask(f"/search/?q={asked}")
    assert page.status == 200
    assert why in page.text


def test_a_name_in_two_scripts_is_not_said_to_be_in_another(desk):
    with act("a name in two scripts"):
        person = cast.make_contact(display_name="Somebody")
        m.ContactName.objects.create(contact=person, text="Ülker Цветкова", language="en")
    for asked in ("Ülker", "Ülker Tsvetkova", "Tsvetkova"):
        page = desk.ask(f"/search/?q={asked}")
        assert page.main.endswith("Somebody Contact also known as Ülker Цветкова")


def test_what_was_asked_for_is_marked_and_nothing_is_taken_for_markup(desk):
    assert "<mark>Park</mark> <mark>Jou</mark>ng-ho" in desk.ask("/search/?q=park jou").html
    with act("a hostile name"):
        cast.make_contact(display_name="<b>Bold</b> & <mark>Jeh</mark>")
    html = desk.ask("/search/?q=<b>bold").html
    assert "<mark>Bold</mark>&lt;/" in html
    assert "&amp; &lt;mark&gt;Jeh&lt;/mark&gt;" in html
    assert "<b>bold" not in html


def test_what_is_similar_stands_under_a_heading(desk):
    page = desk.ask("/search/?q=Je+Seong-hun")
    found, _, similar = page.main.partition("Sources ")[2].partition(" Similar names ")
    assert found.startswith("Je h Sung Hoon Contact Secretary General")
    assert found.endswith("in another spelling")
    assert similar.startswith(f"{cast.HYUN} Contact Expert, {cast.KINU} sounds or looks alike")


def test_nothing_found_is_said_with_what_to_try(desk):
    page = desk.ask("/search/?q=Xylophagidae")
    assert "Nothing was found. Try fewer words" in page.text
    narrowed = desk.ask("/search/?q=Park&kind=event")
    assert "Nothing was found. Look beyond Events" in narrowed.text
    assert narrowed.links["Look beyond Events"] == "/search/?q=Park"


def test_tabs_narrow_to_a_kind(desk):
    page = desk.ask("/search/?q=ISRS")
    assert page.links["Events"] == "/search/?q=ISRS&kind=event"
    narrowed = desk.ask(page.links["Events"])
    assert "ISRS receives" not in narrowed.text
    assert "Meeting at ISRS" in narrowed.text
    assert narrowed.links["Everything"] == "/search/?q=ISRS"


def test_an_empty_question_shows_how_to_ask(desk):
    for address in ("/search/", "/search/?q=", "/search/?q=+%00"):
        page = desk.ask(address)
        assert page.status == 200
        assert "Type in the box above what you remember" in page.text
        assert page.links["Contacts"] == "/contacts/"


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("q=?!", 200, "There is no letter and no digit in this to look for."),
        ("q=%F0%9F%98%80", 200, "There is no letter and no digit in this to look for."),
        ("q=j", 200, "One letter is too little: give two at least."),
        ("q=%D0%BF", 200, "Try fewer words"),
        ("q=park&kind=person", 400, "There is no such kind of record to look among."),
        ("q=" + "x" * 5000, 200, "only its first 200 characters were looked for"),
        ("q=%25_%5C", 200, "There is no letter and no digit in this to look for."),
        ("q=%FF%FE", 200, "There is no letter and no digit in this to look for."),
        ("q=%E2%80%AEkrap%E2%80%AC", 200, "Try fewer words"),
        ("q='%26|!:*()", 200, "There is no letter and no digit in this to look for."),
    ],
)
def test_whatever_is_asked_is_answered(desk, query, status, said):
    page = desk.ask(f"/search/?{query}")
    assert (page.status, said in page.text) == (status, True)
    assert desk.ask(f"/search/typed/?{query}").status == 200


def test_the_best_hundred_are_said_to_be_no_more(desk):
    with act("many"):
        for _number in range(130):
            cast.make_contact(display_name="Kim Min-ji")
    page = desk.ask("/search/?q=Kim+Min-ji&kind=contact")
    assert page.html.count('class="found-name"') == 100
    assert "These are the best 100; one more word narrows them." in page.text


def test_rows_while_typing(desk):
    page = desk.ask("/search/typed/?q=park jou")
    park = m.Contact.objects.get(key="park-joung-ho")
    assert page.html.count('role="option"') == 1
    assert f'href="/contacts/{park.pk}/"' in page.html
    assert "1 found so far; Enter looks further." in page.html
    assert "<html" not in page.html
    nothing = desk.ask("/search/typed/?q=Prak Jounb")
    assert nothing.html.count('role="option"') == 0
    assert "Nothing begins like this. Enter looks further" in nothing.html
    assert desk.ask("/search/typed/?q=korea").html.count('role="option"') <= 8


def test_a_topic_is_called_in_the_language_of_the_screen(desk):
    with act("a term"):
        cast.make_topic(name_en="Hydrogen", name_ru="Водород")
    assert "Hydrogen Topic also known as Водород" in desk.ask("/search/?q=водород").text


def test_who_may_read_no_noun_gets_no_search(db):
    nobody = Browser(cast.make_user(username="nobody"))
    for address in ("/search/?q=park", "/search/typed/?q=park"):
        assert nobody.ask(address).status in {200, 403}
    stranger = Browser(cast.make_user(username="stranger"))
    stranger.client.logout()
    assert stranger.client.get("/search/?q=park").status_code == 302
    assert stranger.client.get("/search/typed/?q=park").status_code == 403


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_a_page_costs_the_same_for_any_number_of_rows(desk, rows):
    with act("people at a house"):
        house = cast.make_institution(display_name="House of Friendship")
        for _number in range(rows):
            person = cast.make_contact(display_name="Kim Min-ji")
            cast.make_post(contact=person, institution=house)
    page, price = desk.price("/search/?q=Kim+Min-ji&kind=contact")
    typed, typed_price = desk.price("/search/typed/?q=Kim+Min-ji")
    assert page.html.count('class="found-name"') == rows
    assert typed.html.count('role="option"') == min(rows, 8)
    # session, user and two for the roles; a round of the search; the contacts, and their posts
    # with the houses
    assert (price, typed_price) == (7, 7)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Ülker", "also known as <b>Ülker</b> Цветкова"),
        ("zzz", "also known as Ülker Цветкова, in another script"),
    ],
)
def test_the_part_in_the_readers_own_script_is_no_other_script(asked, told):
    one = SimpleNamespace(score=1.0, reason=Reason.SCRIPT, matched="Ülker Цветкова")
    said = re.sub(r"</?(?:b|b lang=\S+)>", "", _by_name(one, "Somebody", marker(asked)))
    assert said.replace("mark>", "b>") == told
