"""Two records that are one: what moves, what becomes one row, what is refused, and the way back."""

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import connection

from relations.actions.absorbing import UNLIKE, references
from relations.actions.merging import fields_of, merge_contacts, merge_institutions, tried
from relations.actions.records import StaleError, change, create, remove
from relations.actions.unmerging import ClashError, undo_merge
from relations.history.merges import heir, merge_of, merged_into
from relations.models import (
    Account,
    AccountParticipant,
    AccountSide,
    AddressForm,
    Citation,
    Contact,
    ContactName,
    ContactPoint,
    Institution,
    Journal,
    Note,
    Participation,
    ParticipationPost,
    Post,
    ProbablySame,
    SavedView,
    Succession,
    SuccessionPredecessor,
    Transition,
)
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss():
    return cast.manager()


@pytest.fixture
def pair():
    return cast.make_contact(), cast.make_contact(display_name="Je Seong-hun")


@pytest.fixture
def bodies():
    return cast.make_institution(), cast.make_institution(display_name="ISMI")


def whole(*models):
    """Read every row of some models as PostgreSQL writes it, but for versions, which count on."""
    found = []
    with connection.cursor() as cursor:
        for model in models:
            table = model._meta.db_table
            cursor.execute(f"SELECT (to_jsonb(t) - 'version')::text FROM {table} t ORDER BY id")
            found += cursor.fetchall()
    return found


def told(error):
    return getattr(error.value, "message_dict", None) or error.value.messages


# --- what points at a record ---


@pytest.mark.parametrize("model", [Contact, Institution])
def test_every_foreign_key_of_the_database_is_known(model):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, attname FROM pg_constraint JOIN pg_attribute "
            "ON attrelid = conrelid AND attnum = ANY (conkey) "
            "WHERE contype = 'f' AND confrelid = %s::regclass",
            [model._meta.db_table],
        )
        in_database = {row for row in cursor.fetchall() if row[0] != "relations_probablysame"}
    known = {(field.model._meta.db_table, field.column) for field in references(model)}
    assert known == in_database
    assert len(known) >= 12


# --- what is taken of the two records ---


def test_what_one_leaves_open_the_other_fills_and_no_name_is_lost(boss, pair):
    keep, drop = pair
    Contact.objects.filter(pk=keep.pk).update(languages=["ko"], biography="Of Busan.")
    Contact.objects.filter(pk=drop.pk).update(
        family_name="Je", languages=["en", "ko"], deceased=True, biography="Of Seoul.", key="je"
    )
    merged = merge_contacts(keep=keep, drop=drop, user=boss).record
    assert (merged.display_name, merged.family_name, merged.biography) == (
        *(cast.JEH, "Je", "Of Busan."),
    )
    assert (merged.languages, merged.deceased, merged.key) == (["ko", "en"], True, "je")
    assert [(name.text, name.kind) for name in merged.names.all()] == [("Je Seong-hun", "alias")]
    assert not Contact.objects.visible_to(boss).filter(pk=drop.pk).exists()


def test_each_field_can_be_chosen(boss, pair):
    keep, drop = pair
    Contact.objects.filter(pk=drop.pk).update(biography="Of Seoul.", languages=["ru"])
    choices = {"display_name": "drop", "biography": "keep", "languages": "keep"}
    merged = merge_contacts(keep=keep, drop=drop, user=boss, choices=choices).record
    assert (merged.display_name, merged.biography, merged.languages) == ("Je Seong-hun", "", [])
    assert [name.text for name in merged.names.all()] == [cast.JEH]


def test_a_body_known_by_more_than_a_mention_stays_so(boss, bodies):
    keep, drop = bodies
    Institution.objects.filter(pk=keep.pk).update(by_mention=True)
    Institution.objects.filter(pk=drop.pk).update(kind="state_think_tank", city="Tashkent")
    merged = merge_institutions(keep=keep, drop=drop, user=boss).record
    assert (merged.by_mention, merged.kind, merged.city) == (False, "state_think_tank", "Tashkent")


