"""A real browser before a real server: both once a file, over a world written for real."""

import os
import shutil
from importlib.resources import files

import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import override_settings
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from relations.models import ContactName
from relations.search.rebuilding import rebuild
from tests import cast
from tests.house.world import records

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Under each window's address bar two pages of the browser's own wait for what might be typed
    # there: half of what a window costs. The last such switch alone counts, so those after the
    # first two say again what Playwright turns off.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,AimEnabled,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,NetworkTimeServiceQuerying,"
    "OptimizationHints,PaintHolding,PreconnectToSearch,ThirdPartyStoragePartitioning",
)
PASSWORD = "a long walk in Tashkent"
PATIENCE = 30_000  # milliseconds; a slow machine is no fault of what is tested
# What axe calls the success criteria of WCAG 2.0, 2.1 and 2.2 at levels A and AA.
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BREACHES = """(standards) => axe.run(document, {runOnly: standards}).then((found) =>
  found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target.join(" ")}`)))"""
HERE = {
    "ALLOWED_HOSTS": ["localhost"],
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
}


@pytest.fixture(scope="session")
def program():
    """Return where Chromium is, or skip; REQUIRE_BROWSER=1 makes it a fault that there is none."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None and os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail("REQUIRE_BROWSER=1, but no Chromium is installed")
    if found is None:
        pytest.skip("no Chromium is installed: the pages were not looked at in a real browser")
    return found


@pytest.fixture(scope="module")
def furnish():
    """Give the function that makes the world of a file; a file may have another one."""

    def small():
        world = records("Open")
        for text, script in (("박민수", "Hang"), ("Пак Мин Су", "Cyrl")):
            ContactName.objects.create(contact=world["contacts"], text=text, script=script)
        rebuild()
        return world

    return small


@pytest.fixture(scope="module")
def site(furnish, program, django_db_setup, django_db_blocker, tmp_path_factory):
    """Serve a world; a server needs what is committed, so it is taken away by hand.

    For a file and not for the whole run: until then every other test would see that world.
    Comes before the browser and goes after it: the browser's driver runs a loop in this thread,
    beside which Django opens another connection.
    """
    settings = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"), **HERE)
    with django_db_blocker.unblock(), cast.committed(), settings:
        world = furnish()
        user = cast.reader(username="desk")
        user.set_password(PASSWORD)
        user.save()
        server = LiveServer("localhost")
        server.world = world
        yield server
        server.stop()
        Session.objects.all().delete()


@pytest.fixture(scope="module")
def chromium(program, site):
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # each test begins by asking the database
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()
        connections.close_all()  # those opened beside the loop, which nobody finds after it


class Visitor:
    """A signed-in person's window, which keeps what goes wrong behind the page."""

    def __init__(self, context, url):
        self.url = url
        self.faults = []
        self.asked = []
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def go(self, address):
        self.page.goto(self.url + address)
        return self.page

    def follow(self, locator):
        """Click on what leads to another page, and wait until all of that one is there.

        A click alone returns once the next page begins: what is counted then is a part of it.
        """
        with self.page.expect_navigation():
            locator.click()

    def sign_in(self):
        page = self.go("/accounts/login/")
        page.get_by_label("Username").fill("desk")
        page.get_by_label("Password").fill(PASSWORD)
        self.follow(page.get_by_role("button", name="Sign in"))
        assert page.url == f"{self.url}/"


@pytest.fixture(scope="module")
def signed_in(chromium, site):
    """Sign in once by the form, and return the cookies one then has."""
    context = chromium.new_context()
    Visitor(context, site.url).sign_in()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def open_window(chromium, site, signed_in):
    """Return a function that opens a window of a width, signed in unless told otherwise."""
    contexts = []

    def give(width=1280, *, state=signed_in, **values):
        size = {"width": width, "height": 900}
        context = chromium.new_context(viewport=size, storage_state=state, **values)
        contexts.append(context)
        return Visitor(context, site.url)

    yield give
    for context in contexts:
        context.close()


@pytest.fixture
def picture(settings):
    """Return a function that keeps a picture of a whole page for people to look at.

    Only with PICTURES=1, in the folder of the data: no test looks at one, and to draw pages to
    their ends takes longer than most of what is tested there.
    """

    def give(page, name):
        if os.environ.get("PICTURES") == "1":
            kept = settings.VAR_DIR / "pictures" / f"{name}.jpg"
            # JPEG is half the work of a PNG; a color on its way to another is shown as it will be.
            page.screenshot(path=kept, quality=90, full_page=True, animations="disabled")

    return give


@pytest.fixture(scope="session")
def breaches():
    """Return a function that lists what on a page breaks WCAG 2.2 AA, as axe finds it.

    The script runs past the page's own policy, so it needs no exception there.
    """
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")

    def give(page):
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
        return page.evaluate(BREACHES, STANDARDS)

    return give
