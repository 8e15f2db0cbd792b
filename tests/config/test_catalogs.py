"""Every text of the program stands in every catalog, translated, and the catalogs are compiled."""

import functools
import os
import re
import string

import pytest
from babel.messages.catalog import Catalog
from django.core.management import call_command
from django.utils import translation
from django.utils.translation import gettext, ngettext

from config import catalogs, checks
from relations.models import Contact, Event

gathered = functools.cache(catalogs.gather)
NAMED = re.compile(r"%\((\w+)\)s")
# The second letter of oʻ and gʻ, and the apostrophe, have signs of their own in Uzbek.
WRONG_SIGNS = re.compile(r"[oOgG]['’‘`]|\w['’‘`]\w")


@pytest.fixture(params=catalogs.LANGUAGES)
def catalog(request):
    return catalogs.read(request.param)


@pytest.fixture
def source(catalog):
    return gathered(str(catalog.locale))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two small catalogs in a folder of their own, one of them without a text."""
    monkeypatch.setattr(catalogs, "FOLDER", tmp_path)
    monkeypatch.setattr(catalogs, "LANGUAGES", ["ru"])
    path = catalogs.path_of("ru")
    path.parent.mkdir(parents=True)
    known = Catalog(locale="ru")
    known.add("Today", "Сегодня")
    known.add("Nobody says this", "Этого никто не говорит")
    catalogs.write(known, path)
    return path


def texts(part):
    return [part] if isinstance(part, str) else list(part or ())


def placeholders(text):
    braced = {name for _text, name, _spec, _conversion in string.Formatter().parse(text)}
    return {*NAMED.findall(text), *braced} - {None}


def keys(catalog):
    return {(message.context, message.id) for message in catalog if message.id}


def test_every_text_stands_in_every_catalog_and_no_other(catalog, source):
    assert (keys(source) - keys(catalog), keys(catalog) - keys(source)) == (set(), set())
    assert list(catalog.obsolete) == []


def test_every_text_is_translated(catalog):
    bare = [one.id for one in catalog if one.id and (one.fuzzy or not all(texts(one.string)))]
    short = [
        one.id for one in catalog if one.pluralizable and len(one.string) != catalog.num_plurals
    ]
    assert (bare, short) == ([], [])


def test_every_translation_takes_what_its_text_takes(catalog):
    strange = [
        (asked, said)
        for one in catalog
        if one.id
        for said in texts(one.string)
        for asked in texts(one.id)[-1:]
        if placeholders(said) != placeholders(asked)
    ]
    assert strange == []


def test_uzbek_has_its_own_signs():
    said = [text for one in catalogs.read("uz") if one.id for text in texts(one.string)]
    assert [text for text in said if WRONG_SIGNS.search(text)] == []


def test_names_of_records_are_said_in_the_readers_language():
    with translation.override("ru"):
        names = [
            str(Contact._meta.verbose_name_plural),
            str(Event._meta.get_field("date").verbose_name),
        ]
    assert names == ["контакты", "дата"]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "и ещё 1 страна"),
        (3, "и ещё 3 страны"),
        (12, "и ещё 12 стран"),
        (21, "и ещё 21 страна"),
    ],
)
def test_russian_counts_as_russian_does(number, said):
    with translation.override("ru"):
        pattern = ngettext("and %(number)s country more", "and %(number)s countries more", number)
    assert pattern % {"number": number} == said


def test_may_is_a_month_and_a_right():
    with translation.override("ru"):
        assert (gettext("May"), translation.pgettext("token", "May")) == ("Май", "Может")


def test_renewing_brings_in_what_is_new_and_takes_out_what_is_gone(folder, capsys):
    call_command("catalogs", "--renew")
    renewed = catalogs.read("ru")
    assert (renewed.get("Today").string, renewed.get("Nobody says this")) == ("Сегодня", None)
    source = keys(gathered("ru"))
    assert keys(renewed) == source
    bare = len(source) - 1
    assert capsys.readouterr().out == f"ru: {bare + 1} texts, {bare} untranslated\n"
    first = folder.read_bytes()
    catalogs.renew("ru")
    assert folder.read_bytes() == first


def test_what_is_not_compiled_is_warned_of(folder):
    assert [found.msg for found in checks.compiled()] == [
        "The translations into 'ru' are not compiled."
    ]
    call_command("catalogs")
    made = folder.with_suffix(".mo")
    assert (checks.compiled(), made.exists()) == ([], True)
    assert sorted(path.name for path in folder.parent.iterdir()) == ["django.mo", "django.po"]
    os.utime(folder, ns=(made.stat().st_mtime_ns + 1,) * 2)
    assert catalogs.stale() == ["ru"]


def test_what_is_compiled_is_left_alone(folder):
    catalogs.compile_all()
    made = folder.with_suffix(".mo")
    first = made.stat().st_mtime_ns
    catalogs.compile_all()
    assert made.stat().st_mtime_ns == first


def test_a_catalog_says_nothing_of_when_it_was_written(folder):
    text = folder.read_text()
    assert [line for line in text.splitlines() if line.startswith('"')] == [
        '"Language: ru\\n"',
        f'"Plural-Forms: {Catalog(locale="ru").plural_forms}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
    ]
