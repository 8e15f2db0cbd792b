"""A bad file is refused whole, every fault named by its path, and nothing is written."""

import copy
import json

import pytest
from django.core.management import CommandError, call_command

from relations.imports.reports import reading
from relations.imports.reports.faults import RefusedError
from relations.imports.reports.loading import load
from relations.imports.reports.reading import parse, read
from relations.models import Account, Contact, Event, Institution, Journal
from tests.imports.few import REPORTS, TOLD, only

FEW = only("D01", "D02", "D03", "D04", "D05")
pytestmark = pytest.mark.django_db


def changed(change):
    document = copy.deepcopy(FEW)
    change(document)
    return json.dumps(document).encode()


def faults(content):
    before = Journal.objects.count()
    with pytest.raises(RefusedError) as refused:
        load(parse(content))
    assert Journal.objects.count() == before
    return [str(fault) for fault in refused.value.faults]


def put(path, value):
    """Return a change that sets one place of a document."""

    def change(document):
        *steps, last = path
        for step in steps:
            document = document[step]
        document[last] = value

    return changed(change)


PARTICIPANT = ("reports", 0, "sides", 1, "participants", 0)
DATE = ("reports", 0, "event", "date")


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (
            (*DATE, "edtf"),
            "2024-13",
            "reports[0].event.date.edtf: There is no month 13.",
        ),
        (
            (*DATE, "start"),
            "2024-02-30",
            "reports[0].event.date.start: “2024-02-30” is no day: day is out of range for month",
        ),
        ((*DATE, "start"), "2024-06-01", "reports[0].event.date.end: stands before the start"),
        (
            (*DATE, "start_time"),
            "25:00",
            "reports[0].event.date.start_time: “25:00” is no time of day",
        ),
        (
            (*DATE, "time_zone"),
            "Asia/Nowhere",
            "reports[0].event.date.time_zone: unknown time zone “Asia/Nowhere”",
        ),
        (
            (*DATE, "time_zone"),
            "../etc/passwd",
            "reports[0].event.date.time_zone: unknown time zone “../etc/passwd”",
        ),
        (
            (*PARTICIPANT, "person"),
            "nobody",
            "reports[0].sides[1].participants[0].person: unknown person “nobody”",
        ),
        (
            (*PARTICIPANT, "posts", 0, "institution"),
            "no-body",
            "reports[0].sides[1].participants[0].posts[0].institution: "
            "unknown institution “no-body”",
        ),
        (
            ("reports", 0, "sides", 0, "countries", 0),
            "ZZ",
            "reports[0].sides[0].countries[0]: unknown country “ZZ” (ISO 3166-1 alpha-2)",
        ),
        (
            ("reports", 0, "figures", 0, "about", 0),
            "kr",
            "reports[0].figures[0].about[0]: unknown institution or country “kr”",
        ),
        (
            ("people", 0, "names", 0, "reports", 0),
            "D99",
            "people[0].names[0].reports[0]: unknown report “D99”",
        ),
        (
            ("reports", 0, "continues", 0, "event"),
            "ev:2024-05-16-isrs-korean-experts",
            "reports[0].continues[0].event: an event cannot stand beside itself",
        ),
        (("reports", 1, "id"), "D01", "reports[1].id: “D01” stands twice"),
        (
            ("people", 1, "key"),
            FEW["people"][0]["key"],
            f"people[1].key: “{FEW['people'][0]['key']}” stands twice",
        ),
        (
            ("reports", 0, "source", "published"),
            "2024-05-16T29:00",
            "reports[0].source.published: “29:00” is no time of day",
        ),
        (
            ("reports", 0, "topics", 0),
            "a\x00b",
            "reports[0].topics[0]: holds a NUL character",
        ),
        (
            ("reports", 0, "topics", 0),
            "\ud800",
            "reports[0].topics[0]: holds half a surrogate pair",
        ),
        (
            ("reports", 0, "figures", 0, "value"),
            10**31,
            "reports[0].figures[0].value: is too large a number",
        ),
        (
            ("reports", 0, "tense"),
            "someday",
            "reports[0].tense: 'someday' does not fit: "
            'enum ["before", "during", "after", "speech", "notice"]',
        ),
        (("reports", 0, "wrong"), 1, "reports[0]: unknown: wrong"),
        (
            ("reports", 0, "event", "attendance"),
            {"count": 1, "qualifier": "x" * 61, "text": None},
            "reports[0].event: head count qualifier: "
            "Ensure this value has at most 60 characters (it has 61).",
        ),
        (
            ("reports", 0, "changes"),
            [{"kind": "left", "subject": "nobody", "what": "x", "date": None}],
            "reports[0].changes[0].subject: unknown person or institution “nobody”",
        ),
    ],
)
def test_fault(path, value, fault):
    found = faults(put(path, value))
    assert found[0] == fault


