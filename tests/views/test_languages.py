"""Pages in Russian, Uzbek and Korean, read back; and the language a person chose."""

import re

import pytest
from django.test import Client
from django.utils import translation

from relations.filters import FILTERS
from relations.models import DelegationCountry, User
from relations.views.panel import label_of
from tests import cast
from tests.views.reading import Page

WORD = "a long walk in Tashkent"


@pytest.fixture
def meeting(db):
    event = cast.make_meeting(title="Talks", level="expert", confidentiality="public")
    cast.make_event_place(event=event)
    for order, (code, role) in enumerate((("UZ", "host"), ("KR", "guest"))):
        side = cast.make_delegation(event=event, name=f"{code} side", role=role, order=order)
        DelegationCountry.objects.create(delegation=side, place=cast.place(code))
    account = cast.make_account(event=event, source=cast.make_source(), name="Talks")
    cast.make_figure(source=account.source, account=account, value=15_000_000_000, unit="USD")
    return event


def read(address, language):
    client = Client(headers={"accept-language": language})
    client.force_login(cast.reader())
    answer = client.get(address)
    assert f'<html lang="{language}">' in answer.content.decode()
    return Page(answer)


SAID = {
    "ru": (
        "Мероприятия встреча проведено эксперты Talks 16 мая 2024 г. Ташкент, Узбекистан Справка",
        "Стороны Принимающая сторона UZ side Узбекистан Имён нет. Гость KR side Республика Корея",
        "trade turnover 2023 г. 15 000 000 000 USD",
        "Кто может читать открытый",
    ),
    "uz": (
        "Tadbirlar uchrashuv oʻtkazilgan ekspertlar Talks 2024-yil 16-may "
        "Toshkent, Oʻzbekiston Maʼlumotnoma",
        "Tomonlar Mezbon UZ side Oʻzbekiston Ismlar yoʻq. Mehmon KR side Janubiy Koreya",
        "trade turnover 2023-yil 15 000 000 000 USD",
        "Kim oʻqiy oladi ochiq",
    ),
    "ko": (
        "행사 면담 개최됨 전문가 Talks 2024년 5월 16일 타슈켄트, 우즈베키스탄 브리핑 자료",
        "참석 측 주최 측 UZ side 우즈베키스탄 명단이 없습니다. 방문 측 KR side 대한민국",
        "trade turnover 2023년 15,000,000,000 USD",
        "열람 범위 공개",
    ),
}


@pytest.mark.parametrize("language", SAID)
def test_a_meeting_is_told_in_the_readers_language(meeting, language):
    text = " ".join(read(f"/events/{meeting.pk}/", language).text.replace("\xa0", " ").split())
    assert [said for said in SAID[language] if said not in text] == []


HEADED = {
    "ru": "Дата Название Вид Место Статус 16 мая 2024 г. Talks встреча Ташкент, Узбекистан",
    "uz": "Sana Sarlavhasi Turi Joyi Holati 2024-yil 16-may Talks uchrashuv Toshkent, Oʻzbekiston",
    "ko": "날짜 제목 종류 장소 상태 2024년 5월 16일 Talks 면담 타슈켄트, 우즈베키스탄",
}


@pytest.mark.parametrize("language", HEADED)
def test_a_list_is_headed_in_the_readers_language(meeting, language):
    text = read("/meetings/", language).text.replace("\xa0", " ")
    assert text.count(HEADED[language]) == 1


@pytest.mark.parametrize(
    ("language", "country", "level"),
    [
        ("ru", "Республика Корея", "главы государств"),
        ("uz", "Janubiy Koreya", "davlat rahbarlari"),
        ("ko", "대한민국", "국가원수"),
    ],
)
def test_choices_are_offered_in_the_readers_language(meeting, language, country, level):
    html = read("/meetings/", language).html
    assert [f"{word} (" in html or f">{word}" in html for word in (country, level)] == [True] * 2


def test_every_filter_is_said_in_the_readers_language():
    names = {name for filters in FILTERS.values() for name in filters.base_filters}
    with translation.override("ru"):
        said = {name: label_of(name) for name in names}
    assert {name: words for name, words in said.items() if re.search("[A-Za-z]{2}", words)} == {}


def test_the_chosen_language_stays_with_the_person(reader):
    for sent in ("uz", "xx", ""):
        reader.client.post("/language/", {"language": sent, "next": "/"})
    assert User.objects.get(pk=reader.user.pk).language == "uz"
    Client().post("/language/", {"language": "ko"})
    assert set(User.objects.values_list("language", flat=True)) == {"uz"}


@pytest.mark.parametrize(
    ("kept", "found"), [("ko", "ko"), ("", "en"), ("tlh", "en")], ids=["known", "none", "unknown"]
)
def test_one_signs_in_to_ones_own_language(db, settings, client, kept, found):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    user = cast.reader()
    user.set_password(WORD)
    user.language = kept
    user.save()
    answer = client.post("/accounts/login/", {"username": "reader", "password": WORD}, follow=True)
    assert f'<html lang="{found}">' in answer.content.decode()
