"""The twenty questions staff would ask, each compared with the answer of the file."""

import json
from pathlib import Path

import pytest
from django.db import transaction

from relations.access import OPERATOR
from relations.dossier import events, facts, people
from relations.geography import country_codes_of
from relations.imports.reports.loading import load
from relations.imports.reports.reading import read

FOLDER = Path("fixtures/real-reports")
QUESTIONS = json.loads((FOLDER / "questions.json").read_text(encoding="utf-8"))["questions"]
CENTRAL_ASIA = country_codes_of("143")
SEED = "ev:2024-05-16-isrs-korean-experts"
RHEE = "rhee-chong-kuk"


@pytest.fixture(scope="module")
def reports(django_db_setup, django_db_blocker):
    """Load the real reports once for all questions, and take them away again."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(read(FOLDER / "reports.json"))
        yield
        transaction.set_rollback(True)


def ask(number):
    user = OPERATOR
    answers = {
        "Q01": lambda: people.met_from(
            user, partner="kr-kiep", house="uz-isrs", since="2022-01-01"
        ),
        "Q02": lambda: people.appearances(user, person=RHEE),
        "Q03": lambda: people.name_forms(user, person=RHEE),
        "Q04": lambda: events.trace_back(user, event="ev:2025-06-13-ttf2"),
        "Q05": lambda: events.continuation(user, event=SEED),
        "Q06": lambda: events.in_period(user, period="2023-12"),
        "Q07": lambda: events.dated_vaguely(user),
        "Q08": lambda: facts.signed_memoranda(user),
        "Q09": lambda: facts.due_in(user, period="2024"),
        "Q10": lambda: people.several_posts(user),
        "Q11": lambda: events.with_third_parties(user),
        "Q12": lambda: _renamed(
            events.history_of_series(user, series="kcacf", region=CENTRAL_ASIA, since=2012)
        ),
        "Q13": lambda: facts.figures_about(user, about={"KR", *CENTRAL_ASIA}, unit="USD"),
        "Q14": lambda: people.holders(user, title="Ambassador", institution="kr-emb-uz"),
        "Q15": lambda: events.presence(user, institution="kr-hufs"),
        "Q16": lambda: people.in_both_years(user, one=2022, other=2024),
        "Q17": lambda: facts.papers(user, without_kind="signing"),
        "Q18": lambda: events.told_more_than_once(user),
        "Q19": lambda: events.hosts_unnamed(user, hosts=["uz-isrs", "uz-iica"]),
        "Q20": lambda: events.on_topic(user, words="climate", country="KR"),
    }
    return answers[number]()


def _renamed(answer):
    return {("in_central_asia" if key == "in_region" else key): answer[key] for key in answer}


def in_order(value):
    """Sort lists whose order the file leaves open."""
    return sorted(value, key=lambda row: json.dumps(row, sort_keys=True, ensure_ascii=False))


# The order of these is no part of the question.
UNORDERED = {"Q04", "Q06", "Q10", "Q11", "Q17", "Q19"}


@pytest.mark.parametrize("question", QUESTIONS, ids=[entry["id"] for entry in QUESTIONS])
def test_question(question, reports, django_db_blocker):
    with django_db_blocker.unblock():
        answer = ask(question["id"])
    expected = question["answer"]
    if question["id"] in UNORDERED:
        answer, expected = in_order(answer), in_order(expected)
    assert answer == expected
