"""Each noun has a list and a page: both show the record, at a price that does not grow."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from relations.dates.edtf import parse
from relations.dates.words import say
from relations.exports import COLUMNS
from relations.exports.nouns import MODELS
from relations.views.urls import DETAILS
from tests import cast
from tests.house.world import records
from tests.views.reading import Page

TALKS = ["двусторонние переговоры", "ikki tomonlama muzokaralar", "양자 회담"]

# Session, user, their rights (two); then the number of rows, the ids of the page, its rows, and
# each thing brought with them; places for a choice of countries, kinds for one of kinds; how many
# rows each choice would leave, each role, place and topic; saved views, and the teams one may
# share them with.
LIST_QUERIES = {
    "institutions": 13,
    "contacts": 14,
    "posts": 11,
    "events": 16,
    "meetings": 15,
    "forums": 16,
    "series": 11,
    "accounts": 10,
    "participations": 12,
    "statements": 11,
    "commitments": 10,
    "agreements": 14,
    "places": 11,
    "topics": 9,
    "sources": 10,
    "figures": 13,
    "relations": 13,
    "documents": 9,
    "notes": 9,
    "kinds": 10,
    "links": 10,
}
PAGE_QUERIES = {
    "institutions": 38,
    "contacts": 21,
    "posts": 7,
    "events": 32,
    "meetings": 24,
    "forums": 32,
    "series": 13,
    "accounts": 8,
    "participations": 6,
    "statements": 6,
    "commitments": 7,
    "agreements": 15,
    "sources": 15,
    "figures": 6,
    "relations": 6,
    "documents": 5,
    "notes": 5,
    "links": 5,
}
FIRST_ROWS = {
    "institutions": ["Center one", "unit", "Institute one", "–", "–", "active"],
    "contacts": ["Person one", "–", "Director one , Center one"],
    "posts": ["Director one, Center one", "Person one", "Center one", "–", "–", "December 2023"],
    "events": ["16 May 2024", "Meeting one", "meeting", "–", "held"],
    "meetings": ["16 May 2024", "Meeting one", "meeting", "–", "held"],
    "forums": ["December 2023", "Forum one", "forum", "Tashkent, Uzbekistan", "held"],
    "series": ["Series one", "Institute one", "1", "December 2023", "1"],
    "accounts": ["Account one", "Forum one", "Source one (one)", "held", "December 2023", "–"],
    "participations": [
        "Person one",
        "Forum one",
        "December 2023",
        "Director one , Center one",
        "Side one",
        "speaker",
        "not stated",
    ],
    "statements": [
        "Said one",
        "Speaker one",
        "Person one",
        "Forum one",
        "December 2023",
    ],
    "commitments": ["Promise one", "–", "2024", "open", "yes", "Forum one", "–"],
    "agreements": [
        "Agreement one",
        "memorandum",
        "Institute one",
        "December 2023",
        "Tashkent, Uzbekistan",
        "–",
        "2030",
        "Forum one",
    ],
    "places": ["Afghanistan", "country", "Southern Asia", "AF", "004"],
    "topics": ["regional cooperation", "–"],
    "sources": ["6 December 2023", "Source one", "one", "English", "news report"],
    "figures": [
        "Indicator one",
        "2.46 billion US dollars",
        "2023",
        "Institute one",
        "Source one (one)",
    ],
    "relations": [
        "Relation one",
        "status of relations",
        "Institute one",
        "April 2019",
        "–",
        "Source one (one)",
    ],
    "documents": ["Document one", "Forum one", "–", "text/plain", "–"],
    "notes": ["Minutes one", "Forum one"],
    "kinds": ["bilateral talks", "meeting", "bilateral_talks", *TALKS],
    "links": ["Meeting one", "continues", "Forum one", "printed"],
}


def date_in_words(day):
    return say(parse(day.isoformat()), "en")


def test_every_noun_has_a_page():
    assert [detail.noun for detail in DETAILS] == list(MODELS) == list(COLUMNS)
    assert sorted(LIST_QUERIES) == sorted(FIRST_ROWS) == sorted(MODELS)


def test_lists_and_pages_show_the_record_at_a_price_that_does_not_grow(reader, files):
    world = records("one")
    shown, prices = {}, {}
    for noun in MODELS:
        page, prices[noun] = reader.price(f"/{noun}/")
        shown[noun] = page.rows[0]
    written, by = shown["notes"][2:]
    assert (written.partition(",")[0], by) == (date_in_words(timezone.localdate()), "–")
    shown["notes"] = shown["notes"][:2]
    pages, page_prices = {}, {}
    for noun in PAGE_QUERIES:
        page, page_prices[noun] = reader.price(f"/{noun}/{world[noun].pk}/")
        pages[noun] = page
    assert shown == FIRST_ROWS
    assert prices == LIST_QUERIES
    assert page_prices == PAGE_QUERIES
    assert {noun for noun, page in pages.items() if "one" not in page.main} == set()
    records("two")
    records("three")
    assert {noun: reader.price(f"/{noun}/")[1] for noun in MODELS} == LIST_QUERIES
    assert {
        noun: reader.price(f"/{noun}/{world[noun].pk}/")[1] for noun in PAGE_QUERIES
    } == PAGE_QUERIES


def test_a_hidden_record_is_answered_like_one_that_is_not_there(reader, files):
    closed = records("Quetzalcoatlus", **cast.restricted())
    missing = uuid.uuid4()
    answers = {
        noun: (
            reader.ask(f"/{noun}/{closed[noun].pk}/"),
            reader.ask(f"/{noun}/{missing}/"),
        )
        for noun in PAGE_QUERIES
    }
    assert {noun for noun, (hidden, _none) in answers.items() if hidden.status != 404} == set()
    # the address that was asked for is said again
    assert {
        noun
        for noun, (hidden, none) in answers.items()
        if hidden.text.replace(str(closed[noun].pk), str(missing)) != none.text
    } == set()


@pytest.mark.parametrize("noun", MODELS)
def test_nobody_unknown_sees_a_list(noun, client, db):
    answer = client.get(f"/{noun}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/accounts/login/?next=/{noun}/")
    answer = client.get(f"/{noun}/{uuid.uuid4()}/")
    assert answer.status_code == 302


def test_without_a_role_no_noun_opens(outsider, files):
    world = records("one", confidentiality="public")
    refused = {noun: outsider.ask(f"/{noun}/").status for noun in MODELS}
    assert refused == dict.fromkeys(MODELS, 403)
    assert outsider.ask(f"/contacts/{world['contacts'].pk}/").status == 403


def test_staff_who_may_change_a_record_are_led_to_where(db):
    contact = cast.make_contact()
    roles = {"reader": ("reader", True), "editor": ("editor", True), "guest": ("editor", False)}
    edit = {}
    for name, (role, staff) in roles.items():
        browser = Client()
        browser.force_login(cast.make_user(username=name, roles=(role,), is_staff=staff))
        page = Page(browser.get(f"/contacts/{contact.pk}/"))
        edit[name] = page.links.get("Edit")
    change = reverse("admin:relations_contact_change", args=[contact.pk])
    assert edit == {"reader": None, "editor": change, "guest": None}
