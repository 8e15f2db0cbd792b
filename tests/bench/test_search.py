"""The measurement of the search, on a few rows of the house's own."""

import gzip
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from relations.bench import cases, corpus, searching
from relations.bench.scratch import EXISTS
from relations.search import keeping

ROWS = [
    {"id": "p1", "t": "person", "name": "Jeh Sung Hoon", "native": "제성훈", "phone": "+82 2 1234"},
    {"id": "p2", "t": "person", "name": "Lee Ji-eon", "email": "jieon@hufs.example"},
    {"id": "o1", "t": "org", "name": "Hankuk University of Foreign Studies", "aka": ["HUFS"]},
]
CASES = [
    {"q": "Je Seong-hun", "kind": "ko-variant", "targets": ["p1"]},
    {"q": "제성훈", "kind": "xs-hang", "targets": ["p1"]},
    {"q": "HUFS", "kind": "org-acronym-stored", "targets": ["o1"]},
    {"q": "Nobody Whosoever", "kind": "of-no-group", "targets": ["p2"]},
]


@pytest.fixture
def files(tmp_path):
    there = tmp_path / "corpus.jsonl.gz"
    with gzip.open(there, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in ROWS)
    asked = tmp_path / "cases.jsonl"
    asked.write_text("".join(json.dumps(case) + "\n" for case in CASES), encoding="utf-8")
    return {"corpus": there, "cases": asked}


def measure(**options):
    told = StringIO()
    call_command("bench", "search", stdout=told, stderr=StringIO(), **options)
    return told.getvalue()


def exists(name):
    with connection._nodb_cursor() as cursor:
        cursor.execute(EXISTS, [f"{name}_{connection.settings_dict['NAME']}"])
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_what_is_found_is_counted_by_kind_and_group(files, tmp_path):
    missed = tmp_path / "misses"
    found = json.loads(measure(**files, json=True, keep=True, misses=missed))
    assert exists("muloqot_bench_3")
    assert found["records"] == 3
    assert found["kinds"]["xs-hang"] == {"recall@1": 1, "recall@10": 1, "mrr": 1, "cases": 1}
    assert found["groups"]["of-no-group"] == {"recall@1": 0, "recall@10": 0, "mrr": 0, "cases": 1}
    assert found["means"]["macro"] == {
        "recall@1": 0.75,
        "recall@10": 0.75,
        "mrr": 0.75,
        "cases": 4,
    }
    assert found["means"]["core"]["recall@10"] == 1
    assert set(found["beside"]) >= {"icontains", "full text"}
    assert found["beside"]["icontains"]["means"]["macro"]["recall@10"] == 0.5
    assert [json.loads(line)[1:3] for line in missed.read_text().splitlines()] == [
        ["of-no-group", "Nobody Whosoever"]
    ]
    told = measure(**files, keep=True, a_kind=1)  # in the same database
    assert "hangul query*" in told
    with connection.as_owner(), connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE muloqot_bench_3_{connection.settings_dict['NAME']}")


@pytest.mark.django_db(transaction=True)
def test_rows_are_made_up_where_there_are_none():
    found = json.loads(measure(contacts=40, json=True, no_rivals=True))
    assert found["records"] == 40
    assert found["groups"] == {
        "exact": {**dict.fromkeys(("recall@1", "recall@10", "mrr"), 1.0), "cases": 40}
    }
    assert "core" not in found["means"]
    assert found["beside"] == {}
    assert found["same"]["right"] == 1
    assert not exists("muloqot_bench_40")


@pytest.mark.django_db(transaction=True)
def test_what_fails_half_way_leaves_no_database(files, monkeypatch):
    def fail(rows):
        raise RuntimeError("no space left")

    monkeypatch.setattr(corpus, "load", fail)
    with pytest.raises(RuntimeError):
        measure(**files, keep=True)
    assert not exists("muloqot_bench_3")


@pytest.mark.django_db(transaction=True)
def test_what_fails_later_leaves_the_rows_that_took_so_long(files, monkeypatch):
    monkeypatch.setattr(searching, "sizes", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        measure(**files, keep=True)
    assert exists("muloqot_bench_3")
    with pytest.raises(ZeroDivisionError):
        measure(**files)
    assert not exists("muloqot_bench_3")


def test_what_is_copied_is_what_would_be_written():
    row = corpus.Row("p", corpus.id_of("p"), "contact", ("Jeh Sung Hoon", "제성훈"), "", "")
    values, words = corpus._drafted(row)
    kept = keeping.columns(corpus.draft(row))
    assert values == (*kept[:7], kept[-1])
    assert sorted(words) == ["hoon", "jeseonghun", "seonghun", "sung"]


@pytest.mark.parametrize("name", ["cases", "corpus"])
def test_a_file_that_is_not_there_is_named(files, name):
    files[name] = files[name].with_name("elsewhere")
    with pytest.raises(CommandError, match=f"--{name}: there is no file .*elsewhere"):
        measure(**files)


def test_a_corpus_is_filled_up_by_names_put_together_anew(files):
    rows = corpus.read(files["corpus"], 10)
    assert len({row.id for row in rows}) == 10
    assert {row.names[0] for row in rows[3:]} <= {
        "Jeh Sung Hoon", "Jeh Sung Ji-eon", "Lee Hoon", "Lee Ji-eon"
    }  # fmt: skip
    assert corpus.read(files["corpus"], None) == rows[:3]


def test_ranks_and_times():
    case = cases.Case("q", "kind", frozenset({"a"}))
    assert [cases.rank(case, found) for found in (["a"], ["b", "a"], ["b"], [])] == [1, 2, 0, 0]
    assert cases.quality([1, 2, 0, 11]) == cases.Quality(0.25, 0.5, 0.375, 4)
    assert cases.percentiles([0.001 * number for number in range(1, 101)]) == {
        "p50": 51.0,
        "p95": 96.0,
        "p99": 100.0,
    }
