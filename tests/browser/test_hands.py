"""What the keyboard and the mouse do, with scripts and without."""

import pytest

pytestmark = pytest.mark.django_db

ON = "document.activeElement.%s"


def test_one_signs_in_finds_and_opens_an_event(open_window):
    visitor = open_window(state=None)
    visitor.sign_in()
    page = visitor.page
    assert page.get_by_role("heading", level=1).inner_text() == "Today"
    visitor.follow(page.get_by_role("link", name="Forums").first)
    page.get_by_label("Find by name").fill("open")
    visitor.follow(page.get_by_role("button", name="Find"))
    assert page.url == f"{visitor.url}/forums/?q=open"
    visitor.follow(page.get_by_role("link", name="Forum Open"))
    assert page.get_by_role("heading", level=1).inner_text() == "Forum Open"
    visitor.follow(page.get_by_role("link", name="The whole thread"))
    assert page.get_by_role("heading", level=1).inner_text() == "Thread"
    assert visitor.faults == []


def test_the_keyboard_reaches_the_content_and_the_search(open_window):
    page = open_window().go("/contacts/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    assert skip.evaluate("e => e === document.activeElement && e.offsetHeight > 20") is True
    page.keyboard.press("Enter")
    assert page.evaluate(ON % "id") == "content"
    page.keyboard.press("/")
    assert page.evaluate(ON % "name") == "q"
    page.keyboard.type("a/b")
    assert page.get_by_label("Search everything").input_value() == "a/b"


def test_a_menu_closes_when_one_goes_elsewhere(open_window):
    page = open_window().go("/contacts/")
    more = page.locator("details.menu").first
    more.locator("summary").click()
    opened = more.get_attribute("open")
    page.keyboard.press("Escape")
    assert (opened, more.get_attribute("open")) == ("", None)
    assert page.evaluate(ON % "textContent") == "More"
    more.locator("summary").click()
    page.locator("h1").click()
    assert more.get_attribute("open") is None
    more.locator("summary").click()
    page.get_by_label("Find by name").focus()
    assert more.get_attribute("open") is None


def test_nothing_needs_a_script(open_window):
    visitor = open_window(state=None, java_script_enabled=False)
    visitor.sign_in()
    page = visitor.go("/events/")
    page.locator("summary", has_text="Filter").click()
    page.locator("#f-kind").select_option("forum")
    visitor.follow(page.get_by_role("button", name="Apply"))
    assert page.url == f"{visitor.url}/events/?kind=forum"
    assert page.locator(".rows tbody tr").count() == 1
    visitor.follow(page.get_by_role("link", name="Kind forum"))
    assert page.locator(".rows tbody tr").count() == 2
    visitor.follow(page.get_by_role("link", name="Title", exact=True))
    assert page.url == f"{visitor.url}/events/?sort=title"
    page.locator("summary", has_text="desk").click()
    visitor.follow(page.get_by_role("button", name="한국어"))
    assert page.locator("html").get_attribute("lang") == "ko"
    page.locator("summary", has_text="desk").click()
    visitor.follow(page.locator(".sheet button.quiet"))
    assert page.url == f"{visitor.url}/accounts/login/"


def test_the_keys_are_told_and_closed_by_a_key(open_window):
    visitor = open_window()
    page = visitor.go("/contacts/")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    assert keys.is_visible()
    page.keyboard.press("Escape")
    assert keys.is_hidden()
    page.get_by_label("Find by name").press("?")
    assert keys.is_hidden()
    assert visitor.faults == []


def test_j_and_k_go_through_a_list(open_window):
    page = open_window().go("/events/")
    rows = page.locator(".rows td.is-name a")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = rows.nth(1).evaluate("e => e === document.activeElement")
    page.keyboard.press("k")
    first = rows.nth(0).evaluate("e => e === document.activeElement")
    assert (second, first) == (True, True)
    target = rows.nth(0).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")
