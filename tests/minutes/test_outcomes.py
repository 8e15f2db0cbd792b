"""What was said, promised, signed, counted and noted is changed in lines, and nothing is lost."""

import re
from types import SimpleNamespace

import pytest

from relations.minutes.pairing import pairs
from relations.models import (
    Account,
    Agreement,
    Citation,
    Commitment,
    Delegation,
    Event,
    Figure,
    Note,
    Source,
    Statement,
)
from tests import cast
from tests.minutes.sending import boxes, client_of, read_back, saved
from tests.minutes.test_changing import differences

pytestmark = pytest.mark.django_db

MODELS = (Account, Agreement, Citation, Commitment, Delegation, Figure, Note, Source, Statement)
PROMISE = "we: Send the papers of the forum by 2024-09"
FIGURE = "trade turnover: more than 10.5 USD in 2023"
SOURCE = "https://isrs.uz/en/one, ISRS, ISRS hosted a meeting"


def make_world():
    editor, other = cast.editor(), cast.editor(username="colleague")
    cleared = cast.make_user(username="cleared", roles=("editor", "cleared"))
    event = cast.make_meeting(title="Talks")
    side = cast.make_delegation(event=event, name="Korean side")
    source = cast.make_source(
        title="ISRS hosted a meeting", url="https://isrs.uz/en/one", publisher="ISRS"
    )
    account = cast.make_account(event=event, source=source, date_text="May 16")
    Citation.objects.create(event=event, source=source)
    energy = cast.make_topic(name_en="energy")
    own = {"event": event, "account": account}
    first = cast.make_statement(
        **own, delegation=side, kind="interest", text="More on gas.\nAnd on oil.", topic=energy
    )
    second = cast.make_statement(**own, delegation=side, kind="", text="Less talk.", order=1)
    joint = cast.make_statement(**own, speaker="Both sides", kind="informed", text="We agree.")
    promise = cast.make_commitment(
        event=event,
        what="Send the papers of the forum",
        direction="ours",
        due="2024-09",
        due_text="by autumn",
        status="in_progress",
    )
    loose = cast.make_commitment(event=event, what="Be friends", direction="", due="", order=1)
    road = cast.make_agreement(event=event, title="Road map for 2025", kind="road_map")
    figure = cast.make_figure(
        account=account,
        source=source,
        qualifier="more_than",
        value="10.5",
        unit="USD",
        period="2023",
    )
    note = cast.make_note(event=event, text="They were cool.\nWe too.")
    secret = cast.restricted(user=cleared)
    for order, thing in enumerate(("a", "b")):
        text = f"Quetzal {thing}"
        cast.make_statement(**own, delegation=side, text=text, order=5 + order, **secret)
        cast.make_commitment(event=event, what=text, order=5 + order, **secret)
        cast.make_agreement(event=event, title=text, **secret)
        cast.make_figure(account=account, indicator=text, **secret)
        cast.make_note(event=event, text=text, **secret)
    names = {name: value for name, value in locals().items() if name not in {"order", "thing"}}
    return SimpleNamespace(**names)


@pytest.fixture
def address(world):
    return f"/events/{world.event.pk}/edit/"


def kept():
    """Give every row as it stands, hidden and withdrawn ones too."""
    found = {model: list(model._base_manager.order_by("pk").values()) for model in MODELS}
    return {**found, Event: list(Event.objects.order_by("pk").values())}


def changed(before, after):
    """Tell by kind what differs: the columns of rows that stood, and how many are new."""
    stamps = {"version", "changed_at", "changed_by_id", "created_at", "date_span", "due_span"}
    found = {}
    for model, rows in after.items():
        old = {row["id"]: row for row in before[model]}
        new = [row for row in rows if row["id"] not in old]
        differing = {
            name
            for row in rows
            if row["id"] in old
            for name in row
            if row[name] != old[row["id"]][name]
        } - stamps
        if new or differing or len(rows) != len(old):
            found[model] = (differing, len(new))
    return found


