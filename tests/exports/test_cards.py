"""Cards and calendars say what is known, and no more exactly than it is."""

from relations import models as m
from relations.exports import cards
from tests import cast
from tests.exports.reading import HOSTILE, export, read_ics, read_vcf, unescaped


def test_a_calendar_is_no_more_exact_than_what_is_known(reader):
    cast.make_event(
        title="Event at nine",
        date="2024-05-16",
        start_time="09:00",
        end_time="10:30",
        time_zone="Asia/Tashkent",
        status="planned",
    )
    cast.make_event(title="Event from", date="2024-05-16", start_time="9:00", time_zone="UTC")
    cast.make_event(title="Event last", date="9999-12-31")
    told = {str(entry["summary"]): entry for entry in read_ics(export("events", "ics", reader)[0])}

    def said(name):
        entry = told[f"Event {name}"]
        days = [entry[key].dt.isoformat() if key in entry else None for key in ("dtstart", "dtend")]
        return (entry.name, *days, entry.get("x-muloqot-precision"))

    assert {name: said(name) for name in ("", "2024-05", "2024-05-16", "2024?", "at nine")} == {
        "": ("VJOURNAL", None, None, None),
        "2024-05": ("VEVENT", "2024-05-01", "2024-06-01", "month"),
        "2024-05-16": ("VEVENT", "2024-05-16", "2024-05-17", None),
        "2024?": ("VEVENT", "2024-01-01", "2025-01-01", "year"),
        "at nine": ("VEVENT", "2024-05-16T04:00:00+00:00", "2024-05-16T05:30:00+00:00", None),
    }
    assert said("from")[1:3] == ("2024-05-16T09:00:00+00:00", None)
    assert said("last")[1:3] == ("9999-12-31", None)
    assert said("2019/..")[1:] == ("2019-01-01", "2019-01-02", "open")
    assert said("../2020")[1:] == ("2020-12-31", "2021-01-01", "open")
    forum = told["Forum one"]
    assert (str(forum["location"]), forum["status"], str(forum["description"])) == (
        "Tashkent, Uzbekistan",
        "CONFIRMED",
        "one",
    )
    assert told["Event at nine"]["status"] == "TENTATIVE"


def test_a_card_has_every_name_and_way(world, reader):
    person = world["contacts"]
    m.Contact.objects.filter(pk=person.pk).update(languages=["ko", "ru"])
    m.ContactName.objects.create(contact=person, text="제; 성훈", language="ko")
    m.ContactName.objects.create(contact=person, text="Odd", language='x";y')
    m.ContactPoint.objects.create(contact=person, kind="phone", value="+998711234567")
    m.ContactPoint.objects.create(
        contact=person, kind="email", value="no@example.org", do_not_use=True
    )
    cast.make_post(contact=person, primary=True, title="Rector, acting")
    cards = {card["UID"][0]: card for card in read_vcf(export("contacts", "vcf", reader)[0])}
    card = cards[f"urn:uuid:{person.pk}"]
    assert card["FN"] == ["Person one", "Odd"]
    assert (card["FN;LANGUAGE=ko"], card["FN;LANGUAGE=en"]) == (["제\\; 성훈"], ["Alias one"])
    assert card["TEL;VALUE=uri;PREF=1"] == ["tel:+998711234567"]
    assert (card["EMAIL;PREF=1"], card["LANG;PREF=2"]) == (["one@example.org"], ["ru"])
    assert (card["TITLE"], card["ORG"]) == (["Rector\\, acting"], [cast.HUFS])
    notes = [unescaped(card["NOTE"][0]) for card in cards.values() if "NOTE" in card]
    for text in HOSTILE:
        kept = "".join(char for char in text if char in "\t\n" or char >= " ")
        assert kept in notes


def test_a_long_line_of_a_card_is_broken_between_letters():
    line = "NOTE:x" + "é" * 100
    pieces = cards.folded(line).removesuffix(b"\r\n").split(b"\r\n ")
    assert [len(piece) for piece in pieces] == [74, 74, 58]
    assert "".join(piece.decode() for piece in pieces) == line
