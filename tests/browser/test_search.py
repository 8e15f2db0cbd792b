"""The box of the search: answers while one types, the keyboard, and a page without scripts."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor(open_window):
    return open_window()


def box_of(page):
    return page.get_by_label("Search everything")


@pytest.mark.parametrize("asked", ["박민수", "Пак Мин", "person op", "open@example"])
def test_answers_come_while_one_types_in_any_script(visitor, site, asked):
    page = visitor.go("/")
    box_of(page).press_sequentially(asked)
    row = page.get_by_role("option").first
    row.wait_for()
    assert row.locator(".found-name").inner_text() == "Person Open"
    assert box_of(page).get_attribute("aria-expanded") == "true"
    assert "found so far" in page.locator(".search [role=status]").inner_text()
    row.click()
    page.wait_for_url(f"{visitor.url}/contacts/{site.world['contacts'].pk}/")
    assert visitor.faults == []


def test_the_keyboard_chooses_opens_and_leaves(visitor, site):
    page = visitor.go("/contacts/")
    box = box_of(page)
    box.fill("open")  # at once: what is typed slowly is asked in parts, and rows come anew
    page.get_by_role("option").nth(1).wait_for()
    box.press("ArrowDown")
    box.press("ArrowDown")
    second = page.get_by_role("option").nth(1)
    assert second.get_attribute("aria-selected") == "true"
    assert box.get_attribute("aria-activedescendant") == second.get_attribute("id")
    box.press("ArrowUp")
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("Escape")
    assert page.locator(".typed").is_visible() is False
    assert box.input_value() == "open"
    box.press("ArrowDown")
    first = page.get_by_role("option").first
    target = first.get_attribute("href")
    box.press("Enter")
    page.wait_for_url(f"{visitor.url}{target}")
    assert visitor.faults == []


def test_enter_leads_to_the_page_of_all_that_is_found(visitor):
    page = visitor.go("/")
    box_of(page).fill("Persno Oepn")
    box_of(page).press("Enter")
    page.wait_for_url(f"{visitor.url}/search/?q=Persno+Oepn")
    assert page.get_by_role("heading", level=1).inner_text() == "“Persno Oepn”"
    assert page.locator(".results .found-name").first.inner_text() == "Person Open"
    assert box_of(page).input_value() == "Persno Oepn"


def test_without_scripts_the_box_is_a_form(open_window):
    visitor = open_window(java_script_enabled=False)
    page = visitor.go("/contacts/")
    box_of(page).fill("박민수")
    visitor.follow(page.get_by_role("button", name="Search", exact=True))
    assert page.locator(".results .found-name").first.inner_text() == "Person Open"
    assert "also known as" in page.locator(".results .found-why").first.inner_text()
    visitor.follow(page.get_by_role("link", name="Institutions", exact=True).last)
    assert "Nothing was found" in page.locator(".nothing").inner_text()
    assert page.locator(".typed").is_visible() is False


def test_the_sheet_closes_when_one_goes_elsewhere(visitor):
    page = visitor.go("/")
    box_of(page).press_sequentially("open")
    page.get_by_role("option").first.wait_for()
    page.mouse.click(1200, 850)
    assert page.locator(".typed").is_visible() is False
    box_of(page).fill("o")
    assert page.get_by_role("option").count() == 0


def test_the_palette_goes_to_pages_and_commands_by_keyboard_alone(visitor):
    page = visitor.go("/contacts/")
    page.keyboard.press("Control+k")
    page.get_by_role("option", name="Year report").wait_for()
    page.keyboard.press("ArrowUp")
    last = page.locator(".typed [role=option]").last
    assert last.get_attribute("aria-selected") == "true"
    page.keyboard.insert_text("comm")  # at once, so that no later rows undo the choice
    row = page.get_by_role("option", name="Commitments", exact=True)
    row.wait_for()
    page.get_by_text("Enter looks further").first.wait_for()
    page.keyboard.press("ArrowUp")
    assert row.get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{visitor.url}/commitments/")
    assert visitor.faults == []
