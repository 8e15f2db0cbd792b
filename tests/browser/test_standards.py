"""Pages by the success criteria of WCAG 2.2 at levels A and AA, as axe judges them."""

import pytest
from django.contrib.auth.models import Group

from relations.models import User
from tests import cast
from tests.minutes.typed import SEED

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def other(site, django_db_blocker):
    """Let the person at the desk merge, and give them another contact to merge with."""
    with django_db_blocker.unblock():
        User.objects.get(username="desk").groups.add(Group.objects.get(name="manager"))
        return cast.make_contact()


@pytest.fixture
def pages(site, other):
    event, contact = site.world["events"], site.world["contacts"]
    return {
        "event": f"/events/{event.pk}/",
        "change": f"/events/{event.pk}/edit/",
        "next edition": f"/log/?next_edition={event.pk}",
        "contact": f"/contacts/{contact.pk}/",
        "move": f"/contacts/{contact.pk}/move/",
        "merge": f"/contacts/{contact.pk}/merge/?with={other.pk}",
        "card": "/contacts/card/",
        "same": "/same/",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_writing_keep_to_the_standards(scheme, open_window, pages, breaches):
    visitor = open_window(color_scheme=scheme)
    found = {name: breaches(visitor.go(address)) for name, address in pages.items()}
    assert found == {name: [] for name in pages}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_what_was_understood_keeps_to_them_too(width, scheme, other, open_window, breaches):
    page = open_window(width, color_scheme=scheme).go("/log/")
    assert breaches(page) == []
    for name, value in {**SEED, "promises": "later"}.items():
        page.locator(f"[name='{name}']").fill(value)
    page.locator(".log-reading .log-wrong").first.wait_for()
    assert breaches(page) == []


def test_a_page_against_the_standards_is_told(open_window, breaches):
    page = open_window().go("/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<input id=\"bare\">')")
    assert breaches(page) == ["label: #bare"]
