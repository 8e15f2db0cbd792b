"""What a line says of somebody's part: role and attendance, in four languages."""

import pytest

from relations.intake import marks
from relations.intake.people import read
from relations.models import Attendance, Role


@pytest.mark.parametrize(
    ("line", "name", "roles", "attendance"),
    [
        ("Park Jin — Director, KIEP (online)", "Park Jin", (), "online"),
        ("Park Jin, Director, KIEP, by video link", "Park Jin", (), "online"),
        ("Moderator: Park Jin, Director, KIEP", "Park Jin", ("moderator",), ""),
        ("Keynote speaker – Park Jin (KIEP)", "Park Jin", ("keynote_speaker",), ""),
        ("Park Jin (regrets)", "Park Jin", (), "absent"),
        ("Park Jin (chair, online)", "Park Jin", ("chair",), "online"),
        ("Interpreter: Lee Ji-eon", "Lee Ji-eon", ("interpreter",), ""),
        ("Модератор — Иван Петров, директор, МИЦА", "Иван Петров", ("moderator",), ""),
        ("Иван Петров — директор, МИЦА (по видеосвязи)", "Иван Петров", (), "online"),
        ("Переводчик: Иван Петров", "Иван Петров", ("interpreter",), ""),
        (
            "Moderator: Eldor Aripov — direktori, ISRS (onlayn)",
            "Eldor Aripov",
            ("moderator",),
            "online",
        ),
        ("Tarjimon: Eldor Aripov", "Eldor Aripov", ("interpreter",), ""),
        ("사회: 김영호 소장", "김영호", ("moderator",), ""),
        ("김영호 — 소장, 대외경제정책연구원 (화상)", "김영호", (), "online"),
        ("통역: 김영호", "김영호", ("interpreter",), ""),
    ],
)
def test_a_part_is_read_beside_the_name(line, name, roles, attendance):
    (one,) = read(line)
    assert (one.name, one.roles, one.attendance, one.text) == (name, roles, attendance, line)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Ban Ki-moon — Chair, Ban Ki-moon Foundation", "Chair"),
        ("Park Jin — Director, Online University", "Director"),
        ("Park Jin (Director, KIEP)", "Director"),
        ("Park Jin, Chair", "Chair"),
    ],
)
def test_a_post_is_no_part(line, title):
    (one,) = read(line)
    assert ([post.title for post in one.posts], one.roles, one.attendance) == ([title], (), "")


def test_a_part_before_a_list_is_of_all_and_one_within_of_its_own():
    found = read("Discussants: Park Jin, Lee Ji-eon")
    assert [(one.name, one.roles) for one in found] == [
        ("Park Jin", ("discussant",)),
        ("Lee Ji-eon", ("discussant",)),
    ]
    found = read("Park Jin (KIEP, Director) (online); Lee Ji-eon, Head, HUFS")
    assert [(one.name, one.attendance) for one in found] == [
        ("Park Jin", "online"),
        ("Lee Ji-eon", ""),
    ]


def test_parts_are_the_houses_and_read_as_they_are_written():
    assert set(marks.ROLES) <= set(Role.values)
    assert set(marks.ATTENDED) <= set(Attendance.values)
    for code in marks.ROLES:
        line = f"Park Jin ({marks.written((code, 'participant'), 'online')})"
        assert marks.parted(line) == ("Park Jin", marks.Marks((code,), "online"))
    for code in marks.TOLD - set(marks.ROLES):
        assert marks.parted(f"Park Jin ({marks.written((), code)})")[1].attendance == code
    assert marks.written(("participant",), "in_person") == ""
