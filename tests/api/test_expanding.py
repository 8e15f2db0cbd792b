"""Records whole in place of their names, and lists that somebody keeps."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from relations import models
from relations.actions import tokens
from tests import cast


def test_references_and_rows_below_come_whole(ask, world):
    rows = ask("contacts/?expand=posts,institution&country=KR")["results"]
    for row in rows:
        listed = ask(f"posts/?contact={row['id']}")["results"]
        assert [post["id"] for post in row["posts"]] == [post["id"] for post in listed]
        for post, plain in zip(row["posts"], listed, strict=True):
            whole = ask(f"institutions/?id={plain['institution']['id']}")["results"][0]
            assert post == {**plain, "institution": whole}


def test_a_post_at_no_institution_names_none(ask, world):
    models.Post.objects.create(contact=world.jeh, title="Adviser")
    (row,) = ask(f"contacts/?id={world.jeh.pk}&expand=posts")["results"]
    (post,) = (post for post in row["posts"] if post["title"] == "Adviser")
    assert (post["contact"]["name"], post["institution"]) == (world.jeh.display_name, None)


def test_a_hidden_record_is_not_brought(ask, insider, world):
    hidden = cast.make_institution(display_name="Closed", **cast.restricted())
    cast.make_post(contact=world.jeh, institution=hidden)
    event = cast.make_meeting()
    cast.make_host(event=event, institution=hidden)
    cast.make_note(event=event, **cast.restricted())
    address = f"contacts/?id={world.jeh.pk}&expand=posts,institution"
    seen = {name: who(address)["results"][0]["posts"] for name, who in (("r", ask), ("i", insider))}
    assert len(seen["i"]) == len(seen["r"]) + 1
    of_event = f"events/?id={event.pk}&expand=notes,institution,topics,kind"
    told, known = (who(of_event)["results"][0] for who in (ask, insider))
    assert (told["notes"], told["institutions"]) == ([], [])
    assert (len(known["notes"]), known["kind"]["type"]) == (1, "kind")
    assert known["institutions"][0]["institution"]["version"] == 1


def test_lists_of_references_come_whole(ask, world):
    event = cast.make_event()
    models.EventTopic.objects.create(event=event, topic=world.economy)
    (row,) = ask(f"events/?id={event.pk}&expand=topics&fields=title,topics")["results"]
    assert row["topics"] == ask(f"topics/?id={world.economy.pk}")["results"]
    places = ask("places/?id=" + str(world.uz.pk) + "&expand=parent")["results"]
    assert places[0]["parent"]["m49"] == "143"


SEVEN = "accounts,agreements,commitments,country,institution,kind,notes"


@pytest.mark.parametrize("text", ["price", "posts,posts2", SEVEN])
def test_what_cannot_be_brought_is_refused(ask, text):
    told = ask(f"events/?expand={text}", status=400)
    assert told["errors"]["expand"][0].startswith("Give up to 6 of: accounts, ")


def test_a_program_brings_what_its_token_is_for(world):
    expires = timezone.now() + timedelta(days=1)
    scopes = ["contacts:read", "posts:read"]
    _token, secret = tokens.issue(user=world.reader, name="x", scopes=scopes, expires_at=expires)
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    assert program.get("/api/v1/contacts/?expand=posts").status_code == 200
    assert program.get("/api/v1/contacts/?expand=posts,institution").status_code == 403


def test_it_costs_the_same_for_one_row_and_for_many(world):
    """Six: session, user, rights; contacts with names and posts now; posts; their bodies."""
    unit = cast.make_unit(parent=world.kiep)
    for name in ("Aa", "Ab", "Ac"):
        cast.make_post(contact=cast.make_contact(display_name=name), institution=unit)
    client = Client()
    client.force_login(world.reader)
    counts = []
    for size in (1, 3):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/api/v1/contacts/?expand=posts,institution&page_size={size}")
        counts.append(len(asked))
    assert counts == [6, 6]


def keep(owner, slug="korea", **values):
    told = {"noun": "contacts", "query": "country=KR&page_size=1", "sort": "-name", **values}
    return models.SavedView.objects.create(owner=owner, name=slug, slug=slug, **told)


def test_a_saved_view_is_the_list_it_was_kept_as(ask, world):
    keep(world.reader)
    assert ask.names("contacts/?view=korea") == ["Park Joung-ho", "Jeh Sung Hoon"]
    assert ask.names("contacts/?view=korea&sort=name") == ["Jeh Sung Hoon", "Park Joung-ho"]
    assert ask.names("contacts/?view=korea&page_size=1") == ["Park Joung-ho"]
    following = ask("contacts/?view=korea&page_size=1")["next"]
    assert ask.names(following) == ["Jeh Sung Hoon"]
    assert ask.names("contacts/?view=") == ask.names("contacts/")
    keep(world.reader, "unsorted", sort="")
    assert ask.names("contacts/?view=unsorted") == ["Jeh Sung Hoon", "Park Joung-ho"]


def test_a_view_one_may_not_see_is_as_none(ask, world):
    keep(cast.editor(), "theirs")
    keep(world.reader, "events", noun="events")
    for slug in ("theirs", "none", "events", "%00"):
        told = ask(f"contacts/?view={slug}", status=400)
        assert told["errors"] == {"view": ["There is no such view of this list."]}
    keep(world.reader, "old", query="gone=1")
    assert ask("contacts/?view=old", status=400)["errors"] == {"gone": ["There is no such filter."]}
