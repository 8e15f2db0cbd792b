"""The pages on which two records become one, and come apart."""

import pytest
from django.test import Client
from django.urls import reverse

from relations import models as m
from relations.actions import merging
from relations.history.merges import heir
from relations.search.keeping import keep_touched
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss():
    return cast.manager()


@pytest.fixture
def client(boss):
    client = Client()
    client.force_login(boss)
    return client


@pytest.fixture
def pair():
    keep = cast.make_contact(biography="Of Busan.", languages=["ko"])
    drop = cast.make_contact(display_name="Je Seong-hun", biography="Of Seoul.", languages=["en"])
    cast.make_post(contact=drop)
    event = cast.make_event()
    cast.make_participation(event=event, contact=keep, name_printed="Jeh")
    cast.make_participation(event=event, contact=drop, name_printed="Je")
    keep_touched()
    return keep, drop


def page_of(record, verb="merge", noun="contacts"):
    return reverse(f"site:{noun}-{verb}", args=[record.pk])


def sent(keep, drop, **more):
    versions = {"keep_version": keep.version, "drop_version": drop.version}
    return {"drop": str(drop.pk), **versions, **more}


def shows(answer, *texts):
    body = answer.content.decode()
    return [text for text in texts if text not in body]


def test_any_other_is_looked_for_by_its_name(client, pair):
    keep, drop = pair
    other = cast.make_contact(display_name=cast.LEE)
    hidden = cast.make_contact(display_name=cast.LEE, **cast.restricted())
    m.ProbablySame.objects.create(
        **dict(
            zip(
                ("contact", "other_contact"),
                sorted((keep, other), key=lambda one: one.pk),
                strict=True,
            )
        ),
        state="different",
    )
    keep_touched()
    assert [one.record for one in client.get(page_of(keep)).context["candidates"]] == [drop]
    found = client.get(page_of(keep), {"q": " Ji-eon Lee"})
    assert [one.record for one in found.context["candidates"]] == [other]
    assert shows(found, 'value="Ji-eon Lee"', f"?with={other.pk}") == []
    assert hidden.pk != other.pk
    alike = client.get(page_of(keep), {"q": cast.JEH})
    [one] = alike.context["candidates"]
    assert (one.record, one.why) == (drop, "in another spelling")


def test_what_bears_a_name_like_it_is_offered_until_it_is_judged(client, pair):
    keep, drop = pair
    other = cast.make_contact(display_name=cast.LEE)
    third = cast.make_contact(display_name="Kim Chul-soo")
    first, second = sorted((keep, other), key=lambda record: record.pk)
    m.ProbablySame.objects.create(contact=first, other_contact=second, why="same desk")
    keep_touched()
    offered = client.get(page_of(keep))
    assert [one.record for one in offered.context["candidates"]] == [other, drop]
    assert shows(offered, "Je Seong-hun", "same desk") == []
    for record in (drop, other):
        assert client.post(page_of(keep), sent(keep, record, different="1")).status_code == 302
    states = m.ProbablySame.objects.values_list("state", flat=True)
    assert list(states) == ["different", "different"]
    again = client.get(page_of(keep))
    assert (again.context["candidates"], shows(again, "Nothing here bears")) == ([], [])
    assert third not in [one.record for one in offered.context["candidates"]]


def test_both_stand_side_by_side_with_what_will_happen(client, pair):
    keep, drop = pair
    answer = client.get(f"{page_of(keep)}?with={drop.pk}")
    lines = {line.name: line for line in answer.context["lines"] if line.differs}
    assert {name: (line.keep, line.drop, line.chosen) for name, line in lines.items()} == {
        "display_name": (cast.JEH, "Je Seong-hun", "keep"),
        "biography": ("Of Busan.", "Of Seoul.", "keep"),
        "languages": ("ko", "en", "both"),
    }
    assert shows(answer, "Post: 1 move", "Participation: 1 become one", "“Jeh”", "“Je”") == []
    assert m.Contact.objects.filter(deleted_at=None).count() == 2


