"""What the program says, gathered from its source, and the catalogs that say it in others' words.

Written for Babel, which the program needs anyway, so that nobody needs gettext on the machine.
"""

import io
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.conf import settings
from django.utils.translation import override
from django.utils.translation.template import templatize

from relations.apps import derived_names

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "relations" / "locale"
SOURCE = settings.LANGUAGES[0][0]
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != SOURCE]
_PLAIN, _COUNTED = ("_", "gettext", "gettext_lazy", "gettext_noop"), ("ngettext", "ngettext_lazy")
_MARKS = {
    **dict.fromkeys(_PLAIN),
    **dict.fromkeys(_COUNTED, (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
# What these say is for whoever runs the program, in a terminal.
_UNSEEN = ("relations/bench/", "relations/management/", "relations/migrations/")

# The parts of Django whose texts a reader may meet.
_PARTS = ("conf", "contrib/admin", "contrib/auth", "contrib/postgres")
# What Babel puts at the head of a catalog beside the language, its plurals and the encoding.
_CHANGING = tuple(
    f'"{name}' for name in ("Project", "Report", "POT-", "PO-", "Last-", "Language-T", "Generated")
)

# Where Uzbek has two letters and a sign of their own.
_PLAIN_APOSTROPHE = re.compile(r"(?i)(?<=[a-z])['\N{LEFT SINGLE QUOTATION MARK}](?=[a-z])")
_BENT = re.compile(r"^(Добавить|Изменить|Просмотреть|Выберите) (еще один )?%(s|\(verbose_name\)s)")

Message = str | tuple[str, ...]


def path_of(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "django.po"


def gather(language: str) -> Catalog:
    """Gather every text the program may show in a language.

    That is what is marked, the names of the records, and what Django says in English alone: of
    its words in the admin Uzbek has but a third.
    """
    catalog = Catalog()
    for message, context in (*_marked(), *_named(), *_left_by_django(language)):
        catalog.add(message, context=context, flags=_flags(message))
    return catalog


def _flags(message: Message) -> set[str]:
    texts = (message,) if isinstance(message, str) else message
    return {"python-format"} if any("%(" in text for text in texts) else set()


def _marked() -> Iterator[tuple[Message, str | None]]:
    for path in sorted([*ROOT.glob("templates/**/*.*"), *ROOT.glob("[cr]*/**/*.py")]):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(_UNSEEN):
            continue
        text = path.read_text()
        if path.suffix != ".py":
            # Babel reads it as Python, where the indents of a page would mean something.
            text = "\n".join(line.strip() for line in templatize(text).split("\n"))
        found = extract("python", io.BytesIO(text.encode()), keywords=_MARKS)
        for _line, message, _comments, context in found:
            yield message, context


def _named() -> Iterator[tuple[Message, str | None]]:
    """Name the models and their fields, as Django derives it from what they are called."""
    with override(None):
        for holder, name in derived_names(apps.get_app_config("relations").get_models()):
            if getattr(holder, "editable", True):
                yield str(getattr(holder, name)), None


def _left_by_django(language: str) -> Iterator[tuple[Message, str | None]]:
    for part in _PARTS:
        said = _shipped(part, language)
        for one in _shipped(part, SOURCE):
            known = said.get(one.id, one.context)
            fit = known and known.string and all(known.string) and _fit(language, known.string)
            if one.id and not fit:
                yield (one.id if isinstance(one.id, str) else tuple(one.id)), one.context


def _fit(language: str, said: str | Sequence[str]) -> bool:
    """Tell whether Django's own words can stand.

    Its Uzbek has an apostrophe in place of two letters; its Russian puts the name of a noun, as
    it stands, where another case is due.
    """
    texts = (said,) if isinstance(said, str) else said
    if language == "uz":
        return not any(_PLAIN_APOSTROPHE.search(text) for text in texts)
    return language != "ru" or not any(_BENT.search(text) for text in texts)


def _shipped(part: str, language: str) -> Catalog:
    path = Path(django.__file__).parent / part / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale=language)


def renew(language: str) -> Catalog:
    """Bring a catalog up to date: new texts come in untranslated, and gone ones go."""
    path = path_of(language)
    catalog = read(language)
    catalog.update(gather(language), no_fuzzy_matching=True, update_header_comment=False)
    write(catalog, path)
    return catalog


def write(catalog: Catalog, path: Path) -> None:
    """Write a catalog so that the same texts make the same file: no moments, no line numbers."""
    body = io.BytesIO()
    write_po(body, catalog, width=0, sort_output=True, no_location=True, ignore_obsolete=True)
    lines = body.getvalue().decode().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith(_CHANGING)))


def read(language: str) -> Catalog:
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def stale() -> list[str]:
    """Name the languages whose catalog is not compiled as it is written."""
    sources = {language: path_of(language) for language in LANGUAGES}
    return [language for language, path in sources.items() if _stale(path.with_suffix(".mo"), path)]


def _stale(made: Path, source: Path) -> bool:
    return not made.exists() or made.stat().st_mtime_ns < source.stat().st_mtime_ns


def compile_all() -> None:
    """Write what Django reads, where it is older than what it is made from."""
    for language in stale():
        made = path_of(language).with_suffix(".mo")
        # under a name of its own first: several processes may do this at once
        fresh = made.with_suffix(f".{os.getpid()}.mo")
        with fresh.open("wb") as file:
            write_mo(file, read(language))
        fresh.replace(made)
