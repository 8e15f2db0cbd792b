"""Filters beyond the usual ones: added to the panel, and given a record by its name."""

import pytest

from tests import cast
from tests.views.conftest import Browser

ADDED = 'id="f-{}"'


@pytest.fixture
def bodies(db):
    """Make two institutes of one name, and one that nobody could take for another."""
    made = {
        name: cast.make_institution(display_name=name) for name in (cast.ISRS, cast.KIEP, cast.HUFS)
    }
    made["other"] = cast.make_institution(display_name=cast.HUFS)
    cast.rebuild()
    return made


def control(page, name):
    return page.html.partition(ADDED.format(name))[2].partition("</div>")[0]


def test_a_filter_is_added_to_the_panel_and_stays_while_it_is_on(reader):
    assert ADDED.format("series") not in reader.ask("/events/").html
    page = reader.ask("/events/?more=series&more=side_role__in&kind=forum")
    assert ADDED.format("series") in page.html
    assert "multiple" in control(page, "side_role__in")
    page = reader.ask("/events/?side_role__in=host,guest")
    chosen = control(page, "side_role__in")
    assert chosen.count(" selected") == 2
    assert 'name="side_role__in" value' not in page.html


def test_what_is_not_offered(reader):
    offered = control(reader.ask("/events/"), "more")
    told = [f'value="{name}"' in offered for name in ("id", "topic", "date", "host", "host__in")]
    assert told == [False, False, True, True, False]
    # an account has no name that one could type
    assert 'value="account"' not in control(reader.ask("/statements/"), "more")


def test_a_name_that_means_one_record_becomes_its_id(reader, bodies):
    answer = reader.client.get("/events/", {"host": cast.ISRS, "kind": "forum", "more": "city"})
    house = bodies[cast.ISRS].pk
    assert answer["Location"] == f"/events/?host={house}&kind=forum&more=city"
    page = reader.ask(f"/events/?host={house}")
    assert f"Host {cast.ISRS}" in page.main
    assert f'value="{house}" selected>{cast.ISRS}' in control(page, "host")
    answer = reader.client.get("/events/", {"host__in": f"{house}, Korea Institute for Int,"})
    assert answer["Location"] == f"/events/?host__in={house}%2C{bodies[cast.KIEP].pk}"


def test_a_name_of_several_is_asked_back(reader, bodies):
    page = reader.ask(f"/events/?host={cast.HUFS}&kind=forum")
    assert page.status == 200
    assert "Several are called so: choose one." in page.main
    offered = control(page, "host")
    asked = [str(bodies[name].pk) in offered for name in (cast.HUFS, "other", cast.ISRS)]
    assert asked == [True, True, False]


@pytest.mark.parametrize("name", ["Zqxjk Wvbnm", "…"])
def test_a_name_of_nothing_is_told(name, reader, bodies):
    page = reader.ask(f"/events/?host={name}&date=soon")
    assert page.status == 400
    assert "Nothing is called so." in page.main
    assert f'value="{name}"' in control(page, "host")


def test_who_may_not_read_a_noun_finds_none_of_it_by_name(outsider, bodies):
    cast.permit(outsider.user, "view_contact")
    page = Browser(outsider.user).ask(f"/contacts/?institution={cast.ISRS}")
    assert "Nothing is called so." in page.main


def test_a_closed_record_is_not_found_by_name(reader, cleared):
    cast.make_institution(display_name="Closed Bureau of Peace", **cast.restricted())
    cast.rebuild()
    address = "/events/?host=Closed Bureau of Peace"
    assert "Nothing is called so." in reader.ask(address).main
    assert cleared.client.get(address).status_code == 302


def test_names_cost_nothing_where_none_is_asked_for(reader, bodies):
    _page, before = reader.price("/events/")
    _page, after = reader.price("/events/?more=host")
    assert after == before