def test_a_missing_field_is_named():
    found = faults(changed(lambda document: document["reports"][0].pop("tense")))
    assert found == ["reports[0]: 'tense' is missing"]


def test_every_fault_of_a_file_is_named_at_once():
    def change(document):
        document["reports"][0]["event"]["date"]["edtf"] = "2024-13"
        document["reports"][4]["event"]["date"]["edtf"] = "2024-02-31"
        document["institutions"][0]["country"] = "QQ"

    assert [fault.split(":")[0] for fault in faults(changed(change))] == [
        "reports[0].event.date.edtf",
        "reports[4].event.date.edtf",
        "institutions[0].country",
    ]


def test_a_post_that_says_nothing():
    def change(document):
        document["people"][0]["posts"][0].update(title=None, institution=None, unit=None)

    assert faults(changed(change)) == ["people[0].posts[0]: a post needs a title or an institution"]


def test_a_circle_of_units():
    def change(document):
        bodies = {body["key"]: body for body in document["institutions"]}
        bodies["kr-hufs"]["parent"] = "kr-hufs-ces"

    found = faults(changed(change))
    assert [fault.split(": ")[1] for fault in found] == ["closes a circle of units"] * 2


def test_a_circle_of_events():
    def change(document):
        told = copy.deepcopy(document["reports"][0]["continues"][0])
        told["event"] = document["reports"][0]["event"]["key"]
        document["reports"][1]["continues"].append(told)

    found = faults(changed(change))
    assert found == [
        "reports[0].other_events[0].key: closes a circle of events",
        "reports[0].continues[0].event: closes a circle of events",
        "reports[1].continues[0].event: closes a circle of events",
    ]


def test_a_circle_with_what_is_held_is_refused():
    load(parse(json.dumps(FEW).encode()))
    before = Journal.objects.count()
    document = copy.deepcopy(FEW)
    document["reports"] = [document["reports"][2]]
    report = document["reports"][0]
    report["id"] = "H01"
    text = json.dumps(document).replace('"D03"', '"H01"')
    other = json.loads(text)
    for registry in ("people", "institutions"):
        for entry in other[registry]:
            entry["names"], entry["posts"] = [], []
            if registry == "institutions":
                del entry["posts"]
    other["series"], other["institution_links"] = [], []
    report = other["reports"][0]
    report["event"]["key"] = "ev:2023-12-strategic-dialogue"
    report["other_events"], report["continues"] = (
        [],
        [
            {
                "relation": "continuation",
                "event": "ev:2024-05-16-isrs-korean-experts",
                "name": "the later one",
                "edtf": None,
                "city": None,
                "basis": "printed",
            }
        ],
    )
    with pytest.raises(RefusedError) as refused:
        load(parse(json.dumps(other).encode()))
    assert [str(fault) for fault in refused.value.faults] == [
        "reports[0].continues[0].event: closes a circle of events"
    ]
    assert Journal.objects.count() == before


