"""The feed of changes: complete, in one order, and silent on what is hidden."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from relations import models
from relations.actions import records, tokens, wholes
from relations.actions.given import Given, Part
from relations.actions.merging import merge_contacts, merge_institutions
from relations.api import changes as door
from relations.exports import changes
from relations.models.search import SearchDocument, SearchWord
from tests import cast
from tests.api.conftest import Asking
from tests.house.test_faces import PARTS


class Following(Asking):
    """One who reads on from where they stand."""

    def __init__(self, user):
        super().__init__(user)
        self.since = self("changes/?since=now")["cursor"]

    def read(self, query=""):
        told = self(f"changes/?since={self.since}{query}")
        self.since = told["cursor"]
        return [(one["change"], one["noun"], one["id"]) for one in told["results"]]


@pytest.fixture
def live(django_db_setup, django_db_blocker):
    """Let what a test writes be committed: what is under way is not told yet."""
    with django_db_blocker.unblock(), cast.committed():
        yield
        for left in (Session, SearchDocument, SearchWord, models.Tally):
            left.objects.all().delete()


@pytest.fixture
def readers(live):
    desk = cast.make_team()
    users = {"outsider": cast.outsider(), "reader": cast.reader(), "insider": cast.cleared()}
    return desk, {name: Following(user) for name, user in users.items()}


def test_each_is_told_what_they_may_see(readers):
    desk, asking = readers

    def told():
        return {name: ask.read() for name, ask in asking.items()}

    person = cast.make_contact()
    pk = str(person.pk)
    assert told() == {
        "outsider": [],
        "reader": [("created", "contacts", pk)],
        "insider": [("created", "contacts", pk)],
    }
    records.change(person, values={"display_name": "Je"})
    name = models.ContactName.objects.create(contact=person, text="제성훈")
    name.delete()
    # The name that has gone again is told by its going.
    updated = [("updated", "contacts", pk)] * 2
    assert told() == {"outsider": [], "reader": updated, "insider": updated}
    records.change(person, values=cast.restricted(team=desk))
    gone = [("withdrawn", "contacts", pk)]
    assert told() == {"outsider": [], "reader": gone, "insider": updated[:1]}
    models.ContactName.objects.create(contact=person, text="제성훈")
    records.change(person, values={"display_name": "Jeh"})
    assert told() == {"outsider": [], "reader": [], "insider": updated}
    records.change(person, values={"confidentiality": "public", "teams": []})
    opened = [("created", "contacts", pk)]
    assert told() == {"outsider": opened, "reader": opened, "insider": updated[:1]}
    records.remove(person)
    deleted = [("deleted", "contacts", pk)]
    assert told() == {"outsider": deleted, "reader": deleted, "insider": deleted}


def test_what_was_never_seen_is_never_told(readers):
    _desk, asking = readers
    hidden = cast.make_event(**cast.restricted())
    seen = cast.make_event()
    cast.make_event_place(event=hidden)
    note = cast.make_note(event=hidden)
    cast.make_link(from_event=hidden, to_event=seen)
    body = cast.make_institution(**cast.restricted())
    host = cast.make_host(event=seen, institution=body)
    host.delete()
    records.remove(note)
    records.remove(hidden)
    assert asking["reader"].read() == [("created", "events", str(seen.pk))]
    assert asking["outsider"].read() == []
    whole = [kind for kind, *_rest in asking["insider"].read()]
    assert whole[:3] == ["created", "created", "updated"]


def test_gone_records_are_told_by_noun_and_id_alone(readers):
    _desk, asking = readers
    ask = asking["reader"]
    topic = cast.make_topic(name_en="water")
    post = cast.make_post()
    post_id, since = str(post.pk), ask.since
    contact = post.contact
    post.delete()
    topic.delete()
    records.change(contact, values=cast.restricted())
    told = ask(f"changes/?since={since}&noun=posts,topics,contacts")["results"]
    gone = [one for one in told if one["change"] in ("deleted", "withdrawn")]
    nothing_more = dict.fromkeys(("at", "url", "into"))
    assert gone == [
        {"noun": "topics", "id": gone[0]["id"], "change": "deleted", **nothing_more},
        {"noun": "contacts", "id": str(contact.pk), "change": "withdrawn", **nothing_more},
    ]
    # The post went with a contact who is closed now, so that it is not told at all.
    assert post_id not in str(told)


def test_one_transaction_tells_of_a_record_once(readers):
    _desk, asking = readers
    user = cast.editor()
    names = [Given({"text": f"name {n}"}) for n in range(3)]
    given = Given({"display_name": "Hyun"}, {"names": Part(models.ContactName, "contact", names)})
    person = wholes.create(models.Contact(), given, user=user)
    assert asking["reader"].read() == [("created", "contacts", str(person.pk))]


def test_parts_of_parts_are_of_the_record(readers):
    _desk, asking = readers
    event = cast.make_event()
    side = cast.make_delegation(event=event)
    ask = asking["reader"]
    ask.read()
    models.DelegationCountry.objects.create(delegation=side, place=cast.place())
    source = cast.make_source()
    models.Citation.objects.create(source=source, event=event)
    models.Identifier.objects.create(scheme="ror", value="x", event=event)
    assert ask.read() == [
        ("updated", "events", str(event.pk)),
        ("created", "sources", str(source.pk)),
        ("updated", "events", str(event.pk)),
        ("updated", "events", str(event.pk)),
    ]
    side.delete()
    assert ask.read() == [("updated", "events", str(event.pk))]


def test_a_late_commit_is_not_skipped(readers):
    _desk, asking = readers
    ask = asking["reader"]
    late = connection.copy()
    try:
        late.set_autocommit(False)
        with late.cursor() as cursor:
            cursor.execute(
                "INSERT INTO relations_topic (name_en, name_ru, name_uz, name_ko) "
                "VALUES ('late', '', '', '') RETURNING id"
            )
            first = str(cursor.fetchone()[0])
        second = str(cast.make_topic(name_en="early").pk)
        # The second has been committed, and waits: the first will stand before it.
        assert ask.read() == []
        assert ask.read() == []
        late.commit()
        assert ask.read() == [("created", "topics", first), ("created", "topics", second)]
        assert ask.read() == []
    finally:
        late.close()


def test_a_change_of_ones_own_teams_is_told_to_oneself(readers):
    desk, asking = readers
    reader = models.User.objects.get(username="reader")
    models.Membership.objects.create(team=desk, user=reader).delete()
    assert asking["reader"].read() == [("access", "", None)] * 2
    assert asking["insider"].read() == []
    models.Membership.objects.create(team=desk, user=reader)
    assert asking["reader"].read("&noun=topics") == []


def test_pages_go_on_where_they_ended(readers, monkeypatch):
    _desk, asking = readers
    ask = asking["reader"]
    made = [str(cast.make_topic(name_en=f"topic {n}").pk) for n in range(7)]
    start, seen = ask.since, []
    for window in (3, 1000):
        monkeypatch.setattr(changes, "WINDOW", window)
        ask.since, seen = start, []
        while True:
            told = ask(f"changes/?since={ask.since}&page_size=2")
            seen += [one["id"] for one in told["results"]]
            assert len(told["results"]) <= 2
            ask.since = told["cursor"]
            if not told["more"]:
                break
        assert seen == made
    first = ask("changes/?page_size=1")
    assert (len(first["results"]), first["more"]) == (1, True)


def test_an_administrator_and_a_program_follow_too(readers):
    _desk, asking = readers
    admin = Following(cast.administrator())
    person = cast.make_contact(**cast.restricted())
    topic = cast.make_topic(name_en="water")
    assert admin.read() == [
        ("created", "contacts", str(person.pk)),
        ("created", "topics", str(topic.pk)),
    ]
    expires = timezone.now() + timedelta(days=1)
    reader = models.User.objects.get(username="reader")
    _token, secret = tokens.issue(user=reader, name="x", scopes=["topics:read"], expires_at=expires)
    cast.make_contact()
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    told = program.get(f"/api/v1/changes/?since={asking['reader'].since}").json()
    assert [one["noun"] for one in told["results"]] == ["topics"]


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("since=x", {"since": ["This is no cursor of ours."]}),
        ("after=x", {"after": ["There is no such filter."]}),
        ("page_size=0", {"page_size": ["Ensure this value is greater than or equal to 1."]}),
        ("noun=meetings", None),
    ],
)
def test_what_cannot_be_answered_is_refused_by_name(readers, query, errors):
    _desk, asking = readers
    told = asking["reader"](f"changes/?{query}", status=400)["errors"]
    assert told == (errors or {"noun": told["noun"]})


def test_every_noun_and_every_part_is_followed():
    parts = {model.__name__ for model in changes.tracked().values()}
    nouns = set(changes.nouns_of().values())
    assert nouns == set(door.NOUNS)
    assert parts == {model.__name__ for model in changes.nouns_of()} | set(PARTS) | {"Membership"}


def test_the_feed_tells_a_merge_and_into_what(live):
    boss = cast.administrator()
    reader, outsider = Following(cast.reader()), Following(cast.outsider())
    keep, drop = cast.make_contact(), cast.make_contact(display_name="Je Seong-hun")
    gone = cast.make_institution()
    one, other = cast.make_institution(display_name="ISMI"), cast.make_institution()
    reader.read()
    merge_contacts(keep=keep, drop=drop, user=boss)
    merge_institutions(keep=one, drop=other, user=boss)
    records.remove(gone, user=boss)
    told = reader(f"changes/?since={reader.since}")["results"]
    base = "http://testserver/api/v1"
    assert [(row["change"], row["id"], row["into"], row["url"]) for row in told] == [
        ("merged", str(drop.pk), str(keep.pk), f"{base}/contacts/{keep.pk}/"),
        ("updated", str(keep.pk), None, f"{base}/contacts/{keep.pk}/"),
        ("merged", str(other.pk), str(one.pk), f"{base}/institutions/{one.pk}/"),
        ("updated", str(one.pk), None, f"{base}/institutions/{one.pk}/"),
        ("deleted", str(gone.pk), None, None),
    ]
    assert outsider.read() == []
