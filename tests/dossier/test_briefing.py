"""The briefing about the first report's meeting, as a page, as DOCX and as PDF."""

import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from docx import Document
from docx.oxml.ns import qn

from relations.dossier import sheet
from relations.dossier.composing import compose
from relations.models import Agreement, Contact, Event, Institution
from tests import cast
from tests.views.reading import Page

pytestmark = pytest.mark.django_db

SEED = "ev:2024-05-16-isrs-korean-experts"
# Session, user, rights (two); the event and its places; sides and their bodies; who was there;
# posts; talks; statements; promises and agreements, each with its parties; figures; notes; sources;
# and the countries of the places.
PRICE = 19


@pytest.fixture
def desk(reports, settings):
    settings.HOME_INSTITUTION = "uz-isrs"
    client = Client()
    client.force_login(cast.reader())
    return client


@pytest.fixture
def seed(reports):
    return Event.objects.get(key=SEED)


def test_it_is_one_click_from_what_it_is_about(desk, seed):
    subjects = {
        f"/events/{seed.pk}/": "event",
        f"/meetings/{seed.pk}/": "event",
        f"/contacts/{Contact.objects.get(key='jeh-sung-hoon').pk}/": "contact",
        f"/institutions/{Institution.objects.get(key='kr-kiep').pk}/": "institution",
        f"/places/{cast.place('KR').pk}/": "country",
    }
    for address, name in subjects.items():
        link = Page(desk.get(address)).links["Briefing"]
        assert link == f"/dossier/?{name}={address.split('/')[2]}"
        assert desk.get(link).status_code == 200


def test_the_meeting_of_the_first_report_is_told_whole_and_sourced(desk, seed):
    with CaptureQueriesContext(connection) as queries:
        page = Page(desk.get(f"/dossier/?event={seed.pk}"))
    assert len(queries) == PRICE
    assert page.under("Who came", "What each side said") == (
        "Korean side Korea-Central Asia Cooperation Expert Forum · Hankuk University of Foreign "
        "Studies · Korea Institute for International Economic Policy · Korea Institute for "
        "National Unification "
        "Jeh Sung Hoon Secretary General, Korea-Central Asia Cooperation Expert Forum; Director, "
        "Center for Eurasian Studies, HUFS [1] "
        "Lee Ji-eon Head of Department, Department of Central Asian Studies, HUFS [1] "
        "Park Joung-ho Expert, Korea Institute for International Economic Policy [1, 2] "
        "now: Head of New Northern Economy department, Korea Institute for International "
        "Economic Policy "
        "Hyun Seung-soo Expert, Korea Institute for National Unification [1, 3] "
        "now: Research Fellow, Korea Institute for National Unification · "
        "met before, 24 February – 4 May 2022 and others "
        "Uzbek side Institute for Strategic and Regional Studies under the President of the "
        "Republic of Uzbekistan no Uzbek participant is named"
    )
    assert page.under("said last: 16 May 2024", "Report itself") == (
        "Uzbek side "
        "Told guests about Uzbekistan's social, political and economic reforms. [1] "
        "Explained the open, active foreign policy and the regional agenda. [1] "
        "Korean side "
        "Seoul now has close partnerships with every Central Asian state. [1] "
        "With Uzbekistan the tie is a Special Strategic Partnership, rich and productive. [1] "
        "Reforms in Uzbekistan should help the whole region develop too. [1] "
        "Seoul wants more work on climate, energy and food security. [1] "
        "Seoul wants to pass on high-tech experience and build joint renewables projects. [1]"
    )
    assert page.under("Figures", "To keep in mind") == (
        "bilateral trade, Central Asian countries and South Korea 15,000,000 USD [1] 1992 "
        "bilateral trade, Central Asian countries and South Korea > 10,000,000,000 USD [1] 2023 "
        "growth of that trade 600 times [1] 1992–2023 "
        "accumulated Korean investment in the region > 15,000,000,000 USD [1]"
    )
    assert "December 2023 Strategic dialogue between Central Asia" in page.under("Last talks")
    assert page.under("Sources").startswith("ISRS receives Korean experts, ISRS the page itself:")
    cited = {
        int(number)
        for found in re.findall(r"\[([\d, ]+)\]", page.main)
        for number in found.split(", ")
    }
    assert cited == set(range(1, page.html.count('<li value="') + 1))


def test_every_line_of_it_bears_its_source(desk, seed):
    html = desk.get(f"/dossier/?event={seed.pk}").content.decode()
    body = html.partition("part-sources")[0]
    lines = re.findall(r"<li>(.*?)</li>", body.partition('class="dossier"')[2], re.DOTALL)
    bare = [line for line in lines if 'class="sign"' not in line]
    assert bare == [
        "and others",
        "no Uzbek participant is named",
        "and 6 more in the list",
        "and 2 more in the list",
    ]


