"""From the words beside a name to posts: titles, and the bodies they are held in."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from relations.intake.names import is_degree
from relations.intake.shapes import ReadPost, commas
from relations.intake.words import HANGUL, kind_of
from relations.names.folding import folded

_APART: Final = re.compile(r"\s*;\s*|\s+겸\s+|\s+\+\s+|\s+/\s+")
_AND: Final = re.compile(r"\s+(?:and|и|va|ва|및|[—–-])\s+(?:the\s+|concurrently\s+|also\s+)?")
_IN: Final = re.compile(r"\s+(?:of|at|from|for|in|with)\s+(?:the\s+)?")
_WITHIN: Final = re.compile(r"\s+(?:at|of|in|within|under|при)\s+(?:the\s+)?")
SAME: Final = re.compile(r"^(?:this|that|the\s+same|same)\s+(?P<word>\w+)$", re.IGNORECASE)
_ACTING: Final = re.compile(r"^(?:acting|и\.\s?о\.|врио|v\.?\s?b\.?|muvaqqat)\s+", re.IGNORECASE)
_ACTING_KOREAN: Final = re.compile(r"\s*(?:직무대행|대행)$")
_FORMER: Final = re.compile(r"^(?:former|ex-|бывший|экс-|sobiq|собиқ|전)\s*(?=\S)", re.IGNORECASE)
_ARTICLES: Final = frozenset({"the", "of", "a", "for", "under", "при", "to"})
_UNDER: Final = frozenset({"huzuridagi", "ҳузуридаги", "qoshidagi", "қошидаги"})
_DEGREE: Final = re.compile(
    r"^(?:доктор|кандидат)\s+[\w-]+\s+наук$|^[\w-]+\s+fanlari?\s+(?:doktori|nomzodi)$"
    r"|^[\w-]+\s+фанлари?\s+(?:доктори|номзоди)$|^(?:doctor|candidate)\s+of\s+[\w-]+(?:\s+sciences?)?$",
    re.IGNORECASE,
)
_WEAK: Final = frozenset(
    "program programme project press media news office service section unit board division party"
    " department group".split()
)
_FUSED: Final = re.compile(
    r"^(.{3,}(?:사업단|연구소|연구원|센터|사무국|재단|대학|위원회|본부|국|관))장$"
)
_STATES: Final = frozenset({"PRC", "USA", "UAE", "ROK", "DPRK", "CIS", "США", "КНР", "ОАЭ", "СНГ"})
_ACRONYM: Final = re.compile(r"^[^\W\d_a-zа-я]{3,}$|^[A-Z]+-\w+$")
Piece = tuple[str, str]


def read_posts(text: str, *, bodies: tuple[str, ...] = ()) -> tuple[ReadPost, ...]:
    """Read all posts in a text; ``bodies`` stand around those of the last."""
    found = [
        post for part in _APART.split(text) for group in _anded(part) for post in _group(group)
    ]
    if bodies:
        last = found.pop() if found else ReadPost("")
        found.append(replace(last, bodies=(*last.bodies, *bodies)))
    return tuple(found)


def _anded(text: str) -> Iterator[str]:
    """Part "Vice President of KF and Director of the Secretariat": both halves begin a post."""
    start = 0
    for match in _AND.finditer(text):
        before, after = text[start : match.start()], text[match.end() :]
        if _begins(after) and any(kind_of(word) == "post" for word in before.split()):
            yield before
            start = match.end()
    yield text[start:]


def _begins(text: str) -> bool:
    for word in text.split():
        kind = kind_of(word)
        if kind != "rank":
            return kind == "post"
    return False


def _group(text: str) -> Iterator[ReadPost]:
    """Gather pieces in the order printed; bodies follow their post or all stand before it.

    "Doctor of sciences, professor" is one title.
    """
    title, bodies, learned = "", list[str](), False
    for kind, piece in _pieces(text):
        if kind == "post" and title and not learned:
            yield _post(title, bodies)
            title, bodies = piece, []
        elif kind in {"post", "degree"}:
            learned = kind == "degree" and not title
            title = f"{title}, {piece}" if title else piece
        elif kind == "more":
            title = f"{title}, {piece}"
        elif bodies[-1:] != [piece]:  # "a center at a university, the university" is told twice
            bodies.append(piece)
    if title or bodies:
        yield _post(title, bodies)


def _post(title: str, bodies: list[str]) -> ReadPost:
    former = bool(_FORMER.match(title))
    title = _FORMER.sub("", title)
    acting = bool(_ACTING.match(title) or _ACTING_KOREAN.search(title))
    title = _ACTING_KOREAN.sub("", _ACTING.sub("", title))
    return ReadPost(title.strip(), tuple(bodies), acting, former)


def _pieces(text: str) -> Iterator[Piece]:
    titled = False
    for segment in commas(text):
        tokens = segment.split()
        kinds = _kinds(tokens)
        if not tokens or is_degree(segment):
            continue
        if _DEGREE.match(segment):
            yield "degree", segment
            continue
        if "post" not in kinds and "body" not in kinds:
            kind = _kind_of_words(segment, kinds, titled=titled)
            titled = titled or kind == "post"
            yield kind, segment
            continue
        for kind, piece in _of_segment(segment.strip(), tokens, kinds):
            titled = titled or kind == "post"
            yield kind, piece


def _kind_of_words(segment: str, kinds: list[str], *, titled: bool) -> str:
    """Tell what words are that mean nothing known: a body has capitals, a calling has none."""
    small = segment[0].islower()
    if titled and (small or kinds[-1] == "common") and not _ACRONYM.match(segment):
        return "more"
    return "post" if small else "body"


def _kinds(tokens: list[str]) -> list[str]:
    """Say what each word speaks of; in "Prezidenti huzuridagi" (under the President) no post."""
    kinds = [kind_of(token) for token in tokens]
    for place, token in enumerate(tokens[1:], 1):
        if folded(token) in _UNDER:
            kinds[place - 1] = "common"
    return kinds


def _of_segment(segment: str, tokens: list[str], kinds: list[str]) -> Iterator[Piece]:
    if HANGUL.search(segment):
        yield from _korean(segment, tokens, kinds)
        return
    posts = [place for place, kind in enumerate(kinds) if kind == "post"]
    first = _first_body(tokens, kinds)
    whole = kinds[-1] == "body" and kinds[0] not in {"post", "rank"}
    if whole:
        yield from (("body", body) for body in bodies_of(segment))
    elif posts and _qualified(tokens[: posts[0]]):
        yield from _post_first(segment, tokens, kinds)
    elif posts and (first < posts[0] or _post_last(kinds)):
        yield from _body_first(segment, tokens, kinds)
    elif posts:
        yield from _post_first(segment, tokens, kinds)
    else:
        yield from (("body", body) for body in bodies_of(segment))


def _first_body(tokens: list[str], kinds: list[str]) -> int:
    if tokens and _ACRONYM.match(tokens[0]) and kinds[0] != "post":
        return 0
    return kinds.index("body") if "body" in kinds else len(kinds)


def _qualified(before: list[str]) -> bool:
    """Tell whether what stands before a post is part of it: "Press Secretary"."""
    words = [folded(token) for token in before]
    plain = all(map(_is_weak, before)) and not _ARTICLES.intersection(words)
    return plain and bool(_WEAK.intersection(words))


def _post_last(kinds: list[str]) -> bool:
    """Tell whether the body stands before the post, as in Uzbek, though a post is in its name."""
    return kinds[-1] == "post" and kinds[0] not in {"post", "rank"} and "body" in kinds


def _body_first(segment: str, tokens: list[str], kinds: list[str]) -> Iterator[Piece]:
    """Read "KIEP Vice President"; but "Institute under the President" is all body."""
    start = len(tokens)
    while start and kinds[start - 1] in {"post", "rank"}:
        start -= 1
    if start == len(tokens) or (start and folded(tokens[start - 1]) in _ARTICLES):
        yield from (("body", body) for body in bodies_of(segment))
        return
    if "body" in kinds[:start]:
        start = start - kinds[:start][::-1].index("body")
    yield "body", " ".join(tokens[:start])
    yield "post", " ".join(tokens[start:])


def _is_weak(token: str) -> bool:
    return kind_of(token) in {"rank", "common"} or folded(token) in _WEAK


def _post_first(segment: str, tokens: list[str], kinds: list[str]) -> Iterator[Piece]:
    for match in _IN.finditer(segment):
        rest = segment[match.end() :]
        if _names_a_body(rest) or SAME.match(rest):
            yield "post", segment[: match.start()]
            yield from (("body", body) for body in bodies_of(rest))
            return
    place = next(place for place, kind in enumerate(kinds) if kind == "post")
    if unit := _unit_at(tokens, kinds, place):
        yield "post", " ".join(tokens[:unit])
        yield "body", " ".join(tokens[unit:])
        return
    while place < len(tokens) and not tokens[place][0].isupper():
        place += 1
    while place < len(tokens) and kinds[place] in {"post", "rank"}:
        place += 1
        while place < len(tokens) and tokens[place][0].islower():
            place += 1
    left = tokens[place:]
    named = "body" in kinds[place:] or all(map(_ACRONYM.match, left))
    if left and not segment.isascii() and named:
        yield "post", " ".join(tokens[:place])
        yield from (("body", body) for body in bodies_of(" ".join(tokens[place:])))
    else:
        yield "post", segment


def _unit_at(tokens: list[str], kinds: list[str], post: int) -> int:
    """Find where a unit begins that has a name of its own: "директор департамента Азии МИД".

    One without, as in "начальник управления Министерства", is part of the post.
    """
    for place in range(post + 1, len(tokens) - 1):
        after = tokens[place + 1]
        named = after[0].isupper() and kinds[place + 1] != "body" and not _ACRONYM.match(after)
        if kinds[place] == "body" and named and not tokens[place].isascii():
            return place if tokens[place][0].islower() else 0
    return 0


def _names_a_body(text: str) -> bool:
    tokens = text.split()
    if not tokens or not tokens[0][0].isupper() or kind_of(tokens[0]) == "post":
        return False
    short = len(tokens) == 1 and tokens[0].isupper() and len(tokens[0]) > 1
    if short or _ACRONYM.match(tokens[0]):
        return tokens[0] not in _STATES
    return len(tokens) > 1 and any(kind_of(token) == "body" for token in tokens)


def bodies_of(text: str) -> tuple[str, ...]:
    """Part a unit from the body it stands in: "Center for X at Y University"."""
    for match in _WITHIN.finditer(text):
        inner, outer = text[: match.start()], text[match.end() :]
        telling = len(inner.split()) > 1 and any(kind_of(word) == "body" for word in inner.split())
        if telling and (_names_a_body(outer) or SAME.match(outer)) and inner[-1:].isalpha():
            return (inner, *bodies_of(outer))
    return (text.strip(),) if text.strip() else ()


def _korean(segment: str, tokens: list[str], kinds: list[str]) -> Iterator[Piece]:
    start = len(tokens)
    while start and kinds[start - 1] == "post":
        start -= 1
    if start == len(tokens):
        yield "body", segment
        return
    fused = _FUSED.match(tokens[start])
    if start and fused and kind_of(fused[1]) == "body":
        shared = len("센터") if fused[1].endswith("센터") else 1
        yield "body", " ".join([*tokens[:start], fused[1]])
        yield "post", " ".join([tokens[start][len(fused[1]) - shared :], *tokens[start + 1 :]])
    elif all(kind in {"common", ""} and "body" not in kinds for kind in kinds[:start]) and (
        "common" in kinds[:start] or not start
    ):
        yield "post", segment
    else:
        yield "body", " ".join(tokens[:start])
        yield "post", " ".join(tokens[start:])
