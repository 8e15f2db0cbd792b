"""What the export is to reach: a goal that is missed cannot be overlooked."""

from relations.bench import goals


def size(contacts, **figures):
    first, deep = {"ms": 10.0}, {"ms": figures.get("deep", 11.0)}
    expanded = {"queries": 6, "of bare SQL": figures.get("bare", 3.0)}
    return {
        "contacts": contacts,
        "ways": {
            "psql csv": {"rows/s": 1},
            "http csv": {"of its COPY": figures.get("csv", 0.8), "of usual pages": 30.0},
            "http xlsx": {"of xlsxwriter": 4.0},
        },
        "begun": {"csv, API": {"first byte ms": 300.0, "first row ms": 900.0}},
        "pages": {
            "API page of 100, first": first,
            "API page of 100, deep": deep,
            "API page of 100, expanded": expanded,
            "count": {"capped ms": 1.5},
        },
    }


def told(*sizes, growth=None, memory=1.0):
    found = {"sizes": list(sizes), "growth": growth or {}, "peak memory": memory}
    return goals.goals(found)


def test_what_is_reached_and_what_is_not():
    found = {
        goal["name"]: goal["met"]
        for goal in told(
            size(10_000, csv=0.1),
            size(100_000, deep=13.0),
            size(1_000_000, bare=4.1),
            growth={"http csv": 1.1},
            memory=16.1,
        )
    }
    assert [name for name in found if name.startswith("10,000")] == []
    assert {name for name, met in found.items() if not met} == {
        "100,000: API page of 100, deep, of the first",
        "1,000,000: http csv of its COPY",
        "1,000,000: API page of 100, expanded, of bare SQL",
        "peak memory, last less first, MB",
    }
    assert len(found) == 2 * 8 + 2


def test_a_goal_that_is_missed_is_marked():
    lines = goals.lines(told(size(60, csv=0.6)))
    assert [line for line in lines if goals.MISSED in line] == [
        f"  MISSED  {'60: http csv of its COPY':62} {0.6:>9}  goal ≥ 0.7"
    ]
    assert lines[-1] == f"{'':10}{'peak memory, last less first, MB':62} {1.0:>9}  goal ≤ 16"
