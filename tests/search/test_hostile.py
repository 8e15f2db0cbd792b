"""Whatever is asked, there is an answer, and in time."""

import itertools
import re

import pytest
from django.db import OperationalError, connection, transaction

from relations.history.acting import act
from relations.names.folding import LONGEST
from relations.search.finding import MOST, find, ids
from relations.search.limits import TooSlowError, limited
from relations.search.matching import match
from relations.search.texts import find_texts
from tests import cast

pytestmark = pytest.mark.django_db

NOTHING = [
    "",
    " \t\r\n",
    "...",
    "?!",
    "-",
    "%_\\",
    "\\",
    "'",
    "''\\'",
    "&|!()<->:*",
    "\0",
    "\udcff",
    "\u202e\u202c\u200b",
    "\U0001f600\U0001f1fa\U0001f1ff",
    "@",
    "\x01\x02\x7f",
]
SOMETHING = [
    "jeh\0",
    "\0@\0",
    "jeh@\0",
    "\udcff@x",
    "jeh\udcff",
    "\u202ejeh\u202c",
    "jeh & park | ! <-> ( :*",
    "jeh:*",
    "'jeh'",
    "je%",
    "j_h",
    "jeh\\",
    "박 Joung호 Пак",
    "jeh Джe 제 جه เจ じぇ 諸",
    "\U0001f600 jeh \U0001f600",
    "x" * 10_000,
    "박" * 10_000,
    "中" * 10_000,
    "jeh " * 2_500,
    " ".join("abcdefghij"[n % 10] * (n + 1) for n in range(40)),
    " ".join(chr(0xAC00 + 28 * n) for n in range(300)),
    "$1 %s {0} :name",
    "+" * 10_000,
    "1" * 10_000,
    "+1 (2) 3-4/5.6",
    "a@" * 5_000,
    "\u0301\u0302",
    "e\u0301" * 50,
    "½ ² Ⅷ ①",
    "ا" * 600,
    "ᄀ" * 600,
    "ﷺ ﷽",
    "İıſß",
    "s" * 61,
    "sch" * 200,
    "null",
    "None; DROP TABLE relations_contact; --",
]
# What is read aloud at all: a letter or a digit, not a mark alone.
SOUND = re.compile(r"[^\W_]")


@pytest.mark.parametrize("asked", NOTHING, ids=itertools.count())
@pytest.mark.parametrize("typing", [False, True])
def test_what_has_no_letter_and_no_digit_finds_nothing(seed, asked, typing):
    assert find(seed, asked, typing=typing) == []
    assert ids(seed, asked, "contact") == []
    assert match(seed, asked) == []


@pytest.mark.parametrize("asked", SOMETHING, ids=itertools.count())
def test_whatever_is_asked_is_answered(seed, asked):
    found = find(seed, asked, limit=MOST)
    assert len(found) <= 27
    assert all(0 <= one.score <= 1 and one.matched for one in found)
    assert find(seed, asked, limit=3) == found[:3]
    assert set(ids(seed, asked, "contact")) <= {one.id for one in find(seed, asked, limit=MOST)}
    assert len(find(seed, asked, typing=True)) <= 27
    assert len(match(seed, asked)) <= 5


@pytest.mark.parametrize(
    "asked",
    ["jeh:*", "'jeh'", "jeh\\", "jeh\0", "\u202ejeh\u202c", "!jeh", "\U0001f600 jeh", "je\u200bh"],
)
def test_signs_that_are_no_letters_do_nothing(seed, asked):
    assert find(seed, asked) == find(seed, "jeh")


def test_no_sign_stands_for_others(seed):
    for asked in ("j%h", "je%", "_eh", "*"):
        assert [one.name for one in find(seed, asked) if one.reason == "exact"] == []
    assert find(seed, "100%@_") == []


@pytest.mark.parametrize(
    "asked", [text for text in SOMETHING if "\0" not in text], ids=itertools.count()
)
def test_whatever_is_a_name_can_be_kept_and_found(seed, asked):
    name = asked.encode(errors="ignore").decode()[:60].strip()
    with act("keep it"):
        kept = cast.make_contact(display_name=name)
        house = cast.make_institution(display_name=name)
    found = {one.id for one in find(seed, name, limit=MOST)}
    assert {kept.pk, house.pk} <= found or "@" in name or not SOUND.search(name)


@pytest.mark.parametrize("sign", ["x", "中", "박", "\U00020000", "щ"])
def test_a_text_without_a_blank_is_kept_and_the_rest_of_the_record_found(seed, sign):
    with act("keep it"):
        event = cast.make_event(title="Odd words", theme=sign * 1000)
    assert [one.id for one in find(seed, "odd words")][:1] == [event.pk]
    assert len(find(seed, sign * 5000)) <= 10


def test_only_the_beginning_of_a_long_text_is_looked_for(seed):
    beginning = "jeh sung hoon" + " " * LONGEST
    assert find(seed, beginning + "nothing of it") == find(seed, "jeh sung hoon")


# --- the limit of time ---


def sleep(seconds):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [seconds])
        return cursor.fetchall()


def timeout():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        return cursor.fetchone()[0]


def test_what_takes_too_long_is_stopped():
    with pytest.raises(TooSlowError, match="took too long"), transaction.atomic(), limited(0.01):
        sleep(5)
    with limited(5):
        assert len(sleep(0)) == 1


def sleep_often():
    for _time in range(50):
        sleep(0.02)


def test_the_time_is_that_of_all_queries_together():
    with pytest.raises(TooSlowError), transaction.atomic(), limited(0.1):
        sleep_often()


def test_the_limit_ends_with_the_search(seed):
    before = timeout()
    with limited(7):
        within = timeout()
    find(seed, "jeh")
    find_texts(seed, "jeh")
    assert 0 < int(within.removesuffix("ms")) <= 7000
    assert (before, timeout()) == ("15s", "15s")


def test_another_error_stays_what_it_is():
    with pytest.raises(OperationalError), limited():
        raise OperationalError("gone")
