"""The usual ways of finding and listing, which the program's own are measured beside."""

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from relations.bench import cases, rivals, searching
from tests import cast


def test_the_usual_ways_are_asked_in_turn_of_kinds_until_their_time_is_over(monkeypatch):
    asked = [cases.Case(f"q{place}", kind, frozenset("a")) for place, kind in enumerate("kkl")]
    questions = []
    ways = [("usual", lambda text: questions.append(text) or [])]
    monkeypatch.setattr(rivals, "prepared", lambda: ways)
    assert searching.beside(asked, {})["usual"]["means"]["macro"].cases == 3
    assert questions == ["q0", "q2", "q1"]
    monkeypatch.setattr(searching, "SECONDS", 0)
    assert searching.beside(asked, {})["usual"]["means"]["macro"].cases == 1


@pytest.mark.django_db
def test_trigrams_need_what_is_no_part_of_the_core():
    with pytest.raises(ProgrammingError), transaction.atomic():
        rivals.trigrams("Jeh")


def test_the_usual_way_stands_beside_it(db, settings, client):
    settings.ROOT_URLCONF = "relations.bench.paged"
    cast.make_contact()
    client.force_login(cast.reader())
    page = client.get("/paged/").json()
    assert [row["display_name"] for row in page["results"]] == [cast.JEH]
