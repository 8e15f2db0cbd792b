"""How many lines of participants are read without a correction: those of a file of reports.

Each person of a report is written as a line in the forms reports use, with the title in the
language of the report, and read back.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from relations.bench.titles import TITLES
from relations.intake.people import ReadPerson, ReadPost, read
from relations.names.folding import words

_SMALL: Final = frozenset({"of", "the", "at", "from", "for", "in"})
_ENGLISH: Final = "en"


@dataclass(frozen=True, slots=True)
class Held:
    """A post as a report tells it, in the report's language: title, unit, institution."""

    title: str
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    report: str
    language: str
    name: str
    posts: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    form: str
    person: Person
    line: str
    understood: bool


def people(path: Path) -> Iterator[Person]:
    """List the participants of the reports of a file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    bodies = {body["key"]: body for body in data["institutions"]}
    for report in data["reports"]:
        language = report["source"]["language"][:2]
        for side in report["sides"]:
            for one in side["participants"]:
                posts = tuple(held(post, bodies, language) for post in one["posts"])
                yield Person(report["id"], language, one["name"], posts)


def held(post: dict[str, Any], bodies: dict[str, Any], language: str) -> Held:
    """Tell a post in the language of its report.

    What tells a unit apart in the registry is left out of its name: a report says it once.
    """
    named = [name_of(bodies[key], language) for key in (post["unit"], post["institution"]) if key]
    units = [unit.partition(", ")[0].removesuffix(f" at {named[-1]}") for unit in named[:-1]]
    title = post["title"] or ""
    return Held(TITLES.get(language, {}).get(title, title), (*units, *named[-1:]))


def name_of(body: dict[str, Any], language: str) -> str:
    """Name an institution in a language, or as it is called first."""
    own = (name["text"] for name in body["names"] if name["language"][:2] == language)
    return next(own, body["preferred"])


def dashed(person: Person) -> str:
    """Write "Name — post, unit, institution; …"."""
    posts = "; ".join(", ".join(filter(None, (post.title, *post.bodies))) for post in person.posts)
    return f"{person.name} — {posts}" if posts else person.name


def _numbered(person: Person) -> str:
    return "3. " + dashed(person).replace(" — ", ", ", 1)


def _in_brackets(person: Person) -> str:
    posts = dashed(person).partition(" — ")[2]
    return f"{person.name} ({posts})" if posts else person.name


def _post_first(person: Person) -> str | None:
    """Write "Director Park Jin (KIEP)"; nothing for who has no post, or several."""
    if len(person.posts) != 1 or not person.posts[0].title:
        return None
    (post,) = person.posts
    return f"{post.title} {person.name} ({', '.join(post.bodies)})"


def _told(person: Person) -> str | None:
    """Write what prose writes: the post before the name, in the order of the language."""
    if len(person.posts) != 1 or not person.posts[0].title:
        return None
    (post,) = person.posts
    if person.language == _ENGLISH:
        return f"{post.title} of the {' at '.join(post.bodies)}, {person.name}"
    if person.language == "ru":
        return f"{post.title}, {', '.join(post.bodies)}, {person.name}"
    outer = " ".join(reversed(post.bodies))
    if person.language == "ko":
        return f"{person.name} {outer} {post.title}"
    return f"{outer} {post.title} {person.name}"


FORMS: Final[dict[str, Callable[[Person], str | None]]] = {
    "Name — post, unit, institution; …": dashed,
    "3. Name, post, unit, institution": _numbered,
    "Name (post, unit, institution)": _in_brackets,
    "post Name (institution)": _post_first,
    "post of the institution, Name": _told,
}


def run(path: Path) -> list[Outcome]:
    """Write every person in every form, and read each line back."""
    return [
        Outcome(form, person, line, understood(person, line))
        for person in people(path)
        for form, write in FORMS.items()
        if (line := write(person)) is not None
    ]


def understood(person: Person, line: str) -> bool:
    """Tell whether a line was read as it was meant.

    The name must be the same, and so many posts; of each the same words in all, the institution
    among its bodies, and no word of a body in the title. A title parted further than the report
    parts it ("Head" of the "New Northern Economy department") is read as meant, and so is a word
    said twice and read once.
    """
    found = read(line)
    one = found[0] if len(found) == 1 else None
    if not isinstance(one, ReadPerson):
        return False
    same = one.name == person.name and len(one.posts) == len(person.posts)
    return same and all(map(_is_meant, one.posts, person.posts))


def _is_meant(post: ReadPost, meant: Held) -> bool:
    bodies = plain(" ".join(post.bodies))
    whole = {*plain(post.title), *bodies}
    told = set(plain(" ".join((meant.title, *meant.bodies))))
    return whole == told and set(plain(meant.bodies[-1])) <= set(bodies)


def plain(text: str) -> list[str]:
    """List the words of a text that say something."""
    return [word for word in words(re.sub("[()]", " ", text)) if word not in _SMALL]


def shares(found: list[Outcome]) -> dict[str, tuple[int, int]]:
    """Count by form, and in all, how many lines were understood of how many."""
    counted: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in found:
        for name in (one.form, "all"):
            counted[name][0] += one.understood
            counted[name][1] += 1
    return {name: (good, whole) for name, (good, whole) in counted.items()}


def told(found: list[Outcome]) -> str:
    """Lay the shares out for a reader, and the lines that were not understood."""
    lines = [f"{'form':36} understood   of  share"]
    for name, (good, whole) in sorted(shares(found).items(), key=lambda row: row[0] == "all"):
        lines.append(f"{name:36} {good:10} {whole:4} {good / whole:6.3f}")
    missed = [one for one in found if not one.understood]
    return "\n".join([*lines, *(f"{one.person.report}: {one.line}" for one in missed)])