def test_a_preview_keeps_the_choices_and_merges_nothing(client, pair):
    keep, drop = pair
    data = sent(keep, drop, preview="1", **{"field-biography": "drop"})
    answer = client.post(page_of(keep), data)
    (line,) = [line for line in answer.context["lines"] if line.name == "biography"]
    assert (line.chosen, answer.status_code) == ("drop", 200)
    assert m.Contact.objects.filter(deleted_at=None).count() == 2


def test_merged_told_and_undone(client, pair):
    keep, drop = pair
    data = sent(keep, drop, **{"field-biography": "drop"})
    answer = client.post(page_of(keep), data, follow=True)
    assert answer.redirect_chain == [(page_of(keep, "detail"), 302)]
    undo = page_of(keep, "unmerge")
    assert shows(answer, "The two are one now", f'<a href="{undo}">', "Of Seoul.") == []
    old = client.get(page_of(drop, "detail"))
    assert (old.status_code, old.headers["Location"]) == (302, page_of(keep, "detail"))
    assert shows(client.get(undo), "Je Seong-hun", "Undo this merge", "manager") == []
    answer = client.post(undo, {"drop": str(drop.pk)}, follow=True)
    assert shows(answer, "there are two again", page_of(drop, "detail")) == []
    assert client.get(page_of(drop, "detail")).status_code == 200
    assert shows(client.get(undo), "Nothing was merged into it.") == []
    keep.refresh_from_db()
    assert keep.biography == "Of Busan."


def test_a_merge_from_an_old_page_is_refused_with_both_as_they_stand(client, pair):
    keep, drop = pair
    m.Contact.objects.filter(pk=drop.pk).update(biography="Of Incheon.")
    answer = client.post(page_of(keep), sent(keep, drop))
    assert (answer.status_code, heir(m.Contact, drop.pk, cast.reader())) == (400, None)
    assert shows(answer, "Somebody changed one of the two", "Of Incheon.") == []


def test_what_cannot_be_merged_is_said_and_offers_no_button(client):
    body = cast.make_institution()
    unit = cast.make_unit(parent=body)
    place = page_of(body, noun="institutions")
    looked = client.get(f"{place}?with={unit.pk}")
    for answer, status in ((looked, 200), (client.post(place, sent(body, unit)), 400)):
        assert (answer.status_code, answer.context["trial"]) == (status, None)
        assert shows(answer, "a body and its unit are two") == []


def test_institutions_are_merged_and_a_link_to_what_is_hidden_is_not_shown(client):
    hidden = cast.make_institution(display_name="Hidden house", **cast.restricted())
    keep = cast.make_institution(display_name="ISMI")
    drop = cast.make_unit(parent=hidden, display_name="ISRS", country=cast.place())
    m.Institution.objects.filter(pk=keep.pk).update(owner=cast.editor())
    place = page_of(keep, noun="institutions")
    answer = client.get(f"{place}?with={drop.pk}")
    names = {line.name for line in answer.context["lines"]}
    assert ("parent" in names, "country" in names, "owner" in names) == (False, True, True)
    assert shows(answer, "Hidden house") == ["Hidden house"]
    keep.refresh_from_db()
    assert client.post(place, sent(keep, drop)).status_code == 302
    assert heir(m.Institution, drop.pk, cast.reader()) == keep.pk


def test_what_was_changed_since_is_shown_before_the_rest_is_undone(client, boss, pair):
    keep, drop = pair
    merging.merge_contacts(keep=keep, drop=drop, user=boss, choices={"biography": "drop"})
    m.Contact.objects.filter(pk=keep.pk).update(biography="Of Incheon.")
    m.Post.objects.all().delete()
    undo = page_of(keep, "unmerge")
    answer = client.post(undo, {"drop": str(drop.pk)})
    assert answer.status_code == 409
    assert shows(answer, "Of Busan.", "Of Seoul.", "Of Incheon.", "Undo the rest") == []
    answer = client.post(undo, {"drop": str(drop.pk), "keep_changes": "1"}, follow=True)
    assert shows(answer, "there are two again", "Of Incheon.") == []
    answer = client.post(undo, {"drop": str(drop.pk)})
    assert (answer.status_code, shows(answer, "There is no such merge")) == (409, [])


