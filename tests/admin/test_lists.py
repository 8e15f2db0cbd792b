"""Lists find by any name, filter by what is listed, and take any address without a fault."""

import pytest

from relations import models as m
from relations.history.acting import act
from tests.admin.story import make_event, url


def shown(client, model, query=""):
    answer = client.get(f"{url(model, 'list')}{query}")
    return sorted(str(row) for row in answer.context["cl"].result_list)


@pytest.fixture
def client(world, enter):
    return enter(world.editor)


def test_search_finds_every_word_in_any_name_once(world, client):
    institution = world.opened.institution
    with act("name it"):
        for text in ("Орёл институти", "Oryol Institut"):
            m.InstitutionName.objects.create(institution=institution, text=text)
    for term in ("oryol", "ИНСТИТУТИ", "academy oryol", "oryol%00institute", "  "):
        assert shown(client, m.Institution, f"?q={term}") == ["Oryol Institute"], term
    for term in ("oryol nothing", "%25", "_", "\\"):
        assert shown(client, m.Institution, f"?q={term}") == [], term
    assert shown(client, m.Participation, "?q=kim talks") == [
        "Oryol Kim at Oryol talks (2024-05-16)"
    ]


def test_filters_keep_what_they_name(world, client):
    make_event("conference", "Older", date="2019-03", format="online")
    m.EventPlace.objects.create(event=world.opened.forum, country=world.opened.place)
    kind = world.opened.meeting.kind
    everything = ["Older (2019-03)", "Oryol forum (2024-05-16)", "Oryol talks (2024-05-16)"]
    for query, expected in (
        ("", everything),
        ("?year=2019", ["Older (2019-03)"]),
        ("?format__exact=online", ["Older (2019-03)"]),
        (f"?kind__id__exact={kind.pk}", ["Oryol talks (2024-05-16)"]),
        (f"?places__country__id__exact={world.opened.place.pk}", ["Oryol forum (2024-05-16)"]),
    ):
        assert shown(client, m.Event, query) == expected


def test_meetings_and_forums_are_lists_of_their_family(world, client):
    assert shown(client, m.Meeting) == ["Oryol talks (2024-05-16)"]
    assert shown(client, m.Forum) == ["Oryol forum (2024-05-16)"]


def test_years_are_those_of_visible_events(world, client):
    answer = client.get(url(m.Event, "list"))
    years = next(spec for spec in answer.context["cl"].filter_specs if spec.title == "year")
    assert years.lookup_choices == [("2024", "2024")]
    m.Event.objects.update(date="")
    assert "By year" not in client.get(url(m.Event, "list")).content.decode()


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?title=Oryol", 400),
        ("?title__icontains=O", 400),
        ("?date__year=1111111111111111111", 400),
        ("?part_of__title__icontains=Z", 400),
        ("?series__isnull=True", 400),
        ("?format__exact=%00", 400),
        ("?format=%00", 400),
        ("?unknown=1", 400),
        ("?_to_field=title", 400),
        ("?_to_field=%00", 400),
        ("?year=1e400", 302),
        ("?year=2024%00", 400),
        ("?kind__id__exact=junk", 302),
        ("?p=99999999999999999999", 302),
        ("?p=-1", 302),
        ("?p=" + "9" * 5000, 200),
        ("?o=junk.-99.99999999999999999999.1", 200),
        ("?q=%00", 200),
        ("?q=" + "x" * 3000, 200),
        ("?all=&_facets=&_popup=&e=1", 200),
    ],
)
def test_odd_addresses_of_a_list_are_no_fault(world, client, query, status):
    m.Event.objects.bulk_create(
        m.Event(title=f"No. {number}", kind=world.opened.meeting.kind) for number in range(60)
    )
    assert client.get(f"{url(m.Event, 'list')}{query}").status_code == status


@pytest.mark.parametrize(
    "query",
    [
        "?part_of=junk&kind=99999999999999999999999&owner=%00&start_time=%00&title=%00",
        "?roles=chair&event=junk&contact=1&teams=%00&confidentiality=%00",
        "?topics=junk&languages=%00&date=%00&nothing=1&_changelist_filters=%00",
    ],
)
def test_odd_addresses_of_a_form_are_no_fault(world, client, query):
    for model in (m.Event, m.Participation):
        assert client.get(f"{url(model, 'add')}{query}").status_code == 200


def test_an_address_may_fill_a_form_in(world, client):
    event, contact = world.opened.meeting, world.opened.contact
    answer = client.get(
        f"{url(m.Participation, 'add')}?event={event.pk}&contact={contact.pk}&name_printed=Mr+Kim"
    )
    page = answer.content.decode()
    assert f'<option value="{contact.pk}" selected>Oryol Kim</option>' in page
    assert 'value="Mr Kim"' in page


