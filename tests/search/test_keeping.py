"""The index stands as the records do, within the very transaction that wrote them."""

import pytest
from django.db import transaction

from relations import models as m
from relations.actions import records
from relations.history.acting import act
from relations.models.search import SearchDocument, SearchWord
from relations.search.finding import find
from relations.search.rebuilding import faults
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return cast.reader()


@pytest.fixture
def names(reader):
    """Return a function that gives the names a text finds surely."""

    def ask(asked, **options):
        return [one.name for one in find(reader, asked, **options) if one.score >= 0.9]

    return ask


def test_a_new_record_is_found_at_once_and_with_its_parts(names):
    person = records.create(m.Contact(display_name=cast.PARK))
    assert names("Park Joung-ho") == [cast.PARK]
    records.create(m.ContactName(contact=person, text="박정호"))
    assert names("박정호") == [cast.PARK]
    records.create(m.ContactPoint(contact=person, kind="email", value="park@kiep.go.kr"))
    assert names("park@kiep") == [cast.PARK]
    house = records.create(m.Institution(display_name=cast.KIEP, kind="state_think_tank"))
    records.create(m.Post(contact=person, institution=house, title="Head of Team"))
    assert names("Park economic policy") == [cast.PARK]
    assert list(faults()) == []


def test_within_the_act_nothing_is_found_and_after_it_everything(names):
    with act("make two"):
        cast.make_contact()
        before = names(cast.JEH)
        cast.make_institution(display_name=cast.KIEP)
    assert before == []
    assert names(cast.JEH) == [cast.JEH]
    assert names(cast.KIEP) == [cast.KIEP]


def test_what_is_rolled_back_is_gone(names):
    with transaction.atomic():
        records.create(m.Contact(display_name=cast.JEH))
        found = names(cast.JEH)
        transaction.set_rollback(True)
    assert found == [cast.JEH]
    assert names(cast.JEH) == []
    assert SearchDocument.objects.count() == SearchWord.objects.count() == 0
    # what was taken for seen in the part that was rolled back is looked at again
    records.create(m.Contact(display_name=cast.LEE))
    assert names(cast.LEE) == [cast.LEE]


def test_a_part_that_is_changed_or_gone_is_found_no_more(names):
    person = records.create(m.Contact(display_name=cast.PARK))
    name = records.create(m.ContactName(contact=person, text="Wolfgang Amadeus"))
    point = records.create(m.ContactPoint(contact=person, kind="phone", value="+82444141114"))
    assert names("Wolfgang Amadeus") == names("4141114") == [cast.PARK]
    records.change(name, values={"text": "Ludwig"})
    assert names("Wolfgang Amadeus") == []
    assert names("Ludwig") == [cast.PARK]
    records.remove(point)
    assert names("4141114") == []
    records.change(person, values={"display_name": "Someone Else"})
    assert names("Someone Else") == ["Someone Else"]
    assert list(faults()) == []


def test_what_is_removed_softly_is_found_no_more_and_comes_back(names):
    person = records.create(m.Contact(display_name=cast.JEH))
    records.remove(person)
    assert names(cast.JEH) == []
    records.change(person, values={"deleted_at": None})
    assert names(cast.JEH) == [cast.JEH]


def test_what_is_deleted_wholly_is_found_no_more(names):
    topic = records.create(m.Topic(name_en="Hydrogen"))
    assert names("hydrogen") == ["Hydrogen"]
    records.remove(topic)
    assert names("hydrogen") == []


def dependents():
    """Make one of each that belongs to an institution or a series, and these."""
    house = cast.make_institution(display_name="House of Friendship")
    unit = cast.make_unit(parent=house, display_name="Unit")
    series = cast.make_series(name="Samarkand readings", organizer=house)
    hosted = cast.make_event(title="Hosted", series=series)
    cast.make_host(event=hosted, institution=house)
    sided = cast.make_event(title="Sided")
    side = cast.make_delegation(event=sided)
    m.DelegationInstitution.objects.create(delegation=side, institution=house)
    agreement = cast.make_agreement(title="Agreement")
    m.AgreementParty.objects.create(agreement=agreement, institution=house)
    cast.make_post(contact=cast.make_contact(display_name="In the house"), institution=house)
    cast.make_post(contact=cast.make_contact(display_name="In the unit"), institution=unit)
    return house, series


def test_what_belongs_to_a_renamed_institution_or_series_is_found_by_the_new_name():
    with act("make it"):
        house, series = dependents()
    kept = lambda word: set(  # noqa: E731
        SearchDocument.objects.filter(hints__contains=word).values_list("names", flat=True)
    )
    everything = {
        "Unit",
        "Samarkand readings",
        "Hosted",
        "Sided",
        "Agreement",
        "In the house",
        "In the unit",
    }
    assert kept("House of Friendship") == everything
    records.change(house, values={"display_name": "House of Peace"})
    assert kept("House of Friendship") == set()
    assert kept("House of Peace") == everything
    records.create(m.InstitutionName(institution=house, text="Дом дружбы"))
    assert kept("Дом дружбы") == everything
    records.change(series, values={"name": "Bukhara readings"})
    assert kept("Samarkand") == set()
    assert kept("Bukhara readings") == {"Hosted"}
    records.remove(house)
    assert kept("House") == set()
    assert list(faults()) == []


def test_an_event_is_found_by_the_countries_and_institutions_of_its_sides(names):
    with act("make it"):
        event = cast.make_event(title="Round table")
        side = cast.make_delegation(event=event)
    country = records.create(m.DelegationCountry(delegation=side, place=cast.place("KR")))
    assert names("Korea round") == ["Round table"]
    records.remove(country)
    assert names("Korea round") == []
    place = records.create(m.EventPlace(event=event, city="Samarkand", country=cast.place()))
    assert names("Samarkand table") == ["Round table"]
    records.remove(place)
    assert names("Samarkand table") == []


def test_an_act_within_an_act_is_kept_at_the_end_of_the_outer_one(names):
    with act("outer"):
        records.create(m.Contact(display_name=cast.JEH))
        within = names(cast.JEH)
    assert (within, names(cast.JEH)) == ([], [cast.JEH])


def test_two_acts_of_one_transaction_are_each_kept(names):
    with transaction.atomic():
        records.create(m.Contact(display_name=cast.JEH))
        assert names(cast.JEH) == [cast.JEH]
        records.create(m.Contact(display_name=cast.LEE))
        assert names(cast.LEE) == [cast.LEE]


def test_a_word_becomes_known_to_all_with_the_first_public_record():
    records.create(m.Contact(display_name="Xylophone", confidentiality="internal"))
    assert SearchWord.objects.get(word="xylophone").public is False
    records.create(m.Contact(display_name="Xylophone", confidentiality="public"))
    assert SearchWord.objects.get(word="xylophone").public is True
    records.create(m.Contact(display_name="Xylophone", confidentiality="internal"))
    assert SearchWord.objects.get(word="xylophone").public is True
    assert list(faults()) == []


def test_texts_of_names_and_rows_are_readable():
    records.create(m.Contact(display_name=cast.JEH))
    assert [str(row) for row in SearchDocument.objects.all()] == [cast.JEH]
    assert sorted(str(word) for word in SearchWord.objects.all()) == ["hoon", "sung"]