def test_all_stands_in_lines_and_nothing_hidden_does(client, address, typed):
    told = ("said", "promises", "agreements", "source", "printed", "figures", "notes")
    assert {name: typed[name] for name in (*told, "side-0-said")} == {
        "said": "Both sides: informed: We agree.",
        "promises": f"{PROMISE}\nsomebody: Be friends",
        "agreements": "Road map for 2025",
        "source": SOURCE,
        "printed": "May 16",
        "figures": FIGURE,
        "notes": "internal: They were cool. ¶ We too.",
        "side-0-said": "interest: More on gas. ¶ And on oil. #energy\nLess talk.",
    }
    assert "Quetzal" not in client.get(address).content.decode()


def test_saved_as_it_stands_no_row_changes(client, address, typed):
    before = kept()
    assert saved(client, typed, address).status_code == 302
    assert kept() == before


def test_a_rewritten_line_is_the_same_record(client, address, typed, world):
    before = kept()
    typed |= {
        "said": "Both parties: position: We agree.",
        "promises": "they: Send the papers of the forum by December 2024\nothers: Be friends",
        "agreements": "Road map for 2026",
        "figures": "trade turnover: about 11 USD in 2023",
        "notes": "public: They were cool. ¶ We were not.",
        "side-0-said": "request: More on gas. ¶ And on coal. #climate\nLess talk, please.",
        "printed": "May 16 this year; the trade of 2023",
    }
    saved(client, typed, address)
    assert changed(before, kept()) == {
        Account: ({"date_text", "year_evidence", "date_basis"}, 0),
        Agreement: ({"title"}, 0),
        Commitment: ({"direction", "due", "due_text"}, 0),
        Figure: ({"qualifier", "value"}, 0),
        Note: ({"text", "confidentiality"}, 0),
        Statement: ({"kind", "text", "topic_id", "speaker"}, 0),
    }
    promise = Commitment.objects.get(pk=world.promise.pk)
    assert (promise.status, promise.due, promise.due_text) == (
        "in_progress",
        "2024-12",
        "December 2024",
    )
    first = Statement.objects.get(pk=world.first.pk)
    assert (first.kind, first.text, first.topic.name_en) == (
        "request",
        "More on gas.\nAnd on coal.",
        "climate",
    )
    account = Account.objects.get(pk=world.account.pk)
    assert (account.date_text, account.year_evidence) == ("May 16 this year", "the trade of 2023")


def test_a_line_that_says_the_same_in_other_words_changes_nothing(client, address, typed):
    before = kept()
    typed["figures"] = "trade turnover: > 10.50 USD in 2023"
    typed["notes"] = "Internal: They were cool. ¶ We too, then."
    saved(client, typed, address)
    assert changed(before, kept()) == {Note: ({"text"}, 0)}


def test_a_due_that_stays_keeps_how_it_was_printed(client, address, typed, world):
    typed["promises"] = "we: Send all the papers of the forum by 2024-09\nsomebody: Be friends"
    page = read_back(client, {**typed, "agreements": "Road map for 2025\nOther paper"}, address)
    assert re.findall(r"<dt>(\d+) × (\w+)</dt>", page) == [("1", "agreement")]
    saved(client, typed, address)
    promise = Commitment.objects.get(pk=world.promise.pk)
    assert (promise.what, promise.due_text) == ("Send all the papers of the forum", "by autumn")


def test_new_lines_are_new_records_of_the_same_event_and_source(client, address, typed, world):
    before = kept()
    typed["said"] += "\nAn observer: Fine."
    typed["promises"] += "\nboth: meet again by 2025"
    typed["agreements"] += "\nPaper of intent"
    typed["figures"] += "\nchange of prices: -5 percent"
    typed["notes"] += "\nTalked of Quito. ¶ At length."
    typed["side-0-said"] += "\nproposal: A summit #trade"
    saved(client, typed, address)
    assert changed(before, kept()) == {
        Agreement: (set(), 1),
        Commitment: (set(), 1),
        Figure: (set(), 1),
        Note: (set(), 1),
        Statement: (set(), 2),
    }
    observer = Statement.objects.get(text="Fine.")
    assert (observer.speaker, observer.delegation, observer.account) == (
        "An observer",
        None,
        world.account,
    )
    summit = Statement.objects.get(text="A summit")
    assert (summit.speaker, summit.delegation, summit.order) == ("Korean side", world.side, 7)
    prices = Figure.objects.get(value=-5)
    assert (prices.account, prices.source) == (world.account, world.source)
    note = Note.objects.get(text="Talked of Quito.\nAt length.")
    assert (note.confidentiality, note.event) == ("internal", world.event)


