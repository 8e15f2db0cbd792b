"""Sources, what they told, figures, relations, notes and documents."""


def test_sources_are_found_by_every_filter(world):
    expected = {
        "": {"paper", "site"},
        "q=форум mfa": {"site"},
        "kind=official": {"site"},
        "publisher=isrs": {"paper"},
        "language=ru": {"site"},
        "url=https://mfa.example/1": {"site"},
        "published=2023-12": {"paper"},
        "published__from=2024": {"site"},
        "collection=reports": {"paper"},
        "collection={reports}": {"paper"},
        "collection__not=reports": {"site"},
        "event={talks}": {"site"},
        "event={forum}": {"paper", "site"},
        "confidentiality=public": set(),
    }
    assert world.answers("sources", expected) == expected


def test_accounts_are_found_by_every_filter(world):
    expected = {
        "": {"first", "second"},
        "q=круглый": {"second"},
        "q=expert": {"first"},
        "event={forum}": {"first", "second"},
        "source={site}": {"second"},
        "kind=forum": {"first", "second"},
        "family=meeting": set(),
        "status__not=held": set(),
        "tense=before": {"second"},
        "precision=month": {"first"},
        "level__isnull=1": {"first"},
        "mode=online": {"second"},
        "date__within=2023-12-06": {"second"},
        "language=ru": {"second"},
        "publisher=mfa": {"second"},
        "head_count__min=60": {"second"},
        "head_count__min=61": set(),
        "remark=names_differ": {"second"},
        "confidentiality=internal": {"first", "second"},
    }
    assert world.answers("accounts", expected) == expected


def test_figures_and_relations_are_found_by_every_filter(world):
    expected = {
        "": {"trade", "visits"},
        "q=trade": {"trade"},
        "indicator=visit": {"visits"},
        "country=KR": {"trade"},
        "institution={kiep}": {"visits"},
        "institution={kiep}&units=0": set(),
        "about=KR": {"trade"},
        "about=030": {"trade"},
        "about={kiep}": {"visits"},
        "about={kr}": {"trade"},
        "unit=PEOPLE": {"visits"},
        "qualifier=more_than": {"trade"},
        "value__min=2.46&value__max=2.46": {"trade"},
        "period=2023": {"trade"},
        "period__isnull=1": {"visits"},
        "source={paper}": {"trade"},
        "source__isnull=1": {"visits"},
        "account={first}": {"trade"},
        "event={forum}": {"trade"},
        "event={talks}": set(),
        "confidentiality=public": set(),
    }
    assert world.answers("figures", expected) == expected
    expected = {
        "q=strategic": {"special"},
        "kind=institutional_relation": {"bodies"},
        "status=partner": {"special", "bodies"},
        "country=UZ": {"special"},
        "institution={kiep}": {"bodies"},
        "about={kiep}&units=0": {"bodies"},
        "since__until=2015": {"bodies"},
        "until=2020": {"bodies"},
        "source={paper}": {"special"},
        "account__isnull=1": {"bodies"},
        "event={forum}": {"special"},
        "confidentiality__in=public,internal": {"special", "bodies"},
    }
    assert world.answers("relations", expected) == expected


def test_notes_and_documents_are_found_by_every_filter(world):
    expected = {
        "q=russian": {"remark"},
        "event={forum}": {"minutes"},
        "event__isnull=1": {"remark", "advice", "clause"},
        "contact={park}": {"remark"},
        "institution={kiep}": {"advice"},
        "agreement={memo}": {"clause"},
        "confidentiality=restricted": set(),
    }
    assert world.answers("notes", expected) == expected
    expected = {
        "q=memo.docx": {"text"},
        "event={forum}": {"program"},
        "contact={park}": {"card"},
        "institution={isrs}": {"photo"},
        "agreement={memo}": {"text"},
        "language=en": {"program"},
        "content_type=application/pdf": {"program"},
        "confidentiality=internal": {"program", "text", "photo", "card"},
    }
    assert world.answers("documents", expected) == expected