def test_the_promises_lead_to_their_pages_and_say_what_is_overdue(desk, seed):
    page = Page(desk.get(f"/dossier/?event={seed.pk}"))
    told = page.under("Promised together", "and 6 more")
    assert told.startswith(
        "Secretariat to start work [5] "
        "overdue · due July – December 2017 · made 15 November 2016 · South Korea, Kazakhstan "
        "and 4 more"
    )
    assert desk.get(page.links["Secretariat to start work"]).status_code == 200
    agreement = Agreement.objects.get(title="Joint declaration of foreign ministers")
    assert page.links[agreement.title] == f"/agreements/{agreement.pk}/"


def test_docx_is_sent_as_a_file_that_is_called_like_its_subject(desk, seed):
    answer = desk.get(f"/dossier.docx?event={seed.pk}")
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    assert answer["Content-Disposition"].startswith('attachment; filename="Meeting at ISRS')
    assert desk.get(f"/dossier/?event={seed.pk}&format=docx").content == answer.content


@pytest.mark.parametrize("language", ["en", "ru", "uz", "ko"])
def test_paper_holds_every_line_in_fonts_for_hangul_and_cyrillic(seed, settings, language):
    from relations.dossier import paper

    settings.HOME_INSTITUTION = "uz-isrs"
    with translation.override(language):
        briefing = compose(cast.reader(), seed)
        document = Document(io.BytesIO(paper.docx(briefing)))
        printed = sheet.pdf(briefing)
    text = " ".join(one.text for one in document.paragraphs)
    lines = [
        part
        for section in briefing.sections
        for group in section.groups
        for line in group.lines
        for part in (line.lead, line.text, line.under, line.sign)
    ]
    assert "제2회 한반도-북방 문화전략 포럼" in lines
    assert [part for part in lines if part not in text] == []
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert (fonts.get(qn("w:ascii")), fonts.get(qn("w:eastAsia"))) == ("Arial", "Malgun Gothic")
    assert re.findall(rb"/Count (\d)", printed) == [b"2"]
    assert b"NotoSansKR" in printed


def test_pdf_is_the_same_each_time(desk, seed):
    answers = [desk.get(f"/dossier.pdf?event={seed.pk}") for _time in range(2)]
    assert answers[0]["Content-Type"] == "application/pdf"
    assert answers[0].content == answers[1].content


def test_without_the_extra_no_pdf_is_offered(desk, seed, monkeypatch):
    monkeypatch.setattr(sheet, "NEEDED", ("nothing_of_this_name",))
    assert "PDF" not in Page(desk.get(f"/dossier/?event={seed.pk}")).links
    answer = desk.get(f"/dossier.pdf?event={seed.pk}")
    assert answer.status_code == 400
    assert "format: This house has not installed what writes PDF." in Page(answer).main


NOTHING = "event, contact, institution, country: Name just one of these."


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", NOTHING),
        ("event=1&contact=1", NOTHING),
        ("event=1&event=2", NOTHING),
        ("meeting=1", f"meeting: There is no such parameter. {NOTHING}"),
        ("country=KR&format=odt", "format: A briefing is written as html, docx or pdf."),
    ],
)
def test_a_wrong_question_is_refused_by_name(desk, query, said):
    answer = desk.get(f"/dossier/?{query}")
    assert answer.status_code == 400
    assert Page(answer).under("press “Briefing” there.") == said


def test_what_is_hidden_or_not_there_is_not_found(desk):
    hidden = cast.make_meeting(**cast.restricted())
    for value in (hidden.pk, "nonsense", "01890a5d-ac96-774b-bcce-b302099a8057"):
        assert desk.get(f"/dossier/?event={value}").status_code == 404
    assert desk.get("/dossier/?country=XX").status_code == 404


def test_who_may_not_read_such_records_is_turned_away(client):
    event = cast.make_meeting(confidentiality="public")
    assert client.get(f"/dossier/?event={event.pk}")["Location"].startswith("/accounts/login/")
    client.force_login(cast.outsider())
    assert client.get(f"/dossier/?event={event.pk}").status_code == 403


@pytest.mark.parametrize("code", ["KR", "kr", "410", "143"])
def test_a_country_is_named_by_its_code(desk, code):
    page = Page(desk.get(f"/dossier/?country={code}"))
    assert page.main.startswith("Country or region · Briefing")
    assert "Last talks" in page.main


def test_a_line_without_a_source_is_marked_as_our_own_record(desk):
    event = cast.make_meeting()
    cast.make_note(event=event, text="Ask for the paper.")
    page = Page(desk.get(f"/dossier/?event={event.pk}"))
    assert page.under("To keep in mind", "Sources") == "Ask for the paper. °"
    assert page.under("Sources").startswith(
        "° Our own record, for which no outside source is named. Prepared for reader on "
    )
