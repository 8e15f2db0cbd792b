"""What the search found, told to people: the record, what it belongs to, and why it is there."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from relations.exports import COLUMNS
from relations.exports.base import Label, fetch
from relations.models.search import SearchKind
from relations.names.folding import APOSTROPHES, folded
from relations.names.likeness import Reason
from relations.search.finding import NEAR, Found
from relations.templatetags.words import address, called, written_in
from relations.views.blocks import rows_of
from relations.views.nouns import NOUNS
from relations.views.tables import cell

NOUN: Final[Mapping[str, str]] = {
    SearchKind.CONTACT: "contacts",
    SearchKind.INSTITUTION: "institutions",
    SearchKind.EVENT: "events",
    SearchKind.SERIES: "series",
    SearchKind.AGREEMENT: "agreements",
    SearchKind.TOPIC: "topics",
    SearchKind.SOURCE: "sources",
}
# What tells namesakes apart, in a line under the name.
TELLING: Final[Mapping[str, Sequence[str]]] = {
    "contacts": ("posts",),
    "institutions": ("kind", "parent", "country"),
    "events": ("date", "kind", "places"),
    "series": ("organizer", "cadence"),
    "agreements": ("kind", "parties", "in_force"),
    "topics": (),
    "sources": ("publisher", "published"),
}
MOST_FACTS: Final = 4
LONGEST_NAME: Final = 200
LONGEST_HINT: Final = 160
_MARKED: Final = "<mark>"
# What is one word when folded: O'zbekiston.
_WORD: Final = re.compile(rf"[\w{re.escape(APOSTROPHES)}]+")

# Said where the name that matched is not the one shown.
_OTHER_NAME: Final[Mapping[Reason, Label]] = {
    Reason.EXACT: _("also known as {}"),
    Reason.ORDER: _("also known as {}, in another order"),
    Reason.WORDS: _("also known as {}"),
    Reason.PREFIX: _("also known as {}"),
    Reason.INITIALS: _("initials of {}"),
    Reason.ACRONYM: _("acronym of {}"),
    Reason.ROMANIZATION: _("other spelling of {}"),
    Reason.SCRIPT: _("also known as {}, in another script"),
    Reason.FORMER: _("former name: {}"),
    Reason.TYPO: _("one or two letters differ from {}"),
    Reason.SIMILAR: _("sounds or looks like {}"),
}
# Said where it is; nothing where the marked words say it.
_OWN_NAME: Final[Mapping[Reason, Label]] = {
    Reason.ORDER: _("in another order"),
    Reason.INITIALS: _("by its initials"),
    Reason.ACRONYM: _("by its acronym"),
    Reason.ROMANIZATION: _("in another spelling"),
    Reason.SCRIPT: _("in another script"),
    Reason.FORMER: _("by a former name"),
    Reason.TYPO: _("one or two letters differ"),
    Reason.SIMILAR: _("sounds or looks alike"),
    Reason.EMAIL: _("by an e-mail address"),
    Reason.PHONE: _("by a telephone number"),
}


def in_words(reason: Reason) -> str:
    """Say why a record matched by its own name; nothing where the name says it."""
    return str(_OWN_NAME.get(reason, ""))


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with what was asked for marked in it, and the language it is in."""

    text: SafeString
    lang: str


@dataclass(frozen=True, slots=True)
class Result:
    """One line of an answer; ``why`` is empty where the name itself says it."""

    kind: Label
    href: str
    name: Marked
    facts: Sequence[Marked]
    why: SafeString
    near: bool


def tell(user: Any, text: str, found: Sequence[Found]) -> list[Result]:
    """Put what was found into words; what the user may no longer see is left out.

    One query for each kind among them, and one for each thing its facts are read from.
    """
    mark = marker(text)
    rows: dict[Any, Any] = {}
    for kind in dict.fromkeys(one.kind for one in found):
        noun = NOUN[kind]
        wanted = rows_of(noun, user).filter(pk__in=[one.id for one in found if one.kind == kind])
        rows |= {row.pk: row for row in fetch(_columns(noun), wanted, user)}
    return [_result(one, rows[one.id], mark) for one in found if one.id in rows]


def _columns(noun: str) -> list[Any]:
    known = {column.name: column for column in COLUMNS[noun]}
    return [known[name] for name in TELLING[noun]]


def _result(one: Found, row: Any, mark: Callable[[str], Marked]) -> Result:
    noun = NOUN[one.kind]
    # These are shown in the language of the screen, whatever they were found by.
    shown = called(row) if one.kind in (SearchKind.TOPIC, SearchKind.INSTITUTION) else one.name
    items = [item for column in _columns(noun) for item in cell(column, row).items]
    facts = [", ".join(part.text for part in item) for item in items[:MOST_FACTS]]
    hinted = one.reason is Reason.HINT
    return Result(
        kind=NOUNS[noun].one,
        href=address(row),
        name=mark(Truncator(shown).chars(LONGEST_NAME)),
        facts=[mark(fact) if hinted else _unmarked(fact) for fact in facts],
        why=_by_hint(one, facts, mark) if hinted else _by_name(one, shown, mark),
        near=one.score >= NEAR,
    )


def _unmarked(said: str) -> Marked:
    return Marked(format_html("{}", said), written_in(said))


def _by_name(one: Found, shown: str, mark: Callable[[str], Marked]) -> SafeString:
    """Say how a name matched; of what is merely similar, which name is."""
    reason = one.reason if one.score >= NEAR or one.reason not in _OTHER_NAME else Reason.SIMILAR
    if reason not in _OTHER_NAME or one.matched == shown:
        return format_html("{}", _OWN_NAME.get(reason, ""))
    name = mark(Truncator(one.matched).chars(LONGEST_NAME))
    if reason is Reason.SCRIPT and _MARKED in name.text:
        reason = Reason.WORDS  # a name in two scripts, found by the part in the reader's own
    lang = format_html(' lang="{}"', name.lang) if name.lang else ""
    return format_html(str(_OTHER_NAME[reason]), format_html("<b{}>{}</b>", lang, name.text))


def _by_hint(one: Found, facts: Sequence[str], mark: Callable[[str], Marked]) -> SafeString:
    """Quote what the record belongs to, where the facts do not show the words asked for."""
    quoted = mark(Truncator(one.hint.strip()).chars(LONGEST_HINT)).text
    if _MARKED not in quoted or any(_MARKED in mark(fact).text for fact in facts):
        return format_html("{}", _("found through what it belongs to"))
    return format_html(str(_("found through what it belongs to: {}")), quoted)


def marker(text: str) -> Callable[[str], Marked]:
    """Return a function that marks the words asked for, and what begins with them, in a text."""
    asked = sorted(folded(text).split(), key=len, reverse=True)

    def mark(said: str) -> Marked:
        return Marked(
            format_html_join("", "{}", ((one,) for one in _parts(said, asked))), written_in(said)
        )

    return mark


def _parts(said: str, asked: Sequence[str]) -> Iterable[str | SafeString]:
    end = 0
    for word in _WORD.finditer(said):
        length = _begun(word[0], asked)
        if length:
            yield said[end : word.start()]
            end = word.start() + length
            yield format_html("<mark>{}</mark>", said[word.start() : end])
    yield said[end:]


def _begun(word: str, asked: Sequence[str]) -> int:
    """Say how many letters of a word were asked for: all, some it begins with, or none."""
    plain = folded(word)
    for one in asked:
        if plain == one:
            return len(word)
        if plain.startswith(one) and len(plain) == len(word):
            return len(one)
    return 0
