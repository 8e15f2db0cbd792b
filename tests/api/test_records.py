"""Records one by one: what each tells, and what none of them lets out."""

from decimal import Decimal

from relations import models
from tests import cast
from tests.api.story import tell
from tests.filters.world import in_days

ROOT = "http://testserver/api/v1/"


def ref(noun, row, name):
    return {"id": str(row.pk), "url": f"{ROOT}{noun}/{row.pk}/", "name": name}


def date(edtf, first, last, words):
    return {"edtf": edtf, "from": first, "until": last, "words": words}


def place(row):
    url = f"{ROOT}places/{row.pk}/"
    return {"url": url, "alpha2": row.alpha2, "m49": row.m49, "name": row.name_en}


MAY_16 = date("2024-05-16", "2024-05-16", "2024-05-16", "16 May 2024")
DECEMBER = date("2023-12", "2023-12-01", "2023-12-31", "December 2023")


def test_an_event_is_told_whole(ask, world):
    told = ask(f"events/{world.talks.pk}/")
    assert {name: told[name] for name in ("type", "title", "date", "status", "owner")} == {
        "type": "meeting",
        "title": "Meeting with the delegation",
        "date": MAY_16,
        "status": "held",
        "owner": {"username": "reader", "name": ""},
    }
    assert told["url"] == f"{ROOT}events/{world.talks.pk}/"
    assert told["kind"] == {
        **ref("kinds", world.talks.kind, "bilateral talks"),
        "code": "bilateral_talks",
        "family": "meeting",
    }
    assert told["institutions"] == [
        {"institution": ref("institutions", world.isrs, cast.ISRS), "role": "host"},
        {"institution": ref("institutions", world.hufs, cast.HUFS), "role": "co_organizer"},
    ]
    assert told["names"] == [
        {
            "text": "Переговоры",
            "language": "",
            "script": None,
            "kind": "alias",
            "since": None,
            "until": None,
        }
    ]
    assert told["topics"] == [ref("topics", world.climate, "climate change")]
    forum = {**ref("events", world.forum, world.forum.title), "date": DECEMBER}
    assert told["links_out"] == [{"event": forum, "kind": "continues", "basis": "inferred"}]
    assert [part["name"] for part in told["parts"]] == ["Visit"]
    assert told["citations"] == [
        {"source": ref("sources", world.site, "Форум"), "field": "", "quotation": ""}
    ]
    back = ask(f"forums/{world.forum.pk}/")["links_in"]
    talks = {**ref("events", world.talks, world.talks.title), "date": MAY_16}
    assert back == [{"event": talks, "kind": "continues", "basis": "inferred"}]


def test_everybody_stands_on_their_side_with_the_posts_held_then(ask, world):
    world.talks_kr.unnamed_count = 2
    world.talks_kr.list_incomplete = True
    world.talks_kr.save()
    told = ask(f"events/{world.talks.pk}/")
    ours, theirs = told["sides"]
    assert ours["participants"] == []
    assert {**theirs, "participants": [person["contact"] for person in theirs["participants"]]} == {
        "id": str(world.talks_kr.pk),
        "name": "Korean side",
        "role": "guest",
        "countries": [place(world.kr)],
        "institutions": [ref("institutions", world.kiep, cast.KIEP)],
        "participants": [ref("contacts", world.park, cast.PARK)],
        "unnamed": {"count": 2, "qualifier": None, "text": None},
        "list_incomplete": True,
    }
    assert theirs["participants"][0]["posts"] == [
        {
            "id": str(world.park_center.pk),
            "title": "Head",
            "institution": ref("institutions", world.center, "Center for Eurasia"),
            "chain": [ref("institutions", world.kiep, cast.KIEP)],
            "acting": False,
            "former": False,
        },
        {
            "id": str(world.park_hufs.pk),
            "title": "professor",
            "institution": ref("institutions", world.hufs, cast.HUFS),
            "chain": [],
            "acting": False,
            "former": True,
        },
    ]
    assert [person["roles"] for person in told["participants"]] == [["mentioned"]]


def test_an_event_tells_what_its_sources_told(ask, world):
    told = ask(f"events/{world.forum.pk}/")
    first, second = sorted(told["accounts"], key=lambda account: account["tense"])
    assert (first["source"]["title"], second["source"]["title"]) == ("Experts in Tashkent", "Форум")
    assert second["told"]["date"]["edtf"] == "2023-12-06"
    assert second["head_count"] == {"count": 60, "qualifier": None, "text": None}
    assert second["remarks"] == [{"code": "names_differ", "text": ""}]
    assert [figure["indicator"] for figure in told["figures"]] == ["trade turnover"]
    assert [relation["status"] for relation in told["relations"]] == [world.special.status]
    assert [said["text"] for said in told["statements"]] == ["To sell energy."]
    assert {owed["status"] for owed in told["commitments"]} == {"open", "fulfilled"}
    assert [document["title"] for document in told["documents"]] == ["Program of the forum"]
    assert [note["text"] for note in told["notes"]] == ["Minutes of the talks"]


