"""What a reader may not see changes no byte of any page: neither its words nor its ids."""

import pytest
from django.contrib import admin

from relations import models as m
from tests.admin.story import CANARY, record_of, url

NOUNS = [model for model in admin.site._registry if model not in (m.Journal, m.User)]


def closed_ids(world):
    return {str(record.pk) for record in vars(world.closed).values()} - {str(world.closed.place.pk)}


def prefilled(world, model):
    """Return the address of an add page that names a closed record in every link it can."""
    fields = [
        f"{field.name}={closed.pk}"
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation
        for closed in vars(world.closed).values()
        if type(closed) is field.related_model
    ]
    return url(model, "add") + "?" + "&".join(fields)


def addresses(world, model):
    """Return the addresses of a noun that nobody is led to, but that one can think of.

    The walk through the house goes to all others.
    """
    listed = url(model, "list")
    return [
        f"{listed}?_popup=1&_to_field=id&_facets=True&o=-1.2.3.4.5.6.7",
        f"{listed}?q={CANARY[:4]}",
        prefilled(world, model),
        *(
            f"/admin/autocomplete/?app_label=relations&model_name={model._meta.model_name}"
            f"&field_name={field.name}&term={CANARY.lower()}"
            for field in model._meta.get_fields()
            if field.concrete and field.is_relation
        ),
    ]


def walk(client, paths):
    return {path: client.get(path) for path in paths}


def leaks(answers, secrets):
    """Return the addresses whose answer holds a secret it was not asked with."""
    return [
        path
        for path, answer in answers.items()
        for secret in secrets
        if secret in answer.content.decode() and secret not in path
    ]


def test_no_page_names_what_is_hidden(world, enter):
    paths = ["/admin/", "/admin/relations/"]
    for model in NOUNS:
        paths += addresses(world, model)
    answers = walk(enter(world.editor), paths)
    assert leaks(answers, {CANARY, *closed_ids(world)}) == []
    assert {answer.status_code for answer in answers.values()} == {200, 403}
    assert sum(answer.status_code == 200 for answer in answers.values()) > 150


@pytest.mark.parametrize("role", ["reader", "manager", "auditor"])
def test_no_page_to_look_at_names_what_is_hidden(world, enter, role):
    nouns = (m.Meeting, m.Contact, m.Institution, m.Commitment, m.Participation, m.Agreement)
    paths = [url(record_of(world, model)) for model in nouns]
    paths += [url(model, "list") for model in nouns]
    answers = walk(enter(getattr(world, role)), paths)
    assert leaks(answers, {CANARY, *closed_ids(world)}) == []
    assert {answer.status_code for answer in answers.values()} == {200}


def test_what_is_hidden_from_others_is_shown_to_the_cleared(world, enter):
    client = enter(world.cleared)
    answers = walk(client, [url(model, "list") for model in NOUNS])
    silent = [path for path, answer in answers.items() if CANARY not in answer.content.decode()]
    vocabulary = (m.Place, m.Topic, m.EventKind, m.Collection, m.SavedView, m.Team, m.Token)
    assert silent == [url(model, "list") for model in NOUNS if model in vocabulary]
    assert CANARY in client.get(url(world.opened.meeting)).content.decode()


def test_a_hidden_record_answers_as_a_missing_one(world, enter):
    client = enter(world.editor)
    missing = m.Event(title="never")
    for page in ("change", "history", "delete"):
        for path in (url(world.closed.meeting, page), url(missing, page)):
            answer = client.get(path)
            assert (answer.status_code, answer["Location"]) == (302, "/admin/")
            assert client.post(path, {"post": "yes"})["Location"] == "/admin/"
    assert m.Event.objects.get(pk=world.closed.meeting.pk).deleted_at is None


def test_a_hidden_id_in_a_filter_answers_as_a_made_up_one(world, enter):
    client = enter(world.editor)
    for made_up in (world.closed.series.pk, m.EventSeries(name="x").pk, "junk"):
        answer = client.get(f"{url(m.Event, 'list')}?series__id__exact={made_up}")
        assert (answer.status_code, answer["Location"]) == (302, "/admin/relations/event/?e=1")
    found = client.get(f"{url(m.Event, 'list')}?series__id__exact={world.opened.series.pk}")
    assert found.status_code == 302


def test_django_s_way_to_any_record_by_type_and_id_is_closed(world, enter):
    client = enter(world.administrator)
    assert client.get(f"/admin/r/8/{world.opened.meeting.pk}/").status_code == 404
    assert client.get("/admin/r/8/junk/").status_code == 404


def test_django_s_log_names_nothing(world, enter):
    client = enter(world.administrator)
    client.post(url(world.closed.note, "delete"), {"post": "yes"})
    assert admin.models.LogEntry.objects.count() == 0


def test_team_readers_and_keys_are_for_managers(world, enter):
    for user, seen in ((world.editor, False), (world.manager, True)):
        page = enter(user).get(url(world.opened.meeting)).content.decode()
        assert ['name="teams"' in page, 'name="readers"' in page, 'name="key"' in page] == [
            seen
        ] * 3
