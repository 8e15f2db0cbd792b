"""Read a pasted list of participants: who, in which posts, where; and what was not understood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from relations.intake import marks, names, shapes
from relations.intake.posts import SAME, read_posts
from relations.intake.shapes import (
    ReadLead,
    ReadLine,
    ReadOthers,
    ReadPerson,
    ReadPost,
    ReadText,
)
from relations.intake.words import kind_of
from relations.names.scripts import script_of

_DASH: Final = re.compile(r"\s+[—–-]{1,2}\s+|\s*—\s*|:\s+")
_ALSO: Final = re.compile(r",?\s+(?:as\s+well\s+as|а\s+также|shuningdek|шунингдек)\s+|\s+및\s+")
_AND: Final = re.compile(r",?\s+(?:and|и|va|ва|&)\s+(?:the\s+)?")
_TWO: Final = 2
_LEADING: Final = re.compile(r"^(?:the|from|and|и|va)\s+", re.IGNORECASE)
_PLURAL: Final = re.compile(
    r"^(?P<post>experts?|researchers?|professors?|scholars?|analysts?|fellows?|ambassadors?|ministers?"
    r"|representatives?|эксперты?|представители|аналитики|советники)"
    r"\s+(?P<at>from|of|at|из|от)?\s*(?:the\s+)?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Cell:
    """A part of a list between two commas: a name, or what is said of one; or both."""

    text: str
    name: str = ""
    told: list[str] = field(default_factory=list)


def read(block: str) -> list[ReadLine]:
    """Read a pasted block, line by line; nothing of it is lost."""
    found: list[ReadLine] = []
    for line in shapes.tidy(block).split("\n")[: shapes.MOST]:
        for entry in shapes.entries(line):
            told = list(_entry(entry))
            if found and (one := _with_post_below(found[-1], told)):
                found[-1] = one
            else:
                found += told
    return _resolved(found)


def _with_post_below(above: ReadLine, told: list[ReadLine]) -> ReadPerson | None:
    """Read a name that stands alone in its line, and what its bearer is in the next."""
    if not isinstance(above, ReadPerson) or above.posts or len(told) != 1:
        return None
    below = told[0]
    if not isinstance(below, ReadText) or not names.is_name(above.text):
        return None
    posts = read_posts(below.text)
    titled = all(post.title for post in posts) and _tells(below.text)
    return replace(above, text=f"{above.text}, {below.text}", posts=posts) if titled else None


def _entry(text: str) -> Iterator[ReadLine]:
    if len(text) > shapes.LONGEST:
        yield ReadText(text)
        return
    if text.endswith(":"):
        yield ReadLead(text)
        return
    rest, lead = shapes.without_lead(text)
    if lead:
        yield ReadLead(lead)
    rest, others = shapes.without_others(rest.rstrip(" ."))
    for part in _ALSO.split(rest):
        yield from _part(part.strip(" ,;")) if part.strip(" ,;.") else ()
    if others:
        yield others


def _part(text: str) -> list[ReadLine]:
    text = _LEADING.sub("", text)
    shared = _PLURAL.match(text)
    if shared and shared["post"][-1] in "sыи":
        return _shared(text, shared)
    people = _several(text) or _people(text)
    if people:
        return list(people)
    return [ReadOthers(text) if shapes.tells_of_many(text) else ReadText(text)]


def _people(text: str) -> list[ReadPerson] | None:
    """Read who stands in a text; marks of one's part are read where they can be only theirs."""
    bare, found = marks.parted(text)
    people = _told_of(bare) if found != marks.Marks() and bare else None
    if people is None or (len(people) > 1 and not text.endswith(bare)):
        return _told_of(text)
    roles, attendance = found.roles, found.attendance
    whole = text if len(people) == 1 else ""
    return [
        replace(one, text=whole or one.text, roles=roles, attendance=attendance) for one in people
    ]


def _told_of(text: str) -> list[ReadPerson] | None:
    cells = text.split(" / ")
    if len(cells) > _TWO and names.is_name(cells[0]):  # a row of a table
        text = ", ".join(cells)
    if person := _dashed(text):
        return [person]
    listed = _list(text)
    if listed and len(listed) > 1:
        return listed
    person = _bracketed(text)
    return [person] if person else listed


