"""The thread of an event: the connected whole in the order of time, of what one may see."""

import pytest

from relations import models as m
from relations.views.thread import connected
from tests import cast

pytestmark = pytest.mark.django_db

# Session, user, rights (two); the event with its places and topics; the thread's ids, its events
# and their places, links, agreements, commitments; the whole and the series are not asked for.
PRICE = 13
TITLES = ("Proposal", "Round table", "Forum", "Meeting", "Side talk", "Stranger")


@pytest.fixture
def chain():
    """Four events in a row and a fifth beside them, linked in all directions."""
    proposal = cast.make_event(title="Proposal", date="2022-10")
    table = cast.make_event(title="Round table", date="2023-11-20")
    forum = cast.make_event(title="Forum", date="2023-12")
    meeting = cast.make_meeting(title="Meeting", date="2024-05-16")
    undated = cast.make_event(title="Side talk", date="")
    cast.make_link(from_event=table, to_event=proposal, how="implements")
    cast.make_link(from_event=table, to_event=forum, how="prepares")
    cast.make_link(from_event=meeting, to_event=forum)
    cast.make_link(from_event=undated, to_event=meeting, how="on_sidelines")
    cast.make_event(title="Stranger")
    return {"proposal": proposal, "table": table, "forum": forum, "meeting": meeting}


def titles(page):
    return [title for title in page.links if title in TITLES]


def test_a_thread_is_the_connected_whole_in_the_order_of_time(chain, reader):
    place = cast.make_event_place(event=chain["forum"], venue="Academy")
    cast.make_agreement(title="Memorandum", event=chain["table"])
    cast.make_commitment(what="Meet again", event=chain["table"])
    pages = [reader.ask(f"/events/{chain[name].pk}/thread/") for name in ("proposal", "meeting")]
    assert pages[0].under("Thread") == (
        "5 events, in the order of time. October 2022 Proposal forum "
        "20 November 2023 Round table forum implements Proposal prepares Forum "
        "Agreement: Memorandum Commitment: Meet again "
        f"December 2023 Forum forum {place.venue}, Tashkent, Uzbekistan "
        "16 May 2024 Meeting meeting continues Forum "
        "Date not known Side talk forum is held on the sidelines of Meeting"
    )
    assert [page.under("Thread") for page in pages] == [pages[0].under("Thread")] * 2
    assert [page.html.count('class="here" aria-current="true"') for page in pages] == [1, 1]


def test_a_hidden_event_joins_nothing(chain, reader, cleared):
    m.Event.objects.filter(pk=chain["table"].pk).update(**cast.restricted())
    address = f"/events/{chain['proposal'].pk}/thread/"
    assert reader.ask(address).under("Thread").startswith("1 event, nothing linked with it yet.")
    assert "5 events" in cleared.ask(address).main
    forum = reader.ask(f"/events/{chain['forum'].pk}/thread/")
    assert titles(forum) == ["Forum", "Meeting", "Side talk"]


def test_what_is_closed_hangs_from_no_knot(chain, reader):
    cast.make_agreement(title="Closed", event=chain["table"], **cast.restricted())
    cast.make_commitment(what="Closed too", event=chain["table"], **cast.restricted())
    assert "Closed" not in reader.ask(f"/events/{chain['table'].pk}/thread/").html


def test_a_thread_costs_the_same_at_any_length(chain, reader):
    address = f"/events/{chain['meeting'].pk}/thread/"
    _page, price = reader.price(address)
    assert price == PRICE
    last = chain["meeting"]
    for number in range(20):
        following = cast.make_event(title=f"Next {number}", date=f"20{25 + number}")
        cast.make_link(from_event=following, to_event=last)
        last = following
    page, price = reader.price(address)
    assert (price, page.main.count("Next")) == (PRICE, 20 + 19)


def test_a_hidden_event_has_no_thread(reader):
    event = cast.make_event(**cast.restricted())
    assert reader.ask(f"/events/{event.pk}/thread/").status == 404


def test_without_links_to_walk_an_event_stands_alone(chain):
    key = chain["forum"].pk
    assert connected(key, m.EventLink.objects.none()) == [key]


def test_a_very_long_thread_is_cut(chain, monkeypatch):
    monkeypatch.setattr("relations.views.thread.LONGEST", 3)
    found = connected(chain["proposal"].pk, m.EventLink.objects.all())
    assert found[0] == chain["proposal"].pk
    assert len(found) == 3
