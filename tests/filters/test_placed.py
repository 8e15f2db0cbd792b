"""The rows counted for all places at once are those that the filter finds for each."""

import pytest

from relations import models as m
from relations.filters import placed, trees
from relations.filters.placed import by_place
from tests import cast
from tests.filters.hidden import hide
from tests.filters.world import filters_for

CODES = ("001", "142", "143", "030", "UZ", "KR", "KZ", "FR")


def one_by_one(world, noun, query):
    counted = {code: len(world.ask(noun, f"country={code}&{query}".strip("&"))) for code in CODES}
    return {code: number for code, number in counted.items() if number}


def at_once(world, noun, query, **given):
    found = by_place(filters_for(noun, query, user=world.reader), "country", **given)
    return {code: number for code, number in found.items() if code in CODES}


ASKED = [
    ("institutions", ""),
    ("institutions", "kind=university"),
    ("contacts", ""),
    ("contacts", "title=professor"),
    ("contacts", "former=1"),
    ("contacts", "q=park"),
    ("events", ""),
    ("meetings", "status=held"),
    ("forums", "topic=economy"),
    ("agreements", ""),
    ("commitments", "open=1"),
    ("figures", ""),
    ("relations", ""),
]


@pytest.mark.parametrize(("noun", "query"), ASKED)
def test_all_places_are_counted_as_each_is_found(world, noun, query):
    hide(world)
    assert at_once(world, noun, query) == one_by_one(world, noun, query)


def test_what_is_counted_is_more_than_nothing(world):
    empty = {noun for noun, query in ASKED if not query and not at_once(world, noun, query)}
    assert empty == set()


def test_a_unit_without_a_country_counts_where_its_body_stands(world):
    cast.make_unit(parent=cast.make_unit(parent=world.kiep), display_name="Desk")
    before = at_once(world, "institutions", "q=Desk")
    assert before == {}  # the index of the search knows nothing of it
    counted = at_once(world, "institutions", "")
    assert counted == one_by_one(world, "institutions", "")
    assert counted["KR"] == 5


@pytest.mark.parametrize("few", [0, 5000])
@pytest.mark.parametrize(("noun", "query"), ASKED)
def test_only_the_places_asked_for_are_counted(world, noun, query, few, monkeypatch):
    for module in (placed, trees):
        monkeypatch.setattr(module, "FEW", few)
    hide(world)
    whole = one_by_one(world, noun, query)
    for codes in (["143", "KZ", "FR"], ["KR"], ["FR"], ["001"], ["XX"]):
        counted = at_once(world, noun, query, codes=codes)
        assert counted == {code: number for code, number in whole.items() if code in codes}


def test_a_party_that_is_a_country_counts_where_no_institution_is(world):
    paper = cast.make_agreement(title="Treaty", event=None)
    m.AgreementParty.objects.create(agreement=paper, place=cast.place("FR"))
    assert at_once(world, "agreements", "", codes=["FR"]) == {"FR": 1}


@pytest.mark.parametrize(
    ("noun", "query", "name"),
    [
        ("contacts", "met_from=2020", "country"),  # of the posts held there, not of today
        ("contacts", "country=nowhere", "country"),
        ("contacts", "q=zzzzzzzz", "country"),
        ("contacts", "", "region"),
        ("sources", "", "country"),
    ],
)
def test_what_cannot_be_told_of_all_places_at_once_is_not_counted(world, noun, query, name):
    assert by_place(filters_for(noun, query, user=world.reader), name) == {}


def test_beyond_so_many_rows_nothing_is_counted(world):
    number = len(world.ask("institutions", ""))
    assert at_once(world, "institutions", "", most=number) != {}
    assert at_once(world, "institutions", "", most=number - 1) == {}


def test_a_text_is_looked_up_once_a_request(world, django_assert_num_queries):
    filters = filters_for("contacts", "q=park", user=world.reader)
    found = str(filters.qs.query)
    with django_assert_num_queries(0):
        assert str(filters.but("country").query) == found
