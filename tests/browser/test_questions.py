"""The twenty questions of staff, each answered by clicking: from the first page to the answer."""

import json
import re
from pathlib import Path

import pytest
from django.test import override_settings

from relations import models as m
from relations.actions.records import refresh_statistics
from relations.imports.reports.loading import load
from relations.imports.reports.reading import read
from relations.search.rebuilding import rebuild
from tests.browser.test_looks import CONTRAST, OVERFLOW

pytestmark = pytest.mark.django_db

REPORTS = Path("fixtures/real-reports")
TOLD = json.loads((REPORTS / "questions.json").read_text(encoding="utf-8"))["questions"]
ANSWERS = {question["id"]: question["answer"] for question in TOLD}
KEYED = {m.Event: "title", m.Contact: "display_name", m.EventSeries: "name", m.Source: "title"}
FINDS = """(list, words) => [...list.options]
    .filter(option => words.includes(option.text.replace(/ \\(\\d+\\)$/, '')))
    .map(option => option.value)"""


@pytest.fixture(scope="module")
def furnish():
    def reports():
        with override_settings(HOME_INSTITUTION="uz-isrs"):
            load(read(REPORTS / "reports.json"))
        rebuild()
        refresh_statistics()
        known = {}
        for model, name in KEYED.items():
            for pk, key, words in model.objects.values_list("pk", "key", name):
                known |= {str(pk): key, key: words}
        return known

    return reports


class Desk:
    """Somebody who starts at the first page, and has a mouse and a keyboard."""

    def __init__(self, visitor, world):
        self.visitor = visitor
        self.world = world
        self.page = visitor.go("/")

    def open(self, name, heading=""):
        link = self.page.locator(".nav").get_by_role("link", name=name, exact=True)
        if not link.is_visible():
            self.page.locator(".nav summary").click()
        self.visitor.follow(link)
        self.heading(heading or name)

    def heading(self, text):
        self.page.get_by_role("heading", level=1, name=text, exact=True).wait_for()

    def find(self, text, name):
        """Type into the search box, and take what is called so from the rows under it."""
        self.page.get_by_label("Search everything").press_sequentially(text)
        self.page.get_by_role("option").filter(has_text=name).first.click()
        self.page.wait_for_url(re.compile(r"/[0-9a-f-]{36}/$"))

    def narrow(self, **asked):
        """Set filters by their labels, adding those that are not in the panel yet."""
        asked = {label.replace("_", " "): value for label, value in asked.items()}
        for label, value in asked.items():
            self.set_filter(label, value if isinstance(value, list) else [value])
        self.apply()

    def set_filter(self, label, values):
        panel = self.page.locator("details.filters")
        if panel.get_attribute("open") is None:
            panel.locator("summary").click()
        control = panel.locator(".control:not(.columns)").get_by_label(label, exact=True)
        if not control.count():
            self.page.get_by_label("One more filter").select_option(label=label)
            self.apply()
            assert control.is_visible(), label
        if control.evaluate("field => field.tagName") == "SELECT":
            control.select_option(control.evaluate(FINDS, values))
        else:
            control.fill(values[0])

    def apply(self):
        self.visitor.follow(self.page.get_by_role("button", name="Apply"))

    def keys(self, noun):
        """Give the keys of the records that the rows of the list lead to, to its last page."""
        found = []
        while True:
            hrefs = self.page.locator(f"table.rows tbody a[href^='/{noun}/']").evaluate_all(
                "links => links.map(link => link.getAttribute('href').split('/')[2])"
            )
            found += [self.world[pk] for pk in dict.fromkeys(hrefs)]
            following = self.page.get_by_role("link", name="Next")
            if not following.count():
                return found
            self.visitor.follow(following)

    @property
    def text(self):
        return self.page.locator("main").inner_text()

    def titles(self, *keys):
        return [self.world[key] for key in keys]


@pytest.fixture
def desk(open_window, site):
    visitor = open_window()
    yield Desk(visitor, site.world)
    assert visitor.faults == []


def wanted(number):
    """Give the keys of the events of an answer."""
    answer = ANSWERS[number]
    return {row["event"] for row in answer} if isinstance(answer, list) else set(answer)


def test_whom_we_met_from_an_institute_and_what_they_raised(desk):
    desk.open("Contacts")
    desk.narrow(Met_institution="ISRS", Institution="KIEP", Met_from="2022")
    assert desk.keys("contacts") == [row["person"] for row in ANSWERS["Q01"]]
    desk.open("Statements")
    desk.narrow(Institution="KIEP", From="2022")
    points = [point for row in ANSWERS["Q01"] for point in row["points_of_side"]]
    assert [point for point in points if point not in desk.text] == []


def test_where_somebody_was_and_how_they_are_written(desk):
    desk.find("rhee chong", "Rhee Chong-Kuk")
    hrefs = desk.page.locator("main a[href^='/events/']").evaluate_all(
        "links => links.map(link => link.getAttribute('href').split('/')[2])"
    )
    assert {desk.world[pk] for pk in hrefs} >= wanted("Q02")
    posts = {post.partition(",")[0] for row in ANSWERS["Q02"] for post in row["posts"]}
    assert [post for post in posts if post not in desk.text] == []
    forms = ANSWERS["Q03"]["base_forms"] + ANSWERS["Q03"]["inflected"]
    assert [form for form in forms if form not in desk.text] == []


