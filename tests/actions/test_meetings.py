"""A whole meeting in one act: what it makes, what it costs, and what it refuses."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from relations.actions import meetings, submissions
from relations.actions.drafts import (
    AgreementDraft,
    BodyDraft,
    FigureDraft,
    LinkDraft,
    MeetingDraft,
    NoteDraft,
    PersonDraft,
    PlaceDraft,
    PostDraft,
    PromiseDraft,
    SeriesDraft,
    SideDraft,
    SourceDraft,
    StatementDraft,
)
from relations.models import (
    Contact,
    Event,
    EventLink,
    Figure,
    Institution,
    Journal,
    Participation,
    Source,
    Submission,
    Topic,
)
from relations.search import keeping, rebuilding
from relations.search.matching import match
from tests import cast
from tests.actions.seed import FORUM, HYUN, JEH, KIEP, VISIT

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return cast.editor()


def refused(user, draft):
    with pytest.raises(ValidationError) as caught:
        meetings.log(user=user, draft=draft)
    return caught.value.message_dict


def test_the_seeds_visit_takes_14_round_trips(user, django_assert_num_queries):
    user.has_perm("relations.read_internal")  # the request has asked for the rights by then
    # 1 what is known · 2 begin · 3 the act's name · 4 the key · 5 all rows · 6 what was touched
    # 7 whose hints · 8-12 read five kinds for the search · 13 its rows and words · 14 commit
    with django_assert_num_queries(14):
        meetings.log(user=user, draft=VISIT, key="a")


def test_everything_of_the_visit_is_kept(user):
    event = Event.objects.get(pk=meetings.log(user=user, draft=VISIT))
    assert (event.title, event.date, event.kind.code, event.confidentiality) == (
        VISIT.title,
        "2024-05-16",
        "meeting",
        "internal",
    )
    assert [(side.name, side.role, side.list_incomplete) for side in event.delegations.all()] == [
        ("Uzbek side", "host", False),
        ("Korean side", "guest", True),
    ]
    guests = event.participations.all()
    assert [str(post) for guest in guests for post in guest.posts.order_by("order")] == [
        "Secretary General, Korea-Central Asia Cooperation Expert Forum",
        "Director, Center for Eurasian Studies",
        "Head, Department of Central Asian Studies",
        "Expert, Korea Institute for International Economic Policy",
        "Expert, Korean Institute for National Unification",
    ]
    units = Institution.objects.filter(parent__display_name="Hankuk University of Foreign Studies")
    assert [(unit.display_name, unit.kind) for unit in units] == [
        ("Center for Eurasian Studies", "unit"),
        ("Department of Central Asian Studies", "unit"),
    ]
    (link,) = event.links_out.all()
    assert (link.kind, link.basis, link.to_event.date, link.to_event.kind.code) == (
        "continues",
        "printed",
        "2023-12",
        "forum",
    )
    (account,) = event.accounts.all()
    assert (account.date_text, account.date_basis, account.precision, account.year_evidence) == (
        "May 16 this year",
        "inferred",
        "day",
        "2024: cites the trade of 2023",
    )
    figure = Figure.objects.get()
    assert (figure.value, figure.qualifier, figure.source_id) == (
        10_000_000_000,
        "more_than",
        account.source_id,
    )
    assert [str(topic) for topic in event.topics.order_by("event_links__order")] == [
        "reforms",
        "climate change",
        "trade",
    ]
    said = event.statements.order_by("delegation__order")
    assert [(one.speaker, one.kind, str(one.topic)) for one in said] == [
        ("Uzbek side", "informed", "reforms"),
        ("Korean side", "interest", "climate change"),
    ]


def test_it_is_one_act_of_its_author_and_found_at_once(user):
    meetings.log(user=user, draft=VISIT)
    acts = set(Journal.objects.values_list("act", "actor", "transaction"))
    assert {(act, actor) for act, actor, _ in acts} >= {("log meeting", user.pk)}
    assert len({number for act, _, number in acts if act == "log meeting"}) == 1
    assert [one.name for one in match(user, "현승수")] == ["Hyun Seung-soo"]


def test_a_plan_says_what_would_be_made_and_makes_nothing(user):
    plan = meetings.plan(user=user, draft=VISIT)
    kinds = [made.kind for made in plan.made]
    assert {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)} == {
        "event": 2,
        "topic": 3,
        "institution": 7,
        "source": 1,
        "contact": 4,
        "post": 5,
    }
    assert plan.made[-2].label == "Expert, Korean Institute for National Unification"
    assert plan.made[0].label == "ISRS hosted a meeting with Korean experts (2024-05-16)"
    assert Event.objects.count() == Contact.objects.count() == 0


def test_the_same_sent_twice_is_one_meeting(user):
    first = meetings.log(user=user, draft=VISIT, key="once")
    assert meetings.log(user=user, draft=VISIT, key="once") == first
    assert (Event.objects.count(), Submission.objects.count()) == (2, 1)
    assert str(Submission.objects.get()) == "once"
    with pytest.raises(ValidationError) as caught:
        meetings.log(user=user, draft=replace(VISIT, title="Another"), key="once")
    assert caught.value.code == "reused"
    other = meetings.log(user=cast.editor(username="other"), draft=VISIT, key="once")
    assert other != first


def test_a_second_meeting_makes_only_what_is_new(user):
    meetings.log(user=user, draft=VISIT)
    person = Contact.objects.get(display_name="Jeh Sung Hoon")
    body = Institution.objects.get(display_name=FORUM.name)
    held = person.posts.get(title="Director")
    jeh = PersonDraft(
        id=person.pk,
        printed="Je Seong-hun",
        posts=(
            PostDraft(title="secretary general", body=BodyDraft(id=body.pk)),
            PostDraft(id=held.pk),
            PostDraft(title="Adviser", body=BodyDraft(id=body.pk)),
        ),
    )
    draft = MeetingDraft(
        title="Second visit",
        sides=(SideDraft("Korean side", bodies=(BodyDraft(id=body.pk),), people=(jeh,)),),
        topics=("Trade",),
        links=(LinkDraft(id=Event.objects.get(title=VISIT.title).pk, kind="follows_up"),),
        sources=(replace(VISIT.sources[0], date_text="", year_evidence=""),),
    )
    before = Source.objects.count()
    plan = meetings.plan(user=user, draft=draft)
    assert [(made.kind, made.label) for made in plan.made] == [
        ("event", "Second visit"),
        ("post", "Adviser"),
    ]
    event = Event.objects.get(pk=meetings.log(user=user, draft=draft))
    (guest,) = event.participations.all()
    assert guest.name_printed == "Je Seong-hun"
    assert [post.title for post in guest.posts.order_by("participation_links__order")] == [
        "Secretary General",
        "Director",
        "Adviser",
    ]
    assert (Source.objects.count(), Topic.objects.count()) == (before, 3)
    assert event.accounts.get().date_basis == ""


def test_outcomes_series_and_notes_are_kept(user):
    draft = MeetingDraft(
        title="Fifth session",
        kind="forum",
        date="2024-06-11/2024-06-13",
        series=SeriesDraft(name="Strategic dialogue", edition=5),
        promises=(PromiseDraft("Send the papers", "ours", "2024-09", owes=(KIEP,)),),
        agreements=(AgreementDraft("Memorandum of KIEP and ISRS", parties=(KIEP,)),),
        figures=(FigureDraft("trade", "12.5", "USD"),),
        notes=(NoteDraft("They were cool.", "restricted", readers=(user.pk,)),),
        sources=(SourceDraft(title="Minutes"),),
        links=(LinkDraft(title="Talks", place=PlaceDraft(city="Busan", country="KR")),),
    )
    event = Event.objects.get(pk=meetings.log(user=user, draft=draft))
    assert (event.series.name, event.edition) == ("Strategic dialogue", 5)
    promise = event.commitments.get()
    assert (promise.direction, promise.due, str(promise.parties.get())) == (
        "ours",
        "2024-09",
        KIEP.name,
    )
    agreement = event.agreements.get()
    assert (agreement.state, str(agreement.parties.get())) == ("signed", KIEP.name)
    assert agreement.signings.get().date == "2024-06-11/2024-06-13"
    assert event.accounts.get().precision == "range"
    assert event.notes.get().confidentiality == "restricted"
    assert event.links_out.get().to_event.places.get().city == "Busan"
    again = replace(draft, title="Sixth", series=SeriesDraft(id=event.series_id, edition=6))
    assert Event.objects.get(pk=meetings.log(user=user, draft=again)).series == event.series


def test_what_is_met_in_secret_makes_no_open_contact(user):
    secret = {"confidentiality": "restricted", "readers": (user.pk,)}
    event = meetings.log(user=user, draft=replace(VISIT, **secret))
    assert set(Contact.objects.values_list("confidentiality", flat=True)) == {"restricted"}
    assert set(Institution.objects.values_list("confidentiality", flat=True)) == {"restricted"}
    assert Participation.objects.filter(event=event, confidentiality="restricted").count() == 4


def test_a_source_by_id_and_a_date_to_the_year(user):
    source = cast.make_source()
    draft = MeetingDraft("Talks", date="2024", sources=(SourceDraft(id=source.pk),))
    event = Event.objects.get(pk=meetings.log(user=user, draft=draft))
    assert (event.accounts.get().source, event.accounts.get().precision) == (source, "year")


def test_a_line_not_understood_is_kept_in_the_words_of_the_side(user):
    people = (PersonDraft(text="some people of the ministry"), PersonDraft(name="Kim Young"))
    side = SideDraft("Korean side", people=people, unnamed_text="and others")
    event = Event.objects.get(pk=meetings.log(user=user, draft=MeetingDraft("x", sides=(side,))))
    assert event.delegations.get().unnamed_text == "some people of the ministry; and others"
    assert event.participations.count() == 1


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        ({"title": "", "sources": ()}, {"title": ["This field cannot be blank."]}),
        ({"kind": "ball"}, {"kind": ["There is no such record: ball."]}),
        (
            {"places": (PlaceDraft(country="XX"),)},
            {"places.0.country": ["There is no such record: XX."]},
        ),
        (
            {"sides": (SideDraft("a", "guest", people=(JEH, replace(JEH, posts=()))),)},
            {"sides.0.people.1": ["This person stands in the list already."]},
        ),
        (
            {"sides": (SideDraft("a", "boss"),)},
            {"sides.0.role": ["Value 'boss' is not a valid choice."]},
        ),
        (
            {"sides": (SideDraft("a", people=(replace(HYUN, posts=(PostDraft(),)),)),)},
            {"sides.0.people.0.posts.0": ["A post needs a title or an institution."]},
        ),
        (
            {"figures": (FigureDraft("a", "many", "USD"),)},
            {"figures.0.value": ["This is no number."]},
        ),
        (
            {"sides": (SideDraft("a", statements=(StatementDraft("\0"),)),)},
            {"sides.0.statements.0.text": ["This text holds characters that cannot be kept."]},
        ),
    ],
)
def test_faults_are_told_by_path_and_nothing_is_written(user, values, faults):
    assert refused(user, replace(VISIT, **values)) == faults
    assert Event.objects.count() == Contact.objects.count() == 0


def test_what_one_may_not_see_is_not_there(user):
    closed = cast.restricted(user=cast.cleared())
    person, body = cast.make_contact(**closed), cast.make_institution(**closed)
    event = cast.make_event(**closed)
    side = SideDraft("a", bodies=(BodyDraft(id=body.pk),), people=(PersonDraft(id=person.pk),))
    draft = MeetingDraft("x", sides=(side,), links=(LinkDraft(id=event.pk),))
    meant = {"sides.0.bodies.0": body, "sides.0.people.0": person, "links.0": event}
    assert refused(user, draft) == {
        path: [f"There is no such record: {one.pk}."] for path, one in meant.items()
    }


def test_a_post_of_somebody_else_is_refused(user):
    person, post = cast.make_contact(), cast.make_post()
    jeh = PersonDraft(id=person.pk, posts=(PostDraft(id=post.pk),))
    draft = MeetingDraft("x", sides=(SideDraft("a", people=(jeh,)),))
    assert refused(user, draft) == {
        "sides.0.people.0.posts.0": [f"There is no such record: {post.pk}."]
    }


def test_a_rule_of_the_database_is_told_and_nothing_stays(user):
    double = replace(VISIT, sides=(VISIT.sides[0], replace(VISIT.sides[0], statements=())))
    assert refused(user, double) == {"name": ["Another record has this already."]}
    event = cast.make_event()
    draft = MeetingDraft("x", links=(LinkDraft(id=event.pk), LinkDraft(id=event.pk)))
    assert refused(user, draft) == {"kind": ["Another record has this already."]}
    assert EventLink.objects.count() == Submission.objects.count() == 0


def test_a_digest_names_what_is_said():
    assert submissions.digest_of(VISIT) == submissions.digest_of(replace(VISIT))
    assert submissions.digest_of(VISIT) != submissions.digest_of(replace(VISIT, title="x"))


def test_much_at_once_is_kept_kind_by_kind(user, monkeypatch):
    monkeypatch.setattr(keeping, "BATCH", 5)
    meetings.log(user=user, draft=VISIT)
    assert list(rebuilding.faults()) == []
