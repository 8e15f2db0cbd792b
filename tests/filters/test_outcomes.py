"""Participations, statements, commitments and agreements."""

from tests import cast


def test_participations_are_found_by_every_filter(world):
    forum = {"forum_own", "forum_jeh", "forum_lee"}
    talks = {"talks_park", "talks_jeh"}
    every = {*forum, *talks, "visit_lee"}
    expected = {
        "": every,
        "q=joung-ho": {"talks_park"},
        "q=박정호": {"talks_park"},
        "event={talks}": talks,
        "contact={jeh}": {"forum_jeh", "talks_jeh"},
        "delegation={forum_kr}": {"forum_jeh", "forum_lee"},
        "delegation__isnull=1": {"talks_jeh", "visit_lee"},
        "institution={kiep}": {"forum_lee", "talks_park"},
        "institution={kiep}&units=0": {"forum_lee"},
        "institution={hufs}": {"forum_jeh", "talks_jeh"},
        "country=KR": {"forum_jeh", "forum_lee", "talks_park", "talks_jeh"},
        "region=143": {"forum_own"},
        "side_country=KR": {"forum_jeh", "forum_lee", "talks_park"},
        "side_role=host": {"forum_own"},
        "post={park_hufs}": {"talks_park"},
        "posts__min=1": every,
        "posts__min=2": set(),
        "role=moderator": {"forum_own"},
        "role__in=moderator,mentioned": {"forum_own", "talks_jeh"},
        "role__not=mentioned": every - {"talks_jeh"},
        "attendance=online": {"forum_lee"},
        "attendance__not=online,invited": every - {"forum_lee", "visit_lee"},
        "took_part=1": every - {"talks_jeh", "visit_lee"},
        "took_part=0": {"talks_jeh", "visit_lee"},
        "date=2023": forum,
        "date__from=2024": {*talks, "visit_lee"},
        "year=2024": talks,
        "event_kind=bilateral_talks": talks,
        "event_status=planned": {"visit_lee"},
        "family=forum": forum,
        "series={series}": forum,
        "topic=economy": forum,
        "confidentiality=restricted": set(),
    }
    assert world.answers("participations", expected) == expected


def test_statements_are_found_by_every_filter(world):
    expected = {
        "": {"request", "position"},
        "q=sell energy": {"request"},
        "kind=request": {"request"},
        "kind__isnull=1": set(),
        "event={talks}": {"position"},
        "account__isnull=1": {"request", "position"},
        "delegation={forum_kr}": {"request"},
        "delegation__isnull=1": {"position"},
        "side=korean": {"request"},
        "side_role=guest": {"request"},
        "speaker=both": {"position"},
        "contact={park}": {"position"},
        "topic=economy&country=KR&kind=request": {"request"},
        "topic__contains=ener": {"request"},
        "country=UZ": set(),
        "institution={hufs}": {"request"},
        "institution={kiep}": {"position"},
        "institution={kiep}&units=0": set(),
        "date=2023": {"request"},
        "year=2024": {"position"},
        "confidentiality=internal": {"request", "position"},
    }
    assert world.answers("statements", expected) == expected


def test_commitments_are_found_by_every_filter(world):
    every = {"ours", "theirs", "done"}
    expected = {
        "": every,
        "q=next seoul": every,
        "kind=request": {"theirs"},
        "direction=ours": {"ours"},
        "direction__isnull=1": {"done"},
        "status=fulfilled": {"done"},
        "state=pledged": {"ours"},
        "open=1": {"ours", "theirs"},
        "open=0": {"done"},
        "overdue=1": {"ours"},
        "overdue=0": {"theirs", "done"},
        "due=2024": {"done"},
        "due__until=2024": {"done"},
        "fulfilled=2024": {"done"},
        "fulfilled__isnull=1": {"ours", "theirs"},
        "fulfilled_by={talks}": {"done"},
        "institution={kiep}": {"ours"},
        "institution={kiep}&units=0": set(),
        "owes={isrs}": {"ours"},
        "owed={isrs}": set(),
        "owed={kiep}": {"ours"},
        "country=KR": {"ours", "theirs"},
        "region=143": {"ours"},
        "contact={park}": {"theirs"},
        "event={talks}": {"theirs"},
        "event__isnull=1": set(),
        "agreement__isnull=1": every,
        "account__isnull=0": set(),
        "statement={position}": {"theirs"},
        "date=2023-12": {"ours", "done"},
        "owner=me": {"ours"},
        "confidentiality__not=public": every,
    }
    assert world.answers("commitments", expected) == expected


def test_agreements_are_found_by_every_filter(world):
    every = {"memo", "old", "tacit", "draft", "ended", "coming", "agreed"}
    expected = {
        "": every,
        "q=memorandum KIEP": {"memo"},
        "kind=road_map": {"old"},
        "state=signed": {"memo"},
        "status=in_force": {"memo", "tacit", "agreed"},
        "status=expired": {"old"},
        "status=draft": {"draft"},
        "status=signed": {"coming"},
        "status__in=terminated,draft": {"ended", "draft"},
        "status__not=in_force": every - {"memo", "tacit", "agreed"},
        "institution={kiep}": {"memo"},
        "party={kiep}&units=0": set(),
        "country=KR": {"memo"},
        "country=KZ": {"old"},
        "region=030": {"memo"},
        "event={talks}": {"memo", "coming"},
        "account={second}": {"agreed"},
        "topic=economy": {"memo"},
        "signed=2024-05": {"coming"},
        "signed__from=2025": set(),
        "due=2026": {"memo"},
        "in_force=2010": {"old", "tacit"},
        "until=2015": {"old", "tacit"},
        "until__isnull=1": {"draft", "coming", "agreed"},
        "in_force_on=2012": {"old", "tacit"},
        "in_force_on=2024": {"memo", "ended", "agreed"},
        "expires_within=30": {"memo"},
        "expires_within=29": set(),
        "notice_within=10": {"memo"},
        "notice_within=9": set(),
        "renewal=tacit": {"tacit"},
        "renewal__isnull=0": {"memo", "tacit"},
        "amends={memo}": {"draft"},
        "replaces={old}": {"tacit"},
        "replaces__isnull=0": {"tacit"},
        "confidentiality=public": set(),
    }
    assert world.answers("agreements", expected) == expected


def test_agreements_are_found_by_where_they_were_made_or_signed(world):
    cast.make_event_place(event=world.talks, city="Seoul", country=world.kr)
    world.coming.signings.update(city="Astana", country=world.kz)
    at_the_talks = {"memo", "coming"}
    expected = {
        "place_country=KR": at_the_talks,
        "place_country=143": {"coming"},
        "city=seoul": at_the_talks,
        "city=Сеул": at_the_talks,
        "city=Astana": {"coming"},
        "city=Tashkent": set(),
    }
    assert world.answers("agreements", expected) == expected


def test_what_notice_can_no_longer_be_given_of_is_not_asked_about(world):
    for notice, found in ((29, {"memo"}), (30, {"memo"}), (31, set())):
        type(world.memo).objects.filter(pk=world.memo.pk).update(notice_days=notice)
        expected = {"notice_within=30": found}
        assert world.answers("agreements", expected) == expected
