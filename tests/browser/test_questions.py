"""The twenty questions of staff, each answered by clicking: from the first page to the answer."""

import json
import re
from pathlib import Path

import pytest
from django.test import override_settings

from relations import models as m
from relations.actions.records import refresh_statistics
from relations.dates.edtf import parse
from relations.dates.words import say
from relations.imports.reports.loading import load
from relations.imports.reports.reading import read
from relations.search.rebuilding import rebuild
from tests.browser.test_looks import CONTRAST, OVERFLOW

pytestmark = pytest.mark.django_db

REPORTS = Path("fixtures/real-reports")
TOLD = json.loads((REPORTS / "questions.json").read_text(encoding="utf-8"))["questions"]
ANSWERS = {question["id"]: question["answer"] for question in TOLD}
KEYED = {
    m.Event: "title",
    m.Contact: "display_name",
    m.EventSeries: "name",
    m.Institution: "display_name",
    m.Source: "title",
}
ROWS = """rows => rows.map(row => [...row.children].map(cell => {
    const items = [...cell.querySelectorAll('li')]
    return (items.length ? items : [cell]).map(item => ({
        text: item.innerText.replace(/\\s+/g, ' ').trim(),
        href: item.querySelector('a')?.getAttribute('href') ?? '',
    }))
}))"""
STEPS = """knots => knots.flatMap(knot => [...knot.querySelectorAll('p.under')]
    .filter(step => step.querySelector('a'))
    .map(step => [
        knot.querySelector('.name a').getAttribute('href'),
        step.firstChild.textContent.trim(),
        step.querySelector('a').getAttribute('href'),
    ]))"""
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
        for source, event in m.Account.objects.values_list("source__key", "event__key"):
            known[source, "tells of"] = event
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
        for _page in self.pages():
            found += self.linked(noun, "table.rows tbody")
        return found

    def pages(self):
        """Stand on each page of the list, to its last."""
        yield
        while (following := self.page.get_by_role("link", name="Next")).count():
            self.visitor.follow(following)
            yield

    def linked(self, noun, within):
        """Give the keys of the records that links in a part of the page lead to."""
        hrefs = self.page.locator(f"{within} a[href^='/{noun}/']").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
        return [self.key(href) for href in dict.fromkeys(hrefs)]

    def key(self, href):
        return self.world[href.split("/")[2]]

    def rows(self):
        """Give the rows of the list, to its last page: the lines of each cell by its heading."""
        found = []
        for _page in self.pages():
            titles = self.page.locator("table.rows thead th").all_inner_texts()
            names = [title.strip(" ↑↓\n") for title in titles]
            for cells in self.page.locator("table.rows tbody tr").evaluate_all(ROWS):
                found += [dict(zip(names, cells, strict=True))]
        return found

    def visit(self, href):
        """Follow the link of a row to its record."""
        self.visitor.follow(self.page.locator(f"table.rows tbody a[href='{href}']").first)

    def back(self):
        with self.page.expect_navigation():
            self.page.go_back()

    def reports(self):
        """Open each event of the list, and give with its key those of the reports that tell it."""
        found = []
        for row in self.rows():
            href = row["Title"][0]["href"]
            self.visit(href)
            found.append((self.key(href), set(self.linked("sources", ".telling"))))
            self.back()
        return found

    def posts(self, told):
        """Say posts as a list does: their titles, each with the name of its institution."""
        pairs = [post.split(" @ ") for post in told]
        return frozenset(f"{title}, {self.world[institution]}" for title, institution in pairs)

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
    hrefs = desk.page.locator(".timeline a[href^='/events/']").evaluate_all(
        "links => links.map(link => link.getAttribute('href').split('/')[2])"
    )
    assert {desk.world[pk] for pk in hrefs} == wanted("Q02")
    posts = {post.partition(",")[0] for row in ANSWERS["Q02"] for post in row["posts"]}
    assert [post for post in posts if post not in desk.text] == []
    forms = ANSWERS["Q03"]["base_forms"] + ANSWERS["Q03"]["inflected"]
    assert [form for form in forms if form not in desk.text] == []


