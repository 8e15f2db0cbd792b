"""Merge and undo over the people and bodies of the real reports: all is as it was, to the byte."""

from itertools import combinations

import pytest
from django.db.models import Count, Q

from relations.actions.absorbing import references
from relations.actions.merging import merge_contacts, merge_institutions
from relations.actions.unmerging import ClashError, undo_merge
from relations.bench.merging import Sums
from relations.models import Contact, Event, Institution, Participation
from relations.search.keeping import keep_touched
from tests import cast
from tests.dossier.conftest import reports  # noqa: F401 - loaded once for this file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reports")]


def left_at(record):
    return {
        f"{field.model._meta.label}.{field.name}": count
        for field in references(type(record))
        if (count := field.model._base_manager.filter(**{field.name: record}).count())
    }


def hardest():
    """Choose the pairs with most between them: met together, spoken most, alike in name."""
    people = Contact.objects.annotate(met=Count("participations", distinct=True))
    most = list(people.order_by("-met", "pk")[:3])
    together = [
        (first, second)
        for event in Event.objects.annotate(n=Count("participations")).order_by("-n", "pk")[:2]
        for first, second in combinations(
            Contact.objects.filter(participations__event=event).order_by("pk")[:3], 2
        )
    ]
    return [*combinations(most, 2), *together[::2]]


def test_the_hardest_pairs_of_people_come_apart_as_they_were():
    boss = cast.administrator()
    keep_touched()
    sums, combined = Sums(), 0
    for keep, drop in hardest():
        merged = merge_contacts(keep=keep, drop=drop, user=boss)
        combined += merged.combined.get("participation", 0)
        assert left_at(drop) == {}
        assert sums.differing() != []
        undo_merge(drop, user=boss)
        assert sums.differing() == []
    assert combined >= 3


def test_bodies_with_most_on_them_come_apart_as_they_were():
    boss = cast.administrator()
    keep_touched()
    sums = Sums()
    bodies = Institution.objects.filter(parent=None, units=None).annotate(
        n=Count("delegation_links", distinct=True) + Count("posts", distinct=True)
    )
    most = list(bodies.order_by("-n", "pk")[:3])
    for keep, drop in combinations(most, 2):
        merge_institutions(keep=keep, drop=drop, user=boss)
        assert left_at(drop) == {}
        undo_merge(drop, user=boss)
        assert sums.differing() == []


def test_three_merges_in_a_chain_come_apart_from_the_last():
    boss = cast.administrator()
    sums = Sums()
    one, two, three, four = Contact.objects.filter(~Q(participations=None)).distinct()[:4]
    met = Participation.objects.filter(contact__in=[one, two, three, four], deleted_at=None)
    events = set(met.values_list("event_id", flat=True))
    for keep, drop in ((two, one), (three, two), (four, three)):
        merge_contacts(keep=keep, drop=drop, user=boss)
    held = Participation.objects.filter(contact=four, deleted_at=None)
    assert sorted(held.values_list("event_id", flat=True)) == sorted(events)
    for drop in (three, two, one):
        undo_merge(drop, user=boss)
    assert sums.differing() == []


def test_two_merges_into_one_come_apart_from_the_last():
    boss = cast.administrator()
    event = Event.objects.annotate(n=Count("participations")).order_by("-n", "pk")[0]
    keep, one, two = Contact.objects.filter(participations__event=event).order_by("pk")[:3]
    sums = Sums()
    for drop in (one, two):
        merge_contacts(keep=keep, drop=drop, user=boss)
    with pytest.raises(ClashError):
        undo_merge(one, user=boss)
    for drop in (two, one):
        undo_merge(drop, user=boss)
    assert sums.differing() == []