def test_a_contact_tells_posts_and_meetings(ask, world):
    told = ask(f"contacts/{world.lee.pk}/")
    assert [(post["title"], post["current"]) for post in told["posts"]] == [
        ("professor", False),
        ("Adviser", True),
    ]
    assert told["posts"][0]["held"] == {"from": None, "until": "2024-02-29"}
    assert told["posts"][1]["since"]["edtf"] == "2024-05"
    assert [post["title"] for post in told["posts_now"]] == ["Adviser"]
    at_forum, invited = told["participations"]
    assert at_forum["event"]["date"] == DECEMBER
    assert at_forum["side"] == "Korean side"
    assert [post["institution"]["name"] for post in at_forum["posts"]] == [cast.KIEP]
    assert (invited["attendance"], invited["side"]) == ("invited", None)
    sighted = ask(f"contacts/{world.own.pk}/")["posts"][1]
    assert sighted["current"] is False
    assert sighted["sightings"] == [
        {
            "source": None,
            "seen": date("2020", "2020-01-01", "2020-12-31", "2020"),
            "former": True,
            "within": None,
        }
    ]
    assert ask(f"posts/{world.park_center.pk}/")["chain"] == [
        ref("institutions", world.kiep, cast.KIEP)
    ]


def test_an_institution_tells_its_chain_units_posts_and_events(ask, world):
    told = ask(f"institutions/{world.kiep.pk}/")
    assert told["country"] == place(world.kr)
    assert told["units"] == [ref("institutions", world.center, "Center for Eurasia")]
    assert [event["name"] for event in told["events"]] == [world.talks.title, world.forum.title]
    assert told["events_url"] == f"{ROOT}events/?institution={world.kiep.pk}"
    assert ask.names(told["events_url"]) == [world.talks.title, world.forum.title]
    assert {post["contact"]["name"]: post["current"] for post in told["posts"]} == {
        cast.LEE: False,
        cast.JEH: False,
    }
    assert told["identifiers"] == [{"scheme": "ror", "value": "1ab"}]
    unit = ask(f"institutions/{world.center.pk}/")
    assert unit["chain"] == [ref("institutions", world.kiep, cast.KIEP)]
    assert unit["parent"] == ref("institutions", world.kiep, cast.KIEP)


def test_a_successor_and_its_predecessors_name_each_other(ask, world):
    step = models.Succession.objects.create(successor=world.nisi, kind="merged_into", date="2024")
    models.SuccessionPredecessor.objects.create(succession=step, institution=world.un)
    assert ask(f"institutions/{world.un.pk}/")["followed_by"] == [
        ref("institutions", world.nisi, "NISI")
    ]
    (follows,) = ask(f"institutions/{world.nisi.pk}/")["follows"]
    assert follows["predecessors"] == [ref("institutions", world.un, "UN")]


def test_a_figure_keeps_its_digits_and_its_qualifier(ask, world):
    models.Figure.objects.filter(pk=world.trade.pk).update(value=Decimal("10000000000.1"))
    told = ask(f"figures/{world.trade.pk}/")
    kept = ("value", "qualifier", "sign", "unit")
    assert [told[name] for name in kept] == [
        "10000000000.1",
        "more_than",
        ">",
        "billion US dollars",
    ]
    assert told["subjects"] == [{"institution": None, "place": place(world.kr)}]
    assert ask(f"figures/{world.visits.pk}/")["value"] == "12"


def test_what_is_computed_is_told(ask, world):
    rows = {row["id"]: row for row in ask("commitments/")["results"]}
    assert {row.pk: rows[str(row.pk)]["overdue"] for row in (world.ours, world.theirs)} == {
        world.ours.pk: True,
        world.theirs.pk: False,
    }
    assert rows[str(world.ours.pk)]["due"]["edtf"] == in_days(-1)
    status = {row["title"]: row["status"] for row in ask("agreements/")["results"]}
    assert status == {
        world.memo.title: "in_force",
        "Agreed": "in_force",
        "Tacit": "in_force",
        "Old": "expired",
        "Ended": "terminated",
        "Draft": "draft",
        "Coming": "signed",
    }


def test_every_record_names_itself_and_its_state(ask):
    for noun, record in tell(1).items():
        answer = ask.response(f"{noun}/{record.pk}/")
        told = answer.json()
        record.refresh_from_db()
        tag = answer.headers["ETag"]
        assert tag.rpartition("-")[0] == f'"{record.pk}-{record.version}'
        assert ask.tag(f"{noun}/{record.pk}/?fields=id") == tag
        assert (told["id"], told["version"]) == (str(record.pk), record.version)
        assert ask(told["url"])["id"] == told["id"]
        listed = ask(f"{noun}/?id={record.pk}")["results"]
        assert [{name: told[name] for name in row} for row in listed] == listed
        assert not {"key", "teams", "readers", "deleted_at"} & told.keys()


def test_some_fields_of_a_record_can_be_chosen(ask, world):
    assert ask(f"contacts/{world.jeh.pk}/?fields=name") == {"name": cast.JEH}
    told = ask(f"contacts/{world.jeh.pk}/?expand=posts", status=400)
    assert told["errors"] == {"expand": ["There is no such filter."]}


def test_dates_are_said_in_the_readers_language(ask, world):
    ask.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "ru"
    assert ask(f"events/{world.forum.pk}/")["date"]["words"] == "декабрь 2023 г."


def test_a_hidden_parent_series_or_whole_is_told_as_none(ask, world):
    secret = cast.restricted()
    models.Institution.objects.filter(pk=world.kiep.pk).update(**secret)
    models.EventSeries.objects.filter(pk=world.series.pk).update(**secret)
    models.Event.objects.filter(pk=world.talks.pk).update(**secret)
    unit = ask(f"institutions/{world.center.pk}/")
    assert (unit["parent"], unit["chain"]) == (None, [])
    assert ask(f"forums/{world.forum.pk}/")["series"] is None
    assert ask(f"meetings/{world.visit.pk}/")["part_of"] is None
    assert ask(f"commitments/{world.done.pk}/")["fulfilled_by"] is None
