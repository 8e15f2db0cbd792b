"""The pages in a real browser: whole at every width, in light and dark, with nothing refused."""

import re
from pathlib import Path

import pytest

from tests import cast

pytestmark = pytest.mark.django_db

# How far text stands out from what lies behind it, by WCAG 2.2 (1.4.3); the lowest of the page.
CONTRAST = """() => {
  const channel = (value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = ([red, green, blue]) =>
    0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = numbers(getComputedStyle(one).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    const pair = [light(numbers(getComputedStyle(element).color)), light(behind(element))];
    pair.sort((one, other) => other - one);
    found.push([(pair[0] + 0.05) / (pair[1] + 0.05), walker.currentNode.data.trim()]);
  }
  return found.filter(([ratio]) => ratio < 4.5).map(([, text]) => text);
}"""
OVERFLOW = "document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture
def pictures(settings):
    folder = Path(settings.VAR_DIR) / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def pages(site):
    world = site.world
    return {
        "today": "/",
        "events": "/events/?kind=forum&date__from=2023",
        "event": f"/events/{world['events'].pk}/",
        "contact": f"/contacts/{world['contacts'].pk}/",
        "institution": f"/institutions/{world['institutions'].pk}/",
        "briefing": f"/dossier/?event={world['events'].pk}",
        "report": "/report/2023/",
        "region": f"/places/{cast.place('143').pk}/",
        "calendar": "/calendar/",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_can_be_read_and_nothing_is_refused(width, scheme, open_window, pages, pictures):
    visitor = open_window(width, color_scheme=scheme)
    faint, heads = {}, {}
    for name, address in pages.items():
        page = visitor.go(address)
        page.screenshot(path=pictures / f"{name}-{width}-{scheme}.png", full_page=True)
        faint[name] = page.evaluate(CONTRAST)
        heads[name] = page.locator("h1").count()
    assert faint == {name: [] for name in pages}
    assert heads == dict.fromkeys(pages, 1)
    assert visitor.faults == []
    assert [address for address in visitor.asked if not address.startswith(visitor.url)] == []


def test_no_page_is_wider_than_its_window(open_window, pages):
    visitor = open_window()
    wide = {}
    for name, address in pages.items():
        page = visitor.go(address)
        for width in (320, 390, 700, 1024, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            wide[name, width] = page.evaluate(OVERFLOW)
    assert {at: over for at, over in wide.items() if over > 0} == {}
    assert len(wide) == 54


def test_rows_become_cards_on_a_phone(open_window):
    shown = {}
    for width in (390, 1280):
        page = open_window(width).go("/contacts/")
        row = page.locator(".rows tbody tr").first
        label = "e => getComputedStyle(e, '::before').content"
        shown[width] = (
            row.evaluate("e => getComputedStyle(e).display"),
            row.locator("td").nth(2).evaluate(label),
        )
    assert shown == {390: ("block", '"Posts"'), 1280: ("table-row", "none")}


def test_a_briefing_is_printed_from_its_own_button(open_window, site):
    page = open_window().go(f"/dossier/?event={site.world['events'].pk}")
    assert page.get_by_role("button", name="Print").is_visible() is True
    page.emulate_media(media="print")
    assert page.get_by_role("link", name="Word (DOCX)").is_visible() is False
    printed = page.pdf(prefer_css_page_size=True)
    assert re.findall(rb"/Count (\d+)", printed) == [b"1"]


def test_up_and_down_go_from_row_to_row(open_window):
    page = open_window().go("/institutions/")
    names = page.locator(".rows td.is-name a").all_inner_texts()
    focused = "document.activeElement.innerText"
    walked = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        walked.append(page.evaluate(focused))
    assert walked == [names[0], names[1], names[0]]
    page.keyboard.press("Enter")
    page.wait_for_url("**/institutions/*-*/")
    assert page.get_by_role("heading", level=1).inner_text() == names[0]


def test_paper_shows_the_record_and_no_menu(open_window, site):
    page = open_window().go(f"/events/{site.world['events'].pk}/")
    page.emulate_media(media="print")
    assert page.locator(".top").is_visible() is False
    assert page.get_by_role("heading", name="Forum Open").is_visible() is True


def test_names_in_other_scripts_are_marked(open_window):
    page = open_window().go("/contacts/")
    assert {
        name: page.get_by_text(name, exact=True).get_attribute("lang")
        for name in ("박민수", "Пак Мин Су")
    } == {"박민수": "und-Hang", "Пак Мин Су": "und-Cyrl"}
