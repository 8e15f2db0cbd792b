"""Minutes, statements and remarks are found by their words, by those who may read them."""

import itertools

import pytest
from django.db import connection

from relations import models as m
from relations.access import OPERATOR
from relations.actions.records import refresh_statistics
from relations.search.texts import SHELVES, Owner, Piece, find_texts, saying
from tests import cast

pytestmark = pytest.mark.django_db

HOSTILE = [
    "",
    " \t\n",
    "...",
    "-",
    "%_\\",
    "\\",
    "'",
    "''\\'",
    "a.com/x'y\\z",
    "\0",
    "energy\0",
    "\udcff",
    "\u202eenergy\u202c",
    "\U0001f600",
    "energy & | ! <-> ( :*",
    '"energy',
    "-energy",
    "энергия 에너지 energy",
    "x" * 10_000,
    "energy " * 2_000,
    " ".join("abcdefghij"[n % 10] * (n + 1) for n in range(40)),
    "$1 %s {0} :name",
]


@pytest.fixture
def reader():
    return cast.reader()


def texts(user, asked, **options):
    return [
        "".join(piece.text for piece in one.excerpt) for one in find_texts(user, asked, **options)
    ]


@pytest.fixture
def said(reader):
    """Say a few things at one event, and return a function to ask for them."""
    event = cast.make_event()
    for text in (
        "The sides agreed to cooperate on supplies of energy.",
        "Стороны договорились о сотрудничестве в энергетике.",
        "Tomonlar Toshkentda hamkorlik haqida kelishdilar.",
        "양측은 타슈켄트에서 협력을 논의하였다.",
        "Joung-ho Park spoke of the cooperation с институтами.",
    ):
        cast.make_statement(event=event, text=text)
    return lambda asked: [one.split()[0] for one in texts(reader, asked)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ENERGY supply", {"The"}),
        ("agreeing", {"The"}),
        ("cooperations", {"The", "Joung-ho"}),
        ("сотрудничество", {"Стороны"}),
        ("Договорились СОТРУДНИЧЕСТВОМ", {"Стороны"}),
        ("toshkent", {"Tomonlar"}),
        ("협력", {"양측은"}),
        ("타슈켄트 협력", {"양측은"}),
        ("joung-ho", {"Joung-ho"}),
        ("cooperating институт", {"Joung-ho"}),
        ("cooperation of the sides", {"The"}),
        ("the", {"The", "Joung-ho"}),
        ("cooperation electricity", set()),
        ("nergy", set()),
        ("-supplies", {"The"}),
    ],
)
def test_words_are_found_in_any_form(said, asked, found):
    assert set(said(asked)) == found


def tell(text):
    """Write a text at every place that has one; return the owner of each by its kind."""
    event = cast.make_event(title="Forum", theme=text)
    account = cast.make_account(event=event, theme=text)
    m.AccountRemark.objects.create(account=account, code="x", text=text)
    m.EventMention.objects.create(
        account=account, event=cast.make_event(), listed="beside", name="x", note=text
    )
    delegation = cast.make_delegation(event=event)
    side = m.AccountSide.objects.create(
        account=account, delegation=delegation, name="x", role="guest"
    )
    taken = cast.make_participation(event=event)
    m.AccountParticipant.objects.create(side=side, participation=taken, name="x", note=text)
    series = cast.make_series(name="Series")
    m.Edition.objects.create(series=series, status="held", note=text)
    contact = cast.make_contact(biography=text)
    cast.make_statement(event=event, text=text)
    cast.make_commitment(event=event, what="x", evidence=text)
    cast.make_note(event=event, text=text)
    cast.make_figure(account=account, note=text)
    at = Owner("event", event.pk, "Forum (2023-12)")
    return {
        **dict.fromkeys(SHELVES, at),
        "edition": Owner("series", series.pk, "Series"),
        "contact": Owner("contact", contact.pk, cast.JEH),
    }


def test_every_text_is_found_with_what_it_belongs_to(reader):
    owners = tell("Words about hydrogen")
    found = find_texts(reader, "hydrogen")
    assert {one.kind: one.owner for one in found} == owners
    assert len(found) == len(SHELVES)
    for one in found:
        rows = SHELVES[one.kind].model.objects.filter(pk=one.id)
        assert list(rows.filter(saying(one.kind, "hydrogen"))) == list(rows)


def test_what_hangs_on_no_event_has_another_owner(reader):
    institution = cast.make_institution()
    contact = cast.make_contact()
    agreement = cast.make_agreement(title="Memo")
    cast.make_note(institution=institution, text="tungsten")
    cast.make_note(contact=contact, text="tungsten")
    cast.make_note(agreement=agreement, text="tungsten")
    m.Commitment.objects.create(agreement=agreement, what="tungsten")
    alone = m.Commitment.objects.create(what="tungsten alone")
    figure = cast.make_figure(indicator="tungsten sold")
    assert {(one.kind, one.owner) for one in find_texts(reader, "tungsten")} == {
        ("note", Owner("institution", institution.pk, cast.ISRS)),
        ("note", Owner("contact", contact.pk, cast.JEH)),
        ("note", Owner("agreement", agreement.pk, "Memo")),
        ("commitment", Owner("agreement", agreement.pk, "Memo")),
        ("commitment", Owner("commitment", alone.pk, "tungsten alone")),
        ("figure", Owner("figure", figure.pk, str(figure))),
    }


