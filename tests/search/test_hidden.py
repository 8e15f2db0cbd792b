"""What a reader may not see takes no part: not in what is found, nor in its order or number."""

import pytest

from relations import models as m
from relations.access import OPERATOR
from relations.actions import records
from relations.history.acting import act
from relations.models.search import SearchDocument, SearchWord
from relations.names.likeness import Reason
from relations.search.finding import MOST, find
from relations.search.matching import match
from relations.search.texts import find_texts
from tests import cast

pytestmark = pytest.mark.django_db

ASKED = (
    "Quetzal",
    "Quetzal Coatl",
    "Coatl Q",
    "Kwetzal Koatl",
    "Кетцаль",
    "quet",
    "Qeutzal Coatl",
    "quetzal@example.org",
    "+998712345678",
    "Quetzal Seoul",
)


def secret(**level):
    """Make one of each kind under a rare name, with all that leads to it."""
    house = cast.make_institution(display_name="Quetzal Institute", **level)
    person = cast.make_contact(display_name="Quetzal Coatl", **level)
    m.ContactName.objects.create(contact=person, text="Кетцаль Коатль")
    m.ContactPoint.objects.create(contact=person, kind="email", value="quetzal@example.org")
    m.ContactPoint.objects.create(contact=person, kind="phone", value="+998712345678")
    cast.make_post(contact=person, institution=house)
    series = cast.make_series(name="Quetzal readings", **level)
    event = cast.make_event(title="Quetzal forum", series=series, **level)
    cast.make_event_place(event=event, city="Seoul", country=cast.place("KR"))
    cast.make_agreement(title="Quetzal memorandum", **level)
    cast.make_source(title="Quetzal gazette", **level)
    return house, series, event


def asked_by(user):
    return {
        text: (find(user, text, limit=MOST), find(user, text, typing=True), match(user, text))
        for text in ASKED
    }


def readers():
    return {
        "reader": cast.reader(),
        "outsider": cast.outsider(),
        "of another team": cast.cleared(team=cast.make_team(name="another desk")),
    }


@pytest.mark.parametrize("who", ["reader", "outsider", "of another team"])
def test_no_answer_changes_with_what_is_hidden(who):
    with act("what all may see"):
        for name in ("Ketzal Koatl", "Quentin Coates", "Quetta", "Quetz Al"):
            cast.make_contact(display_name=name, confidentiality="public")
        level = {"confidentiality": "public"}
        open_event = cast.make_event(title="Open forum", **level)
        open_person = cast.make_contact(display_name="Open Person", **level)
    user = readers()[who]
    before = asked_by(user)
    assert sum(len(answer[0]) for answer in before.values()) > 5
    with act("what few may"):
        house, series, event = secret(**cast.restricted())
        # closed records hang on open ones
        cast.make_host(event=open_event, institution=house)
        cast.make_post(contact=open_person, institution=house, title="Quetzal keeper")
        m.Event.objects.filter(pk=open_event.pk).update(series=series)
        cast.make_note(event=open_event, text="Quetzal", **cast.restricted())
        cast.make_statement(event=event, text="Quetzal")
        # so many that they would push out all others, were they counted
        for number in range(60):
            cast.make_contact(display_name=f"Quetzal Coatl {number}", **cast.restricted())
    assert asked_by(user) == before
    assert find_texts(user, "Quetzal") == []
    assert len(find(OPERATOR, "Quetzal", limit=MOST)) > 60


def test_those_who_may_see_it_find_it():
    with act("make it"):
        secret(**cast.restricted())
    kinds = {"institution", "contact", "series", "event", "agreement", "source"}
    for user in (cast.cleared(), cast.administrator(), OPERATOR):
        assert {one.kind for one in find(user, "Quetzal")} == kinds
        assert [one.reason for one in find(user, "quetzal@exam")] == [Reason.EMAIL]
    user = cast.make_user(username="named", roles=("cleared",))
    with act("name one"):
        cast.make_contact(display_name="Quetzal Named", **cast.restricted(user=user))
    assert [one.name for one in find(user, "Quetzal")] == ["Quetzal Named"]


def test_one_who_may_no_longer_read_what_is_restricted_finds_nothing():
    user = cast.make_user(username="formerly", roles=("reader",))
    with act("make it"):
        cast.make_contact(display_name="Quetzal Named", **cast.restricted(user=user))
    assert find(user, "Quetzal Named") == []