def test_lines_that_are_gone_are_withdrawn_and_hidden_ones_stand(client, address, typed, world):
    before = kept()
    gone = ("said", "promises", "agreements", "source", "printed", "figures", "notes")
    emptied = {**typed, **dict.fromkeys(gone, ""), "side-0-said": "", "source": SOURCE}
    saved(client, {**emptied, "printed": "May 16"}, address)
    assert changed(before, kept()) == {
        model: ({"deleted_at"}, 0) for model in (Agreement, Commitment, Figure, Note, Statement)
    }
    left = {
        model: model.objects.visible_to(world.cleared).count()
        for model in (Agreement, Commitment, Figure, Note, Statement)
    }
    assert set(left.values()) == {2}


def test_the_order_of_lines_is_kept(client, address, typed):
    typed["side-0-said"] = "\n".join(reversed(typed["side-0-said"].split("\n")))
    saved(client, typed, address)
    assert boxes(client.get(address).content.decode())["side-0-said"] == typed["side-0-said"]


def test_a_source_is_corrected_where_its_address_stays(client, address, typed, world):
    before = kept()
    typed["source"] = "https://isrs.uz/en/one, The institute, ISRS hosted a meeting of experts"
    saved(client, typed, address)
    assert changed(before, kept()) == {Source: ({"title", "publisher"}, 0)}


def test_a_telling_may_come_from_another_source(client, address, typed, world):
    before = kept()
    typed["source"] = "https://isrs.uz/en/two, ISRS, ISRS hosted a meeting"
    saved(client, typed, address)
    made = Source.objects.get(url="https://isrs.uz/en/two")
    assert Account.objects.get(event=world.event).source == made
    assert Figure.objects.get(pk=world.figure.pk).source == made
    assert [one.source for one in Citation.objects.filter(event=world.event)] == [made]
    differing = changed(before, kept())
    assert differing.pop(Citation)[1] == 1
    assert differing == {
        Account: ({"source_id"}, 0),
        Figure: ({"source_id"}, 0),
        Source: (set(), 1),
    }


def test_a_source_without_an_address_is_corrected_too(client, address, world):
    Source.objects.filter(pk=world.source.pk).update(url="", publisher="")
    typed = boxes(client.get(address).content.decode())
    assert typed["source"] == "ISRS hosted a meeting"
    before = kept()
    saved(client, {**typed, "source": "ISRS hosted two meetings"}, address)
    assert changed(before, kept()) == {Source: ({"title"}, 0)}


def test_a_source_on_which_something_rests_stays(client, address, typed):
    before = kept()
    page = read_back(client, {**typed, "source": "", "printed": ""}, address)
    page = client.post(address, {**boxes(page), "do": "save"}).content.decode()
    assert "What was said or counted rests on this source; write another in its place." in page
    assert kept() == before


def test_a_source_on_which_nothing_rests_goes_with_its_citation(client, address, typed, world):
    other = cast.make_source(title="A paper of little use", url="")
    cast.make_account(event=world.event, source=other, order=1)
    Citation.objects.create(event=world.event, source=other)
    typed = boxes(client.get(address).content.decode())
    assert typed["source"] == f"{SOURCE}\nA paper of little use"
    saved(client, {**typed, "source": SOURCE}, address)
    assert [one.source for one in Account.objects.visible_to(world.editor)] == [world.source]
    assert [one.source for one in Citation.objects.filter(event=world.event)] == [world.source]


