"""Events, meetings and forums, their kinds, series and links."""


def test_events_are_found_by_every_filter(world):
    every = {"forum", "talks", "visit", "table"}
    expected = {
        "": every,
        "q=Expert forum": {"forum"},
        "q=переговоры": {"talks"},
        "kind=forum": {"forum"},
        "kind__in=forum,round_table": {"forum", "table"},
        "kind__not=forum,round_table": {"talks", "visit"},
        "family=meeting": {"talks", "visit"},
        "family__not=meeting": {"forum", "table"},
        "status=planned": {"visit"},
        "status__in=planned,held": every,
        "level=expert": {"forum"},
        "level__isnull=1": {"talks", "visit", "table"},
        "mode=hybrid": {"forum"},
        "format=hybrid": {"forum"},
        "format=json": every,
        "confidentiality=internal": every,
        "date=2023-12": {"forum"},
        "date=2023-12-06": {"forum"},
        "date=Q4 2023": {"forum"},
        "date__within=2023-12-06": set(),
        "date__within=2023": {"forum"},
        "date__from=2023-12-15": {"forum", "talks", "visit"},
        "date__from=2024-05-17": {"visit"},
        "date__until=2024-05-15": {"forum"},
        "date__from=2023-12-20&date__until=2024-05-16": {"forum", "talks"},
        "date__from=../2024": {"forum", "talks", "visit"},
        "date__isnull=1": {"table"},
        "date__isnull=0": {"forum", "talks", "visit"},
        "year=2023": {"forum"},
        "date_precision=day": {"talks"},
        "date_precision=month": {"forum"},
        "date_precision__in=year,unknown": {"visit", "table"},
        "date_precision__not=day": {"forum", "visit", "table"},
        "date_precision__in=range,open,decade,century": set(),
        "told_precision=day": {"forum"},
        "country=KR": {"forum", "talks"},
        "country=KZ": {"visit", "table"},
        "country__in=KZ,UZ": every,
        "region=143": every,
        "region=030": {"forum", "talks"},
        "place_country=UZ": {"forum"},
        "side_country=KZ": {"table"},
        "city=tash": {"forum"},
        "city=Ташкент": {"forum"},
        "side_role=third_party": {"table"},
        "unnamed_side=host": {"talks"},
        "unnamed_side__in=host,third_party": {"talks", "table"},
        "institution={isrs}": {"forum", "talks"},
        "institution={kiep}": {"forum", "talks"},
        "institution={kiep}&units=0": {"forum", "talks"},
        "institution={center}": {"talks"},
        "institution={hufs}": {"forum", "talks"},
        "institution={un}": {"visit"},
        "host={isrs}": {"forum", "talks"},
        "host={hufs}": set(),
        "co_organizer={hufs}": {"talks"},
        "supporter={un}": {"forum"},
        "sponsor={un}": {"visit"},
        "contact={jeh}": {"forum", "talks"},
        "contact={lee}": {"forum", "visit"},
        "attended_by={jeh}": {"forum"},
        "attended_by__in={lee},{park}": {"forum", "talks"},
        "series={series}": {"forum"},
        "series__isnull=1": {"talks", "visit", "table"},
        "edition=3": {"forum"},
        "topic=energy": {"forum"},
        "topic=Экономика": {"forum"},
        "topic={climate}": {"talks"},
        "topic__in=economy,climate change": {"forum", "talks"},
        "topic__contains=econ": {"forum"},
        "topic__contains=climate&side_country=KR": {"talks"},
        "language=en": {"forum"},
        "part_of={talks}": {"visit"},
        "part_of__isnull=0": {"visit"},
        "continues={forum}": {"talks"},
        "continues={talks}": set(),
        "continued_by={talks}": {"forum"},
        "linked_to={forum}": {"talks"},
        "linked_to={talks}": {"forum"},
        "source={site}": {"forum", "talks"},
        "source={paper}": {"forum"},
        "sources__min=2": {"forum"},
        "sources__min=3": set(),
        "outcome_state=signed": {"talks"},
        "outcome_state__in=signed,pledged": {"forum", "talks"},
        "owner=me": {"talks"},
        "kind=round_table&date__isnull=1&side_country=KZ": {"table"},
    }
    assert world.answers("events", expected) == expected


def test_meetings_and_forums_have_the_filters_of_events(world):
    expected = {"": {"talks", "visit"}, "country=KR": {"talks"}, "date=2023": set()}
    assert world.answers("meetings", expected) == expected
    expected = {"": {"forum", "table"}, "country=KR": {"forum"}, "date=2023": {"forum"}}
    assert world.answers("forums", expected) == expected


def test_every_precision_of_a_date_is_told_by_its_shape(world):
    dates = {
        "day": "2024-05-16~", "month": "2024-05?", "year": "2024%", "decade": "199X",
        "century": "19XX", "range": "2024-05/2024-06", "open": "2024/..", "unknown": "",
    }  # fmt: skip
    for precision, date in dates.items():
        world.talks.date = date
        world.talks.save()
        asked = {name: world.ask("events", f"date_precision={name}&q=delegation") for name in dates}
        assert asked == {name: {"talks"} if name == precision else set() for name in dates}


def test_kinds_series_and_links_are_found_by_every_filter(world):
    asked = world.ask("kinds", "q=круглый&family=forum&code=table")
    assert len(asked) == 1
    assert world.ask("kinds", "family=meeting&code=round") == set()
    expected = {
        "q=экспертный": {"series"},
        "q=Expert": {"series"},
        "organizer={isrs}": {"series"},
        "organizer={kiep}": set(),
        "organizer__isnull=1": set(),
        "first_year=2021": {"series"},
        "confidentiality=public": set(),
    }
    assert world.answers("series", expected) == expected
    expected = {
        "event={forum}": {"link"},
        "event={visit}": set(),
        "from_event={talks}": {"link"},
        "to_event={talks}": set(),
        "kind=continues": {"link"},
        "kind__not=continues": set(),
        "basis=printed": set(),
    }
    assert world.answers("links", expected) == expected
