"""Who sees which row of every model, by its own level and by all it belongs to.

The table of guards is written here a second time, by hand: a model that forgets one fails, and
so does a model that has no line.
"""

import pytest
from django.db.models import Q
from django.utils import timezone

from relations import access
from relations import models as m
from tests import cast
from tests.models.world import LEVELED

TELLING = "account event source"
PARTS = {
    # vocabularies: for whoever may read at all
    **dict.fromkeys(["place", "kind", "topic", "team", "membership", "collection"], ""),
    # institutions and people
    "institution": "institution",
    "partner": "partner",
    "institution_name": "institution",
    "institution_topic": "institution",
    "succession": "institution",
    "predecessor": "institution partner",
    "contact": "contact",
    "twin": "twin",
    "contact_name": "contact",
    "address_form": "contact",
    "point": "contact",
    "contact_topic": "contact",
    "source": "source",
    "post": "contact partner",
    "bare_post": "contact",
    "sighting": "contact partner source institution",
    "bare_sighting": "contact",
    # events and their sides
    "series": "series",
    "series_name": "series",
    "event": "event",
    "meeting": "meeting",
    "event_name": "event",
    "event_place": "event",
    "event_institution": "event institution",
    "event_topic": "event",
    "link": "event meeting",
    "edition": "series event",
    "missing_edition": "series",
    "edition_source": "series event source",
    "delegation": "event",
    "delegation_country": "event",
    "delegation_institution": "event partner",
    "participation": "participation event contact",
    "participation_post": "participation event contact partner",
    # tellings
    "account": TELLING,
    "account_name": TELLING,
    "account_place": TELLING,
    "account_institution": f"{TELLING} institution",
    "account_topic": TELLING,
    "account_remark": TELLING,
    "side": TELLING,
    "side_country": TELLING,
    "side_institution": f"{TELLING} partner",
    "participant": f"{TELLING} participation contact",
    "participant_post": f"{TELLING} participation contact partner institution",
    "mention": f"{TELLING} meeting",
    "appointment": f"{TELLING} contact partner",
    "merger": f"{TELLING} partner institution",
    # outcomes
    "agreement": f"agreement {TELLING}",
    "bare_agreement": "bare_agreement",
    "agreement_party": f"agreement {TELLING} institution",
    "agreement_country": f"agreement {TELLING}",
    "agreement_topic": f"agreement {TELLING}",
    "signing": f"agreement {TELLING} meeting",
    "signatory": f"agreement {TELLING} meeting contact partner institution",
    "statement": f"statement {TELLING} contact",
    "bare_statement": "bare_statement event",
    "commitment": f"commitment agreement {TELLING}",
    "commitment_party": f"commitment agreement {TELLING} partner",
    "commitment_person": f"commitment agreement {TELLING} contact",
    "commitment_user": f"commitment agreement {TELLING}",
    "figure": f"figure {TELLING}",
    "figure_subject": f"figure {TELLING} institution",
    "figure_country": f"figure {TELLING}",
    "relation": f"relation {TELLING}",
    "relation_party": f"relation {TELLING} institution",
    "relation_country": f"relation {TELLING}",
    # what hangs on a record
    "citation_of_institution": "source institution",
    "citation_of_institution_name": "source institution",
    "citation_of_contact": "source contact",
    "citation_of_contact_name": "source contact",
    "citation_of_post": "source contact partner",
    "citation_of_event": "source event",
    "citation_of_participation": "source participation event contact",
    "citation_of_statement": f"statement {TELLING} contact",
    "citation_of_commitment": f"commitment agreement {TELLING}",
    "citation_of_agreement": f"agreement {TELLING}",
    "citation_of_figure": f"figure {TELLING}",
    "citation_of_relation": f"relation {TELLING}",
    "identifier_of_institution": "institution",
    "identifier_of_contact": "contact",
    "identifier_of_event": "event",
    **{
        f"{what}_of_{owner}": f"{what}_of_{owner} {guards}"
        for what in ("note", "document")
        for owner, guards in {
            "institution": "institution",
            "contact": "contact",
            "event": "event",
            "agreement": f"agreement {TELLING}",
        }.items()
    },
    "same_event": "event meeting",
    "same_contact": "contact twin",
    "same_institution": "institution partner",
}
GUARDS = {name: set(guards.split()) for name, guards in PARTS.items()}
ALL = set(GUARDS)
FREE = {name for name, guards in GUARDS.items() if not guards}
ROLES = ("reader", "editor", "cleared", "manager", "auditor")


def behind(guard):
    return {name for name, guards in GUARDS.items() if guard in guards}


