"""The pages of series, sources, agreements, vocabularies and the smaller nouns."""

import pytest

from relations import models as m
from tests import cast

pytestmark = pytest.mark.django_db

# Session, user, rights (two), the place and its parts; five counts; years and their number; the
# ids and the rows of each block and what they bring; walks down the trees, and who leads there.
PLACE_PRICE = 40


def test_a_series_shows_its_editions_and_its_gaps(reader):
    house = cast.make_institution(display_name="Closed house", **cast.restricted())
    series = cast.make_series(name="Forum", organizer=house, organizer_text="the ministries")
    m.SeriesName.objects.create(series=series, text="포럼", language="ko")
    second = cast.make_event(title="Second forum", date="2009", series=series, edition=2)
    told = {"series": series, "status": "held"}
    m.Edition.objects.create(number=2, event=second, date="2009", order=1, **told)
    m.Edition.objects.create(
        number=4,
        date="2012-07",
        city="Seoul",
        country=cast.place("KR"),
        host="MOFA",
        note="month only",
        order=2,
        **told,
    )
    m.Edition.objects.create(number=None, order=3, series=series, status="no source found")
    page = reader.ask(f"/series/{series.pk}/")
    assert page.under("Editions", "Events of the series") == (
        "1 Nothing is known of this edition. 2 Second forum Held · 2009 "
        "3 Nothing is known of this edition. "
        "4 Held · July 2012 · Seoul · South Korea · MOFA month only – No source found"
    )
    assert page.rows == [["2009", "Second forum", "forum", "–"]]
    assert page.under("At a glance") == (
        "Editions known 1 Last held 2009 Number of the last 2 "
        "Organizer as told the ministries Also called 포럼"
    )


IN_ORDER = {
    1: "2001-12-31",
    2: "2003",
    3: "2003-05",
    4: "2008-11-06/2009-01-02",
    5: "",
    6: "2015",
    7: "2016/..",
    8: "2018",
    20: "2020",
}


def test_a_series_tells_the_years_in_which_there_was_none(reader):
    series = cast.make_series()
    levels = {1: "vice_ministerial", 2: "rectors"}
    for number, date in IN_ORDER.items():
        told = {"date": date, "level": levels.get(number), "status": "held", "order": number}
        m.Edition.objects.create(series=series, number=number, **told)
    told = reader.ask(f"/series/{series.pk}/").under("Editions", "9 Nothing is known")
    assert told == (
        "1 Held · 31 December 2001 · vice ministers – No edition in 2002. 2 Held · 2003 · rectors "
        "3 Held · May 2003 – No edition in 2004–2007. "
        "4 Held · 6 November 2008 – 2 January 2009 5 Held 6 Held · 2015 7 Held · since 2016 "
        "8 Held · 2018"
    )


def test_a_series_without_editions_is_just_its_events(reader):
    series = cast.make_series()
    assert "Editions" not in reader.ask(f"/series/{series.pk}/").main


def test_a_source_shows_what_it_tells(reader):
    source = cast.make_source(
        title="News", publisher="", url="https://example.org/a", language="ko"
    )
    event = cast.make_event(title="Forum")
    other = cast.make_event(title="Talks", date="2024")
    account = cast.make_account(event=event, source=source)
    undated = cast.make_event(title="Visit", date="")
    cast.make_account(event=undated, source=source, name="Visit", date="", order=1)
    for order, listed in enumerate(("beside", "continued")):
        m.EventMention.objects.create(
            account=account,
            event=other,
            listed=listed,
            relation="before",
            name="talks",
            date="2024",
            order=order,
        )
    house = cast.make_institution(display_name="ISRS")
    person = cast.make_contact()
    house_name = m.InstitutionName.objects.create(institution=house, text="Institute")
    person_name = m.ContactName.objects.create(contact=person, text="Je")
    for record in (
        {"institution": house},
        {"institution_name": house_name},
        {"contact_name": person_name},
        {"event": event},
    ):
        m.Citation.objects.create(source=source, **record)
    cast.make_figure(source=source)
    page = reader.ask(f"/sources/{source.pk}/")
    assert page.under("What it tells", "Other events") == (
        "Forum held · December 2023 · the telling Visit held · the telling"
    )
    assert page.under("Other events it mentions", "Figures") == "Talks 2024"
    assert page.rows == [["trade turnover", "2.46 billion US dollars", "2023"]]  # of this source
    assert page.under("Cited for") == f"ISRS {cast.JEH} Forum"
    assert page.links["https://example.org/a"] == "https://example.org/a"
    assert 'rel="noreferrer external"' in page.html
    assert page.tongues["News"] == "ko"