def test_choices_that_make_no_sense_are_named(boss, pair):
    keep, drop = pair
    with pytest.raises(ValidationError) as error:
        merge_contacts(
            keep=keep,
            drop=drop,
            user=boss,
            choices={"shoe_size": "keep", "biography": "both", "key": "none"},
        )
    sentence = ["Choose keep or drop, or both where the values can be joined."]
    assert told(error) == {
        "shoe_size": ["There is no such field to choose."],
        "biography": sentence,
        "key": sentence,
    }
    assert Contact.objects.filter(deleted_at=None).count() == 2


def test_the_closer_level_holds_unless_one_is_chosen(pair):
    keep, drop = pair
    boss = cast.administrator()
    closed = cast.restricted()
    Contact.objects.filter(pk=drop.pk).update(**closed)
    usual = {field.name: field.usual for field in fields_of(keep, Contact.objects.get(pk=drop.pk))}
    assert usual["confidentiality"] == "drop"
    merged = merge_contacts(keep=keep, drop=drop, user=boss).record
    assert (merged.confidentiality, merged.teams) == ("restricted", closed["teams"])
    undo_merge(drop, user=boss)
    choices = {"confidentiality": "keep"}
    merged = merge_contacts(keep=keep, drop=drop, user=boss, choices=choices).record
    assert (merged.confidentiality, merged.teams) == ("internal", [])


def test_of_two_levels_closed_to_different_people_one_must_be_chosen(pair):
    keep, drop = pair
    boss = cast.administrator()
    other = cast.restricted(team=cast.make_team(name="another desk"))
    Contact.objects.filter(pk=keep.pk).update(**cast.restricted())
    Contact.objects.filter(pk=drop.pk).update(**other)
    with pytest.raises(ValidationError) as error:
        merge_contacts(keep=keep, drop=drop, user=boss)
    assert list(told(error)) == ["confidentiality"]
    choices = {"confidentiality": "drop"}
    merged = merge_contacts(keep=keep, drop=drop, user=boss, choices=choices).record
    assert merged.teams == other["teams"]


# --- rows that become one ---


def test_two_who_took_part_in_one_event_did_so_once_with_the_roles_of_both(boss, pair):
    keep, drop = pair
    event = cast.make_event()
    side = cast.make_delegation(event=event)
    first = cast.make_participation(event=event, contact=keep, roles=["speaker"])
    second = cast.make_participation(
        event=event, contact=drop, roles=["moderator", "speaker"], delegation=side
    )
    Participation.objects.filter(pk=first.pk).update(name_printed="Jeh")
    Participation.objects.filter(pk=second.pk).update(name_printed="Je", attendance="online")
    post = cast.make_post(contact=drop)
    ParticipationPost.objects.create(participation=second, post=post)
    account = cast.make_account(event=event)
    telling = AccountSide.objects.create(account=account, delegation=side, name="x", role="guest")
    printed = AccountParticipant.objects.create(side=telling, participation=second, name="Je")
    before = whole(Participation, ParticipationPost, AccountParticipant, Post)
    merged = merge_contacts(keep=keep, drop=drop, user=boss)
    (held,) = Participation.objects.filter(deleted_at=None)
    assert (held.pk, held.roles, held.delegation, held.attendance, held.name_printed) == (
        *(first.pk, ["speaker", "moderator"], side, "online", "Jeh"),
    )
    assert [link.post_id for link in held.post_links.all()] == [post.pk]
    printed.refresh_from_db()
    assert printed.participation_id == first.pk
    assert (merged.moved, merged.combined) == ({"post": 1}, {"participation": 1})
    assert [(one.field, one.kept, one.left) for one in merged.differences] == [
        ("name printed", "Jeh", "Je")
    ]
    undo_merge(drop, user=boss)
    assert whole(Participation, ParticipationPost, AccountParticipant, Post) == before


