"""The pages in a real browser: whole at every width, in light and dark, with nothing refused."""

import re

import pytest
from django.contrib.auth.models import Group

from relations.actions.views import keep_view
from relations.models import User
from tests import cast

pytestmark = pytest.mark.django_db

# How far text stands out from what lies behind it, by WCAG 2.2 (1.4.3); the lowest of the page.
# Colors that pass into others are put at their end: half-way they stand out from nothing.
CONTRAST = """() => {
  document.getAnimations().forEach((passing) => passing.finish());
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


# 320 is a window of 1280 at 400 %, and 640 the same at 200 %.
WIDTHS = (320, 640, 700, 1024, 1920)
WINDOWS = ((390, "dark"), (1280, "light"))
REFUSED = {"no such page": "404", "not allowed": "403", "refused filter": "400"}
RECORDS = (
    "institutions",
    "contacts",
    "events",
    "series",
    "sources",
    "commitments",
    "agreements",
    "accounts",
    "figures",
)
LISTS = (*RECORDS[:7], "meetings", "forums", "topics", "places")
OUTSIDE = {
    "sign in": "/accounts/login/",
    "forgotten": "/accounts/password/reset/",
    "sent": "/accounts/password/reset/sent/",
}


@pytest.fixture(scope="module")
def desk(site, django_db_blocker):
    """Let the person at the desk write, and into the administration, and keep a view."""
    with django_db_blocker.unblock():
        user = User.objects.get(username="desk")
        user.is_staff = True
        user.save()
        user.groups.set(Group.objects.filter(name="manager"))
        keep_view(user, noun="events", name="Forums", query="kind=forum", shared="mine")
        return user


@pytest.fixture
def pages(site, desk):
    """Give an address of every kind of page that is read."""
    world = site.world
    of_records = {noun: f"/{noun}/{world[noun].pk}/" for noun in RECORDS}
    person = f"/admin/relations/contact/{world['contacts'].pk}"
    return {
        "today": "/",
        **{f"{noun} list": f"/{noun}/" for noun in LISTS},
        "filtered": "/events/?kind=forum&date__from=2023&more=attended_by&sort=title",
        "refused filter": "/events/?date=nonsense&country=XX",
        "change several": "/contacts/bulk/",
        **of_records,
        "thread": f"/events/{world['events'].pk}/thread/",
        "briefing": f"/dossier/?event={world['events'].pk}",
        "briefing of a country": "/dossier/?country=UZ",
        "report": "/report/2023/",
        "region": f"/places/{cast.place('143').pk}/",
        "country": f"/places/{cast.place('UZ').pk}/",
        "calendar": "/calendar/",
        "tokens": "/accounts/tokens/",
        "password": "/accounts/password/",
        "found": "/search/?q=open",
        "nothing found": "/search/?q=zzzzzzz",
        "no such page": "/nowhere/",
        "not allowed": "/admin/relations/token/",
        "admin": "/admin/",
        "admin list": "/admin/relations/contact/?q=open",
        "admin form": f"{person}/change/",
        "admin history": f"{person}/history/",
    }


class Looks:
    """What is wrong with pages, each opened once and looked at in several windows."""

    def __init__(self, breaches, picture):
        self.breaches = breaches
        self.picture = picture
        self.wrong = {}

    def look(self, name, page):
        for width, scheme in WINDOWS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            self.picture(page, f"{name}-{width}-{scheme}")
            faint = page.evaluate(CONTRAST)
            self.tell(name, width, scheme, faint + self.breaches(page))
            self.tell(name, width, "wider", max(page.evaluate(OVERFLOW), 0))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            self.tell(name, width, "wider", max(page.evaluate(OVERFLOW), 0))

    def tell(self, *at):
        *at, found = at
        if found:
            self.wrong[tuple(at)] = found


@pytest.mark.parametrize("part", range(4))
def test_pages_keep_to_the_standards_in_every_window(part, open_window, pages, picture, breaches):
    visitor = open_window()
    looks = Looks(breaches, picture)
    heads, faults = {}, []
    mine = dict(list(pages.items())[part::4])
    for name, address in mine.items():
        page = visitor.go(address)
        if name in REFUSED:  # it is told a moment after the page that it was refused
            page.wait_for_load_state("networkidle")
        heads[name] = page.locator("h1").count()
        faults += visitor.faults
        looks.look(name, page)
        visitor.faults.clear()  # axe tries styles of its own, which a page refuses
    assert looks.wrong == {}
    assert heads == dict.fromkeys(mine, 1)
    refused = [REFUSED[name] for name in mine if name in REFUSED]
    assert [fault.partition("status of ")[2][:3] for fault in faults] == refused
    assert [address for address in visitor.asked if not address.startswith(visitor.url)] == []


def test_pages_before_the_door_keep_to_them_too(open_window, picture, breaches):
    visitor = open_window(state=None)
    looks = Looks(breaches, picture)
    for name, address in OUTSIDE.items():
        looks.look(name, visitor.go(address))
    assert looks.wrong == {}


def test_what_opens_over_a_page_keeps_to_them_too(open_window, picture, breaches):
    page = open_window().go("/contacts/")
    looks = Looks(breaches, picture)
    page.keyboard.press("?")
    looks.look("keys", page)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("open")
    page.get_by_role("option").first.wait_for()
    looks.look("palette", page)
    assert looks.wrong == {}


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
