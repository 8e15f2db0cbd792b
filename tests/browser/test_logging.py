"""A person logs the seed's visit: with scripts and keyboard, and without scripts on a phone."""

import pytest
from django.contrib.auth.models import Group

from relations.models import SearchDocument, SearchWord, User
from tests.browser.test_looks import CONTRAST, OVERFLOW
from tests.minutes.typed import SEED

pytestmark = pytest.mark.django_db

TITLE = "Visit of the Korean delegation"
# Answers of the server wait until they are let go.
HELD = """() => {
  const real = window.fetch;
  window.held = [];
  window.fetch = async (...asked) => {
    const answer = await real(...asked);
    await new Promise((go) => window.held.push(go));
    return answer;
  };
}"""
ANSWERED = """(number) => new Promise((done) => {
  const look = () => (window.held.length === number ? done() : setTimeout(look, 10));
  look();
})"""


@pytest.fixture(scope="module", autouse=True)
def _may_write(site, django_db_blocker):
    """Let the person at the desk write, for real; take out of the index what they write."""
    with django_db_blocker.unblock():
        User.objects.get(username="desk").groups.add(Group.objects.get(name="editor"))
    yield
    with django_db_blocker.unblock():
        SearchDocument.objects.all().delete()
        SearchWord.objects.all().delete()


def fill(page, **values):
    for name, value in {**SEED, **values}.items():
        page.locator(f"[name='{name}']").fill(value)


def test_a_person_logs_the_visit_by_the_keyboard(open_window, picture):
    visitor = open_window()
    page = visitor.go("/log/")
    fill(page, title=TITLE)
    page.locator(".log-save").wait_for()
    page.locator("[name=title]").focus()
    page.locator(".log-save:not([disabled])").wait_for()
    assert page.evaluate("document.activeElement.name") == "title"
    assert page.locator(".log-chip.is-ask").all_inner_texts() == []
    picture(page, "log-1280")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/events/*/")
    assert page.get_by_role("heading", level=1).inner_text() == TITLE
    page = visitor.go("/log/")
    assert page.locator(".log-lost").is_hidden()
    assert visitor.faults == []


def test_a_late_answer_lets_nothing_be_saved_unread(open_window):
    page = open_window().go("/log/")
    fill(page, title="Early")
    save = page.locator(".log-save:not([disabled])")
    save.wait_for()
    page.evaluate(HELD)
    page.locator("[name=title]").fill("Later")
    page.evaluate(ANSWERED, 1)
    page.locator("[name=title]").fill("Last")
    page.evaluate("held[0]()")
    page.evaluate(ANSWERED, 2)
    assert save.count() == 0
    page.evaluate("held[1]()")
    save.wait_for()


def test_a_draft_outlives_a_closed_window(open_window):
    visitor = open_window()
    page = visitor.go("/log/")
    page.locator("[name=title]").fill("A draft")
    page = visitor.go("/log/")
    page.get_by_role("button", name="Go on with it").click()
    assert page.locator("[name=title]").input_value() == "A draft"
    page = visitor.go("/log/")
    page.get_by_role("button", name="Discard it").click()
    page = visitor.go("/log/")
    assert page.locator(".log-lost").is_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_without_scripts_reads_back_and_saves(scheme, open_window, picture):
    visitor = open_window(390, java_script_enabled=False, color_scheme=scheme)
    page = visitor.go("/log/")
    fill(page, title=f"{TITLE} {scheme}")
    visitor.follow(page.get_by_role("button", name="Read it back"))
    picture(page, f"log-390-{scheme}")
    assert page.locator("[name=topics]").input_value() == SEED["topics"]
    assert page.locator(".log-line").count() == 7
    for field in page.locator(".log-ask").all():
        field.locator("[value=new]").check()
    visitor.follow(page.get_by_role("button", name="Save"))
    assert page.get_by_role("heading", level=1).inner_text() == f"{TITLE} {scheme}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_form_can_be_read_at_every_width(width, scheme, open_window, picture):
    visitor = open_window(width, color_scheme=scheme)
    page = visitor.go("/log/")
    fill(page, title="Another", **{"side-0-people": "a line nobody reads", "promises": "later"})
    page.locator(".log-reading .log-wrong").first.wait_for()
    picture(page, f"log-fault-{width}-{scheme}")
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate(CONTRAST) == []
    unnamed = "els => els.filter(e => e.labels?.length === 0).map(e => e.name)"
    assert page.locator(".log :is(input, select, textarea)").evaluate_all(unnamed) == []
    assert visitor.faults == []