def test_a_restricted_institution_is_no_hint_for_anybody():
    with act("make it"):
        house = cast.make_institution(display_name="Quetzal Institute", **cast.restricted())
        cast.make_post(contact=cast.make_contact(display_name=cast.PARK), institution=house)
    assert SearchDocument.objects.filter(hints__contains="Quetzal").count() == 0
    assert [one.name for one in find(OPERATOR, "Quetzal Park")][:1] != [cast.PARK]


def test_an_internal_institution_is_a_hint_for_those_who_may_read_it():
    with act("make it"):
        level = {"confidentiality": "public"}
        house = cast.make_institution(display_name="Quetzal Institute", confidentiality="internal")
        person = cast.make_contact(display_name=cast.PARK, **level)
        cast.make_post(contact=person, institution=house, title="Fellow")
    [found] = find(cast.reader(), "Quetzal Park", kinds=["contact"])
    assert (found.name, found.reason, found.hint) == (
        cast.PARK,
        Reason.HINT,
        "Fellow Quetzal Institute",
    )
    outsider = cast.outsider()
    assert [one.reason for one in find(outsider, "Quetzal Park")] != [Reason.HINT]
    assert [one.hint for one in find(outsider, cast.PARK)] == [""]


def test_an_agreement_of_a_hidden_event_is_found_by_those_who_may_see_both():
    with act("make it"):
        event = cast.make_event(title="Closed talks", **cast.restricted())
        cast.make_agreement(title="Quetzal memorandum", event=event, confidentiality="public")
    assert find(cast.reader(), "Quetzal memorandum") == []
    assert len(find(cast.cleared(), "Quetzal memorandum")) == 1
    assert len(find(OPERATOR, "Quetzal memorandum")) == 1


def hidden_by(guard):
    """Make what an agreement hangs on by a path of guards, hidden."""
    level = cast.restricted()
    if guard == "event":
        return {"event": cast.make_event(title="Closed talks", **level)}
    if guard == "account":
        return {"account": cast.make_account(**level)}
    if guard == "account__event":
        return {"account": cast.make_account(event=cast.make_event(title="Closed", **level))}
    assert guard == "account__source"
    return {"account": cast.make_account(source=cast.make_source(title="Closed", **level))}


def guards(model, path=""):
    """List the paths of all that guards a model."""
    for name in model.guarded_by:
        yield f"{path}{name}"
        yield from guards(model._meta.get_field(name).related_model, f"{path}{name}__")


@pytest.mark.parametrize("guard", sorted(guards(m.Agreement)))
def test_what_an_agreement_hangs_on_guards_it(guard):
    with act("make it"):
        made = cast.make_agreement(
            title="Quetzal memorandum", confidentiality="public", **hidden_by(guard)
        )
        path = guard.split("__")
        closed = made
        for name in path:
            closed = getattr(closed, name)
    for user, seen in ((cast.reader(), 0), (cast.cleared(), 1), (OPERATOR, 1)):
        assert m.Agreement.objects.visible_to(user).count() == seen
        assert len(find(user, "Quetzal memorandum", kinds=["agreement"])) == seen
    type(closed).objects.filter(pk=closed.pk).update(deleted_at="2024-01-01T00:00Z")
    assert find(OPERATOR, "Quetzal memorandum", kinds=["agreement"]) == []


def test_agreements_of_hidden_events_push_out_none():
    with act("make them"):
        cast.make_agreement(title="Quetzal memorandum of all", confidentiality="public")
    user = cast.reader()
    before = find(user, "Quetzal memorandum")
    assert len(before) == 1
    with act("hide more than an arm looks at"):
        event = cast.make_event(title="Closed talks", **cast.restricted())
        records.add_all(
            [
                m.Agreement(title="Quetzal memorandum", event=event, confidentiality="public")
                for _number in range(301)
            ]
        )
    assert find(user, "Quetzal memorandum") == before


def test_words_of_restricted_records_mend_no_typing_error():
    with act("make it"):
        cast.make_contact(display_name="Quetzal Coatl", **cast.restricted())
    assert SearchWord.objects.count() == 0
    with act("make it known"):
        cast.make_contact(display_name="Quetzal Internal", confidentiality="internal")
    assert SearchWord.objects.filter(public=True).count() == 0
    assert sorted(word.word for word in SearchWord.objects.all()) == ["internal", "quetzal"]


def test_what_is_closed_is_found_no_more_from_that_act_on():
    person = records.create(m.Contact(display_name="Quetzal Coatl", confidentiality="public"))
    user = cast.reader()
    assert len(find(user, "Quetzal Coatl")) == 1
    records.change(person, values=cast.restricted())
    assert find(user, "Quetzal Coatl") == []
    assert len(find(cast.cleared(), "Quetzal Coatl")) == 1
