"""The questions of staff, each answered on the page that an address opens."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.test.utils import override_settings

from relations import models as m
from relations.actions.records import refresh_statistics
from relations.imports.reports.loading import load
from relations.imports.reports.reading import read
from tests import cast
from tests.views.reading import Page

pytestmark = pytest.mark.django_db

REPORTS = Path("fixtures/real-reports")
TOLD = json.loads((REPORTS / "questions.json").read_text(encoding="utf-8"))["questions"]
ANSWERS = {question["id"]: question["answer"] for question in TOLD}
RHEE = "rhee-chong-kuk"


def world():
    with override_settings(HOME_INSTITUTION="uz-isrs"):
        load(read(REPORTS / "reports.json"))
    refresh_statistics()
    return cast.reader()


@pytest.fixture(scope="module")
def staff(django_db_setup, django_db_blocker):
    with cast.shared(django_db_blocker, world) as user:
        yield user


@pytest.fixture
def site(staff, db):
    client = Client()
    client.force_login(staff)

    def ask(address):
        page = Page(client.get(address))
        assert page.status == 200, address
        return page

    return ask


def pk(model, key):
    return model.objects.get(key=key).pk


def body(*keys):
    return ",".join(str(pk(m.Institution, key)) for key in keys)


def linked(page, noun, model):
    """Give the keys of the records that the rows of a list lead to."""
    table = page.html.partition("<tbody>")[2].partition("</tbody>")[0]
    found = set(re.findall(rf'href="/{noun}/([0-9a-f-]{{36}})/"', table))
    return {str(key) for key in model.objects.filter(pk__in=found).values_list("key", flat=True)}


def events(site, query):
    """Give the keys of the events of a list, to its last page."""
    page = site(f"/events/?{query}")
    found = linked(page, "events", m.Event)
    while "Next" in page.links:
        page = site(f"/events/{page.links['Next']}")
        found |= linked(page, "events", m.Event)
    return found


def wanted(number):
    return {row["event"] for row in ANSWERS[number]}


EVENTS = {
    "Q06": "date=December 2023",
    "Q11": "side_role=third_party",
    "Q17": "outcome_state__in=signed,adopted&kind__not=signing",
    "Q20": "topic__contains=climate&side_country=KR",
}


@pytest.mark.parametrize("number", EVENTS)
def test_lists_of_events_answer(site, number):
    assert events(site, EVENTS[number]) == wanted(number)


def test_whom_we_met_from_an_institute_and_what_they_raised(site):
    query = f"met_institution={body('uz-isrs')}&institution={body('kr-kiep')}&met_from=2022"
    page = site(f"/contacts/?{query}")
    assert linked(page, "contacts", m.Contact) == {row["person"] for row in ANSWERS["Q01"]}
    said = site(f"/statements/?institution={body('kr-kiep')}&date__from=2022").main
    points = [point for row in ANSWERS["Q01"] for point in row["points_of_side"]]
    assert [point for point in points if point not in said] == []


def test_a_persons_page_tells_where_they_were_and_how_they_are_written(site):
    page = site(f"/contacts/{pk(m.Contact, RHEE)}/")
    met = page.html.partition("Where we met")[2].partition("</ol>")[0]
    ids = re.findall(r'href="/events/([0-9a-f-]{36})/"', met)
    keys = set(m.Event.objects.filter(pk__in=ids).values_list("key", flat=True))
    assert keys == {row["event"] for row in ANSWERS["Q02"]}
    names = page.under("Names", "Where we know")
    forms = ANSWERS["Q03"]["base_forms"] + ANSWERS["Q03"]["inflected"]
    assert [form for form in forms if form not in names] == []


def test_the_thread_leads_back_step_by_step(site):
    page = site(f"/events/{pk(m.Event, 'ev:2025-06-13-ttf2')}/thread/")
    titles = {
        key: m.Event.objects.get(key=key).title
        for row in ANSWERS["Q04"]
        for key in (row["event"], row["earlier"])
    }
    assert [title for title in titles.values() if title not in page.main] == []


def test_what_a_meeting_continued_stands_on_its_page(site):
    seed = "ev:2024-05-16-isrs-korean-experts"
    page = site(f"/events/{pk(m.Event, seed)}/")
    earlier = m.Event.objects.get(key=ANSWERS["Q05"]["continues"][0])
    assert page.under("Before and after", "The whole") == f"continues {earlier.title} December 2023"
    assert events(site, f"continues={pk(m.Event, seed)}") == set()


def test_events_without_a_day_are_listed_by_the_precision_of_their_date(site):
    found = events(site, "date_precision__in=month,year,range,unknown&sources__min=1")
    assert {row["event"] for row in ANSWERS["Q07"]["no_day_anywhere"]} <= found


def test_signed_memoranda_and_what_was_due(site):
    page = site("/agreements/?state=signed&kind=memorandum&fields=parties,event")
    assert {row[0] for row in page.rows} == {row["what"] for row in ANSWERS["Q08"]}
    due = site("/commitments/?due=2024&state=planned")
    assert sorted(row[0] for row in due.rows) == sorted(row["what"] for row in ANSWERS["Q09"])


def test_who_held_several_posts_at_once(site):
    page = site("/participations/?posts__min=2")
    assert linked(page, "contacts", m.Contact) >= {row["person"] for row in ANSWERS["Q10"]}


def test_the_page_of_a_series_shows_places_levels_and_gaps(site):
    page = site(f"/series/{pk(m.EventSeries, 'kcacf')}/")
    editions = page.under("Editions", "Events of the series")
    for row in ANSWERS["Q12"]["in_central_asia"]:
        assert row["city"] in editions


def test_figures_are_shown_with_who_gives_them(site):
    page = site("/figures/?country=143&unit=USD")
    told = {row["report"] for row in ANSWERS["Q13"]}
    titles = m.Source.objects.filter(key__in=told).values_list("title", flat=True)
    shown = " ".join(" ".join(row) for row in page.rows)
    assert [title for title in titles if title not in shown] == []


def test_who_held_a_post_over_time(site):
    page = site(f"/posts/?title=ambassador&institution={body('kr-emb-uz')}")
    assert linked(page, "contacts", m.Contact) == {row["person"] for row in ANSWERS["Q14"]}


def test_where_a_university_and_its_units_were_present(site):
    assert events(site, f"institution={body('kr-hufs')}") == wanted("Q15")


def test_who_was_there_in_both_years(site):
    page = site("/contacts/?in_years=2022,2024")
    assert sorted(linked(page, "contacts", m.Contact)) == ANSWERS["Q16"]


def test_events_told_by_several_reports_and_hosts_without_a_name(site):
    assert events(site, "sources__min=2") == set(ANSWERS["Q18"])
    hosts = body("uz-isrs", "uz-iica")
    assert events(site, f"host__in={hosts}&unnamed_side=host") == wanted("Q19")


# Ten more of the same kinds, over the same reports; what answers them is read in the reports.
MORE = {
    "Which sessions of the ministerial forum did Central Asia hold?": (
        "events",
        "series={kcacf}&place_country=143&status=held",
        m.Event,
        {
            *("ev:2013-10-04-kcacf7", "ev:2019-10-16-kcacf12", "ev:2021-11-30-kcacf14"),
            "ev:2023-11-01-kcacf16",
        },
    ),
    "Where did Türkiye sit with us?": (
        "events",
        "side_country=TR",
        m.Event,
        {"ev:2023-12-12-kpn3-dialogue", "ev:2024-10-07-kpn4"},
    ),
    "Whom from Kazakhstan did we meet in 2024?": (
        "contacts",
        "country=KZ&met_from=2024&met_until=2024",
        m.Contact,
        {"nurtleu-murat"},
    ),
    "Who was seen as a minister of Uzbekistan in 2022?": (
        "posts",
        "title=minister&country=UZ&seen=2022",
        m.Contact,
        {"norov-vladimir", "sidikov-furkat"},
    ),
    "Which Korean reports are of 2022?": (
        "sources",
        "language=ko&published=2022",
        m.Source,
        {"D06", "D21", "D38"},
    ),
}


@pytest.mark.parametrize("question", MORE)
def test_further_questions_are_answered_by_a_list(site, question):
    noun, query, model, answer = MORE[question]
    page = site(f"/{noun}/?{query.format(kcacf=pk(m.EventSeries, 'kcacf'))}")
    assert linked(page, "contacts" if model is m.Contact else noun, model) == answer


SAID = {
    "agreements/?city=Tashkent&state=signed": {
        "Memorandum of Cooperation between IICA and the Secretariat",
        "Memorandum of Understanding between ISRS and Northwest University",
    },
    "agreements/?place_country=KZ": {
        "Joint statement on mutually beneficial cooperation",
        "Secretariat's plan for 2020",
    },
    "statements/?contact=Eldor Aripov&year=2024": {
        "Central Asia now attracts great powers, South Korea among them.",
        "Growth, open borders and location raise the region's strategic weight.",
        "Korean ties rest on a tested base; Seoul helps modernise economies.",
    },
    "commitments/?direction=theirs&overdue=1": {
        "First think tanks forum Central Asia + South Korea in Tashkent",
        "Proposals for the 17th ministerial session in Seoul",
        "Visits to KNDA, KIEP, KDI and KRIHS",
    },
}


@pytest.mark.parametrize("address", SAID)
def test_further_questions_are_answered_in_the_words_of_the_reports(staff, db, address):
    client = Client()
    client.force_login(staff)
    page = Page(client.get(f"/{address}", follow=True))
    assert {row[0] for row in page.rows} == SAID[address]


def test_how_often_a_forum_was_held_and_when_the_last_time(site):
    rows = {row[0]: row[2:] for row in site("/series/").rows}
    assert rows["Korea-Central Asia Cooperation Forum (ministerial)"] == [
        *("12", "4 November 2024", "17"),
    ]
    assert rows["Astana Think Tank Forum"] == ["1", "October 2025", "2"]