def test_an_agreement_shows_who_signed_and_what_came_later(reader):
    agreement = cast.make_agreement(title="Memorandum", notice_days=90, until="2026-12-31")
    event = cast.make_event(title="Visit")
    signing = cast.make_signing(
        agreement=agreement, event=event, city="Tashkent", country=cast.place()
    )
    house = cast.make_institution(display_name="ISRS")
    m.Signatory.objects.create(
        signing=signing, contact=cast.make_contact(), institution=house, order=1
    )
    other = cast.make_contact(display_name=cast.LEE)
    m.Signatory.objects.create(signing=signing, contact=other, order=2)
    cast.make_signing(agreement=agreement, date="", order=1)
    cast.make_agreement(title="Protocol", amends=agreement)
    cast.make_agreement(title="New memorandum", replaces=agreement, until="2030")
    cast.make_commitment(what="Meet yearly", agreement=agreement, event=event)
    page = reader.ask(f"/agreements/{agreement.pk}/")
    assert page.under("Memorandum", "At a glance") == (
        f"Signed 16 May 2024 Tashkent Uzbekistan Visit {cast.JEH} , ISRS {cast.LEE} "
        "Commitments Meet yearly open Amended or replaced by New memorandum Protocol"
    )
    assert page.under("At a glance") == (
        "Kind memorandum In force May 2024 Until 31 December 2026 Days of notice 90 "
        "Who may read it internal"
    )
    bare = cast.make_agreement(title="Plan", in_force="")
    words = reader.ask(f"/agreements/{bare.pk}/").main
    assert words.partition("Plan ")[2].startswith("Nothing is told of its signing.")


def test_a_telling_shows_its_remarks_topics_and_names(reader):
    account = cast.make_account(name="Talks", name_language="en", head_count=30)
    m.AccountRemark.objects.create(account=account, code="undated", text="no date printed")
    m.AccountRemark.objects.create(account=account, code="multi_post", order=1)
    m.AccountTopic.objects.create(account=account, topic=cast.make_topic(name_en="trade"))
    m.AccountName.objects.create(account=account, text="회담", language="ko")
    m.AccountName.objects.create(account=account, text="Audience", order=1)
    page = reader.ask(f"/accounts/{account.pk}/")
    assert page.under("Topics, as told", "At a glance") == (
        "trade Remarks no date printed multi_post"
    )
    assert page.under("Also called") == "회담 Audience"
    assert (page.tongues["회담"], page.tongues["Talks"]) == ("ko", "en")


def test_a_place_shows_what_lies_in_it_and_what_happened_there(reader):
    region = cast.place("143")
    page = reader.ask(f"/places/{region.pk}/")
    parts = [page.links[name] for name in ("Kazakhstan", "Kyrgyzstan", "Tajikistan")]
    assert parts == [f"/places/{cast.place(code).pk}/" for code in ("KZ", "KG", "TJ")]
    cast.make_event_place(event=cast.make_event(title="Forum"))
    cast.make_institution(display_name="ISRS", country=cast.place())
    page = reader.ask(f"/places/{region.pk}/")
    assert [row[0] for row in page.rows[-2:]] == ["December 2023", "ISRS"]


def test_a_region_sums_its_countries_and_counts_each_row_once(reader):
    both = cast.make_event(title="Both", date="2023-12")
    for code in ("UZ", "KZ"):
        cast.make_event_place(event=both, country=cast.place(code))
    cast.make_event_place(event=cast.make_event(title="One", date="2021"))
    cast.make_event_place(event=cast.make_event(title="Undated", date=""))
    cast.make_event_place(event=cast.make_event(title="Planned", status="planned"))
    house = cast.make_institution(country=cast.place("KZ"))
    cast.make_post(institution=house)
    promise = cast.make_commitment(event=both)
    m.CommitmentParty.objects.create(commitment=promise, institution=house)
    page = reader.ask(f"/places/{cast.place('143').pk}/")
    assert page.main.partition(" Events by year")[0].endswith(
        "1 Institutions 1 People 3 Events held 0 Agreements 1 Open promises"
    )
    cells = page.rows[3:8]
    cells[4] = cells[4][:5]  # the foot of the table is read with its last row
    assert cells == [
        ["1", "1", "1", "0", "1"],
        ["0", "0", "0", "0", "0"],
        ["0", "0", "0", "0", "0"],
        ["0", "0", "0", "0", "0"],
        ["0", "0", "3", "0", "0"],
    ]
    assert page.under("As a table", "Its parts") == "Year Number 2021 1 2022 0 2023 1"
    assert page.under("Together, each once", "Events") == "1 1 3 0 1"
    opened = "/contacts/?country=KZ"
    assert opened in page.html
    assert len(reader.ask(opened).rows) == 1


