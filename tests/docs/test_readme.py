"""What README.md and its neighbors say is so: names, addresses, versions, files."""

import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands

from config.server.base import DatabaseFeatures
from relations.demo.world import REPORTS
from relations.imports.reports.loading import load
from relations.imports.reports.reading import read
from relations.models import User

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
PAPERS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
SETTING = re.compile(r'(?:env\.\w+|_server)\(\s*(?:env, )?"([A-Z_]+)"')
FOUND = {
    "/meetings/?date=2024-05-16": "Korean delegation",
    "/forums/?date=2023-12": "Strategic dialogue between Central Asia",
    "/events/?date__from=2023-12-20": "Strategic dialogue between Central Asia",
    "/contacts/?q=Jeh": "Jeh Sung Hoon",
    "/contacts/?q=현승수": "Hyun Seung-soo",
    "/institutions/?q=Hankuk": "Hankuk University of Foreign Studies",
    "/forums/?region=143": "Strategic dialogue between Central Asia",
}
NO_PAGES = {"/api/v1/", "/var/lib/muloqot"}
CODE = re.compile(r"`([^`\n]+)`")


def section(title):
    """Return the text under a heading of the second level."""
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def first_cells(title):
    """Return what stands as code in the first cells of a section's table."""
    rows = [line for line in section(title).splitlines() if line.startswith("|")]
    return [name for row in rows for name in CODE.findall(row.split("|")[1])]


def test_each_setting_is_named_and_no_other():
    sources = [ROOT / "config" / name for name in ("settings.py", "environment.py")]
    read_there = {name for source in sources for name in SETTING.findall(source.read_text())}
    assert sorted(first_cells("Settings")) == sorted({*read_there, "PORT"})


def test_each_command_is_named_and_no_other():
    ours = [
        f"manage.py {name}"
        for name, app in get_commands().items()
        if app in ("relations", "config")
    ]
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    targets = [f"make {name}" for name in phony[1].split() if name != "help"]
    assert sorted(first_cells("Commands")) == sorted([*targets, *ours])


def test_each_floor_is_named_and_no_other():
    rows = [row.split("|")[2] for row in section("How it is laid out").splitlines() if "|" in row]
    named = [name.rstrip("/") for row in rows for name in CODE.findall(row)]
    folders = [path.parent.name for path in ROOT.glob("relations/*/[!.]*")]
    known = {*folders, "access.py"} - {"__pycache__"}
    assert sorted(set(named) - {"relations"}) == sorted(known)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_links_lead_to_files(paper):
    links = re.findall(r"\]\(([^)#]+)\)", paper.read_text())
    ours = [link for link in links if "://" not in link]
    assert [link for link in ours if not (paper.parent / link).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_commands_in_the_papers_exist(paper):
    named = set(re.findall(r"manage\.py ([a-z_]+)", paper.read_text()))
    assert named - set(get_commands()) == set()


@pytest.mark.django_db
def test_the_tour_leads_where_it_says(client, settings):
    settings.HOME_INSTITUTION = "uz-isrs"
    load(read(REPORTS))
    client.force_login(User.objects.create_superuser("admin"))
    named = {code for code in CODE.findall(README) if code.startswith("/")} - NO_PAGES
    assert set(FOUND) - named == set()
    answers = {address: client.get(address) for address in named if "<" not in address}
    refused = {address: answer.status_code for address, answer in answers.items()}
    assert {address: status for address, status in refused.items() if status >= 400} == {}
    pages = {address: answers[address].content.decode() for address in FOUND}
    assert [address for address, text in FOUND.items() if text not in pages[address]] == []


def test_versions_are_those_of_the_files():
    lowest = PROJECT["requires-python"].removeprefix(">=")
    supported = re.search(r"Python ([\d., or]+) and its venv", README)[1]
    versions = re.findall(r"\d+\.\d+", supported)
    assert versions[0] == lowest
    makefile = (ROOT / "Makefile").read_text()
    low, high = re.search(r"\((3, \d+)\) <= sys.version_info < \((3, \d+)\)", makefile).groups()
    assert low.replace(", ", ".") == lowest
    assert int(high.split()[1]) == int(versions[-1].split(".")[1]) + 1
    (server,) = DatabaseFeatures.minimum_database_version
    assert set(re.findall(r"PostgreSQL server of version (\d+)", README)) == {str(server)}
    changes = (ROOT / "CHANGELOG.md").read_text()
    assert re.findall(r"^## \[([\d.]+)\]", changes, re.MULTILINE)[0] == PROJECT["version"]
    supported = (ROOT / "SECURITY.md").read_text()
    assert f"| {PROJECT['version'].rpartition('.')[0]} (the newest) | yes |" in supported
    django = re.search(
        r"^django==(\d+\.\d+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE
    )[1]
    assert re.findall(r"Django (\d+\.\d+)", README) == [django]