def seen(world, user):
    """Give the names of the rows a user sees; each row once."""
    names = {(type(record), record.pk): name for name, record in world.items()}
    found = []
    for model in {type(record) for record in world.values()} - {m.SavedView}:
        rows = model.objects.visible_to(user).values_list("pk", flat=True)
        found += [names[model, pk] for pk in rows if (model, pk) in names]
    assert len(found) == len(set(found))
    return set(found)


def level(world, guard, **values):
    record = world[guard]
    type(record).objects.filter(pk=record.pk).update(**values)


def test_every_row_of_the_world_has_a_line():
    assert {name for names in GUARDS.values() for name in names} == set(LEVELED)


def test_every_model_has_a_row_in_the_world(world):
    assert set(world) - {"view"} == ALL


def test_what_is_internal_is_seen_by_staff(world, people):
    assert {name: seen(world, user) for name, user in people.items()} == {
        **{key: set(GUARDS) for key in [*ROLES, "administrator"]},
        "outsider": FREE,
        "anonymous": set(),
    }


def test_what_is_public_is_seen_by_whoever_may_log_in(world, people):
    for guard in LEVELED:
        level(world, guard, confidentiality="public")
    assert seen(world, people["outsider"]) == ALL
    assert seen(world, people["anonymous"]) == set()


@pytest.mark.parametrize("guard", LEVELED)
def test_one_closed_record_hides_its_parts_and_no_more(world, people, guard):
    level(world, guard, **cast.restricted())
    assert guard in behind(guard)
    assert ALL - seen(world, people["reader"]) == behind(guard)


def test_what_is_closed_is_seen_by_the_team_it_names(world, people):
    for guard in LEVELED:
        level(world, guard, **cast.restricted())
    assert {name: seen(world, user) for name, user in people.items()} == {
        **dict.fromkeys(["reader", "editor", "manager", "auditor", "outsider"], FREE),
        **dict.fromkeys(["cleared", "administrator"], ALL),
        "anonymous": set(),
    }


@pytest.mark.parametrize("guard", LEVELED)
def test_one_removed_record_takes_its_parts_from_everybody(world, people, guard):
    level(world, guard, deleted_at=timezone.now())
    assert ALL - seen(world, people["administrator"]) == behind(guard)


@pytest.mark.parametrize("role", ["reader", "cleared"])
def test_what_is_removed_is_gone_for_who_is_named_too(world, people, role):
    level(world, "event", deleted_at=timezone.now(), **cast.restricted())
    assert ALL - seen(world, people[role]) == behind("event")


@pytest.mark.parametrize("guard", ["event", "source", "contact", "agreement"])
def test_a_part_of_a_public_record_is_no_more_open_than_an_internal_one(world, people, guard):
    for each in LEVELED:
        level(world, each, confidentiality="public")
    level(world, guard, confidentiality="internal")
    assert ALL - seen(world, people["outsider"]) == behind(guard)


# --- who is named ---


def sees_the_closed(world, user):
    """Tell whether a user sees the event, and a statement and a host of it."""
    found = {
        model.objects.visible_to(user).filter(**{path: world["event"].pk}).exists()
        for model, path in (
            (m.Event, "pk"),
            (m.Statement, "event"),
            (m.EventInstitution, "event"),
        )
    }
    assert len(found) == 1
    return found.pop()


def test_a_restricted_record_opens_to_the_teams_and_people_it_names(world, people):
    korea, water = cast.make_team(), cast.make_team(name="Water desk")
    of_water = cast.cleared(username="water", team=water)
    of_both = cast.cleared(username="both", team=korea)
    m.Membership.objects.create(team=water, user=of_both)
    of_none = cast.make_user(username="none", roles=("cleared",))
    everybody = [people["cleared"], of_water, of_both, of_none]

    def openings(*, teams=(), users=()):
        level(
            world,
            "event",
            confidentiality="restricted",
            teams=[team.pk for team in teams],
            readers=[user.pk for user in users],
        )
        return [sees_the_closed(world, user) for user in everybody]

    assert openings(teams=[korea]) == [True, False, True, False]
    assert openings(teams=[water]) == [False, True, True, False]
    assert openings(teams=[korea, water]) == [True, True, True, False]
    assert openings(users=[of_none]) == [False, False, False, True]
    assert openings(teams=[water], users=[of_none, people["cleared"]]) == [True] * 4


def test_to_be_named_is_not_enough_without_the_right(world, people):
    for role in ("reader", "editor", "manager", "auditor", "outsider"):
        m.Membership.objects.create(team=cast.make_team(), user=people[role])
    users = [people[role] for role in ("reader", "editor", "manager", "auditor", "outsider")]
    level(world, "event", **{**cast.restricted(), "readers": [user.pk for user in users]})
    assert [sees_the_closed(world, user) for user in users] == [False] * 5


