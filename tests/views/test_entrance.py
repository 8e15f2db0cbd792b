"""Sign in and out, passwords, the language of the screen, and pages for what is not there."""

import re

import pytest
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client

from relations.models import User
from tests import cast
from tests.views.reading import Page

WORD = "a long walk in Tashkent"


@pytest.fixture
def member(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    user = cast.reader()
    user.email = "reader@example.org"
    user.set_password(WORD)
    user.save()
    return user


def test_one_signs_in_where_one_wanted_to_go(member, client):
    assert Page(client.get("/accounts/login/")).text == (
        "Skip to the content Muloqot Language English Русский Oʻzbek tili 한국어 Sign in "
        "The memory of our outside relations. Username: Password: Sign in Forgot your password?"
    )
    wrong = {"username": "reader", "password": "no"}
    page = Page(client.post("/accounts/login/", wrong))
    assert "Please enter a correct username and password" in page.text
    answer = client.post(
        "/accounts/login/?next=/events/",
        {"username": "reader", "password": WORD, "next": "/events/"},
    )
    assert answer["Location"] == "/events/"
    assert client.get("/accounts/login/")["Location"] == "/"


def test_one_signs_out(member, client):
    client.force_login(member)
    assert client.post("/accounts/logout/")["Location"] == "/accounts/login/"
    assert client.get("/").status_code == 302


def test_one_changes_the_password(member, client):
    client.force_login(member)
    assert Page(client.get("/accounts/password/")).status == 200
    other = "another walk in Tashkent"
    answer = client.post(
        "/accounts/password/",
        {"old_password": WORD, "new_password1": other, "new_password2": other},
        follow=True,
    )
    assert Page(answer).under("Password changed") == (
        "Your new password holds from now on. To today's page"
    )
    assert User.objects.get(pk=member.pk).check_password(other)


def test_a_forgotten_password_is_set_anew_by_mail(member, client):
    assert Page(client.get("/accounts/password/reset/")).status == 200
    answer = client.post("/accounts/password/reset/", {"email": member.email}, follow=True)
    assert "Look into your mail" in Page(answer).text
    (letter,) = mail.outbox
    assert letter.subject == "A new password for Muloqot"
    link = re.search(r"http://testserver(\S+)", letter.body)[1]
    page = Page(client.get(link, follow=True))
    assert "Set a new password" in page.text
    form = re.sub(r"[^/]+/$", "set-password/", link)
    other = "another walk in Tashkent"
    answer = client.post(form, {"new_password1": other, "new_password2": other}, follow=True)
    assert "You can sign in with it now." in Page(answer).text
    assert User.objects.get(pk=member.pk).check_password(other)
    again = Page(Client().get(link, follow=True))
    assert "This link was used already or is too old. Ask for a new one" in again.text


def test_the_letter_names_the_account_and_no_more(member, client):
    client.post("/accounts/password/reset/", {"email": member.email})
    (letter,) = mail.outbox
    assert letter.body.splitlines()[:2] == [
        "Somebody asked to set a new password for the account reader.",
        "If it was you, follow this link:",
    ]


def test_a_stranger_is_told_the_same(member, client):
    client.post("/accounts/password/reset/", {"email": "stranger@example.org"})
    assert mail.outbox == []


def test_the_language_of_the_screen_is_chosen(reader):
    cast.make_event()
    answer = reader.client.post("/language/", {"language": "ru", "next": "/events/"})
    assert answer["Location"] == "/events/"
    page = reader.ask("/events/")
    assert '<html lang="ru">' in page.html
    assert page.rows[0][:3] == [
        "декабрь 2023 г.",
        "Expert forum of Uzbekistan and the Republic of Korea",
        "форум",
    ]
    assert 'value="ru" lang="ru" aria-pressed="true"' in page.html


def test_the_place_one_is_at_is_marked_in_the_menu(reader):
    assert reader.ask("/forums/").html.count('aria-current="true">Forums</a>') == 1
    assert reader.ask("/").html.count("aria-current") == 0


def test_staff_are_led_to_the_administration(db):
    links = []
    for user in (cast.reader(), cast.administrator()):
        browser = Client()
        browser.force_login(user)
        links.append(Page(browser.get("/")).links.get("Administration"))
    assert links == [None, "/admin/"]


def test_what_is_not_there_is_said_plainly(reader, outsider, settings):
    settings.DEBUG = False
    assert reader.ask("/nowhere/").main == (
        "Not here There is no such page, or it is not open to you. Asked for: /nowhere/ "
        "To today's page"
    )
    assert outsider.ask("/contacts/").main == (
        "Not open to you Your role does not include this. An administrator can change that. "
        "To today's page"
    )
    assert "Not here" in Page(Client().get("/nowhere/")).text


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("400.html", "This could not be understood"),
        ("500.html", "Nothing was half saved."),
    ],
)
def test_faults_have_a_page(template, words, reader, rf):
    request = rf.get("/")
    request.user = reader.user
    assert words in render_to_string(template, request=request)