def test_one_post_held_twice_is_one_and_only_one_stays_primary(boss, pair):
    keep, drop = pair
    body = cast.make_institution()
    same = [
        Post.objects.create(contact=one, institution=body, title="Director", rank=rank)
        for one, rank in ((keep, None), (drop, 1))
    ]
    Post.objects.filter(pk=same[1].pk).update(primary=True)
    expert = Post.objects.create(contact=keep, institution=body, title="Expert", primary=False)
    event = cast.make_event()
    both = cast.make_participation(event=event, contact=drop)
    ParticipationPost.objects.create(participation=both, post=same[1])
    merge_contacts(keep=keep, drop=drop, user=boss)
    held = {post.title: (post.pk, post.rank, post.primary) for post in Post.objects.all()}
    assert held == {"Director": (same[0].pk, 1, True), "Expert": (expert.pk, None, False)}
    assert ParticipationPost.objects.get().post_id == same[0].pk


def test_a_second_primary_post_comes_along_without_the_mark(boss, pair):
    keep, drop = pair
    for contact, title in ((keep, "Director"), (drop, "Expert")):
        Post.objects.create(contact=contact, title=title, primary=True)
    before = whole(Post)
    merge_contacts(keep=keep, drop=drop, user=boss)
    held = Post.objects.filter(contact=keep).values_list("title", "primary")
    assert sorted(held) == [("Director", True), ("Expert", False)]
    undo_merge(drop, user=boss)
    assert whole(Post) == before


def test_one_address_stands_once_and_a_warning_on_either_holds(boss, pair):
    keep, drop = pair
    mail = {"kind": "email", "value": "jeh@hufs.example"}
    ContactPoint.objects.create(contact=keep, **mail, label="office")
    ContactPoint.objects.create(contact=drop, **mail, do_not_use=True, preferred=True)
    ContactPoint.objects.create(contact=drop, kind="phone", value="+82212345678")
    AddressForm.objects.create(contact=keep, language="en", honorific="Mr")
    AddressForm.objects.create(contact=drop, language="en", honorific="Dr", salutation="Dear Dr")
    merged = merge_contacts(keep=keep, drop=drop, user=boss)
    points = ContactPoint.objects.filter(contact=keep).order_by("kind")
    assert [(one.kind, one.label, one.do_not_use, one.preferred) for one in points] == [
        ("email", "office", True, True),
        ("phone", "", False, False),
    ]
    form = AddressForm.objects.get()
    assert (form.honorific, form.salutation) == ("Mr", "Dear Dr")
    assert ("honorific", "Mr", "Dr") in {
        (one.field, one.kept, one.left) for one in merged.differences
    }


def test_a_source_cited_for_both_is_cited_once(boss, pair):
    keep, drop = pair
    source = cast.make_source()
    for contact in pair:
        Citation.objects.create(contact=contact, source=source)
        ContactName.objects.create(contact=contact, text="제성훈", language="ko")
    Citation.objects.create(contact=drop, source=source, field="biography")
    Citation.objects.create(contact_name=drop.names.get(), source=source)
    merge_contacts(keep=keep, drop=drop, user=boss)
    assert sorted(keep.citations.values_list("field", flat=True)) == ["", "biography"]
    assert keep.names.filter(text="제성훈").get().citations.count() == 1


def test_notes_stay_two_though_they_say_the_same(boss, pair):
    keep, drop = pair
    for contact in pair:
        cast.make_note(contact=contact, text="Called back.")
    merge_contacts(keep=keep, drop=drop, user=boss)
    assert Note.objects.filter(contact=keep).count() == 2


def test_a_saved_list_asks_for_the_kept_record(boss, bodies):
    keep, drop = bodies
    view = SavedView.objects.create(
        owner=boss, name="x", slug="x", noun="contacts", query=f"institution={drop.pk}"
    )
    merge_institutions(keep=keep, drop=drop, user=boss)
    view.refresh_from_db()
    assert view.query == f"institution={keep.pk}"