def test_the_right_is_not_enough_without_being_named(world, people):
    m.Membership.objects.filter(user=people["cleared"]).delete()
    level(world, "event", **cast.restricted())
    assert not sees_the_closed(world, people["cleared"])


def test_names_on_an_open_record_change_nothing(world, people):
    level(world, "event", confidentiality="internal", teams=[cast.make_team().pk], readers=[0])
    assert sees_the_closed(world, people["reader"])
    assert not sees_the_closed(world, people["outsider"])


def test_who_has_two_roles_has_the_rights_of_both(world, people):
    manager = people["manager"]
    manager.groups.add(*people["cleared"].groups.all())
    m.Membership.objects.create(team=cast.make_team(), user=manager)
    level(world, "event", **cast.restricted())
    assert sees_the_closed(world, type(manager).objects.get(pk=manager.pk))


@pytest.mark.parametrize("role", [*ROLES, "administrator", "outsider"])
def test_a_closed_account_sees_nothing(world, people, role):
    user = people[role]
    user.is_active = False
    assert seen(world, user) == set()
    assert list(m.SavedView.objects.visible_to(user)) == []


def test_whoever_runs_a_command_on_the_server_sees_all(world):
    level(world, "event", **cast.restricted())
    assert seen(world, access.OPERATOR) == ALL


def test_the_two_families_of_events_keep_the_rule(world, people):
    level(world, "event", **cast.restricted())
    assert [
        [record.pk for record in family.objects.visible_to(people[role])]
        for family in (m.Forum, m.Meeting)
        for role in ("reader", "cleared", "anonymous")
    ] == [[], [world["event"].pk], [], *[[world["meeting"].pk]] * 2, []]


def test_a_unit_of_a_hidden_body_has_a_level_of_its_own(world, people):
    unit = cast.make_unit(parent=world["institution"])
    level(world, "institution", **cast.restricted())
    assert m.Institution.objects.visible_to(people["reader"]).get(pk=unit.pk) == unit


def test_for_nobody_the_condition_itself_is_never_true():
    assert access.visible(cast.anonymous(), "event__") == Q(pk__in=[])


def test_what_is_asked_before_or_after_changes_nothing_of_who_sees(world, people):
    """The condition is made once for whoever reads as far, and must stay as it was made."""
    level(world, "event", **cast.restricted())
    event = world["event"]
    for _time in range(2):
        for role, found in (("reader", []), ("cleared", [event])):
            asked = m.Event.objects.visible_to(people[role])
            assert list(asked.filter(pk=event.pk, places__isnull=False)) == found
            assert list(asked.exclude(pk=world["meeting"].pk).filter(pk=event.pk)) == found
            assert list(m.Event.objects.filter(pk=event.pk).visible_to(people[role])) == found
            assert list(m.Event.objects.visible_to(people[role]).filter(pk=event.pk)) == found
            within = m.Event.objects.filter(pk=event.pk, pk__in=asked)
            assert list(within) == found
            assert list(within.filter(pk__in=asked.filter(part_of=None))) == found
            assert list((asked | within).filter(pk=event.pk)) == found


def test_who_reads_further_from_now_on_sees_more_at_once(world, people):
    level(world, "event", **cast.restricted(team=cast.make_team(name="Water desk")))
    assert not sees_the_closed(world, people["cleared"])
    cast.Membership.objects.create(team=cast.make_team(name="Water desk"), user=people["cleared"])
    again = type(people["cleared"]).objects.get(pk=people["cleared"].pk)
    assert sees_the_closed(world, again)
    assert not sees_the_closed(world, people["reader"])


# --- saved views ---


def test_a_view_is_seen_by_its_owner_its_team_or_all(world, people):
    reader, cleared = people["reader"], people["cleared"]
    view = {"owner": reader, "name": "x", "noun": "events"}
    m.SavedView.objects.all().delete()
    for slug, shared, team in (
        ("mine", "mine", None),
        ("team", "team", cast.make_team()),
        ("other", "team", cast.make_team(name="Water desk")),
        ("all", "all", None),
    ):
        m.SavedView.objects.create(slug=slug, shared=shared, team=team, **view)
    m.Membership.objects.create(team=cast.make_team(), user=reader)
    assert {
        name: sorted(found.slug for found in m.SavedView.objects.visible_to(user))
        for name, user in {**people, "operator": access.OPERATOR}.items()
    } == {
        **{key: ["all"] for key in ["outsider", "editor", "manager", "auditor", "administrator"]},
        "reader": ["all", "mine", "other", "team"],
        "cleared": ["all", "team"],
        "operator": [],
        "anonymous": [],
    }
    assert cleared.pk != reader.pk