def test_an_agreement_on_which_something_rests_stays(client, address, typed, world):
    cast.make_commitment(event=world.event, agreement=world.road, what="Follow the map")
    before = kept()
    typed = boxes(client.get(address).content.decode())
    page = read_back(client, {**typed, "agreements": ""}, address)
    page = client.post(address, {**boxes(page), "do": "save"}).content.decode()
    assert "Other records rest on it, so it cannot be removed." in page
    assert kept() == before


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"promises": "Be friends"}, "begin with we:, they: or both:"),
        ({"figures": "trade: much"}, "write it like"),
        ({"notes": "restricted: Closed."}, "You could not read this record yourself any more."),
        ({"source": "", "figures": "steel: 5 tons"}, "“steel”: name the source that tells this."),
        ({"source": "", "printed": "yesterday"}, "“yesterday”: name the source that tells this."),
    ],
)
def test_a_fault_is_told_at_its_box_and_keeps_what_was_typed(
    client, address, typed, values, sentence
):
    before = kept()
    page = read_back(client, {**typed, **values}, address)
    assert sentence in page
    assert {name: boxes(page)[name] for name in values} == values
    assert kept() == before


def test_who_is_cleared_closes_a_note(world, address):
    client = client_of(world.cleared)
    typed = boxes(client.get(address).content.decode())
    typed["notes"] += "\nrestricted: Closed."
    saved(client, typed, address)
    note = Note.objects.get(text="Closed.")
    assert (note.confidentiality, note.readers) == ("restricted", [world.cleared.pk])


def test_a_new_note_of_a_closed_event_is_closed(world, address):
    Event.objects.filter(pk=world.event.pk).update(**cast.restricted(user=world.cleared))
    client = client_of(world.cleared)
    typed = boxes(client.get(address).content.decode())
    saved(client, {**typed, "notes": f"{typed['notes']}\nQuiet talk."}, address)
    assert Note.objects.get(text="Quiet talk.").confidentiality == "restricted"


def test_the_first_source_of_an_event_takes_the_printed_date(client):
    event = cast.make_event(title="Bare", date="2024", of="forum")
    address = f"/events/{event.pk}/edit/"
    typed = boxes(client.get(address).content.decode())
    typed |= {"source": "A letter", "printed": "this year", "figures": "steel: 5 tons"}
    saved(client, typed, address)
    account = event.accounts.get()
    assert (account.date_text, account.source.title) == ("this year", "A letter")
    assert Figure.objects.get(unit="tons").account == account


def test_what_two_change_in_one_box_is_merged_and_a_clash_is_shown(client, address, typed, world):
    colleague = client_of(world.other)
    theirs = boxes(colleague.get(address).content.decode())
    theirs["promises"] = "we: Send papers of the forum by 2024-09\nsomebody: Be friends"
    theirs["figures"] = "trade turnover: about 12 USD in 2023"
    saved(colleague, theirs, address)
    typed["promises"] = f"{PROMISE}\nsomebody: Be friends\nboth: Meet"
    typed["figures"] = "trade turnover: about 13 USD in 2023"
    page = read_back(client, typed, address)
    assert differences(page) == [
        (
            "Promises, one a line",
            False,
            [PROMISE, "somebody: Be friends"],
            ["we: Send papers of the forum by 2024-09", "somebody: Be friends"],
            [PROMISE, "somebody: Be friends", "both: Meet"],
        ),
        (
            "Figures, one a line",
            True,
            [FIGURE],
            ["trade turnover: about 12 USD in 2023"],
            ["trade turnover: about 13 USD in 2023"],
        ),
    ]
    # shown once, what clashed is now what was written
    saved(client, boxes(page), address)
    assert Figure.objects.get(pk=world.figure.pk).value == 13
    told = Commitment.objects.filter(deleted_at=None).order_by("order", "pk")
    assert [(one.what, one.status) for one in told if "Quetzal" not in one.what] == [
        ("Send papers of the forum", "in_progress"),
        ("Be friends", "open"),
        ("Meet", "open"),
    ]


def test_what_was_said_by_a_side_without_a_name_is_not_dropped(client, typed, address):
    sides = {"sides": "2", "side-1-name": "", "side-1-role": "guest", "side-1-said": "We came."}
    page = read_back(client, {**typed, **sides}, address)
    assert "This field cannot be blank." in page


def test_lines_are_paired_by_likeness_each_once():
    gone = [("trade: 5 tons", 1), ("trade: 6 tons", 2), ("peace", 3)]
    assert pairs(gone, ["trade: 6 tons in 2023", "war", "trade: 5 tonnes"]) == [(0, 2), (2, 1)]
    assert pairs([], ["trade"]) == []
