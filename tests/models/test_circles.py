"""No tree and no chain of events closes into a circle, one transaction or two."""

import itertools
import time
from threading import Event as Signal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from relations.models import Agreement, Event, EventLink, Institution, LinkKind, Place, Topic
from relations.models.events import ORDERING_KINDS
from tests import cast


def make_place(name):
    return Place.objects.create(name_en=name, kind="region", m49=name)


TREES = {
    "institution": (Institution, "parent", lambda name: cast.make_institution(display_name=name)),
    "place": (Place, "parent", make_place),
    "topic": (Topic, "parent", lambda name: cast.make_topic(name_en=name)),
    "event": (Event, "part_of", lambda name: cast.make_event(title=name)),
    "agreement_replaces": (Agreement, "replaces", lambda name: cast.make_agreement(title=name)),
    "agreement_amends": (Agreement, "amends", lambda name: cast.make_agreement(title=name)),
}


@pytest.fixture(params=TREES)
def chain(request, db):
    """Three rows of a tree, each below the next, and the name of the rule over it."""
    model, up, make = TREES[request.param]
    rows = [make(name) for name in ("1a", "2b", "3c")]
    for below, above in itertools.pairwise(rows):
        setattr(below, up, above)
        below.save()
    return model, up, rows, f"relations_{model._meta.model_name}_{up}_id_no_circle"


def test_a_row_is_not_above_itself(chain, refused_by):
    model, up, (first, *_), rule = chain
    with refused_by(rule):
        model.objects.filter(pk=first.pk).update(**{up: F("pk")})
    with refused_by(rule):
        setattr(first, up, first)
        first.save()


def test_two_and_three_do_not_close(chain, refused_by, sql):
    model, up, (first, second, third), rule = chain
    for below in (first, second):
        with refused_by(rule):
            model.objects.filter(pk=third.pk).update(**{up: below})
    with refused_by(rule):
        sql(f"UPDATE {model._meta.db_table} SET {up}_id = %s WHERE id = %s", first.pk, third.pk)


def test_rows_move_where_no_circle_closes(chain, sql):
    model, up, (first, second, third), _ = chain
    model.objects.filter(pk=first.pk).update(**{up: third})
    turn = (
        f"UPDATE {model._meta.db_table} SET {up}_id = CASE WHEN id = %s THEN NULL ELSE %s END"
        " WHERE id = ANY(%s)"
    )
    assert sql(turn, second.pk, second.pk, [second.pk, third.pk]) == 2
    assert dict(
        model.objects.filter(pk__in=[first.pk, second.pk, third.pk]).values_list("pk", f"{up}_id")
    ) == {first.pk: third.pk, second.pk: None, third.pk: second.pk}


def test_a_row_cannot_be_born_into_a_circle(db, refused_by, sql):
    unborn = Institution(display_name="unborn")
    parent = cast.make_institution()
    with refused_by("relations_institution_parent_id_no_circle"):
        Institution.objects.filter(pk=parent.pk).update(parent_id=unborn.pk)
        unborn.parent = parent
        unborn.save()


# --- links between events ---


@pytest.fixture
def events(db):
    return [cast.make_event(title=title) for title in "abcd"]


@pytest.mark.parametrize("how", ORDERING_KINDS)
def test_a_later_event_is_not_an_earlier_one(events, refused_by, how):
    first, second, third, fourth = events
    rule = "relations_eventlink_order_no_circle"
    cast.make_link(from_event=second, to_event=first, how="continues")
    cast.make_link(from_event=third, to_event=second, how="result_of")
    for later in (second, third):
        with refused_by(rule):
            cast.make_link(from_event=first, to_event=later, how=how)
    with refused_by(rule):
        EventLink.objects.bulk_create(
            EventLink(from_event=one, to_event=other, kind=how)
            for one, other in ((fourth, third), (first, fourth))
        )
    link = cast.make_link(from_event=first, to_event=third, how="prepares")
    with refused_by(rule):
        EventLink.objects.filter(pk=link.pk).update(kind=how)
    EventLink.objects.filter(pk=link.pk).update(basis="inferred")
    cast.make_link(from_event=third, to_event=first, how=how)


def test_parts_make_no_circle(events, refused_by):
    first, second, third, _ = events
    cast.make_link(from_event=first, to_event=second, how="part_of")
    cast.make_link(from_event=second, to_event=third, how="part_of")
    with refused_by("relations_eventlink_part_no_circle"):
        cast.make_link(from_event=third, to_event=first, how="part_of")
    cast.make_link(from_event=third, to_event=first, how="continues")


@pytest.mark.parametrize("how", ["prepares", "same_visit", "on_sidelines"])
def test_links_without_an_order_may_meet(events, how):
    first, second, *_ = events
    cast.make_link(from_event=first, to_event=second, how=how)
    cast.make_link(from_event=second, to_event=first, how=how)


def test_the_database_and_the_program_agree_on_what_orders(sql, db):
    ((definition,),) = sql(
        "SELECT pg_get_triggerdef(oid) FROM pg_trigger"
        " WHERE tgname = 'relations_eventlink_order_no_circle'"
    )
    assert f"('{{{','.join(ORDERING_KINDS)}}}')" in definition
    assert set(ORDERING_KINDS) <= set(LinkKind)


# --- two transactions ---


def wait_for_a_waiter():
    """Wait until another transaction stands before the lock that this one holds."""
    with connection.cursor() as cursor:
        for _ in range(200):
            cursor.execute("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            if cursor.rowcount:
                return
            time.sleep(0.02)
    pytest.fail("nobody waits")


def together(one, other):
    """Run two writers: the second begins when the first has written, and meets its lock."""
    written = Signal()

    def first():
        with transaction.atomic():
            one()
            written.set()
            wait_for_a_waiter()

    def second():
        written.wait(5)
        with transaction.atomic():
            other()

    return cast.in_threads(first, second)


def test_two_transactions_close_no_tree(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), cast.committed():
        one, other = cast.make_institution(), cast.make_institution(display_name=cast.KINU)
        found = Institution.objects.filter
        done, refused = together(
            lambda: found(pk=one.pk).update(parent=other),
            lambda: found(pk=other.pk).update(parent=one),
        )
        assert (done, type(refused)) == (None, IntegrityError)
        assert [found(pk=each.pk).get().parent_id for each in (one, other)] == [other.pk, None]


def test_two_transactions_close_no_chain_of_events(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), cast.committed():
        one, middle, other = (cast.make_event(title=title) for title in "abc")
        cast.make_link(from_event=one, to_event=middle)
        done, refused = together(
            lambda: cast.make_link(from_event=middle, to_event=other),
            lambda: cast.make_link(from_event=other, to_event=one),
        )
        assert (done, type(refused)) == (None, IntegrityError)
        assert EventLink.objects.filter(from_event=other).count() == 0


def link_of(event):
    return cast.make_link(from_event=event, to_event=cast.make_event())


def part_of(event):
    return cast.make_event(title="session", part_of=event)


@pytest.mark.parametrize("make", [part_of, link_of])
def test_a_save_that_moves_nothing_waits_for_nobody(django_db_setup, django_db_blocker, make):
    with django_db_blocker.unblock(), cast.committed():
        whole = cast.make_event()
        made = make(whole)
        locked, saved = Signal(), Signal()

        def holds():
            with transaction.atomic():
                make(whole)
                locked.set()
                return saved.wait(3)

        def saves():
            locked.wait(3)
            made.save()
            saved.set()

        assert cast.in_threads(holds, saves) == [True, None]