def test_a_report_held_with_other_facts_is_refused():
    load(parse(json.dumps(FEW).encode()))
    before = Journal.objects.count()
    with pytest.raises(RefusedError) as refused:
        load(parse(put(("reports", 0, "topics", 0), "another topic")))
    assert [str(fault) for fault in refused.value.faults] == [
        "reports[0].topics[0]: held with other facts: 'another topic' here, "
        "'situation in Central Asia' there"
    ]
    assert Journal.objects.count() == before


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "file: not JSON: Expecting value at line 1, column 1"),
        (
            b"{]",
            "file: not JSON: Expecting property name enclosed in double quotes at line 1, column 2",
        ),
        (b"\xff\xfe", "file: not UTF-8 at byte 0"),
        (b"[" * 100_000, "file: not JSON we read: nested too deeply"),
        (b'{"a": 1, "a": 2}', "file: not JSON: the name “a” stands twice in one object"),
        (b'{"a": NaN}', "file: not JSON: NaN is no number"),
        (
            b"[" + b"9" * 5000 + b"]",
            "file: not JSON: Exceeds the limit",
        ),
        (b"[]", 'file: [] does not fit: type "object"'),
    ],
    ids=["empty", "broken", "not text", "deep", "twin names", "nan", "huge number", "a list"],
)
def test_not_a_document(content, message):
    assert faults(content)[0].split(" (4300", 1)[0] == message


def test_100_megabytes_are_refused_unread(tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    with pytest.raises(RefusedError, match="the file has 104,857,600 bytes; at most 33,554,432"):
        read(path)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(RefusedError, match="cannot be read: No such file or directory"):
        read(tmp_path / "none.json")


def test_at_most_200_faults_are_told():
    def change(document):
        for person in document["people"]:
            for name in person["names"]:
                name["reports"] = ["D98", "D99"]

    document = copy.deepcopy(TOLD)
    change(document)
    assert len(faults(json.dumps(document).encode())) == 200


def test_what_only_the_database_sees_is_refused_whole(monkeypatch):
    load(parse(json.dumps(FEW).encode()))
    before = Journal.objects.count()
    monkeypatch.setattr("relations.imports.reports.loading.meaning_faults", lambda *_: [])
    document = copy.deepcopy(FEW)
    document["reports"] = []
    document["people"], document["series"], document["institution_links"] = [], [], []
    for body in document["institutions"]:
        body["names"] = []
        if body["key"] == "kr-hufs":
            body["parent"] = "kr-hufs-ces"
    with pytest.raises(RefusedError, match="breaks a rule of the database"):
        load(parse(json.dumps(document | {"reports": [_one_more()]}).encode()))
    assert Journal.objects.count() == before


def _one_more():
    report = copy.deepcopy(TOLD["reports"][0])
    report["id"] = "H77"
    return report


def test_the_commands(tmp_path, capsys):
    call_command("import_reports", str(REPORTS), confidentiality="internal")
    assert capsys.readouterr().out.startswith("43 reports loaded, 0 held already; ")
    assert Event.objects.filter(confidentiality="public").count() == 0
    out = tmp_path / "out.json"
    call_command("export_reports", out=out)
    assert capsys.readouterr().out == f"43 reports written to {out}\n"
    assert json.loads(out.read_text(encoding="utf-8")) == TOLD
    call_command("export_reports", collection="dev")
    assert json.loads(capsys.readouterr().out)["reports"] == TOLD["reports"]


def test_the_command_says_what_is_wrong(tmp_path):
    path = tmp_path / "bad.json"
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(
        CommandError, match=r"refused, nothing was written\. Faults:\nfile: 'format' is missing"
    ):
        call_command("import_reports", str(path))
    assert (Account.objects.count(), Contact.objects.count(), Institution.objects.count()) == (
        0,
        0,
        0,
    )


def test_export_as_an_unknown_user():
    with pytest.raises(CommandError, match="--as: there is no user “nobody”"):
        call_command("export_reports", username="nobody")


def test_export_as_a_user_without_a_role_gives_what_is_public(django_user_model, capsys):
    call_command("import_reports", str(REPORTS), confidentiality="internal")
    django_user_model.objects.create(username="outsider")
    capsys.readouterr()
    call_command("export_reports", username="outsider")
    back = json.loads(capsys.readouterr().out)
    assert (back["reports"], back["people"], back["institutions"]) == ([], [], [])


def test_the_schema_stands_beside_the_reports():
    assert reading.SCHEMA_PATH.is_file()