def test_other_pairs_are_asked_of_the_kept_record_once(boss, pair):
    keep, drop = pair
    third, fourth = (cast.make_contact(display_name=name) for name in (cast.LEE, cast.PARK))
    make = ProbablySame.objects.create
    for one, other, state in (
        *((drop, third, "different"), (keep, third, "open")),
        *((drop, fourth, "open"), (keep, drop, "open")),
    ):
        first, second = sorted((one, other), key=lambda record: record.pk)
        make(contact=first, other_contact=second, state=state)
    before = whole(ProbablySame)
    merge_contacts(keep=keep, drop=drop, user=boss)
    held = {
        frozenset((row.contact_id, row.other_contact_id)): row.state
        for row in ProbablySame.objects.all()
    }
    assert held == {
        frozenset((keep.pk, third.pk)): "open",
        frozenset((keep.pk, fourth.pk)): "open",
        frozenset((keep.pk, drop.pk)): "same",
    }
    undo_merge(drop, user=boss)
    assert whole(ProbablySame) == before


# --- who may, and what is refused ---


def test_only_a_manager_who_sees_both_may_merge(pair):
    keep, drop = pair
    with pytest.raises(PermissionDenied):
        merge_contacts(keep=keep, drop=drop, user=cast.editor())
    boss = cast.manager()
    Contact.objects.filter(pk=drop.pk).update(**cast.restricted())
    with pytest.raises(ObjectDoesNotExist):
        merge_contacts(keep=keep, drop=drop, user=boss)
    with pytest.raises(ValidationError, match="two different records"):
        merge_contacts(keep=keep, drop=keep, user=boss)


def test_what_the_manager_may_not_see_moves_uncounted(boss, pair):
    keep, drop = pair
    cast.make_note(contact=drop, **cast.restricted())
    event = cast.make_event()
    cast.make_participation(event=event, contact=keep, **cast.restricted())
    cast.make_participation(event=event, contact=drop, roles=["speaker"])
    merged = merge_contacts(keep=keep, drop=drop, user=boss)
    assert (merged.moved, merged.combined, merged.differences) == ({"participation": 1}, {}, ())
    assert Note.objects.get().contact_id == keep.pk
    held = Participation.objects.get(deleted_at=None)
    assert (held.confidentiality, held.roles) == ("restricted", ["speaker"])


def test_rows_closed_to_different_people_are_not_made_one(pair):
    keep, drop = pair
    event = cast.make_event()
    shared = cast.make_user(username="both")
    first, second = (cast.restricted(team=cast.make_team(name=name)) for name in ("a", "b"))
    cast.make_participation(event=event, contact=keep, **first)
    other = cast.make_participation(event=event, contact=drop, **second)
    for user, sentence in (
        (cast.manager(), "Somebody who reads all of it can say what, and merge the two."),
        (cast.administrator(), str(UNLIKE)),
    ):
        with pytest.raises(ValidationError, match=sentence):
            merge_contacts(keep=keep, drop=drop, user=user)
        assert Contact.objects.get(pk=drop.pk).deleted_at is None
    Participation.objects.update(readers=[shared.pk])
    merge_contacts(keep=keep, drop=drop, user=cast.administrator(username="chief"))
    held = Participation.objects.exclude(pk=other.pk).get()
    assert (held.readers, held.teams) == ([shared.pk], [])


def test_a_body_and_its_unit_are_two(boss, bodies):
    top, other = bodies
    middle = cast.make_unit(parent=top, display_name="Middle")
    low = cast.make_unit(parent=middle, display_name="Low")
    for keep, drop in ((top, low), (low, top)):
        with pytest.raises(ValidationError, match="a body and its unit are two"):
            merge_institutions(keep=keep, drop=drop, user=boss)
    merged = merge_institutions(keep=other, drop=middle, user=boss).record
    assert (merged.parent_id, low.pk) == (top.pk, merged.units.get().pk)


def test_a_body_and_its_successor_are_two(bodies):
    one, two = bodies
    step = Succession.objects.create(successor=one, kind="merged_into")
    SuccessionPredecessor.objects.create(succession=step, institution=two)
    for keep, drop in (bodies, bodies[::-1]):
        with pytest.raises(ValidationError, match="One of these followed the other"):
            merge_institutions(keep=keep, drop=drop, user=cast.administrator(username=str(keep)))


