"""Institutions are called in the reader's language on every page, for one query a page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from relations.models import AgreementParty, Institution, InstitutionName
from tests import cast
from tests.views.reading import Page

pytestmark = pytest.mark.django_db

KOREAN = "한국외국어대학교"


@pytest.fixture
def hufs():
    made = cast.make_institution(display_name=cast.HUFS, kind="university")
    for order, (text, language, script, kind) in enumerate(
        (
            ("HUFS(한국외대)", "ko", "Hang+Latn", "alias"),
            ("한국외대", "ko", "Hang", "short"),
            ("외국어대", "ko", "Hang", "alias"),
            (KOREAN, "ko", "Hang", "official"),
            ("외대", "ko", "Hang", "alias"),
            ("Хангукский университет иностранных языков", "ru", None, "alias"),
            ("Ҳанкук чет тиллар университети", "uz-Cyrl", "Cyrl", "official"),
        )
    ):
        InstitutionName.objects.create(
            institution=made, text=text, language=language, script=script, kind=kind, order=order
        )
    return made


@pytest.fixture
def read(db):
    user = cast.reader()

    def ask(address, language="ko"):
        client = Client(headers={"accept-language": language})
        client.force_login(user)
        return Page(client.get(address))

    return ask


def test_a_name_is_of_the_best_kind_in_the_readers_letters(hufs):
    called = {language: hufs.name_in(language) for language in ("en", "ru", "uz", "ko", "de")}
    assert called == {
        "en": cast.HUFS,
        "ru": "Хангукский университет иностранных языков",
        "uz": cast.HUFS,
        "ko": KOREAN,
        "de": cast.HUFS,
    }
    assert Institution(display_name="Not kept yet").name_in("ko") == "Not kept yet"


def test_pages_call_it_so_and_still_tell_its_own_name(hufs, read):
    post = cast.make_post(contact=cast.make_contact(), institution=hufs)
    agreement = cast.make_agreement()
    AgreementParty.objects.create(agreement=agreement, institution=hufs)
    own = read(f"/institutions/{hufs.pk}/")
    assert own.html.partition("<h1")[2].partition("</h1>")[0] == f' lang="ko">{KOREAN}'
    assert cast.HUFS in own.text
    for address in (
        "/institutions/",
        "/contacts/",
        "/posts/",
        f"/posts/{post.pk}/",
        f"/contacts/{post.contact_id}/",
        f"/agreements/{agreement.pk}/",
        f"/events/?institution={hufs.pk}",
        f"/dossier/?contact={post.contact_id}",
    ):
        main = read(address).text
        assert (address, KOREAN in main, cast.HUFS in main) == (address, True, False)
    assert cast.HUFS in read("/institutions/", "en").text


def test_posts_are_called_in_the_readers_language_too(hufs, read):
    cast.make_post(institution=hufs, title="director", title_ko="소장")
    assert f"소장, {KOREAN}" in read("/posts/").text


def test_names_of_a_page_cost_one_query_whatever_its_rows(hufs, read):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            read("/institutions/")
        return [one["sql"] for one in queries if "relations_institutionname" in one["sql"]]

    read("/institutions/")
    few = asked()
    for number in range(20):
        cast.make_unit(parent=hufs, display_name=f"Unit {number}")
    assert (len(few), len(asked())) == (1, 1)


def test_terms_are_listed_in_the_readers_language(read):
    cast.make_topic(name_en="energy", name_ko="에너지")
    assert "에너지" in read("/topics/").text
    assert "우즈베키스탄" in read("/places/?region=143").text


def test_cities_of_a_list_are_called_and_found_in_the_readers_language(read):
    for number, city in enumerate(("Seoul", "Сеул", "Sejong")):
        cast.make_institution(
            display_name=f"Institute {number}", city=city, country=cast.place("KR")
        )
    found = read("/institutions/?fields=name,city&city=서울", "ko")
    assert [row[1] for row in found.rows] == ["서울", "서울"]
    found = read("/institutions/?fields=name,city", "ru")
    assert [row[1] for row in found.rows] == ["Сеул", "Сеул", "Sejong"]
