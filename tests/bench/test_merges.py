"""All pairs of the reports merged and undone, as ``manage.py bench merges`` tells of it."""

import pytest
from django.core.management import CommandError, call_command

from relations.bench.merging import Sums, tell, try_pairs
from relations.models import Contact
from tests import cast


@pytest.mark.django_db
def test_a_sum_tells_each_table_that_changed_and_no_version():
    cast.make_contact()
    sums = Sums()
    event = cast.make_event()
    assert sums.differing() == ["relations_event"]
    event.delete()
    assert sums.differing() == []
    contact = Contact.objects.get()
    for biography in ("x", ""):
        Contact.objects.filter(pk=contact.pk).update(biography=biography)
    contact.refresh_from_db()
    assert contact.version == 3
    assert sums.differing() == []


def people_and_a_change():
    """Yield two people, and let somebody write in between."""
    people = [cast.make_contact(display_name=name) for name in (cast.JEH, cast.LEE)]
    yield tuple(people)


@pytest.mark.django_db
def test_what_is_refused_is_counted_and_what_differs_is_named():
    boss = cast.administrator()
    body = cast.make_institution()
    unit = cast.make_unit(parent=body, display_name="Unit")
    refused = try_pairs(iter([(body, unit)]), boss)
    assert (refused.pairs, refused.as_before) == (1, 1)
    differing = try_pairs(people_and_a_change(), boss)
    assert (differing.pairs, differing.as_before) == (1, 0)
    assert Contact.objects.filter(deleted_at=None).count() == 2
    lines = []
    with pytest.raises(CommandError, match="as it was before"):
        tell({"institutions": refused, "contacts": differing}, lines.append)
    assert [line.partition(":")[0] for line in lines[0].splitlines()] == [
        "institutions",
        "  not merged, 1",
        "contacts",
        f"  DIFFERS {cast.JEH} / {cast.LEE}",
    ]


def test_pairs_from_all_over_the_reports_come_apart_as_they_were(capsys, django_db_blocker):
    with django_db_blocker.unblock():
        call_command("bench", "merges", "--every", "1500")
    lines = capsys.readouterr().out.splitlines()
    found = [(line.partition(":")[0], line.rpartition(" ")[2]) for line in lines if line[0] != " "]
    assert found == [("contacts", "4"), ("institutions", "3")]
