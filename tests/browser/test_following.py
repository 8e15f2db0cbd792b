"""What comes after a meeting: it is continued, changed by two at once, its people move on."""

import pytest
from django.contrib.auth.models import Group

from relations.models import SearchDocument, SearchWord, User
from tests.browser.test_looks import CONTRAST, OVERFLOW

pytestmark = pytest.mark.django_db

CARD = "Kim Young-ho\nDirector\nInstitute of Peace\nkim@example.org\n+82 2 2173 2000"


@pytest.fixture(scope="module", autouse=True)
def _may_write(site, django_db_blocker):
    """Let the person at the desk write, for real; take out of the index what they write."""
    with django_db_blocker.unblock():
        User.objects.get(username="desk").groups.add(Group.objects.get(name="editor"))
    yield
    with django_db_blocker.unblock():
        SearchDocument.objects.all().delete()
        SearchWord.objects.all().delete()


@pytest.fixture
def event(site):
    return f"/events/{site.world['events'].pk}/"


@pytest.fixture
def contact(site):
    return f"/contacts/{site.world['contacts'].pk}/"


def test_a_meeting_is_continued_by_the_keyboard(open_window, event, picture):
    visitor = open_window()
    page = visitor.go(event)
    visitor.follow(page.get_by_role("link", name="Continue this"))
    assert page.locator("[name=side-0-people]").input_value().startswith("Person Open — Director")
    assert "Promise Open" in page.locator(".log-beside").inner_text()
    assert page.locator(".log-lost").is_hidden()
    page.locator("[name=date]").fill("5 May 2025")
    page.locator(".log-save:not([disabled])").wait_for()
    picture(page, "continue-1280")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/events/*/")
    assert page.get_by_role("heading", level=1).inner_text() == "Side Open"
    assert page.get_by_text("Forum Open").first.is_visible()
    assert visitor.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_two_tabs_collide_and_neither_loses_a_line(width, scheme, open_window, event, picture):
    tabs = [open_window(width, color_scheme=scheme) for _ in range(2)]
    for number, tab in enumerate(tabs):
        page = tab.go(f"{event}edit/")
        page.locator("[name=title]").fill(f"Title {width} {scheme} {number}")
        page.locator("[name=topics]").press("Control+End")
        page.locator("[name=topics]").type(f"\ntopic {width} {scheme} {number}")
        page.locator(".log-save:not([disabled])").wait_for()
    tabs[0].page.keyboard.press("Control+Enter")
    tabs[0].page.wait_for_url(f"**{event}")
    page = tabs[1].page
    page.keyboard.press("Control+Enter")
    page.locator(".log-met").wait_for()
    picture(page, f"collision-{width}-{scheme}")
    assert page.locator("[name=title]").input_value() == f"Title {width} {scheme} 1"
    topics = page.locator("[name=topics]").input_value().split("\n")
    assert topics[-2:] == [f"topic {width} {scheme} {number}" for number in range(2)]
    assert page.locator(".log-clash th").all_inner_texts() == ["Title\nclashes"]
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate(CONTRAST) == []
    tabs[1].follow(page.get_by_role("button", name="Save"))
    assert page.url.endswith(event)
    assert page.get_by_role("heading", level=1).inner_text() == f"Title {width} {scheme} 1"
    assert [tab.faults for tab in tabs] == [[], []]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_somebody_moves_on_a_phone_without_scripts(scheme, open_window, contact, picture):
    visitor = open_window(390, java_script_enabled=False, color_scheme=scheme)
    page = visitor.go(contact)
    visitor.follow(page.get_by_role("link", name="Moved to…"))
    page.get_by_label("On", exact=True).fill("soon")
    page.get_by_label("New post").fill(f"Rector {scheme}")
    page.get_by_label("Institution").fill(f"Institute of {scheme} matter")
    visitor.follow(page.get_by_role("button", name="Move"))
    picture(page, f"move-390-{scheme}")
    page.get_by_label("On", exact=True).fill("1 July 2024")
    visitor.follow(page.get_by_role("button", name="Move"))
    for field in page.locator(".log-ask").all():
        field.locator("[value=new]").check()
    visitor.follow(page.get_by_role("button", name="Move"))
    assert page.get_by_role("heading", level=1).inner_text() == "Person Open"
    assert f"Rector {scheme}" in page.locator(".holds").all_inner_texts()[-1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_card_is_kept_on_a_phone_without_scripts(scheme, open_window, picture):
    visitor = open_window(390, java_script_enabled=False, color_scheme=scheme)
    page = visitor.go("/contacts/")
    visitor.follow(page.get_by_role("link", name="Add from a card"))
    page.get_by_label("Card or signature").fill(CARD)
    visitor.follow(page.get_by_role("button", name="Read it back"))
    picture(page, f"card-390-{scheme}")
    visitor.follow(page.get_by_role("button", name="Save"))
    assert page.get_by_role("heading", level=1).inner_text() == "Kim Young-ho"
    assert "+82221732000" in page.locator("main").inner_text()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_several_are_changed_without_scripts(width, scheme, open_window, picture):
    visitor = open_window(width, java_script_enabled=False, color_scheme=scheme)
    page = visitor.go("/events/?kind=forum")
    # as many as there are: another test of this world may have logged a next edition
    forums = page.locator(".rows td.is-name").count()
    visitor.follow(page.get_by_role("link", name="Change several…"))
    page.get_by_label("All of these").check()
    page.get_by_label("Level").select_option("expert" if width == 390 else "ministerial")
    picture(page, f"several-{width}-{scheme}")
    visitor.follow(page.get_by_role("button", name="Show what would change"))
    picture(page, f"several-shown-{width}-{scheme}")
    assert forums > 0
    assert page.locator("ins").count() == forums
    visitor.follow(page.get_by_role("button", name="Save the change"))
    assert page.url == f"{visitor.url}/events/?kind=forum"
    assert page.get_by_text(f"Changed: {forums}.").is_visible()
