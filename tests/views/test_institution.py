"""The page of an institution: its chain, units, people and what we had to do with each other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from relations import models as m
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    """A university, its faculty, two centers of that, and one more unit."""
    top = cast.make_institution(display_name="University")
    faculty = cast.make_unit(parent=top, display_name="Faculty")
    return {
        "top": top,
        "faculty": faculty,
        "east": cast.make_unit(parent=faculty, display_name="Center East"),
        "west": cast.make_unit(parent=faculty, display_name="Center West"),
        "library": cast.make_unit(parent=top, display_name="Library"),
    }


def test_the_chain_leads_up_and_the_units_down(tree, reader):
    top = reader.ask(f"/institutions/{tree['top'].pk}/")
    faculty = reader.ask(f"/institutions/{tree['faculty'].pk}/")
    center = reader.ask(f"/institutions/{tree['east'].pk}/")
    assert top.under("Units") == "Faculty Center East Center West Library"
    assert faculty.under("Institutions", "Briefing") == "University › Faculty"
    assert faculty.under("Units") == "Center East Center West"
    assert center.under("Institutions", "Briefing") == "University › Faculty › Center East"
    assert top.html.count('<ul class="tree">') == 2


def test_a_hidden_unit_cuts_the_tree(tree, reader, cleared):
    m.Institution.objects.filter(pk=tree["faculty"].pk).update(**cast.restricted())
    assert reader.ask(f"/institutions/{tree['top'].pk}/").under("Units") == "Library"
    center = reader.ask(f"/institutions/{tree['east'].pk}/")
    assert center.under("Institutions", "Briefing") == "Center East"
    seen = cleared.ask(f"/institutions/{tree['east'].pk}/")
    assert seen.under("Institutions", "Briefing") == "University › Faculty › Center East"


def test_people_of_all_units_are_parted_into_now_and_then(tree, reader):
    for name, unit, title, until, rank in (
        (cast.JEH, "east", "Director", "", 2),
        (cast.LEE, "top", "Rector", "", 1),
        (cast.PARK, "library", None, "", None),
        (cast.HYUN, "top", "Rector", "2010", None),
        ("Kim", "top", None, "../2012", None),
    ):
        cast.make_post(
            contact=cast.make_contact(display_name=name),
            institution=tree[unit],
            title=title,
            until=until,
            rank=rank,
        )
    wrong = cast.make_contact(display_name="Nobody")
    cast.make_post(contact=wrong, institution=tree["top"], entered_in_error=True)
    page = reader.ask(f"/institutions/{tree['top'].pk}/")
    assert page.under("People", "At a glance") == (
        f"{cast.LEE} Rector {cast.JEH} Director, Center East {cast.PARK} Library "
        f"Formerly {cast.HYUN} Rector · until 2010 Kim until 2012"
    )


def test_what_we_had_to_do_with_each_other_includes_the_units(tree, reader):
    event = cast.make_event(title="Forum")
    cast.make_host(event=event, institution=tree["east"])
    agreement = cast.make_agreement(title="Memorandum")
    m.AgreementParty.objects.create(agreement=agreement, institution=tree["top"])
    promise = cast.make_commitment(event=event, what="Send the paper")
    m.CommitmentParty.objects.create(commitment=promise, institution=tree["faculty"])
    figure = cast.make_figure(indicator="students")
    m.FigureSubject.objects.create(figure=figure, institution=tree["top"])
    page = reader.ask(f"/institutions/{tree['top'].pk}/")
    assert [row[0] for row in page.rows] == [
        "1",  # of the chart: the events of 2023
        "Send the paper",
        "Memorandum",
        "December 2023",
        "students",
    ]
    assert page.links["– Events"] == f"/events/?institution={tree['top'].pk}"


def test_a_long_block_leads_to_the_whole_list(tree, reader):
    for number in range(11):
        cast.make_host(
            event=cast.make_event(title=f"Forum {number:02}"), institution=tree["library"]
        )
    page = reader.ask(f"/institutions/{tree['library'].pk}/")
    assert len(page.rows) == 1 + 10
    whole = reader.ask(page.links["See all"])
    assert len(whole.rows) == 11


def test_names_numbers_topics_and_successions_are_shown(tree, reader):
    top = tree["top"]
    for order, (text, language) in enumerate(
        [("University", "en"), ("대학교", "ko"), ("한국 대학교", "ko"), ("Univ.", "en")]
    ):
        m.InstitutionName.objects.create(institution=top, text=text, language=language, order=order)
    m.Identifier.objects.create(institution=top, scheme="ror", value="02x1a2b33")
    m.InstitutionTopic.objects.create(institution=top, topic=cast.make_topic(name_en="trade"))
    old = cast.make_institution(display_name="College")
    gone = cast.make_institution(display_name="Closed college", **cast.restricted())
    change = m.Succession.objects.create(successor=top, kind="merged_into", date="1990")
    for each in (old, gone):
        m.SuccessionPredecessor.objects.create(succession=change, institution=each)
    cast.make_note(institution=top, text="A good partner.")
    page = reader.ask(f"/institutions/{top.pk}/")
    assert page.under("Institutions", "Briefing") == "University 대학교"
    assert page.under("Names", "Units") == ("대학교 alias 한국 대학교 alias Univ. alias")
    assert page.under("Before and after") == (
        "formed from College 1990 Identifiers 02x1a2b33 ror Topics trade Notes A good partner."
    )
    before = reader.ask(f"/institutions/{old.pk}/")
    assert before.under("Before and after") == "became University 1990"


def test_it_says_when_we_met_and_for_how_long_it_has_been_quiet(tree, reader):
    long_ago = timezone.localdate() - timedelta(days=95)
    for date, status in ((long_ago.isoformat(), "held"), ("2020", "held"), ("2030", "planned")):
        event = cast.make_event(title=f"Forum {date}", date=date, status=status)
        cast.make_host(event=event, institution=tree["east"])
    cast.make_host(event=cast.make_event(title="Undated", date=""), institution=tree["east"])
    page = reader.ask(f"/institutions/{tree['top'].pk}/")
    met = page.under("When we met", "Events by year")
    assert met.startswith(f"Last: Forum {long_ago.isoformat()}")
    assert met.endswith("quiet for 3 months")
    assert page.under("As a table", "Events").startswith("Year Number 2020 1 2021 0")


@pytest.mark.parametrize("date", ["2019/..", None])
def test_who_was_met_today_or_goes_on_is_not_quiet(tree, reader, date):
    date = date or timezone.localdate().isoformat()
    cast.make_host(event=cast.make_event(date=date), institution=tree["top"])
    page = reader.ask(f"/institutions/{tree['top'].pk}/")
    assert "When we met" in page.main
    assert "quiet" not in page.main


def test_who_was_never_met_has_no_chart(tree, reader):
    assert "When we met" not in reader.ask(f"/institutions/{tree['top'].pk}/").main
