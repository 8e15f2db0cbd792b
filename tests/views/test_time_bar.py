"""Posts on a bar of time: what is known of each, and when it was seen in print."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from relations import models as m
from tests import cast

pytestmark = pytest.mark.django_db


def bars(page):
    """Give each bar as beginning, length, whether its beginning is known, and the days seen."""
    found = []
    for svg in re.findall(r'<span class="time".*?</svg>', page.html, re.DOTALL):
        x, width, unsure = re.search(
            r'<rect x="(\d+)" y="3" width="(\d+)" height="6"( class)?', svg
        ).groups()
        dots = [int(cx) for cx in re.findall(r'cx="(\d+)"', svg)]
        found.append((int(x), int(width), not unsure, dots))
    return found


@pytest.fixture
def day():
    today = timezone.localdate()
    return lambda days: (today - timedelta(days=days)).isoformat()


def test_posts_stand_on_one_bar_from_the_first_known_day_to_today(reader, day):
    person = cast.make_contact()
    held = {
        "from then on": {"since": day(400)},
        "for a while": {"since": day(300), "until": day(101)},
        "seen alone": {},
        "seen and ended": {"until": day(0)},
        "not known": {},
        "former, by print": {"since": day(200)},
    }
    for order, (title, values) in enumerate(held.items()):
        held[title] = cast.make_post(contact=person, title=title, order=order, **values)
    for title, days in (("seen alone", 200), ("seen alone", 100), ("seen and ended", 50)):
        m.PostSighting.objects.create(post=held[title], seen=day(days))
    m.PostSighting.objects.create(post=held["former, by print"], seen=day(100), former=True)
    m.PostSighting.objects.create(post=held["not known"], seen="")
    page = reader.ask(f"/contacts/{person.pk}/")
    assert bars(page) == [
        (0, 400, True, []),
        (200, 100, False, [200, 300]),
        (350, 50, False, [350]),
        (100, 200, True, []),
        (200, 100, True, [300]),
    ]


def test_a_post_begun_today_can_still_be_seen(reader, day):
    person = cast.make_contact()
    cast.make_post(contact=person, since=day(0))
    assert bars(reader.ask(f"/contacts/{person.pk}/")) == [(0, 4, True, [])]


def test_without_a_known_day_there_is_no_bar(reader):
    person = cast.make_contact()
    cast.make_post(contact=person)
    assert bars(reader.ask(f"/contacts/{person.pk}/")) == []
