import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from relations.dates import months, phrases, shapes
from relations.dates.edtf import DateError, EdtfDate, gettext_noop, parse, shown

LONGEST = 100

_SAME = str.maketrans(
    dict.fromkeys("\t\n\r\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000", " ")
    | dict.fromkeys("‐‑", "-")
    | dict.fromkeys("‒–—―−", "–")
    | dict.fromkeys("～〜∼", "~")
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
    | {"．": ".", "／": "/"}
)
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['`‘’ʻʼ](?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")
_SLASH = re.compile(r"\s*/\s*")


class YearMissing(DateError):  # noqa: N818 - it says what to ask, as Django's DoesNotExist does
    """Ask for the year of a date that was given without one."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Hold one end of what was typed: `year` may be 199X or 19XX, `until` a period's last month."""

    year: str = ""
    month: int = 0
    day: int = 0
    until: int = 0
    mark: str = ""

    def edtf(self, *, month: int) -> str:
        numbers = f"-{month:02}" if month else ""
        return f"{self.year}{numbers}{f'-{self.day:02}' if self.day else ''}{self.mark}"

    @property
    def first(self) -> str:
        return self.edtf(month=self.month)

    @property
    def last(self) -> str:
        return self.edtf(month=self.until or self.month)


def read(text: str, *, today: date | None = None) -> EdtfDate:
    """Read a date as people type it in English, Russian, Uzbek or Korean, or EDTF itself.

    Numbers are read day first (05/06/2024 is 5 June). With `today` given, "yesterday" and its like
    are read too. Raises YearMissing where only the year is wanting and DateError for all that is
    not wholly understood: nothing is read in part and nothing is guessed.
    """
    if len(text) > LONGEST:
        raise DateError(
            gettext_noop("A date takes at most %(most)s characters."), code="long", most=LONGEST
        )
    typed = " ".join(unicodedata.normalize("NFC", text).translate(_SAME).split())
    if not typed.isprintable():
        raise _not_read(text)
    try:
        return parse(_SLASH.sub("/", typed).upper())
    except DateError as error:
        if error.code != "malformed":
            raise
    folded = _WORD.sub(
        lambda word: months.marked(word[0]), _APOSTROPHE.sub("", typed.casefold())
    ).rstrip(".")
    if today is not None and folded in phrases.TODAY:
        return parse((today + timedelta(days=phrases.TODAY[folded])).isoformat())
    return parse(_translated(folded, text))


def _translated(folded: str, text: str) -> str:
    """Give the EDTF text of a folded one; `text` is what was typed, for the messages."""
    found = _whole(folded) or _half_open(folded) or _interval(folded)
    if found is None:
        raise _not_read(text)
    if found.startswith("-") or "/-" in found:
        raise YearMissing(
            gettext_noop("Which year? “%(text)s” does not say."),
            code="year_missing",
            text=shown(text),
        )
    return found


def _whole(folded: str) -> str | None:
    part = _part(folded, shapes.WHOLE)
    if part is None:
        return None
    return f"{part.first}/{part.last}" if part.until else part.first


def _half_open(folded: str) -> str | None:
    for is_since, shape in chain(
        ((True, shape) for shape in phrases.SINCE), ((False, shape) for shape in phrases.UNTIL)
    ):
        match = shape.fullmatch(folded)
        part = match and _part(match["marks"] + match["end"], shapes.WHOLE)
        if part:
            return f"{part.first}/.." if is_since else f"../{part.last}"
    return None


def _interval(folded: str) -> str | None:
    """Try every place where the text may be cut in two; only one of them may make sense."""
    years = phrases.YEARS.fullmatch(folded)
    if years:
        return f"{years['first']}/{years['second']}"
    framed = (shape.fullmatch(folded) for shape in phrases.FROM_TO)
    pairs = chain(
        ((match["marks"] + match["first"], match["second"]) for match in framed if match),
        ((folded[: cut.start()], folded[cut.end() :]) for cut in phrases.BETWEEN.finditer(folded)),
    )
    found = {_joined(first, second) for first, second in pairs} - {None}
    return found.pop() if len(found) == 1 else None


def _joined(first_text: str, second_text: str) -> str | None:
    first = _part(first_text, shapes.FIRST)
    if first is None:
        return None
    second = _part(second_text, shapes.second_of(first_text))
    if second is None:
        return None
    if first.mark and not second.mark and (not first.year or (first.day and not first.month)):
        second = replace(second, mark=first.mark)  # "about 11–13 June 2024" doubts both days
    first, second = _with_month(first, second), _with_month(second, first)
    first, second = _with_year(first, second), _with_year(second, first)
    if (first.day and not first.month) or (second.day and not second.month):
        return None
    return f"{first.first}/{second.last}"


def _with_month(part: _Part, other: _Part) -> _Part:
    """Take the month of "11–13 June 2024", written once, over from the other end."""
    if part.month or not (part.day and other.day):
        return part
    return replace(part, month=other.month)


def _with_year(part: _Part, other: _Part) -> _Part:
    if part.year or not (part.month and other.month):
        return part
    return replace(part, year=other.year)


def _part(text: str, known: Sequence[re.Pattern[str]]) -> _Part | None:
    mark, rest = _unmarked(text)
    groups = shapes.first_match(known, rest)
    if not groups:
        return None
    if "decade" in groups:
        return _Part(f"{groups['decade']}X", mark=mark)
    if "century" in groups:
        return _Part(f"{int(groups['century']) - 1:02}XX", mark=mark)
    month, until = _months(groups)
    return _Part(groups.get("y", ""), month, int(groups.get("d", 0)), until, mark)


def _months(groups: dict[str, str]) -> tuple[int, int]:
    """Give the month, and the last one where a quarter, a half-year or a run of months is meant."""
    for group, length in (("q", 3), ("h", 6)):
        if group in groups:
            last = shapes.ORDINALS[groups[group]] * length
            return last - length + 1, last
    if "m" in groups:
        return months.number(groups["m"]), 0
    return int(groups.get("n", 0)), int(groups.get("u", 0))


def _unmarked(text: str) -> tuple[str, str]:
    """Take "about" and "perhaps" off a text and give their EDTF sign."""
    found = set()
    while match := phrases.MARK_BEFORE.match(text) or phrases.MARK_AFTER.search(text):
        found.add(match.lastgroup)
        text = text[: match.start()] + text[match.end() :]
    return {0: "", 1: "~" if "about" in found else "?", 2: "%"}[len(found)], text


def _not_read(text: str) -> DateError:
    quoted = shown(text)
    if phrases.SHORT_YEAR.fullmatch(text.strip()):
        return DateError(
            gettext_noop("Write the year of “%(text)s” with four digits."),
            code="short_year",
            text=quoted,
        )
    if phrases.VAGUE.search(text.casefold()):
        return DateError(
            gettext_noop(
                "“%(text)s” is too vague to be kept: write its first and its last month, like "
                "October 2023 – December 2023."
            ),
            code="vague",
            text=quoted,
        )
    return DateError(
        gettext_noop(
            "“%(text)s” cannot be read as a date. Write it like 16 May 2024, May 2024, 2024, "
            "11–13 June 2024, since 2019 or 2024-05-16."
        ),
        code="not_read",
        text=quoted,
    )