def test_matches_are_marked_and_nothing_else_is_added(reader):
    cast.make_statement(text="\x02Energy\x03 <b>&amp; trade</b>, and energies")
    [found] = find_texts(reader, "energy")
    assert [piece for piece in found.excerpt if piece.marked] == [
        Piece("Energy", marked=True),
        Piece("energies", marked=True),
    ]
    assert "\x02" not in texts(reader, "energy")[0]
    assert "\x03" not in texts(reader, "energy")[0]
    cast.make_statement(text="A ministry of trade stood for it")
    assert find_texts(reader, "ministry trade")[0].excerpt == (
        Piece("A ", marked=False),
        Piece("ministry", marked=True),
        Piece(" of ", marked=False),
        Piece("trade", marked=True),
        Piece(" stood for it", marked=False),
    )


def test_an_excerpt_of_a_long_text_is_short(reader):
    cast.make_note(text="word " * 500 + "beryllium" + " word" * 500)
    [excerpt] = texts(reader, "beryllium")
    assert excerpt.count("word") < 60
    assert excerpt.count("beryllium") == 1


def test_what_is_said_shorter_and_more_often_comes_first(reader):
    event = cast.make_event()
    for text in ("energy in a longer text of many words", "energy, energy", "energy or so"):
        cast.make_statement(event=event, text=text)
    found = find_texts(reader, "energy")
    assert [one.excerpt[-1].text.split()[-1] for one in found] == ["energy", "so", "words"]
    ranks = [one.rank for one in found]
    assert ranks == sorted(ranks, reverse=True)
    assert 0 < ranks[-1] < ranks[0] < 1


def test_what_is_hidden_takes_no_place(reader):
    secret = cast.restricted()
    event = cast.make_event(title="Secret", **secret)
    for number in range(3):
        cast.make_statement(text=f"lithium {number}")
    before = find_texts(reader, "lithium", limit=3)
    cast.make_statement(text="lithium lithium", **secret)
    cast.make_statement(event=event, text="lithium lithium")
    cast.make_note(event=event, text="lithium")
    cast.make_commitment(event=event, what="lithium")
    assert [one.owner.kind for one in before] == ["event"] * 3
    assert find_texts(reader, "lithium", limit=3) == before
    assert len(find_texts(cast.cleared(), "lithium")) == 7
    assert len(find_texts(OPERATOR, "lithium")) == 7
    assert find_texts(cast.outsider(), "lithium") == []
    assert find_texts(cast.anonymous(), "lithium") == []


def test_no_more_are_given_than_asked_for(reader):
    event = cast.make_event()
    rows = [m.Statement(event=event, text=f"cobalt {number}") for number in range(130)]
    m.Statement.objects.bulk_create(rows)
    assert len(find_texts(reader, "cobalt")) == 20
    assert len(find_texts(reader, "cobalt", limit=1)) == 1
    assert len(find_texts(reader, "cobalt", limit=1000)) == 100


def test_a_search_costs_a_query_and_one_a_kind(reader, django_assert_num_queries):
    tell("hydrogen")
    reader.has_perm("x")
    for _time in range(2):
        with django_assert_num_queries(1 + len(SHELVES)):
            find_texts(reader, "hydrogen", limit=100)
        tell("hydrogen")
    with django_assert_num_queries(1):
        assert find_texts(reader, "nothing of it") == []
    with django_assert_num_queries(0):
        assert find_texts(reader, "?!") == []


@pytest.mark.parametrize("asked", HOSTILE, ids=itertools.count())
def test_hostile_input_is_answered(said, reader, asked):
    assert len(find_texts(reader, asked)) <= 2
    for kind, shelf in SHELVES.items():
        assert shelf.model.objects.filter(saying(kind, asked)).count() <= 2


def test_operators_are_signs_like_others(said):
    assert said("energy & | ! <-> ( :*") == said("energy") == ["The"]
    assert said("\u202eenergy\u202c \0") == ["The"]


def plan(rows):
    return rows.explain()


@pytest.mark.parametrize("kind", sorted(SHELVES))
def test_each_text_is_asked_of_its_index(kind):
    model = SHELVES[kind].model
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    told = plan(model.objects.filter(saying(kind, "hydrogen")).order_by())
    assert f"Bitmap Index Scan on {model._meta.model_name}_words" in told


def test_the_planner_takes_the_index_by_itself(reader):
    event = cast.make_event()
    rows = [
        m.Statement(event=event, text=f"To hold meeting {number} on {number % 97} matters")
        for number in range(3000)
    ]
    m.Statement.objects.bulk_create(rows)
    refresh_statistics()
    seen = m.Statement.objects.visible_to(reader).filter(saying("statement", "meeting 77"))
    assert seen.count() == 31
    assert "Bitmap Index Scan on statement_words" in plan(seen)


def test_a_text_of_any_length_can_be_kept(reader):
    signs = [chr(number) for number in range(0x20000, 0x20000 + 40_000)]
    cast.make_note(text=" ".join(signs))
    cast.make_note(text=" ".join(f"{number:x}ings" for number in range(40_000, 120_000)))
    cast.make_note(text="gadolinium " + "x" * 1_500_000)
    assert [one[:10] for one in texts(reader, "gadolinium")] == ["gadolinium"]
    assert m.Note.objects.filter(saying("note", signs[7])).count() == 1
