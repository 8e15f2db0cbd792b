"""The database is asked the same number of questions for one row and for three."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relations import models as m
from tests.admin.story import make_half, url


def count(client, path):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def grow(world, number):
    """Add a half of the world, and rows of its kinds to the open meeting and contact."""
    half = make_half(f"More {number}")
    meeting = world.opened.meeting
    side = m.Delegation.objects.create(event=meeting, name=f"Side {number}", role="party")
    m.DelegationCountry.objects.create(delegation=side, place=half.place)
    m.DelegationInstitution.objects.create(delegation=side, institution=half.institution)
    person = m.Participation.objects.create(event=meeting, contact=half.contact, delegation=side)
    m.ParticipationPost.objects.create(participation=person, post=half.post)
    m.Statement.objects.create(event=meeting, contact=half.contact, delegation=side, text="x")
    m.Commitment.objects.create(event=meeting, what="x", owner=world.editor)
    m.EventLink.objects.create(from_event=meeting, to_event=half.forum, kind="prepares")
    m.EventPlace.objects.create(event=meeting, country=half.place)
    m.EventInstitution.objects.create(event=meeting, institution=half.institution, role="host")
    m.Citation.objects.create(event=meeting, source=half.source)
    m.Note.objects.create(event=meeting, text="x")
    m.Agreement.objects.create(event=meeting, title="x")
    source = m.Source.objects.create(title="x")
    m.Account.objects.create(event=meeting, source=source, kind=meeting.kind, name="x")
    m.Post.objects.create(
        contact=world.opened.contact, institution=half.institution, title="x", since="1990"
    )
    m.Institution.objects.create(display_name="x", parent=world.opened.institution)
    m.AgreementParty.objects.create(agreement=world.opened.agreement, institution=half.institution)
    m.Edition.objects.create(
        series=world.opened.series, number=number, event=half.forum, status="held"
    )


# Every page asks for the session, the user and what the user and the user's roles may do (4 in
# all). A list then asks what each of its filters may offer, how many rows there are, which, and
# what each column of links points to. A form asks for its record, each set of rows, and what each
# link points to, once for all rows.
COUNTS = {
    "Meeting": 11,
    "Contact": 6,
    "Institution": 9,
    "Participation": 9,
    "Post": 9,
    "Commitment": 8,
    "EventLink": 8,
    "Account": 9,
    "meeting": 40,
    "contact": 16,
    "institution": 16,
    "agreement": 14,
    "series": 9,
    "participation": 13,
    "history": 16,
}
LISTS = (
    m.Meeting,
    m.Contact,
    m.Institution,
    m.Participation,
    m.Post,
    m.Commitment,
    m.EventLink,
    m.Account,
)


def test_lists_and_forms_ask_as_much_for_one_row_as_for_three(world, enter):
    client = enter(world.editor)
    for number in (10, 11):
        grow(world, number)
    opened = world.opened
    paths = {model.__name__: url(model, "list") for model in LISTS} | {
        noun: url(getattr(opened, noun))
        for noun in ("meeting", "contact", "institution", "agreement", "series", "participation")
    }
    paths["history"] = url(opened.meeting, "history")
    # asked once in the life of a process, which other tests may have begun anew
    ContentType.objects.get_for_models(*apps.get_app_config("relations").get_models())
    few = {name: count(client, path) for name, path in paths.items()}
    for number in (12, 13, 14, 15):
        grow(world, number)
    m.Event.objects.filter(pk=opened.meeting.pk).update(summary="more")
    assert {name: count(client, path) for name, path in paths.items()} == few
    assert few == COUNTS
