"""Read a pasted business card or the signature of a letter: who, in which posts, how to reach."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from relations.intake import names, phones, shapes
from relations.intake.people import read as read_people
from relations.intake.posts import read_posts
from relations.intake.shapes import ReadPerson, ReadPost
from relations.intake.words import HANGUL, kind_of
from relations.names.scripts import script_of

LONGEST: Final = 4000
_EMAIL: Final = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PAGE: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PHONE: Final = re.compile(r"(?:\+|\()?\d[\d\s().\-–/]{5,}\d")
_DIGITS: Final = 7
_FAX: Final = re.compile(r"(?:fax|факс|faks|팩스)\W*$", re.IGNORECASE)
# What stands before a number or an address and says what it is.
_LABEL: Final = re.compile(
    r"(?:\b(?:e-?mail|mail|tel(?:ephone|efon)?|phone|mobile|mob(?:il)?|cell|office|fax|faks|web|url|t|m|p|e|f|w"
    r"|тел(?:ефон)?|моб(?:ильный)?|раб|факс|почта|эл\.?\s*почта|электрон\s*почта|pochta|elektron\s+pochta|сайт)\b"
    r"|전화(?:번호)?|휴대(?:폰|전화)|핸드폰|팩스|이메일|전자우편|메일|홈페이지)\s*\.?\s*[::]?",
    re.IGNORECASE,
)
# What stands before a part of a card that is laid out as a form.
_CAPTION: Final = re.compile(
    r"^(?:full\s+name|name|position|title|post|job\s+title|organi[sz]ation|company|institution|affiliation"
    r"|фио|ф\.и\.о\.?|имя|должность|организация|место\s+работы|ism(?:i)?|f\.i\.(?:sh|o)\.?|lavozim(?:i)?"
    r"|tashkilot(?:i)?|ish\s+joyi|성명|이름|직위|직책|소속|기관)\s*[::]\s*",
    re.IGNORECASE,
)
_GREETING: Final = re.compile(
    r"^(?:--+|best\s+(?:regards|wishes)|(?:kind|warm)\s+regards|regards|sincerely(?:\s+yours)?|yours\s+\w+"
    r"|respectfully|с\s+уважением|с\s+наилучшими\s+пожеланиями|hurmat\s+bilan|ҳурмат\s+билан"
    r"|감사합니다|안녕히\s+계십시오)\s*[,.!]*\s*",
    re.IGNORECASE,
)
_SIGNED: Final = re.compile(r"\s+(?:드림|올림|배상)\s*\.?$")
_APART: Final = re.compile(r"\s*[|│•·]\s*|\s{2,}")
_NUMBERED: Final = re.compile(r"\d{2}")


@dataclass(slots=True)
class ReadCard:
    """What was read; ``rest`` are the words that were not understood, kept as they are."""

    person: ReadPerson | None = None
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


def read(text: str) -> ReadCard:
    """Read a card; nothing of it is lost but greetings and the words that name its parts."""
    card, numbers, pieces = ReadCard(), list[str](), list[str]()
    for line in _lines(text[:LONGEST]):
        piece = _without_points(line, card, numbers)
        if piece:
            pieces.append(piece)
    _dial(numbers, card)
    found = _who(pieces)
    if found is None:
        card.rest = [*pieces, *card.rest]
        return card
    place, person = found
    also, told = list(person.also), list[str]()
    for piece in pieces[:place] + pieces[place + 1 :]:
        if names.is_name(piece) and script_of(piece) != script_of(person.name):
            also.append(names.bare(piece)[0])
        elif _tells(piece):
            told.append(piece)
        else:
            card.rest.append(piece)
    posts = (*person.posts, *read_posts(", ".join(_inner_first(told))))
    card.person = ReadPerson(person.text, person.name, _whole(posts), tuple(also), person.honorific)
    return card


def _lines(text: str) -> Iterator[str]:
    for line in text.replace("\t", " | ").split("\n"):
        for part in _APART.split(line.strip()):
            bare = shapes.tidy(part).strip(" ,;")
            bare = _SIGNED.sub("", _CAPTION.sub("", _GREETING.sub("", bare)))
            if bare:
                yield bare


def _without_points(line: str, card: ReadCard, numbers: list[str]) -> str:
    """Take addresses and numbers out of a line; what is left of it beside their labels."""
    emails, pages = _EMAIL.findall(line), _PAGE.findall(line)
    card.emails += [one for one in emails if one not in card.emails]
    card.rest += pages
    line = _PAGE.sub(" ", _EMAIL.sub(" ", line))
    taken = [one for one in _PHONE.finditer(line) if _is_number(one[0])]
    for one in taken:
        fax = _FAX.search(line[: one.start()])
        (card.rest if fax else numbers).append(f"{fax[0] if fax else ''}{one[0]}".strip())
    for one in reversed(taken):
        line = f"{line[: one.start()]} {line[one.end() :]}"
    if emails or pages or taken:
        line = _LABEL.sub(" ", line).strip(" ,;:/.-–—()")
    return " ".join(line.split())


def _is_number(text: str) -> bool:
    return sum(sign.isdigit() for sign in text) >= _DIGITS


def _dial(numbers: list[str], card: ReadCard) -> None:
    """Bring numbers into one form; one without a country is of that of the others, or the mail."""
    whole = [phone for number in numbers if (phone := phones.e164(number))]
    regions = [phones.region_of(phone) for phone in whole]
    regions += [email.rpartition(".")[2] for email in card.emails]
    region = next((one for one in regions if phones.is_region(one)), "")
    for number in numbers:
        phone = phones.e164(number) or phones.e164(number, region)
        if not phone:
            card.rest.append(number)
        elif phone not in card.phones:
            card.phones.append(phone)


def _who(pieces: list[str]) -> tuple[int, ReadPerson] | None:
    """Find the piece that names the person: nothing but a name, else a name with a post."""
    for place, piece in enumerate(pieces):
        head, inner, after = shapes.brackets(piece) or (piece, "", "")
        if after or not _plain_name(head):
            continue
        bare, honorific = names.bare(head)
        also = (inner,) if inner and names.is_name(inner) else ()
        return place, ReadPerson(piece, bare, (), also, honorific)
    for place, piece in enumerate(pieces):
        found = [] if _NUMBERED.search(piece) else read_people(piece)
        if len(found) == 1 and isinstance(found[0], ReadPerson):
            return place, found[0]
    return None


def _plain_name(piece: str) -> bool:
    if not names.is_name(piece):
        return False
    bare, honorific = names.bare(piece)
    return bool(len(bare.split()) > 1 or honorific or names.korean_name(bare))


def _tells(piece: str) -> bool:
    """Tell whether a piece speaks of a post or a body, and is no postal address."""
    if _NUMBERED.search(piece):
        return False
    if HANGUL.search(piece):
        return any(kind_of(word) in {"post", "body"} for word in piece.split())
    return any(kind_of(word) in {"post", "body"} for word in piece.replace(",", " ").split())


def _inner_first(told: list[str]) -> list[str]:
    """Turn bodies round that Korean cards print before the post, the outermost first."""
    start = 0
    while start < len(told) and HANGUL.search(told[start]) and _is_body(told[start]):
        start += 1
    return [*reversed(told[:start]), *told[start:]]


def _is_body(piece: str) -> bool:
    return all(kind_of(word) != "post" for word in piece.split())


def _whole(posts: tuple[ReadPost, ...]) -> tuple[ReadPost, ...]:
    """Put posts without a body into the bodies that stand alone on the card beside them."""
    alone = [post for post in posts if not post.title]
    titled = [post for post in posts if post.title]
    if not alone or not titled:
        return posts
    bodies = tuple(body for post in alone for body in post.bodies)
    return tuple(
        post if post.bodies else ReadPost(post.title, bodies, post.acting, post.former)
        for post in titled
    )