def test_an_undo_that_breaks_a_rule_is_refused_by_a_sentence(client, boss, pair):
    keep, drop = pair
    m.Contact.objects.filter(pk=drop.pk).update(key="je")
    merging.merge_contacts(keep=keep, drop=drop, user=boss)
    m.Contact.objects.filter(pk=keep.pk).update(key=None)
    cast.make_contact(display_name=cast.LEE, key="je")
    answer = client.post(page_of(keep, "unmerge"), {"drop": str(drop.pk), "keep_changes": "1"})
    assert answer.status_code == 409
    assert shows(answer, "Another record has this already.", "Undo this merge") == []
    assert heir(m.Contact, drop.pk, cast.reader()) == keep.pk


@pytest.mark.parametrize("given", ["", "x", "00000000-0000-7000-8000-000000000000"])
def test_what_is_not_there_is_not_compared(client, pair, given):
    keep, _ = pair
    assert client.get(f"{page_of(keep)}?with={given}").status_code == 404


def test_managers_alone_come_here(pair):
    keep, drop = pair
    for user, status in ((cast.editor(), 403), (cast.reader(), 403)):
        client = Client()
        client.force_login(user)
        for place in (page_of(keep), page_of(keep, "unmerge"), reverse("site:same")):
            assert client.get(place).status_code == status
        assert client.post(page_of(keep), sent(keep, drop)).status_code == status
        assert shows(client.get(page_of(keep, "detail")), "Merge…") == ["Merge…"]


def test_the_queue_shows_what_is_open_and_forgets_what_is_judged(client, pair):
    keep, drop = pair
    closed = cast.make_contact(display_name="Closed", **cast.restricted())
    events = sorted((cast.make_event(), cast.make_meeting()), key=lambda record: record.pk)
    people = sorted((keep, drop), key=lambda record: record.pk)
    hidden = sorted((keep, closed), key=lambda record: record.pk)
    make = m.ProbablySame.objects.create
    asked = make(contact=people[0], other_contact=people[1], why="same post")
    make(event=events[0], other_event=events[1])
    unseen = make(contact=hidden[0], other_contact=hidden[1])
    answer = client.get(reverse("site:same"))
    assert [
        (pair["one"], pair["other"], bool(pair["merge"])) for pair in answer.context["pairs"]
    ] == [
        (*people, True),
        (*events, False),
    ]
    assert shows(answer, "same post", "Compare") == []
    judge = reverse("site:same-judge", args=[asked.pk])
    assert client.post(judge, follow=True).status_code == 200
    assert client.post(judge).status_code == 404
    assert client.post(reverse("site:same-judge", args=[unseen.pk])).status_code == 404
    assert len(client.get(reverse("site:same")).context["pairs"]) == 1
    assert shows(client.get(reverse("site:home")), "Judge them all") == []


def test_a_long_queue_has_pages(client):
    people = [cast.make_contact(display_name=f"Person {n}") for n in range(52)]
    first, *others = sorted(people, key=lambda record: record.pk)
    m.ProbablySame.objects.bulk_create(
        m.ProbablySame(contact=first, other_contact=other) for other in others
    )
    place = reverse("site:same")
    assert shows(client.get(place), "?page=2") == []
    last = client.get(f"{place}?page=2")
    assert (len(last.context["pairs"]), shows(last, "?page=1")) == (1, [])


def test_an_empty_queue_says_so(client):
    assert shows(client.get(reverse("site:same")), "Nothing is open.") == []


def test_the_admin_leads_here(pair, settings):
    keep, _ = pair
    client = Client()
    client.force_login(cast.administrator())
    body = cast.make_institution()
    for record, noun in ((keep, "contacts"), (body, "institutions")):
        name = record._meta.model_name
        change = reverse(f"admin:relations_{name}_change", args=[record.pk])
        assert shows(client.get(change), page_of(record, noun=noun)) == []
        history = reverse(f"admin:relations_{name}_history", args=[record.pk])
        assert shows(client.get(history), page_of(record, "unmerge", noun)) == []