def test_a_place_costs_the_same_however_much_there_is(reader):
    cast.make_event_place(event=cast.make_event(date="2023"))
    cast.make_institution(country=cast.place("KZ"))
    address = f"/places/{cast.place('143').pk}/"
    _page, price = reader.price(address)
    for number in range(3):
        cast.make_event_place(event=cast.make_event(title=str(number), date="2023"))
        cast.make_institution(display_name=str(number), country=cast.place("KZ"))
    assert (price, reader.price(address)[1]) == (PLACE_PRICE, PLACE_PRICE)


def test_a_topic_shows_the_narrower_ones_too(reader):
    wide = cast.make_topic(name_en="economy")
    narrow = cast.make_topic(name_en="trade", parent=wide)
    event = cast.make_event(title="Forum")
    m.EventTopic.objects.create(event=event, topic=narrow)
    cast.make_statement(event=event, topic=narrow, text="Trade more.")
    page = reader.ask(f"/topics/{wide.pk}/")
    assert [row[0] for row in page.rows] == ["December 2023", "Trade more."]
    assert page.under("Within it") == "trade"


def test_a_kind_shows_its_events(reader):
    cast.make_event(title="Forum")
    page = reader.ask(f"/kinds/{cast.kind('forum').pk}/")
    assert [row[1] for row in page.rows] == ["Forum"]


def test_long_texts_are_shown_whole_on_their_own_pages(reader):
    text = "word " * 100
    event = cast.make_event(title="Forum")
    statement = cast.make_statement(event=event, text=text)
    promise = cast.make_commitment(event=event, what=text)
    note = cast.make_note(event=event, text=text)
    source = cast.make_source(title="News")
    m.Citation.objects.create(source=source, statement=statement)
    m.Citation.objects.create(source=source, commitment=promise)
    pages = {
        noun: reader.ask(f"/{noun}/{record.pk}/")
        for noun, record in (("statements", statement), ("commitments", promise), ("notes", note))
    }
    assert {noun: page.main.partition(" word")[0] for noun, page in pages.items()} == {
        "statements": "Statements Statement",
        "commitments": "Commitments Commitment",
        "notes": "Notes Note",
    }
    assert {noun: page.main.count("word") for noun, page in pages.items()} == {
        "statements": 100,
        "commitments": 100,
        "notes": 100,
    }
    assert {noun: page.main.endswith("from News (ISRS)") for noun, page in pages.items()} == {
        "statements": True,
        "commitments": True,
        "notes": False,
    }
    assert len(reader.ask("/statements/").rows[0][0]) == 240


def test_smaller_nouns_are_named_by_what_they_join(reader):
    forum = cast.make_event(title="Forum")
    talks = cast.make_meeting(title="Talks")
    link = cast.make_link(from_event=talks, to_event=forum)
    person = cast.make_participation(event=forum, contact=cast.make_contact())
    figure = cast.make_figure(source=cast.make_source(), value=2024, unit="people")
    relation = cast.make_relation()
    heads = {
        noun: reader.ask(f"/{noun}/{record.pk}/").main.partition(" At a glance")[0]
        for noun, record in (
            ("links", link),
            ("participations", person),
            ("figures", figure),
            ("relations", relation),
        )
    }
    assert heads == {
        "links": "Links Talks continues Forum",
        "participations": f"Attendance {cast.JEH} at Forum",
        "figures": "Figures trade turnover",
        "relations": "Relations Special Strategic Partnership",
    }


def test_facts_are_left_out_where_nothing_is_known(reader):
    topic = cast.make_topic()
    words = reader.ask(f"/topics/{topic.pk}/")
    assert words.under("At a glance") == "Nothing more is known."


def test_a_page_that_is_not_there_names_what_was_asked_hidden_or_not(reader):
    hidden = cast.make_contact(**cast.restricted())
    for pk in (hidden.pk, "01890a5d-ac96-774b-bcce-b302099a8057"):
        assert reader.ask(f"/contacts/{pk}/").main == (
            "Not here There is no such page, or it is not open to you. "
            f"Asked for: /contacts/{pk}/ To today's page"
        )
