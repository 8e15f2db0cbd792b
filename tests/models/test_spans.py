"""The ranges of days that the database derives agree with the program's own reading."""

from itertools import product

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from relations.dates.edtf import parse
from relations.dates.lookups import overlapping, span, within
from relations.models import Event, Post
from relations.models.base import SpanBetween
from tests import cast

TEXTS = (
    *("", "2024", "2023-12", "2024-05-16", "2024-05-17", "2023-12~", "2024-06-11/2024-06-13"),
    *("2022-10/2023-02", "../2024-05", "2024-05/..", "202X", "20XX?", "9999-12-31"),
)


SOURCES = {
    **{
        f"{model}.{column}_span": [column]
        for model, columns in {
            "Account": ["date"],
            "Agreement": ["due", "in_force", "until"],
            "Commitment": ["due"],
            "Edition": ["date"],
            "Event": ["date"],
            "EventMention": ["date"],
            "Figure": ["period"],
            "Post": ["since"],
            "PostSighting": ["seen"],
            "Relation": ["since", "until"],
            "Signing": ["date"],
            "Source": ["published"],
            "Succession": ["date"],
            "Transition": ["date"],
        }.items()
        for column in columns
    },
    "Commitment.fulfilled_span": ["fulfilled_on"],
    "Post.held_span": ["since", "until"],
}


def test_every_derived_range_is_one_of_edtf_columns():
    assert {
        f"{model.__name__}.{field.name}": [
            part.name for part in field.expression.source_expressions
        ]
        for model in apps.get_app_config("relations").get_models()
        if not model._meta.proxy
        for field in model._meta.concrete_fields
        if field.generated
    } == SOURCES


@pytest.mark.django_db
@pytest.mark.parametrize("text", TEXTS)
def test_an_events_span_is_that_of_its_date(text):
    event = cast.make_event(date=text)
    assert event.date_span == (span(parse(text)) if text else None)
    event.refresh_from_db()
    assert event.date_span == (span(parse(text)) if text else None)


def expected(since, until):
    """Give the days of a post as Python reads them, or nothing where it ends before it begins."""
    low = span(parse(since)).lower if since else None
    high = span(parse(until)).upper if until else None
    return None if low and high and high <= low else DateRange(low, high)


def held(contact, since, until):
    try:
        with transaction.atomic():
            return cast.make_post(contact=contact, since=since, until=until).held_span
    except (DataError, IntegrityError):
        return None


@pytest.mark.django_db
def test_a_post_is_held_from_the_first_day_to_the_last_and_ends_after_it_begins():
    contact = cast.make_contact()
    for since, until in product(TEXTS, TEXTS):
        assert (since, until, held(contact, since, until)) == (
            since,
            until,
            expected(since, until),
        )


def test_the_form_refuses_the_same_posts_by_the_field():
    for since, until in product([*TEXTS, "2023-13"], TEXTS):
        post = Post(since=since, until=until)
        if since == "2023-13" or expected(since, until):
            post.clean()
        else:
            with pytest.raises(ValidationError) as caught:
                post.clean()
            assert caught.value.message_dict == {"until": ["This comes before the beginning."]}


@pytest.mark.django_db
def test_a_post_that_ended_the_day_before_it_began_is_refused(refused_by):
    with refused_by("post_ends_after_it_begins"):
        cast.make_post(since="2024-05-17", until="2024-05-16")


@pytest.mark.django_db
def test_the_days_between_can_be_asked_of_values():
    cast.make_post()
    asked = Post.objects.annotate(
        days=SpanBetween(models.Value("2023-12"), models.Value("2024-05-16"))
    )
    assert asked.get().days == expected("2023-12", "2024-05-16")


@pytest.mark.django_db
def test_nobody_writes_a_derived_range():
    event = cast.make_event()
    with (
        pytest.raises(Exception, match="can only be updated to DEFAULT"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE relations_event SET date_span = NULL WHERE id = %s", [event.pk])


@pytest.mark.django_db
def test_events_are_found_by_what_their_date_can_mean():
    for text in ("2023", "2023-12", "2023-12-06", "2024", ""):
        cast.make_event(title=text, date=text)
    quarter = parse("2023-10/2023-12")
    assert [
        sorted(Event.objects.filter(find("date_span", quarter)).values_list("title", flat=True))
        for find in (overlapping, within)
    ] == [["2023", "2023-12", "2023-12-06"], ["2023-12", "2023-12-06"]]
    assert list(Event.objects.values_list("title", flat=True)) == [
        *("2024", "2023-12-06", "2023-12", "2023", "")
    ]