BACK = {
    "continues": "continuation",
    "follows up": "follow_up",
    "is a result of": "result_of",
    "is the next edition of": "next_edition",
}


def test_the_thread_leads_back_step_by_step(desk):
    latest = "ev:2025-06-13-ttf2"
    desk.open("Forums")
    desk.narrow(Date="13 June 2025")
    desk.visitor.follow(desk.page.get_by_role("link", name=desk.world[latest], exact=True))
    desk.visitor.follow(desk.page.get_by_role("link", name="The whole thread"))
    desk.heading("Thread")
    shown = {
        (desk.key(event), BACK.get(how), desk.key(earlier))
        for event, how, earlier in desk.page.locator(".thread > li").evaluate_all(STEPS)
    }
    reached, steps = {latest}, set()
    while found := {one for one in shown - steps if one[0] in reached and one[1]}:
        steps |= found
        reached |= {earlier for _event, _how, earlier in found}
    assert steps == {(row["event"], row["relation"], row["earlier"]) for row in ANSWERS["Q04"]}


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
    "Q17": {"Outcome_state": ["signed", "adopted"], "Kind,_not": "signing"},
    "Q20": {"Topic": "climate", "Side_country": "South Korea"},
}


@pytest.mark.parametrize("number", EVENTS)
def test_lists_of_events_answer(number, desk):
    desk.open("All events", "Events")
    desk.narrow(**EVENTS[number])
    assert set(desk.keys("events")) == wanted(number)


DAY = re.compile(r"^(perhaps )?\d{1,2} \w+ \d{4}$")
DAYS = re.compile(r"^\d{1,2}( \w+( \d{4})? – |–)\d{1,2} \w+ \d{4}$")


def test_events_without_a_day_and_reports_that_are_vague(desk):
    desk.open("Tellings")
    desk.page.locator("details.filters summary").click()
    desk.page.get_by_label("How the date is known").check()
    desk.apply()
    vague, exact, dates = {}, {}, {}
    for row in desk.rows():
        event, report = desk.key(row["Event"][0]["href"]), desk.key(row["Source"][0]["href"])
        date, basis = row["Date"][0]["text"], row["How the date is known"][0]["text"]
        known = DAY.match(date) or (DAYS.match(date) and "inferred" not in basis)
        (exact if known else vague).setdefault(event, set()).add(report)
        dates.setdefault(event, set()).add(date)
    undated = ANSWERS["Q07"]["no_day_anywhere"]
    assert vague.keys() - exact.keys() == {row["event"] for row in undated}
    told = [(say(parse(row["best_date"]), "en"), dates[row["event"]]) for row in undated]
    assert [date for date, shown in told if shown - {"–"} != {date}] == []
    assert {event: (vague[event], exact[event]) for event in vague.keys() & exact.keys()} == {
        row["event"]: ({row["vague"]}, set(row["exact"]))
        for row in ANSWERS["Q07"]["cured_by_another_report"]
    }


def test_events_that_several_reports_tell_of(desk):
    desk.open("All events", "Events")
    desk.narrow(**{"Sources, at least": "2"})
    told = {event: set(reports) for event, reports in ANSWERS["Q18"].items()}
    assert dict(desk.reports()) == told


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
    held = {
        (
            desk.key(row["Contact"][0]["href"]),
            desk.key(row["Event"][0]["href"]),
            frozenset(post["text"].removeprefix("acting ") for post in row["Post held then"]),
        )
        for row in desk.rows()
    }
    assert held == {
        (person["person"], desk.world[seen["report"], "tells of"], desk.posts(seen["posts"]))
        for person in ANSWERS["Q10"]
        for seen in person["seen"]
    }


LEVELS = {"ministerial": "ministers", "vice_ministerial": "vice ministers"}
CENTRAL_ASIA = {
    "KZ": "Kazakhstan",
    "KG": "Kyrgyzstan",
    "TJ": "Tajikistan",
    "TM": "Turkmenistan",
    "UZ": "Uzbekistan",
}