def test_two_of_one_row_are_two_and_a_hidden_row_is_not_named(boss, bodies):
    one, two = bodies
    account = cast.make_account()
    Transition.objects.create(account=account, kind="merged", subject=one, result=two, what="x")
    with pytest.raises(ValidationError, match="towards the other in transition"):
        merge_institutions(keep=one, drop=two, user=boss)
    Account.objects.update(**cast.restricted())
    with pytest.raises(ValidationError, match="Something that rests on these two"):
        merge_institutions(keep=one, drop=two, user=boss)


def test_who_reads_the_message_of_another_is_another(boss, pair):
    keep, drop = pair
    event = cast.make_event()
    account = cast.make_account(event=event)
    side = cast.make_delegation(event=event)
    telling = AccountSide.objects.create(account=account, delegation=side, name="x", role="guest")
    AccountParticipant.objects.create(
        side=telling,
        participation=cast.make_participation(event=event, contact=keep),
        name="x",
        reads_for=drop,
    )
    with pytest.raises(ValidationError, match="towards the other in account participant"):
        merge_contacts(keep=keep, drop=drop, user=boss)


def test_a_trial_tells_what_would_be_and_changes_nothing(boss, pair):
    keep, drop = pair
    cast.make_post(contact=drop)
    before = whole(Contact, Post, ProbablySame, ContactName)
    found = tried(keep, drop, choices={}, user=boss)
    assert (found.moved, whole(Contact, Post, ProbablySame, ContactName)) == ({"post": 1}, before)
    with pytest.raises(ValidationError):
        tried(keep, drop, choices={"x": "keep"}, user=boss)


# --- where a record went ---


def test_an_old_id_leads_to_the_kept_record_for_those_who_could_see_both(boss, pair):
    keep, drop = pair
    assert heir(Contact, drop.pk, boss) is None
    merge_contacts(keep=keep, drop=drop, user=boss)
    last = cast.make_contact(display_name=cast.LEE)
    merge_contacts(keep=last, drop=keep, user=boss)
    reader = cast.reader()
    assert [heir(Contact, one.pk, reader) for one in (drop, keep, last)] == [last.pk, last.pk, None]
    assert heir(Contact, drop.pk, cast.outsider()) is None
    assert heir(Contact, drop.pk, cast.anonymous()) is None
    Contact.objects.filter(pk=last.pk).update(**cast.restricted())
    assert heir(Contact, drop.pk, cast.reader(username="another")) is None
    assert heir(Contact, drop.pk, cast.cleared()) == last.pk


def test_an_old_id_leads_nowhere_once_the_kept_record_is_removed(boss, pair):
    keep, drop = pair
    merged = merge_contacts(keep=keep, drop=drop, user=boss).record
    remove(merged, user=boss)
    assert heir(Contact, drop.pk, boss) is None


def test_a_closed_record_leads_nobody_who_could_not_see_it(boss, pair):
    keep, drop = pair
    choices = {"confidentiality": "keep"}
    Contact.objects.filter(pk=drop.pk).update(**cast.restricted())
    merge_contacts(keep=keep, drop=drop, user=cast.administrator(), choices=choices)
    assert heir(Contact, drop.pk, boss) is None
    assert heir(Contact, drop.pk, cast.cleared()) == keep.pk


def test_a_record_knows_what_it_took_in(boss, pair):
    keep, drop = pair
    merge_contacts(keep=keep, drop=drop, user=boss)
    drop.refresh_from_db()
    (merge,) = merged_into(keep, boss)
    assert (merge.drop, merge.keep, merge.actor) == (drop, keep, boss)
    assert merge_of(keep) is None
    undo_merge(drop, user=boss)
    drop.refresh_from_db()
    assert (merged_into(keep, boss), merge_of(drop)) == ([], None)


