"""No page says anything that is not marked to be translated: a walk in a language of circles."""

import re

import pytest
from django.apps import apps
from django.db import models
from django.test import Client, override_settings

from relations.models import EventKind, Place, Topic
from tests import cast
from tests.house import walk
from tests.house.pseudo import plain_words, spoken
from tests.house.world import records
from tests.minutes.typed import BLANK

LANGUAGE = "ko"
WORD = "Zyxwv"
# Names of things that are called so in every language, the examples on the page of search, and a
# parameter of the address of a briefing.
NAMES = frozenset(
    "Muloqot CSV XLSX JSON NDJSON vCard iCalendar DOCX PDF Word ISO M49 BCP Excel KIEP Enter "
    "English SHA-256 walker".split()
) | {
    "Jeh Sung Hoon", "Park Jung-ho", "Pak Ch", "ng-ho", "Bak Jeong Ho", "Lee Ji-eon",
    "Ji-eon Lee", "KIEP Park", "forum Tashkent 2023",
    "country",
    "Ctrl", "K", "e", "j", "k",
}  # fmt: skip
# What Django's own pages of the admin say untranslated of pictures.
PICTURES = frozenset({"Search", "True", "False"})
# For programs and for those who run one; and the name of a parameter, which is asked for so.
NOT_FOR_READERS = re.compile(r"/(api|healthz|readyz|admin/jsi18n)\b|/dossier(/|\.\w+)$|.*/file/$")
# The pages of a record are of one make in the admin: some of them stand for all.
TOLD_ONCE = re.compile(r"/admin/relations/(?!contact/)\w+/[^/]+/(delete|history)/$")
# Pages that show names in all four languages beside one another, or the code of a kind.
IN_EVERY_LANGUAGE = re.compile(r"/kinds/|/admin/relations/(place|topic|eventkind|journal)/")
NUMBERED = re.compile(r"[0-9a-f]{8}|[0-9a-f]{4}-[0-9a-f]{12}|_")


# Questions that are answered by saying what is wrong with them.
REFUSED = (
    "/events/?kind=1&date=1&country=1&institution=1&series=1&overdue=1&met=1&sort=1&fields=1",
    "/contacts/?in_years=1&event=1&topic=1&q=1&date__from=1&cursor=1",
    "/commitments/?due=1&direction=1&status=1&overdue=2&owner=1",
    "/search/?q=1&kind=1",
)
SIDE = {
    "side-0-name": f"{WORD} side: {WORD} institute",
    "side-0-people": f"{WORD} Nova — {WORD} director, {WORD} center; {WORD} head\n{WORD}: 7",
    "side-0-said": f"interest: {WORD} #{WORD}",
    "topics": WORD,
    "once": "1",
    "do": "read",
}
POSTED = (
    ("/log/", {**BLANK, **SIDE, "date": "2024-05-16", "place": f"{WORD}, {WORD}, Korea"}),
    ("/log/", {**BLANK, **SIDE, "date": "1 1", "promises": WORD}),
    ("/log/", {**BLANK, **SIDE, "promises": WORD, "figures": WORD, "continues": WORD}),
    ("/admin/relations/contact/add/", {}),
    ("/admin/relations/event/add/", {"date": "1"}),
    ("/accounts/tokens/", {"name": "", "days": "1"}),
    ("/accounts/password/", {"old_password": "1", "new_password1": "1", "new_password2": "2"}),
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    made = cast.shared(django_db_blocker, lambda: records(WORD, confidentiality="public"))
    with files, made as world:
        yield world


def of_the_world():
    """Gather what was entered: each text as it stands in a column that has no words of ours."""
    held = set()
    for model in apps.get_models():
        columns = [
            field.attname
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
            and not field.choices
            and field.name != "name_en"
            and (model, field.name) != (EventKind, "code")
        ]
        for row in model._base_manager.values_list(*columns) if columns else ():
            held |= {" ".join(str(value).split()) for value in row if value}
    return held


def names_and_codes():
    yield EventKind.objects.values_list("code", flat=True)
    for model in (EventKind, Place, Topic):
        yield model.objects.values_list("name_en", flat=True)


def unmarked(response, held):
    if "text/html" not in response["Content-Type"]:
        return []
    return [
        word
        for word in plain_words(response.content.decode())
        if word not in NAMES | held
        and WORD.lower() not in word.lower()
        and not NUMBERED.search(word)
    ]


@pytest.mark.django_db
@pytest.mark.ignore_template_errors
def test_every_page_says_only_what_is_marked(world):
    client = Client(headers={"accept-language": LANGUAGE})
    client.force_login(cast.administrator(username="walker"))
    found, held = {}, of_the_world() | PICTURES
    by_language = {name for names in names_and_codes() for name in names}
    places = [
        place
        for place in walk.addresses(world)
        if not NOT_FOR_READERS.match(place) and not TOLD_ONCE.match(place)
    ]
    with spoken(LANGUAGE):
        for place in [*places, *REFUSED]:
            response = client.get(place)
            known = held | by_language if IN_EVERY_LANGUAGE.match(place) else held
            for word in unmarked(response, known):
                found.setdefault(word, place)
        for place, sent in POSTED:
            for word in unmarked(client.post(place, sent), held):
                found.setdefault(word, place)
    assert found == {}
