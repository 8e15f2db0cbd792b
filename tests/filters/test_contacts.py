"""Contacts and posts: the post of today, and the post held then."""

from relations import models
from tests import cast
from tests.filters.world import in_days

WHICH_YEARS = "Give a few years, parted by commas, such as 2022,2024."


def test_contacts_are_found_by_every_filter(world):
    expected = {
        "": {"park", "jeh", "lee", "own"},
        "q=park": {"park"},
        "q=박정호": {"park"},
        "q=SUNG hoon": {"jeh"},
        "q=water park": set(),
        "q=%25": set(),
        "institution={kiep}": {"park"},
        "institution={kiep}&units=0": set(),
        "institution={kiep}&former=1": {"park", "lee"},
        "institution={un}": {"lee"},
        "institution__in={kiep},{isrs}": {"park", "own"},
        "country=KR": {"park", "jeh"},
        "country=410": {"park", "jeh"},
        "country=kor": {"park", "jeh"},
        "country__in=KR,UZ": {"park", "jeh", "own"},
        "country={uz}": {"own"},
        "region=030": {"park", "jeh"},
        "region=143": {"own"},
        "title=head": {"park"},
        "title=센터": {"park"},
        "title=director&institution={kiep}": set(),
        "new_since=2024": {"lee"},
        "new_since=2024-05-31": {"lee"},
        "new_since=2024-06": set(),
        "new_since=2015&institution={hufs}": {"jeh"},
        "owner=me": {"park"},
        "owner={reader}": {"park"},
        "owner=reader": {"park"},
        "owner__isnull=1": {"jeh", "lee", "own"},
        "language=ru": {"park"},
        "topic=economy": {"park"},
        "topic=climate change": set(),
        "in_years=2023": {"jeh", "lee", "own"},
        "in_years=2025, 2023": {"lee"},
        "in_years=2023,2024": set(),
        "in_years=0,2024": {"in_years": [WHICH_YEARS]},
        "in_years=soon": {"in_years": [WHICH_YEARS]},
        "event={talks}": {"park"},
        "event={visit}": set(),
        "series={series}": {"jeh", "lee", "own"},
        "deceased=1": {"own"},
        "deceased=no": {"park", "jeh", "lee"},
        "do_not_contact=true": {"lee"},
        "confidentiality=public": {"jeh"},
        "confidentiality__not=public": {"park", "lee", "own"},
        "has_open_commitments=1": {"park"},
        "has_open_commitments=0": {"jeh", "lee", "own"},
        "id={park}": {"park"},
        "id__in={park},{jeh}": {"park", "jeh"},
    }
    assert world.answers("contacts", expected) == expected


def test_whom_we_met_asks_for_the_post_held_then(world):
    expected = {
        "met_institution={isrs}": {"park", "jeh", "lee"},
        "met_institution={isrs}&institution={kiep}": {"park", "lee"},
        "met_institution={isrs}&institution={kiep}&units=0": {"lee"},
        "met_institution={isrs}&institution={un}": set(),
        "met_institution={isrs}&institution={hufs}": {"jeh"},
        "met_institution={isrs}&country=KR": {"park", "jeh", "lee"},
        "met_institution={isrs}&country=KZ": set(),
        "met_institution={isrs}&title=head": {"park"},
        "met_institution={isrs}&institution={kiep}&title=professor": {"lee"},
        "met_institution={hufs}": {"park", "lee", "own"},
        "met_institution={nisi}": set(),
        "met_institution__in={isrs},{nisi}": {"park", "jeh", "lee"},
        "met_from=2024": {"park"},
        "met_from=2023-12-15": {"park", "jeh", "lee", "own"},
        "met_until=2023": {"jeh", "lee", "own"},
        "met_until=2023-11": set(),
        "met_from=2023&met_until=2023&institution={kiep}": {"lee"},
        "met_from=2020&institution={un}": set(),
        "met_from=2020&new_since=2024": {"lee"},
    }
    assert world.answers("contacts", expected) == expected


def test_posts_are_found_by_every_filter(world):
    every = {
        "park_center", "park_hufs", "jeh_hufs", "lee_kiep", "lee_un", "own_isrs", "own_un",
        "jeh_error",
    }  # fmt: skip
    ended = {"park_hufs", "lee_kiep", "own_un", "jeh_error"}
    expected = {
        "": every,
        "q=park head": {"park_center"},
        "contact={lee}": {"lee_kiep", "lee_un"},
        "institution={kiep}": {"park_center", "lee_kiep", "jeh_error"},
        "institution={kiep}&units=no": {"lee_kiep", "jeh_error"},
        "institution__isnull=1": set(),
        "country=UZ": {"own_isrs"},
        "region=asia": {"region": ["There is no place “asia”."]},
        "region={asia}&contact={own}": {"own_isrs"},
        "title=director": {"own_isrs"},
        "held_on=2021": every - {"lee_un", "jeh_error"},
        "held_on=2014": every - {"lee_un", "jeh_error", "park_center", "jeh_hufs"},
        "held_from=2024-03": every - {"park_hufs", "lee_kiep", "jeh_error"},
        "held_until=2015-02": {"park_hufs", "lee_kiep", "own_isrs", "own_un"},
        "since=2015": {"jeh_hufs"},
        "since__isnull=0": {"park_center", "jeh_hufs", "lee_un"},
        "current=1": every - ended,
        "current=0": ended,
        "acting=1": {"lee_kiep"},
        "primary=1": {"jeh_hufs"},
        "entered_in_error=1": {"jeh_error"},
    }
    assert world.answers("posts", expected) == expected


def test_posts_are_found_by_when_a_source_saw_them(world):
    for post, source, seen in (
        (world.park_center, world.paper, "2024-05-16"),
        (world.own_isrs, world.paper, "2019"),
        (world.jeh_hufs, cast.make_source(**cast.restricted()), "2019-04"),
    ):
        models.PostSighting.objects.create(post=post, source=source, seen=seen)
    expected = {
        "seen=2019-04": {"own_isrs"},
        "seen__from=2020": {"park_center"},
        "seen__until=2024": {"park_center", "own_isrs"},
    }
    assert world.answers("posts", expected) == expected


def test_a_post_of_the_future_is_not_held_today(world):
    world.park_center.since = in_days(3)
    world.park_center.save()
    assert world.ask("contacts", "institution={kiep}") == set()
