"""Lists as one wants them: counts beside the choices, chosen columns, and views kept by name."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relations import models as m
from relations.views import facets
from tests import cast
from tests.views.conftest import Browser

pytestmark = pytest.mark.django_db


def choices(page, name):
    """Give the choices of a filter that say how many rows they would leave."""
    control = page.html.partition(f'name="{name}"')[2].partition("</select>")[0]
    found = re.findall(r">([^<>]+) \((\d+)\)</option>", control)
    return {words: int(number) for words, number in found}


def some(found):
    return {words: number for words, number in found.items() if number}


def keep(browser, noun="events", **given):
    values = {"name": "Held forums", "query": "status=held", "shared": "mine", **given}
    return browser.client.post(f"/views/keep/{noun}/", values)


# --- counts ---


def test_each_choice_says_how_many_rows_it_would_leave(reader):
    for of, status in (("forum", "held"), ("forum", "planned"), ("meeting", "held")):
        cast.make_event(of=of, status=status)
    cast.make_event(status="held", **cast.restricted())
    page = reader.ask("/events/")
    assert some(choices(page, "kind")) == {"forum": 2, "meeting": 1}
    assert some(choices(page, "status")) == {"held": 2, "planned": 1}
    assert choices(page, "status")["cancelled"] == 0
    narrowed = reader.ask("/events/?kind=forum")
    assert some(choices(narrowed, "kind")) == {"forum": 2, "meeting": 1}
    assert some(choices(narrowed, "status")) == {"held": 1, "planned": 1}
    assert len(reader.ask("/events/?kind=forum&status=held").rows) == 1


def test_other_filters_stay_on_while_choices_are_counted(reader):
    cast.make_event(date="2022")
    cast.make_event(date="2023")
    assert some(choices(reader.ask("/events/?date__from=2023"), "status")) == {"held": 1}
    assert choices(reader.ask("/events/?date__from=nonsense"), "status") == {}


def test_each_country_and_region_says_how_many_rows_it_would_leave(reader):
    for code in ("UZ", "UZ", "KZ"):
        cast.make_institution(country=cast.place(code))
    cast.make_institution(country=cast.place("KR"), **cast.restricted())
    page = reader.ask("/institutions/?country=KZ")
    assert some(choices(page, "country")) == {
        "Asia": 3,
        "Central Asia": 3,
        "Kazakhstan": 1,
        "Uzbekistan": 2,
    }
    assert "South Korea" not in choices(page, "country")
    asked = reader.ask("/institutions/?country=KR")
    assert choices(asked, "country")["South Korea"] == 0


def test_each_topic_is_suggested_with_how_many_rows_it_would_leave(reader):
    trade = cast.make_topic(name_en="trade", name_ru="торговля")
    customs = cast.make_topic(name_en="customs", parent=trade)
    for topic in (trade, customs):
        m.EventTopic.objects.create(event=cast.make_event(title=str(topic)), topic=topic)
    m.EventTopic.objects.create(event=cast.make_event(**cast.restricted()), topic=customs)
    page = reader.ask("/events/")
    listed = page.html.partition("<datalist")[2].partition("</datalist>")[0]
    suggested = re.findall(r'<option value="([^"]+)">([^<]+)</option>', listed)
    assert suggested == [("trade", "trade (2)"), ("customs", "customs (1)")]
    asked = reader.ask("/events/?topic__contains=customs")
    assert [row[1] for row in asked.rows] == ["customs"]
    in_russian = reader.client.get("/events/", headers={"accept-language": "ru"})
    assert '<option value="торговля">торговля (2)</option>' in in_russian.content.decode()


def test_each_role_says_how_many_rows_it_would_leave(reader, monkeypatch):
    event = cast.make_event()
    for name, roles in (("One", ["speaker", "moderator"]), ("Other", ["speaker"])):
        person = cast.make_contact(display_name=name)
        cast.make_participation(event=event, contact=person, roles=roles)
    page = reader.ask("/participations/?role=moderator")
    assert some(choices(page, "role")) == {"speaker": 2, "moderator": 1}
    assert choices(reader.ask("/participations/?role=nonsense"), "role") == {}
    monkeypatch.setattr(facets, "MOST", 1)
    assert choices(reader.ask("/participations/"), "role") == {}


def test_a_list_too_long_to_be_read_through_has_no_counts(reader, monkeypatch):
    monkeypatch.setattr(facets, "MOST", 1)
    cast.make_event()
    assert some(choices(reader.ask("/events/"), "status")) == {"held": 1}
    cast.make_event()
    with CaptureQueriesContext(connection) as queries:
        assert choices(reader.ask("/events/"), "status") == {}
    tried = len(queries)
    monkeypatch.setattr("relations.views.paging.MOST_COUNTED", 1)
    with CaptureQueriesContext(connection) as queries:
        assert "more than 1 in all" in reader.ask("/events/").main
    columns, places, topics = 1, 1, 1
    assert len(queries) == tried - columns - places - topics


# --- columns ---


def test_columns_can_be_chosen_and_the_name_stays(reader):
    cast.make_event(title="Forum", theme="Energy")
    page = reader.ask("/events/?fields=theme&fields=date")
    assert page.rows == [["December 2023", "Forum", "Energy"]]
    assert reader.ask("/events/?fields=theme,date").rows == page.rows
    boxes = re.findall(r'value="(\w+)" checked', page.html)
    assert boxes == ["date", "title", "theme"]


def test_the_usual_columns_are_not_written_in_the_address(reader):
    usual = "fields=date&fields=title&fields=kind&fields=places&fields=status"
    answer = reader.client.get(f"/events/?q=&status=held&{usual}")
    assert answer["Location"] == "/events/?status=held"
    assert reader.client.get(f"/events/?{usual}")["Location"] == "/events/"


def test_a_strange_column_is_refused_by_name(reader):
    page = reader.ask("/events/?fields=color")
    assert page.status == 400
    assert "There is no such column: color." in page.main


# --- saved views ---


def test_a_view_is_kept_opened_and_deleted(reader):
    cast.make_event(title="Held")
    cast.make_event(title="Planned", status="planned")
    where = keep(reader, query="status=held&fields=title")["Location"]
    view = m.SavedView.objects.get()
    assert where == f"/events/?view={view.slug}"
    assert (view.name, view.owner, view.columns, view.sort) == (
        "Held forums",
        reader.user,
        ["title"],
        "",
    )
    page = reader.ask(where)
    assert page.rows == [["Held"]]
    assert page.links["Held forums"] == where
    assert "The view “Held forums” was saved." in page.main
    assert reader.ask(f"{where}&status=planned").rows == [["Planned"]]
    assert reader.client.post(f"/views/{view.pk}/delete/")["Location"] == "/events/"
    assert m.SavedView.objects.count() == 0
    assert reader.ask(where).status == 404


def test_chips_of_a_view_lead_out_of_it(reader):
    slug = keep(reader, query="status=held&sort=title")["Location"].partition("=")[2]
    page = reader.ask(f"/events/?view={slug}")
    assert page.links["Status"] == "?sort=title"


def test_a_view_opens_at_its_beginning_and_no_other_text_opens_one(reader):
    where = keep(reader, query="status=held&cursor=abc&page_size=7")["Location"]
    assert reader.ask(where).status == 200
    assert reader.ask("/events/?view=%00").status == 404


def test_a_view_of_a_team_is_for_the_team_and_one_for_all_for_all(reader):
    mate, stranger = Browser(cast.editor()), Browser(cast.manager())
    team = cast.make_team()
    for user in (reader.user, mate.user):
        m.Membership.objects.create(team=team, user=user)
    team_view = keep(reader, name="Ours", shared=str(team.pk))["Location"]
    all_view = keep(reader, name="For all", shared="all")["Location"]
    mine = keep(reader, name="Mine")["Location"]
    seen = {
        browser.user.username: [browser.ask(one).status for one in (team_view, all_view, mine)]
        for browser in (reader, mate, stranger)
    }
    assert seen == {"reader": [200] * 3, "editor": [200, 200, 404], "manager": [404, 200, 404]}
    assert "Delete this view" in reader.ask(team_view).main
    assert "Delete this view" not in mate.ask(team_view).main
    view = m.SavedView.objects.get(name="Ours")
    assert mate.client.post(f"/views/{view.pk}/delete/").status_code == 404
    assert reader.ask(team_view.replace("events", "contacts")).status == 404


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": " "}, "Give the view a name."),
        ({"shared": "everybody"}, "You are not in that team."),
        ({"shared": "01890a5d-ac96-774b-bcce-b302099a8057"}, "You are not in that team."),
    ],
)
def test_a_wrong_view_is_not_kept_and_says_why(reader, given, said):
    where = keep(reader, **given)["Location"]
    assert where == "/events/?status=held"
    assert said in reader.ask(where).main
    assert m.SavedView.objects.count() == 0


def test_a_view_is_of_a_list_there_is(reader, client):
    assert keep(reader, noun="elephants").status_code == 404
    assert reader.client.get("/views/keep/events/").status_code == 405
    assert client.post("/views/keep/events/", {"name": "x"})["Location"].startswith("/accounts/")


def test_a_name_in_another_script_has_an_address_too(reader):
    where = keep(reader, name="포럼")["Location"]
    assert re.fullmatch(r"/events/\?view=[0-9a-f]{8}", where)
    assert reader.ask(where).status == 200