@pytest.mark.parametrize("odd", ["%00", "junk", "0", "x/y", "%F0%9F%98%80"])
def test_an_odd_id_answers_as_a_missing_record(client, odd):
    for page in ("change", "history", "delete"):
        answer = client.get(f"/admin/relations/event/{odd}/{page}/")
        assert (answer.status_code, answer["Location"]) == (302, "/admin/")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("app_label=relations&model_name=event&field_name=part_of&term=%00", 200),
        ("app_label=relations&model_name=event&field_name=part_of&term=a&page=0", 404),
        ("app_label=relations&model_name=event&field_name=title&term=a", 403),
        ("app_label=relations&model_name=event&field_name=%00&term=a", 403),
        ("app_label=relations&model_name=event&field_name=owner&term=a", 403),
        ("app_label=relations&model_name=nothing&field_name=x", 403),
        ("app_label=auth&model_name=user&field_name=groups", 403),
        ("term=a", 403),
    ],
)
def test_the_endpoint_of_links_takes_any_question(client, query, status):
    assert client.get(f"/admin/autocomplete/?{query}").status_code == status


def test_links_are_found_by_any_name_and_told_apart(world, client):
    asked = "app_label=relations&model_name=participation&field_name=posts&term=oryol"
    answer = client.get(f"/admin/autocomplete/?{asked}")
    assert answer.json() == {
        "results": [
            {"id": str(world.opened.post.pk), "text": "Oryol Kim: Oryol head, Oryol Institute"}
        ],
        "pagination": {"more": False},
    }


def test_the_index_lists_by_use_and_by_right(world, enter):
    def names(user):
        answer = enter(user).get("/admin/")
        return [
            model["object_name"] for app in answer.context["app_list"] for model in app["models"]
        ]

    assert names(world.administrator)[:4] == ["Meeting", "Forum", "Contact", "Institution"]
    assert names(world.administrator)[-4:] == ["Team", "User", "Token", "Journal"]
    assert names(world.editor)[-2:] == ["SavedView", "Team"]
    assert names(world.auditor)[-2:] == ["Team", "Journal"]
    page = enter(world.reader).get("/admin/").content.decode()
    assert ("Log a meeting" in page, "relations/admin.css" in page) == (False, True)
    assert "Log a meeting" in enter(world.editor).get("/admin/").content.decode()


def test_somebody_without_a_place_in_the_office_is_sent_to_log_in(world, client):
    m.User.objects.filter(pk=world.editor.pk).update(is_staff=False)
    answer = client.get(url(m.Meeting, "list"))
    assert answer["Location"] == f"/admin/login/?next={url(m.Meeting, 'list')}"


def test_two_pages_hold_what_one_cannot(world, client):
    m.Topic.objects.bulk_create(m.Topic(name_en=f"Topic {number:03}") for number in range(70))
    first = client.get(url(m.Topic, "list")).context["cl"].result_list
    second = client.get(url(m.Topic, "list") + "?p=2").context["cl"].result_list
    assert (len(first), len(second)) == (50, 21)


def test_what_is_chosen_is_changed_several_at_once(world, enter):
    manager = enter(world.manager)
    made = [m.Institution.objects.create(display_name=f"Institute {number}") for number in range(3)]
    address = "/admin/relations/institution/"
    chosen = {"action": "change_several", "_selected_action": [str(one.pk) for one in made[:2]]}
    answer = manager.post(address, chosen)
    assert answer.url.startswith("/institutions/bulk/?row=")
    page = manager.get(answer.url).content.decode()
    assert (page.count(" checked"), "Institute 2" in page) == (2, False)
    every = {"action": "change_several", "select_across": "1", "_selected_action": [made[0].pk]}
    for number in range(80):
        m.Institution.objects.create(display_name=f"Another {number}")
    told = manager.post(address, every, follow=True).content.decode()
    assert "Choose at most 80 records." in told
    offered = manager.get("/admin/relations/note/").content.decode()
    assert ("export" in offered, "change_several" in offered) == (True, False)


def test_no_record_is_found_by_its_type_and_id(world, enter):
    assert (
        enter(world.administrator).get(f"/admin/r/1/{world.opened.contact.pk}/").status_code == 404
    )


def test_who_may_only_read_a_person_at_a_meeting_is_offered_no_sides(world, enter):
    place = m.Participation.objects.filter(event=world.opened.meeting).first()
    answer = enter(world.reader).get(url(place))
    assert answer.status_code == 200
    assert answer.context["adminform"].form.fields == {}