def test_the_page_of_a_series_shows_places_levels_and_gaps(desk):
    answer = ANSWERS["Q12"]
    desk.open("Series")
    desk.visitor.follow(desk.page.get_by_role("link", name=desk.world["kcacf"], exact=True))
    desk.heading(desk.world["kcacf"])
    told = {"held": [], "none": [], "idle": []}
    for line in desk.page.locator(".timeline > li").all_inner_texts():
        number, *words = [part.strip() for part in re.split(r"[\n·]", line) if part.strip()]
        if idle := re.fullmatch(r"No edition in (\d{4})\.", words[0]):
            told["idle"].append(int(idle[1]))
        elif "No source found" in words:
            told["none"].append(int(number))
        elif "Held" in words and set(words) & set(CENTRAL_ASIA.values()):
            at = words.index("Held") + 1
            told["held"].append((int(number), *words[at : at + 3], words[at + 4]))
    assert told == {
        "held": [
            (
                row["number"],
                say(parse(row["edtf"]), "en"),
                row["city"],
                CENTRAL_ASIA[row["country"]],
                LEVELS[row["level"]],
            )
            for row in answer["in_central_asia"]
        ],
        "none": answer["no_source"],
        "idle": answer["years_without"],
    }


QUALIFIED = {"exact": "", "more_than": "> "}


def test_figures_are_shown_with_who_gives_them(desk):
    desk.open("Figures")
    desk.narrow(Country_or_region="Central Asia", Unit="USD")
    whole = {"South Korea", *CENTRAL_ASIA.values()}
    shown = [
        (
            desk.key(row["Source"][0]["href"]),
            *(row[name][0]["text"] for name in ("Indicator", "Amount", "Period")),
        )
        for row in desk.rows()
        if {subject["text"] for subject in row["About"]} == whole
    ]
    assert sorted(shown) == sorted(
        (
            row["report"],
            row["indicator"],
            f"{QUALIFIED[row['qualifier']]}{row['value']:,.0f} USD",
            say(parse(row["period"]), "en") if row["period"] else "–",
        )
        for row in ANSWERS["Q13"]
    )


def test_who_was_ambassador(desk):
    desk.open("Posts")
    desk.narrow(Title="ambassador", Institution="Embassy of the Republic of Korea in Uzbekistan")
    told = {}
    for row in desk.rows():
        desk.visit(row["Post"][0]["href"])
        seen = desk.page.locator("section", has_text="Seen in print").locator("li")
        dated = [line for line in seen.all() if line.locator("a").count()]
        dates = [line.evaluate("line => line.firstChild.textContent.trim()") for line in dated]
        known = [date for date in dates if date]
        reports = desk.linked("sources", "section:has-text('Seen in print')")
        told[desk.key(row["Contact"][0]["href"])] = (known[0], known[-1], set(reports))
        desk.back()
    assert told == {
        row["person"]: (
            say(parse(row["first_seen"]), "en"),
            say(parse(row["last_dated"]), "en"),
            set(row["reports"]),
        )
        for row in ANSWERS["Q14"]
    }


def test_who_was_there_in_both_years(desk):
    desk.open("Contacts")
    desk.narrow(In_years="2022,2024")
    assert sorted(desk.keys("contacts")) == ANSWERS["Q16"]


def test_hosts_of_whom_nobody_is_named(desk, picture):
    found = []
    for host in ("ISRS", "IICA"):
        desk.open("All events", "Events")
        desk.narrow(Host=host, Unnamed_side="host")
        found += desk.reports()
    assert sorted(found) == sorted((row["event"], set(row["reports"])) for row in ANSWERS["Q19"])
    for width in (390, 1280):
        for scheme in ("light", "dark"):
            desk.page.set_viewport_size({"width": width, "height": 900})
            desk.page.emulate_media(color_scheme=scheme)
            picture(desk.page, f"added-filters-{width}-{scheme}")
            assert desk.page.evaluate(OVERFLOW) <= 0
            assert desk.page.evaluate(CONTRAST) == []