def test_the_thread_leads_back_step_by_step(desk):
    title = desk.world["ev:2025-06-13-ttf2"]
    desk.open("Forums")
    desk.narrow(Date="13 June 2025")
    desk.visitor.follow(desk.page.get_by_role("link", name=title, exact=True))
    desk.visitor.follow(desk.page.get_by_role("link", name="The whole thread"))
    desk.heading("Thread")
    keys = {key for row in ANSWERS["Q04"] for key in (row["event"], row["earlier"])}
    assert [one for one in desk.titles(*keys) if one not in desk.text] == []


def test_what_a_meeting_continued_stands_on_its_page(desk):
    desk.open("Meetings")
    desk.narrow(Date="16 May 2024")
    desk.visitor.follow(
        desk.page.get_by_role("link", name=re.compile("^Meeting at ISRS with the Korean"))
    )
    desk.page.get_by_role("heading", name="Before and after").wait_for()
    (earlier,) = desk.titles(*ANSWERS["Q05"]["continues"])
    said = " ".join(desk.text.split())
    assert f"continues {earlier} December 2023" in said
    assert "continued by" not in said


EVENTS = {
    "Q06": {"Date": "December 2023"},
    "Q11": {"Side_role": "third party"},
    "Q15": {"Institution": "Hankuk University of Foreign Studies"},
    "Q18": {"Sources,_at_least": "2"},
    "Q17": {"Outcome_state": ["signed", "adopted"], "Kind,_not": "signing"},
    "Q20": {"Topic": "climate", "Side_country": "South Korea"},
}


@pytest.mark.parametrize("number", EVENTS)
def test_lists_of_events_answer(number, desk):
    desk.open("All events", "Events")
    desk.narrow(**EVENTS[number])
    assert set(desk.keys("events")) == wanted(number)


def test_events_without_a_day_and_reports_that_are_vague(desk):
    desk.open("All events", "Events")
    desk.narrow(Date_precision=["month", "range"], **{"Sources, at least": "1"})
    asked = {row["event"] for row in ANSWERS["Q07"]["no_day_anywhere"]}
    assert asked - set(desk.keys("events")) == set()
    desk.open("All events", "Events")
    desk.narrow(Date_precision="day", Told_precision=["month", "year", "unknown"])
    cured = {row["event"] for row in ANSWERS["Q07"]["cured_by_another_report"]}
    assert cured - set(desk.keys("events")) == set()


def test_what_was_signed_and_what_was_due(desk):
    desk.open("Agreements")
    desk.narrow(Kind="memorandum", State="signed")
    names = desk.page.locator("table.rows td.is-name").all_inner_texts()
    assert sorted(names) == sorted(row["what"] for row in ANSWERS["Q08"])
    assert [
        row["event"] for row in ANSWERS["Q08"] if desk.world[row["event"]] not in desk.text
    ] == []
    desk.open("Commitments")
    desk.narrow(Due="2024", State="planned")
    names = desk.page.locator("table.rows td.is-name").all_inner_texts()
    assert sorted(names) == sorted(row["what"] for row in ANSWERS["Q09"])


def test_who_held_several_posts_at_once(desk):
    desk.open("Attendance")
    desk.narrow(**{"Posts, at least": "2"})
    assert {row["person"] for row in ANSWERS["Q10"]} - set(desk.keys("contacts")) == set()


def test_the_page_of_a_series_shows_places_levels_and_gaps(desk):
    desk.open("Series")
    desk.visitor.follow(desk.page.get_by_role("link", name=desk.world["kcacf"], exact=True))
    desk.heading(desk.world["kcacf"])
    cities = [row["city"] for row in ANSWERS["Q12"]["in_central_asia"]]
    assert [city for city in cities if city not in desk.text] == []


def test_figures_are_shown_with_who_gives_them(desk):
    desk.open("Figures")
    desk.narrow(Country_or_region="Central Asia", Unit="USD")
    sources = {row["report"] for row in ANSWERS["Q13"]}
    assert sources - set(desk.keys("sources")) == set()


def test_who_was_ambassador(desk):
    desk.open("Posts")
    desk.narrow(Title="ambassador", Institution="Embassy of the Republic of Korea in Uzbekistan")
    assert set(desk.keys("contacts")) == {row["person"] for row in ANSWERS["Q14"]}


def test_who_was_there_in_both_years(desk):
    desk.open("Contacts")
    desk.narrow(In_years="2022,2024")
    assert sorted(desk.keys("contacts")) == ANSWERS["Q16"]


def test_hosts_of_whom_nobody_is_named(desk, settings):
    found = set()
    for host in ("ISRS", "IICA"):
        desk.open("All events", "Events")
        desk.narrow(Host=host, Unnamed_side="host")
        found |= set(desk.keys("events"))
    assert found == wanted("Q19")
    pictures = Path(settings.VAR_DIR) / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    for width in (390, 1280):
        for scheme in ("light", "dark"):
            desk.page.set_viewport_size({"width": width, "height": 900})
            desk.page.emulate_media(color_scheme=scheme)
            path = pictures / f"added-filters-{width}-{scheme}.png"
            desk.page.screenshot(path=path, full_page=True)
            assert desk.page.evaluate(OVERFLOW) <= 0
            assert desk.page.evaluate(CONTRAST) == []
