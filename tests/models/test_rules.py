"""What the database refuses, whoever writes, and what it lets through beside it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from relations import models as m
from tests import cast

pytestmark = pytest.mark.django_db

# --- one record of several ---

ARCS = {
    "identifier": ("identifier_of_event", "institution", "contact", "event"),
    "citation": ("citation_of_event", *m.Citation.ARCS),
    "note": ("note_of_event", "institution", "contact", "event", "agreement"),
    "document": ("document_of_event", "event", "agreement", "institution", "contact"),
    "agreementparty": ("agreement_party", "institution", "place"),
    "commitmentparty": ("commitment_party", "institution", "place", "contact", "user"),
    "figuresubject": ("figure_subject", "institution", "place"),
    "relationparty": ("relation_party", "institution", "place"),
    "transition": ("appointment", "contact", "subject"),
}


@pytest.mark.parametrize("name", ARCS)
def test_a_part_hangs_on_one_record_and_no_two(world, sql, refused_by, name):
    row, *arcs = ARCS[name]
    part = world[row]
    table, owners = part._meta.db_table, {"subject": "institution"}
    (given,) = (arc for arc in arcs if getattr(part, f"{arc}_id"))
    with refused_by(f"{name}_of_one_record"):
        sql(f"UPDATE {table} SET {given}_id = NULL WHERE id = %s", part.pk)
    for arc in set(arcs) - {given}:
        owner = m.User.objects.get() if arc == "user" else world[owners.get(arc, arc)]
        with refused_by(f"{name}_of_one_record"):
            sql(f"UPDATE {table} SET {arc}_id = %s WHERE id = %s", owner.pk, part.pk)
        move = f"UPDATE {table} SET {given}_id = %s, {arc}_id = %s WHERE id = %s"
        assert sql(move, None, owner.pk, part.pk) == 1
        assert sql(move, getattr(part, f"{given}_id"), None, part.pk) == 1


# --- two that may be one ---


def test_a_pair_stands_once_and_in_one_order(refused_by):
    one, other = cast.make_contact(), cast.make_contact(display_name=cast.LEE)
    low, high = sorted((one.pk, other.pk))
    m.ProbablySame.objects.create(contact_id=low, other_contact_id=high)
    with refused_by("probablysame_contact_once"):
        m.ProbablySame.objects.create(contact_id=low, other_contact_id=high)
    with refused_by("probablysame_contact_pair"):
        m.ProbablySame.objects.create(contact_id=high, other_contact_id=low)
    with refused_by("probablysame_contact_pair"):
        m.ProbablySame.objects.create(contact_id=low, other_contact_id=low)


def test_a_pair_is_of_two_records_of_one_kind(refused_by):
    contact, institution = cast.make_contact(), cast.make_institution()
    with refused_by("probablysame_contact_pair"):
        m.ProbablySame.objects.create(contact=contact, other_institution=institution)
    with refused_by("probablysame_contact_pair"):
        m.ProbablySame.objects.create(contact=contact)
    with refused_by("probablysame_contact_pair"):
        m.ProbablySame.objects.create(other_contact=contact)
    with refused_by("probablysame_of_one_record"):
        m.ProbablySame.objects.create()


# --- confidentiality ---


@pytest.mark.parametrize("level", ["public", "internal"])
def test_an_open_record_names_nobody_or_somebody(level):
    cast.make_event(confidentiality=level)
    cast.make_event(confidentiality=level, readers=[1])


def test_a_restricted_record_names_somebody(sql, refused_by):
    with refused_by("event_restricted_to_someone"):
        cast.make_event(confidentiality="restricted")
    cast.make_event(**cast.restricted())
    event = cast.make_event(**cast.restricted(user=cast.reader()))
    with refused_by("event_restricted_to_someone"):
        sql("UPDATE relations_event SET readers = '{}' WHERE id = %s", event.pk)


# --- events ---


@pytest.mark.parametrize("date", ["", "2024", "2024-05", "2024-05~", "../2024-05-16"])
def test_hours_need_a_day(refused_by, date):
    for hours in ({"start_time": "10:00"}, {"end_time": "12:00"}):
        with refused_by("event_hours_need_a_day"):
            cast.make_event(date=date, time_zone="Asia/Tashkent", **hours)
    cast.make_event(date=date, time_zone="Asia/Tashkent")


@pytest.mark.parametrize("date", ["2024-05-16", "2024-05-16/2024-05-18"])
def test_hours_need_a_zone(refused_by, date):
    for hours in ({"start_time": "10:00"}, {"end_time": "12:00"}):
        with refused_by("event_hours_need_a_zone"):
            cast.make_event(date=date, **hours)
        cast.make_event(date=date, time_zone="Asia/Tashkent", **hours)
    cast.make_event(date=date)


def test_an_edition_needs_a_series(refused_by):
    with refused_by("event_edition_needs_a_series"):
        cast.make_event(edition=2)
    series = cast.make_series()
    cast.make_event(edition=2, series=series)
    cast.make_event(series=series)


def test_an_event_is_not_linked_to_itself(refused_by):
    event = cast.make_event()
    with refused_by("eventlink_not_to_itself"):
        cast.make_link(from_event=event, to_event=event, how="same_visit")


# --- who took part ---


def test_a_contact_stands_once_in_an_event(refused_by):
    event, contact = cast.make_event(), cast.make_contact()
    first = cast.make_participation(event=event, contact=contact)
    with refused_by("participation_contact_once"):
        cast.make_participation(event=event, contact=contact)
    cast.make_participation(event=event)
    cast.make_participation(contact=contact)
    m.Participation.objects.filter(pk=first.pk).update(deleted_at=first.created_at)
    cast.make_participation(event=event, contact=contact)


def test_a_source_tells_an_event_once(refused_by):
    event, source = cast.make_event(), cast.make_source()
    first = cast.make_account(event=event, source=source)
    with refused_by("account_once"):
        cast.make_account(event=event, source=source)
    m.Account.objects.filter(pk=first.pk).update(deleted_at=first.created_at)
    cast.make_account(event=event, source=source)


@pytest.mark.parametrize("make", [cast.make_participation, cast.make_statement])
def test_a_side_is_one_of_the_same_event(refused_by, make):
    side = cast.make_delegation()
    rule = "relations_participation_side_of_event"
    if make is cast.make_statement:
        rule = "relations_statement_side_of_event"
    with refused_by(rule):
        make(event=cast.make_meeting(), delegation=side)
    with refused_by(rule):
        made = make(event=side.event, delegation=side)
        type(made).objects.filter(pk=made.pk).update(event=cast.make_meeting())
    made = make(event=side.event, delegation=side)
    make(event=side.event)
    with refused_by(rule):
        m.Delegation.objects.filter(pk=side.pk).update(event=cast.make_meeting())


OWN = "relations_{}_own_post".format


def test_a_post_held_then_is_the_contacts_own(refused_by):
    participation = cast.make_participation()
    own, foreign = cast.make_post(contact=participation.contact), cast.make_post()
    link = participation.post_links.create(post=own)
    with refused_by(OWN("participationpost")):
        participation.post_links.create(post=foreign)
    with refused_by(OWN("participationpost")):
        m.ParticipationPost.objects.filter(pk=link.pk).update(post=foreign)
    with refused_by(OWN("participation")):
        m.Participation.objects.filter(pk=participation.pk).update(contact=foreign.contact)
    with refused_by(OWN("post")):
        m.Post.objects.filter(pk=own.pk).update(contact=foreign.contact)


def test_a_post_may_move_to_another_contact_with_all_that_rests_on_it():
    participation, other = cast.make_participation(), cast.make_contact(display_name=cast.LEE)
    own = cast.make_post(contact=participation.contact)
    participation.post_links.create(post=own)
    m.Post.objects.filter(pk=own.pk).update(contact=other)
    m.Participation.objects.filter(pk=participation.pk).update(contact=other)
    connection.check_constraints()


def test_whose_a_post_is_takes_no_reading_through():
    def read_through():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT sum(seq_scan) FROM pg_stat_xact_user_tables WHERE relname = ANY(%s)",
                [[f"relations_{each}" for each in ("participationpost", "participation", "post")]],
            )
            return cursor.fetchone()

    def judged():
        rules = ", ".join(OWN(each) for each in ("participationpost", "participation", "post"))
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS {rules} IMMEDIATE; SET CONSTRAINTS {rules} DEFERRED")

    participation, other = cast.make_participation(), cast.make_contact(display_name=cast.LEE)
    own = cast.make_post(contact=participation.contact)
    participation.post_links.create(post=own)
    before = read_through()
    judged()
    assert read_through() == before
    m.Post.objects.filter(pk=own.pk).update(contact=other)
    m.Participation.objects.filter(pk=participation.pk).update(contact=other)
    before = read_through()
    judged()
    assert read_through() == before


def test_a_wrong_post_that_is_gone_at_the_end_does_no_harm():
    participation = cast.make_participation()
    participation.post_links.create(post=cast.make_post()).delete()
    connection.check_constraints()


# --- posts and ways to reach a person ---


def test_a_post_says_something(refused_by):
    contact = cast.make_contact()
    with refused_by("post_says_something"):
        m.Post.objects.create(contact=contact)
    m.Post.objects.create(contact=contact, title="expert")
    m.Post.objects.create(contact=contact, institution=cast.make_institution())


def test_a_contact_has_one_current_primary_post(refused_by):
    contact = cast.make_contact()
    cast.make_post(contact=contact, primary=True)
    with refused_by("post_one_current_primary"):
        cast.make_post(contact=contact, primary=True, since="2024")
    cast.make_post(contact=contact)
    cast.make_post(contact=contact, primary=True, until="2023")
    cast.make_post(contact=contact, primary=True, entered_in_error=True)
    cast.make_post(primary=True)


@pytest.mark.parametrize(
    ("value", "stands"),
    [
        *[("+998712000000", True), ("+82-2-2173", False), ("+998 71 200", False)],
        *[("998712000000", False), ("+0998712000000", False), ("+9987", False)],
        *[("+1234567890123456", False), ("+998712000000\n", False), ("", False)],
    ],
)
def test_a_phone_stands_in_e164(refused_by, value, stands):
    points = cast.make_contact().points
    if stands:
        points.create(kind="phone", value=value)
    else:
        with refused_by("contactpoint_phone_is_e164"):
            points.create(kind="phone", value=value)
    points.create(kind="messenger", value=value)


def test_one_way_of_a_kind_is_preferred(refused_by):
    contact = cast.make_contact()
    for point in (("email", "a@b.uz", True), ("email", "c@d.uz", False), ("address", "T", True)):
        contact.points.create(**dict(zip(("kind", "value", "preferred"), point, strict=True)))
    with refused_by("contactpoint_one_preferred"):
        contact.points.create(kind="email", value="e@f.uz", preferred=True)


# --- the rest ---


def test_a_place_has_a_code(refused_by):
    with refused_by("place_has_a_code"):
        m.Place.objects.create(name_en="Atlantis", kind="country")
    m.Place.objects.create(name_en="Kosovo", kind="country", alpha2="ZZ")


def test_a_view_of_a_team_names_it(refused_by):
    view = {"owner": cast.reader(), "name": "Korea", "noun": "events", "shared": "team"}
    with refused_by("savedview_team_named"):
        m.SavedView.objects.create(slug="a", **view)
    m.SavedView.objects.create(slug="b", team=cast.make_team(), **view)


ONCE = {
    "addressform_once": "address_form",
    "contactname_once": "contact_name",
    "contactpoint_once": "point",
    "contacttopic_once": "contact_topic",
    "delegation_name_once": "delegation",
    "delegationcountry_once": "delegation_country",
    "delegationinstitution_once": "delegation_institution",
    "eventinstitution_once": "event_institution",
    "eventlink_once": "link",
    "eventname_once": "event_name",
    "eventtopic_once": "event_topic",
    "agreementtopic_once": "agreement_topic",
    "identifier_once": "identifier_of_event",
    "institutionname_once": "institution_name",
    "institutiontopic_once": "institution_topic",
    "membership_once": "membership",
    "participationpost_once": "participation_post",
    "successionpredecessor_once": "predecessor",
    "topic_once": "topic",
}


@pytest.mark.parametrize("rule", ONCE)
def test_nothing_stands_twice(world, refused_by, rule):
    twin = world[ONCE[rule]]
    twin._state.adding = True
    twin.pk = m.base.uuid7()
    with refused_by(rule):
        twin.save(force_insert=True)


def test_a_house_key_stands_once_and_may_be_left_out(sql):
    cast.make_event()
    cast.make_event(key="forum-2023")
    cast.make_event()
    with pytest.raises(Exception, match="relations_event_key_key"):
        cast.make_event(key="forum-2023")


def test_a_name_is_refused_by_its_field_before_the_database_is_asked():
    with pytest.raises(ValidationError) as caught:
        m.Event(title="", kind=cast.kind(), date="2023-13", status="gone").full_clean()
    assert set(caught.value.message_dict) == {"title", "date", "status"}