def test_a_record_that_was_merely_removed_was_not_merged(boss, pair):
    _keep, drop = pair
    drop.deleted_at = "2026-01-01T00:00Z"
    drop.save()
    assert merge_of(drop) is None
    with pytest.raises(ValidationError, match="no such merge"):
        undo_merge(drop, user=boss)
    Contact.objects.filter(pk=drop.pk).delete()
    gone = create(Contact(display_name="x", deleted_at="2026-01-01T00:00Z"), user=boss)
    assert merge_of(gone) is None


# --- the way back ---


def test_undo_gives_every_row_its_values_and_stamps(boss, pair):
    keep, drop = pair
    for contact in pair:
        cast.make_post(contact=contact)
        create(Note(contact=contact, text="x"), user=boss)
    before = whole(Contact, Post, Note, ContactName, ProbablySame)
    merge_contacts(keep=keep, drop=drop, user=boss)
    undone = undo_merge(drop, user=boss)
    assert whole(Contact, Post, Note, ContactName, ProbablySame) == before
    assert (undone.keep, undone.drop, undone.clashes) == (keep, drop, ())
    acts = Journal.objects.of(drop).order_by("-pk").values_list("act", flat=True)
    assert list(acts[:2]) == ["undo merge of contacts", "merge contacts"]


def test_what_was_changed_since_is_shown_and_not_overwritten(boss, pair):
    keep, drop = pair
    mine = Post.objects.create(contact=drop, title="Expert", rank=3)
    Contact.objects.filter(pk=drop.pk).update(family_name="Je", biography="Of Seoul.")
    merge_contacts(keep=keep, drop=drop, user=boss)
    Contact.objects.filter(pk=keep.pk).update(biography="Of Incheon.")
    Post.objects.filter(pk=mine.pk).update(title="Senior expert")
    added = Post.objects.create(contact=keep, title="Adviser")
    with pytest.raises(ClashError) as error:
        undo_merge(drop, user=boss)
    (clash,) = error.value.clashes
    assert (clash.model, clash.record, clash.field) == (Contact, keep.pk, "biography")
    assert (clash.before, clash.merged, clash.now) == ("", "Of Seoul.", "Of Incheon.")
    assert heir(Contact, drop.pk, boss) == keep.pk
    undone = undo_merge(drop, user=boss, keep_changes=True)
    assert undone.clashes == (clash,)
    assert (undone.keep.biography, undone.keep.family_name) == ("Of Incheon.", "")
    assert undone.drop.biography == "Of Seoul."
    mine.refresh_from_db()
    assert (mine.contact_id, mine.title, mine.rank) == (drop.pk, "Senior expert", 3)
    added.refresh_from_db()
    assert added.contact_id == keep.pk


def test_a_row_removed_since_stays_removed(boss, pair):
    keep, drop = pair
    post = Post.objects.create(contact=drop, title="Expert")
    merge_contacts(keep=keep, drop=drop, user=boss)
    post.delete()
    with pytest.raises(ClashError) as error:
        undo_merge(drop, user=boss)
    (clash,) = error.value.clashes
    assert (clash.model, clash.field, clash.now) == (Post, "", None)
    undo_merge(drop, user=boss, keep_changes=True)
    assert not Post.objects.exists()


def test_what_cannot_be_put_back_beside_a_newer_row_is_a_clash(boss, pair):
    keep, drop = pair
    points = [
        ContactPoint.objects.create(contact=one, kind="email", value=f"{n}@hufs.example")
        for n, one in enumerate(pair)
    ]
    merge_contacts(keep=keep, drop=drop, user=boss)
    # written by other means than the pages, which no longer show the dropped record
    ContactPoint.objects.create(contact=drop, kind="email", value="2@hufs.example")
    ContactPoint.objects.filter(pk=points[1].pk).update(value="2@hufs.example")
    undone = undo_merge(drop, user=boss, keep_changes=True)
    assert [(one.record, one.field) for one in undone.clashes] == [(points[1].pk, "contact_id")]


