"""What a pasted list is read into, and the small signs lists are made with."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from relations.intake.words import kind_of

# More than this is no line of a list, and nothing is gained by trying.
LONGEST: Final = 2000
MOST: Final = 400


@dataclass(frozen=True, slots=True)
class ReadPost:
    """A post as printed: its title and the bodies it is held in, the innermost first.

    The title is empty where only a body is named; there are no bodies where none is.
    """

    title: str
    bodies: tuple[str, ...] = ()
    acting: bool = False
    former: bool = False


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """A person with what stood beside the name; ``also`` holds the name in other letters.

    ``roles`` and ``attendance`` are the house's codes, where the line says them.
    """

    text: str
    name: str
    posts: tuple[ReadPost, ...] = ()
    also: tuple[str, ...] = ()
    honorific: str = ""
    roles: tuple[str, ...] = ()
    attendance: str = ""


@dataclass(frozen=True, slots=True)
class ReadOthers:
    """People without names: "and others", "+ 4 staff"; ``count`` only where it is said."""

    text: str
    count: int | None = None


@dataclass(frozen=True, slots=True)
class ReadLead:
    """What introduces a list and names nobody: "From the Korean side:"."""

    text: str


@dataclass(frozen=True, slots=True)
class ReadText:
    """A line that was not understood: kept as it is, marked, and never guessed at."""

    text: str


ReadLine = ReadPerson | ReadOthers | ReadLead | ReadText

_MANY: Final = re.compile(
    r"\b(?:representatives|experts|officials|members|staff|employees|diplomats|scholars|researchers"
    r"|colleagues|delegates|specialists|journalists|students|scientists|heads|leaders"
    r"|представител[иь]|эксперты|сотрудники|члены|специалисты|учёные|ученые|дипломаты|участники"
    r"|журналисты|руководители|лица|студенты|vakillari?|xodimlari?|ekspertlari?|mutaxassislari?"
    r"|olimlari?|azolari|rahbarlari|вакиллари?|ходимлари?|мутахассислари?|олимлари?|раҳбарлари)\b"
    r"|(?:관계자|직원|전문가|참석자|대표단|학자|실무진)(?:들)?(?:\s*\d+\s*여?\s*(?:명|인))?$",
    re.IGNORECASE,
)
_SPACES: Final = re.compile(r"[^\S\n]+")
_BULLET: Final = re.compile(
    r"^\s*(?:[-–—•*·▪◦●○■□※►]\s+|\(?\d{1,3}[.)]\s+|№\s*\d+[.)]?\s*|\d{1,3}\s*,\s+(?=\D)|[①-⑳]\s*|[a-zа-я]\)\s+)+"
)
_NUMBERED: Final = re.compile(r"(?:^|(?<=[\s;,]))\(?\d{1,2}[.)]\s+")
_COUNT: Final = r"(?P<n>\d{1,4})"
_STAFF: Final = (
    r"staff|others?|other\s+[\w\s-]{1,60}|members?|experts?|officials?|people|persons?|colleagues"
    r"|более|человек\w*|сотрудник\w*|эксперт\w*|участник\w*|kishi|xodim\w*|ekspert\w*|нафар|киши"
)
# What may stand at the end of a list, or alone in a line of it.
_OTHERS: Final = re.compile(
    r"(?:^|[\s,;]+)(?P<others>"
    rf"(?:and\s+)?(?:among\s+)?others?|and\s+other\s+[\w\s-]{{1,80}}|among\s+other\s+[\w\s-]{{1,80}}"
    rf"|and\s+{_COUNT}\s+(?:more|{_STAFF})|\+\s*(?P<m>\d{{1,4}})(?:\s+(?:{_STAFF}))?"
    r"|et\s+al|etc|(?:и|а\s+также)\s+други[ех][\w\s-]{0,80}|и\s+др|и\s+(?:ещ[её]\s+)?(?P<o>\d{1,4})\s+\w+"
    r"|va\s+boshqa(?:lar)?(?:\s+[\w\s-]{1,60})?|ва\s+бошқа(?:лар)?(?:\s+[\w\s-]{1,60})?"
    r"|va\s+yana\s+(?P<p>\d{1,4})\s+\w+|외\s*(?P<q>\d{1,4})\s*(?:명|인)|등\s*(?P<r>\d{1,4})\s*여?\s*(?:명|인)"
    r"|(?:등|외)"
    r")\s*\.?$",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"^.*?\b(?:attended\s+by|participated\s+by|participants\s+(?:were|included)|included|represented\s+by"
    r"|приняли\s+участие|участие\s+приняли|участвовали|присутствовали|вошли|представляли"
    r"|(?:ishtirok\s+et\w+|qatnash\w+|иштирок\s+эт\w+|қатнаш\w+)(?=\s*:))\b:?\s*",
    re.IGNORECASE | re.DOTALL,
)
# In these languages the verb stands last, and where it was first.
_VERB_LAST: Final = re.compile(
    r"^(?:[\w-]+(?:da|да)\s+|[^,:]{0,30}?에(?:는|서는)?\s+)?(?P<people>.+?)(?:이|가)?"
    r"\s+(?:ishtirok\s+et\w+|qatnash\w+|иштирок\s+эт\w+|қатнаш\w+|참석\w*|참가\w*)\.?$",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(
    r"^(?!(?:head|leader|chief|глава|руководитель)\b)(?:[\w'‘’ʻʼ-]+\s+){0,6}?"
    r"(?:side|delegation|participants?|attendees|guests"
    r"|сторон[аы]|стороной|делегаци[ия]|участники|гости"
    r"|tomoni?(?:dan)?|delegatsiya(?:si|sidan)?|ishtirokchilari?|mehmonlar"
    r"|томони?(?:дан)?|делегацияси|иштирокчилари?|[\w\s]*측|참석자|참가자)"
    r"(?:\s+[\w'‘’ʻʼ-]+){0,4}\s*:\s*(?=\S)",
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """Bring a text into one form of each letter and single blanks; lines stay lines."""
    whole = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    whole = "".join(
        sign for sign in whole if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cf"}
    )
    whole = re.sub(r"\t|\s+\|\s+", ", ", whole)
    return "\n".join(_SPACES.sub(" ", line).strip() for line in whole.split("\n"))


def entries(line: str) -> list[str]:
    """Take bullets and numbers off a line, and part one that holds several numbered items."""
    marks = list(_NUMBERED.finditer(line))
    if len(marks) > 1 and not line[: marks[0].start()].strip():
        ends = [mark.start() for mark in marks[1:]] + [len(line)]
        found = [line[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
        return [one.strip(" ,;") for one in found if one.strip(" ,;")]
    bare = _BULLET.sub("", line).strip()
    return [bare] if bare else []


def without_others(text: str) -> tuple[str, ReadOthers | None]:
    """Part a text from what says at its end that there were more people."""
    match = _OTHERS.search(text)
    if not match:
        return text, None
    number = next((match[name] for name in "nmopqr" if match[name]), None)
    others = ReadOthers(match["others"].strip(), int(number) if number else None)
    return text[: match.start()].rstrip(" ,;"), others


def tells_of_many(text: str) -> bool:
    """Tell whether a text speaks of people by a plural and names none of them."""
    return bool(_MANY.search(text)) and all(map(_is_no_name, text.split()))


def _is_no_name(token: str) -> bool:
    bare = token.strip('.,;:«»"“”()')
    return not bare[:1].isupper() or bare.isupper() or bool(kind_of(bare))


def without_lead(text: str) -> tuple[str, str]:
    """Part a sentence that introduces people from the people."""
    if match := _VERB_LAST.match(text):
        return match["people"], ""
    match = _HEADING.match(text) or _LEAD.match(text)
    return (text[match.end() :], match[0].strip()) if match else (text, "")


def commas(text: str) -> list[str]:
    """Part a text at its commas, but for those in brackets."""
    found, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        depth += (sign in "(（") - (sign in ")）")
        if sign in ",、，" and depth <= 0:
            found.append(text[start:place].strip())
            start = place + 1
    return [*found, text[start:].strip()]


def brackets(text: str) -> tuple[str, str, str] | None:
    """Part a text into what stands before its first bracket, in it, and after it."""
    start = next((place for place, sign in enumerate(text) if sign in "(（"), -1)
    depth = 0
    for place, sign in enumerate(text[start:] if start >= 0 else "", start):
        depth += (sign in "(（") - (sign in ")）")
        if not depth:
            return text[:start].strip(), text[start + 1 : place].strip(), text[place + 1 :].strip()
    return None
