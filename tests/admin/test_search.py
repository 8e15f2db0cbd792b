"""The search boxes of the admin find what the search of the house finds, and nothing hidden."""

import pytest
from django.contrib import admin

from relations import models as m
from relations.admin import search
from relations.admin.search import KINDS
from relations.history.acting import act
from tests import cast
from tests.admin.story import url
from tests.search.conftest import load

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    with cast.shared(django_db_blocker, lambda: (load(), cast.administrator())) as world:
        yield world


@pytest.fixture
def client(seeded, db, enter):
    return enter(seeded[1])


def shown(client, model, **asked):
    answer = client.get(url(model, "list"), asked)
    assert answer.status_code == 200
    return list(answer.context["cl"].result_list)


def offered(client, model, field, term):
    asked = {"app_label": "relations", "model_name": model._meta.model_name}
    answer = client.get("/admin/autocomplete/", {**asked, "field_name": field, "term": term})
    assert answer.status_code == 200
    return [one["text"] for one in answer.json()["results"]]


@pytest.mark.parametrize(
    ("model", "asked", "first"),
    [
        (m.Contact, "Je Seong-hun", cast.JEH),
        (m.Contact, "박정호", cast.PARK),
        (m.Contact, "Prak Joung-ho", cast.PARK),
        (m.Contact, "KIEP Park", cast.PARK),
        (m.Contact, "jh.park@kiep", cast.PARK),
        (m.Institution, "ИСМИ", f"{cast.ISRS} under the President of the Republic of Uzbekistan"),
        (m.Institution, "KINU", cast.KINU),
        (m.Topic, "climat", "climate change"),
        (m.Source, "Korean experts", "ISRS receives Korean experts"),
    ],
)
def test_a_list_is_searched_as_the_house_searches(client, model, asked, first):
    assert str(shown(client, model, q=asked)[0]).startswith(first)


def test_meetings_and_forums_are_searched_among_events(client):
    assert [one.key for one in shown(client, m.Event, q="Strategic dialogue")] == [
        "ev:2023-12-strategic-dialogue"
    ]
    assert len(shown(client, m.Forum, q="Strategic dialogue")) == 1
    assert shown(client, m.Meeting, q="Strategic dialogue") == []


def test_what_is_found_stands_by_likeness_until_a_column_is_chosen(client):
    with act("more people"):
        for name in ("A Park Joung-ho Kim", "Park Joung-ho", "Z Park Joung-ho"):
            cast.make_contact(display_name=name)
    names = [str(one) for one in shown(client, m.Contact, q="Park Joung-ho")]
    assert names[:2] == [cast.PARK] * 2
    assert set(names[2:]) == {"A Park Joung-ho Kim", "Z Park Joung-ho"}
    by_column = [str(one) for one in shown(client, m.Contact, q="Park Joung-ho", o="1")]
    assert by_column == sorted(names)


def test_other_nouns_are_found_by_the_records_they_are_linked_with(client):
    assert [one.title for one in shown(client, m.Post, q="박정호")] == ["Expert"]
    assert [one.title for one in shown(client, m.Post, q="Je Seong-hun", o="1")] != []
    assert shown(client, m.Post, q="Xylophagidae") == []
    assert len(shown(client, m.Participation, q="현승수")) == 1


@pytest.mark.parametrize(
    "asked", ["%", "_", "\\", "\0", "x" * 10_000, "'&|!:*", "\u202e", "😀", "j"]
)
@pytest.mark.parametrize("model", [m.Contact, m.Post, m.Source])
def test_whatever_is_asked_is_answered(client, model, asked):
    whole = len(shown(client, model))
    assert len(shown(client, model, q=asked)) in {0, whole} | set(range(whole))


def test_an_address_is_looked_for_as_it_stands(client):
    with act("a source"):
        cast.make_source(title="Far", url="https://far.example/a?b=1")
    assert [one.title for one in shown(client, m.Source, q="https://far.example/a")] == ["Far"]
    assert shown(client, m.Source, q="https://nowhere.example/") == []


SEARCHED = sorted(
    (model._meta.model_name, field.name)
    for model in admin.site._registry
    for field in model._meta.get_fields()
    if field.concrete and field.is_relation and field.related_model in {m.Contact, m.Institution}
)


@pytest.mark.parametrize(("model", "field"), SEARCHED)
def test_every_link_to_a_person_or_institution_is_found_by_any_spelling(client, model, field):
    model = next(one for one in admin.site._registry if one._meta.model_name == model)
    if model._meta.get_field(field).related_model is m.Contact:
        assert offered(client, model, field, "제성훈")[0].startswith(cast.JEH)
    else:
        assert offered(client, model, field, "통일연구원")[0].startswith(cast.KINU)


def test_while_typing_only_the_first_round_is_asked(client):
    assert offered(client, m.Post, "contact", "park jou")[0].startswith(cast.PARK)
    assert offered(client, m.Post, "contact", "Park Jounb-ho") == []
    assert shown(client, m.Contact, q="Park Jounb-ho")[0].display_name == cast.PARK


def test_every_searched_kind_has_a_box():
    assert all(admin.site._registry[model].search_fields for model in KINDS)


def test_a_hidden_record_is_offered_to_nobody(client, seeded, enter):
    with act("hide it"):
        cast.make_contact(display_name="Quetzal Coatl", **cast.restricted())
    assert offered(client, m.Post, "contact", "Quetzal") == ["Quetzal Coatl"]
    editor = cast.make_user(username="desk", roles=("editor",), is_staff=True)
    browser = enter(editor)
    assert offered(browser, m.Post, "contact", "Quetzal") == []
    assert shown(browser, m.Contact, q="Quetzal") == []
    assert shown(browser, m.Post, q="Quetzal") == []


def test_an_address_is_looked_for_among_names_and_no_person_has_it(client):
    person = cast.make_contact(display_name="A person")
    m.ContactName.objects.create(contact=person, text="ftp://person")
    assert shown(client, m.Contact, q="ftp://person") == [person]
    assert shown(client, m.Contact, q="ftp://nobody") == []


def test_what_is_linked_with_no_searched_record_is_found_by_its_own_words(client):
    assert shown(client, m.Document, q="KIEP") == []


def test_a_post_is_offered_by_its_holder_its_title_or_words_of_both(client):
    with act("index"):
        person = cast.make_contact(display_name="Quetzal Coatl")
        house = cast.make_institution(display_name="House of Feathers")
        cast.make_post(contact=person, institution=house, title="Calendar priest")
        cast.make_participation(contact=person)
    for term in ("quetzal", "priest", "Calendar Feathers"):
        (told,) = offered(client, m.ParticipationPost, "post", term)
        assert "Calendar priest" in told
    for term in ("nonesuch", "nonesuch either"):
        assert offered(client, m.ParticipationPost, "post", term) == []
    assert len(offered(client, m.ParticipationPost, "participation", "quetzal")) == 1


def test_no_more_is_offered_than_the_box_shows_in_three_pages(client, monkeypatch):
    with act("index"):
        person = cast.make_contact(display_name="Quetzal Coatl")
        for title in ("Quetzal priest", "Quetzal scribe"):
            cast.make_post(contact=person, title=title)
        cast.make_post(contact=cast.make_contact(), title="Quetzal keeper")
    assert len(offered(client, m.ParticipationPost, "post", "quetzal")) == 3
    monkeypatch.setattr(search, "OFFERED", 2)
    assert len(offered(client, m.ParticipationPost, "post", "quetzal")) == 2