def test_a_merge_of_the_kept_record_is_undone_first(boss, pair):
    keep, drop = pair
    last = cast.make_contact(display_name=cast.LEE)
    merge_contacts(keep=keep, drop=drop, user=boss)
    merge_contacts(keep=last, drop=keep, user=boss)
    with pytest.raises(ValidationError, match="undo that first"):
        undo_merge(drop, user=boss)
    undo_merge(keep, user=boss)
    undo_merge(drop, user=boss)
    assert Contact.objects.visible_to(boss).count() == 3


def test_only_a_manager_who_sees_the_kept_record_may_undo(boss, pair):
    keep, drop = pair
    merge_contacts(keep=keep, drop=drop, user=boss)
    with pytest.raises(PermissionDenied):
        undo_merge(drop, user=cast.editor())
    Contact.objects.filter(pk=keep.pk).update(**cast.restricted())
    with pytest.raises(ObjectDoesNotExist):
        undo_merge(drop, user=boss)


def test_a_version_never_means_two_states(boss, pair):
    keep, drop = pair
    for contact in pair:
        ContactName.objects.create(contact=contact, text="제성훈", language="ko")
        create(Post(contact=contact, title="Director"), user=boss)
    seen = {}
    for biography in ("", "Of Busan.", "Of Seoul."):
        keep.refresh_from_db()
        if biography:
            change(keep, values={"biography": biography}, user=boss)
        merge_contacts(keep=keep, drop=drop, user=boss)
        undo_merge(drop, user=boss)
    entries = Journal.objects.filter(after__has_key="version").order_by("pk")
    for entry in entries:
        key = (entry.table, entry.record, entry.after["version"])
        assert seen.setdefault(key, entry.after) == entry.after
    assert len(seen) == len(entries) > 20
    for model in (Contact, Post):
        for row in model.objects.all():
            of_row = [number for table, pk, number in seen if pk == row.pk]
            assert row.version == max(of_row)


def test_a_form_opened_on_the_merged_record_is_stale_after_the_undo(boss, pair):
    keep, drop = pair
    Contact.objects.filter(pk=drop.pk).update(biography="Of Seoul.")
    merged = merge_contacts(keep=keep, drop=drop, user=boss).record
    undo_merge(drop, user=boss)
    change(keep, values={"biography": "Of Incheon."}, user=boss)
    with pytest.raises(StaleError):
        change(keep, values={"biography": "x"}, user=boss, version=merged.version)


def test_a_row_taken_out_by_a_merge_comes_back_under_a_new_version(boss, pair):
    keep, drop = pair
    one, other = sorted(pair, key=lambda record: record.pk)
    asked = create(ProbablySame(contact=one, other_contact=other, state="open"), user=boss)
    merge_contacts(keep=keep, drop=drop, user=boss)
    undo_merge(drop, user=boss)
    held = ProbablySame.objects.get()
    assert (held.pk, held.state, held.version) == (asked.pk, "open", 2)


# --- what came after a merge ---


def test_what_came_after_the_merge_stays_with_the_kept_record(boss, pair):
    keep, drop = pair
    post = Post.objects.create(contact=drop, title="Director")
    merge_contacts(keep=keep, drop=drop, user=boss)
    event = cast.make_event()
    late = {
        Participation: cast.make_participation(event=event, contact=keep),
        Post: Post.objects.create(contact=keep, title="Adviser"),
        ContactPoint: ContactPoint.objects.create(contact=keep, kind="email", value="j@h.example"),
        ContactName: ContactName.objects.create(contact=keep, text="Che"),
        Note: cast.make_note(contact=keep),
        Citation: Citation.objects.create(contact=keep, source=cast.make_source()),
    }
    on_a_moved_row = Citation.objects.create(post=post, source=cast.make_source(title="Other"))
    undone = undo_merge(drop, user=boss)
    assert undone.clashes == ()
    assert {model: row.pk for model, row in late.items()} == {
        model: model.objects.get(contact=keep).pk for model in late
    }
    on_a_moved_row.refresh_from_db()
    assert on_a_moved_row.post.contact_id == drop.pk


