"""What staff ask of the forty-three real reports, asked of the API by its parameters."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from relations.api.urls import VIEWS
from relations.models import Contact, Event, Institution
from tests import cast
from tests.api.conftest import Asking

REPORTS = Path(__file__).parents[2] / "fixtures" / "real-reports"


def load():
    call_command("import_reports", str(REPORTS / "reports.json"), verbosity=0)
    return cast.reader()


@pytest.fixture(scope="module")
def reader(django_db_setup, django_db_blocker):
    with cast.shared(django_db_blocker, load) as user:
        yield user


@pytest.fixture
def asked(reader, db):
    return Asking(reader)


def keys(model, rows):
    """Return the house's keys of some rows: they are no part of an answer."""
    found = dict(model.objects.values_list("pk", "key"))
    return {str(found[pk]) for pk in found if str(pk) in {row["id"] for row in rows}}


def test_the_questions_of_staff_are_each_an_address(asked):
    told = json.loads((REPORTS / "questions.json").read_text())["questions"]
    answers = {question["id"]: question["answer"] for question in told}
    body = {row.key: row.pk for row in Institution.objects.all()}
    event = {row.key: row.pk for row in Event.objects.all()}

    def events(query):
        return keys(Event, asked(f"events/?page_size=1000&{query}")["results"])

    def wanted(question):
        return {row["event"] for row in answers[question]}

    met = asked(f"contacts/?met_institution={body['uz-isrs']}&institution={body['kr-kiep']}")
    assert keys(Contact, met["results"]) == {row["person"] for row in answers["Q01"]}
    seed = event["ev:2024-05-16-isrs-korean-experts"]
    assert events(f"continued_by={seed}") == set(answers["Q05"]["continues"])
    assert events(f"continues={seed}") == set()
    assert events("date=December 2023") == wanted("Q06")
    assert events("side_role=third_party") == wanted("Q11")
    assert events(f"institution={body['kr-hufs']}") == wanted("Q15")
    assert events("outcome_state__in=signed,adopted&kind__not=signing") == wanted("Q17")
    assert events("sources__min=2") == set(answers["Q18"])
    ours = f"{body['uz-isrs']},{body['uz-iica']}"
    assert events(f"host__in={ours}&unnamed_side=host") == wanted("Q19")
    assert events("topic__contains=climate&side_country=KR") == wanted("Q20")

    due = asked("commitments/?due=2024&state=planned")["results"]
    assert {row["what"] for row in due} == {row["what"] for row in answers["Q09"]}
    signed = asked("agreements/?state=signed&kind=memorandum")["results"]
    assert {row["title"] for row in signed} == {row["what"] for row in answers["Q08"]}

    def took_part(year):
        query = f"participations/?year={year}&role__not=mentioned&page_size=1000"
        return keys(Contact, [row["contact"] for row in asked(query)["results"]])

    assert sorted(took_part(2022) & took_part(2024)) == answers["Q16"]
    ambassadors = asked("posts/?title=ambassador&institution={kr-emb-uz}".format_map(body))
    assert keys(Contact, [row["contact"] for row in ambassadors["results"]]) == {
        row["person"] for row in answers["Q14"]
    }


def test_every_record_of_the_reports_can_be_read(asked):
    for view in VIEWS:
        rows = asked(f"{view.noun}/?page_size=1000")["results"]
        for row in rows[:1]:
            assert asked(f"{view.noun}/{row['id']}/")["id"] == row["id"]