def _several(text: str) -> list[ReadPerson] | None:
    """Read "Kim Young (KIEP); Lee Ji-eon, Head, HUFS": each part has a name of its own."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    if len(parts) == 1:
        return None
    found = [_people(part) for part in parts]
    people = [one for group in found if group for one in group]
    return people if all(found) else None


def _person(text: str, name: str, posts: tuple[ReadPost, ...]) -> ReadPerson:
    bare, honorific = names.bare(name)
    return ReadPerson(text, bare, posts, (), honorific)


def _dashed(text: str) -> ReadPerson | None:
    dashes = list(_DASH.finditer(text))
    for dash in dashes:
        left, right = text[: dash.start()], text[dash.end() :]
        if person := _named(text, left, right):
            return person
        if names.is_name(right):
            return _person(text, right, read_posts(left))
        if person := _twice_told(text, left, right):
            return person
    return None


def _twice_told(text: str, left: str, right: str) -> ReadPerson | None:
    """Read "Ambassador William Taylor — Vice President, USIP": one post before the name."""
    name, before, after = (not _several_in(left) and names.apart(left)) or ("", "", "")
    kinds = {kind_of(word) for word in before.split()}
    if after or "post" not in kinds or not kinds <= {"post", "rank"}:
        return None
    return _person(text, name, (*read_posts(before), *read_posts(right)))


def _several_in(text: str) -> bool:
    return any(sign in text for sign in ",;(")


def _named(text: str, left: str, right: str) -> ReadPerson | None:
    """Take what stands left of a dash for a name, with its other spelling in brackets."""
    parts = shapes.brackets(left)
    if parts and not parts[2] and names.is_name(parts[0]):
        person = _person(text, parts[0], read_posts(right))
        if _other_script(parts[0], parts[1]):
            return replace(person, also=(parts[1],))
        return replace(person, posts=(*person.posts, *read_posts(parts[1])))
    return _person(text, left, read_posts(right)) if names.is_name(left) else None


def _other_script(name: str, text: str) -> bool:
    return names.is_name(text) and script_of(name) != script_of(text)


def _bracketed(text: str) -> ReadPerson | None:
    parts = shapes.brackets(text)
    if not parts or not parts[1]:
        return None
    before, inner, after = parts
    if _other_script(before, inner) or _other_script(" ".join(before.split()[-2:]), inner):
        people = _people(f"{before}{'' if after[:1] == ',' else ' '}{after}".strip())
        return replace(people[0], text=text, also=(inner,)) if people else None
    if shapes.commas(after)[0]:
        return None
    rest = after.strip(" ,;–—-")
    if names.is_name(before):
        told = f"{inner}, {rest}" if rest else inner
        return _person(text, before, read_posts(told))
    *ahead, last = shapes.commas(before)
    found = None if any(map(names.is_name, ahead)) else names.apart(_LEADING.sub("", last))
    return _post_before(text, ahead, found, inner) if found else None


def _post_before(
    text: str, ahead: list[str], found: tuple[str, str, str], inner: str
) -> ReadPerson:
    """Read "Director Park Jin (KIEP)": the brackets hold the outermost bodies, or more posts."""
    head = ", ".join([*ahead, " ".join(found[1:]).strip()])
    told = read_posts(inner)
    if any(post.title for post in told):
        return _person(text, found[0], (*read_posts(head), *told))
    return _person(text, found[0], read_posts(head, bodies=told[0].bodies))


def _cells(text: str) -> list[_Cell]:
    found: list[_Cell] = []
    for segment in shapes.commas(text):
        halves = _AND.split(segment)
        cells = [_cell(half) for half in halves if half.strip()]
        if len(cells) > 1 and not all(cell.name for cell in cells):
            cells = [_cell(segment)]
        found += cells
    return found


def _cell(text: str) -> _Cell:
    text = _LEADING.sub("", text.strip())
    if names.is_name(text):
        return _Cell(text, text)
    if person := _bracketed(text):
        return _Cell(text, person.name, [text])
    found = names.apart(text) if text else None
    if not found or not _tells(" ".join(found[1:])):
        return _Cell(text)
    return _Cell(text, found[0], [" ".join(found[1:]).strip()])


def _tells(text: str) -> bool:
    return any(kind_of(word) in {"post", "body"} for word in text.split())


def _list(text: str) -> list[ReadPerson] | None:
    """Read a list between commas; what is said of a name stands after it, or before it."""
    cells = _cells(text)
    if cells[0].name and not cells[0].told:
        # names stand alone here, so that "Ban Ki-moon Foundation" is no Ban Ki-moon
        cells = [cell if not cell.told or "(" in cell.text else _Cell(cell.text) for cell in cells]
    named = [cell for cell in cells if cell.name]
    first = bool(cells[0].name)
    if not named or (len(named) > 1 and not first and not cells[-1].name):
        return None
    _attach(cells, after=first or len(named) == 1)
    if len(named) > 1 and not _alike(named):
        return None
    return [_told(cell, text if len(named) == 1 else cell.text) for cell in named]


def _attach(cells: list[_Cell], *, after: bool) -> None:
    """Give each name what is said of it: what comes after it, and at first what comes before."""
    owner: _Cell | None = None
    ahead: list[str] = []
    for cell in cells:
        if cell.name:
            owner, cell.told, ahead = cell, [*ahead, *cell.told], []
        elif owner and after:
            owner.told.append(cell.text)
        else:
            ahead.append(cell.text)


def _alike(named: list[_Cell]) -> bool:
    """Doubt a list in which some names have a post and others, of no known family, none."""
    if not any(cell.told for cell in named):
        return all(len(cell.name.split()) > 1 or names.korean_name(cell.name) for cell in named)
    return all(cell.told or names.familiar(cell.name) for cell in named)


def _told(cell: _Cell, text: str) -> ReadPerson:
    if cell.told == [cell.text] and (person := _bracketed(cell.text)):
        return person
    return _person(text, cell.name, read_posts(", ".join(cell.told)))


def _shared(text: str, match: re.Match[str]) -> list[ReadLine]:
    """Read "experts from X A and Y B": one post for each, in a body of his own."""
    post = re.sub("тели$", "тель", match["post"]).rstrip("sыи").capitalize()
    rest = text[match.end() :]
    found: list[ReadLine] = []
    for part in re.split(r",\s*|\s+(?:and|и)\s+", rest):
        whole = re.sub(r"^(?:from|of|the|и|and)\s+", "", part.strip())
        head, other, after = shapes.brackets(whole) or (whole, "", "")
        apart = None if after else names.apart(head)
        if apart is None or (other and not _other_script(apart[0], other)):
            return _sharing(text, post, "" if match["at"] else rest)
        body = re.sub(r"^(?:from|of)?\s*(?:the\s+)?", "", apart[1])
        person = _person(part, apart[0], (ReadPost(post, (body,)),))
        found.append(replace(person, also=(other,) if other else ()))
    return found


def _sharing(text: str, post: str, rest: str) -> list[ReadLine]:
    """Read "experts A (X), B (Y)": all in the rest have the post, each in a body of their own."""
    people = (_people(rest) if rest else None) or []
    if not people or any(held.title for one in people for held in one.posts):
        return [ReadOthers(text) if shapes.tells_of_many(text) else ReadText(text)]
    return [
        replace(
            one, posts=tuple(replace(held, title=post) for held in one.posts or (ReadPost(""),))
        )
        for one in people
    ]


def _resolved(found: list[ReadLine]) -> list[ReadLine]:
    """Put the body that was meant in place of "this University"."""
    met: list[str] = []
    told: list[ReadLine] = []
    for line in found:
        if isinstance(line, ReadPerson):
            posts = tuple(
                replace(post, bodies=tuple(_meant(body, met) for body in post.bodies))
                for post in line.posts
            )
            line = replace(line, posts=posts)  # noqa: PLW2901
            met += [body for post in posts for body in post.bodies]
        told.append(line)
    return told


def _meant(body: str, met: list[str]) -> str:
    match = SAME.match(body)
    if not match:
        return body
    word = match["word"].casefold()
    return next((one for one in reversed(met) if word in one.casefold()), body)


__all__ = ["ReadLead", "ReadLine", "ReadOthers", "ReadPerson", "ReadPost", "ReadText", "read"]
