"""What was said, promised, signed and counted, as the lines that a form would read."""

import re
from typing import Any, Final

from relations.models import Direction, Qualifier

# A line break inside a text, where each line of a box is a record of its own.
BREAK: Final = " ¶ "
_SIGNS: Final = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "about ",
    Qualifier.MORE_THAN: "more than ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.LESS_THAN: "less than ",
    Qualifier.UP_TO: "up to ",
    Qualifier.ALMOST: "almost ",
}
_WHO: Final = {
    Direction.OURS: "we",
    Direction.THEIRS: "they",
    Direction.JOINT: "both",
    Direction.OTHERS: "others",
}


def folded_in(text: str) -> str:
    """Bring a text of several lines into one."""
    return BREAK.join(one for line in text.splitlines() if (one := " ".join(line.split())))


def unfolded(text: str) -> str:
    return re.sub(r"\s*¶\s*", "\n", text)


def statement(row: Any) -> str:
    """Write "interest: more on climate #energy", with who said it where no side did."""
    speaker = "" if row.delegation_id else row.speaker or str(row.contact or "")
    topic = f" #{row.topic.name_en}" if row.topic else ""
    return ": ".join(filter(None, (speaker, row.kind, folded_in(row.text)))) + topic


def promise(row: Any) -> str:
    who = _WHO.get(row.direction, "somebody")
    return f"{who}: {folded_in(row.what)}" + (f" by {row.due}" if row.due else "")


def agreement(row: Any) -> str:
    return str(row.title)


def figure(row: Any) -> str:
    amount = f"{row.value.normalize():f}"
    period = f" in {row.period}" if row.period else ""
    return f"{row.indicator}: {_SIGNS[row.qualifier]}{amount} {row.unit}{period}"


def source(row: Any) -> str:
    """Write the source of an account: address, publisher, title."""
    told = row.source
    publisher = told.publisher if told.url else ""
    return ", ".join(filter(None, (told.url, publisher, told.title)))


def printed(row: Any) -> str:
    """Write how an account prints the date, and how its year is known."""
    parts = (row.date_text or "", row.year_evidence or "")
    return "; ".join(parts) if parts[1] else parts[0]


def note(row: Any) -> str:
    return f"{row.confidentiality}: {folded_in(row.text)}"


def document(row: Any, level: str) -> str:
    """Write a document by its title, with who may read it where that is not as of the event."""
    return str(row.title) if row.confidentiality == level else f"{row.confidentiality}: {row.title}"
