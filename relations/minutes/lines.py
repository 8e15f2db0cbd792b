"""The small lines of the form: topics, statements, promises, figures, sources, links."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from relations.actions.drafts import (
    AgreementDraft,
    BodyDraft,
    FigureDraft,
    NoteDraft,
    PromiseDraft,
    SourceDraft,
    StatementDraft,
)
from relations.dates.edtf import DateError
from relations.dates.reading import read
from relations.intake.shapes import entries, tidy
from relations.minutes.writing import unfolded
from relations.models import AgreementKind, Confidentiality, Direction, Qualifier, StatementKind

_TOPIC: Final = re.compile(r"\s*(?:#\s*(?P<hash>[^#\]]+)|\[(?P<square>[^\]]+)\])\s*$")
_KIND: Final = re.compile(rf"^({'|'.join(StatementKind.values)})\s*:\s*", re.IGNORECASE)
_SPEAKER: Final = re.compile(r"^([^:#]{1,80}):\s+(?=\S)")
_LEVEL: Final = re.compile(rf"^({'|'.join(Confidentiality.values)})\s*:\s*", re.IGNORECASE)
_WHO: Final = re.compile(
    r"^(?:(?P<ours>we|us|ours|our side|мы|наша сторона|biz|биз|우리)"
    r"|(?P<theirs>they|theirs|guests|они|их сторона|ular|улар|상대)"
    r"|(?P<joint>both|joint|together|вместе|обе стороны|birga|бирга|공동)"
    r"|(?P<others>others|другие|boshqalar|бошқалар|타국)"
    r"|(?P<nobody>somebody|кто-то|kimdir|кимдир|누군가))\s*:\s*",
    re.IGNORECASE,
)
_DUE: Final = re.compile(
    r"[\s,;(]+(?:(?:by|until|до|к)\s+(?P<before>[^,;()]+)|(?P<after>[^,;()]+?)\s*(?:gacha|гача|까지))\)?$"
)
_ADDRESS: Final = re.compile(r"https?://\S+")
_QUALIFIERS: Final = {
    "more than": Qualifier.MORE_THAN,
    "over": Qualifier.MORE_THAN,
    ">": Qualifier.MORE_THAN,
    "at least": Qualifier.AT_LEAST,
    "≥": Qualifier.AT_LEAST,
    "less than": Qualifier.LESS_THAN,
    "<": Qualifier.LESS_THAN,
    "up to": Qualifier.UP_TO,
    "≤": Qualifier.UP_TO,
    "about": Qualifier.ABOUT,
    "≈": Qualifier.ABOUT,
    "almost": Qualifier.ALMOST,
    "более": Qualifier.MORE_THAN,
    "свыше": Qualifier.MORE_THAN,
    "около": Qualifier.ABOUT,
    "почти": Qualifier.ALMOST,
}
_SCALES: Final = {
    "thousand": 3,
    "million": 6,
    "mln": 6,
    "billion": 9,
    "bn": 9,
    "trillion": 12,
    "тыс": 3,
    "млн": 6,
    "млрд": 9,
}
_FIGURE: Final = re.compile(
    rf"^(?P<what>[^:]+):\s*(?P<sign>{'|'.join(map(re.escape, _QUALIFIERS))})?\s*\$?\s*"
    rf"(?P<number>[-−]?\d[\d\s]*(?:[.,]\d+)?)\s*(?P<scale>{'|'.join(_SCALES)})?\b\.?\s*"
    r"(?P<unit>[^\d,]*?)(?:,?\s+(?:in|for|в|за)\s+(?P<period>.+)|,\s*(?P<plain>.+))?$",
    re.IGNORECASE,
)


class LineError(ValueError):
    """A line that cannot be kept as it is; the message says what it lacks."""


def lines(text: str) -> list[str]:
    return [entry for line in tidy(text).split("\n") for entry in entries(line)]


def topics(text: str) -> tuple[str, ...]:
    """Part topics at commas, semicolons and line ends, each kept once."""
    found = (one.strip(" .") for line in lines(text) for one in re.split("[,;،、]", line))
    return tuple(dict.fromkeys(one for one in found if one))


def statements(text: str) -> Iterator[StatementDraft]:
    """Read "interest: Seoul wants more work on climate #climate change"."""
    for line in lines(text):
        kind, topic = _KIND.match(line), _TOPIC.search(line)
        said = unfolded(line[kind.end() if kind else 0 : topic.start() if topic else None])
        about = (topic["hash"] or topic["square"]).strip() if topic else ""
        yield StatementDraft(said.strip(), kind[1].casefold() if kind else "", about)


def spoken(text: str) -> Iterator[StatementDraft]:
    """Read "both sides: interest: more on climate": what no side of the event said alone."""
    for line in lines(text):
        speaker = None if _KIND.match(line) else _SPEAKER.match(line)
        said = line[speaker.end() :] if speaker else line
        for one in statements(said):
            yield replace(one, speaker=speaker[1].strip() if speaker else "")


def notes(text: str, usual: str) -> Iterator[NoteDraft]:
    """Read "restricted: They were cool.": a note a line, with who may read it."""
    for line in lines(text):
        level, said = leveled(line, usual)
        yield NoteDraft(unfolded(said), level)


def leveled(line: str, usual: str) -> tuple[str, str]:
    """Part a line from the level it begins with; without one it is as ``usual``."""
    level = _LEVEL.match(line)
    return (level[1].casefold(), line[level.end() :]) if level else (usual, line)


def when(text: str, today: date) -> str:
    """Read a date as EDTF; nothing where it is none."""
    try:
        return read(text.strip(), today=today).text
    except DateError:
        return ""


def promises(text: str, today: date) -> Iterator[PromiseDraft]:
    """Read "they: Send the papers by September 2024"."""
    for line in lines(text):
        who = _WHO.match(line)
        if not who:
            raise LineError(_("“{text}”: begin with we:, they: or both:").format(text=line[:60]))
        group = str(who.lastgroup)
        direction = "" if group == "nobody" else Direction(group).value
        what, due, printed = line[who.end() :], "", ""
        match = _DUE.search(what)
        if match:
            printed = match["before"] or match["after"]
            due = when(printed, today)
        if match and due:
            what = what[: match.start()]
        yield PromiseDraft(unfolded(what.strip()), direction, due, printed if due else "")


def figures(text: str, today: date) -> Iterator[FigureDraft]:
    """Read "trade of Central Asia and Korea: more than 10 billion USD in 2023"."""
    for line in lines(text):
        match = _FIGURE.match(line)
        if not match:
            raise LineError(
                _("“{text}”: write it like “trade: more than 10 billion USD in 2023”").format(
                    text=line[:60]
                )
            )
        number = re.sub(r"\s", "", match["number"]).replace(",", ".").replace("−", "-")
        scale = _SCALES.get((match["scale"] or "").casefold(), 0)
        period = match["period"] or match["plain"] or ""
        known = when(period, today)
        if period and not known:
            raise LineError(_("“{text}” is no date").format(text=period[:60]))
        sign = _QUALIFIERS.get((match["sign"] or "").casefold(), Qualifier.EXACT)
        unit = match["unit"].strip() or ("USD" if "$" in line else "")
        if not unit:
            raise LineError(_("“{text}”: say of what the figure is").format(text=line[:60]))
        yield FigureDraft(match["what"].strip(), f"{number}e{scale}", unit, sign, known)


def sources(text: str, told: str) -> Iterator[SourceDraft]:
    """Read "https://isrs.uz/…, ISRS, ISRS hosted a meeting": address, publisher, title.

    ``told`` is how the first prints the date, and after a semicolon how the year is known.
    """
    printed, _semicolon, evidence = (" ".join(part.split()) for part in told.partition(";"))
    for line in lines(text):
        address = _ADDRESS.search(line)
        url = address[0].rstrip(",;") if address else ""
        rest = [part.strip() for part in line.replace(url, "").split(",") if part.strip(" ;")]
        yield SourceDraft(
            url=url,
            publisher=rest[0] if url and rest else "",
            title=", ".join(rest[1:] if url else rest),
            date_text=printed,
            year_evidence=evidence,
        )
        printed = evidence = ""


def agreement(text: str, parties: tuple[BodyDraft, ...]) -> AgreementDraft:
    """Read "Road map for 2025": what kind it is stands in its title, where it does."""
    words = text.casefold().replace(" ", "_")
    kind = next((kind for kind in AgreementKind.values if kind in words), AgreementKind.MEMORANDUM)
    return AgreementDraft(text[:400], kind, parties)