def test_a_name_the_merge_made_is_asked_about_once_something_rests_on_it(boss, pair):
    keep, drop = pair
    merge_contacts(keep=keep, drop=drop, user=boss)
    alias = ContactName.objects.get(contact=keep, text="Je Seong-hun")
    cited = Citation.objects.create(contact_name=alias, source=cast.make_source())
    before = whole(Contact, ContactName, Citation, ProbablySame)
    with pytest.raises(ClashError) as error:
        undo_merge(drop, user=boss)
    (clash,) = error.value.clashes
    assert (clash.model, clash.record, clash.field) == (ContactName, alias.pk, "")
    assert (clash.before, clash.merged["text"], clash.now["text"]) == (None, *["Je Seong-hun"] * 2)
    assert whole(Contact, ContactName, Citation, ProbablySame) == before
    undo_merge(drop, user=boss, keep_changes=True)
    cited.refresh_from_db()
    assert cited.contact_name.contact_id == keep.pk
    assert Contact.objects.visible_to(boss).count() == 2


def test_two_merges_into_one_record_ask_where_they_went_into_each_other(boss, pair):
    keep, one = pair
    two = cast.make_contact(display_name=cast.LEE)
    event = cast.make_event()
    for contact, role in ((keep, "speaker"), (one, "moderator"), (two, "discussant")):
        cast.make_participation(event=event, contact=contact, roles=[role])
    before = whole(Contact, Participation, ContactName, ProbablySame)
    for drop in (one, two):
        merge_contacts(keep=keep, drop=drop, user=boss)
    with pytest.raises(ClashError) as error:
        undo_merge(one, user=boss)
    assert [(clash.model, clash.field, clash.now) for clash in error.value.clashes] == [
        (Participation, "roles", ["speaker", "moderator", "discussant"])
    ]
    for drop in (two, one):
        undo_merge(drop, user=boss)
    assert whole(Contact, Participation, ContactName, ProbablySame) == before


# --- links to what the user may not see ---


@pytest.fixture
def hidden():
    return cast.make_institution(display_name="Hidden", **cast.restricted())


@pytest.mark.parametrize("choice", ["keep", "drop", None])
def test_a_hidden_link_holds_whatever_is_chosen_of_what_one_sees(boss, bodies, hidden, choice):
    choices = {} if choice is None else {"parent": choice}
    for of_keep, of_drop in ((hidden, None), (None, hidden), (hidden, hidden)):
        keep, drop = bodies
        for body, parent in ((keep, of_keep), (drop, of_drop)):
            Institution.objects.filter(pk=body.pk).update(parent=parent)
        merged = merge_institutions(keep=keep, drop=drop, user=boss, choices=choices).record
        assert merged.parent_id == hidden.pk
        undo_merge(drop, user=boss)


def test_of_a_hidden_link_and_another_somebody_chooses_who_sees_both(boss, bodies, hidden):
    keep, drop = bodies
    seen = cast.make_institution(display_name="Seen")
    for one, other in ((keep, drop), (drop, keep)):
        Institution.objects.filter(pk=one.pk).update(parent=hidden)
        Institution.objects.filter(pk=other.pk).update(parent=seen)
        with pytest.raises(ValidationError, match="Somebody who reads all of it"):
            merge_institutions(keep=keep, drop=drop, user=boss, choices={"parent": "drop"})
    merged = merge_institutions(
        keep=keep, drop=drop, user=cast.administrator(), choices={"parent": "keep"}
    ).record
    assert merged.parent_id == seen.pk


def test_nobody_gives_a_row_a_stamp_it_never_had(boss, pair):
    keep, _drop = pair
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        cursor.execute("SELECT set_config('muloqot.undone', %s, true)", cursor.fetchone())
    Contact.objects.filter(pk=keep.pk).update(biography="x", version=77)
    keep.refresh_from_db()
    assert keep.version == 2
